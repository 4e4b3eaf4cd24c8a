"""The code that runs in the worker process, the only one that runs networks."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final, TypeVar

from client.worker.protocol import SliceResult
from engine.battle import rules
from engine.battle.side import Side
from engine.battle.state import BattleState, setup_of
from engine.errors import EngineError, PlayerError
from engine.players.think_time import ThinkTime
from engine.sentences import Sentence
from engine.workers import begin_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from client.worker.at_once import AtOnce
    from client.worker.protocol import DecisionRequest, MeasuredSteps

_T = TypeVar("_T")

_PLIES: Final = 1_000_003
"""Multiplier of a battle's seed, larger than the number of plies of any battle."""

_BEGUN: Final[dict[int, MeasuredSteps[Any]]] = {}
"""Unfinished tasks that have begun, by number."""


class _Shared:
    """What this process shares with the window; nothing outside a worker process."""

    at_once: AtOnce | None = None


def begin(at_once: AtOnce) -> None:
    """Begin the worker process: it answers *at_once* whenever the window asks for that."""
    begin_work()
    _Shared.at_once = at_once


def get_ready() -> int:
    """Import what decisions need, and return the id of this process."""
    import engine.players.registry  # noqa: F401, PLC0415 - networks are the worker's alone

    return os.getpid()


def decide(request: DecisionRequest) -> str:
    """Return the text of a player's action. PlayerError says how a player failed.

    Every decision is made by a new player, seeded by battle and ply, so that a battle that was left
    and continued, or a decision that was requested twice, gets the same actions.
    """
    from engine.players.registry import make_player  # noqa: PLC0415 - as above

    state = BattleState.from_bytes(setup_of(request.scenario), request.state)
    seed = request.seed * _PLIES + request.ply
    player = make_player(request.player, Side[request.side], seed, _think_time(request))
    actions = rules.legal_actions(state)
    try:
        action = player.choose(state, actions)
    except EngineError as error:
        # Not all errors can be pickled; their messages can.
        raise PlayerError(error.message) from error
    except Exception as error:
        sentence = Sentence("player.raised-in-window", player=request.player, error=repr(error))
        raise PlayerError(sentence) from error
    if action not in actions:
        sentence = Sentence("player.chose", player=request.player, action=str(action))
        raise PlayerError(sentence)
    return action.to_text()


def _think_time(request: DecisionRequest) -> ThinkTime:
    """Return how long a player may search: until the window wants the answer at once."""
    at_once = _Shared.at_once
    return ThinkTime(
        request.percent, lambda: at_once is not None and at_once.covers(request.number)
    )


def run_slice(
    number: int,
    call: Callable[..., MeasuredSteps[_T]],
    arguments: tuple[Any, ...],
    seconds: float,
    dropped: tuple[int, ...],
) -> SliceResult[_T]:
    """Begin or continue the task *number* for about *seconds*.

    It is interrupted only where it yields. *dropped* are tasks that will not be continued.
    """
    for other in dropped:
        _BEGUN.pop(other, None)
    steps: MeasuredSteps[_T] = _BEGUN.pop(number) if number in _BEGUN else call(*arguments)
    end, share = time.monotonic() + seconds, None
    while True:
        try:
            said = next(steps)
        except StopIteration as finished:
            return SliceResult(done=True, result=finished.value)
        share = share if said is None else said
        if time.monotonic() >= end:
            _BEGUN[number] = steps
            return SliceResult(done=False, result=None, share=share)
