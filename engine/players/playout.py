"""Playouts: playing an option to the end of the enemy's next turn, with dice of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.battle.actions import Action, Activate
from engine.battle.battle import Battle
from engine.battle.options import LazyActions, Options
from engine.battle.phase import Phase
from engine.battle.state import BattleState
from engine.dice import SeededDice

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.players import Player

SEEDS: Final = 2**32
"""Seeds of samples are drawn from below it."""

Decide: TypeAlias = Callable[[BattleState, Options], Action]
"""Returns one of the options, for the side to act."""


def decide_by(player: Player) -> Decide:
    """Return a decision function that asks *player*."""

    def decide(state: BattleState, options: Options) -> Action:
        return player.choose(state, LazyActions(options, state.field.grid))

    return decide


def play_out(
    state: BattleState, side: Side, action: Action, seed: int, finish: Decide, decide: Decide
) -> BattleState:
    """Return the state at the end of the next turn of *side*'s enemy, after *action*.

    *finish* makes the decisions of the option itself until the unit's activation is over: where a
    charge ends, which target the other weapons attack. *decide* makes all others, for both sides.
    The same *seed* rolls the same dice for a unit that acts at the same time, regardless of what
    was
    chosen before: options then differ by what they change, and much less by luck.
    """
    battle = Battle(state, SeededDice(seed))
    unit = state.active
    met = state.side is not side  # an answer in the enemy's turn is judged at its end
    acts = unit is not None

    def choose(now: BattleState, options: Options) -> Action | None:
        nonlocal met, acts
        met = met or now.side is not side
        if met and now.side is side:
            return None
        acts = acts and now.active == unit
        choice = (finish if acts and now.to_act is side else decide)(now, options)
        if isinstance(choice, Activate):
            battle.dice = SeededDice(_seed_of(now, choice, seed))
        return choice

    battle.carry_out(action)
    for _ in battle.run(choose):
        pass
    return battle.state


def _seed_of(state: BattleState, choice: Activate, seed: int) -> int:
    """Return the seed of an activation's dice."""
    turn = 2 * state.round + state.side.index
    moment = turn * len(Phase) + list(Phase).index(state.phase)
    return (seed * SEEDS + moment) * SEEDS + choice.unit
