"""PuzzleSettings that puzzles are generated from: `assets/data/puzzles.toml`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from engine import limits
from engine.battle.scenario import BoardSide
from engine.data.catalog import Attempts, Code, Count, Piercing, Positive, Save, Value, check_code
from engine.data.datafiles import packaged_data, read_table
from engine.dice import D6_FACES
from engine.sentences import Sentence
from engine.validation import Findings, decode_fields, decode_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE: Final = "puzzles.toml"
RULE: Final = "puzzles"
"""Takes the place of a rule's number in problems, as no rule of the battle is about puzzles."""

Span = tuple[int, int]
"""The lowest and the highest value that may be drawn."""
Sides = tuple[BoardSide, BoardSide]
Counts = tuple[Count, Count]
Positives = tuple[Positive, Positive]
Percent = Annotated[int, Meta(ge=0, le=100)]
Percents = tuple[Percent, Percent]
Saves = tuple[Save, Save]
Values = tuple[Value, Value]
ToHit = Annotated[int, Meta(ge=2, le=D6_FACES)]
Attacks = Annotated[int, Meta(ge=1, le=limits.ATTACKS)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Tries(msgspec.Struct, frozen=True, rename="upper"):
    """The number of draws before the generator of a puzzle gives up."""

    boards: Attempts
    placings: Attempts


class BoardNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The ranges that the battle around a puzzle is drawn from."""

    columns: Sides
    rows: Sides
    wall_percent: Percents
    cover_percent: Percents
    rough_percent: Percents
    dice_percent: Percent
    bystanders: Counts
    bystanders_apart: Count
    remnant_hp: Positives
    objective_hexes: Positives


class Margins(msgspec.Struct, frozen=True, rename="upper"):
    """The meaning of "sure", "tiny" and "clearly better", as fractions and probabilities."""

    wound_credit: Share
    sure: Share
    unlikely: Share
    tiny: Share
    as_good: Share
    half: Share
    worse_place: Share
    clearly: Share
    better: Annotated[float, Meta(ge=1)]
    more: Annotated[float, Meta(ge=1)]
    right_share: Share
    safe: Share


class Role(msgspec.Struct, frozen=True, rename="upper"):
    """The ranges a unit's statline is drawn from."""

    move: Counts
    t: Positives
    armor_save: Saves
    invul_save: Saves
    hp_max: Positives
    oc: Counts
    value: Values


class Arm(msgspec.Struct, frozen=True, rename="upper"):
    """The ranges a weapon is drawn from."""

    rng: Counts
    nb: tuple[Attacks, Attacks]
    atk: tuple[ToHit, ToHit]
    strength: Positives = msgspec.field(name="STR")
    ap: tuple[Piercing, Piercing]
    dmg: Positives


class PuzzleSettings(msgspec.Struct, frozen=True):
    """All numbers of the puzzles; *roles* and *arms* by code."""

    tries: Tries
    board: BoardNumbers
    margins: Margins
    roles: dict[Code, Role]
    arms: dict[Code, Arm]


class _File(msgspec.Struct, frozen=True):
    tries: dict[str, object]
    board: dict[str, object]
    margins: dict[str, object]
    roles: dict[str, object]
    arms: dict[str, object]


@functools.cache
def packaged_settings() -> PuzzleSettings:
    """Return the packaged numbers, read once."""
    return read_settings(packaged_data().joinpath(FILE))


def read_settings(file: Traversable) -> PuzzleSettings:
    """Read numbers from a file; DataError lists all problems of it."""
    findings = Findings(str(file))
    raw = decode_fields(read_table(file, ("puzzles",)), _File, "", findings, _rule)
    findings.raise_if_any()
    tries = decode_table(raw["tries"], Tries, "tries", findings, _rule)
    board = decode_table(raw["board"], BoardNumbers, "board", findings, _rule)
    margins = decode_table(raw["margins"], Margins, "margins", findings, _rule)
    roles = {
        code: decode_table(fields, Role, f"roles.{code}", findings, _rule)
        for code, fields in raw["roles"].items()
    }
    arms = {
        code: decode_table(fields, Arm, f"arms.{code}", findings, _rule)
        for code, fields in raw["arms"].items()
    }
    if board is not None:
        _check_spans(board, "board", findings)
    for table, entries in (("roles", roles), ("arms", arms)):
        for code, entry in entries.items():
            check_code(code, f"{table}.{code}", findings)
            if entry is not None:
                _check_spans(entry, f"{table}.{code}", findings)
    findings.raise_if_any()
    assert tries is not None, "a problem was noted otherwise"
    assert board is not None, "a problem was noted otherwise"
    assert margins is not None, "a problem was noted otherwise"
    return PuzzleSettings(
        tries,
        board,
        margins,
        {code: role for code, role in roles.items() if role is not None},
        {code: arm for code, arm in arms.items() if arm is not None},
    )


def _check_spans(entry: msgspec.Struct, where: str, findings: Findings) -> None:
    for field in msgspec.structs.fields(entry):
        value = msgspec.structs.asdict(entry)[field.name]
        if isinstance(value, tuple) and value[0] > value[1]:
            sentence = Sentence("data.least-above-most", least=value[0], most=value[1])
            findings.add(where, field.encode_name, sentence, RULE)


def _rule(_: str) -> str:
    return RULE
