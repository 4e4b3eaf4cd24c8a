"""The key bindings of the battle, as data."""

from __future__ import annotations

import enum
from typing import Final, NamedTuple


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
    END_PHASE = "battle.command.end-phase"
    BACK = "battle.command.back"
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


KEYS: Final[dict[str, Press]] = {
    "tab": Press(KeyCommand.NEXT),
    "n": Press(KeyCommand.NEXT),
    "shift+tab": Press(KeyCommand.PREVIOUS),
    "shift+n": Press(KeyCommand.PREVIOUS),
    "t": Press(KeyCommand.NEXT_TARGET),
    "shift+t": Press(KeyCommand.PREVIOUS_TARGET),
    "left": Press(KeyCommand.CURSOR_LEFT),
    "[4]": Press(KeyCommand.CURSOR_LEFT),
    "right": Press(KeyCommand.CURSOR_RIGHT),
    "[6]": Press(KeyCommand.CURSOR_RIGHT),
    "up": Press(KeyCommand.CURSOR_UP),
    "[8]": Press(KeyCommand.CURSOR_UP),
    "down": Press(KeyCommand.CURSOR_DOWN),
    "[2]": Press(KeyCommand.CURSOR_DOWN),
    "[7]": Press(KeyCommand.CURSOR_UP_LEFT),
    "[9]": Press(KeyCommand.CURSOR_UP_RIGHT),
    "[1]": Press(KeyCommand.CURSOR_DOWN_LEFT),
    "[3]": Press(KeyCommand.CURSOR_DOWN_RIGHT),
    "return": Press(KeyCommand.CONFIRM),
    "enter": Press(KeyCommand.CONFIRM),
    "[5]": Press(KeyCommand.CONFIRM),
    "space": Press(KeyCommand.WAIT),
    "a": Press(KeyCommand.ADVANCE),
    "v": Press(KeyCommand.MODE),
    **{str(number): Press(KeyCommand.WEAPON, number) for number in range(1, 10)},
    "z": Press(KeyCommand.UNDO),
    "ctrl+z": Press(KeyCommand.UNDO),
    "e": Press(KeyCommand.END_PHASE),
    "escape": Press(KeyCommand.BACK),
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
    "shift+left": Press(KeyCommand.PAN_LEFT),
    "shift+right": Press(KeyCommand.PAN_RIGHT),
    "shift+up": Press(KeyCommand.PAN_UP),
    "shift+down": Press(KeyCommand.PAN_DOWN),
}
"""The command of each key: its name as pygame has it, preceded by its modifiers."""

REPEATING: Final = frozenset(
    {
        *(KeyCommand.NEXT, KeyCommand.PREVIOUS),
        *(KeyCommand.NEXT_TARGET, KeyCommand.PREVIOUS_TARGET),
        *(KeyCommand.CURSOR_LEFT, KeyCommand.CURSOR_RIGHT),
        *(KeyCommand.CURSOR_UP, KeyCommand.CURSOR_DOWN),
        *(KeyCommand.CURSOR_UP_LEFT, KeyCommand.CURSOR_UP_RIGHT),
        *(KeyCommand.CURSOR_DOWN_LEFT, KeyCommand.CURSOR_DOWN_RIGHT),
        *(KeyCommand.ZOOM_IN, KeyCommand.ZOOM_OUT),
        *(KeyCommand.PAN_LEFT, KeyCommand.PAN_RIGHT, KeyCommand.PAN_UP, KeyCommand.PAN_DOWN),
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
    KeyCommand.LOG: "L",
    KeyCommand.BACK: "Esc",
    KeyCommand.NEXT_TARGET: "T",
    KeyCommand.HELP: "F1",
    KeyCommand.MENU: "F10",
    KeyCommand.SAVE: "F5",
}
"""The label of a command's key, shown on buttons."""
