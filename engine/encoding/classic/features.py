"""The classic features of the battle and of the active unit, each with the function that fills
it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.battle.phase import Phase
from engine.encoding.classic.compass import sectors_of
from engine.encoding.observation_layout import LARGE, Columns, Feature
from engine.encoding.side_view import NO_OBJECTIVE
from engine.encoding.unit_features import remaining_value
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.encoding.classic.decision_context import DecisionContext
    from engine.encoding.observation_layout import FloatArray
    from engine.hexgrid import CellSet

PHASES: Final = (Phase.MOVE, Phase.SHOOT, Phase.CHARGE, Phase.FIGHT)
"""The phases with decisions, in their order."""


# The whole


def _units_waiting(context: DecisionContext) -> float:
    """Return the share of the living units that are not activated in this phase."""
    state = context.state
    living = state.living(context.side)
    return sum(not state.activated >> unit.id & 1 for unit in living) / len(living)


def _lead(context: DecisionContext) -> float:
    """Return the lead in victory points, between -1 and 1."""
    side, points = context.side, context.state.points
    return math.tanh((points[side.index] - points[side.other.index]) / context.spec.lead)


def _value_balance(context: DecisionContext) -> float:
    """Return the lead in remaining value, as a share of both sides'."""
    own, enemy = (
        sum(remaining_value(unit) for unit in context.state.living(side))
        for side in (context.side, context.side.other)
    )
    return (own - enemy) / (own + enemy)


def _in_play(context: DecisionContext, side: Side) -> float:
    """Return the share of a side's units that are in play."""
    state = context.state
    return state.occupied[side.index].bit_count() / state.setup.sides.count(side)


def _controlled(context: DecisionContext, side: Side) -> float:
    """Return the share of the objectives that a side controls."""
    owners = context.state.owners
    return owners.count(side) / len(owners) if owners else 0.0


WHOLE: Final[Columns[DecisionContext]] = Columns(
    [
        Feature(
            "phase",
            0,
            1,
            "0 MOVE, 1/3 SHOOT, 2/3 CHARGE, 1 FIGHT",
            lambda c: PHASES.index(c.state.phase) / (len(PHASES) - 1),
        ),
        Feature(
            "round",
            0,
            1,
            "the round, as a share of all rounds",
            lambda c: c.state.round / c.state.setup.rules.rounds,
        ),
        Feature(
            "goes_first",
            0,
            1,
            "whether the side goes first in a round",
            lambda c: c.state.setup.scenario.first is c.side,
        ),
        Feature(
            "units_waiting",
            0,
            1,
            "own units not activated in this phase, as a share of the living",
            _units_waiting,
        ),
        Feature(
            "lead", -1, 1, "own victory points less the enemy's, by LEAD, squashed by tanh", _lead
        ),
        Feature(
            "value_balance",
            -1,
            1,
            "own hit points' VALUE less the enemy's, as a share of both",
            _value_balance,
        ),
        Feature(
            "own_units",
            0,
            1,
            "share of the own units that are in play",
            lambda c: _in_play(c, c.side),
        ),
        Feature(
            "enemy_units",
            0,
            1,
            "share of the enemy units that are in play",
            lambda c: _in_play(c, c.side.other),
        ),
        Feature(
            "own_objectives",
            0,
            1,
            "share of the objectives that the side controls",
            lambda c: _controlled(c, c.side),
        ),
        Feature(
            "enemy_objectives",
            0,
            1,
            "share of the objectives that the enemy controls",
            lambda c: _controlled(c, c.side.other),
        ),
    ]
)


# The active unit


def _longest_range(context: DecisionContext) -> float:
    """Return the range of the longest gun, by the radius; 0 without guns."""
    longest = max([weapon.range for weapon in context.unit.profile.ranged], default=0)
    return min(1, longest / context.spec.radius)


OWN: Final[Columns[DecisionContext]] = Columns(
    [
        Feature(
            "hp_fraction",
            0,
            1,
            "the share of its hit points that the active unit has left",
            lambda c: c.unit.hp / c.unit.profile.hp_max,
        ),
        Feature(
            "value_share",
            0,
            1,
            "its VALUE, as a share of its army's",
            lambda c: c.view.strengths.value_share[c.unit.id],
        ),
        Feature(
            "move",
            0,
            LARGE,
            "its MOVE, by MOVE",
            lambda c: min(c.spec.largest, c.unit.profile.move / c.spec.move),
        ),
        Feature(
            "control",
            0,
            LARGE,
            "its OC, by CONTROL",
            lambda c: min(c.spec.largest, c.unit.profile.oc / c.spec.control),
        ),
        Feature("reach", 0, 1, "the range of its longest gun, by RADIUS", _longest_range),
        Feature(
            "ranged",
            0,
            1,
            "the share of an average enemy that its guns take",
            lambda c: c.view.strengths.ranged[c.unit.id],
        ),
        Feature(
            "melee",
            0,
            1,
            "the share of an average enemy that its fight takes",
            lambda c: c.view.strengths.melee[c.unit.id],
        ),
        Feature(
            "on_objective",
            0,
            1,
            "whether it stands on an objective",
            lambda c: c.view.objective[c.unit.cell] != NO_OBJECTIVE,
        ),
    ]
)


# Sectors around it: functions return a column, shape `(sectors,)`


def _nearest(context: DecisionContext, cells: CellSet) -> FloatArray:
    """Return how near the nearest of *cells* is: 1 for the next hex, 0 beyond the radius."""
    column = np.zeros(context.spec.sectors, np.float32)
    if cells:
        view, here, radius = context.view, context.unit.cell, context.spec.radius
        places = np.array(cells_of(cells))
        far = view.distances([here], places)[0]
        seen = (far > 0) & (far <= radius)
        near = (1 - (far[seen] - 1) / radius).astype(np.float32)
        np.maximum.at(column, sectors_of(view, here, places[seen], len(column)), near)
    return column


def _objectives_to_win(context: DecisionContext) -> CellSet:
    """Return the hexes of objectives that score and that the side does not control."""
    state, cells = context.state, 0
    if state.setup.scenario.score_objectives:
        for objective, owner in zip(state.setup.objectives, state.owners, strict=True):
            if owner is not context.side:
                cells |= objective & state.field.ground
    return cells


def _best_place(context: DecisionContext) -> FloatArray:
    """Return the value of the best hex to move to, less staying."""
    spec = context.spec
    column = np.full(spec.sectors, -spec.largest, np.float32)
    if context.options.move:
        places = np.array(cells_of(context.options.move))
        _, going, staying = context.moves
        better = (going[places] - staying) / spec.points
        sectors = sectors_of(context.view, context.unit.cell, places, len(column))
        np.maximum.at(column, sectors, better.astype(np.float32))
        np.minimum(column, spec.largest, out=column)
    return column


_NEAR: Final = "1 for the next hex, 0 beyond RADIUS"
SECTOR: Final[Columns[DecisionContext]] = Columns(
    [
        Feature(
            "enemy",
            0,
            1,
            f"how near the nearest enemy is there: {_NEAR}",
            lambda c: _nearest(c, c.state.occupied[c.side.other.index]),
        ),
        Feature(
            "friend",
            0,
            1,
            f"how near the nearest friend is there: {_NEAR}",
            lambda c: _nearest(c, c.state.occupied[c.side.index]),
        ),
        Feature(
            "objective",
            0,
            1,
            f"how near the nearest hex of an objective to win is there: {_NEAR}",
            lambda c: _nearest(c, _objectives_to_win(c)),
        ),
        Feature(
            "place",
            -LARGE,
            LARGE,
            "the best hex to move to there, less staying, by POINTS; least if none",
            _best_place,
        ),
    ]
)
