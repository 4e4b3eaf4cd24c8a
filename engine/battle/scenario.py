"""Scenarios: units, board and objectives (R1, R3.1, R9.1), with every number they need."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, structs

from engine import limits, plaintext
from engine.battle.battlefield import Terrain
from engine.battle.side import Side
from engine.data import catalog
from engine.data.catalog import Code, Count, Positive, UnitEntry, WeaponEntry
from engine.dice import DiceValue
from engine.sentences import InvalidValue, Sentence
from engine.validation import decode_entries, decode_fields, decode_table

if TYPE_CHECKING:
    from engine.hexgrid import Offset
    from engine.validation import Findings

HexPlace = tuple[Count, Count]
"""A hex in a file: column and row, from 0."""
BoardSide = Annotated[int, Meta(ge=1, le=limits.SIDE)]
UnitCount = Annotated[int, Meta(ge=1, le=limits.UNITS)]
RoughCost = Annotated[int, Meta(ge=1, le=limits.ROUGH_COST)]


class RuleNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of the rules that are data: those marked with a dagger, and the sizes of
    boards.
    """

    smallest_columns: BoardSide
    smallest_rows: BoardSide
    largest_columns: BoardSide
    largest_rows: BoardSide
    rough_cost: RoughCost
    rounds: Positive
    most_units: UnitCount
    advance_dice: catalog.DiceText
    charge_dice: catalog.DiceText
    hazard_damage: Positive
    first_scoring_round: Positive
    objective_points: Count
    most_points: Count

    @property
    def advance_roll(self) -> DiceValue:
        """Return the dice of an advance (R5.2)."""
        return DiceValue.parse(self.advance_dice)

    @property
    def charge_roll(self) -> DiceValue:
        """Return the dice of a charge (R7.2)."""
        return DiceValue.parse(self.charge_dice)

    def points_for(self, held: int) -> int:
        """Return the points of a side that controls *held* objectives at the end of its turn
        (R9.2).
        """
        return min(held * self.objective_points, self.most_points)


RULE_OF_NUMBER = {
    "ROUGH_COST": "R1.3",
    "ROUNDS": "R3.1",
    "MOST_UNITS": "R3.1",
    "ADVANCE_DICE": "R5.2",
    "CHARGE_DICE": "R7.2",
    "HAZARD_DAMAGE": "R8",
    "FIRST_SCORING_ROUND": "R9.2",
    "OBJECTIVE_POINTS": "R9.2",
    "MOST_POINTS": "R9.2",
}
"""The rule that a number belongs to; the sizes of boards are R1.1."""


class Objective(msgspec.Struct, frozen=True):
    """An objective: its *code* (people see its name from the catalogue of texts) and its hexes."""

    code: Annotated[str, Meta(pattern=plaintext.OBJECTIVE_CODE)]
    hexes: tuple[HexPlace, ...]


class Placement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A unit at its start; its index in the scenario's list is the unit's id.

    *hp* are its hit points at the start; without them it has all that its profile gives it.
    """

    side: Side
    unit: Code
    hex: HexPlace
    hp: Positive | None = None

    def starting_hp(self, most: int) -> int:
        """Return its hit points at the start, where its profile gives it *most*."""
        return most if self.hp is None else self.hp


class Scenario(msgspec.Struct, frozen=True):
    """Everything a battle starts from, with no reference to anything outside.

    *terrain* is the board, one string of characters per row; *profiles* and *weapons* are the
    entries of the units that take part, as data files declare them.
    """

    name: str
    terrain: tuple[str, ...]
    first: Side
    score_objectives: bool
    objectives: tuple[Objective, ...]
    units: tuple[Placement, ...]
    rules: RuleNumbers
    profiles: dict[Code, UnitEntry]
    weapons: dict[Code, WeaponEntry]


def decode_rules(raw: object, entry: str, findings: Findings) -> RuleNumbers | None:
    """Return the numbers of the rules; None, with every problem noted, if any is invalid."""
    numbers = decode_table(raw, RuleNumbers, entry, findings, _rule_of_number)
    if numbers is None:
        return None
    before = len(findings.problems)
    for field, written in (
        ("ADVANCE_DICE", numbers.advance_dice),
        ("CHARGE_DICE", numbers.charge_dice),
    ):
        try:
            rolled = DiceValue.parse(written).count
        except InvalidValue as error:
            findings.add(entry, field, error.sentence, _rule_of_number(field))
        else:
            if not rolled:
                sentence = Sentence("data.number-for-dice", found=written)
                findings.add(entry, field, sentence, _rule_of_number(field))
    for size, least, most in (
        ("COLUMNS", numbers.smallest_columns, numbers.largest_columns),
        ("ROWS", numbers.smallest_rows, numbers.largest_rows),
    ):
        if least > most:
            sentence = Sentence("data.smallest-above-largest", key=f"LARGEST_{size}", most=most)
            findings.add(entry, f"SMALLEST_{size}", sentence, "R1.1")
    return numbers if len(findings.problems) == before else None


def _rule_of_number(field: str) -> str:
    return RULE_OF_NUMBER[field] if field in RULE_OF_NUMBER else "R1.1"


def split_terrain(text: str) -> tuple[str, ...]:
    """Return the rows of a board's text, without surrounding blank lines and spaces."""
    return tuple(line.strip() for line in text.strip().splitlines())


def check_terrain(rows: tuple[str, ...], rules: RuleNumbers, findings: Findings) -> bool:
    """Return whether *rows* are a board, and add a problem for everything that keeps them from it
    (R1.1, R1.3).
    """
    before = len(findings.problems)
    if not rules.smallest_rows <= len(rows) <= rules.largest_rows:
        least, most = rules.smallest_rows, rules.largest_rows
        sentence = Sentence("data.board-rows", rows=len(rows), least=least, most=most)
        findings.add("", "terrain", sentence, "R1.1")
    columns = len(rows[0]) if rows else 0
    if not rules.smallest_columns <= columns <= rules.largest_columns:
        least, most = rules.smallest_columns, rules.largest_columns
        sentence = Sentence("data.board-columns", columns=columns, least=least, most=most)
        findings.add("", "terrain", sentence, "R1.1")
    if len(findings.problems) > before:
        return False
    known = {terrain.value for terrain in Terrain}
    for number, line in enumerate(rows):
        where = f"terrain row {number}"
        if len(line) != columns:
            sentence = Sentence("data.uneven-row", hexes=len(line), columns=columns)
            findings.add(where, "", sentence, "R1.1")
            continue
        for column, character in enumerate(line):
            if character not in known:
                sentence = Sentence(
                    "data.unknown-terrain",
                    column=column,
                    found=repr(character),
                    known=" ".join(sorted(known)),
                )
                findings.add(where, "", sentence, "R1.3")
    return len(findings.problems) == before


class ScenarioLists(msgspec.Struct, frozen=True):
    """The top level of a scenario: its settings, and its lists as they were written."""

    first: Side
    score_objectives: bool
    objectives: list[Any]
    units: list[Any]


class ScenarioParts(NamedTuple):
    """The valid parts of a scenario: units and objectives by their index in the lists.

    *lists* is None, and *terrain* empty, where those could not be decoded.
    """

    lists: ScenarioLists | None
    units: Mapping[int, Placement]
    objectives: Mapping[int, Objective]
    terrain: tuple[str, ...]


def check_parts(
    parts: ScenarioParts,
    known: Mapping[str, int | None],
    rules: RuleNumbers,
    findings: Findings,
) -> None:
    """Add a problem for what is wrong between the parts of a scenario, from a file or a save.

    Its units must be *known*, which has the HP_MAX of each, None for an invalid one. What depends
    on an invalid part is not checked.
    """
    lists = parts.lists
    check_units(parts.units, known, parts.terrain, findings)
    check_objectives(parts.objectives, parts.terrain, findings)
    if lists is not None and len(parts.units) == len(lists.units):
        check_numbers(parts.units.values(), rules, findings)
    if lists is not None:
        check_scoring(lists.objectives, lists.score_objectives, findings)


def check_scenario(scenario: Scenario, findings: Findings) -> None:
    """Add a problem for everything that keeps a decoded scenario from being played."""
    if not check_terrain(scenario.terrain, scenario.rules, findings):
        return
    units, objectives = list(scenario.units), list(scenario.objectives)
    lists = ScenarioLists(scenario.first, scenario.score_objectives, objectives, units)
    by_place = dict(enumerate(units)), dict(enumerate(objectives))
    parts = ScenarioParts(lists, *by_place, scenario.terrain)
    known = {code: entry.hp_max for code, entry in scenario.profiles.items()}
    check_parts(parts, known, scenario.rules, findings)
    profiles = {code: structs.asdict(entry) for code, entry in scenario.profiles.items()}
    weapons = {code: structs.asdict(entry) for code, entry in scenario.weapons.items()}
    catalog.check_references(profiles, weapons, "profiles", findings)


def _is_on_board(terrain: tuple[str, ...], place: Offset) -> bool:
    return place[0] < len(terrain[0]) and place[1] < len(terrain)


def _off_board(terrain: tuple[str, ...], place: Offset) -> Sentence:
    return Sentence(
        "data.hex-off-board",
        column=place[0],
        row=place[1],
        columns=len(terrain[0]),
        rows=len(terrain),
    )


def _problem_of_hex(terrain: tuple[str, ...], place: Offset) -> Sentence | None:
    column, row = place
    if terrain and not _is_on_board(terrain, place):
        return _off_board(terrain, place)
    if terrain and terrain[row][column] == Terrain.WALL.value:
        return Sentence("data.hex-wall", column=column, row=row)
    return None


def check_units(
    units: Mapping[int, Placement],
    known: Mapping[str, int | None],
    terrain: tuple[str, ...],
    findings: Findings,
) -> None:
    """Add a problem for units that do not exist or cannot start where they are placed (R2.4, R3.1).

    *units* are by their index in the list; *known* is as in `check_parts`; without *terrain* their
    hexes are not checked.
    """
    taken: dict[Offset, int] = {}
    for number, placed in units.items():
        entry = f"units[{number}]"
        if placed.unit not in known:
            findings.add(entry, "unit", Sentence("data.no-unit", unit=repr(placed.unit)), "R2.4")
        else:
            _check_hp(placed, known[placed.unit], entry, findings)
        problem = _problem_of_hex(terrain, placed.hex)
        if placed.hex in taken:
            column, row = placed.hex
            number_there = taken[placed.hex]
            problem = Sentence("data.hex-taken", column=column, row=row, number=number_there)
        taken[placed.hex] = number
        if problem is not None:
            findings.add(entry, "hex", problem, "R3.1")


def _check_hp(placed: Placement, most: int | None, entry: str, findings: Findings) -> None:
    """Add a problem for a unit that starts with more hit points than it can have (R3.1)."""
    if placed.hp is not None and most is not None and placed.hp > most:
        sentence = Sentence("data.hp-above-most", unit=placed.unit, found=placed.hp, most=most)
        findings.add(entry, "hp", sentence, "R3.1")


def check_numbers(units: Collection[Placement], rules: RuleNumbers, findings: Findings) -> None:
    """Add a problem for sides with too few or too many units (R3.1)."""
    for side in Side:
        count = sum(placed.side is side for placed in units)
        if not 1 <= count <= rules.most_units:
            sentence = Sentence(
                "data.units-of-side", side=side.value, units=count, most=rules.most_units
            )
            findings.add("units", "", sentence, "R3.1")


def check_objectives(
    objectives: Mapping[int, Objective], terrain: tuple[str, ...], findings: Findings
) -> None:
    """Add a problem for objectives without a place or a code of their own (R9.1).

    *objectives* are by their index in the list; without *terrain* their hexes are not checked.
    """
    codes: set[str] = set()
    for number, objective in objectives.items():
        entry = f"objectives[{number}]"
        if objective.code in codes:
            findings.add(entry, "code", Sentence("data.twice", name=objective.code), "R9.1")
        codes.add(objective.code)
        if not objective.hexes:
            findings.add(entry, "hexes", Sentence("data.no-hexes"), "R9.1")
        if len(set(objective.hexes)) < len(objective.hexes):
            findings.add(entry, "hexes", Sentence("data.hex-twice"), "R9.1")
        for place in objective.hexes:
            # A WALL may lie in an objective: no unit can be there, but the others count.
            if terrain and not _is_on_board(terrain, place):
                findings.add(entry, "hexes", _off_board(terrain, place), "R9.1")


def check_scoring(
    objectives: Collection[object],
    score_objectives: bool,  # noqa: FBT001 - the field as it is
    findings: Findings,
) -> None:
    """Add a problem for a scenario that scores objectives but has none (R9.3)."""
    if score_objectives and not objectives:
        findings.add("objectives", "", Sentence("data.nothing-to-score"), "R9.3")


class _Carried(msgspec.Struct, frozen=True):
    """The parts of a scenario that a save carries, before each is decoded."""

    name: plaintext.Name
    terrain: tuple[str, ...]
    first: Side
    score_objectives: bool
    objectives: list[Any]
    units: list[Any]
    rules: dict[str, Any]
    profiles: dict[str, Any]
    weapons: dict[str, Any]


def decode_scenario(raw: dict[str, Any], findings: Findings) -> Scenario | None:
    """Return a scenario that carries everything, as saves do; None, with the problems noted, if
    invalid.
    """
    parts = decode_fields(raw, _Carried, "", findings, _rule_of_scenario)
    if "rules" in parts:
        parts["rules"] = decode_rules(parts["rules"], "rules", findings)
    if "weapons" in parts:
        parts["weapons"] = catalog.decode_weapons(parts["weapons"], "weapons", findings)
    if "profiles" in parts:
        parts["profiles"] = catalog.decode_units(parts["profiles"], "profiles", findings)
    for key, kind in (("units", Placement), ("objectives", Objective)):
        if key in parts:
            entries = decode_entries(parts[key], kind, key, findings, _rule_of_scenario)
            parts[key] = tuple(entries.values())
    if findings.problems:
        return None
    scenario = Scenario(**parts)
    check_scenario(scenario, findings)
    return None if findings.problems else scenario


def _rule_of_scenario(_: str) -> str:
    return "R3.1"
