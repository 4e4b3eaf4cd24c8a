"""Saves of campaigns: JSON Lines, a header with everything that a campaign starts from, then a line
for each turn (C14.4). Loading plays the turns again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta

from engine import limits, plaintext
from engine.campaign.records import BattleResult
from engine.campaign.vocabulary import Conclusion, Winner, WorldId
from engine.errors import SaveError
from engine.files import read_bounded
from engine.journal import line_of
from engine.sentences import InvalidValue, Sentence
from engine.system_errors import reason_of
from engine.validation import TOO_DEEP, UNREADABLE, in_short, in_words, is_shallow
from engine.versions import CAMPAIGN_FORMAT, CAMPAIGN_RULES, RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.campaign.setup import CampaignSetup
    from engine.sentences import Renderable

_S = TypeVar("_S", bound=msgspec.Struct)

RULE: Final = "C14.4"
"""The rule that saves must keep: the same seed, data and packets give the same campaign."""

_Id = Annotated[str, Meta(pattern=plaintext.CODE)]
_Text = Annotated[str, Meta(max_length=limits.ORDER)]
_Short = Annotated[str, Meta(max_length=limits.NAME)]
_Turn = Annotated[int, Meta(ge=1, le=limits.VALUE)]
_Hp = Annotated[int, Meta(ge=0, le=limits.VALUE)]
_Packet = Annotated[tuple[_Text, ...], Meta(max_length=limits.PACKET_ORDERS)]
_FORMAT: Final = "format"
_VERSIONS: Final = {
    _FORMAT: CAMPAIGN_FORMAT,
    "campaign_rules": CAMPAIGN_RULES,
    "rules_version": RULES_VERSION,
}
"""The versions in a header, and the one of each that can be read."""
_BATTLE_KEYS: Final = frozenset({"scenario", "players"})
"""Keys that the headers of battles have, and those of campaigns have not."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: versions, the setup as a table, and the data files as texts by place."""

    format: int
    campaign_rules: int
    rules_version: int
    setup: dict[str, Any]
    data: Annotated[dict[str, str], Meta(max_length=limits.DATA_FILES)]


class SavedResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The result of a landing, and the name of the record of its battle, if it has one (C10.6)."""

    winner: Winner
    hp: Annotated[dict[_Short, _Hp], Meta(max_length=limits.ENTRIES)]
    conclusion: Conclusion
    checksum: _Short = ""
    record: _Short = ""

    @classmethod
    def of(cls, result: BattleResult, turn: int, world: WorldId) -> SavedResult:
        """Return what a save says of a result."""
        record = record_name(turn, world) if result.checksum else ""
        return cls(result.winner, result.hp, result.conclusion, result.checksum, record)

    def result(self) -> BattleResult:
        """Return the result."""
        return BattleResult(self.winner, dict(self.hp), self.conclusion, self.checksum)


class SavedRefusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An order that was refused, with the rule and the code of the reason (C13.1)."""

    house: _Id
    order: _Text
    rule: _Short
    code: _Short


class TurnLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A turn: the packets of all houses, the results of its landings, and what was refused.

    *checksum* is that of the state after it, every few turns.
    """

    turn: _Turn
    packets: dict[_Id, _Packet]
    results: dict[_Short, SavedResult] = {}
    refusals: tuple[SavedRefusal, ...] = ()
    checksum: Annotated[str, Meta(pattern=plaintext.DIGEST)] | None = None


class ProgressLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of the side file, about the turn in progress: a packet, or the result of a landing.

    With neither, the orders of all houses were carried out.
    """

    turn: _Turn
    house: _Id | None = None
    orders: _Packet = ()
    world: _Short | None = None
    result: SavedResult | None = None


class CampaignSave(msgspec.Struct, frozen=True):
    """The content of a save: *torn* is a last line that was cut off and left out."""

    file: str
    header: Header
    turns: tuple[TurnLine, ...]
    torn: str | None


def record_name(turn: int, world: WorldId) -> str:
    """Return where the battle of a landing is saved, relative to the folder of the campaign."""
    return f"battles/{turn:03}_{world}.jsonl"


def broken(place: Renderable | str, reason: Renderable | str, rule: str = RULE) -> SaveError:
    """Return the error of a save that is broken at a place: it names the rule."""
    return SaveError(Sentence("campaign.save.broken", place=place, reason=reason, rule=rule))


def unusable(path: Path, reason: Renderable | str) -> SaveError:
    """Return the error of a file that can't be used, whatever is in it: no rule says so."""
    place = plaintext.escape(str(path))
    return SaveError(Sentence("campaign.save.unusable", place=place, reason=reason))


def encode(line: Header | TurnLine | ProgressLine) -> str:
    """Return a line as JSON, without the line end: the same line is always the same text."""
    return msgspec.json.encode(line, order="deterministic").decode()


def header_of(setup: CampaignSetup, texts: Mapping[str, str]) -> Header:
    """Return the header of a campaign's save, with the texts of its data files by place."""
    table: dict[str, Any] = msgspec.to_builtins(setup)
    return Header(CAMPAIGN_FORMAT, CAMPAIGN_RULES, RULES_VERSION, table, dict(texts))


# Reading


def read_save(path: Path) -> CampaignSave:
    """Return the save in a file; SaveError names the file, the line, the problem and the rule."""
    try:
        content = read_bounded(path, limits.CAMPAIGN_BYTES)
    except OSError as error:
        sentence = Sentence("campaign.save.unreadable", reason=reason_of(error))
        raise unusable(path, sentence) from error
    return parse_save(path, content)


def parse_save(path: Path, content: bytes) -> CampaignSave:
    """Return the save in the *content* of a file; SaveError as `read_save`."""
    place = plaintext.escape(str(path))
    rows, torn = split_rows(place, content)
    if not rows:
        raise broken(line_of(place, 1), Sentence("campaign.save.no-header"))
    header = _read_header(line_of(place, 1), rows[0])
    turns = tuple(
        read_line(line_of(place, number), row, TurnLine)
        for number, row in enumerate(rows[1:], start=2)
    )
    return CampaignSave(place, header, turns, torn)


def split_rows(place: str, content: bytes) -> tuple[list[str], str | None]:
    """Return the lines of a file, and a last line that was cut off, if there is one.

    That one has no line end and is not JSON.
    """
    try:
        text = plaintext.decode(content)
    except InvalidValue as error:
        if not content.endswith(b"\n") and b"\n" in content:  # cut off within a character
            rows, _ = split_rows(place, content[: content.rindex(b"\n") + 1])
            return rows, ""
        raise broken(line_of(place, _line_of_byte(content, error)), error.sentence) from error
    rows = text.split("\n")
    torn = rows.pop()
    if not torn:
        return rows, None
    if _is_json(torn):
        return [*rows, torn], None
    return rows, plaintext.abridge(torn, limits.MESSAGE)


def _line_of_byte(content: bytes, error: InvalidValue) -> int:
    """Return the number of the line that is not text."""
    cause = error.__cause__
    start = cause.start if isinstance(cause, UnicodeDecodeError) else 0
    return content[:start].count(b"\n") + 1


def _is_json(row: str) -> bool:
    try:
        msgspec.json.decode(row)
    except UNREADABLE:
        return False
    return True


def _read_header(place: Sentence, row: str) -> Header:
    raw = _read_object(place, row, limits.CAMPAIGN_HEADER_BYTES)
    if raw.keys() >= _BATTLE_KEYS:
        raise SaveError(Sentence("campaign.save.is-battle", place=place))
    for key, known in _VERSIONS.items():
        if key not in raw:
            raise broken(place, Sentence("campaign.save.missing-key", key=key))
        if type(raw[key]) is not int or raw[key] != known:
            sentence = Sentence(
                "campaign.save.unknown-version", key=key, found=in_short(raw[key]), known=known
            )
            raise broken(place, sentence)
    if not is_shallow(raw):
        raise broken(place, TOO_DEEP)
    return _convert(place, raw, Header)


def read_line(place: Sentence, row: str, kind: type[_S]) -> _S:
    """Return a line after the header; SaveError if it is not of a kind."""
    raw = _read_object(place, row, limits.CAMPAIGN_LINE_BYTES)
    if not is_shallow(raw):
        raise broken(place, TOO_DEEP)
    return _convert(place, raw, kind)


def _read_object(place: Sentence, row: str, longest: int) -> dict[str, Any]:
    if len(row) > longest:
        sentence = Sentence("campaign.save.line-too-long", characters=len(row), most=longest)
        raise broken(place, sentence)
    try:
        return msgspec.json.decode(row, type=dict[str, Any])
    except UNREADABLE as error:
        sentence = Sentence("campaign.save.no-object", detail=str(error))
        raise broken(place, sentence) from error


def _convert(place: Sentence, raw: dict[str, Any], kind: type[_S]) -> _S:
    try:
        return msgspec.convert(raw, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise broken(place, in_words(str(error))) from error
