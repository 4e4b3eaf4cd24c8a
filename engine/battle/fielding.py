"""Fielding armies of the players' own in a scenario: placing their units by the board alone (R3.1).

The same scenario and the same armies always make the same battle, and a mirrored one (R1.6) is made
of a mirrored scenario and equal armies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from engine.battle import generator
from engine.battle.army import find_problems
from engine.battle.battlefield import battlefield_of
from engine.battle.flood_fill import step_layers
from engine.battle.generator import GenerationRequest, draw_matching_army, range_of
from engine.battle.scenario import Placement, check_scenario
from engine.battle.side import Side
from engine.errors import DataError, Problem
from engine.hexgrid import cells_of
from engine.sentences import Sentence
from engine.validation import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.battle.army import Army
    from engine.battle.battlefield import Battlefield
    from engine.battle.deployment_areas import Battleground, Deployment
    from engine.battle.generator import Materials
    from engine.battle.scenario import Scenario
    from engine.data.catalog import Catalog
    from engine.hexgrid import Cell, CellSet

Armies: TypeAlias = "tuple[Army | None, Army | None]"
"""The armies of ONE and TWO; None is the scenario's own."""
_Codes: TypeAlias = "tuple[Sequence[str] | None, Sequence[str] | None]"
_RULE = "R3.1"


class _Threat(NamedTuple):
    """Cells from which enemies may fire at the start, and their range."""

    cells: CellSet
    range: int


def find_obstacles(army: Army, deployment: Deployment | None, side: Side) -> list[Sentence]:
    """Return what keeps a side from fielding any army of so many units in a scenario."""
    if deployment is None:
        return [Sentence("army.no-deployment")]
    hexes = len(deployment.area(side))
    if army.size > hexes:
        return [Sentence("army.no-room", units=army.size, hexes=hexes)]
    return []


def field_armies(ground: Battleground, armies: Armies, materials: Materials) -> Scenario:
    """Return a scenario with armies of the players' own in place of its own.

    In a generated battle, one such army meets one of equal points, as near as its enemy's faction
    comes to them. DataError lists everything that keeps an army from being fielded.
    """
    scenario, deployment = ground
    _require_fit(ground, armies, materials)
    if deployment is None or armies == (None, None):
        return scenario
    catalog = materials.catalog
    codes = tuple(None if army is None else army.codes(catalog) for army in armies)
    fielded: _Codes = (codes[0], codes[1])
    if generator.is_generated(scenario.name) and None in armies:
        fielded = _match(ground, armies, fielded, materials)
    units = tuple(
        placed
        for side in Side
        for placed in _units_of(scenario, deployment, side, fielded, catalog)
    )
    profiles = catalog.profiles_of({placed.unit for placed in units})
    changed = msgspec.structs.replace(
        scenario, units=units, profiles=profiles, weapons=catalog.weapons_of(profiles.values())
    )
    findings = Findings(scenario.name)
    check_scenario(changed, findings)
    findings.raise_if_any()
    return changed


def _require_fit(ground: Battleground, armies: Armies, materials: Materials) -> None:
    problems = [
        Problem(army.name, "", "", sentence, _RULE)
        for side, army in zip(Side, armies, strict=True)
        if army is not None
        for sentence in (
            *find_problems(army, materials),
            *find_obstacles(army, ground.deployment, side),
        )
    ]
    if problems:
        raise DataError(problems)


def _match(ground: Battleground, armies: Armies, codes: _Codes, materials: Materials) -> _Codes:
    """Return the units of both sides of a generated battle in which one fields its own."""
    own = next(army for army in armies if army is not None)
    side = Side.ONE if armies[0] is None else Side.TWO
    scenario, deployment = ground
    faction = materials.catalog.common_faction(_codes_of(scenario, side))
    assert faction is not None, "a generated army is of one faction"
    assert deployment is not None, "an army is fielded"
    request = GenerationRequest.of_generated(scenario.name)
    most = min(materials.rules.most_units, len(deployment.area(side)))
    matching = draw_matching_army(
        materials, request.seed, faction, own.points(materials.catalog), most
    )
    return (matching, codes[1]) if side is Side.ONE else (codes[0], matching)


def _codes_of(scenario: Scenario, side: Side) -> tuple[str, ...]:
    return tuple(placed.unit for placed in scenario.units if placed.side is side)


def _units_of(
    scenario: Scenario, deployment: Deployment, side: Side, fielded: _Codes, catalog: Catalog
) -> Iterable[Placement]:
    """Return the units of a side: the scenario's own, or those fielded, in their places."""
    codes = fielded[side.index]
    if codes is None:
        return (placed for placed in scenario.units if placed.side is side)
    field = battlefield_of(scenario.terrain, scenario.rules.rough_cost)
    threats = _threats(field, scenario, deployment, side.other, fielded, catalog)
    goals = _goals(field, scenario, deployment, side)
    area = field.grid.cell_set(deployment.area(side))
    ranges = [range_of(catalog, code) for code in codes]
    cells = _choose_cells(field, side, area, ranges, threats, goals)
    return (
        Placement(side, code, field.grid.offsets[cell])
        for code, cell in zip(codes, cells, strict=True)
    )


def _threats(
    field: Battlefield,
    scenario: Scenario,
    deployment: Deployment,
    side: Side,
    fielded: _Codes,
    catalog: Catalog,
) -> list[_Threat]:
    """Return where the units of a side may fire from: their hexes, or the area of those fielded.

    Armies that are fielded on both sides do not know each other's places, so that neither is
    placed before the other.
    """
    codes = fielded[side.index]
    if codes is not None:
        area = field.grid.cell_set(deployment.area(side))
        return [_Threat(area, max(range_of(catalog, code) for code in codes))]
    placed = [one for one in scenario.units if one.side is side]
    return [_Threat(field.grid.cell_set([one.hex]), range_of(catalog, one.unit)) for one in placed]


def _goals(
    field: Battlefield, scenario: Scenario, deployment: Deployment, side: Side
) -> list[CellSet]:
    """Return what the units of a side make for: the objectives, or else the enemy's area."""
    places = [objective.hexes for objective in scenario.objectives]
    places.sort(key=lambda hexes: sorted(_seen_from(field, side, cell) for cell in hexes))
    goals = [field.grid.cell_set(hexes) & field.ground for hexes in places]
    open_goals = [goal for goal in goals if goal]
    return open_goals or [field.grid.cell_set(deployment.area(side.other))]


def _seen_from(field: Battlefield, side: Side, offset: tuple[int, int]) -> tuple[int, int]:
    """Return a hex as ONE sees it, and its image (R1.6) for TWO: the order of equal hexes."""
    return offset if side is Side.ONE else field.grid.mirror(offset)


def _choose_cells(
    field: Battlefield,
    side: Side,
    area: CellSet,
    ranges: Sequence[int],
    threats: Sequence[_Threat],
    goals: Sequence[CellSet],
) -> list[Cell]:
    """Return a cell of the area for each unit, by its range; those that fire farthest come first.

    Each takes the free cell with the fewest enemies in range and sight, of these the nearest to its
    goal: the units take turns at the goals.
    """
    steps = [_steps_to(field, goal) for goal in goals]
    free = cells_of(area)
    chosen: dict[int, Cell] = {}
    order = sorted(range(len(ranges)), key=lambda place: -ranges[place])
    for rank, place in enumerate(order):
        away, range_ = steps[rank % len(steps)], ranges[place]
        cell = min(
            free,
            key=lambda cell: (
                _count_exposure(field, cell, range_, threats),
                away[cell],
                _seen_from(field, side, field.grid.offsets[cell]),
            ),
        )
        free.remove(cell)
        chosen[place] = cell
    return [chosen[place] for place in range(len(ranges))]


def _steps_to(field: Battlefield, goal: CellSet) -> dict[Cell, int]:
    """Return the number of steps from each cell to a goal; the size of the board if there is no
    way.
    """
    away = dict.fromkeys(field.grid.cells, len(field.grid.cells))
    for step, layer in enumerate(step_layers(field.grid, goal, field.ground)):
        away.update(dict.fromkeys(cells_of(layer), step))
    return away


def _count_exposure(field: Battlefield, cell: Cell, range_: int, threats: Sequence[_Threat]) -> int:
    """Return how many places of enemies see a cell within their range, or within *range_*."""
    return sum(
        (field.within(cell, max(range_, one.range)) & field.visible[cell] & one.cells).bit_count()
        for one in threats
    )
