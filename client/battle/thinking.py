"""Players think in one spawned worker process, so that the window never waits for them.

A decision that takes too long is made here, by `greedy`; a player that fails is told of.
"""

from __future__ import annotations

import enum
import logging
import os
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Generic, NamedTuple, ParamSpec, TypeVar

import msgspec

from client.battle.session import Answer, Note
from client.tuning import load_tuning
from engine.battle import rules
from engine.battle.actions import from_text
from engine.players import greedy
from engine.validation import require_present
from engine.workers import end_pool, open_pool

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ProcessPoolExecutor

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
    UNSTARTED = enum.auto()
    """None can be started; `Thinker.failure` says why, `Thinker.revive` tries again."""
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


class WorkerError(Exception):
    """Raised where the worker is needed and can't be started; a sentence says why."""


class Errand(Generic[_T]):
    """Something the worker does beside the bots' thinking."""

    def __init__(self, future: Future[_T] | None) -> None:
        """Take what the worker was given; None where there is no worker."""
        self._future = future
        self._is_lost = future is None

    @property
    def is_lost(self) -> bool:
        """Whether nothing comes of it: there is no worker, or it died."""
        return self._is_lost

    def take(self) -> _T | None:
        """Return what the worker brought, once; never waits. What it raised is raised here.

        An errand whose worker dies under it is lost.
        """
        if self._future is None or not self._future.done():
            return None
        future, self._future = self._future, None
        try:
            return future.result()
        except (BrokenProcessPool, CancelledError):
            log.warning("an errand was lost with the worker process")
            self._is_lost = True
            return None

    def drop(self) -> None:
        """Want nothing of it any more."""
        if self._future is not None:
            self._future.cancel()
        self._future = None


class Thinker:
    """The owner of the worker process: one for all battles, started before the first one.

    *most_seconds* are those after which a decision is made here. Where no process can be started
    everything else goes on: battles between people need none. It belongs to the main thread; only
    `battle` may be called on another one. *starts* counts the processes that were started.
    """

    def __init__(self) -> None:
        """Start the process; it gets ready by itself."""
        self.most_seconds = load_tuning().thinking.most_seconds
        self.failure = ""
        self.starts = 0
        self._trouble: Trouble | None = None
        self._asker: BattleThinking | None = None
        self._deaths = 0
        self._executor: ProcessPoolExecutor | None = None
        self._ready: Future[int] | None = None
        self._start()

    def _start(self) -> bool:
        """Start a process; return whether one could be."""
        self._end()
        try:
            # Pipes, a process and a thread: all three may be more than the system has left.
            self._executor = open_pool(1)
            self._ready = self._executor.submit(_get_ready)
        except (OSError, RuntimeError) as error:
            self._note_unstarted(error)
            return False
        self.starts += 1
        return True

    def _note_unstarted(self, error: OSError | RuntimeError) -> None:
        self.failure = (error.strerror if isinstance(error, OSError) else None) or str(error)
        log.warning("no worker process can be started: %s", self.failure)
        self._end()
        self._trouble = Trouble.UNSTARTED

    def _end(self) -> None:
        """End the process if there is one, whatever it does."""
        if self._executor is not None:
            end_pool(self._executor, load_tuning().thinking.end_seconds)
        self._executor = self._ready = None

    @property
    def is_ready(self) -> bool:
        """Whether the process has started, so that questions are answered at once."""
        return self._ready is not None and self._ready.done()

    def battle(self, scenario: Scenario, seed: int) -> BattleThinking:
        """Return what a battle asks its questions by. This alone may be called on any thread."""
        return BattleThinking(self, msgspec.json.encode(scenario), seed)

    def listen_to(self, asker: BattleThinking) -> None:
        """Answer this battle's questions from here on; those of another one are forgotten."""
        if self._asker is not None and self._asker is not asker:
            self._asker.forget()
        self._asker = asker

    def submit(self, call: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
        """Let the worker call a function of some module; its values travel both ways.

        WorkerError where there is no worker and none can be started.
        """
        if self._executor is not None:
            try:
                return self._executor.submit(call, *arguments, **named)
            except (OSError, RuntimeError):
                log.warning("the worker process ended while it had nothing to do")
        if self._start():
            executor = require_present(self._executor, "the process that was just started")
            try:
                return executor.submit(call, *arguments, **named)
            except (OSError, RuntimeError) as error:
                self._note_unstarted(error)
        raise WorkerError(self.failure)

    def send(self, call: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Errand[_T]:
        """Let the worker call a function beside the bots' thinking; without one nothing comes."""
        if self._executor is None:
            return Errand(None)
        try:
            return Errand(self.submit(call, *arguments, **named))
        except WorkerError:
            return Errand(None)

    def pass_time(self, seconds: float) -> None:
        """Count a frame as time to think.

        A frame that took longer than any does was no frame: the machine slept, or was stopped.
        """
        if self._asker is not None and self.is_ready:
            self._asker.pass_time(min(seconds, load_tuning().thinking.longest_frame))

    def take_trouble(self) -> Trouble | None:
        """Return what befell the worker since the last call, if anything did."""
        trouble, self._trouble = self._trouble, None
        return trouble

    def revive(self) -> None:
        """Start one more process after `GONE` or `UNSTARTED` and ask it again."""
        self._deaths = 0
        if self._start() and self._asker is not None:
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
        self._start()

    def worker_died(self, asker: BattleThinking) -> None:
        """Note that the process ended without an answer; start it again, once a question."""
        self._deaths += 1
        log.error("the worker process ended by itself (%d)", self._deaths)
        if self._deaths > 1:
            self._end()
            self._trouble = Trouble.GONE
        elif self._start():
            self._trouble = Trouble.RESTARTED
            asker.ask_again()

    def worker_answered(self) -> None:
        """Note that the process works."""
        self._deaths = 0

    def close(self) -> None:
        """End the process, at once."""
        self._end()


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
        self._waited = 0.0

    def ask(self, ply: int, player: str, side: Side, state: BattleState) -> None:
        """Begin to think about a decision; an older question is forgotten."""
        self._thinker.listen_to(self)
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
        self._waited = 0.0
        try:
            self._future = self._thinker.submit(choose, question)
        except WorkerError:
            # The thinker tells of it, and asks again once there is a process.
            self._future = None

    def pass_time(self, seconds: float) -> None:
        """Count time in which the process could think."""
        self._waited += seconds

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
        if self._waited <= self._thinker.most_seconds:
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
