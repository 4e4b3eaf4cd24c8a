"""The phases in which somebody decides: each is three pure functions behind one shape (R3.3)."""

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
    """Hold what a phase is.

    *eligible* gathers the activation pool: units not yet activated that have an option now.
    *options* says what a unit of it, or the active one, may do. *resolve* carries out a legal
    action of the active unit on a fork, and ends the activation where the rules do.
    """

    eligible: Callable[[BattleState], UnitSet]
    options: Callable[[BattleState, Unit], Options]
    resolve: Callable[[BattleState, Unit, Action, Dice], list[Event]]
