"""The meaning of a click or a key: pure functions from a decision and a selection to an intent."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from client.battle.input import cursor
from client.battle.input.attempts import attempt_on, attempt_with
from client.battle.input.decision import PendingDecision
from client.battle.input.keys import KeyCommand, Press
from client.battle.input.questions import ANSWERS, Question, QuestionAnswer, asked_by_click
from client.battle.input.unit_selection import (
    Selection,
    aimed_at,
    destinations,
    open_question,
    targets_in_reach,
    unit_at,
    weapon_in_hand,
)
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.phase import Phase
from engine.hexgrid import Offset, cells_of

if TYPE_CHECKING:
    from engine.battle.actions import UnitId


@dataclasses.dataclass(frozen=True, slots=True)
class Choose:
    """Change the selection; *refused* is an illegal action to be explained."""

    selection: Selection
    refused: Action | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Act:
    """Perform an action; *put_back* first takes back the untouched activation.

    The *question* is asked afterwards.
    """

    action: Action
    put_back: bool = False
    question: Question | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Undo:
    """Take back the latest action, with an untouched activation that came after it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Redo:
    """Take the action again that was taken back last."""


@dataclasses.dataclass(frozen=True, slots=True)
class PutBack:
    """Take back the untouched activation, which deselects the unit."""


@dataclasses.dataclass(frozen=True, slots=True)
class OpenMenu:
    """Open the menu."""


@dataclasses.dataclass(frozen=True, slots=True)
class Leave:
    """Leave the battle."""


@dataclasses.dataclass(frozen=True, slots=True)
class Refuse:
    """Do nothing and show the reason: a key of the catalogue."""

    key: str


@dataclasses.dataclass(frozen=True, slots=True)
class Explain:
    """Show why an action is illegal, in the words of the rules."""

    action: Action


@dataclasses.dataclass(frozen=True, slots=True)
class Nothing:
    """Do nothing."""


BattleIntent: TypeAlias = Choose | Act | Undo | Redo | PutBack | Refuse | Explain | Nothing
Intent: TypeAlias = BattleIntent | OpenMenu | Leave


def click(now: PendingDecision, chosen: Selection, at: Offset | None) -> Intent:
    """Return the meaning of a left click on a hex, or beside the board."""
    if open_question(now, chosen) is not None:
        return Nothing()
    unit = unit_at(now.state, at)
    if now.state.active is None:
        if unit is not None and now.options.activate >> unit & 1:
            return Act(Activate(unit), question=asked_by_click(now, unit))
        own = unit is not None and now.state.units[unit].side is now.state.to_act
        refused = Activate(unit) if unit is not None and own else None
        return Choose(dataclasses.replace(chosen, looked_at=unit), refused)
    if at is not None and _holds(now, destinations(now), at):
        return Act(_go(now, at))
    if unit is not None:
        return _click_unit(now, chosen, unit)
    return Explain(_go(now, at)) if at is not None and destinations(now) else Nothing()


def _click_unit(now: PendingDecision, chosen: Selection, unit: UnitId) -> Intent:
    if targets_in_reach(now, chosen) >> unit & 1:
        return _attack(now, chosen, unit)
    for code, targets in now.attacks:
        if targets >> unit & 1:
            return Choose(dataclasses.replace(chosen, weapon=code, target=unit))
    if now.can_put_back and now.waiting >> unit & 1 and unit != now.state.active:
        return Act(Activate(unit), put_back=True, question=asked_by_click(now, unit))
    if unit == now.state.active:
        question = asked_by_click(now, unit)
        return Choose(dataclasses.replace(chosen, question=question))
    return _explain_unit(now, chosen, unit)


def _explain_unit(now: PendingDecision, chosen: Selection, unit: UnitId) -> BattleIntent:
    """Return why a unit can't be used while another one is active."""
    state = now.state
    if destinations(now) and state.units[unit].side is state.to_act.other:
        return Explain(_go(now, state.offset(state.units[unit])))
    action = attempt_on(now, unit, weapon_in_hand(now, chosen), chosen.mode)
    return Refuse("battle.refuse.no-weapon") if action is None else Explain(action)


def pick_weapon(now: PendingDecision, chosen: Selection, code: str) -> BattleIntent:
    """Return the meaning of a click on a weapon of the active unit; an unusable one gives the
    reason.
    """
    if code in dict(now.attacks):
        return Choose(dataclasses.replace(chosen, weapon=code))
    return Nothing() if now.state.active is None else Explain(attempt_with(now, code, chosen.mode))


def pick_unit(now: PendingDecision, chosen: Selection, unit: UnitId) -> Intent:
    """Return the meaning of a click on a unit of the roster: that of a click on its hex, but one
    that is destroyed only shows its card.
    """
    if not now.state.units[unit].hp:
        return Choose(dataclasses.replace(chosen, looked_at=unit))
    return click(now, chosen, now.state.offset(now.state.units[unit]))


def _holds(now: PendingDecision, cells: int, at: Offset) -> bool:
    return (grid := now.state.field.grid).holds(at) and bool(cells >> grid.cell(at) & 1)


def _go(now: PendingDecision, at: Offset) -> Action:
    if now.options.move:
        return Move(at)
    return AdvanceTo(at) if now.options.advance_to else ChargeTo(at)


def _attack(now: PendingDecision, chosen: Selection, unit: UnitId) -> Intent:
    weapon = weapon_in_hand(now, chosen)
    if weapon is None:
        return Act(Charge(unit))
    if now.options.shoot:
        return Act(Shoot(weapon, unit, chosen.mode))
    return Act(Fight(weapon, unit, chosen.mode))


def step_back(now: PendingDecision, chosen: Selection) -> Intent:
    """Return the meaning of Esc: one level back, and finally the menu."""
    question = open_question(now, chosen)
    if question is not None:
        return answer(now, chosen, QuestionAnswer.CANCEL)
    if chosen.looked_at is not None:
        return Choose(dataclasses.replace(chosen, looked_at=None))
    if chosen.target is not None:
        return Choose(_without_target(now, chosen))
    if chosen.weapon is not None and weapon_in_hand(now, chosen) == chosen.weapon:
        return Choose(dataclasses.replace(chosen, weapon=None))
    return PutBack() if now.can_put_back else OpenMenu()


def _without_target(now: PendingDecision, chosen: Selection) -> Selection:
    """Return the selection without a target; the cursor goes back to the active unit."""
    at, active = chosen.hovered, now.state.active
    if chosen.keyed and active is not None:
        at = now.state.offset(now.state.units[active])
    return dataclasses.replace(chosen, target=None, hovered=at)


def right_click(now: PendingDecision, chosen: Selection) -> Intent:
    """Return the meaning of a right click: one level back; nothing at the top level."""
    outcome = step_back(now, chosen)
    return Nothing() if isinstance(outcome, OpenMenu) else outcome


_STEPS: Final = {QuestionAnswer.NEXT: 1, QuestionAnswer.PREVIOUS: -1}


def can_go_on(now: PendingDecision, chosen: Selection) -> bool:
    """Whether there is another unit to step to from the active one."""
    return isinstance(_next_unit(now, chosen, 1), Act)


def answer(now: PendingDecision, chosen: Selection, reply: QuestionAnswer) -> Intent:
    """Return the meaning of an answer to the open question."""
    closed = Choose(dataclasses.replace(chosen, question=None))
    match open_question(now, chosen):
        case Question.ADVANCE:
            if reply is QuestionAnswer.CONFIRM:
                return Act(Advance())
            if reply is QuestionAnswer.SKIP:
                return Act(Wait())
            if reply in _STEPS:
                return _next_unit(now, closed.selection, _STEPS[reply])
            return closed  # the unit stays selected, to be looked at
        case Question.END_PHASE:
            return _end_phase(now) if reply is QuestionAnswer.CONFIRM else closed
        case Question.LEAVE:
            return Leave() if reply is QuestionAnswer.CONFIRM else closed
        case None:
            return Nothing()
        case _ as never:
            assert_never(never)


def press(now: PendingDecision, chosen: Selection, pressed: Press) -> Intent:
    """Return the meaning of a key or a button while nothing is moving."""
    if open_question(now, chosen) is not None:
        reply = ANSWERS[pressed.command] if pressed.command in ANSWERS else None
        return Nothing() if reply is None else answer(now, chosen, reply)
    match pressed.command:
        case KeyCommand.NEXT:
            return _next_unit(now, chosen, 1)
        case KeyCommand.PREVIOUS:
            return _next_unit(now, chosen, -1)
        case KeyCommand.NEXT_TARGET:
            return _next_stop(now, chosen, 1)
        case KeyCommand.PREVIOUS_TARGET:
            return _next_stop(now, chosen, -1)
        case KeyCommand.CONFIRM:
            return _confirm(now, chosen)
        case KeyCommand.WAIT:
            return _wait(now)
        case KeyCommand.ADVANCE:
            if now.options.advance:
                return Choose(dataclasses.replace(chosen, question=Question.ADVANCE))
            return Explain(Advance())
        case KeyCommand.MODE:
            other = Mode.SINGLE if chosen.mode is Mode.VOLLEY else Mode.VOLLEY
            return Choose(dataclasses.replace(chosen, mode=other))
        case KeyCommand.WEAPON:
            return _pick_weapon(now, chosen, pressed.number)
        case KeyCommand.UNDO:
            return Undo() if now.can_undo else Refuse("battle.refuse.undo")
        case KeyCommand.REDO:
            return Redo() if now.can_redo else Refuse("battle.refuse.redo")
        case KeyCommand.END_PHASE:
            return _ask_to_end_phase(now, chosen)
        case KeyCommand.BACK:
            return step_back(now, chosen)
        case KeyCommand.MENU:
            return OpenMenu()
        case _:
            return Nothing()


def _next_unit(now: PendingDecision, chosen: Selection, step: int) -> Intent:
    """Return the activation of the next waiting unit after the active one or the one looked at."""
    if now.state.active is not None and not now.can_put_back:
        return Refuse("battle.refuse.busy")
    units = cells_of(now.able or now.waiting)
    if not units:
        return Refuse("battle.refuse.nobody")
    seen = (now.state.active, chosen.looked_at, chosen.last)
    here = next((unit for unit in seen if unit is not None), None)
    after = [one for one in units if here is not None and one > here]
    others = [one for one in (*after, *units) if one != here]
    if not others:
        return Nothing() if now.state.active is not None else Act(Activate(units[0]))
    unit = others[0] if step > 0 else _before(units, here)
    if unit == now.state.active:
        return Nothing()
    return Act(Activate(unit), put_back=now.state.active is not None)


def _before(units: list[UnitId], here: UnitId | None) -> UnitId:
    """Return the last unit before *here*, or the last of all."""
    return ([unit for unit in units if here is not None and unit < here] or units)[-1]


def _next_stop(now: PendingDecision, chosen: Selection, step: int) -> Intent:
    """Return the cursor's step to the next target or destination."""
    at = cursor.next_stop(now, chosen, step)
    if at is None:
        return Refuse("battle.refuse.target")
    return Choose(cursor.point_at(now, chosen, at))


def _confirm(now: PendingDecision, chosen: Selection) -> Intent:
    if _is_unaimed(now, chosen):
        return _next_stop(now, chosen, 1)
    if chosen.keyed and chosen.hovered is not None:
        outcome = click(now, chosen, chosen.hovered)
        on_itself = unit_at(now.state, chosen.hovered) == now.state.active is not None
        asks = not isinstance(outcome, Choose) or outcome.selection.question is not None
        return outcome if asks or not on_itself else _first_target(now, chosen)
    target = aimed_at(now, chosen)
    if target is not None:
        return _attack(now, chosen, target)
    at = chosen.hovered
    if at is not None and _holds(now, destinations(now), at):
        return Act(_go(now, at))
    unit = chosen.looked_at
    if now.state.active is None and unit is not None and now.options.activate >> unit & 1:
        return Act(Activate(unit))
    return _first_target(now, chosen)


def _first_target(now: PendingDecision, chosen: Selection) -> Intent:
    """Return the cursor's step to the first target, if there is one."""
    return _next_stop(now, chosen, 1) if targets_in_reach(now, chosen) else Nothing()


def _is_unaimed(now: PendingDecision, chosen: Selection) -> bool:
    """Whether there are targets and nobody has pointed anywhere: the cursor, if it is shown, is
    still on the active unit.
    """
    if now.state.active is None or not targets_in_reach(now, chosen):
        return False
    if not chosen.keyed:
        return aimed_at(now, chosen) is None
    return chosen.hovered in {None, now.state.offset(now.state.units[now.state.active])}


def _wait(now: PendingDecision) -> Intent:
    if now.options.stay:
        return Act(Stay())
    if now.options.give_up:
        return Act(GiveUp())
    if now.options.wait:
        return Act(Wait())
    return Explain(Wait())


def _pick_weapon(now: PendingDecision, chosen: Selection, number: int) -> Intent:
    if 1 <= number <= len(now.attacks):
        return Choose(dataclasses.replace(chosen, weapon=now.attacks[number - 1][0]))
    return Nothing()


def _ask_to_end_phase(now: PendingDecision, chosen: Selection) -> Intent:
    if not now.options.end_phase and not now.can_put_back:
        return Refuse("battle.refuse.end-phase")
    if now.state.phase is Phase.FIGHT:
        return Refuse("battle.refuse.end-fight")
    if now.spare and now.asks_before_end:
        return Choose(dataclasses.replace(chosen, question=Question.END_PHASE))
    return _end_phase(now)


def _end_phase(now: PendingDecision) -> Intent:
    return Act(EndPhase(), put_back=now.state.active is not None)
