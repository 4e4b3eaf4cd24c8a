"""Playing an option out to the end of the enemy's next turn, with dice of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.battle import rules
from engine.battle.actions import Action, Activate
from engine.battle.options import Listing, Options
from engine.battle.phase import Phase
from engine.battle.state import BattleState
from engine.dice import SeededDice

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.players import Player

SEEDS: Final = 2**32
"""Seeds of samples are drawn below it."""

Decide: TypeAlias = Callable[[BattleState, Options], Action]
"""Picks one of the options, for whoever has to act."""


def decide_by(player: Player) -> Decide:
    """Let a player decide."""

    def decide(state: BattleState, options: Options) -> Action:
        return player.choose(state, Listing(options, state.field.grid))

    return decide


def play_out(
    state: BattleState, side: Side, action: Action, seed: int, finish: Decide, decide: Decide
) -> BattleState:
    """Give the battle as it stands at the end of the turn of *side*'s enemy that comes next.

    *finish* decides what the option asks before the unit's activation is over: where a charge ends,
    whom the other weapons are fired at. All else *decide* does, for both sides. The same *seed*
    rolls the same dice for whoever acts at the same time, whatever was chosen before: so options
    differ by what they change, and much less by luck.
    """
    dice = SeededDice(seed)
    unit = state.active
    after, _ = rules.carry_out(state, action, dice)
    met = state.side is not side  # an answer in the enemy's turn is judged at its end
    acts = unit is not None
    while after.result is None:
        met = met or after.side is not side
        if met and after.side is side:
            break
        acts = acts and after.active == unit
        choose = finish if acts and after.to_act is side else decide
        choice = choose(after, rules.options(after))
        if isinstance(choice, Activate):
            dice = SeededDice(_seed_of(after, choice, seed))
        after, _ = rules.carry_out(after, choice, dice)
    return after


def _seed_of(state: BattleState, choice: Activate, seed: int) -> int:
    """Give the seed of an activation's dice."""
    turn = 2 * state.round + state.side.index
    moment = turn * len(Phase) + list(Phase).index(state.phase)
    return (seed * SEEDS + moment) * SEEDS + choice.unit
