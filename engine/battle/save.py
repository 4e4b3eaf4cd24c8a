"""Saves of battles: journals whose header carries the whole scenario (R10.2)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from engine import limits, plaintext
from engine.battle.actions import Action, from_text
from engine.battle.scenario import Scenario, decode_scenario
from engine.errors import SaveError, shorten_problems
from engine.journal import (
    Concession,
    Journal,
    ReadHeader,
    Record,
    Reseed,
    TakeBack,
    encode_line,
    parse_journal,
    read_journal,
    require_keys,
)
from engine.sentences import InvalidValue, Sentence
from engine.validation import Findings, decode_value, in_short, in_words
from engine.versions import BRANCH_FORMAT, FIRST_FORMAT, RULES_VERSION, SAVE_FORMAT

if TYPE_CHECKING:
    from pathlib import Path

    from engine.battle.side import Side
    from engine.journal import Line

_Seed = Annotated[int, Meta(ge=0, le=limits.SEED)]
_Players = tuple[plaintext.Name, plaintext.Name]
_RULE: Final = "R10.2"
_CAMPAIGN_KEY: Final = "campaign_rules"
"""A key that only the headers of campaigns have."""


class Header(msgspec.Struct, frozen=True):
    """The first line of a save: everything a battle starts from; *players* are ONE's and TWO's."""

    format: int
    rules_version: int
    seed: int
    players: tuple[str, str]
    scenario: Scenario


Save: TypeAlias = Journal[Header]
"""The content of a save."""


def new_header(seed: int, players: tuple[str, str], scenario: Scenario) -> Header:
    """Return the header of a new battle; ValueError if a save of it could not be read again."""
    try:
        msgspec.convert((seed, players, scenario.name), tuple[_Seed, _Players, plaintext.Name])
    except msgspec.ValidationError as error:
        msg = f"seed, players or scenario can't be saved: {in_words(str(error))}"
        raise ValueError(msg) from error
    return Header(SAVE_FORMAT, RULES_VERSION, seed, players, scenario)


def read_save(path: Path) -> Save:
    """Return the save in a file; SaveError names the file, the line and the problem."""
    return read_journal(path, FORMATS)


def parse_save(path: Path, content: bytes) -> Save:
    """Return the save in the *content* of a file; SaveError names *path*, line and problem."""
    return parse_journal(path, content, FORMATS)


def _read_header(place: Sentence, raw: dict[str, Any]) -> Header:
    if _CAMPAIGN_KEY in raw:
        raise SaveError(Sentence("save.is-campaign", place=place))
    for key in Header.__struct_fields__:
        if key not in raw:
            raise SaveError(Sentence("save.missing-key", place=place, key=key))
    found = raw["rules_version"]
    if type(found) is not int or found != RULES_VERSION:
        sentence = Sentence(
            "save.unknown-version",
            place=place,
            key="rules_version",
            found=in_short(found),
            known=str(RULES_VERSION),
        )
        raise SaveError(sentence)
    require_keys(place, raw, Header)
    findings = Findings(str(place))
    if not isinstance(raw["scenario"], dict):
        raise SaveError(Sentence("save.no-scenario", place=place))
    scenario = decode_scenario(raw["scenario"], findings)
    seed = decode_value(raw["seed"], _Seed, "", "seed", findings, lambda _: _RULE)
    players = decode_value(raw["players"], _Players, "", "players", findings, lambda _: _RULE)
    if scenario is None or findings.problems:
        raise SaveError(shorten_problems(findings.problems))
    return Header(raw["format"], RULES_VERSION, seed, players, scenario)


FORMATS: Final[dict[int, ReadHeader[Header]]] = {
    FIRST_FORMAT: _read_header,
    BRANCH_FORMAT: _read_header,
    SAVE_FORMAT: _read_header,
}
"""The reader of each format of saves that can still be read."""


def read_action(place: Sentence, record: Record) -> Action:
    """Return the action of a record; SaveError names the *place* if its text is not an action."""
    try:
        return from_text(record.action)
    except InvalidValue as error:
        raise SaveError(Sentence("save.invalid", place=place, reason=error.sentence)) from error


def save_content(save: Save) -> bytes:
    """Return the content of a file with a save."""
    rows = [encode_line(save.header), *(encode_line(line) for _, line in save.lines)]
    return "".join(f"{row}\n" for row in rows).encode()


def branch_save(save: Save, records: int, seed: int, players: tuple[str, str]) -> Save:
    """Return the save of a new battle that begins after so many *records* of another one.

    Its dice are those of *seed* from there on; *players* are its own.
    """
    kept: list[tuple[int, Line]] = []
    left = records
    for number, line in save.lines:
        if isinstance(line, Record | TakeBack | Concession):
            if not left:
                break
            left -= 1
        kept.append((number, line))
    if left:
        msg = f"the save has {records - left} records, not {records}"
        raise ValueError(msg)
    kept.append((len(kept) + 2, Reseed(seed)))
    header = replace(save.header, format=SAVE_FORMAT, players=players)
    return Journal(save.file, header, tuple(kept), None)


def restart_save(save: Save) -> Save:
    """Return the save of the same battle at its start: where it was branched, if it was."""
    places = [place for place, (_, line) in enumerate(save.lines) if isinstance(line, Reseed)]
    kept = save.lines[: places[-1] + 1] if places else ()
    return Journal(save.file, replace(save.header, format=SAVE_FORMAT), kept, None)


def is_branched(save: Save) -> bool:
    """Whether a battle began as a branch of another one."""
    return any(isinstance(line, Reseed) for _, line in save.lines)


def seed_of(save: Save) -> int:
    """Return the seed of the dice that a battle continues with."""
    seeds = [line.reseed for _, line in save.lines if isinstance(line, Reseed)]
    return seeds[-1] if seeds else save.header.seed


def start_digest(header: Header) -> str:
    """Return a digest of what a battle starts from, the same for all its saves."""
    return hashlib.sha256(msgspec.json.encode(replace(header, format=SAVE_FORMAT))).hexdigest()


def player_of(header: Header, side: Side) -> str:
    """Return the name of a side's player."""
    return header.players[side.index]
