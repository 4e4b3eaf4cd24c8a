"""The list of pictures in scripts/take_screens.toml: what is shown, in which sizes, how to get
there.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from engine.battle.army import Army
from engine.battle.phase import Phase

FILE: Final = Path(__file__).with_name("take_screens.toml")
_SIZES: Final = "sizes"
_DEFAULTS: Final = "defaults"
_SETTINGS: Final = "settings"
_FOLDER: Final = "folder"


class Size(NamedTuple):
    """The width and height of a window in pixels, and its scale in per cent."""

    width: int
    height: int
    scale: int


class Defaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The seconds after each step, and the number of frames before a picture is taken."""

    seconds: float
    frames: int


class BattleStage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A battle, played by bots up to a decision of Side One; or, if *over*, to its end.

    It is resumed unless it is not *shown*; then it is the newest of the saves.
    """

    scenario: str
    seed: int
    players: tuple[str, str] = ("person", "soldier")
    round: int = 1
    phase: Phase | None = None
    pending: str | None = None
    targets: bool = False
    over: bool = False
    shown: bool = True


class KeptBattle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A battle in the user folder: its file in one of the folders, and when it was written.

    It is left at Side One's first decision in a *round*; without one, it is over.
    """

    folder: str
    name: str
    scenario: str
    seed: int
    players: tuple[str, str]
    written: dt.datetime
    round: int | None = None


class UserFolder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is in the user folder of every picture.

    *lessons* are the lessons that are done; *puzzles* are the answered and the solved ones of each
    theme; *record* are the battles won, drawn and lost against each opponent.
    """

    battles: tuple[KeptBattle, ...]
    armies: tuple[Army, ...]
    lessons: tuple[str, ...]
    puzzles: Mapping[str, tuple[int, int]]
    best_run: int
    record: Mapping[str, tuple[int, int, int]]


class ScreenEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture: the list of its sizes, the battle it is of, and the steps that lead there.

    *settings* are what the player has chosen otherwise than usual.
    """

    sizes: str
    battle: BattleStage | None = None
    settings: Mapping[str, object] = msgspec.field(default_factory=dict)
    steps: tuple[str, ...] = ()


class ScreenList(NamedTuple):
    """The content of the file."""

    sizes: Mapping[str, tuple[Size, ...]]
    defaults: Defaults
    settings: Mapping[str, object]
    folder: UserFolder
    entries: Mapping[str, ScreenEntry]

    def files(self, name: str) -> dict[str, Size]:
        """Return the file names of a picture's sizes."""
        return {file_name(name, size): size for size in self.sizes[self.entries[name].sizes]}


def file_name(name: str, size: Size) -> str:
    """Return the name of a picture's file; the scale is named unless it is 100 per cent."""
    scale = "" if size.scale == 100 else f"_{size.scale}"
    return f"{name}_{size.width}x{size.height}{scale}.jpg"


def read_screens() -> ScreenList:
    """Return the list; msgspec.ValidationError or KeyError if the file is not valid."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    sizes = msgspec.convert(tables.pop(_SIZES), dict[str, tuple[Size, ...]])
    defaults = msgspec.convert(tables.pop(_DEFAULTS), Defaults)
    settings = msgspec.convert(tables.pop(_SETTINGS), dict[str, object])
    folder = msgspec.convert(tables.pop(_FOLDER), UserFolder)
    entries = msgspec.convert(tables, dict[str, ScreenEntry])
    for entry in entries.values():
        sizes[entry.sizes]  # KeyError for a list that is not there
    return ScreenList(sizes, defaults, settings, folder, entries)
