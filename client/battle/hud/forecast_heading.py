"""The headings of the panels of the forecast: of one target, and of the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.input.keys import KeyCommand, key_label
from client.battle.input.unit_selection import aimed_at
from client.text.catalogue import plural, text
from engine.battle.actions import Mode
from engine.validation import require_present

if TYPE_CHECKING:
    from client.battle.presenter import BattlePresenter


def forecast_heading(presenter: BattlePresenter) -> tuple[str, str]:
    """Return the title and the note of the forecast of the target that is aimed at."""
    target = require_present(aimed_at(presenter.decision, presenter.chosen), "a target")
    one = presenter.offer.odds[target]
    if one.weapon is None:
        return text("battle.odds.charge-title"), ""
    if presenter.chosen.mode is Mode.SINGLE:
        note = text("battle.odds.single")
    elif len(one.attacks) == 1:
        note = plural("battle.odds.attacks", one.attacks[0][0])
    else:
        note = text("battle.odds.attacks-dice", dice=one.weapon.attacks.written)
    return text("battle.odds.title"), note


def targets_heading() -> tuple[str, str]:
    """Return the title and the note of the list of targets."""
    return text("battle.odds.targets"), text("battle.odds.targets-note")


def targets_notes() -> tuple[str, ...]:
    """Return the note of the list of targets beside the board, with the key that steps through them
    if there is room.
    """
    note, cap = text("battle.odds.targets-note"), key_label(KeyCommand.NEXT_TARGET)
    return (text("battle.odds.targets-step", note=note, cap=cap), note) if cap else (note,)
