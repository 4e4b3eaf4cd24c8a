"""What a person has selected on the way to an action, and what it is aimed at."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from client.battle.input.questions import Question
from engine.battle.actions import Mode

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from engine.battle.actions import UnitId
    from engine.battle.state import BattleState, UnitSet
    from engine.hexgrid import Offset


@dataclasses.dataclass(frozen=True, slots=True)
class Selection:
    """What the person has selected on the way to an action; none of it is part of the game.

    *hovered* is the hex under the mouse, or that of the cursor if it is *keyed*; *target* is a unit
    picked by key or from the list, *looked_at* one whose card is shown. *weapon* is None until one
    is selected; the first available one is then used. *last* is the unit that was active last, from
    which the keys step to the next one.
    """

    weapon: str | None = None
    mode: Mode = Mode.VOLLEY
    hovered: Offset | None = None
    keyed: bool = False
    target: UnitId | None = None
    looked_at: UnitId | None = None
    question: Question | None = None
    last: UnitId | None = None

    def after_action(self, last: UnitId | None) -> Selection:
        """Return the selection after an action; *last* is the unit that was active before it."""
        return Selection(mode=self.mode, hovered=self.hovered, keyed=self.keyed, last=last)


def open_question(now: PendingDecision, chosen: Selection) -> Question | None:
    """Return the open question; an advance that is not possible is not asked about."""
    if chosen.question is Question.ADVANCE and not now.options.advance:
        return None
    return chosen.question


def weapon_in_hand(now: PendingDecision, chosen: Selection) -> str | None:
    """Return the weapon that a click on a target would use; None if there is none."""
    codes = [code for code, _ in now.attacks]
    if chosen.weapon in codes:
        return chosen.weapon
    return codes[0] if codes else None


def targets_in_reach(now: PendingDecision, chosen: Selection) -> UnitSet:
    """Return the units that a click would attack or charge."""
    weapon = weapon_in_hand(now, chosen)
    if weapon is not None:
        return dict(now.attacks)[weapon]
    return now.options.charge


def aimed_at(now: PendingDecision, chosen: Selection) -> UnitId | None:
    """Return the target under the mouse or the cursor, or else the one picked."""
    hovered = unit_at(now.state, chosen.hovered)
    if hovered is not None and targets_in_reach(now, chosen) >> hovered & 1:
        return hovered
    return picked_target(now, chosen)


def picked_target(now: PendingDecision, chosen: Selection) -> UnitId | None:
    """Return the target picked by key or from the list, if it can be attacked or charged."""
    unit = unit_at(now.state, chosen.hovered) if chosen.keyed else chosen.target
    return unit if unit is not None and targets_in_reach(now, chosen) >> unit & 1 else None


def unit_at(state: BattleState, at: Offset | None) -> UnitId | None:
    """Return the living unit in a hex, if there is one."""
    if at is None or not state.field.grid.holds(at):
        return None
    cell = state.field.grid.cell(at)
    return state.at[cell] if cell in state.at else None


def destinations(now: PendingDecision) -> int:
    """Return the cells that a click would send the active unit to."""
    options = now.options
    return options.move or options.advance_to or options.charge_to
