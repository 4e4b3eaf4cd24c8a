"""Journals: a game as JSON Lines, a header first, then one line per record.

A journal is save, autosave, replay, bug report and golden test at once. Each kind of game has its
own header: `parse_journal` takes a reader for every format of it that can still be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from engine import limits, plaintext
from engine.dice import D6_FACES
from engine.errors import SaveError
from engine.files import read_bounded
from engine.sentences import InvalidValue, Sentence
from engine.system_errors import reason_of
from engine.validation import TOO_DEEP, UNREADABLE, in_short, in_words, is_shallow
from engine.versions import CHECK_EVERY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_H = TypeVar("_H")

ReadHeader: TypeAlias = Callable[[Sentence, dict[str, Any]], _H]
"""Return a header from its place (for messages) and its JSON object; SaveError if it is invalid."""

_Action = Annotated[str, Meta(max_length=limits.ACTION)]
_Face = Annotated[int, Meta(ge=1, le=D6_FACES)]
_Count = Annotated[int, Meta(ge=0, le=limits.RECORDS)]
_Checksum = Annotated[str, Meta(max_length=limits.SHOWN)]
_Seed = Annotated[int, Meta(ge=0, le=limits.SEED)]
_FORMAT: Final = "format"


class Record(msgspec.Struct, frozen=True):
    """An action, as text, and the faces of the dice it rolled."""

    action: _Action
    rolls: tuple[_Face, ...]


class TakeBack(msgspec.Struct, frozen=True):
    """The take-back of the latest action (R10.4)."""

    take_back: bool


class Check(msgspec.Struct, frozen=True):
    """The checksum of the state after so many *records*."""

    checksum: _Checksum
    records: _Count


class Reseed(msgspec.Struct, frozen=True):
    """The seed of all dice from here on: a branch of a battle begins here."""

    reseed: _Seed


class Concession(msgspec.Struct, frozen=True):
    """The side that gives the game up, which ends it."""

    concede: Literal["ONE", "TWO"]


Line: TypeAlias = Record | TakeBack | Check | Reseed | Concession
_KINDS: Final[dict[str, type[Line]]] = {
    "action": Record,
    "take_back": TakeBack,
    "checksum": Check,
    "reseed": Reseed,
    "concede": Concession,
}


class Journal(msgspec.Struct, Generic[_H], frozen=True):
    """The content of a file: *lines* with their numbers; *torn* is a last line that was cut off."""

    file: str
    header: _H
    lines: tuple[tuple[int, Line], ...]
    torn: str | None


def encode_line(line: msgspec.Struct) -> str:
    """Return a header or line as JSON, without the line end."""
    return msgspec.json.encode(line).decode()


def read_journal(path: Path, formats: Mapping[int, ReadHeader[_H]]) -> Journal[_H]:
    """Return the journal in a file; SaveError if it can't be read, or as `parse_journal`."""
    try:
        content = read_bounded(path, limits.SAVE_BYTES)
    except OSError as error:
        place, reason = plaintext.escape(str(path)), reason_of(error)
        raise SaveError(Sentence("save.unreadable", place=place, reason=reason)) from error
    return parse_journal(path, content, formats)


def parse_journal(path: Path, content: bytes, formats: Mapping[int, ReadHeader[_H]]) -> Journal[_H]:
    """Return the journal in the *content* of a file; SaveError names *path*, line and problem.

    *formats* maps each known format to the reader of its header. A last line that was cut off (it
    has no line end and is not JSON) is left out and kept in *torn*.
    """
    place = plaintext.escape(str(path))
    try:
        text = plaintext.decode(content)
    except InvalidValue as error:
        raise SaveError(Sentence("save.invalid", place=place, reason=error.sentence)) from error
    rows = text.split("\n")
    torn = rows.pop() or None
    if torn is not None and _is_json(torn):
        rows.append(torn)
        torn = None
    if not rows:
        raise SaveError(Sentence("save.no-header", place=line_of(place, 1)))
    header = _read_header(line_of(place, 1), rows[0], formats)
    lines = tuple(
        (number, _read_line(line_of(place, number), row))
        for number, row in enumerate(rows[1:], start=2)
    )
    _require_bounded(place, lines)
    return Journal(
        place, header, lines, None if torn is None else plaintext.abridge(torn, limits.MESSAGE)
    )


def whole_lines(content: bytes, journal: Journal[Any]) -> bytes:
    """Return the *content* of a *journal* without a torn last line, and with a final line end.

    New lines can be appended to it.
    """
    if journal.torn is not None:
        return content[: content.rindex(b"\n") + 1]
    return content if content.endswith(b"\n") else content + b"\n"


def line_of(file: str, number: int) -> Sentence:
    """Return how messages name a line of a file."""
    return Sentence("save.line", file=file, line=number)


def _require_bounded(place: str, lines: Sequence[tuple[int, Line]]) -> None:
    """Raise SaveError for more records than any game has: replaying them would take for ever."""
    checks = [number for number, line in lines if isinstance(line, Check)]
    records = len(lines) - len(checks)
    if records > limits.RECORDS:
        most = limits.RECORDS
        raise SaveError(Sentence("save.too-many-records", place=place, records=records, most=most))
    if len(checks) > records // CHECK_EVERY:
        sentence = Sentence(
            "save.too-many-checksums",
            place=line_of(place, checks[-1]),
            checksums=len(checks),
            records=records,
            every=CHECK_EVERY,
        )
        raise SaveError(sentence)


def _is_json(row: str) -> bool:
    try:
        msgspec.json.decode(row)
    except UNREADABLE:
        return False
    return True


def _read_object(place: Sentence, row: str, longest: int) -> dict[str, Any]:
    if len(row) > longest:
        raise SaveError(
            Sentence("save.line-too-long", place=place, characters=len(row), most=longest)
        )
    try:
        return msgspec.json.decode(row, type=dict[str, Any])
    except UNREADABLE as error:
        raise SaveError(Sentence("save.no-object", place=place, detail=str(error))) from error


def _read_header(place: Sentence, row: str, formats: Mapping[int, ReadHeader[_H]]) -> _H:
    raw = _read_object(place, row, limits.HEADER_BYTES)
    if _FORMAT not in raw:
        raise SaveError(Sentence("save.missing-key", place=place, key=_FORMAT))
    found = raw[_FORMAT]
    if type(found) is not int or found not in formats:
        known = ", ".join(map(str, sorted(formats)))
        sentence = Sentence(
            "save.unknown-version", place=place, key=_FORMAT, found=in_short(found), known=known
        )
        raise SaveError(sentence)
    if not is_shallow(raw):
        raise SaveError(Sentence("save.invalid", place=place, reason=TOO_DEEP))
    return formats[found](place, raw)


def require_keys(place: Sentence, raw: dict[str, Any], kind: type[msgspec.Struct]) -> None:
    """Raise SaveError unless *raw* has no other keys than the fields of *kind*."""
    unknown = set(raw) - {field.name for field in msgspec.structs.fields(kind)}
    if unknown:
        keys = plaintext.abridge(", ".join(sorted(unknown)))
        raise SaveError(Sentence("save.unknown-keys", place=place, keys=keys))


def _read_line(place: Sentence, row: str) -> Line:
    raw = _read_object(place, row, limits.LINE_BYTES)
    kinds = [kind for key, kind in _KINDS.items() if key in raw]
    if len(kinds) != 1:
        raise SaveError(Sentence("save.no-known-key", place=place, keys=", ".join(_KINDS)))
    require_keys(place, raw, kinds[0])
    try:
        line = msgspec.convert(raw, kinds[0])
    except (msgspec.ValidationError, RecursionError) as error:
        reason = in_words(str(error))
        raise SaveError(Sentence("save.invalid", place=place, reason=reason)) from error
    if line == TakeBack(take_back=False):
        raise SaveError(Sentence("save.no-take-back", place=place))
    return line
