"""A policy that looks ahead: what it plays out, what it makes of it, and when the clock ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest

from engine.battle import rules
from engine.battle.scenario_files import load_scenario
from engine.players import greedy, playout
from engine.players.levels import Lookahead
from engine.players.policy import Policy
from engine.players.search import PolicySearch
from tests.engine.boards import battle, both_seats, gun, unit
from tests.engine.encoding.samples import ordering_codec
from tests.engine.players.test_policy import Likes
from tests.engine.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.actions import Action
    from engine.battle.state import BattleState
    from engine.encoding.observation_layout import FloatArray
    from tests.engine.boards import Battle

FAR = Lookahead(
    player="bot:greedy",
    options=4,
    least=0.05,
    samples=4,
    trust=0.0,
    most_ms=1000,
)
FLAME = gun("flame", "TORRENT", NB=4, STR=12, AP=-6)
TOUGH = unit(T=12, ARMOR_SAVE=2, INVUL_SAVE=2, HP_MAX=9)


class Ticks:
    """A clock that is a second later every time it is asked, from some time on."""

    def __init__(self, after: float = float("inf")) -> None:
        self.asked = 0
        self.after = after

    def __call__(self) -> float:
        self.asked += 1
        return 0.0 if self.asked <= self.after else 3600.0


def searcher(
    network: Any, clock: Callable[[], float] | None = None, seed: int = 1, **changes: float
) -> PolicySearch:
    policy = Policy("p", ordering_codec(), network, 1, None, seed)
    ahead = msgspec.structs.replace(FAR, **changes)
    return PolicySearch(policy, ahead, greedy.decide, seed, clock or Ticks())


def choose(player: PolicySearch, state: BattleState) -> Action:
    return player.choose(state, rules.legal_actions(state))


@pytest.fixture
def begun_with(monkeypatch: pytest.MonkeyPatch) -> list[Action]:
    """Note with which option each battle that is played out begins."""
    seen: list[Action] = []
    real = playout.play_out

    def watched(state: BattleState, side: Any, action: Action, *rest: Any) -> BattleState:
        seen.append(action)
        return real(state, side, action, *rest)

    monkeypatch.setattr("engine.players.search.play_out", watched)
    return seen


def two_aims(seat: str = "ONE") -> Battle:
    """Return a battle with two targets: one that surely dies and one that hardly suffers."""
    begun = battle("A...\n....\nb..c", seat=seat, A=unit(FLAME), b=TOUGH, c=unit(HP_MAX=1),
                   phase="SHOOT")  # fmt: skip
    return begun.act("A")


def offered(state: BattleState) -> list[Action]:
    return ordering_codec().encode(state).actions


class Counts(Likes):
    """A network that judges battles by the enemies that are left."""

    def predict_value(self, observation: FloatArray) -> float:
        whole = ordering_codec().layout.blocks["whole"]
        place = [name for name, *_ in whole.columns.features].index("enemy_units")
        return -float(whole.rows_of(observation)[0][place])


def liking(state: BattleState, action: Action, other: float = 0.0) -> Counts:
    """Return the counts of a network that likes one action by 2 and all others less."""
    return Counts(*(2.0 if one == action else other for one in offered(state)))


# ---------------------------------------------------------------- what is played out


def test_the_likely_options_are_played_out_equally_often(begun_with: list[Action]) -> None:
    begun = two_aims()
    first, second, third, *_ = offered(begun.state)
    network = Likes(np.log(0.5), np.log(0.4), np.log(0.01))
    choose(searcher(network, least=0.1), begun.state)
    assert begun_with == [first, second] * 4
    begun_with.clear()
    choose(searcher(network, least=0.0, options=3, samples=2), begun.state)
    assert begun_with == [first, second, third] * 2


def test_what_the_network_is_sure_of_is_not_played_out(begun_with: list[Action]) -> None:
    begun = two_aims()
    sure = offered(begun.state)[1]
    assert choose(searcher(liking(begun.state, sure, -9)), begun.state) == sure
    assert not begun_with


def test_who_acts_next_is_left_to_the_network(begun_with: list[Action]) -> None:
    state = battle("A..B..c", A=unit(), B=unit(), c=unit()).state
    last = offered(state)[-1]
    assert len(offered(state)) == 2
    assert choose(searcher(liking(state, last, 1.9)), state) == last
    assert not begun_with


# ---------------------------------------------------------------- what comes of it


@both_seats
def test_by_outcomes_alone_it_shoots_the_one_that_dies(seat: str) -> None:
    begun = two_aims(seat)
    liked = liking(begun.state, begun.action("SHOOT flame b VOLLEY"), 1.9)
    assert choose(searcher(liked), begun.state) == begun.action("SHOOT flame c VOLLEY")


def test_by_trust_alone_it_does_what_the_network_likes() -> None:
    begun = two_aims()
    for line in ("SHOOT flame b VOLLEY", "SHOOT flame c VOLLEY"):
        liked = liking(begun.state, begun.action(line), 1.9)
        assert choose(searcher(liked, trust=1000.0), begun.state) == begun.action(line)


# ---------------------------------------------------------------- the same again


def test_the_same_seed_makes_the_same_choices_and_leaves_the_state_alone() -> None:
    states = [step.before for step in walk(load_scenario("first_landing"), 3)]
    asked = [state for state in states if state.active is not None][::12]
    network = Likes(*(0.0,) * 8)
    one, other = searcher(network, seed=7), searcher(network, seed=7)
    for state in asked:
        before = state.to_bytes()
        assert choose(one, state) == choose(other, state)
        assert state.to_bytes() == before
    assert not one.cuts


# ---------------------------------------------------------------- the clock


def test_a_decision_that_takes_too_long_is_taken_with_what_was_played_evenly(
    begun_with: list[Action],
) -> None:
    """The clock is asked at the beginning and before each battle: here within the third round."""
    state = two_aims().state
    network = Likes(0.0, 0.0, 0.0)
    cut = searcher(network, Ticks(after=1 + 3 * 2 + 1), options=3, samples=50)
    whole = searcher(network, options=3, samples=2)
    chosen = choose(cut, state)
    assert len(begun_with) == 3 * 2 + 1
    assert cut.cuts == 1
    assert chosen == choose(whole, state)
    assert whole.cuts == 0


def test_without_any_time_it_does_what_the_network_likes_best(begun_with: list[Action]) -> None:
    begun = two_aims()
    liked = begun.action("SHOOT flame b VOLLEY")
    player = searcher(liking(begun.state, liked, 1.9), Ticks(after=1), trust=0.5)
    assert choose(player, begun.state) == liked
    assert not begun_with
    assert player.cuts == 1
