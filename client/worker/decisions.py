"""The decisions of bots in one battle, requested from the worker."""

from __future__ import annotations

import enum
import logging
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, NamedTuple, Protocol

from client.tuning import load_tuning
from client.worker.process import decide
from client.worker.protocol import DecisionRequest
from engine.battle import rules
from engine.battle.actions import from_text
from engine.battle.side import Side
from engine.players.scripted_bots import make_bot
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from engine.battle.actions import Action
    from engine.battle.state import BattleState

log = logging.getLogger(__name__)


class Substitution(enum.Enum):
    """Why the stand-in of `client.toml` decided instead of the player whose turn it was.

    It makes this one decision for a player that was late, and all later ones for one that failed.
    """

    LATE = "late"
    FAILED = "failed"


class DecisionAnswer(NamedTuple):
    """The action chosen at a *ply*, and the *substitution* if the stand-in chose it."""

    ply: int
    action: Action
    substitution: Substitution | None = None


class WorkerError(Exception):
    """Raised if the worker is needed and can't be started; the message is a sentence."""


class DecisionWorker(Protocol):
    """The worker, as a battle sees it."""

    @property
    def most_seconds(self) -> float:
        """Return how long a player may take for a decision, in seconds."""
        ...

    @property
    def think_percent(self) -> int:
        """Return how long players that search think, in percent of what they were measured with."""
        ...

    def number_request(self) -> int:
        """Return the number of the next request."""
        ...

    def answer_at_once(self, number: int) -> None:
        """Have the request *number* answered at once, with the best that was found so far."""
        ...

    def listen_to(self, asker: BattleDecisions) -> None:
        """Answer this battle from now on, and cancel what another one has requested."""
        ...

    def submit(
        self, call: Callable[[DecisionRequest], str], request: DecisionRequest, /
    ) -> Future[str]:
        """Call a function in the worker; WorkerError if there is none."""
        ...

    def player_failed(self, error: BaseException) -> None:
        """Record that a player raised an error."""
        ...

    def give_up_waiting(self) -> None:
        """Replace the process."""
        ...

    def worker_died(self, asker: BattleDecisions) -> None:
        """Record that the process ended without an answer."""
        ...

    def worker_answered(self) -> None:
        """Record that the process works."""
        ...


class BattleDecisions:
    """The decisions of one battle, one at a time; late answers are dropped.

    The stand-in of `client.toml` makes the decision of a player that takes longer than it may. For
    one that fails it decides only once the person has asked for it: see `replace_player`.
    """

    def __init__(self, worker: DecisionWorker, scenario: bytes, seed: int) -> None:
        """Create the decisions of a battle with its encoded scenario and its seed."""
        self._worker = worker
        self._scenario = scenario
        self._seed = seed
        self._replaced: set[str] = set()
        self._unannounced: set[str] = set()
        self._state: BattleState | None = None
        self._request: DecisionRequest | None = None
        self._future: Future[str] | None = None
        self._waited = 0.0
        self._is_hurried = False

    def ask(self, ply: int, player: str, side: Side, state: BattleState) -> None:
        """Request a decision; an earlier request is cancelled."""
        self._worker.listen_to(self)
        self.forget()
        self._state = state
        self._request = DecisionRequest(
            self._worker.number_request(),
            self._worker.think_percent,
            ply,
            player,
            side.name,
            self._seed,
            self._scenario,
            state.to_bytes(),
        )
        if self._is_hurried:
            self._worker.answer_at_once(self._request.number)
        self.ask_again()

    def hurry(self, *, hurried: bool) -> None:
        """Have this request and the next ones answered at once, or take time again."""
        self._is_hurried = hurried
        if hurried and self._request is not None:
            self._worker.answer_at_once(self._request.number)

    def ask_again(self) -> None:
        """Repeat the unanswered request, if there is one."""
        if self._request is None:
            return
        request = self._request
        if request.player in self._replaced:
            request = request._replace(player=load_tuning().worker.stand_in)
        self._waited = 0.0
        try:
            self._future = self._worker.submit(decide, request)
        except WorkerError:
            # The worker reports it, and repeats the request once there is a process.
            self._future = None

    def pass_time(self, seconds: float) -> None:
        """Count time in which the process could work, in seconds."""
        self._waited += seconds

    def replace_player(self) -> None:
        """Replace the player by the stand-in, now and later in this battle."""
        if self._request is not None:
            self._replaced.add(self._request.player)
            self._unannounced.add(self._request.player)
            self.ask_again()

    def poll(self) -> DecisionAnswer | None:
        """Return the answer if there is one; never waits.

        Errors of a player are reported by the worker; errors of its stand-in are raised here.
        """
        if self._request is None or self._future is None:
            return None
        if not self._future.done():
            return self._answer_if_late(self._request)
        future, self._future = self._future, None
        try:
            error = future.exception()
        except CancelledError as cancelled:
            error = cancelled
        if isinstance(error, BrokenProcessPool | CancelledError):
            self._worker.worker_died(self)
            return None
        self._worker.worker_answered()
        player = self._request.player
        if error is not None and player not in self._replaced:
            self._worker.player_failed(error)
            return None
        substitution = Substitution.FAILED if player in self._unannounced else None
        self._unannounced.discard(player)
        answer = DecisionAnswer(self._request.ply, from_text(future.result()), substitution)
        self._request = None
        return answer

    def _answer_if_late(self, request: DecisionRequest) -> DecisionAnswer | None:
        """Return the stand-in's decision, made here, once the player's time is up; None before.

        The time starts when the process is ready.
        """
        if self._waited <= self._worker.most_seconds:
            return None
        stand_in = load_tuning().worker.stand_in
        log.warning(
            "%s took longer than %s seconds at ply %d; %s decides in its place",
            *(request.player, self._worker.most_seconds, request.ply, stand_in),
        )
        state = require_present(self._state, "the state that a decision was requested for")
        self.forget()
        self._worker.give_up_waiting()
        bot = make_bot(stand_in, Side[request.side], request.seed)
        action = bot.choose(state, rules.legal_actions(state))
        return DecisionAnswer(request.ply, action, Substitution.LATE)

    def forget(self) -> None:
        """Cancel the request, if there is one; a search that has begun for it ends at once."""
        if self._future is not None:
            self._future.cancel()
        if self._request is not None:
            self._worker.answer_at_once(self._request.number)
        self._request = self._future = None
