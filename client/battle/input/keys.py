"""The key bindings of the battle, as data."""

from __future__ import annotations

import enum
from typing import Final, NamedTuple


class KeyCommand(enum.Enum):
    """A command of a key or a button; the value is the key of its name in the catalogue."""

    NEXT = "battle.command.next"
    PREVIOUS = "battle.command.previous"
    NEXT_TARGET = "battle.command.next-target"
    CONFIRM = "battle.command.confirm"
    WAIT = "battle.command.wait"
    ADVANCE = "battle.command.advance"
    MODE = "battle.command.mode"
    WEAPON = "battle.command.weapon"
    UNDO = "battle.command.undo"
    END_PHASE = "battle.command.end-phase"
    BACK = "battle.command.back"
    THREAT = "battle.command.threat"
    LOG = "battle.command.log"
    TAB = "battle.command.tab"
    SPEED = "battle.command.speed"
    SAVE = "battle.command.save"
    HELP = "battle.command.help"
    MENU = "battle.command.menu"
    ZOOM_IN = "battle.command.zoom-in"
    ZOOM_OUT = "battle.command.zoom-out"
    FIT = "battle.command.fit"
    LEFT = "battle.command.left"
    RIGHT = "battle.command.right"
    UP = "battle.command.up"
    DOWN = "battle.command.down"


class Press(NamedTuple):
    """A command, and the number of a weapon (from 1) where the command takes one."""

    command: KeyCommand
    number: int = 0


KEYS: Final[dict[str, Press]] = {
    "tab": Press(KeyCommand.NEXT),
    "n": Press(KeyCommand.NEXT),
    "shift+tab": Press(KeyCommand.PREVIOUS),
    "shift+n": Press(KeyCommand.PREVIOUS),
    "t": Press(KeyCommand.NEXT_TARGET),
    "return": Press(KeyCommand.CONFIRM),
    "enter": Press(KeyCommand.CONFIRM),
    "space": Press(KeyCommand.WAIT),
    "a": Press(KeyCommand.ADVANCE),
    "v": Press(KeyCommand.MODE),
    **{str(number): Press(KeyCommand.WEAPON, number) for number in range(1, 10)},
    "z": Press(KeyCommand.UNDO),
    "ctrl+z": Press(KeyCommand.UNDO),
    "e": Press(KeyCommand.END_PHASE),
    "escape": Press(KeyCommand.BACK),
    "d": Press(KeyCommand.THREAT),
    "l": Press(KeyCommand.LOG),
    "shift+l": Press(KeyCommand.TAB),
    "ctrl+s": Press(KeyCommand.SAVE),
    "f5": Press(KeyCommand.SAVE),
    "f1": Press(KeyCommand.HELP),
    "f10": Press(KeyCommand.MENU),
    "+": Press(KeyCommand.ZOOM_IN),
    "=": Press(KeyCommand.ZOOM_IN),
    "shift+=": Press(KeyCommand.ZOOM_IN),
    "[+]": Press(KeyCommand.ZOOM_IN),
    "-": Press(KeyCommand.ZOOM_OUT),
    "[-]": Press(KeyCommand.ZOOM_OUT),
    "0": Press(KeyCommand.FIT),
    "[0]": Press(KeyCommand.FIT),
    "left": Press(KeyCommand.LEFT),
    "right": Press(KeyCommand.RIGHT),
    "up": Press(KeyCommand.UP),
    "down": Press(KeyCommand.DOWN),
}
"""The command of each key: its name as pygame has it, preceded by its modifiers."""

REPEATING: Final = frozenset(
    {
        *(KeyCommand.NEXT, KeyCommand.PREVIOUS, KeyCommand.NEXT_TARGET),
        *(KeyCommand.ZOOM_IN, KeyCommand.ZOOM_OUT),
        *(KeyCommand.LEFT, KeyCommand.RIGHT, KeyCommand.UP, KeyCommand.DOWN),
    }
)
"""Commands that repeat while the key is held: harmless ones that look around."""

KEY_LABELS: Final[dict[KeyCommand, str]] = {
    KeyCommand.NEXT: "Tab",
    KeyCommand.CONFIRM: "Enter",
    KeyCommand.WAIT: "Space",
    KeyCommand.ADVANCE: "A",
    KeyCommand.MODE: "V",
    KeyCommand.UNDO: "Z",
    KeyCommand.END_PHASE: "E",
    KeyCommand.THREAT: "D",
    KeyCommand.LOG: "L",
    KeyCommand.BACK: "Esc",
    KeyCommand.NEXT_TARGET: "T",
    KeyCommand.HELP: "F1",
    KeyCommand.MENU: "F10",
    KeyCommand.SAVE: "F5",
}
"""The label of a command's key, shown on buttons."""
