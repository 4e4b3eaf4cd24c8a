"""The numbers of the generator: the content of `generator.toml`, decoded and checked."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Annotated, Any, TypeAlias

import msgspec
from msgspec import Meta, structs

from engine import limits
from engine.battle.scenario import BoardSide, RuleNumbers
from engine.data.catalog import Attempts, Code, Positive, check_code
from engine.sentences import Sentence
from engine.validation import Findings, decode_entries, decode_fields, decode_table

Share = Annotated[float, Meta(ge=0, le=1)]
"""A share, from 0 to 1."""
Span: TypeAlias = tuple[Positive, Positive]
"""The lowest and the highest value that may be drawn."""
ShareSpan: TypeAlias = tuple[Share, Share]
"""The lowest and the highest share that may be drawn."""
Points = Annotated[int, Meta(ge=1, le=limits.UNITS * limits.VALUE)]
"""The points of a whole army."""
PointsSpan: TypeAlias = tuple[Points, Points]
"""The lowest and the highest points that may be drawn."""
Seeds = Annotated[int, Meta(ge=1, le=limits.SEED)]


class BoardSize(msgspec.Struct, frozen=True, rename="upper"):
    """A size of boards that is drawn with a weight, and the most units per side that fit on it."""

    columns: BoardSide
    rows: BoardSide
    most_units: Positive
    weight: Positive


class GroundKind(msgspec.Struct, frozen=True, rename="upper"):
    """A kind of terrain; each share is one of all hexes of the board.

    A wall is a ridge of *wall_length* hexes, which turns at each hex with probability *wall_bend*,
    or (with probability *house_share*) a house, an outline of twelve hexes with *doors*; only a
    share *wall_joins* of them may touch other walls. Cover and rough ground come in clumps; each
    hex of a clump grows from the one before with probability *stretch*.
    """

    weight: Positive
    wall_share: ShareSpan
    wall_length: Span
    wall_bend: Share
    wall_joins: Share
    house_share: Share
    doors: Span
    cover_share: ShareSpan
    cover_clump: Span
    cover_stretch: Share
    rough_share: ShareSpan
    rough_clump: Span
    rough_stretch: Share


class _Plain(msgspec.Struct, frozen=True, rename="upper"):
    making_seeds: Seeds
    largest_seed: Seeds
    tries: Attempts
    default_columns: BoardSide
    default_rows: BoardSide
    default_share: Share
    start_depth: Span
    least_ways: Positive
    most_open_sight: Share
    objectives: Span
    objective_distance: Positive
    objective_draws: Positive
    units: Span
    points: PointsSpan
    points_step: Points
    points_tolerance: Share
    most_of_a_kind: Positive
    army_draws: Positive
    same_faction: Share
    mirrored_armies: Share


class GeneratorNumbers(_Plain, frozen=True, rename="upper"):
    """The numbers of the generator; *sizes* are those other than the default one."""

    sizes: tuple[BoardSize, ...] = ()
    grounds: dict[Code, GroundKind] = {}


class _Written(_Plain, frozen=True, rename="upper"):
    sizes: list[Any] = msgspec.field(name="sizes")
    grounds: dict[str, Any] = msgspec.field(name="grounds")


_RULES = {
    "START_DEPTH": "R3.1",
    "UNITS": "R3.1",
    "MOST_UNITS": "R3.1",
    "OBJECTIVES": "R9.1",
    "OBJECTIVE_DISTANCE": "R9.1",
    "POINTS": "R2.1",
    "POINTS_STEP": "R2.1",
    "POINTS_TOLERANCE": "R2.1",
    "MIRRORED_ARMIES": "R1.6",
}
"""The rule that each number belongs to; the others are about boards (R1.1) and terrain (R1.3)."""


def _rule_of_number(field: str) -> str:
    return _RULES[field] if field in _RULES else "R1.1"


def _rule_of_ground(_: str) -> str:
    return "R1.3"


def decode_generator(
    raw: dict[str, Any], rules: RuleNumbers, findings: Findings
) -> GeneratorNumbers | None:
    """Return the numbers of the generator for battles under *rules*, and add every problem to
    *findings*.

    None if there is a problem.
    """
    before = len(findings.problems)
    fields = decode_fields(raw, _Written, "", findings, _rule_of_number)
    sizes: dict[int, BoardSize] = {}
    grounds: dict[str, GroundKind] = {}
    if "sizes" in fields:
        sizes = decode_entries(fields["sizes"], BoardSize, "sizes", findings, _rule_of_number)
    if "grounds" in fields:
        grounds = decode_grounds(fields["grounds"], "grounds", findings)
    if len(findings.problems) > before:
        return None
    numbers = GeneratorNumbers(**fields | {"sizes": tuple(sizes.values()), "grounds": grounds})
    _check_spans(numbers, "", findings)
    _check_boards(numbers, rules, findings)
    if numbers.objectives[1] > len(ascii_uppercase):
        sentence = Sentence("data.too-many-objectives", letters=len(ascii_uppercase))
        findings.add("", "OBJECTIVES", sentence, "R9.1")
    if not grounds:
        findings.add("grounds", "", Sentence("data.no-ground"), "R1.3")
    return numbers if len(findings.problems) == before else None


def decode_grounds(raw: dict[str, Any], table: str, findings: Findings) -> dict[str, GroundKind]:
    """Return the valid kinds of ground in a table by code, and add every problem to *findings*.

    *table* is the name of the table; empty for a whole file.
    """
    grounds: dict[str, GroundKind] = {}
    for code, ground in raw.items():
        entry = f"{table}.{code}".lstrip(".")
        check_code(code, entry, findings)
        decoded = decode_table(ground, GroundKind, entry, findings, _rule_of_ground)
        if decoded is not None:
            grounds[code] = decoded
            _check_spans(decoded, entry, findings)
    return grounds


def _check_spans(numbers: msgspec.Struct, entry: str, findings: Findings) -> None:
    """Add a problem for every pair whose lowest is above its highest."""
    for field in structs.fields(numbers):
        value = structs.asdict(numbers)[field.name]
        if field.type in (Span, PointsSpan, ShareSpan) and value[0] > value[1]:
            rule = _rule_of_ground("") if entry else _rule_of_number(field.encode_name)
            sentence = Sentence("data.wrong-order", low=value[0], high=value[1])
            findings.add(entry, field.encode_name, sentence, rule)


def _check_boards(numbers: GeneratorNumbers, rules: RuleNumbers, findings: Findings) -> None:
    """Add a problem for every size of board that the rules or the armies do not allow."""
    least, most = numbers.units
    if most > rules.most_units:
        sentence = Sentence("data.units-above-rules", units=most, most=rules.most_units)
        findings.add("", "UNITS", sentence, "R3.1")
    default = BoardSize(numbers.default_columns, numbers.default_rows, most, 1)
    _check_size(default, "", "DEFAULT_", numbers, rules, findings)
    for number, size in enumerate(numbers.sizes):
        entry = f"sizes[{number}]"
        _check_size(size, entry, "", numbers, rules, findings)
        if size.most_units < least:
            sentence = Sentence("data.units-below-fewest", units=size.most_units, least=least)
            findings.add(entry, "MOST_UNITS", sentence, "R3.1")


def _check_size(
    size: BoardSize,
    entry: str,
    prefix: str,
    numbers: GeneratorNumbers,
    rules: RuleNumbers,
    findings: Findings,
) -> None:
    for field, value, low, high in (
        ("COLUMNS", size.columns, rules.smallest_columns, rules.largest_columns),
        ("ROWS", size.rows, rules.smallest_rows, rules.largest_rows),
    ):
        if not low <= value <= high:
            sentence = Sentence("data.not-between", value=value, least=low, most=high)
            findings.add(entry, f"{prefix}{field}", sentence, "R1.1")
    deepest = numbers.start_depth[1]
    if 2 * deepest >= size.columns:
        sentence = Sentence("data.starts-too-deep", columns=size.columns, depth=deepest)
        findings.add(entry, f"{prefix}COLUMNS", sentence, "R3.1")
    fewest, most = numbers.objectives
    if size.columns % 2 == 0 and fewest == most and most % 2:
        # The half turn (R1.6) maps no hex onto itself: there, objectives come in pairs.
        sentence = Sentence("data.odd-objectives", objectives=most)
        findings.add(entry, f"{prefix}COLUMNS", sentence, "R1.6")
