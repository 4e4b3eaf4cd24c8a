"""Players that search think for the share of their time that they are given, or until stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle import load_scenario, rules
from engine.players.level_player import make_level_player, packaged_policy
from engine.players.registry import make_player
from engine.players.think_time import AS_MEASURED, ThinkTime
from tests.engine.walk import walk

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.side import Side
    from engine.battle.state import BattleState

SEARCHING = ("commander", "bot:rollout")
ROUNDS = {"commander": 8, "bot:rollout": 6}
"""How often each option is played out."""


class Stops:
    """A request for an answer at once, made after so many looks."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.looks = 0

    def __call__(self) -> bool:
        self.looks += 1
        return self.looks > self.after


@pytest.fixture(scope="module")
def state() -> BattleState:
    """Return a state in which both players search."""
    found = [step.before for step in walk(load_scenario("first_landing"), 3)]
    return next(
        one
        for one in found
        if one.active is not None and playouts(one, "commander") and playouts(one, "bot:rollout")
    )


def choose(state: BattleState, name: str, think: ThinkTime) -> Action:
    side: Side = state.to_act
    if name == "commander":
        player = make_level_player(name, side, 1, clock=lambda: 0.0, think=think)
    else:
        player = make_player(name, side, 1, think)
    return player.choose(state, rules.legal_actions(state))


def playouts(state: BattleState, name: str, percent: int = 100) -> int:
    """Count what is played out: the search looks before each whether to stop."""
    never = Stops(10_000)
    choose(state, name, ThinkTime(percent, never))
    return never.looks


@pytest.mark.parametrize("name", SEARCHING)
def test_half_the_time_is_half_the_playouts(state: BattleState, name: str) -> None:
    assert playouts(state, name, 50) == playouts(state, name) // 2
    assert playouts(state, name, 200) == playouts(state, name) * 2


@pytest.mark.parametrize("name", SEARCHING)
def test_a_search_that_is_stopped_plays_nothing_more_out(state: BattleState, name: str) -> None:
    for after in (0, 1, 5):
        stops = Stops(after)
        action = choose(state, name, ThinkTime(400, stops))
        assert stops.looks == after + 1
        assert action in rules.legal_actions(state)


def test_stopped_at_once_a_level_takes_its_policys_favourite(state: BattleState) -> None:
    offered, scores = packaged_policy().weigh(state)
    favourite = offered[int(scores.argmax())]
    assert choose(state, "commander", ThinkTime(100, Stops(0))) == favourite


@pytest.mark.parametrize("name", SEARCHING)
def test_stopped_in_a_round_it_answers_by_the_whole_rounds_before(
    state: BattleState, name: str
) -> None:
    """A round plays each option out once; the share of one round stopped later changes nothing."""
    options = playouts(state, name) // ROUNDS[name]
    whole = choose(state, name, ThinkTime(100, Stops(options)))
    assert choose(state, name, ThinkTime(100, Stops(2 * options - 1))) == whole


@pytest.mark.parametrize("name", SEARCHING)
def test_what_was_played_out_before_the_stop_counts(name: str) -> None:
    """After one round, some answers are others than without any."""
    found = (step.before for step in walk(load_scenario("first_landing"), 3))
    for state in (one for one in found if one.active is not None):
        options = playouts(state, name) // ROUNDS[name]
        at_once = choose(state, name, ThinkTime(100, Stops(0)))
        if options and choose(state, name, ThinkTime(100, Stops(options))) != at_once:
            return
    pytest.fail("whatever was played out, the answer is the one without it")


def test_the_smallest_share_is_still_one() -> None:
    assert ThinkTime(1, Stops(0)).share_of(8) == 1
    assert AS_MEASURED.share_of(8) == 8
    assert not AS_MEASURED.stop()
