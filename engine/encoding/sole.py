"""Decisions that are none: options that are taken without being laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.actions import Action, Activate, ChargeTo, Fight, Mode
from engine.encoding import appraisal
from engine.encoding.stakes import Stakes
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.options import Options
    from engine.battle.state import BattleState
    from engine.encoding.chart import Chart
    from engine.encoding.temper import Temper
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


def foremost(state: BattleState, options: Options, chart: Chart, temper: Temper) -> Activate:
    """Give the activation that would be offered first: of the unit that is most urgent."""
    stakes = Stakes(state, state.to_act, temper)
    units = [state.units[at] for at in cells_of(options.activate)]
    best = min(units, key=lambda one: (-appraisal.urgency(stakes, one), chart.order[one.cell]))
    return Activate(best.id)
