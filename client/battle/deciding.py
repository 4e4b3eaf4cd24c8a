"""Deciding for a player, in the worker process: only there networks are run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle import rules
from engine.battle.side import Side
from engine.battle.state import BattleState, setup_of
from engine.errors import EngineError, PlayerError
from engine.players.registry import make_player

if TYPE_CHECKING:
    from client.battle.thinking import Question

_PLIES: Final = 1_000_003
"""Parts the seeds of two battles further than any battle has plies."""


def decide(question: Question) -> str:
    """Let a player decide; gives the action's text. PlayerError says how a player failed.

    Every decision gets a fresh player, seeded by battle and ply: so a battle that was left and
    continued, or asked a question in vain, goes on like one that was not.
    """
    state = BattleState.from_bytes(setup_of(question.scenario), question.state)
    seed = question.seed * _PLIES + question.ply
    player = make_player(question.player, Side[question.side], seed)
    actions = rules.legal_actions(state)
    try:
        action = player.choose(state, actions)
    except EngineError as error:
        # Not all errors could travel to the other process.
        raise PlayerError(str(error)) from error
    except Exception as error:
        raise PlayerError(f"player {question.player!r} raised {error!r}") from error
    if action not in actions:
        raise PlayerError(f"player {question.player!r} chose {action}, which is not legal")
    return action.to_text()
