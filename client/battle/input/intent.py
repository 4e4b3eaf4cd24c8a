"""What a click or a key means: pure functions from what may be done to what is asked for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from client.battle.input.attempts import attempt_on, attempt_with
from client.battle.input.decision import PendingDecision
from client.battle.input.keys import KeyCommand, Press
from client.battle.input.questions import ANSWERS, Question, QuestionAnswer, asked_by_click
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
    from engine.battle.state import BattleState, UnitSet


@dataclasses.dataclass(frozen=True, slots=True)
class Selection:
    """What the person has selected on the way to an action; nothing of it is in the game.

    *hovered* is the hex under the mouse, *target* the one picked by key, *looked_at* a unit whose
    card is shown. *weapon* is None until one is chosen: then it is the first there is. *last* is
    the unit that was active last, from which the keys go on to the next one.
    """

    weapon: str | None = None
    mode: Mode = Mode.VOLLEY
    hovered: Offset | None = None
    target: UnitId | None = None
    looked_at: UnitId | None = None
    question: Question | None = None
    last: UnitId | None = None

    def after_action(self, last: UnitId | None) -> Selection:
        """Keep what outlives an action; *last* is the unit that was active before it."""
        return Selection(mode=self.mode, hovered=self.hovered, last=last)


@dataclasses.dataclass(frozen=True, slots=True)
class Choose:
    """Ask for another selection; *refused* is an action to say of why it is not legal."""

    selection: Selection
    refused: Action | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Act:
    """Ask for an action; *put_back* takes back the untouched activation before it.

    The *question* is asked afterwards.
    """

    action: Action
    put_back: bool = False
    question: Question | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Undo:
    """Ask to take back the latest action, with an untouched activation that came after it."""


@dataclasses.dataclass(frozen=True, slots=True)
class PutBack:
    """Ask to take back the untouched activation: the unit is selected no more."""


@dataclasses.dataclass(frozen=True, slots=True)
class OpenMenu:
    """Ask for the menu."""


@dataclasses.dataclass(frozen=True, slots=True)
class Leave:
    """Ask to leave the battle."""


@dataclasses.dataclass(frozen=True, slots=True)
class Refuse:
    """Say why nothing happens: a key of the catalogue."""

    key: str


@dataclasses.dataclass(frozen=True, slots=True)
class Explain:
    """Say why an action is not legal, in the words of the rules."""

    action: Action


@dataclasses.dataclass(frozen=True, slots=True)
class Nothing:
    """Ask for nothing."""


BattleIntent: TypeAlias = Choose | Act | Undo | PutBack | Refuse | Explain | Nothing
Intent: TypeAlias = BattleIntent | OpenMenu | Leave


def open_question(now: PendingDecision, chosen: Selection) -> Question | None:
    """Return the question to answer; an advance that is not possible is not asked about."""
    if chosen.question is Question.ADVANCE and not now.options.advance:
        return None
    return chosen.question


def weapon_in_hand(now: PendingDecision, chosen: Selection) -> str | None:
    """Name the weapon that a click on a target would use; None when there is none to use."""
    codes = [code for code, _ in now.attacks]
    if chosen.weapon in codes:
        return chosen.weapon
    return codes[0] if codes else None


def targets_in_reach(now: PendingDecision, chosen: Selection) -> UnitSet:
    """Gather the units a click would attack or charge."""
    weapon = weapon_in_hand(now, chosen)
    if weapon is not None:
        return dict(now.attacks)[weapon]
    return now.options.charge


def aimed_at(now: PendingDecision, chosen: Selection) -> UnitId | None:
    """Name the target under the mouse, or else the one picked by key."""
    hovered = unit_at(now.state, chosen.hovered)
    if hovered is not None and targets_in_reach(now, chosen) >> hovered & 1:
        return hovered
    return picked_target(now, chosen)


def picked_target(now: PendingDecision, chosen: Selection) -> UnitId | None:
    """Name the target picked by key or from the list, if it can be attacked or charged."""
    unit = chosen.target
    return unit if unit is not None and targets_in_reach(now, chosen) >> unit & 1 else None


def unit_at(state: BattleState, at: Offset | None) -> UnitId | None:
    """Name the living unit in a hex."""
    if at is None or not state.field.grid.holds(at):
        return None
    cell = state.field.grid.cell(at)
    return state.at[cell] if cell in state.at else None


def destinations(now: PendingDecision) -> int:
    """Gather the cells a click would send the active unit to."""
    options = now.options
    return options.move or options.advance_to or options.charge_to


def click(now: PendingDecision, chosen: Selection, at: Offset | None) -> Intent:
    """Say what a left click on a hex, or beside the board, means."""
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
    if now.may_put_back and now.waiting >> unit & 1 and unit != now.state.active:
        return Act(Activate(unit), put_back=True, question=asked_by_click(now, unit))
    if unit == now.state.active:
        question = asked_by_click(now, unit)
        return Choose(dataclasses.replace(chosen, question=question))
    return _explain_unit(now, chosen, unit)


def _explain_unit(now: PendingDecision, chosen: Selection, unit: UnitId) -> BattleIntent:
    """Say why nothing can be done with a unit while another one is active."""
    state = now.state
    if destinations(now) and state.units[unit].side is state.to_act.other:
        return Explain(_go(now, state.offset(state.units[unit])))
    action = attempt_on(now, unit, weapon_in_hand(now, chosen), chosen.mode)
    return Refuse("battle.refuse.no-weapon") if action is None else Explain(action)


def pick_weapon(now: PendingDecision, chosen: Selection, code: str) -> BattleIntent:
    """Return what a click on a weapon of the active unit means: one that can't be used says why."""
    if code in dict(now.attacks):
        return Choose(dataclasses.replace(chosen, weapon=code))
    return Nothing() if now.state.active is None else Explain(attempt_with(now, code, chosen.mode))


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
    """Say what Esc means: one level back, at last the menu."""
    question = open_question(now, chosen)
    if question is not None:
        return answer(now, chosen, QuestionAnswer.CANCEL)
    if chosen.looked_at is not None:
        return Choose(dataclasses.replace(chosen, looked_at=None))
    if chosen.target is not None:
        return Choose(dataclasses.replace(chosen, target=None))
    if chosen.weapon is not None and weapon_in_hand(now, chosen) == chosen.weapon:
        return Choose(dataclasses.replace(chosen, weapon=None))
    return PutBack() if now.may_put_back else OpenMenu()


def right_click(now: PendingDecision, chosen: Selection) -> Intent:
    """Say what a right click means: one level back, and nothing where there is none."""
    outcome = step_back(now, chosen)
    return Nothing() if isinstance(outcome, OpenMenu) else outcome


_STEPS: Final = {QuestionAnswer.NEXT: 1, QuestionAnswer.PREVIOUS: -1}


def can_go_on(now: PendingDecision, chosen: Selection) -> bool:
    """Whether there is another unit to go on to from the active one."""
    return isinstance(_next_unit(now, chosen, 1), Act)


def answer(now: PendingDecision, chosen: Selection, reply: QuestionAnswer) -> Intent:
    """Return what an answer to the open question means."""
    closed = Choose(dataclasses.replace(chosen, question=None))
    match open_question(now, chosen):
        case Question.ADVANCE:
            if reply is QuestionAnswer.CONFIRM:
                return Act(Advance())
            if reply is QuestionAnswer.SKIP:
                return Act(Wait())
            if reply in _STEPS:
                return _next_unit(now, closed.selection, _STEPS[reply])
            return PutBack() if now.may_put_back else closed
        case Question.END_PHASE:
            return _end_phase(now) if reply is QuestionAnswer.CONFIRM else closed
        case Question.LEAVE:
            return Leave() if reply is QuestionAnswer.CONFIRM else closed
        case None:
            return Nothing()
        case _ as never:
            assert_never(never)


def press(now: PendingDecision, chosen: Selection, pressed: Press) -> Intent:
    """Say what a key or a button means while nothing is moving."""
    if open_question(now, chosen) is not None:
        reply = ANSWERS[pressed.command] if pressed.command in ANSWERS else None
        return Nothing() if reply is None else answer(now, chosen, reply)
    match pressed.command:
        case KeyCommand.NEXT:
            return _next_unit(now, chosen, 1)
        case KeyCommand.PREVIOUS:
            return _next_unit(now, chosen, -1)
        case KeyCommand.NEXT_TARGET:
            return _next_target(now, chosen)
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
            return Undo() if now.may_undo else Refuse("battle.refuse.undo")
        case KeyCommand.END_PHASE:
            return _ask_to_end_phase(now, chosen)
        case KeyCommand.BACK:
            return step_back(now, chosen)
        case KeyCommand.MENU:
            return OpenMenu()
        case _:
            return Nothing()


def _next_unit(now: PendingDecision, chosen: Selection, step: int) -> Intent:
    """Activate the next unit that waits, after the active one or the one looked at."""
    if now.state.active is not None and not now.may_put_back:
        return Refuse("battle.refuse.busy")
    units = cells_of(now.waiting)
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
    """Name the last unit before *here*, or the last of all."""
    return ([unit for unit in units if here is not None and unit < here] or units)[-1]


def _next_target(now: PendingDecision, chosen: Selection) -> Intent:
    units = cells_of(targets_in_reach(now, chosen))
    if not units:
        return Refuse("battle.refuse.target")
    here = -1 if chosen.target is None else chosen.target
    later = [unit for unit in units if unit > here]
    return Choose(dataclasses.replace(chosen, target=[*later, *units][0], hovered=None))


def _confirm(now: PendingDecision, chosen: Selection) -> Intent:
    target = aimed_at(now, chosen)
    if target is not None:
        return _attack(now, chosen, target)
    at = chosen.hovered
    if at is not None and _holds(now, destinations(now), at):
        return Act(_go(now, at))
    unit = chosen.looked_at
    if now.state.active is None and unit is not None and now.options.activate >> unit & 1:
        return Act(Activate(unit))
    return Nothing()


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
    if not now.options.end_phase and not now.may_put_back:
        return Refuse("battle.refuse.end-phase")
    if now.state.phase is Phase.FIGHT:
        return Refuse("battle.refuse.end-fight")
    if now.spare and now.asks_before_end:
        return Choose(dataclasses.replace(chosen, question=Question.END_PHASE))
    return _end_phase(now)


def _end_phase(now: PendingDecision) -> Intent:
    return Act(EndPhase(), put_back=now.state.active is not None)
