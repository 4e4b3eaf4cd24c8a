"""Playing battles with players: the one loop that asks them and refuses illegal answers."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Protocol

import msgspec

from engine.battle.actions import KINDS, Action
from engine.battle.options import LazyActions, allows
from engine.battle.refusal import refuse
from engine.errors import EngineError, PlayerError
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from engine.battle.battle import Battle, Step
    from engine.battle.options import Options
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.players import Player


class Observer(Protocol):
    """Follows a battle step by step."""

    def observe(self, step: Step) -> None:
        """Process a step that was carried out."""


def play(
    battle: Battle,
    players: Mapping[Side, Player],
    where: Sentence,
    observers: Sequence[Observer] = (),
) -> Iterator[Step]:
    """Play a battle, step by step, to its end or to a decision of a side without a player.

    *where* names the battle in messages. PlayerError if a player raises or answers with anything
    but a legal action; the battle then stands where it stood before.
    """

    def decide(state: BattleState, options: Options) -> Action | None:
        side = state.to_act
        if side not in players:
            return None
        player = players[side]

        def describe() -> Sentence:
            return Sentence(
                "player.in-battle",
                player=player.name,
                side=side.name,
                battle=where,
                ply=battle.ply,
            )

        return choose(player, state, options, describe)

    for step in battle.run(decide):
        for observer in observers:
            observer.observe(step)
        yield step


def name_battle(scenario: str, seed: int) -> Sentence:
    """Return how messages name a battle."""
    return Sentence("player.battle", scenario=scenario, seed=seed)


def choose(
    player: Player, state: BattleState, options: Options, describe: Callable[[], Sentence]
) -> Action:
    """Return the player's choice among the *options* of a state.

    PlayerError if it raises, or answers with anything else; *describe* names the player and the
    battle, and is called only then.
    """
    grid = state.field.grid
    try:
        # Some players never look at the list, which is made when they do.
        action: object = player.choose(state, LazyActions(options, grid))
    except EngineError as error:
        raise PlayerError(Sentence("player.failed", player=describe(), reason=error)) from error
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{last.filename}:{last.lineno}"
        raise PlayerError(
            Sentence("player.raised", player=describe(), error=repr(error), place=place)
        ) from error
    if not isinstance(action, KINDS) or not _is_valid(action):
        raise PlayerError(
            Sentence("player.chose-no-action", player=describe(), choice=repr(action))
        )
    if not allows(options, action, grid):
        refused = refuse(state, options, action)
        raise PlayerError(Sentence("player.chose-illegal", player=describe(), refused=refused))
    return action


def _is_valid(action: Action) -> bool:
    """Whether each field has its type, which nothing checks when an action is constructed."""
    try:
        return msgspec.convert(msgspec.to_builtins(action), type(action)) == action
    except (msgspec.ValidationError, TypeError):
        return False
