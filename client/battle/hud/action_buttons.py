"""The buttons below the board that are available now, and the fixed slots they occupy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand, key_label
from client.battle.input.unit_selection import Selection, picked_target
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.text.catalogue import name, text
from client.widgets.action_bar import BarAction, BarSlot
from engine.battle.actions import Mode
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending, ChargePending

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from client.battle.presenter import BattlePresenter


_WEIGHTS: Final = (
    *(KeyCommand.UNDO, KeyCommand.MODE, KeyCommand.NEXT, KeyCommand.ADVANCE),
    *(KeyCommand.WAIT, KeyCommand.CONFIRM, KeyCommand.END_PHASE),
)
"""The buttons in the order in which their words give way, where there is no room for all."""


def slots() -> list[BarSlot]:
    """Return the slots of all buttons: actions of the active unit first, then those that end a
    step.
    """
    return [*_slots_of_unit(), *_slots_of_phase()]


def _slots_of_unit() -> list[BarSlot]:
    command = KeyCommand
    return [
        _slot(
            command.CONFIRM,
            _face(command.CONFIRM, "battle.do.fire", "target"),
            _face(command.CONFIRM, "battle.do.strike", "fight"),
            _face(command.CONFIRM, "battle.do.charge", "charge"),
            _face(command.CONFIRM, "battle.do.result", "crown"),
            _face(command.MOVE_NOW, "battle.do.move-now", "speed"),
            shared_with=command.MOVE_NOW,
        ),
        _slot(
            command.MODE,
            _face(command.MODE, "battle.do.volley", "volley"),
            _face(command.MODE, "battle.do.single", "single"),
        ),
        _slot(
            command.ADVANCE,
            _face(command.ADVANCE, "battle.do.advance", "advance"),
            _face(command.RECAP, "battle.do.recap", "eye"),
            shared_with=command.RECAP,
        ),
        _slot(
            command.WAIT,
            _face(command.WAIT, "battle.do.wait", "hold"),
            _face(command.WAIT, "battle.do.stay", "hold"),
            _face(command.WAIT, "battle.do.give-up", "cross"),
            _face(command.WAIT, "battle.do.skip", "film"),
        ),
    ]


def _slots_of_phase() -> list[BarSlot]:
    command = KeyCommand
    phases = Phase.MOVE, Phase.SHOOT, Phase.CHARGE  # those that a person ends
    return [
        _slot(
            command.NEXT,
            _face(command.NEXT, "battle.do.next", "next"),
            _face(command.PAUSE, "battle.do.pause", "hold"),
            _face(command.PAUSE, "battle.do.go-on", "play"),
            apart=True,
            shared_with=command.PAUSE,
        ),
        _slot(
            command.UNDO,
            _face(command.UNDO, "battle.do.undo", "undo"),
            _face(command.STEP, "battle.do.step", "next"),
            shared_with=command.STEP,
        ),
        _slot(command.REDO, _face(command.REDO, "battle.do.redo", "redo"), minor=True),
        _slot(command.HINT, _face(command.HINT, "battle.do.hint", "hint"), minor=True),
        _slot(command.END_PHASE, *(_face_of_end(phase) for phase in phases)),
    ]


def _slot(
    command: KeyCommand,
    *faces: ButtonFace,
    apart: bool = False,
    shared_with: KeyCommand | None = None,
    minor: bool = False,
) -> BarSlot:
    other = "" if shared_with is None else shared_with.name.lower()
    weight = _WEIGHTS.index(command) if command in _WEIGHTS else 0
    return BarSlot(command.name.lower(), faces, apart, other, minor, weight)


def _face(command: KeyCommand, label: str, icon: str) -> ButtonFace:
    return ButtonFace(text(label), icon, key_label(command))


def _face_of_end(phase: Phase) -> ButtonFace:
    label = text("battle.do.end-phase", phase=name("phase", phase.value))
    return ButtonFace(label, "end", key_label(KeyCommand.END_PHASE))


def actions_now(presenter: BattlePresenter, *, recapped: bool) -> list[BarAction]:
    """Return the buttons of the current decision, followed by those that are always there.

    *recapped* is whether there is a turn of the other side to look back at.
    """
    if presenter.over:
        return [_button(KeyCommand.CONFIRM, "battle.do.result", "crown", ButtonKind.PRIMARY)]
    if not presenter.deciding:
        skips = not presenter.settled
        skip = _button(KeyCommand.WAIT, "battle.do.skip", "film", enabled=skips)
        buttons = [skip, *_following(presenter)] if presenter.shows_opponent else [skip]
        if presenter.session.awaits_computer:
            buttons.append(_button(KeyCommand.MOVE_NOW, "battle.do.move-now", "speed"))
        return buttons
    now, chosen = presenter.decision, presenter.chosen
    return [*_doing(now, chosen, recapped=recapped), *_going_on(now)]


def _following(presenter: BattlePresenter) -> list[BarAction]:
    """Return the buttons that pause what an opponent does, and show it step by step."""
    paused = presenter.steps.paused
    label, icon = ("battle.do.go-on", "play") if paused else ("battle.do.pause", "hold")
    return [
        _button(KeyCommand.PAUSE, label, icon),
        _button(KeyCommand.STEP, "battle.do.step", "next"),
    ]


def _button(
    command: KeyCommand,
    label: str,
    icon: str,
    kind: ButtonKind = ButtonKind.NORMAL,
    *,
    enabled: bool = True,
) -> BarAction:
    return BarAction(command.name.lower(), _face(command, label, icon), kind, enabled)


def _doing(now: PendingDecision, chosen: Selection, *, recapped: bool) -> list[BarAction]:
    """Return the actions of the active unit; without one, what is there to look at."""
    options = now.options
    if now.state.active is None:
        return [_button(KeyCommand.RECAP, "battle.do.recap", "eye")] if recapped else []
    buttons = []
    # Not by the mouse: on its way from a target to the button it would switch that off.
    aimed = picked_target(now, chosen) is not None
    attacks = (
        (options.shoot, "battle.do.fire", "target"),
        (options.fight, "battle.do.strike", "fight"),
        (options.charge, "battle.do.charge", "charge"),
    )
    for possible, label, icon in attacks:
        if possible:
            kind = ButtonKind.PRIMARY
            buttons = [_button(KeyCommand.CONFIRM, label, icon, kind, enabled=aimed)]
            break
    if now.attacks:
        volley = chosen.mode is Mode.VOLLEY
        icon = "volley" if volley else "single"
        buttons.append(_button(KeyCommand.MODE, f"battle.do.{icon}", icon))
    if options.advance:
        buttons.append(
            _button(KeyCommand.ADVANCE, "battle.do.advance", "advance", ButtonKind.ADVANCE)
        )
    return [*buttons, *_ending(now)]


def _ending(now: PendingDecision) -> list[BarAction]:
    """Return the button that ends the activation or answers the current question, if there is
    one.
    """
    options = now.options
    if options.stay:
        return [_button(KeyCommand.WAIT, "battle.do.stay", "hold")]
    if options.give_up:
        return [_button(KeyCommand.WAIT, "battle.do.give-up", "cross")]
    if options.wait:
        return [_button(KeyCommand.WAIT, "battle.do.wait", "hold")]
    return []


def _going_on(now: PendingDecision) -> list[BarAction]:
    state = now.state
    asked = isinstance(state.pending, AdvancePending | ChargePending)
    free = state.active is None or now.can_put_back
    onward = free and not asked and bool(now.waiting)
    buttons = [
        _button(KeyCommand.NEXT, "battle.do.next", "next", enabled=onward),
        _button(KeyCommand.UNDO, "battle.do.undo", "undo", enabled=now.can_undo),
        _button(KeyCommand.REDO, "battle.do.redo", "redo", enabled=now.can_redo),
        _button(KeyCommand.HINT, "battle.do.hint", "hint"),
    ]
    if state.phase is not Phase.FIGHT:
        enabled = now.options.end_phase or now.can_put_back
        face, code = _face_of_end(state.phase), KeyCommand.END_PHASE.name.lower()
        buttons.append(BarAction(code, face, ButtonKind.NORMAL, enabled))
    return buttons
