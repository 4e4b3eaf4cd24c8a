"""Players think in one spawned worker process, so that the window never waits for them.

A decision that takes too long is made here, by `greedy`; a player that fails is told of.
"""

from __future__ import annotations

import contextlib
import enum
import logging
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Generic, NamedTuple, ParamSpec, TypeVar

import msgspec

from client.battle.session import Answer, Note
from client.tuning import load_tuning
from engine.battle import rules
from engine.battle.actions import from_text
from engine.players import greedy
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.scenario import Scenario
    from engine.battle.side import Side
    from engine.battle.state import BattleState

log = logging.getLogger(__name__)

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Trouble(enum.Enum):
    """Say what befell the worker process, or a player in it."""

    RESTARTED = enum.auto()
    """It ended by itself; another one was started and asked again."""
    GONE = enum.auto()
    """That one ended, too; `Thinker.revive` starts one more."""
    FAILED = enum.auto()
    """A player did; `Thinker.failure` says how, `Thinker.relieve` lets another one play on."""


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
    """Own the worker process: one for all battles, started before the first one.

    *most_seconds* are those after which a decision is made here.
    """

    def __init__(self) -> None:
        """Start the process; it gets ready by itself."""
        self.most_seconds = load_tuning().thinking.most_seconds
        self.failure = ""
        self._trouble: Trouble | None = None
        self._asker: BattleThinking | None = None
        self._deaths = 0
        self._start()

    def _start(self) -> None:
        self._executor = _spawn()
        self._ready = self._executor.submit(_get_ready)

    @property
    def is_ready(self) -> bool:
        """Tell whether the process has started, so that questions are answered at once."""
        return self._ready.done()

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
            self._start()
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
        self._start()
        if self._asker is not None:
            self._asker.ask_again()

    def relieve(self) -> None:
        """Let a bot play on for the player that failed, in this battle."""
        if self._asker is not None:
            self._asker.relieve()

    def player_failed(self, error: BaseException) -> None:
        """Note that a player raised something instead of deciding."""
        log.error("a player failed", exc_info=error)
        self.failure = str(error)
        self._trouble = Trouble.FAILED

    def give_up_waiting(self) -> None:
        """End the process that does not answer, and start another one."""
        self._end(wait=False)
        self._start()

    def _end(self, *, wait: bool) -> None:
        """End the process, whatever it does; nothing that it does outlives an answer."""
        begun = self.is_ready
        if begun:
            # It may have ended by itself meanwhile, or not even begun.
            with contextlib.suppress(OSError, BrokenProcessPool, CancelledError):
                os.kill(self._ready.result(), signal.SIGTERM)
        self._executor.shutdown(wait=wait and begun, cancel_futures=True)

    def worker_died(self, asker: BattleThinking) -> None:
        """Note that the process ended without an answer; start it again, once a question."""
        self._deaths += 1
        log.error("the worker process ended by itself (%d)", self._deaths)
        self._executor.shutdown(wait=False, cancel_futures=True)
        if self._deaths > 1:
            self._trouble = Trouble.GONE
            return
        self._trouble = Trouble.RESTARTED
        self._start()
        asker.ask_again()

    def worker_answered(self) -> None:
        """Note that the process works."""
        self._deaths = 0

    def close(self) -> None:
        """End the process, at once."""
        self._end(wait=True)


class BattleThinking:
    """Ask for one battle: one question at a time, late answers are dropped."""

    def __init__(self, thinker: Thinker, scenario: bytes, seed: int) -> None:
        """Take the battle's scenario, encoded, and its seed."""
        self._thinker = thinker
        self._scenario = scenario
        self._seed = seed
        self._relieved: set[str] = set()
        self._untold: set[str] = set()
        self._state: BattleState | None = None
        self._question: Question | None = None
        self._future: Future[str] | None = None
        self._began: float | None = None

    def ask(self, ply: int, player: str, side: Side, state: BattleState) -> None:
        """Begin to think about a decision; an older question is forgotten."""
        self.forget()
        self._state = state
        self._question = Question(
            ply, player, side.name, self._seed, self._scenario, state.to_bytes()
        )
        self.ask_again()

    def ask_again(self) -> None:
        """Ask the question that got no answer, if there is one."""
        if self._question is None:
            return
        question = self._question
        if question.player in self._relieved:
            question = question._replace(player=load_tuning().thinking.stand_in)
        self._future = self._thinker.submit(choose, question)
        self._began = None

    def relieve(self) -> None:
        """Let a bot answer the question instead of the player, and those to come."""
        if self._question is not None:
            self._relieved.add(self._question.player)
            self._untold.add(self._question.player)
            self.ask_again()

    def poll(self) -> Answer | None:
        """Give the answer once there is one; never waits.

        What a player raises is told by the thinker; what the one in its place does is raised here.
        """
        if self._question is None or self._future is None:
            return None
        if not self._future.done():
            return self._answer_if_late(self._question)
        future, self._future = self._future, None
        try:
            error = future.exception()
        except CancelledError as cancelled:
            error = cancelled
        if isinstance(error, BrokenProcessPool | CancelledError):
            self._thinker.worker_died(self)
            return None
        self._thinker.worker_answered()
        player = self._question.player
        if error is not None and player not in self._relieved:
            self._thinker.player_failed(error)
            return None
        note = Note.RELIEVED if player in self._untold else None
        self._untold.discard(player)
        answer = Answer(self._question.ply, from_text(future.result()), note)
        self._question = None
        return answer

    def _answer_if_late(self, question: Question) -> Answer | None:
        """Decide here once the player has had its time, which begins when the process is ready."""
        now = time.monotonic()
        if self._began is None and self._thinker.is_ready:
            self._began = now
        if self._began is None or now - self._began <= self._thinker.most_seconds:
            return None
        log.warning(
            "%s took longer than %s seconds at ply %d; greedy decides in its place",
            *(question.player, self._thinker.most_seconds, question.ply),
        )
        state = require_present(self._state, "the state that was asked about")
        self.forget()
        self._thinker.give_up_waiting()
        return Answer(question.ply, greedy.decide(state, rules.options(state)), Note.LATE)

    def forget(self) -> None:
        """Drop the question, if there is one."""
        if self._future is not None:
            self._future.cancel()
        self._question = self._future = None


def choose(question: Question) -> str:
    """Let a player decide, in the worker; gives the action's text."""
    from client.battle.deciding import decide  # noqa: PLC0415 - networks are the worker's alone

    return decide(question)


def _get_ready() -> int:
    """Import what deciding takes; gives the worker's process id."""
    import client.battle.deciding  # noqa: F401, PLC0415 - as above

    return os.getpid()


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
