"""An opponent that thinks is asked to move now, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from client.worker.decisions import BattleDecisions
from client.worker.process import _PLIES as PLIES
from client.worker.process import decide
from client.worker.protocol import DecisionRequest
from client.worker.worker import Worker
from engine.battle import Game, load_scenario, rules
from engine.battle.state import BattleState
from engine.players.level_player import make_level_player
from engine.players.registry import make_player
from engine.players.think_time import ThinkTime
from tests.client.app.hand import PATIENCE
from tests.client.worker.test_decisions import answer_of, wait
from tests.engine.walk import walk

FOR_EVER = 1_000_000


@pytest.fixture
def own_worker() -> Iterator[Worker]:
    """Yield a worker process whose players may think for a very long time."""
    worker = Worker()
    worker.most_seconds = PATIENCE
    wait(lambda: worker.is_ready)
    yield worker
    worker.close()


def searching() -> Game:
    """Return a battle in which the level that searches plays options out."""
    game = Game.start(load_scenario("first_landing"), 5)
    while True:
        game.apply(rules.legal_actions(game.state)[0])
        if game.state.active is None:
            continue
        if searches(game):
            return game


def searches(game: Game) -> bool:
    looks: list[bool] = []

    def never() -> bool:
        looks.append(True)
        return False

    think = ThinkTime(100, never)
    player = make_level_player("commander", game.state.to_act, 1, lambda: 0.0, think)
    player.choose(game.state, game.legal_actions())
    return bool(looks)


def asked(worker: Worker, game: Game) -> BattleDecisions:
    thinking = worker.battle(game.header.scenario, 5)
    thinking.ask(7, "commander", game.state.to_act, game.state)
    return thinking


def test_a_level_that_would_think_for_ever_answers_at_once(own_worker: Worker) -> None:
    game = searching()
    own_worker.think_percent = FOR_EVER
    thinking = asked(own_worker, game)
    for _ in range(20):
        own_worker.pass_time(0.01)
        assert thinking.poll() is None
    thinking.hurry(hurried=True)
    answer = answer_of(thinking)
    assert (answer.ply, answer.substitution) == (7, None)
    assert answer.action in game.legal_actions()


def test_it_answers_at_once_until_it_may_take_its_time_again(own_worker: Worker) -> None:
    game = searching()
    own_worker.think_percent = FOR_EVER
    thinking = own_worker.battle(game.header.scenario, 5)
    thinking.hurry(hurried=True)
    for ply in (1, 2):
        thinking.ask(ply, "commander", game.state.to_act, game.state)
        assert answer_of(thinking).ply == ply
    thinking.hurry(hurried=False)
    thinking.ask(3, "commander", game.state.to_act, game.state)
    for _ in range(20):
        own_worker.pass_time(0.01)
        assert thinking.poll() is None
    thinking.forget()


def test_a_search_whose_answer_is_not_wanted_any_more_holds_nobody_up(own_worker: Worker) -> None:
    game = searching()
    own_worker.think_percent = FOR_EVER
    thinking = asked(own_worker, game)
    for _ in range(20):
        own_worker.pass_time(0.01)
        assert thinking.poll() is None
    thinking.ask(8, "bot:greedy", game.state.to_act, game.state)
    assert answer_of(thinking).ply == 8


def test_a_player_thinks_for_the_share_that_the_request_says() -> None:
    scenario = load_scenario("first_landing")
    seed = 5 * PLIES + 7

    def choose(state: BattleState, percent: int) -> str:
        think = ThinkTime(percent, lambda: False)
        player = make_player("bot:rollout", state.to_act, seed, think)
        return player.choose(state, rules.legal_actions(state)).to_text()

    states = (step.before for step in walk(scenario, 3) if step.before.active is not None)
    state = next(one for one in states if choose(one, 1) != choose(one, 100))
    for percent in (1, 100):
        side, encoded = state.to_act.name, msgspec.json.encode(state.setup.scenario)
        request = DecisionRequest(1, percent, 7, "bot:rollout", side, 5, encoded, state.to_bytes())
        assert decide(request) == choose(state, percent)
