"""The lead at the end is what comes of a battle in which nobody does anything any more."""

from __future__ import annotations

import pytest

from engine.battle import Side, rules
from engine.battle.actions import EndPhase
from engine.battle.state import BattleState
from engine.dice import ScriptedDice
from engine.evaluation.projection import holders, normalised_lead, projected_lead
from tests.engine.boards import battle, both_seats
from tests.engine.encoding.samples import REAL, fought
from tests.engine.walk import mostly_slow

HILL = {"hill": [(0, 0), (1, 0)]}


def do_nothing(state: BattleState) -> BattleState | None:
    """Return the end of a battle in which everybody waits; None where somebody must act first."""
    while state.result is None:
        if EndPhase() not in rules.legal_actions(state):
            return None
        state, _ = rules.apply(state, EndPhase(), ScriptedDice([]))
    return state


@pytest.mark.parametrize("name", mostly_slow(REAL[:4]))
def test_it_is_the_lead_when_everybody_waits_to_the_end(name: str) -> None:
    seen = 0
    for state in list(fought(name))[::10]:
        ended = do_nothing(state)
        if ended is None:
            continue
        seen += 1
        for side in Side:
            lead = ended.points[side.index] - ended.points[side.other.index]
            assert projected_lead(state, side, state.owners) == lead
    assert seen


@both_seats
def test_what_was_left_is_held_but_not_garrisoned(seat: str) -> None:
    game = battle("A...\n....\n...b", seat=seat, objectives=HILL)
    owner = game.side("upper")
    assert holders(game.state) == game.state.owners == [owner]
    left = game.act("A", "MOVE 2,1").state
    assert left.owners == [owner]
    assert holders(left) == [None]
    assert projected_lead(left, owner, left.owners) == 25
    assert projected_lead(left, owner.other, left.owners) == -25
    assert projected_lead(left, owner, holders(left)) == 0


def test_where_objectives_do_not_count_there_is_nothing_to_come() -> None:
    state = battle("A...\nb...", objectives=HILL, score=False).state
    assert projected_lead(state, Side.ONE, [Side.ONE]) == 0


def test_a_lead_says_more_the_less_there_is_to_come() -> None:
    early = battle("A...\nb...", objectives=HILL)
    late = early.until("MOVE", battle_round=5)
    said = [normalised_lead(game.state, 5, 3.0) for game in (early, late)]
    assert 0 < said[0] < said[1] < 1
    assert normalised_lead(early.state, -5, 3.0) == -said[0]
