"""Which buttons stand under the board now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.input import intent
from client.battle.input.keys import CAPS, Command
from client.draw.ui.panels import ButtonFace, Kind
from client.text.catalogue import name, text
from client.widgets.action_bar import Action
from engine.battle.actions import Mode
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending, ChargePending

if TYPE_CHECKING:
    from client.battle.input.intent import Selection, Situation
    from client.battle.presenter import Director


def actions_now(director: Director) -> list[Action]:
    """List the buttons: those of the decision first, then those that are always there."""
    if director.over:
        return [_button(Command.CONFIRM, "battle.do.result", "crown", Kind.PRIMARY)]
    if not director.deciding:
        return [_button(Command.WAIT, "battle.do.skip", "film", enabled=not director.settled)]
    now, chosen = director.situation, director.chosen
    return [*_doing(now, chosen), *_going_on(now)]


def _button(
    command: Command,
    label: str,
    icon: str,
    kind: Kind = Kind.NORMAL,
    *,
    enabled: bool = True,
    apart: bool = False,
) -> Action:
    face = ButtonFace(text(label), icon, CAPS[command])
    return Action(command.name.lower(), face, kind, enabled, apart)


def _doing(now: Situation, chosen: Selection) -> list[Action]:
    """List what the active unit may do."""
    options = now.options
    if now.state.active is None:
        return []
    buttons = []
    aimed = intent.aimed_at(now, chosen) is not None
    if options.shoot:
        buttons.append(
            _button(Command.CONFIRM, "battle.do.fire", "target", Kind.PRIMARY, enabled=aimed)
        )
    elif options.fight:
        buttons.append(
            _button(Command.CONFIRM, "battle.do.strike", "fight", Kind.PRIMARY, enabled=aimed)
        )
    elif options.charge:
        buttons.append(
            _button(Command.CONFIRM, "battle.do.charge", "charge", Kind.PRIMARY, enabled=aimed)
        )
    if now.attacks:
        volley = chosen.mode is Mode.VOLLEY
        label = "battle.do.volley" if volley else "battle.do.single"
        buttons.append(_button(Command.MODE, label, ""))
    if options.advance:
        buttons.append(_button(Command.ADVANCE, "battle.do.advance", "advance", Kind.ADVANCE))
    return [*buttons, *_ending(now)]


def _ending(now: Situation) -> list[Action]:
    """List the button that ends the activation or the question at hand."""
    options = now.options
    if options.stay:
        return [_button(Command.WAIT, "battle.do.stay", "hold")]
    if options.give_up:
        return [_button(Command.WAIT, "battle.do.give-up", "cross")]
    if options.wait:
        return [_button(Command.WAIT, "battle.do.wait", "hold")]
    return []


def _going_on(now: Situation) -> list[Action]:
    state = now.state
    asked = isinstance(state.pending, AdvancePending | ChargePending)
    free = state.active is None or now.may_put_back
    buttons = [
        _button(
            Command.NEXT,
            "battle.do.next",
            "",
            enabled=free and not asked and bool(now.waiting),
            apart=state.active is not None and not now.attacks,
        ),
        _button(Command.UNDO, "battle.do.undo", "undo", enabled=now.may_undo),
    ]
    if state.phase is not Phase.FIGHT:
        phase = name("phase", state.phase.value)
        face = ButtonFace(text("battle.do.end-phase", phase=phase), "end", CAPS[Command.END_PHASE])
        enabled = now.options.end_phase or now.may_put_back
        ending = Action(Command.END_PHASE.name.lower(), face, Kind.NORMAL, enabled)
        buttons.append(ending)
    return buttons
