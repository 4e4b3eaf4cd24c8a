"""The file a battle is kept in: save, autosave, replay, bug report and golden test are one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import Meta

from engine.battle.actions import Action, from_text
from engine.battle.scenario import Scenario, decode_scenario
from engine.battle.side import Side
from engine.errors import SaveError
from engine.validation import UNREADABLE, Findings
from engine.versions import RULES_VERSION, SAVE_FORMAT

if TYPE_CHECKING:
    from pathlib import Path

_Seed = Annotated[int, Meta(ge=0)]


class Header(msgspec.Struct, frozen=True):
    """Hold the first line: what the battle starts from, complete. *players* are ONE's and TWO's."""

    format: int
    rules_version: int
    seed: int
    players: tuple[str, str]
    scenario: Scenario


class Record(msgspec.Struct, frozen=True):
    """Hold an action, as text, and the faces it rolled."""

    action: str
    rolls: tuple[int, ...]


class TakeBack(msgspec.Struct, frozen=True):
    """Hold that the latest action was taken back (R10.4)."""

    take_back: bool


class Check(msgspec.Struct, frozen=True):
    """Hold the checksum of the state after so many *records*."""

    checksum: str
    records: int


Line: TypeAlias = Record | TakeBack | Check
_KINDS: Final[dict[str, type[Line]]] = {
    "action": Record,
    "take_back": TakeBack,
    "checksum": Check,
}


class Save(msgspec.Struct, frozen=True):
    """Hold what a file says: *lines* with their numbers; *torn* is a last line cut short."""

    file: str
    header: Header
    lines: tuple[tuple[int, Line], ...]
    torn: str | None


def encode_line(line: Header | Line) -> str:
    """Write a line of a save, without its end."""
    return msgspec.json.encode(line).decode()


def read_save(path: Path) -> Save:
    """Read a save from a file, as `parse_save` does; SaveError also when it can't be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = f"{path}: can't be read: {error.strerror}"
        raise SaveError(msg) from error
    return parse_save(path, content)


def parse_save(path: Path, content: bytes) -> Save:
    """Return what the *content* of a save says; SaveError names the *path*, the line and what is
    wrong.

    A last line that was cut short (it has no end, and is no JSON) is left out and kept in *torn*.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 text: {error.reason} at byte {error.start}"
        raise SaveError(msg) from error
    rows = text.split("\n")
    torn = rows.pop() or None
    if torn is not None and _is_json(torn):
        rows.append(torn)
        torn = None
    if not rows:
        msg = f"{path}: line 1: the header is missing"
        raise SaveError(msg)
    header = _read_header(str(path), rows[0])
    lines = tuple(
        (number, _read_line(f"{path}: line {number}", row))
        for number, row in enumerate(rows[1:], start=2)
    )
    return Save(str(path), header, lines, torn)


def _is_json(row: str) -> bool:
    try:
        msgspec.json.decode(row)
    except UNREADABLE:
        return False
    return True


def _read_object(place: str, row: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(row, type=dict[str, Any])
    except UNREADABLE as error:
        msg = f"{place}: not a JSON object: {error}"
        raise SaveError(msg) from error


def _read_header(file: str, row: str) -> Header:
    place = f"{file}: line 1"
    raw = _read_object(place, row)
    expected = msgspec.structs.fields(Header)
    for field in expected:
        if field.name not in raw:
            msg = f"{place}: {field.name}: missing"
            raise SaveError(msg)
    for key, version in (("format", SAVE_FORMAT), ("rules_version", RULES_VERSION)):
        if type(raw[key]) is not int or raw[key] != version:
            msg = f"{place}: {key}: {raw[key]!r} is unknown here; this game reads {version}"
            raise SaveError(msg)
    unknown = set(raw) - {field.name for field in expected}
    if unknown:
        msg = f"{place}: unknown keys: {', '.join(sorted(unknown))}"
        raise SaveError(msg)
    findings = Findings(place)
    if not isinstance(raw["scenario"], dict):
        msg = f"{place}: scenario: expected an object"
        raise SaveError(msg)
    scenario = decode_scenario(raw["scenario"], findings)
    if scenario is None:
        raise SaveError("\n".join(str(problem) for problem in findings.problems))
    try:
        seed = msgspec.convert(raw["seed"], _Seed)
        players = msgspec.convert(raw["players"], tuple[str, str])
    except msgspec.ValidationError as error:
        msg = f"{place}: seed or players: {error}"
        raise SaveError(msg) from error
    return Header(SAVE_FORMAT, RULES_VERSION, seed, players, scenario)


def _read_line(place: str, row: str) -> Line:
    raw = _read_object(place, row)
    kinds = [kind for key, kind in _KINDS.items() if key in raw]
    if len(kinds) != 1:
        msg = f"{place}: expected one of the keys {', '.join(_KINDS)}"
        raise SaveError(msg)
    unknown = set(raw) - {field.name for field in msgspec.structs.fields(kinds[0])}
    if unknown:
        msg = f"{place}: unknown keys: {', '.join(sorted(unknown))}"
        raise SaveError(msg)
    try:
        line = msgspec.convert(raw, kinds[0])
    except msgspec.ValidationError as error:
        msg = f"{place}: {error}"
        raise SaveError(msg) from error
    if line == TakeBack(take_back=False):
        msg = f"{place}: take_back: expected true"
        raise SaveError(msg)
    return line


def read_action(place: str, record: Record) -> Action:
    """Read the action of a record; SaveError names the *place* when it is none."""
    try:
        return from_text(record.action)
    except ValueError as error:
        msg = f"{place}: {error}"
        raise SaveError(msg) from error


def player_of(header: Header, side: Side) -> str:
    """Name the player of a side."""
    return header.players[side.index]
