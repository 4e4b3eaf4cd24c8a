"""The file a battle is kept in: save, autosave, replay, bug report and golden test are one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import Meta

from engine import limits, plaintext
from engine.battle.actions import Action, from_text
from engine.battle.scenario import Scenario, decode_scenario
from engine.battle.side import Side
from engine.dice import D6_FACES
from engine.errors import SaveError, list_problems
from engine.files import read_bounded
from engine.validation import (
    TOO_DEEP,
    UNREADABLE,
    Findings,
    decode_value,
    in_short,
    in_words,
    is_shallow,
)
from engine.versions import CHECK_EVERY, RULES_VERSION, SAVE_FORMAT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_Seed = Annotated[int, Meta(ge=0, le=limits.SEED)]
_Players = tuple[plaintext.Name, plaintext.Name]
_Action = Annotated[str, Meta(max_length=limits.ACTION)]
_Face = Annotated[int, Meta(ge=1, le=D6_FACES)]
_Count = Annotated[int, Meta(ge=0, le=limits.RECORDS)]
_Checksum = Annotated[str, Meta(max_length=limits.SHOWN)]


class Header(msgspec.Struct, frozen=True):
    """Hold the first line: what the battle starts from, complete. *players* are ONE's and TWO's."""

    format: int
    rules_version: int
    seed: int
    players: tuple[str, str]
    scenario: Scenario


class Record(msgspec.Struct, frozen=True):
    """Hold an action, as text, and the faces it rolled."""

    action: _Action
    rolls: tuple[_Face, ...]


class TakeBack(msgspec.Struct, frozen=True):
    """Hold that the latest action was taken back (R10.4)."""

    take_back: bool


class Check(msgspec.Struct, frozen=True):
    """Hold the checksum of the state after so many *records*."""

    checksum: _Checksum
    records: _Count


Line: TypeAlias = Record | TakeBack | Check
_KINDS: Final[dict[str, type[Line]]] = {
    "action": Record,
    "take_back": TakeBack,
    "checksum": Check,
}
_KEYS: Final[dict[type[msgspec.Struct], frozenset[str]]] = {
    kind: frozenset(field.name for field in msgspec.structs.fields(kind))
    for kind in (Header, *_KINDS.values())
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
        content = read_bounded(path, limits.SAVE_BYTES)
    except OSError as error:
        msg = f"{plaintext.escape(str(path))}: can't be read: {error.strerror}"
        raise SaveError(msg) from error
    return parse_save(path, content)


def parse_save(path: Path, content: bytes) -> Save:
    """Return what the *content* of a save says; SaveError names the *path*, the line and what is
    wrong.

    A last line that was cut short (it has no end, and is no JSON) is left out and kept in *torn*.
    """
    place = plaintext.escape(str(path))
    try:
        text = plaintext.decode(content)
    except ValueError as error:
        msg = f"{place}: {error}"
        raise SaveError(msg) from error
    rows = text.split("\n")
    torn = rows.pop() or None
    if torn is not None and _is_json(torn):
        rows.append(torn)
        torn = None
    if not rows:
        msg = f"{place}: line 1: the header is missing"
        raise SaveError(msg)
    header = _read_header(place, rows[0])
    lines = tuple(
        (number, _read_line(f"{place}: line {number}", row))
        for number, row in enumerate(rows[1:], start=2)
    )
    _require_bounded(place, lines)
    return Save(
        place, header, lines, None if torn is None else plaintext.abridge(torn, limits.MESSAGE)
    )


def whole_lines(content: bytes, save: Save) -> bytes:
    """Return the *content* of a *save* without a last line that was cut short, the last one ended.

    A battle goes on behind it.
    """
    if save.torn is not None:
        return content[: content.rindex(b"\n") + 1]
    return content if content.endswith(b"\n") else content + b"\n"


def _require_bounded(place: str, lines: Sequence[tuple[int, Line]]) -> None:
    """Refuse a record that no battle has: playing it again would take for ever."""
    checks = [number for number, line in lines if isinstance(line, Check)]
    records = len(lines) - len(checks)
    if records > limits.RECORDS:
        msg = f"{place}: {records} records; no battle has more than {limits.RECORDS}"
        raise SaveError(msg)
    if len(checks) > records // CHECK_EVERY:
        msg = f"{place}: line {checks[-1]}: {len(checks)} checksums of {records} records"
        raise SaveError(f"{msg}; there is one every {CHECK_EVERY}")


def _is_json(row: str) -> bool:
    try:
        msgspec.json.decode(row)
    except UNREADABLE:
        return False
    return True


def _read_object(place: str, row: str, longest: int) -> dict[str, Any]:
    if len(row) > longest:
        msg = f"{place}: {len(row)} characters; there are at most {longest}"
        raise SaveError(msg)
    try:
        return msgspec.json.decode(row, type=dict[str, Any])
    except UNREADABLE as error:
        msg = f"{place}: not a JSON object: {error}"
        raise SaveError(msg) from error


def _read_header(file: str, row: str) -> Header:
    place = f"{file}: line 1"
    raw = _read_object(place, row, limits.HEADER_BYTES)
    for key in Header.__struct_fields__:
        if key not in raw:
            msg = f"{place}: {key}: missing"
            raise SaveError(msg)
    for key, version in (("format", SAVE_FORMAT), ("rules_version", RULES_VERSION)):
        if type(raw[key]) is not int or raw[key] != version:
            said = in_short(raw[key])
            msg = f"{place}: {key}: {said} is unknown here; this game reads {version}"
            raise SaveError(msg)
    _require_known(place, raw, Header)
    if not is_shallow(raw):
        msg = f"{place}: {TOO_DEEP}"
        raise SaveError(msg)
    findings = Findings(place)
    if not isinstance(raw["scenario"], dict):
        msg = f"{place}: scenario: expected an object"
        raise SaveError(msg)
    scenario = decode_scenario(raw["scenario"], findings)
    seed = decode_value(raw["seed"], _Seed, "", "seed", findings, _rule_of_header)
    players = decode_value(raw["players"], _Players, "", "players", findings, _rule_of_header)
    if scenario is None or findings.problems:
        raise SaveError("\n".join(list_problems(findings.problems)))
    return Header(SAVE_FORMAT, RULES_VERSION, seed, players, scenario)


def _rule_of_header(_: str) -> str:
    return "R10.2"


def new_header(seed: int, players: tuple[str, str], scenario: Scenario) -> Header:
    """Return the first line of a battle that starts; ValueError if it could not be read again."""
    try:
        msgspec.convert((seed, players, scenario.name), tuple[_Seed, _Players, plaintext.Name])
    except msgspec.ValidationError as error:
        msg = f"seed, players or scenario can't be saved: {in_words(str(error))}"
        raise ValueError(msg) from error
    return Header(SAVE_FORMAT, RULES_VERSION, seed, players, scenario)


def _require_known(place: str, raw: dict[str, Any], kind: type[msgspec.Struct]) -> None:
    unknown = set(raw) - _KEYS[kind]
    if unknown:
        msg = f"{place}: unknown keys: {plaintext.abridge(', '.join(sorted(unknown)))}"
        raise SaveError(msg)


def _read_line(place: str, row: str) -> Line:
    raw = _read_object(place, row, limits.LINE_BYTES)
    kinds = [kind for key, kind in _KINDS.items() if key in raw]
    if len(kinds) != 1:
        msg = f"{place}: expected one of the keys {', '.join(_KINDS)}"
        raise SaveError(msg)
    _require_known(place, raw, kinds[0])
    try:
        line = msgspec.convert(raw, kinds[0])
    except (msgspec.ValidationError, RecursionError) as error:
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
