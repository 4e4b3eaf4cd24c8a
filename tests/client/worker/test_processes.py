"""A worker that can't be started, that is deaf, that slept: the window goes on in every case."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil
import pytest

from client.battle.model.session import Session
from client.screens.title import TitleScreen
from client.text.catalogue import text
from client.tuning import load_tuning
from client.worker import worker as worker_module
from client.worker.protocol import TaskKind
from client.worker.worker import Worker, WorkerError, WorkerEvent
from engine.battle import Game, load_scenario
from engine.workers import end_pool, open_pool
from tests.client.app.hand import OpenApp
from tests.client.worker.test_decisions import (
    FRAME,
    PATIENCE,
    answer_of,
    asked,
    is_alive,
    sleep,
    wait,
)

SCENARIO = load_scenario("first_landing")
ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="asks the system in its own way")


@pytest.fixture
def own_worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def no_descriptors() -> Iterator[list[int]]:
    """Use up the files that this process may open; closing what is returned frees some."""
    import resource

    load_tuning()
    Game.start(SCENARIO, 3).legal_actions()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
    taken: list[int] = []
    while True:
        try:
            taken.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            break
    yield taken
    for descriptor in taken:
        os.close(descriptor)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_window_opens_where_no_process_can_be_started_and_says_so(
    no_descriptors: list[int],
) -> None:
    worker = Worker()
    assert worker.poll_event() is WorkerEvent.UNSTARTED
    assert worker.failure == "Too many open files"
    assert not worker.is_ready
    assert worker.send(TaskKind.SUMMARISE, sleep, 0.0).is_lost
    with pytest.raises(WorkerError, match="Too many open files"):
        worker.submit(os.getpid)
    while no_descriptors:
        os.close(no_descriptors.pop())
    worker.restart()
    assert worker.submit(os.getpid).result(PATIENCE) > 0
    worker.close()


def test_people_play_without_any_process(no_descriptors: list[int]) -> None:
    assert no_descriptors
    worker = Worker()
    assert worker.poll_event() is WorkerEvent.UNSTARTED
    session = Session.start(SCENARIO, 3, ("person", "person"), worker.battle(SCENARIO, 3))
    for _ in range(20):
        session.request_decision()
        session.submit(session.records, session.game.legal_actions()[0])
        assert not session.poll()
    assert session.records == 20
    assert worker.poll_event() is None
    worker.close()


def test_a_worker_that_dies_and_cannot_be_replaced_is_told_and_asked_again_later(
    own_worker: Worker,
) -> None:
    import resource

    wait(lambda: own_worker.is_ready)
    own_worker.submit(time.sleep, PATIENCE)
    game, thinking = asked(own_worker, "bot:greedy", 4)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        os.kill(own_worker._ready.result(), signal.SIGKILL)
        wait(lambda: thinking.poll() is None and own_worker.poll_event() is WorkerEvent.UNSTARTED)
        own_worker.restart()
        assert own_worker.poll_event() is WorkerEvent.UNSTARTED, "it says so each time"
        assert thinking.poll() is None
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    own_worker.restart()
    answer = answer_of(thinking)
    assert answer.ply == 4
    assert answer.action in game.legal_actions()


class DyingPool(ProcessPoolExecutor):
    """A pool whose process ends as soon as it was given one thing to do."""

    def __init__(self) -> None:
        super().__init__(1, get_context("spawn"))
        self._given = 0

    def submit(self, *what: Any, **named: Any) -> Future[Any]:
        self._given += 1
        if self._given > 1:
            raise BrokenProcessPool("it ended meanwhile")
        return super().submit(*what, **named)


def test_a_process_that_ends_while_it_gets_ready_is_replaced_or_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = Worker()
    pools = [DyingPool(), worker_module.open_pool(1), DyingPool(), DyingPool()]
    given = list(pools)
    monkeypatch.setattr(worker_module, "open_pool", lambda *_: given.pop(0))
    worker.give_up_waiting()
    assert worker.submit(os.getpid).result(PATIENCE) > 0
    assert worker.poll_event() is None
    worker.give_up_waiting()
    with pytest.raises(WorkerError, match="it ended meanwhile"):
        worker.submit(os.getpid)
    assert worker.poll_event() is WorkerEvent.UNSTARTED
    assert worker.send(TaskKind.SUMMARISE, sleep, 0.0).is_lost
    monkeypatch.undo()
    worker.restart()
    assert worker.submit(os.getpid).result(PATIENCE) > 0
    worker.close()


def test_a_battle_that_another_thread_prepares_disturbs_no_question(own_worker: Worker) -> None:
    _, thinking = asked(own_worker, "bot:greedy", 4)
    thread = threading.Thread(target=own_worker.battle, args=(SCENARIO, 9))
    thread.start()
    thread.join()
    assert answer_of(thinking).ply == 4


def test_the_window_tells_and_offers_to_try_again(open_app: OpenApp) -> None:
    hand = open_app()
    hand.app.worker._event = WorkerEvent.UNSTARTED
    hand.app.worker.failure = "Too many open files"
    hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.title == text("app.worker.unstarted")
    assert "Too many open files" in hand.app.message.lines
    assert hand.labels() == [text("app.worker.again"), text("app.close")]
    hand.press(text("app.close"))
    assert isinstance(hand.screen, TitleScreen)


# ---------------------------------------------------------------- sleep is no thinking


def test_a_machine_that_slept_let_nobody_think(own_worker: Worker) -> None:
    wait(lambda: own_worker.is_ready)
    own_worker.submit(time.sleep, PATIENCE)
    process = own_worker._ready.result()
    _, thinking = asked(own_worker, "bot:greedy")
    own_worker.pass_time(100 * own_worker.most_seconds)
    assert thinking.poll() is None
    assert is_alive(process)
    frames = round(own_worker.most_seconds / load_tuning().worker.longest_frame)
    for _ in range(frames):
        own_worker.pass_time(1.0)
    late = thinking.poll()
    assert late is not None
    assert late.substitution is not None, "slow frames are time all the same"


STOPPED = """
import os, sys, time
from client.worker.worker import Worker
from tests.client.worker.test_decisions import asked
import pygame
if __name__ == "__main__":
    worker = Worker()
    while not worker.is_ready:
        time.sleep(0.01)
    worker.most_seconds = 2.0
    worker.submit(time.sleep, 1.0)
    clock = pygame.time.Clock()
    game, thinking = asked(worker, "bot:greedy")
    print(worker._ready.result(), flush=True)
    answer = None
    while answer is None:
        worker.pass_time(clock.tick(60) / 1000)
        answer = thinking.poll()
    print(answer.substitution, worker._ready.result(), flush=True)
    worker.close()
"""


def test_a_window_and_worker_that_were_stopped_go_on_where_they_were(tmp_path: Path) -> None:
    script = tmp_path / "stopped.py"
    script.write_text(STOPPED)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as window:
        assert window.stdout is not None
        process = int(window.stdout.readline())
        for number in (signal.SIGSTOP, signal.SIGCONT):
            window.send_signal(number)
            os.kill(process, number)
            time.sleep(3 if number == signal.SIGSTOP else 0)
        said, _ = window.communicate(timeout=60)
    assert said.split() == ["None", str(process)]


# ---------------------------------------------------------------- nothing is left behind


def deafen() -> int:
    """Hear no signal that can be ignored, in the worker."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    return os.getpid()


@pytest.mark.parametrize("way", ["close", "give up"])
def test_a_deaf_or_stopped_worker_is_ended_and_leaves_nothing_behind(way: str) -> None:
    before = set(threading.enumerate())
    worker = Worker()
    process = worker.submit(deafen).result(PATIENCE)
    worker.submit(time.sleep, 10 * PATIENCE)
    if way == "give up":
        os.kill(process, signal.SIGSTOP)
        worker.give_up_waiting()
        assert worker.submit(os.getpid).result(PATIENCE) != process
    worker.close()
    assert not psutil.pid_exists(process), "not even a zombie"
    wait(lambda: set(threading.enumerate()) <= before)


def test_many_workers_that_were_given_up_leave_no_descriptors(own_worker: Worker) -> None:
    wait(lambda: own_worker.is_ready)
    own_worker.give_up_waiting()
    wait(lambda: own_worker.is_ready)
    before = psutil.Process().num_fds()
    for _ in range(5):
        own_worker.give_up_waiting()
        wait(lambda: own_worker.is_ready)
    wait(lambda: psutil.Process().num_fds() <= before + 2)


def test_the_signals_of_a_terminal_are_left_to_the_window(own_worker: Worker) -> None:
    process = own_worker.submit(os.getpid).result(PATIENCE)
    for number in (signal.SIGINT, signal.SIGHUP):
        os.kill(process, number)
    time.sleep(10 * FRAME)
    assert own_worker.submit(os.getpid).result(PATIENCE) == process


def test_a_pool_that_was_ended_or_never_used_can_be_ended() -> None:
    pool = open_pool(2)
    end_pool(pool, 1.0)
    end_pool(pool, 1.0)
    pool = open_pool(2)
    process = pool.submit(deafen).result(PATIENCE)
    end_pool(pool, PATIENCE)
    end_pool(pool, PATIENCE)
    assert not psutil.pid_exists(process)
