"""Playing an option out to the end of the enemy's next turn, with dice of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.battle import rules
from engine.battle.actions import Action, Activate
from engine.battle.options import Options
from engine.battle.phase import Phase
from engine.battle.state import BattleState
from engine.dice import SeededDice

if TYPE_CHECKING:
    from engine.battle.side import Side

SEEDS: Final = 2**32
"""Seeds of samples are drawn below it."""

Decide: TypeAlias = Callable[[BattleState, Options], Action]
"""Picks one of the options, for whoever has to act."""


def play_out(
    state: BattleState, side: Side, action: Action, seed: int, decide: Decide
) -> BattleState:
    """Give the battle as it stands at the end of the turn of *side*'s enemy that comes next.

    *decide* plays both sides. The same *seed* rolls the same dice for whoever acts at the same
    time, whatever was chosen before: so options differ by what they change, and much less by luck.
    """
    dice = SeededDice(seed)
    after, _ = rules.carry_out(state, action, dice)
    met = state.side is not side  # an answer in the enemy's turn is judged at its end
    while after.result is None:
        met = met or after.side is not side
        if met and after.side is side:
            break
        choice = decide(after, rules.options(after))
        if isinstance(choice, Activate):
            dice = SeededDice(_seed_of(after, choice, seed))
        after, _ = rules.carry_out(after, choice, dice)
    return after


def _seed_of(state: BattleState, choice: Activate, seed: int) -> int:
    """Give the seed of an activation's dice."""
    turn = 2 * state.round + state.side.index
    moment = turn * len(Phase) + list(Phase).index(state.phase)
    return (seed * SEEDS + moment) * SEEDS + choice.unit
