"""The worker process: answers, keeps still about old questions, and may die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from client.battle.model.session import Session
from client.tuning import load_tuning
from client.worker.decisions import BattleDecisions, DecisionAnswer, Substitution
from client.worker.protocol import Steps, TaskKind
from client.worker.worker import Worker, WorkerEvent
from engine.battle import Game, Side, load_scenario, turn
from engine.battle.state import Setup
from engine.errors import MatchError
from engine.players.levels import level_names, packaged_model, refusal
from engine.players.scripted_bots import bot_names
from tests.client.app.hand import PATIENCE
from tests.engine.encoding.samples import crowded

ROOT = Path(__file__).parents[3]
FRAME = 0.01
PLAYERS = ("bot:random", "bot:greedy")


def wait(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(FRAME)


def answer_of(thinking: BattleDecisions) -> DecisionAnswer:
    """Wait for an answer as a window does: a look and some time a frame."""
    found: list[DecisionAnswer] = []

    def look() -> bool:
        thinking._worker.pass_time(FRAME)
        answer = thinking.poll()
        if answer is not None:
            found.append(answer)
        return bool(found)

    wait(look)
    return found[0]


@pytest.fixture
def own_worker() -> Iterator[Worker]:
    """Yield a worker process that may come to harm."""
    worker = Worker()
    worker.most_seconds = PATIENCE
    yield worker
    worker.close()


def play(worker: Worker, seed: int, most: int, *, disturb: bool = False) -> Session:
    scenario = load_scenario("first_landing")
    thinking = worker.battle(scenario, seed)
    session = Session.start(scenario, seed, PLAYERS, thinking)
    for _ in range(most):
        if session.game.result is not None:
            break
        session.request_decision()
        if disturb and session.records % 3 == 0:
            # A question that is asked and forgotten changes nothing of what comes after.
            session._forget()
            session.request_decision()
        wait(session.poll)
    return session


@pytest.mark.parametrize("player", [*level_names(), *bot_names()])
def test_every_player_answers_with_a_legal_action(worker: Worker, player: str) -> None:
    game = Game.start(load_scenario("crossroads"), 5)
    thinking = worker.battle(game.header.scenario, 5)
    thinking.ask(0, player, Side.ONE, game.state)
    answer = answer_of(thinking)
    assert answer.ply == 0
    assert answer.action in game.legal_actions()
    assert thinking.poll() is None


def test_the_same_seed_gives_the_same_battle_whatever_is_asked_in_vain(worker: Worker) -> None:
    one, two = play(worker, 3, 40), play(worker, 3, 40, disturb=True)
    other = play(worker, 4, 40)
    assert one.game.lines == two.game.lines
    assert one.game.lines[1:] != other.game.lines[1:]


def test_asking_does_not_wait(own_worker: Worker) -> None:
    """The process is busy for longer than a test may last: who waits never comes back."""
    wait(lambda: own_worker.is_ready)
    own_worker.submit(time.sleep, 10 * PATIENCE)
    _, thinking = asked(own_worker, "bot:greedy", 7)
    assert thinking.poll() is None


def test_answers_to_forgotten_questions_and_former_battles_are_dropped(worker: Worker) -> None:
    game = Game.start(load_scenario("first_landing"), 5)
    former = worker.battle(game.header.scenario, 5)
    former.ask(0, "bot:greedy", Side.ONE, game.state)
    former.ask(1, "bot:greedy", Side.ONE, game.state)
    assert answer_of(former).ply == 1
    former.ask(2, "bot:greedy", Side.ONE, game.state)
    now = worker.battle(game.header.scenario, 6)
    now.ask(9, "bot:greedy", Side.ONE, game.state)
    assert answer_of(now).ply == 9
    assert former.poll() is None


# ---------------------------------------------------------------- players that fail


def asked(worker: Worker, player: str, ply: int = 0) -> tuple[Game, BattleDecisions]:
    """Ask a player at the beginning of a battle."""
    game = Game.start(load_scenario("first_landing"), 5)
    thinking = worker.battle(game.header.scenario, 5)
    thinking.ask(ply, player, game.state.to_act, game.state)
    return game, thinking


def test_a_player_that_fails_is_told_with_a_sentence_and_another_one_plays_on(
    worker: Worker,
) -> None:
    game, thinking = asked(worker, "bot:nobody", 3)
    wait(lambda: thinking.poll() is None and worker.poll_event() is WorkerEvent.FAILED)
    assert worker.failure.startswith("player 'bot:nobody' does not exist; there are: ")
    assert thinking.poll() is None, "nothing goes on before somebody says so"
    worker.replace_player()
    first = answer_of(thinking)
    assert (first.ply, first.substitution) == (3, Substitution.FAILED)
    assert first.action in game.legal_actions()
    thinking.ask(4, "bot:nobody", game.state.to_act, game.state)
    assert answer_of(thinking).substitution is None, "it is told once"


def test_a_level_that_cannot_play_a_battle_says_why(worker: Worker) -> None:
    spec = packaged_model().codec.spec
    state, _ = turn.start(Setup(crowded(spec.units, spec.objectives + 1)))
    thinking = worker.battle(state.setup.scenario, 5)
    thinking.ask(0, "veteran", state.to_act, state)
    wait(lambda: thinking.poll() is None and worker.poll_event() is WorkerEvent.FAILED)
    assert worker.failure == str(refusal(state.setup.scenario))


def test_what_the_one_in_its_place_raises_is_raised_here(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = msgspec.structs.replace(load_tuning().worker, stand_in="bot:nobody")
    other = msgspec.structs.replace(load_tuning(), worker=numbers)
    monkeypatch.setattr("client.worker.decisions.load_tuning", lambda: other)
    _, thinking = asked(worker, "bot:nobody")
    wait(lambda: thinking.poll() is None and worker.poll_event() is WorkerEvent.FAILED)
    worker.replace_player()
    with pytest.raises(MatchError, match="nobody"):
        answer_of(thinking)


def test_the_one_who_plays_on_is_a_bot() -> None:
    assert load_tuning().worker.stand_in in bot_names()


# ---------------------------------------------------------------- players that take too long


def test_a_decision_that_takes_too_long_is_made_here_and_the_log_says_so(
    own_worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    wait(lambda: own_worker.is_ready)
    process = own_worker.submit(os.getpid).result(PATIENCE)
    own_worker.submit(time.sleep, 10 * PATIENCE)
    own_worker.most_seconds = 0.2
    game, thinking = asked(own_worker, "bot:greedy", 7)
    own_worker.pass_time(0.19)
    assert thinking.poll() is None
    late = answer_of(thinking)
    assert (late.ply, late.substitution) == (7, Substitution.LATE)
    assert late.action in game.legal_actions()
    assert "bot:greedy took longer than 0.2 seconds at ply 7" in caplog.text
    own_worker.most_seconds = PATIENCE
    thinking.ask(8, "bot:greedy", game.state.to_act, game.state)
    assert answer_of(thinking).substitution is None, "a fresh process answers what comes next"
    wait(lambda: not is_alive(process))


def test_the_time_a_process_takes_to_get_ready_is_nobodys_thinking(own_worker: Worker) -> None:
    own_worker.most_seconds = 0.0
    _, thinking = asked(own_worker, "bot:greedy")
    if not own_worker.is_ready:
        assert thinking.poll() is None
    own_worker.most_seconds = PATIENCE
    assert answer_of(thinking).substitution is None


def test_polling_never_waits_for_a_process_that_hangs(own_worker: Worker) -> None:
    wait(lambda: own_worker.is_ready)
    own_worker.submit(time.sleep, 10 * PATIENCE)
    own_worker.most_seconds = 0.3
    _, thinking = asked(own_worker, "commander")
    answer, longest = None, 0.0
    while answer is None:
        own_worker.pass_time(FRAME)
        began = time.perf_counter()
        answer = thinking.poll()
        longest = max(longest, time.perf_counter() - began)
        time.sleep(FRAME)
    assert longest < PATIENCE


def test_closing_ends_a_process_that_hangs() -> None:
    worker = Worker()
    wait(lambda: worker.is_ready)
    process = worker.submit(os.getpid).result(PATIENCE)
    worker.submit(time.sleep, 10 * PATIENCE)
    worker.close()
    wait(lambda: not is_alive(process))


# ---------------------------------------------------------------- what is loaded where


def test_networks_are_the_workers_and_what_training_needs_is_nobodys() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.client.app.loaded"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False
    )
    assert done.stdout.splitlines()[-1:] == ["[] ['engine.players.network']"], done.stderr


# ---------------------------------------------------------------- processes that die


def test_a_worker_that_dies_is_started_again_and_asked_again(own_worker: Worker) -> None:
    game = Game.start(load_scenario("first_landing"), 5)
    thinking = own_worker.battle(game.header.scenario, 5)
    own_worker.submit(time.sleep, PATIENCE)
    thinking.ask(4, "bot:greedy", Side.ONE, game.state)
    kill_running_worker(own_worker)
    assert answer_of(thinking).ply == 4
    assert own_worker.poll_event() is WorkerEvent.RESTARTED
    assert own_worker.poll_event() is None


def sleep(seconds: float) -> Steps[float]:
    """Sleep in the worker, and return for how long."""
    time.sleep(seconds)
    yield
    return seconds


def kill_running_worker(worker: Worker) -> None:
    """Kill the process while it is busy."""
    wait(lambda: worker._executor._processes)
    for process in worker._executor._processes.values():
        process.terminate()


def test_a_worker_that_dies_twice_waits_to_be_revived(own_worker: Worker) -> None:
    game = Game.start(load_scenario("first_landing"), 5)
    thinking = own_worker.battle(game.header.scenario, 5)
    own_worker.submit(time.sleep, PATIENCE)
    thinking.ask(4, "commander", Side.ONE, game.state)
    kill_running_worker(own_worker)
    wait(lambda: thinking.poll() is None and own_worker.poll_event() is WorkerEvent.RESTARTED)
    # The one in its place has to start and to search: it ends before it can answer.
    kill_running_worker(own_worker)
    wait(lambda: thinking.poll() is None and own_worker.poll_event() is WorkerEvent.GONE)
    own_worker.restart()
    assert answer_of(thinking).ply == 4


def test_an_errand_lost_with_the_worker_is_nothing(own_worker: Worker) -> None:
    task = own_worker.send(TaskKind.SUMMARISE, sleep, PATIENCE)
    kill_running_worker(own_worker)
    wait(lambda: task.take() is None and task.is_lost)
    after = own_worker.send(TaskKind.SUMMARISE, sleep, 0.0)
    wait(lambda: after.take() is not None)


def test_a_worker_that_died_idle_is_replaced_without_a_word(own_worker: Worker) -> None:
    process = own_worker.submit(os.getpid).result(PATIENCE)
    os.kill(process, signal.SIGTERM)
    wait(lambda: not is_alive(process))
    assert own_worker.submit(os.getpid).result(PATIENCE) > 0


WINDOW = """
import os, time
from client.worker.worker import Worker
if __name__ == "__main__":
    print(Worker().submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="asks the system in its own way")
def test_the_worker_ends_with_a_window_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(WINDOW)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as window:
        assert window.stdout is not None
        process = int(window.stdout.readline())
        os.kill(process, 0)
        window.kill()
    wait(lambda: not is_alive(process))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
