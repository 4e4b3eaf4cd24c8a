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

from client.battle.session import Answer, Note, Session
from client.battle.thinking import BattleThinking, Thinker, Trouble
from client.tuning import load_tuning
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


def answer_of(thinking: BattleThinking) -> Answer:
    """Wait for an answer as a window does: a look and some time a frame."""
    found: list[Answer] = []

    def look() -> bool:
        thinking._thinker.pass_time(FRAME)
        answer = thinking.poll()
        if answer is not None:
            found.append(answer)
        return bool(found)

    wait(look)
    return found[0]


@pytest.fixture
def own_thinker() -> Iterator[Thinker]:
    """Give a worker process that may come to harm."""
    thinker = Thinker()
    thinker.most_seconds = PATIENCE
    yield thinker
    thinker.close()


def play(thinker: Thinker, seed: int, most: int, *, disturb: bool = False) -> Session:
    scenario = load_scenario("first_landing")
    thinking = thinker.battle(scenario, seed)
    session = Session.start(scenario, seed, PLAYERS, thinking)
    for _ in range(most):
        if session.game.result is not None:
            break
        session.think()
        if disturb and session.ply % 3 == 0:
            # A question that is asked and forgotten changes nothing of what comes after.
            session._forget()
            session.think()
        wait(session.poll)
    return session


@pytest.mark.parametrize("player", [*level_names(), *bot_names()])
def test_every_player_answers_with_a_legal_action(thinker: Thinker, player: str) -> None:
    game = Game.start(load_scenario("crossroads"), 5)
    thinking = thinker.battle(game.header.scenario, 5)
    thinking.ask(0, player, Side.ONE, game.state)
    answer = answer_of(thinking)
    assert answer.ply == 0
    assert answer.action in game.legal_actions()
    assert thinking.poll() is None


def test_the_same_seed_gives_the_same_battle_whatever_is_asked_in_vain(thinker: Thinker) -> None:
    one, two = play(thinker, 3, 40), play(thinker, 3, 40, disturb=True)
    other = play(thinker, 4, 40)
    assert one.game.lines == two.game.lines
    assert one.game.lines[1:] != other.game.lines[1:]


def test_asking_does_not_wait(own_thinker: Thinker) -> None:
    """The process is busy for longer than a test may last: who waits never comes back."""
    wait(lambda: own_thinker.is_ready)
    own_thinker.submit(time.sleep, 10 * PATIENCE)
    _, thinking = asked(own_thinker, "bot:greedy", 7)
    assert thinking.poll() is None


def test_answers_to_forgotten_questions_and_former_battles_are_dropped(thinker: Thinker) -> None:
    game = Game.start(load_scenario("first_landing"), 5)
    former = thinker.battle(game.header.scenario, 5)
    former.ask(0, "bot:greedy", Side.ONE, game.state)
    former.ask(1, "bot:greedy", Side.ONE, game.state)
    assert answer_of(former).ply == 1
    former.ask(2, "bot:greedy", Side.ONE, game.state)
    now = thinker.battle(game.header.scenario, 6)
    now.ask(9, "bot:greedy", Side.ONE, game.state)
    assert answer_of(now).ply == 9
    assert former.poll() is None


# ---------------------------------------------------------------- players that fail


def asked(thinker: Thinker, player: str, ply: int = 0) -> tuple[Game, BattleThinking]:
    """Ask a player at the beginning of a battle."""
    game = Game.start(load_scenario("first_landing"), 5)
    thinking = thinker.battle(game.header.scenario, 5)
    thinking.ask(ply, player, game.state.to_act, game.state)
    return game, thinking


def test_a_player_that_fails_is_told_with_a_sentence_and_another_one_plays_on(
    thinker: Thinker,
) -> None:
    game, thinking = asked(thinker, "bot:nobody", 3)
    wait(lambda: thinking.poll() is None and thinker.take_trouble() is Trouble.FAILED)
    assert thinker.failure.startswith("player 'bot:nobody' does not exist; there are: ")
    assert thinking.poll() is None, "nothing goes on before somebody says so"
    thinker.relieve()
    first = answer_of(thinking)
    assert (first.ply, first.note) == (3, Note.RELIEVED)
    assert first.action in game.legal_actions()
    thinking.ask(4, "bot:nobody", game.state.to_act, game.state)
    assert answer_of(thinking).note is None, "it is told once"


def test_a_level_that_cannot_play_a_battle_says_why(thinker: Thinker) -> None:
    spec = packaged_model().codec.spec
    state, _ = turn.start(Setup(crowded(spec.units, spec.objectives + 1)))
    thinking = thinker.battle(state.setup.scenario, 5)
    thinking.ask(0, "veteran", state.to_act, state)
    wait(lambda: thinking.poll() is None and thinker.take_trouble() is Trouble.FAILED)
    assert thinker.failure == refusal(state.setup.scenario)


def test_what_the_one_in_its_place_raises_is_raised_here(
    thinker: Thinker, monkeypatch: pytest.MonkeyPatch
) -> None:
    thinking_numbers = msgspec.structs.replace(load_tuning().thinking, stand_in="bot:nobody")
    other = msgspec.structs.replace(load_tuning(), thinking=thinking_numbers)
    monkeypatch.setattr("client.battle.thinking.load_tuning", lambda: other)
    _, thinking = asked(thinker, "bot:nobody")
    wait(lambda: thinking.poll() is None and thinker.take_trouble() is Trouble.FAILED)
    thinker.relieve()
    with pytest.raises(MatchError, match="nobody"):
        answer_of(thinking)


def test_the_one_who_plays_on_is_a_bot() -> None:
    assert load_tuning().thinking.stand_in in bot_names()


# ---------------------------------------------------------------- players that take too long


def test_a_decision_that_takes_too_long_is_made_here_and_the_log_says_so(
    own_thinker: Thinker, caplog: pytest.LogCaptureFixture
) -> None:
    wait(lambda: own_thinker.is_ready)
    worker = own_thinker.submit(os.getpid).result(PATIENCE)
    own_thinker.submit(time.sleep, 10 * PATIENCE)
    own_thinker.most_seconds = 0.2
    game, thinking = asked(own_thinker, "bot:greedy", 7)
    own_thinker.pass_time(0.19)
    assert thinking.poll() is None
    late = answer_of(thinking)
    assert (late.ply, late.note) == (7, Note.LATE)
    assert late.action in game.legal_actions()
    assert "bot:greedy took longer than 0.2 seconds at ply 7" in caplog.text
    own_thinker.most_seconds = PATIENCE
    thinking.ask(8, "bot:greedy", game.state.to_act, game.state)
    assert answer_of(thinking).note is None, "a fresh process answers what comes next"
    wait(lambda: not is_alive(worker))


def test_the_time_a_process_takes_to_get_ready_is_nobodys_thinking(own_thinker: Thinker) -> None:
    own_thinker.most_seconds = 0.0
    _, thinking = asked(own_thinker, "bot:greedy")
    if not own_thinker.is_ready:
        assert thinking.poll() is None
    own_thinker.most_seconds = PATIENCE
    assert answer_of(thinking).note is None


def test_polling_never_waits_for_a_process_that_hangs(own_thinker: Thinker) -> None:
    wait(lambda: own_thinker.is_ready)
    own_thinker.submit(time.sleep, 10 * PATIENCE)
    own_thinker.most_seconds = 0.3
    _, thinking = asked(own_thinker, "commander")
    answer, longest = None, 0.0
    while answer is None:
        own_thinker.pass_time(FRAME)
        began = time.perf_counter()
        answer = thinking.poll()
        longest = max(longest, time.perf_counter() - began)
        time.sleep(FRAME)
    assert longest < PATIENCE


def test_closing_ends_a_process_that_hangs() -> None:
    thinker = Thinker()
    wait(lambda: thinker.is_ready)
    worker = thinker.submit(os.getpid).result(PATIENCE)
    thinker.submit(time.sleep, 10 * PATIENCE)
    thinker.close()
    wait(lambda: not is_alive(worker))


# ---------------------------------------------------------------- what is loaded where


def test_networks_are_the_workers_and_what_training_needs_is_nobodys() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.client.app.loaded"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False
    )
    assert done.stdout.splitlines()[-1:] == ["[] ['engine.players.network']"], done.stderr


# ---------------------------------------------------------------- processes that die


def test_a_worker_that_dies_is_started_again_and_asked_again(own_thinker: Thinker) -> None:
    game = Game.start(load_scenario("first_landing"), 5)
    thinking = own_thinker.battle(game.header.scenario, 5)
    own_thinker.submit(time.sleep, PATIENCE)
    thinking.ask(4, "bot:greedy", Side.ONE, game.state)
    kill_running_worker(own_thinker)
    assert answer_of(thinking).ply == 4
    assert own_thinker.take_trouble() is Trouble.RESTARTED
    assert own_thinker.take_trouble() is None


def kill_running_worker(thinker: Thinker) -> None:
    """Kill the process while it is busy."""
    wait(lambda: thinker._executor._processes)
    for process in thinker._executor._processes.values():
        process.terminate()


def test_a_worker_that_dies_twice_waits_to_be_revived(own_thinker: Thinker) -> None:
    game = Game.start(load_scenario("first_landing"), 5)
    thinking = own_thinker.battle(game.header.scenario, 5)
    own_thinker.submit(time.sleep, PATIENCE)
    thinking.ask(4, "commander", Side.ONE, game.state)
    kill_running_worker(own_thinker)
    wait(lambda: thinking.poll() is None and own_thinker.take_trouble() is Trouble.RESTARTED)
    # The one in its place has to start and to search: it ends before it can answer.
    kill_running_worker(own_thinker)
    wait(lambda: thinking.poll() is None and own_thinker.take_trouble() is Trouble.GONE)
    own_thinker.revive()
    assert answer_of(thinking).ply == 4


def test_an_errand_lost_with_the_worker_is_nothing(own_thinker: Thinker) -> None:
    errand = own_thinker.send(time.sleep, PATIENCE)
    kill_running_worker(own_thinker)
    wait(lambda: errand._future is None or errand._future.done())
    assert errand.take() is None
    assert own_thinker.send(os.getpid)._future is not None


def test_a_worker_that_died_idle_is_replaced_without_a_word(own_thinker: Thinker) -> None:
    worker = own_thinker.submit(os.getpid).result(PATIENCE)
    os.kill(worker, signal.SIGTERM)
    wait(lambda: not is_alive(worker))
    assert own_thinker.submit(os.getpid).result(PATIENCE) > 0


WINDOW = """
import os, time
from client.battle.thinking import Thinker
if __name__ == "__main__":
    print(Thinker().submit(os.getpid).result(), flush=True)
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
        worker = int(window.stdout.readline())
        os.kill(worker, 0)
        window.kill()
    wait(lambda: not is_alive(worker))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
