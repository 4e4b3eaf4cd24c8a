"""Which buttons stand under the board now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.input import intent
from client.battle.input.keys import CAPS, KeyCommand
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.text.catalogue import name, text
from client.widgets.action_bar import BarAction
from engine.battle.actions import Mode
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending, ChargePending

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from client.battle.input.intent import Selection
    from client.battle.presenter import BattlePresenter


def actions_now(presenter: BattlePresenter) -> list[BarAction]:
    """List the buttons: those of the decision first, then those that are always there."""
    if presenter.over:
        return [_button(KeyCommand.CONFIRM, "battle.do.result", "crown", ButtonKind.PRIMARY)]
    if not presenter.deciding:
        return [_button(KeyCommand.WAIT, "battle.do.skip", "film", enabled=not presenter.settled)]
    now, chosen = presenter.decision, presenter.chosen
    return [*_doing(now, chosen), *_going_on(now)]


def _button(
    command: KeyCommand,
    label: str,
    icon: str,
    kind: ButtonKind = ButtonKind.NORMAL,
    *,
    enabled: bool = True,
    apart: bool = False,
) -> BarAction:
    face = ButtonFace(text(label), icon, CAPS[command])
    return BarAction(command.name.lower(), face, kind, enabled, apart)


def _doing(now: PendingDecision, chosen: Selection) -> list[BarAction]:
    """List what the active unit may do."""
    options = now.options
    if now.state.active is None:
        return []
    buttons = []
    aimed = intent.aimed_at(now, chosen) is not None
    if options.shoot:
        buttons.append(
            _button(
                KeyCommand.CONFIRM, "battle.do.fire", "target", ButtonKind.PRIMARY, enabled=aimed
            )
        )
    elif options.fight:
        buttons.append(
            _button(
                KeyCommand.CONFIRM, "battle.do.strike", "fight", ButtonKind.PRIMARY, enabled=aimed
            )
        )
    elif options.charge:
        buttons.append(
            _button(
                KeyCommand.CONFIRM, "battle.do.charge", "charge", ButtonKind.PRIMARY, enabled=aimed
            )
        )
    if now.attacks:
        volley = chosen.mode is Mode.VOLLEY
        label = "battle.do.volley" if volley else "battle.do.single"
        buttons.append(_button(KeyCommand.MODE, label, ""))
    if options.advance:
        buttons.append(
            _button(KeyCommand.ADVANCE, "battle.do.advance", "advance", ButtonKind.ADVANCE)
        )
    return [*buttons, *_ending(now)]


def _ending(now: PendingDecision) -> list[BarAction]:
    """List the button that ends the activation or the question at hand."""
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
    free = state.active is None or now.may_put_back
    buttons = [
        _button(
            KeyCommand.NEXT,
            "battle.do.next",
            "",
            enabled=free and not asked and bool(now.waiting),
            apart=state.active is not None and not now.attacks,
        ),
        _button(KeyCommand.UNDO, "battle.do.undo", "undo", enabled=now.may_undo),
    ]
    if state.phase is not Phase.FIGHT:
        phase = name("phase", state.phase.value)
        face = ButtonFace(
            text("battle.do.end-phase", phase=phase), "end", CAPS[KeyCommand.END_PHASE]
        )
        enabled = now.options.end_phase or now.may_put_back
        ending = BarAction(KeyCommand.END_PHASE.name.lower(), face, ButtonKind.NORMAL, enabled)
        buttons.append(ending)
    return buttons
