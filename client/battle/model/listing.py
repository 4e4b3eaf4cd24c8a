"""The list of scenarios: packaged ones and the player's own, broken ones with the reasons."""

from __future__ import annotations

import functools
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from client.tuning import load_tuning
from engine.battle import Side
from engine.battle.deployment_areas import Deployment
from engine.battle.generator import PREFIX, GenerationRequest
from engine.battle.scenario import Scenario
from engine.battle.scenario_files import faction_of_side, load_ground, packaged_materials
from engine.data.datafiles import files_of_folder, names_of, packaged_data
from engine.errors import DataError, Problem

if TYPE_CHECKING:
    from client.folders import Folders


class Listed(msgspec.Struct, frozen=True):
    """An entry of the list; *problems* say why its scenario can't be loaded.

    *code* is unique in the list: a scenario's name, or the path of a player's file. Without a
    *deployment* its armies are fixed.
    """

    code: str
    name: str
    own: bool
    scenario: Scenario | None
    problems: tuple[Problem, ...] = ()
    deployment: Deployment | None = None


def list_scenarios(folders: Folders, generated: Listed) -> list[Listed]:
    """Return the *generated* scenario, the packaged ones, then the player's own by name.

    Raises an OSError if the player's own can't be listed.
    """
    own = [read_own(folders.scenarios / file.name) for file in files_of_folder(folders.scenarios)]
    return [*list_packaged(generated), *own]


def list_packaged(generated: Listed) -> list[Listed]:
    """Return the *generated* scenario and the packaged ones."""
    return [generated, *_packaged()]


def first_packaged() -> Listed:
    """Return the scenario offered to a player who has not played any."""
    return _packaged()[0]


def read_generated(code: str) -> Listed:
    """Generate the scenario that a name such as `random:17` denotes."""
    return _read(code, code, own=False)


def generated_code(number: str) -> str:
    """Return the name of the generated scenario of a number, which may have leading zeros."""
    return GenerationRequest(int(number), None).name if number else f"{PREFIX}:"


def roll_number() -> str:
    """Roll a random number of a generated scenario, from the range reserved for playing."""
    return str(secrets.randbelow(packaged_materials().numbers.making_seeds))


def widest_number() -> str:
    """Return a number that is wider, when written, than any that can be rolled.

    It has one digit more: digits kern, so numbers of as many digits differ by some pixels.
    """
    return str(10 * packaged_materials().numbers.making_seeds - 1)


@functools.cache
def _packaged() -> tuple[Listed, ...]:
    """Return the packaged scenarios: a fixed few first, the rest by size."""
    first = load_tuning().scenarios.first
    packaged = [_read(name, name, own=False) for name in names_of(packaged_data(), "scenario")]
    packaged.sort(
        key=lambda one: (one.name not in first, size_of(one.scenario), one.name),
    )
    return tuple(packaged)


def read_own(path: Path) -> Listed:
    """Read one of the player's own scenarios."""
    return _read(path, path.stem, own=True)


def _read(source: str | Path, name: str, *, own: bool) -> Listed:
    try:
        scenario, deployment = load_ground(source)
        return Listed(str(source), name, own, scenario, deployment=deployment)
    except DataError as error:
        return Listed(str(source), name, own, None, error.problems)


def size_of(scenario: Scenario | None) -> int:
    """Return the size of a scenario, its units and hexes, as a sort key."""
    if scenario is None:
        return 0
    return len(scenario.terrain) * len(scenario.terrain[0]) * len(scenario.units)


class ArmySummary(msgspec.Struct, frozen=True):
    """The army of a side: the number of units by code, in the scenario's order."""

    side: Side
    faction: str | None
    """None if the units are of several factions, or of one that is not packaged."""
    units: tuple[tuple[str, int], ...]
    value: int


def army_of(scenario: Scenario, side: Side) -> ArmySummary:
    """Return the army of a side."""
    codes = [placed.unit for placed in scenario.units if placed.side is side]
    counted = {code: codes.count(code) for code in codes}
    value = sum(scenario.profiles[code].value for code in codes)
    return ArmySummary(side, faction_of_side(scenario, side), tuple(counted.items()), value)
