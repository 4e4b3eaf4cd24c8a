"""Bots think in one spawned worker process, so that the window never waits for them."""

from __future__ import annotations

import enum
import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, ParamSpec, TypeVar

import msgspec

from client.battle.session import Answer
from engine.battle import rules
from engine.battle.actions import from_text
from engine.battle.side import Side
from engine.battle.state import BattleState, setup_of
from engine.players import roster
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.scenario import Scenario

log = logging.getLogger(__name__)

_P = ParamSpec("_P")
_T = TypeVar("_T")

_PLIES: Final = 1_000_003
"""Parts the seeds of two battles further than any battle has plies."""


class Trouble(enum.Enum):
    """Say what befell the worker process."""

    RESTARTED = enum.auto()
    """It ended by itself; another one was started and asked again."""
    GONE = enum.auto()
    """That one ended, too; `Thinker.revive` starts one more."""


class Question(NamedTuple):
    """Hold what the worker is asked; everything in it travels to the other process."""

    ply: int
    player: str
    side: str
    seed: int
    scenario: bytes
    state: bytes


class Errand(Generic[_T]):
    """Hold something the worker does beside the bots' thinking."""

    def __init__(self, future: Future[_T]) -> None:
        """Take what the worker was given."""
        self._future: Future[_T] | None = future

    def take(self) -> _T | None:
        """Give what the worker brought, once; never waits. What it raised is raised here.

        An errand whose worker dies under it is dropped: nothing ever comes of it.
        """
        if self._future is None or not self._future.done():
            return None
        future, self._future = self._future, None
        try:
            return future.result()
        except (BrokenProcessPool, CancelledError):
            log.warning("an errand was lost with the worker process")
            return None

    def drop(self) -> None:
        """Want nothing of it any more."""
        if self._future is not None:
            self._future.cancel()
        self._future = None


class Thinker:
    """Own the worker process: one for all battles, started before the first one."""

    def __init__(self) -> None:
        """Start the process; it gets ready by itself."""
        self._executor = _spawn()
        self._trouble: Trouble | None = None
        self._asker: BattleThinking | None = None
        self._deaths = 0
        self.submit(_get_ready)

    def battle(self, scenario: Scenario, seed: int) -> BattleThinking:
        """Give what a battle asks its questions by; what came before is forgotten."""
        if self._asker is not None:
            self._asker.forget()
        self._asker = BattleThinking(self, msgspec.json.encode(scenario), seed)
        return self._asker

    def submit(self, call: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
        """Let the worker call a function of some module; its values travel both ways."""
        try:
            return self._executor.submit(call, *arguments, **named)
        except BrokenProcessPool:
            self._executor = _spawn()
            return self._executor.submit(call, *arguments, **named)

    def send(self, call: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Errand[_T]:
        """Let the worker call a function beside the bots' thinking."""
        return Errand(self.submit(call, *arguments, **named))

    def take_trouble(self) -> Trouble | None:
        """Give what befell the worker since the last call, if anything did."""
        trouble, self._trouble = self._trouble, None
        return trouble

    def revive(self) -> None:
        """Start one more process after `Trouble.GONE` and ask it again."""
        self._deaths = 0
        self._executor = _spawn()
        if self._asker is not None:
            self._asker.ask_again()

    def worker_died(self, asker: BattleThinking) -> None:
        """Note that the process ended without an answer; start it again, once a question."""
        self._deaths += 1
        log.error("the worker process ended by itself (%d)", self._deaths)
        self._executor.shutdown(wait=False, cancel_futures=True)
        if self._deaths > 1:
            self._trouble = Trouble.GONE
            return
        self._trouble = Trouble.RESTARTED
        self._executor = _spawn()
        asker.ask_again()

    def worker_answered(self) -> None:
        """Note that the process works."""
        self._deaths = 0

    def close(self) -> None:
        """End the process."""
        self._executor.shutdown(wait=False, cancel_futures=True)


class BattleThinking:
    """Ask for one battle: one question at a time, late answers are dropped."""

    def __init__(self, thinker: Thinker, scenario: bytes, seed: int) -> None:
        """Take the battle's scenario, encoded, and its seed."""
        self._thinker = thinker
        self._scenario = scenario
        self._seed = seed
        self._question: Question | None = None
        self._future: Future[str] | None = None

    def ask(self, ply: int, player: str, side: Side, state: BattleState) -> None:
        """Begin to think about a decision; an older question is forgotten."""
        self.forget()
        self._question = Question(
            ply, player, side.name, self._seed, self._scenario, state.to_bytes()
        )
        self._future = self._thinker.submit(choose, self._question)

    def ask_again(self) -> None:
        """Ask the question that got no answer, if there is one."""
        if self._question is not None:
            self._future = self._thinker.submit(choose, self._question)

    def poll(self) -> Answer | None:
        """Give the answer once there is one; never waits. What the bot raised is raised here."""
        if self._question is None or self._future is None or not self._future.done():
            return None
        try:
            text = self._future.result()
        except (BrokenProcessPool, CancelledError):
            self._future = None
            self._thinker.worker_died(self)
            return None
        self._thinker.worker_answered()
        answer = Answer(self._question.ply, from_text(text))
        self._question = self._future = None
        return answer

    def forget(self) -> None:
        """Drop the question, if there is one."""
        if self._future is not None:
            self._future.cancel()
        self._question = self._future = None


def choose(question: Question) -> str:
    """Let a bot decide, in the worker; gives the action's text.

    Every decision gets a fresh player, seeded by battle and ply: so a battle that was left and
    continued, or asked a question in vain, goes on like one that was not.
    """
    state = BattleState.from_bytes(setup_of(question.scenario), question.state)
    seed = question.seed * _PLIES + question.ply
    player = roster.make_player(question.player, Side[question.side], seed)
    return player.choose(state, rules.legal_actions(state)).to_text()


def _get_ready() -> None:
    """Do nothing: by then everything is imported."""


def _begin_work() -> None:
    """Leave Ctrl+C to the window's process, and end with it even when that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_window, name="watch", daemon=True).start()


def _end_with_window() -> None:
    window = require_present(multiprocessing.parent_process(), "the window's process")
    window.join()
    os._exit(1)


def _spawn() -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_begin_work)
