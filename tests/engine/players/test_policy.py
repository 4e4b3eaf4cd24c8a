"""Playing by a network: which options are drawn, how evenly, and when nothing is asked at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from engine.battle import rules, turn
from engine.battle.actions import Activate, EndPhase
from engine.battle.state import Setup
from engine.errors import EncodingError
from engine.players.policy import Policy
from tests.engine.boards import battle, unit
from tests.engine.encoding.samples import crowded, main_codec

if TYPE_CHECKING:
    from engine.battle.state import BattleState
    from engine.encoding.observation_layout import FloatArray

ROWS = main_codec().spec.rows
DRAWS = 400


class Likes:
    """A network that gives the rows these scores, and every battle this value."""

    def __init__(self, *scores: float, value: float = 0.0) -> None:
        self.scores = np.full(ROWS, -9.0, np.float32)
        self.scores[: len(scores)] = scores
        self.value = value
        self.asked = 0
        self.seen: FloatArray | None = None

    def score(self, observation: FloatArray) -> FloatArray:
        self._look(observation)
        return self.scores

    def predict_value(self, observation: FloatArray) -> float:
        self._look(observation)
        return self.value

    def _look(self, observation: FloatArray) -> None:
        self.asked += 1
        self.seen = observation


def policy(
    network: Any, candidates: int = 1, temperature: float | None = None, seed: int = 1
) -> Policy:
    return Policy("p", main_codec(), network, candidates, temperature, seed)


def moving() -> BattleState:
    """Return a battle whose active unit has more options than anybody draws of."""
    return battle("A......b", A=unit(), b=unit()).act("A").state


def places(player: Policy, state: BattleState, draws: int = DRAWS) -> Counter[int]:
    """Count which rows are chosen."""
    offered = main_codec().encode(state).actions
    actions = rules.legal_actions(state)
    return Counter(offered.index(player.choose(state, actions)) for _ in range(draws))


def test_one_candidate_is_the_best_and_the_first_of_equals() -> None:
    assert places(policy(Likes(0, 1, 5, 2)), moving(), 20) == {2: 20}
    assert places(policy(Likes(0, 5, 5, 2)), moving(), 20) == {1: 20}


def test_only_candidates_are_drawn() -> None:
    assert set(places(policy(Likes(3, 0, 2, 1), 2, 9.0), moving())) == {0, 2}
    assert set(places(policy(Likes(3, 0, 2, 1), 3, 9.0), moving())) == {0, 2, 3}


def test_a_temperature_of_one_draws_as_the_scores_say() -> None:
    drawn = places(policy(Likes(np.log(3), 0, -60, -60), 4, 1.0), moving(), 2000)
    assert drawn[0] / drawn.total() == pytest.approx(0.75, abs=0.04)


def test_the_hotter_the_more_evenly() -> None:
    shares = [
        places(policy(Likes(2, 0), 2, temperature), moving())[0] / DRAWS
        for temperature in (0.2, 1.0, 5.0)
    ]
    assert shares[0] > 0.99 > shares[1] > shares[2] > 0.5


def test_the_same_seed_draws_the_same() -> None:
    def drawn(seed: int) -> list[object]:
        player, state = policy(Likes(1, 1, 1, 1), 4, 1.0, seed), moving()
        return [player.choose(state, rules.legal_actions(state)) for _ in range(20)]

    assert drawn(5) == drawn(5) != drawn(6)


def test_what_has_one_answer_is_not_asked() -> None:
    network = Likes(1)
    state = battle("A......b", A=unit(), b=unit()).state
    assert rules.legal_actions(state) == [Activate(0), EndPhase()]
    # Ending the phase is not offered, and one option needs no network.
    assert policy(network).choose(state, rules.legal_actions(state)) == Activate(0)
    assert policy(network).choose(state, [EndPhase()]) == EndPhase()
    assert not network.asked


def test_values_are_told_for_the_side_that_asks() -> None:
    player, state = policy(Likes(value=0.25)), moving()
    assert player.value(state, state.to_act) == 0.25
    assert player.value(state, state.to_act.other) == -0.25


def test_where_nobody_is_asked_who_acts_next_the_value_is_that_of_whoever_does() -> None:
    network = Likes(value=0.5)
    begun = battle("A..B..c", A=unit(), B=unit(), c=unit())
    acting = main_codec().ask(begun.state)
    assert isinstance(acting, Activate)
    assert policy(network).value(begun.state, begun.state.to_act) == 0.5
    active = begun.act("AB"[acting.unit]).state
    assert network.seen is not None
    assert np.array_equal(network.seen, main_codec().encode(active).observation)


def test_a_battle_beyond_the_limits_is_refused() -> None:
    spec = main_codec().spec
    state, _ = turn.start(Setup(crowded(spec.units, spec.objectives + 1)))
    with pytest.raises(EncodingError, match="9 objectives"):
        policy(Likes(1)).choose(state, rules.legal_actions(state))
