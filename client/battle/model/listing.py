"""Lists the scenarios there are: the packaged ones and a player's own, broken ones with reasons."""

from __future__ import annotations

import functools
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from client.tuning import load_tuning
from engine.battle import Side, load_scenario
from engine.battle.generator import PREFIX, GenerationRequest
from engine.battle.scenario import Scenario
from engine.battle.scenario_files import faction_of_side, packaged_materials
from engine.data.datafiles import files_of_folder, names_of, packaged_data
from engine.errors import DataError, Problem

if TYPE_CHECKING:
    from client.folders import Folders


class Listed(msgspec.Struct, frozen=True):
    """One scenario of the list; *problems* say why there is none.

    *code* is unique in the list: a scenario's name, or the path of a player's file.
    """

    code: str
    name: str
    own: bool
    scenario: Scenario | None
    problems: tuple[Problem, ...] = ()


def list_scenarios(folders: Folders, generated: Listed) -> list[Listed]:
    """List the *generated* scenario, the packaged ones, then a player's own by name.

    OSError where the player's own can't be listed.
    """
    own = [read_own(folders.scenarios / file.name) for file in files_of_folder(folders.scenarios)]
    return [*list_packaged(generated), *own]


def list_packaged(generated: Listed) -> list[Listed]:
    """List the *generated* scenario and the packaged ones."""
    return [generated, *_packaged()]


def first_packaged() -> Listed:
    """Return the scenario that is offered to who has played none."""
    return _packaged()[0]


def read_generated(code: str) -> Listed:
    """Generate the scenario that a name, such as `random:17`, asks for."""
    return _read(code, code, own=False)


def generated_code(number: str) -> str:
    """Return the name of the generated scenario of a number, which may begin with zeros."""
    return GenerationRequest(int(number), None).name if number else f"{PREFIX}:"


def roll_number() -> str:
    """Roll the number of a generated scenario, of those that are for playing."""
    return str(secrets.randbelow(packaged_materials().numbers.making_seeds))


def longest_number() -> str:
    """Return a number with as many digits as any that is rolled."""
    return str(packaged_materials().numbers.making_seeds - 1)


@functools.cache
def _packaged() -> tuple[Listed, ...]:
    """List what comes with the game: some first, the rest by size."""
    first = load_tuning().scenarios.first
    packaged = [_read(name, name, own=False) for name in names_of(packaged_data(), "scenario")]
    packaged.sort(
        key=lambda one: (one.name not in first, size_of(one.scenario), one.name),
    )
    return tuple(packaged)


def read_own(path: Path) -> Listed:
    """Read a player's own scenario."""
    return _read(path, path.stem, own=True)


def _read(source: str | Path, name: str, *, own: bool) -> Listed:
    try:
        return Listed(str(source), name, own, load_scenario(source))
    except DataError as error:
        return Listed(str(source), name, own, None, error.problems)


def size_of(scenario: Scenario | None) -> int:
    """Measure a scenario by its units and hexes, to put the smaller first."""
    if scenario is None:
        return 0
    return len(scenario.terrain) * len(scenario.terrain[0]) * len(scenario.units)


class ArmySummary(msgspec.Struct, frozen=True):
    """What a side fields: units by code with their number, in the scenario's order."""

    side: Side
    faction: str | None
    """None when the units are of several factions, or of none that is packaged."""
    units: tuple[tuple[str, int], ...]
    value: int


def army_of(scenario: Scenario, side: Side) -> ArmySummary:
    """Gather what a side fields."""
    codes = [placed.unit for placed in scenario.units if placed.side is side]
    counted = {code: codes.count(code) for code in codes}
    value = sum(scenario.profiles[code].value for code in codes)
    return ArmySummary(side, faction_of_side(scenario, side), tuple(counted.items()), value)
