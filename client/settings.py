"""A player's settings: a strict, versioned TOML file; a broken one is kept beside a new one."""

from __future__ import annotations

import enum
import os
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import msgspec
from msgspec import Meta

from client.draw.ui.theme import theme_names
from client.folders import lock_user_folder, move_aside
from client.key_bindings import KeyBindings, Keys, KeyTable, merge_changes, packaged_tables
from client.sound.sound_list import Group
from client.text import catalogue
from client.tuning import load_tuning
from engine import limits, plaintext
from engine.errors import DataError, Problem
from engine.files import FileTooLarge, NotPlainFile, read_bounded, write
from engine.players import scripted_bots
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.sentences import InvalidValue, Sentence
from engine.system_errors import reason_of
from engine.validation import decode_toml, in_short, parse_toml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.folders import Folders

VERSION: Final = 1
RULE: Final = "settings"
"""Used where other files name a rule of the battle, as no rule is about settings."""
DEFAULT_THEME: Final = "dusk"
_HEADLINE: Final = "# Settings of Hexfront. The game writes this file; it may be edited by hand.\n"


class HandOver(enum.Enum):
    """What separates the turns of two people at one screen."""

    OFF = "off"
    BANNER = "banner"
    OPAQUE = "opaque"
    """A banner that hides the board."""


_SPEEDS: Final = {
    "slow": 0.5,
    "normal": 1.0,
    "fast": 2.0,
    "fastest": 4.0,
    "instant": float("inf"),
}


class Pace(enum.Enum):
    """The speed of animations."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"
    FASTEST = "fastest"
    INSTANT = "instant"
    """No animations: everything is shown at its end at once."""

    @property
    def speed(self) -> float:
        """Return the speed as a factor; infinite for instant."""
        return _SPEEDS[self.value]

    @property
    def next(self) -> Pace:
        """Return the next faster pace; after the fastest, the slowest."""
        paces = list(Pace)
        return paces[(paces.index(self) + 1) % len(paces)]


class Follow(enum.Enum):
    """Whose units the camera follows."""

    ALL = "all"
    OPPONENT = "opponent"
    """Those that a computer plays."""
    OFF = "off"


class FollowTo(enum.Enum):
    """How far the camera moves to a unit that it follows."""

    SIGHT = "sight"
    """As little as brings the unit into sight."""
    CENTRE = "centre"


class Pan(enum.Enum):
    """How fast the camera moves to a unit."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"
    INSTANT = "instant"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The player's settings.

    *language* and *scale*, which is in per cent, are None until the player chooses them: the
    language is that of the system then, and the scale fits the screen.
    """

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    language: str | None = None
    theme: str = DEFAULT_THEME
    scale: int | None = None
    pace: Pace = Pace.NORMAL
    """The speed at which a person's own actions are shown."""
    opponent_pace: Pace | None = None
    """The speed at which an opponent's actions are shown; None is that of one's own."""
    reduce_motion: bool = False
    """Whether nothing slides, shakes, flashes or blinks: things fade quickly instead."""
    show_recap: bool = True
    """Whether the opponent's turn is drawn on the board when it is over."""
    hand_over: HandOver = HandOver.BANNER
    ask_before_end: bool = True
    """Whether ending a phase asks first while units could still do something useful."""
    ask_to_advance: bool = False
    """Whether a click on a unit without a target asks if it advances."""
    follow: Follow = Follow.ALL
    """Whose units the camera pans to when they act."""
    follow_to: FollowTo = FollowTo.CENTRE
    pan: Pan = Pan.NORMAL
    fullscreen: bool = False
    window: tuple[int, int] | None = None
    """The window's size when it was last closed, in pixels."""
    scenario: str | None = None
    """The scenario of the battle started last: a name, or the path of the player's own."""
    keys: dict[str, Keys] = {}
    """The keys of the commands of a battle whose packaged keys the player changed."""
    replay_keys: dict[str, Keys] = {}
    """The same for the commands of a replay."""
    players: tuple[str, str] | None = None
    """The players of ONE and TWO in the next battle, unless that is changed."""
    armies: tuple[str, str] = ("", "")
    """The file names of the own armies that ONE and TWO fielded last; "" for the scenario's."""
    volume_interface: int = 60
    volume_battle: int = 80
    volume_ambience: int = 40
    """The volume of a group of sounds, in per cent."""
    muted: bool = False
    """Whether all sounds are silenced, whatever their volumes."""

    think_time: int = 100
    """How long opponents that search think, in per cent of what they were measured with."""
    teaching: bool = False
    """Whether it is offered to take back an action that costs much."""
    explain_at_mouse: bool = True
    """Whether what the mouse rests on is explained; keys explain it in any case."""

    @property
    def pace_of_opponent(self) -> Pace:
        """Return the speed at which an opponent's actions are shown."""
        return self.pace if self.opponent_pace is None else self.opponent_pace

    def with_next_pace(self, *, opponent: bool) -> Settings:
        """Return the settings with the next pace, of the opponent if that has one of its own."""
        if opponent and self.opponent_pace is not None:
            return msgspec.structs.replace(self, opponent_pace=self.opponent_pace.next)
        return msgspec.structs.replace(self, pace=self.pace.next)

    @property
    def volumes(self) -> dict[Group, int]:
        """Return the volume of each group of sounds, in per cent."""
        return {
            Group.INTERFACE: self.volume_interface,
            Group.BATTLE: self.volume_battle,
            Group.AMBIENCE: self.volume_ambience,
        }


KEY_SETTINGS: Final = {KeyTable.BATTLE: "keys", KeyTable.REPLAY: "replay_keys"}
"""The setting with the keys of each table that the player changed."""


def bindings_of(settings: Settings) -> list[KeyBindings]:
    """Return the bindings of every table; InvalidValue if they are not possible."""
    return [KeyBindings(getattr(settings, key), table) for table, key in KEY_SETTINGS.items()]


class ReadSettings(NamedTuple):
    """Settings, and the *problem* with the file, if it had one.

    A broken file was moved to *kept*; one that may be intact was *left*, for the reason given.
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

    A broken file, or one that is not a regular file, is moved aside and replaced by a new one. A
    file that can't be read at the moment is left alone. The caller reports both.
    """
    packaged_tables()  # the settings are not to blame if these are broken
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
    return Sentence("save.unreadable", place=path.name, reason=reason_of(error))


def _require_known_version(table: dict[str, Any], file: str) -> None:
    """Raise DataError for settings of a newer version, whose keys may have another meaning."""
    version = table["version"] if "version" in table else VERSION
    if isinstance(version, int) and version > VERSION:
        sentence = Sentence("data.newer-settings", version=VERSION)
        raise DataError([Problem(file, "", "version", sentence, RULE)])


def _begin_anew(path: Path, problem: str) -> ReadSettings:
    """Move a broken file aside and write a new one, as far as possible."""
    kept = left = None
    try:
        kept = move_aside(path)
        write_settings(path, Settings())
    except OSError as error:
        problem = f"{problem}\n{error.strerror}: {plaintext.escape(str(path.parent))}"
        left = error if kept is None else None
    return ReadSettings(Settings(), problem, kept, left)


def complaint_lines(read: ReadSettings) -> list[str]:
    """Return the lines of the message about an unreadable settings file, and where it is now."""
    assert read.problem is not None, "there is something to tell"
    problems = read.problem.split("\n")
    if read.kept is None:
        return [catalogue.text("app.settings.left.text"), *problems]
    return [catalogue.text("app.settings.broken.text"), *problems, str(read.kept)]


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings file atomically."""
    values = msgspec.to_builtins(settings)
    tables = {setting: values.pop(setting) for setting in KEY_SETTINGS.values()}
    lines = _write_values(values)
    for setting, keys in tables.items():
        if keys:
            lines += [f"[{setting}]\n", *_write_values(keys)]
    write(path, (_HEADLINE + "".join(lines)).encode())


def _write_values(values: dict[str, Any]) -> list[str]:
    # Flat strings, numbers, booleans and lists of these: their JSON is valid TOML.
    return [
        f"{key} = {msgspec.json.encode(value).decode()}\n"
        for key, value in values.items()
        if value is not None
    ]


def change_settings(folders: Folders, before: Settings, after: Settings) -> ReadSettings:
    """Write the differences between two settings to the file; the rest of it stays unchanged.

    Another window may have written it meanwhile. If the file is missing or broken, the rest is
    taken from *before*. Keys are merged command by command. Returns what was read from the file
    first, with its problem if it had one.
    OSError, with nothing written, if the file exists and can neither be read nor moved aside.
    """
    held, known = msgspec.structs.asdict(after), msgspec.structs.asdict(before)
    changes = {key: value for key, value in held.items() if value != known[key]}
    with lock_user_folder(folders):
        is_there = os.path.lexists(folders.settings)
        read = read_settings(folders.settings)
        if read.left is not None:
            raise read.left
        rest = read.settings if is_there and read.problem is None else before
        for setting in changes.keys() & set(KEY_SETTINGS.values()):
            changes[setting] = merge_changes(known[setting], held[setting], getattr(rest, setting))
        write_settings(folders.settings, msgspec.structs.replace(rest, **changes))
    return read


def _require_possible(settings: Settings) -> None:
    """Raise InvalidValue, which names the key, for a value that does not exist or is out of
    range.
    """
    choices: list[tuple[str, object, Sequence[object]]] = [
        ("language", settings.language, [None, *catalogue.languages()]),
        ("theme", settings.theme, theme_names()),
        ("scale", settings.scale, [None, *load_tuning().scale.steps]),
        ("think_time", settings.think_time, load_tuning().thinking.percents),
    ]
    for group, volume in settings.volumes.items():
        choices.append((f"volume_{group.value}", volume, load_tuning().sound.volumes))
    for key, value, possible in choices:
        if value not in possible:
            known = ", ".join(str(one) for one in possible if one is not None)
            raise InvalidValue(
                Sentence("data.unknown-choice", key=key, value=in_short(value), known=known)
            )
    bindings_of(settings)
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
