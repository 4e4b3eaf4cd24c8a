"""The commands of a battle, and the keys that mean them: those that the player has chosen."""

from __future__ import annotations

import enum
from typing import Final, NamedTuple

from client.key_bindings import KeyTable, bindings_in_use, require_commands
from client.text.catalogue import text
from client.text.key_names import name_of_key


class KeyCommand(enum.Enum):
    """A command of a key or a button; the value is the key of its name in the catalogue."""

    NEXT = "battle.command.next"
    PREVIOUS = "battle.command.previous"
    NEXT_TARGET = "battle.command.next-target"
    PREVIOUS_TARGET = "battle.command.previous-target"
    CURSOR_LEFT = "battle.command.cursor-left"
    CURSOR_RIGHT = "battle.command.cursor-right"
    CURSOR_UP = "battle.command.cursor-up"
    CURSOR_DOWN = "battle.command.cursor-down"
    CURSOR_UP_LEFT = "battle.command.cursor-up-left"
    CURSOR_UP_RIGHT = "battle.command.cursor-up-right"
    CURSOR_DOWN_LEFT = "battle.command.cursor-down-left"
    CURSOR_DOWN_RIGHT = "battle.command.cursor-down-right"
    CONFIRM = "battle.command.confirm"
    WAIT = "battle.command.wait"
    ADVANCE = "battle.command.advance"
    MODE = "battle.command.mode"
    WEAPON = "battle.command.weapon"
    UNDO = "battle.command.undo"
    REDO = "battle.command.redo"
    END_PHASE = "battle.command.end-phase"
    BACK = "battle.command.back"
    PAUSE = "battle.command.pause"
    STEP = "battle.command.step"
    RECAP = "battle.command.recap"
    HINT = "battle.command.hint"
    EXPLAIN = "battle.command.explain"
    MOVE_NOW = "battle.command.move-now"
    THREAT = "battle.command.threat"
    INSPECT = "battle.command.inspect"
    INSPECT_BACK = "battle.command.inspect-back"
    LOG = "battle.command.log"
    TAB = "battle.command.tab"
    SPEED = "battle.command.speed"
    SAVE = "battle.command.save"
    HELP = "battle.command.help"
    MENU = "battle.command.menu"
    ZOOM_IN = "battle.command.zoom-in"
    ZOOM_OUT = "battle.command.zoom-out"
    FIT = "battle.command.fit"
    PAN_LEFT = "battle.command.pan-left"
    PAN_RIGHT = "battle.command.pan-right"
    PAN_UP = "battle.command.pan-up"
    PAN_DOWN = "battle.command.pan-down"


class Press(NamedTuple):
    """A command, and the number of a weapon (from 1) where the command takes one."""

    command: KeyCommand
    number: int = 0


REPEATING: Final = frozenset(
    {
        *(KeyCommand.NEXT, KeyCommand.PREVIOUS),
        *(KeyCommand.NEXT_TARGET, KeyCommand.PREVIOUS_TARGET),
        *(KeyCommand.INSPECT, KeyCommand.INSPECT_BACK),
        *(KeyCommand.CURSOR_LEFT, KeyCommand.CURSOR_RIGHT),
        *(KeyCommand.CURSOR_UP, KeyCommand.CURSOR_DOWN),
        *(KeyCommand.CURSOR_UP_LEFT, KeyCommand.CURSOR_UP_RIGHT),
        *(KeyCommand.CURSOR_DOWN_LEFT, KeyCommand.CURSOR_DOWN_RIGHT),
        *(KeyCommand.ZOOM_IN, KeyCommand.ZOOM_OUT),
        *(KeyCommand.PAN_LEFT, KeyCommand.PAN_RIGHT, KeyCommand.PAN_UP, KeyCommand.PAN_DOWN),
    }
)
"""Commands that repeat while the key is held: harmless ones that look around."""

WEAPONS: Final = 9
"""Number of weapons that have a key."""


def code_of(pressed: Press) -> str:
    """Return the code by which data and settings name what a key means."""
    code = pressed.command.name.lower().replace("_", "-")
    return f"{code}-{pressed.number}" if pressed.command is KeyCommand.WEAPON else code


PRESSES: Final = {
    code_of(pressed): pressed
    for command in KeyCommand
    for pressed in (
        [Press(command, number) for number in range(1, WEAPONS + 1)]
        if command is KeyCommand.WEAPON
        else [Press(command)]
    )
}
"""Everything that a key may mean, by its code."""


def require_keys() -> None:
    """Raise DataError if the packaged keys are not those of exactly the commands there are."""
    require_commands(KeyTable.BATTLE, PRESSES)


def press_of(key: str) -> Press | None:
    """Return what a key means: its name after its modifiers; None if it means nothing."""
    code = bindings_in_use(KeyTable.BATTLE).command_of(key)
    return None if code is None else PRESSES[code]


def keys_of(pressed: Press) -> tuple[str, ...]:
    """Return the keys that mean something, the main one first."""
    return bindings_in_use(KeyTable.BATTLE).keys_of(code_of(pressed))


def key_label(command: KeyCommand) -> str:
    """Return the name of a command's main key, as buttons show it; "" if it has none."""
    keys = keys_of(Press(command))
    return name_of_key(keys[0]) if keys else ""


def key_words(command: KeyCommand) -> str:
    """Return the name of a command's main key, as sentences mention it."""
    return key_label(command) or text("controls.none")
