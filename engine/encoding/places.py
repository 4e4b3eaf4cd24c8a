"""What is said of places: the features of a row about the hex that an option leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from engine.battle import fields
from engine.encoding.chart import NO_OBJECTIVE, chart_of
from engine.encoding.row import AT
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.fields import Map
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Unit
    from engine.encoding.appraisal import Prospects
    from engine.encoding.layout import Numbers
    from engine.encoding.spec import Spec
    from engine.hexgrid import Cell

Moves: TypeAlias = int | list[int]
"""MOVE of one unit, or of one a row."""

FRIENDLY: Final = 2
"""Hexes within which friends are near."""
HOSTILE: Final = 4
"""Hexes within which enemies are near."""


def write_ground(
    rows: Numbers, state: BattleState, side: Side, cells: Sequence[Cell], moves: Moves, spec: Spec
) -> None:
    """Write what the ground of *cells* is to the active unit, or to those that stand there.

    One row a cell; *moves* is the MOVE of who goes on from there.
    """
    chart = chart_of(state.setup, side)
    at = np.asarray(cells)
    rows[:, AT["cover"]] = chart.cover[at]
    rows[:, AT["rough"]] = chart.rough[at]
    rows[:, AT["x"]] = chart.x[at]
    rows[:, AT["y"]] = chart.y[at]
    _write_objectives(rows, state, side, chart.objective[at], spec)
    _write_ways(rows, state, side, at, moves, spec)
    units = [unit for unit in state.units if unit.hp and unit.id != state.active]
    far = chart.distances(at, [unit.cell for unit in units])
    own = np.array([unit.side is side for unit in units])
    # Nobody is near to themselves: those who would be activated are among the units.
    friends = (own & (far <= FRIENDLY) & (far > 0)).sum(axis=1)
    enemies = (~own & (far <= HOSTILE)).sum(axis=1)
    rows[:, AT["friends_near"]] = np.minimum(friends / spec.crowd, spec.largest)
    rows[:, AT["enemies_near"]] = np.minimum(enemies / spec.crowd, spec.largest)
    if state.active is not None:
        gone = chart.distances(at, [state.units[state.active].cell])[:, 0]
        rows[:, AT["distance"]] = np.minimum(gone / spec.hexes, spec.largest)


def _write_objectives(
    rows: Numbers,
    state: BattleState,
    side: Side,
    numbers: npt.NDArray[np.int64],
    spec: Spec,
) -> None:
    """Write who controls the objective of each row, *numbers*, and by how much with the unit."""
    for number in set(numbers.tolist()) - {NO_OBJECTIVE}:
        here = numbers == number
        owner = state.owners[number]
        kind = "free" if owner is None else "own" if owner is side else "enemy"
        rows[here, AT[f"{kind}_objective"]] = 1
        margin = 0 if state.active is None else state.units[state.active].profile.oc
        for at in cells_of(state.units_in(state.setup.objectives[number])):
            other = state.units[at]
            if at != state.active:
                margin += other.profile.oc if other.side is side else -other.profile.oc
        margin_cut = max(-spec.largest, min(spec.largest, margin / spec.control))
        rows[here, AT["margin"]] = margin_cut


def _write_ways(
    rows: Numbers,
    state: BattleState,
    side: Side,
    at: npt.NDArray[np.int64],
    moves: Moves,
    spec: Spec,
) -> None:
    wanted = [number for number, owner in enumerate(state.owners) if owner is not side]
    turn = np.maximum(1, np.asarray(moves)) * spec.turns
    if wanted:
        goal = chart_of(state.setup, side).ways[wanted].min(axis=0)
        rows[:, AT["turns_to_objective"]] = np.minimum(goal[at] / turn, 1)
        if state.active is not None:
            now = np.minimum(goal[state.units[state.active].cell] / turn, 1)
            rows[:, AT["nearer"]] = now - rows[:, AT["turns_to_objective"]]
    foes = state.occupied[side.other.index]
    rows[:, AT["turns_to_enemy"]] = np.minimum(fields.ways(state.field, foes)[at] / turn, 1)


def write_prospects(
    rows: Numbers, unit: Unit, cells: Sequence[Cell], ahead: Prospects, spec: Spec
) -> None:
    """Write what being in each of *cells* is worth, and what is to be feared there."""
    at = np.asarray(cells)
    for name in ("objectives", "loss", "approach", "shots", "charges"):
        worth: Map = getattr(ahead, name)
        rows[:, AT[name]] = _cut(worth[at] / spec.points, spec)
    ranged, melee = ahead.threat.ranged[:, at], ahead.threat.melee[:, at]
    taken = ranged + melee
    shared = (taken / (ahead.threat.choices[:, None] + 1)).sum(axis=0)
    rows[:, AT["fire_to_fear"]] = _cut(ranged.sum(axis=0) / unit.hp, spec)
    rows[:, AT["blows_to_fear"]] = _cut(melee.sum(axis=0) / unit.hp, spec)
    rows[:, AT["share_to_fear"]] = _cut(shared / unit.hp, spec)
    rows[:, AT["enemies_to_fear"]] = _cut((taken > 0).sum(axis=0) / spec.crowd, spec)


def _cut(numbers: Numbers | np.float32, spec: Spec) -> Numbers:
    cut: Numbers = np.clip(numbers, -spec.largest, spec.largest)
    return cut
