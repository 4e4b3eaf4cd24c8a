"""The compact observation: a decision as its active unit sees it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.battle.phase import Phase
from engine.encoding.classic.compass import relative_positions, sectors_of
from engine.encoding.side_view import NO_OBJECTIVE
from engine.encoding.unit_features import remaining_value
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.encoding.classic.decision_context import DecisionContext
    from engine.encoding.layout import Columns, Layout, Numbers
    from engine.hexgrid import Cell, CellSet

PHASES: Final = (Phase.MOVE, Phase.SHOOT, Phase.CHARGE, Phase.FIGHT)
"""The phases with decisions, in their order."""


def observe(context: DecisionContext, layout: Layout) -> Numbers:
    """Return the observation of a decision, shape `(size,)`."""
    observation = np.zeros(layout.size, np.float32)
    rows = {name: view.rows_of(observation) for name, view in layout.blocks.items()}
    _fill_whole(rows["whole"][0], context)
    _fill_own(rows["own"][0], context)
    _fill_sectors(rows["sectors"], layout.blocks["sectors"].columns, context)
    _fill_nearest(rows["nearest"], context)
    _fill_targets(rows["targets"], context)
    return observation


def _fill_whole(row: Numbers, context: DecisionContext) -> None:
    state, side = context.state, context.unit.side
    living = state.living(side)
    waiting = sum(not state.activated >> unit.id & 1 for unit in living)
    lead = state.points[side.index] - state.points[side.other.index]
    own, enemy = (
        sum(remaining_value(unit) for unit in state.living(who)) for who in (side, side.other)
    )
    row[:] = (
        PHASES.index(state.phase) / (len(PHASES) - 1),
        state.round / state.setup.rules.rounds,
        state.setup.scenario.first is side,
        waiting / len(living),
        math.tanh(lead / context.spec.lead),
        (own - enemy) / (own + enemy),
        _in_play(context, side),
        _in_play(context, side.other),
        _held(context, side),
        _held(context, side.other),
    )


def _in_play(context: DecisionContext, side: Side) -> float:
    state = context.state
    return state.occupied[side.index].bit_count() / state.setup.sides.count(side)


def _held(context: DecisionContext, side: Side) -> float:
    owners = context.state.owners
    return owners.count(side) / len(owners) if owners else 0.0


def _fill_own(row: Numbers, context: DecisionContext) -> None:
    unit, spec, strengths = context.unit, context.spec, context.view.strengths
    profile = unit.profile
    range_ = max([weapon.range for weapon in profile.ranged], default=0)
    row[:] = (
        unit.hp / profile.hp_max,
        strengths.value_share[unit.id],
        min(spec.largest, profile.move / spec.move),
        min(spec.largest, profile.oc / spec.control),
        min(1, range_ / spec.radius),
        strengths.ranged[unit.id],
        strengths.melee[unit.id],
        context.view.objective[unit.cell] != NO_OBJECTIVE,
    )


# Around the active unit


def _fill_sectors(rows: Numbers, columns: Columns, context: DecisionContext) -> None:
    own, enemy = context.unit.side.index, context.unit.side.other.index
    nearest = {
        "enemy": context.state.occupied[enemy],
        "friend": context.state.occupied[own],
        "objective": _to_win(context),
    }
    for name, cells in nearest.items():
        _mark_nearest(rows[:, columns.index[name]], context, cells_of(cells))
    _mark_places(rows[:, columns.index["place"]], context)


def _to_win(context: DecisionContext) -> CellSet:
    """Return the hexes of objectives that score and that the side does not control."""
    state, cells = context.state, 0
    if state.setup.scenario.score_objectives:
        for objective, owner in zip(state.setup.objectives, state.owners, strict=True):
            if owner is not context.unit.side:
                cells |= objective & state.field.ground
    return cells


def _mark_nearest(column: Numbers, context: DecisionContext, cells: list[Cell]) -> None:
    """Write by sector how near the nearest of *cells* is, `(sectors,)`: 1 for the next hex."""
    if not cells:
        return
    view, here, radius = context.view, context.unit.cell, context.spec.radius
    places = np.array(cells)
    far = view.distances([here], places)[0]
    seen = (far > 0) & (far <= radius)
    near = (1 - (far[seen] - 1) / radius).astype(np.float32)
    np.maximum.at(column, sectors_of(view, here, places[seen], len(column)), near)


def _mark_places(column: Numbers, context: DecisionContext) -> None:
    """Write by sector the value of the best hex to move to, less staying, `(sectors,)`."""
    column[:] = -context.spec.largest
    if not context.options.move:
        return
    places = np.array(cells_of(context.options.move))
    _, going, staying = context.moves
    better = (going[places] - staying) / context.spec.points
    sectors = sectors_of(context.view, context.unit.cell, places, len(column))
    np.maximum.at(column, sectors, better.astype(np.float32))
    np.minimum(column, context.spec.largest, out=column)


def _fill_nearest(rows: Numbers, context: DecisionContext) -> None:
    """Write the units nearest to the active one, within the radius, the nearest first, `(n,
    features)`.

    At equal distances they are in the order in which the side reads the board.
    """
    state, unit, spec, view = context.state, context.unit, context.spec, context.view
    others = [one for one in state.units if one.hp and one.id != unit.id]
    cells = np.array([one.cell for one in others])
    far = view.distances([unit.cell], cells)[0]
    order = np.lexsort((view.order[cells], far))[: spec.nearest]
    order = order[far[order] <= spec.radius]
    east, south = relative_positions(view, unit.cell, cells)
    for row, place in zip(rows, order.tolist(), strict=False):
        other = others[place]
        held = view.objective[other.cell] != NO_OBJECTIVE
        row[:] = (
            1 if other.side is unit.side else -1,
            east[place] / spec.radius,
            south[place] / spec.radius,
            far[place] / spec.radius,
            state.field.visible[unit.cell] >> other.cell & 1,
            other.hp / other.profile.hp_max,
            view.strengths.value_share[other.id],
            view.strengths.ranged[other.id],
            view.strengths.melee[other.id],
            min(spec.largest, other.profile.oc / spec.control) if held else 0,
        )


def _fill_targets(rows: Numbers, context: DecisionContext) -> None:
    state, unit, spec = context.state, context.unit, context.spec
    for row, target in zip(rows, context.targets, strict=False):
        row[:] = (
            1,
            max(-spec.largest, min(spec.largest, target.score / spec.points)),
            target.damage,
            target.kill,
            target.chance,
            min(1, state.distance(unit, target.unit) / spec.radius),
        )
