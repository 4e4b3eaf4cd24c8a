"""A player's settings: one strict, versioned TOML file; a broken one is kept beside a fresh one."""

from __future__ import annotations

import enum
import os
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import msgspec
from msgspec import Meta

from client.draw.ui.theme import theme_names
from client.folders import lock_user_folder
from client.text import catalogue
from client.tuning import load_tuning
from engine import limits, plaintext
from engine.errors import DataError, Problem
from engine.files import FileTooLarge, NotPlainFile, read_bounded, write
from engine.players import scripted_bots
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.sentences import InvalidValue, Sentence
from engine.validation import decode_toml, in_short, parse_toml

if TYPE_CHECKING:
    from pathlib import Path

    from client.folders import Folders

VERSION: Final = 1
RULE: Final = "settings"
"""Stands where other files name a rule of the battle: no rule speaks of settings."""
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
        """Return how many times as fast as drawn up; infinite for instant."""
        return {"normal": 1.0, "fast": 2.0, "fastest": 4.0, "instant": float("inf")}[self.value]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a player chose. *scale* is in per cent, None until a player chooses it."""

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    language: str = catalogue.ENGLISH
    theme: str = DEFAULT_THEME
    scale: int | None = None
    pace: Pace = Pace.NORMAL
    hand_over: HandOver = HandOver.BANNER
    ask_before_end: bool = True
    """Whether ending a phase asks first while units could still do something useful."""
    ask_to_advance: bool = True
    """Whether a click on a unit without a target asks if it advances."""
    fullscreen: bool = False
    window: tuple[int, int] | None = None
    """The window's size in pixels when it was closed last."""
    scenario: str | None = None
    """The scenario of the battle that was begun last: a name, or the path of a player's own."""
    players: tuple[str, str] | None = None
    """Who plays side ONE and side TWO in the next battle, unless that is changed."""


class ReadSettings(NamedTuple):
    """Settings, and the *problem* with the file, if it had one.

    Either it was moved to *kept*, or it was *left* where it is, for this reason: it may be whole.
    """

    settings: Settings
    problem: str | None = None
    kept: Path | None = None
    left: OSError | None = None


def load_settings(path: Path) -> Settings:
    """Return the settings in a file, the usual ones if there is none; the file stays as it is.

    OSError, DataError or InvalidValue if it can't be read or is broken.
    """
    if not os.path.lexists(path):
        return Settings()
    text = plaintext.decode(read_bounded(path, limits.FILE_BYTES))
    _require_known_version(parse_toml(text, path.name, RULE), path.name)
    settings = decode_toml(text, path.name, Settings, RULE)
    _require_possible(settings)
    return settings


def read_settings(path: Path) -> ReadSettings:
    """Read the settings file.

    What is broken or no file is moved aside, and a fresh file takes its place. What the system does
    not read at the moment is left alone. The caller tells of both.
    """
    try:
        return ReadSettings(load_settings(path))
    except (NotPlainFile, FileTooLarge) as error:
        return _begin_anew(path, catalogue.render(_unreadable(path, error)))
    except OSError as error:
        problem = catalogue.render(_unreadable(path, error))
        return ReadSettings(Settings(), problem, left=error)
    except DataError as error:
        return _begin_anew(path, catalogue.render(error))
    except InvalidValue as error:
        sentence = Sentence("save.invalid", place=path.name, reason=error.sentence)
        return _begin_anew(path, catalogue.render(sentence))


def _unreadable(path: Path, error: OSError) -> Sentence:
    return Sentence("save.unreadable", place=path.name, reason=str(error.strerror))


def _require_known_version(table: dict[str, Any], file: str) -> None:
    """Raise DataError for settings of a version to come, whose keys have another meaning."""
    version = table["version"] if "version" in table else VERSION
    if isinstance(version, int) and version > VERSION:
        sentence = Sentence("data.newer-settings", version=VERSION)
        raise DataError([Problem(file, "", "version", sentence, RULE)])


def _begin_anew(path: Path, problem: str) -> ReadSettings:
    """Put a broken file aside and write a fresh one, as far as that can be done."""
    kept = left = None
    try:
        kept = _move_aside(path)
        write_settings(path, Settings())
    except OSError as error:
        problem = f"{problem}\n{error.strerror}: {plaintext.escape(str(path.parent))}"
        left = error if kept is None else None
    return ReadSettings(Settings(), problem, kept, left)


def complaint_lines(read: ReadSettings) -> list[str]:
    """Return what is told of a settings file that can't be read, and of where it is now."""
    assert read.problem is not None, "there is something to tell"
    problems = read.problem.split("\n")
    if read.kept is None:
        return [catalogue.text("app.settings.left.text"), *problems]
    return [catalogue.text("app.settings.broken.text"), *problems, str(read.kept)]


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings file, whole or not at all."""
    # Flat texts, numbers, truths and lists of numbers: written as JSON, they are TOML.
    lines = [
        f"{key} = {msgspec.json.encode(value).decode()}\n"
        for key, value in msgspec.to_builtins(settings).items()
        if value is not None
    ]
    write(path, (_HEADLINE + "".join(lines)).encode())


def change_settings(folders: Folders, before: Settings, after: Settings) -> ReadSettings:
    """Write what differs between two settings into the file; the rest stays as it is there.

    Another window may have written it meanwhile. Where the file is gone or broken, the rest is as
    *before*. Returns what was read from the file first, with its problem if it had one. OSError,
    with nothing written, when the file is there and can neither be read nor put aside.
    """
    held, known = msgspec.structs.asdict(after), msgspec.structs.asdict(before)
    changes = {key: value for key, value in held.items() if value != known[key]}
    with lock_user_folder(folders):
        is_there = os.path.lexists(folders.settings)
        read = read_settings(folders.settings)
        if read.left is not None:
            raise read.left
        rest = read.settings if is_there and read.problem is None else before
        write_settings(folders.settings, msgspec.structs.replace(rest, **changes))
    return read


def _require_possible(settings: Settings) -> None:
    """Raise InvalidValue, which names the key, for a value that does not exist or fit."""
    for key, value, possible in (
        ("language", settings.language, catalogue.languages()),
        ("theme", settings.theme, theme_names()),
        ("scale", settings.scale, [None, *load_tuning().scale.steps]),
    ):
        if value not in possible:
            known = ", ".join(str(one) for one in possible if one is not None)
            raise InvalidValue(
                Sentence("data.unknown-choice", key=key, value=in_short(value), known=known)
            )
    known_players = [scripted_bots.PERSON, *level_names(), *bot_names()]
    for player in settings.players or ():
        if player not in known_players:
            there = ", ".join(known_players)
            raise InvalidValue(
                Sentence("data.unknown-choice", key="players", value=in_short(player), known=there)
            )
    numbers, size = load_tuning().window, settings.window
    if size is not None and not (_holds(size, numbers.smallest) and _holds(numbers.largest, size)):
        sentence = Sentence(
            "data.window-size",
            width=in_short(size[0]),
            height=in_short(size[1]),
            least=str(numbers.smallest),
            most=str(numbers.largest),
        )
        raise InvalidValue(sentence)


def _holds(size: tuple[int, int], least: tuple[int, int]) -> bool:
    return size[0] >= least[0] and size[1] >= least[1]


def _move_aside(path: Path) -> Path:
    number = 1
    while os.path.lexists(kept := path.with_name(f"{path.name}.broken-{number}")):
        number += 1
    path.rename(kept)
    return kept
