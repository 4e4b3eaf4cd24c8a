"""The list of pictures in scripts/take_screens.toml: what is shown, in which sizes, how to get
there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from engine.battle.phase import Phase

FILE: Final = Path(__file__).with_name("take_screens.toml")
_SIZES: Final = "sizes"
_DEFAULTS: Final = "defaults"


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
    round: int = 1
    phase: Phase | None = None
    pending: str | None = None
    targets: bool = False
    over: bool = False
    shown: bool = True


class ScreenEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture: the list of its sizes, the battle it is of, and the steps that lead there."""

    sizes: str
    battle: BattleStage | None = None
    steps: tuple[str, ...] = ()


class ScreenList(NamedTuple):
    """The content of the file."""

    sizes: Mapping[str, tuple[Size, ...]]
    defaults: Defaults
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
    entries = msgspec.convert(tables, dict[str, ScreenEntry])
    for entry in entries.values():
        sizes[entry.sizes]  # KeyError for a list that is not there
    return ScreenList(sizes, defaults, entries)
