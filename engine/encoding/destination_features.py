"""The features of a row about the hex that an option leads to.

In all functions *rows* has the shape `(n, features)` and *cells* one cell per row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from engine.battle import fields
from engine.encoding.action_features import AT
from engine.encoding.side_view import NO_OBJECTIVE, distances, path_costs_to_any
from engine.evaluation import terms
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.side import Side
    from engine.battle.state import BattleState, Unit
    from engine.battle.threats import Threat
    from engine.encoding.layout import Numbers
    from engine.encoding.side_view import SideView
    from engine.encoding.spec import Spec
    from engine.encoding.unit_features import ArmyFeatures
    from engine.evaluation.terms import CellValues
    from engine.evaluation.values import Valuation
    from engine.hexgrid import Cell

Moves: TypeAlias = int | list[int]
"""The MOVE of one unit, or of one unit per row."""


def write_ground(
    rows: Numbers,
    state: BattleState,
    features: ArmyFeatures,
    cells: Sequence[Cell],
    moves: Moves,
    spec: Spec,
) -> None:
    """Write the terrain and surroundings of *cells*, for the active unit or for those that stand
    there.

    *moves* is the MOVE of the unit that continues from each cell.
    """
    side = state.to_act
    view = features.view
    at = np.asarray(cells)
    rows[:, AT["cover"] : AT["rough"] + 1] = view.ground[at]
    rows[:, AT["x"] : AT["y"] + 1] = view.position[at]
    _write_objectives(rows, state, side, view.objective[at], spec)
    _write_turns(rows, state, view, at, moves, spec)
    armies = [
        [entry.near for entry in army if entry.unit.id != state.active]
        for army in (features.own, features.enemy)
    ]
    near = fields.flags(state.field, [*armies[0], *armies[1]])[:, at]
    friends = len(armies[0])
    for column, part in (
        (AT["friends_near"], near[:friends]),
        (AT["enemies_near"], near[friends:]),
    ):
        count = np.add.reduce(part, axis=0, dtype=np.int64)
        rows[:, column] = np.minimum(count / spec.crowd, spec.largest)
    if state.active is not None:
        gone = distances(view, state.units[state.active].cell)[at]
        rows[:, AT["distance"]] = np.minimum(gone / spec.hexes, spec.largest)


def _write_objectives(
    rows: Numbers,
    state: BattleState,
    side: Side,
    numbers: npt.NDArray[np.int64],
    spec: Spec,
) -> None:
    """Write the owner of each row's objective, *numbers* `(n,)`, and the lead in OC with the
    unit.
    """
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


def _write_turns(
    rows: Numbers,
    state: BattleState,
    view: SideView,
    at: npt.NDArray[np.int64],
    moves: Moves,
    spec: Spec,
) -> None:
    wanted = [number for number, owner in enumerate(state.owners) if owner is not view.side]
    turn = np.maximum(1, moves) * spec.turns
    if wanted:
        goal = path_costs_to_any(view, tuple(wanted))
        rows[:, AT["turns_to_objective"]] = np.minimum(goal[at] / turn, 1)
        if state.active is not None:
            now = np.minimum(goal[state.units[state.active].cell] / turn, 1)
            rows[:, AT["turns_gained"]] = now - rows[:, AT["turns_to_objective"]]
    foes = state.occupied[view.side.other.index]
    rows[:, AT["turns_to_enemy"]] = np.minimum(fields.path_costs(state.field, foes)[at] / turn, 1)


def write_foes_beside(
    rows: Numbers, state: BattleState, valuation: Valuation, cells: Sequence[Cell], spec: Spec
) -> None:
    """Write the number of enemies adjacent to each of *cells*, and the value of their silenced
    guns.
    """
    foes = state.living(state.to_act.other)
    if not foes:
        return
    near = [state.field.grid.near[foe.cell] for foe in foes]
    beside = fields.flags(state.field, near)[:, np.asarray(cells)]
    guns = np.array([terms.suppressed_value(valuation, foe) for foe in foes], np.float32)
    count = np.add.reduce(beside, axis=0, dtype=np.float32)
    rows[:, AT["enemies_beside"]] = np.minimum(count / spec.crowd, spec.largest)
    rows[:, AT["suppressed_value"]] = np.minimum(guns @ beside / spec.points, spec.largest)


def write_cell_values(
    rows: Numbers, unit: Unit, cells: Sequence[Cell], ahead: CellValues, spec: Spec
) -> None:
    """Write the value of being in each of *cells*, and the damage expected there."""
    at = np.asarray(cells)
    worth = (ahead.objectives, ahead.loss, ahead.approach, ahead.shots, ahead.charges)
    for column, parts in enumerate(worth, AT["objectives"]):
        rows[:, column] = np.clip(parts[at] / spec.points, -spec.largest, spec.largest)
    write_fears(rows, unit, cells, ahead.threat, spec)


def write_fears(
    rows: Numbers, unit: Unit, cells: Sequence[Cell], threat: Threat, spec: Spec
) -> None:
    """Write the damage that the enemy's next turn is expected to do to a unit in each of
    *cells*.
    """
    at = np.asarray(cells)
    ranged, melee = threat.ranged[:, at], threat.melee[:, at]
    taken = ranged + melee
    shared = (taken / (threat.choices[:, None] + 1)).sum(axis=0)
    fears = (
        ranged.sum(axis=0) / unit.hp,
        melee.sum(axis=0) / unit.hp,
        shared / unit.hp,
        (taken > 0).sum(axis=0) / spec.crowd,
    )
    for column, fear in enumerate(fears, AT["expected_ranged_damage"]):
        rows[:, column] = np.minimum(fear, spec.largest)
