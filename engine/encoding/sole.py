"""Decisions that are none: the one option that would be offered, without laying it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.actions import Action, Activate, ChargeTo, Fight, Mode
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.options import Options
    from engine.hexgrid import Grid


def sole_option(options: Options, grid: Grid) -> Action | None:
    """Give the option that is offered alone; None where more may be, which laying out tells."""
    if options.activate.bit_count() == 1:
        return Activate(options.activate.bit_length() - 1)
    if options.charge_to.bit_count() == 1:
        return ChargeTo(grid.offsets[options.charge_to.bit_length() - 1])
    if len(options.fight) == 1 and options.fight[0][1].bit_count() == 1:
        (code, targets) = options.fight[0]
        return Fight(code, cells_of(targets)[0], Mode.VOLLEY)
    return None
