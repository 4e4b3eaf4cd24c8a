"""Every bot of the data, in whole games: legal, the same again, a finite score for every action."""

from __future__ import annotations

import math

import pytest

from engine.battle import rules
from engine.battle.actions import EndPhase
from engine.battle.scenario_files import load_scenario
from engine.battle.side import Side
from engine.players.bots import packaged_bots
from engine.players.greedy import GreedyBot
from engine.players.random_bot import RandomBot
from engine.players.rollout import Rollout
from engine.players.scripted_bots import bot_names, make_bot
from engine.players.tactician import Tactician
from tests.engine.players.games import GAMES, play, seats
from tests.engine.walk import mostly_slow, walk

WEIGHTS = packaged_bots().weights
SEARCHES = packaged_bots().searches


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("name", mostly_slow(GAMES))
@pytest.mark.parametrize("weights", WEIGHTS)
def test_they_play_legally_from_either_seat(weights: str, name: str, side: Side) -> None:
    bot = Tactician(weights, WEIGHTS[weights])
    decided = 0
    for state, action in play(seats(bot, RandomBot(5), side), name, 12):
        if state.to_act is side:
            decided += 1
            assert not isinstance(action, EndPhase), "there was somebody left to activate"
    assert decided


@pytest.mark.parametrize("name", ["crossroads", "small_700", "small_701"])
@pytest.mark.parametrize("weights", WEIGHTS)
def test_the_same_battle_is_played_the_same_again(weights: str, name: str) -> None:
    def played() -> list[str]:
        players = (Tactician(weights, WEIGHTS[weights]), GreedyBot())
        return [action.to_text() for _, action in play(players, name, 13)]

    assert played() == played()


@pytest.mark.parametrize("name", mostly_slow(GAMES))
@pytest.mark.parametrize("weights", WEIGHTS)
def test_every_action_has_a_finite_score(weights: str, name: str) -> None:
    bot = Tactician(weights, WEIGHTS[weights])
    for state, _ in play((RandomBot(6), RandomBot(7)), name, 14):
        actions = rules.legal_actions(state)
        scores = bot.scores(state, actions)
        assert len(scores) == len(actions)
        assert all(math.isfinite(score) for score in scores)


@pytest.mark.parametrize("weights", WEIGHTS)
def test_scores_are_finite_in_wild_play_too(weights: str) -> None:
    bot = Tactician(weights, WEIGHTS[weights])
    for step in walk(load_scenario("full_muster"), 8, 200):
        actions = rules.legal_actions(step.before)
        assert all(map(math.isfinite, bot.scores(step.before, actions)))
        assert bot.choose(step.before, actions) in actions


@pytest.mark.parametrize("name", ["first_landing", "small_700", "small_702", "harmless"])
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("search", SEARCHES)
def test_searches_play_legally_from_either_seat(search: str, name: str, side: Side) -> None:
    chosen = SEARCHES[search]
    bot = Rollout(search, WEIGHTS[chosen.weights], chosen, packaged_bots().position, 3)
    for state, action in play(seats(bot, GreedyBot(), side), name, 15):
        assert state.to_act is not side or not isinstance(action, EndPhase)


def test_every_bot_of_the_data_is_in_the_roster() -> None:
    assert bot_names() == [
        "bot:greedy",
        "bot:random",
        *(f"bot:{name}" for name in [*WEIGHTS, *SEARCHES]),
    ]
    for name in bot_names():
        for side in Side:
            assert f"bot:{make_bot(name, side, 4).name}" == name


def test_an_unknown_bot_is_answered_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="'bot:nobody' does not exist; there are: bot:greedy"):
        make_bot("bot:nobody", Side.ONE, 1)
