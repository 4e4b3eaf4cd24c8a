"""What players answer: asked of them, and refused when it is no legal action."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import msgspec

from engine.battle.actions import KINDS, Action
from engine.battle.options import Listing, allows
from engine.battle.refusal import refuse
from engine.errors import EngineError, PlayerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.battle.options import Options
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.players import Player


def place_in(player: str, side: Side, scenario: str, seed: int) -> str:
    """Name a player and its battle, as messages do."""
    return f"player {player} as {side.name} in scenario {scenario}, seed {seed}"


def ask(
    player: Player, state: BattleState, actions: Sequence[Action], place: Callable[[], str]
) -> Action:
    """Ask a player for a decision; PlayerError when it raises, or answers with no action.

    *place* names the player and the battle, where that is needed. Whether the action is legal is
    for others to see.
    """
    try:
        action: object = player.choose(state, actions)
    except EngineError as error:
        # It says in a sentence what is wrong.
        raise PlayerError(f"{place()}: {error}") from error
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{last.filename}:{last.lineno}"
        raise PlayerError(f"{place()} raised {error!r} at {where}") from error
    if not isinstance(action, KINDS) or not _is_whole(action):
        raise PlayerError(f"{place()} chose {action!r}, which is no action")
    return action


def _is_whole(action: Action) -> bool:
    """Tell whether each field is of its type, which nobody checks when an action is made."""
    try:
        return msgspec.convert(msgspec.to_builtins(action), type(action)) == action
    except (msgspec.ValidationError, TypeError):
        return False


def ask_for_legal(
    player: Player, state: BattleState, options: Options, place: Callable[[], str]
) -> Action:
    """Ask as `ask` does, for one of the *options* of a state; PlayerError for any other too."""
    grid = state.field.grid
    # Some players never look at the list.
    action = ask(player, state, Listing(options, grid), place)
    if not allows(options, action, grid):
        raise PlayerError(f"{place()} chose {refuse(state, options, action)}")
    return action
