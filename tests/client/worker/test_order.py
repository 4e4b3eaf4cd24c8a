"""In which order the worker answers: decisions first, tasks in slices, in the order they came."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.worker.protocol import MeasuredSteps, Steps, TaskKind
from client.worker.summary import Summary, summarise
from client.worker.worker import Task, Worker
from engine.battle import Game, load_scenario
from tests.client.worker.test_decisions import PATIENCE, asked, kill_running_worker, wait

SLICES = 8
"""So many times a long task yields, each of them after a whole slice."""


@pytest.fixture
def own_worker() -> Iterator[Worker]:
    worker = Worker()
    worker.most_seconds = PATIENCE
    wait(lambda: worker.is_ready)
    yield worker
    worker.close()


def count_slowly(number: int) -> Steps[int]:
    """Return a number after a few slices."""
    for _ in range(SLICES):
        time.sleep(0.06)
        yield
    return number


def measure_slowly(number: int) -> MeasuredSteps[int]:
    """Return a number after a few slices, each of which says how much is done."""
    for done in range(1, SLICES + 1):
        time.sleep(0.06)
        yield done / SLICES
        yield None
    return number


def fail(_: int) -> Steps[int]:
    yield
    raise ValueError("a task that fails")


@pytest.fixture
def saves(tmp_path: Path) -> list[Path]:
    """Save a battle twenty times."""
    game = Game.start(load_scenario("first_landing"), 3)
    for _ in range(60):
        game.apply(game.legal_actions()[0])
    paths = [tmp_path / f"{number:02}.jsonl" for number in range(20)]
    for path in paths:
        game.save(path)
    return paths


def test_a_decision_is_answered_before_thirty_tasks_that_were_queued_before_it(
    own_worker: Worker, saves: list[Path]
) -> None:
    slow = [own_worker.send(TaskKind.SUMMARISE, count_slowly, number) for number in range(10)]
    summaries = [own_worker.send(TaskKind.SUMMARISE, summarise, path) for path in saves]
    game, decisions = asked(own_worker, "bot:greedy", 7)
    answers: list[object] = []

    def look() -> bool:
        own_worker.pass_time(0.01)
        for number, task in enumerate(slow):
            if (counted := task.take()) is not None:
                assert counted == number
                answers.append(number)
        for path, reading in zip(saves, summaries, strict=True):
            if (summary := reading.take()) is not None:
                assert (summary.path, summary.problem) == (str(path), None)
                answers.append(path)
        if (answer := decisions.poll()) is not None:
            assert answer.action in game.legal_actions()
            answers.append("decision")
        return len(answers) == 31

    wait(look)
    assert answers == ["decision", *range(10), *saves]


def test_a_decision_interrupts_a_task_that_has_begun_and_the_task_goes_on(
    own_worker: Worker,
) -> None:
    task = own_worker.send(TaskKind.SUMMARISE, count_slowly, 5)
    time.sleep(0.1)  # it is in the middle of it
    _, decisions = asked(own_worker, "bot:greedy", 7)
    found: list[object] = []

    def look() -> bool:
        own_worker.pass_time(0.01)
        found.extend(one for one in (task.take(), decisions.poll()) if one is not None)
        return len(found) == 2

    wait(look)
    assert found[1] == 5, "the decision came first"


def test_a_task_says_how_much_of_it_is_done(own_worker: Worker) -> None:
    task = own_worker.send(TaskKind.JUDGE, measure_slowly, 5)
    shares = [task.share]
    found = None
    while found is None:
        found = task.take()
        shares.append(task.share)
    assert found == 5
    assert shares == sorted(shares)
    assert len(set(shares)) > SLICES // 2


def test_a_task_that_was_dropped_brings_nothing_and_holds_nothing_up(own_worker: Worker) -> None:
    first, second, third = (
        own_worker.send(TaskKind.SUMMARISE, count_slowly, number) for number in range(3)
    )
    first.drop()
    second.drop()
    wait(lambda: third.take() == 2)
    assert first.take() is second.take() is None
    assert not first.is_lost


def test_what_a_task_raises_is_raised_where_its_result_is_taken(own_worker: Worker) -> None:
    task = own_worker.send(TaskKind.SUMMARISE, fail, 0)

    def look() -> bool:
        own_worker.pass_time(0.01)
        return task._error is not None

    wait(look)
    with pytest.raises(ValueError, match="a task that fails"):
        task.take()
    assert task.take() is None


def test_only_the_task_that_the_process_died_under_is_lost(
    own_worker: Worker, saves: list[Path]
) -> None:
    task = own_worker.send(TaskKind.SUMMARISE, count_slowly, 0)
    reading: Task[Summary] = own_worker.send(TaskKind.SUMMARISE, summarise, saves[0])
    kill_running_worker(own_worker)
    found: list[Summary] = []

    def look() -> bool:
        own_worker.pass_time(0.01)
        summary = reading.take()
        found.extend([] if summary is None else [summary])
        return bool(found)

    wait(look)
    assert task.take() is None
    assert task.is_lost
    assert found[0].problem is None


def test_an_unfinished_task_begins_anew_in_the_next_process(own_worker: Worker) -> None:
    task = own_worker.send(TaskKind.SUMMARISE, count_slowly, 4)
    assert own_worker._slice is not None
    wait(own_worker._slice.future.done)
    own_worker._collect()
    own_worker.give_up_waiting()
    wait(lambda: task.take() == 4)
    assert not task.is_lost
