"""Armies of the players' own: lists of units of one faction within a points limit (R2.1), and their
files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from msgspec import Meta

from engine import limits, plaintext
from engine.battle.generator.generator_numbers import Points
from engine.data.catalog import Code, check_code
from engine.data.datafiles import read_table
from engine.sentences import Sentence
from engine.validation import Findings, decode_fields, decode_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from engine.battle.generator import Materials
    from engine.data.catalog import Catalog

KIND: Final = "army"
VERSION: Final = 1
"""The form of the files; those of a newer version are refused."""
_HEADLINE: Final = "# An army, written by Hexfront's army builder.\n"

UnitNumber = Annotated[int, Meta(ge=1, le=limits.UNITS)]


class Army(msgspec.Struct, frozen=True):
    """An army: its *name*, its faction, its points limit, and how many of each unit it has."""

    name: str
    faction: str
    limit: int
    units: dict[str, int]

    def points(self, catalog: Catalog) -> int:
        """Return the points of all units; those that are not declared count nothing."""
        units = catalog.units
        return sum(n * units[code].value for code, n in self.units.items() if code in units)

    @property
    def size(self) -> int:
        """Return the number of units."""
        return sum(self.units.values())

    def codes(self, catalog: Catalog) -> tuple[str, ...]:
        """Return the code of each unit, in the order of the faction."""
        of_faction = catalog.factions[self.faction].units
        order = [*(code for code in of_faction if code in self.units), *self.units]
        return tuple(code for code in dict.fromkeys(order) for _ in range(self.units[code]))


class _ArmyFile(msgspec.Struct, frozen=True):
    version: Annotated[int, Meta(ge=1)]
    name: plaintext.Name
    faction: Code
    limit: Points
    units: dict[str, Any]


def read_army(file: Traversable) -> Army:
    """Return the army in a file, whether it may be fielded or not; DataError lists all problems of
    a file that is none.
    """
    findings = Findings(str(file))
    army = decode_army(read_table(file, (KIND,)), findings)
    findings.raise_if_any()
    assert army is not None, "without a finding there is an army"
    return army


def decode_army(table: dict[str, Any], findings: Findings) -> Army | None:
    """Return the army in a table, as a file has it; None, with every problem noted, if there is
    none.
    """
    if _is_newer(table):
        findings.add("", "version", Sentence("army.newer", version=VERSION), KIND)
        return None
    values = decode_fields(table, _ArmyFile, "", findings, _rule_of_army)
    if "units" in values:
        for code, number in values["units"].items():
            check_code(code, f"units.{code}", findings)
            decode_value(number, UnitNumber, "units", code, findings, _rule_of_army)
    if findings.problems:
        return None
    return Army(values["name"], values["faction"], values["limit"], values["units"])


def _rule_of_army(_: str) -> str:
    return "R2.1"


def _is_newer(table: dict[str, Any]) -> bool:
    version = table["version"] if "version" in table else VERSION
    return isinstance(version, int) and version > VERSION


def army_content(army: Army) -> bytes:
    """Return the content of a file with an army."""
    # JSON of strings and whole numbers is valid TOML.
    values = {
        "kind": KIND,
        "version": VERSION,
        "name": army.name,
        "faction": army.faction,
        "limit": army.limit,
    }
    lines = [_HEADLINE, *_write_values(values), "\n[units]\n", *_write_values(army.units)]
    return "".join(lines).encode()


def _write_values(values: dict[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        yield f"{key} = {msgspec.json.encode(value).decode()}\n"


def find_problems(army: Army, materials: Materials) -> list[Sentence]:
    """Return everything that keeps an army from being fielded anywhere, in plain sentences."""
    catalog, rules = materials.catalog, materials.rules
    if army.faction not in catalog.factions:
        return [Sentence("army.no-faction", faction=repr(army.faction))]
    problems = []
    for code, number in army.units.items():
        if code not in catalog.units:
            problems.append(Sentence("army.no-unit", unit=repr(code)))
        elif catalog.faction_of(code) != army.faction:
            problems.append(Sentence("army.other-faction", unit=code, faction=army.faction))
        elif number > (most := materials.numbers.most_of_a_kind):
            problems.append(Sentence("army.too-many-alike", unit=code, number=number, most=most))
    points = army.points(catalog)
    if points > army.limit:
        over = points - army.limit
        sentence = Sentence("army.over-limit", points=points, limit=army.limit, over=over)
        problems.append(sentence)
    if army.size > rules.most_units:
        sentence = Sentence("army.too-many-units", units=army.size, most=rules.most_units)
        problems.append(sentence)
    if not army.units:
        problems.append(Sentence("army.empty"))
    return problems
