"""The phases with decisions: each is three pure functions with the same signatures (R3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.options import Options
    from engine.battle.state import BattleState, Unit, UnitSet
    from engine.dice import Dice


class PhaseRules(NamedTuple):
    """The rules of a phase.

    *eligible* returns the activation pool: units not yet activated that have an option now.
    *options* returns the options of a unit of the pool, or of the active one. *resolve* carries out
    a legal action of the active unit on a fork, and ends the activation where the rules do.
    """

    eligible: Callable[[BattleState], UnitSet]
    options: Callable[[BattleState, Unit], Options]
    resolve: Callable[[BattleState, Unit, Action, Dice], list[Event]]
