"""Objectives, victory points and the end of the battle (R9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.events import (
    BattleEnded,
    Event,
    ObjectiveTaken,
    PointsScored,
    Reason,
    Result,
)
from engine.battle.side import Side

if TYPE_CHECKING:
    from engine.battle.state import BattleState
    from engine.hexgrid import CellSet


def take_objectives(state: BattleState) -> list[Event]:
    """Transfer each objective to the side with more OC on it (R9.1), and return the events."""
    events: list[Event] = []
    for number, cells in enumerate(state.setup.objectives):
        if not cells & (state.occupied[0] | state.occupied[1]):
            continue
        stronger = stronger_on(state, cells)
        before = state.owners[number]
        if stronger is not None and before is not stronger:
            state.owners[number] = stronger
            code = state.setup.scenario.objectives[number].code
            events.append(ObjectiveTaken(stronger, code, before))
    return events


def stronger_on(state: BattleState, cells: CellSet) -> Side | None:
    """Return the side that has more OC on *cells*; None if both have the same."""
    return _greater(*(control(state, side, cells) for side in Side))


def control(state: BattleState, side: Side, cells: CellSet) -> int:
    """Return the sum of the OC of a side's units on *cells*."""
    standing = cells & state.occupied[side.index]
    total = 0
    while standing:
        lowest = standing & -standing
        total += state.units[state.at[lowest.bit_length() - 1]].profile.oc
        standing ^= lowest
    return total


def score(state: BattleState, side: Side) -> list[Event]:
    """Add the points for the objectives a side controls (R9.2), and return the events."""
    scenario = state.setup.scenario
    if not scenario.score_objectives:
        return []
    held = tuple(
        objective.code
        for objective, owner in zip(scenario.objectives, state.owners, strict=True)
        if owner is side
    )
    points = state.setup.rules.points_for(len(held))
    if not points:
        return []
    state.points[side.index] += points
    return [PointsScored(side, held, points, state.points[side.index])]


def end_if_eliminated(state: BattleState) -> list[Event]:
    """End the battle if a side has no unit left (R9.3), and return the events."""
    for side in Side:
        if not state.occupied[side.index]:
            return _end(state, side.other, Reason.ELIMINATION)
    return []


def end_after_last_round(state: BattleState) -> list[Event]:
    """Score once more for both sides (R9.2), end the battle (R9.3), and return the events."""
    first = state.setup.scenario.first
    events = score(state, first) + score(state, first.other)
    if state.setup.scenario.score_objectives:
        winner = _greater(state.points[0], state.points[1])
        if winner is not None:
            return events + _end(state, winner, Reason.VICTORY_POINTS)
    winner = _greater(state.value_left(Side.ONE), state.value_left(Side.TWO))
    reason = Reason.DRAW if winner is None else Reason.VALUE
    return events + _end(state, winner, reason)


def concede(state: BattleState, side: Side) -> list[Event]:
    """End the battle: *side* concedes it and the other one wins (R9.4). Return the events."""
    return _end(state, side.other, Reason.CONCESSION)


def _greater(one: int, two: int) -> Side | None:
    if one == two:
        return None
    return Side.ONE if one > two else Side.TWO


def _end(state: BattleState, winner: Side | None, reason: Reason) -> list[Event]:
    state.end_activation()
    state.result = Result(
        winner=winner,
        reason=reason,
        victory_points=(state.points[0], state.points[1]),
        value_left=(state.value_left(Side.ONE), state.value_left(Side.TWO)),
    )
    return [BattleEnded(state.result)]
