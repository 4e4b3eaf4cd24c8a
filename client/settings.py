"""A player's settings: one strict, versioned TOML file; a broken one is kept beside a fresh one."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from client import texts
from client.draw.theme import theme_names
from client.folders import lock_user_folder
from client.tuning import load_tuning
from engine.files import write

if TYPE_CHECKING:
    from pathlib import Path

    from client.folders import Folders

VERSION: Final = 1
DEFAULT_THEME: Final = "dusk"
_HEADLINE: Final = "# Settings of Hexfront. The game writes this file; it may be edited by hand.\n"


class HandOver(enum.Enum):
    """Say what stands between the turns of two people at one screen."""

    OFF = "off"
    BANNER = "banner"
    OPAQUE = "opaque"
    """A banner that hides the board."""


class Pace(enum.Enum):
    """Say how fast animations run."""

    NORMAL = "normal"
    FAST = "fast"
    FASTEST = "fastest"
    INSTANT = "instant"
    """Nothing moves; everything is at its end at once."""

    @property
    def speed(self) -> float:
        """Give how many times as fast as drawn up; infinite for instant."""
        return {"normal": 1.0, "fast": 2.0, "fastest": 4.0, "instant": float("inf")}[self.value]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Hold what a player chose. *scale* is in per cent, None until a player chooses it."""

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    language: str = texts.ENGLISH
    theme: str = DEFAULT_THEME
    scale: int | None = None
    pace: Pace = Pace.NORMAL
    hand_over: HandOver = HandOver.BANNER
    ask_before_end: bool = True
    """Whether ending a phase asks first while units could still do something useful."""
    fullscreen: bool = False
    window: tuple[int, int] | None = None
    """The window's size in pixels when it was closed last."""


class ReadSettings(NamedTuple):
    """Hold settings, and what was wrong with the file; it was moved to *kept*."""

    settings: Settings
    problem: str | None = None
    kept: Path | None = None


def read_settings(path: Path) -> ReadSettings:
    """Read the settings file.

    A file that is broken is moved aside and a fresh one takes its place: the caller tells.
    """
    if not path.exists():
        return ReadSettings(Settings())
    try:
        settings = msgspec.toml.decode(path.read_bytes(), type=Settings)
        _require_possible(settings)
    except (msgspec.DecodeError, ValueError, OSError) as error:
        kept = _move_aside(path)
        fresh = Settings()
        write_settings(path, fresh)
        return ReadSettings(fresh, str(error), kept)
    return ReadSettings(settings)


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings file, whole or not at all."""
    # Flat texts, numbers, truths and lists of numbers: written as JSON, they are TOML.
    lines = [
        f"{key} = {msgspec.json.encode(value).decode()}\n"
        for key, value in msgspec.to_builtins(settings).items()
        if value is not None
    ]
    write(path, (_HEADLINE + "".join(lines)).encode())


def change_settings(folders: Folders, before: Settings, after: Settings) -> None:
    """Write what differs between two settings into the file; the rest stays as it is there.

    Another window may have written it meanwhile.
    """
    changes = {
        key: value
        for key, value in msgspec.structs.asdict(after).items()
        if value != msgspec.structs.asdict(before)[key]
    }
    with lock_user_folder(folders):
        held = read_settings(folders.settings).settings
        write_settings(folders.settings, msgspec.structs.replace(held, **changes))


def _require_possible(settings: Settings) -> None:
    """Check what the types cannot say; ValueError names the key."""
    for key, value, possible in (
        ("language", settings.language, texts.languages()),
        ("theme", settings.theme, theme_names()),
        ("scale", settings.scale, [None, *load_tuning().scale.steps]),
    ):
        if value not in possible:
            known = ", ".join(str(one) for one in possible if one is not None)
            msg = f"{key}: `{value}` does not exist; there are: {known}"
            raise ValueError(msg)
    smallest = load_tuning().window.smallest
    if settings.window is not None and not _holds(settings.window, smallest):
        msg = f"window: {settings.window} is smaller than {smallest}"
        raise ValueError(msg)


def _holds(size: tuple[int, int], least: tuple[int, int]) -> bool:
    return size[0] >= least[0] and size[1] >= least[1]


def _move_aside(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    path.rename(kept)
    return kept
