"""What the keys of the battle do, as data."""

from __future__ import annotations

import enum
from typing import Final, NamedTuple


class Command(enum.Enum):
    """Name what a key or a button asks for; the value is the key of its name in the catalogue."""

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
    """Hold a command, and the number of a weapon (from 1) where the command takes one."""

    command: Command
    number: int = 0


KEYS: Final[dict[str, Press]] = {
    "tab": Press(Command.NEXT),
    "n": Press(Command.NEXT),
    "shift+tab": Press(Command.PREVIOUS),
    "shift+n": Press(Command.PREVIOUS),
    "t": Press(Command.NEXT_TARGET),
    "return": Press(Command.CONFIRM),
    "enter": Press(Command.CONFIRM),
    "space": Press(Command.WAIT),
    "a": Press(Command.ADVANCE),
    "v": Press(Command.MODE),
    **{str(number): Press(Command.WEAPON, number) for number in range(1, 10)},
    "z": Press(Command.UNDO),
    "ctrl+z": Press(Command.UNDO),
    "e": Press(Command.END_PHASE),
    "escape": Press(Command.BACK),
    "l": Press(Command.LOG),
    "shift+l": Press(Command.TAB),
    "ctrl+s": Press(Command.SAVE),
    "f5": Press(Command.SAVE),
    "f1": Press(Command.HELP),
    "f10": Press(Command.MENU),
    "+": Press(Command.ZOOM_IN),
    "=": Press(Command.ZOOM_IN),
    "shift+=": Press(Command.ZOOM_IN),
    "[+]": Press(Command.ZOOM_IN),
    "-": Press(Command.ZOOM_OUT),
    "[-]": Press(Command.ZOOM_OUT),
    "0": Press(Command.FIT),
    "[0]": Press(Command.FIT),
    "left": Press(Command.LEFT),
    "right": Press(Command.RIGHT),
    "up": Press(Command.UP),
    "down": Press(Command.DOWN),
}
"""The command of a key: its name as the window's toolkit has it, modifiers before it."""

REPEATING: Final = frozenset(
    {
        *(Command.NEXT, Command.PREVIOUS, Command.NEXT_TARGET),
        *(Command.ZOOM_IN, Command.ZOOM_OUT),
        *(Command.LEFT, Command.RIGHT, Command.UP, Command.DOWN),
    }
)
"""Commands that a held key repeats: those that look around and can't do any harm."""

CAPS: Final[dict[Command, str]] = {
    Command.NEXT: "Tab",
    Command.CONFIRM: "Enter",
    Command.WAIT: "Space",
    Command.ADVANCE: "A",
    Command.MODE: "V",
    Command.UNDO: "Z",
    Command.END_PHASE: "E",
    Command.LOG: "L",
    Command.BACK: "Esc",
    Command.NEXT_TARGET: "T",
    Command.HELP: "F1",
    Command.MENU: "F10",
    Command.SAVE: "F5",
}
"""What is printed on the key of a command, on buttons."""
