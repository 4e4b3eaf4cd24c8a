"""Decisions taken without encoding them: those with one answer, and which unit acts next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.actions import Action, Activate, ChargeTo, Fight, Mode
from engine.evaluation import terms
from engine.evaluation.values import Valuation
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from engine.battle.options import Options
    from engine.battle.state import BattleState
    from engine.encoding.side_view import SideView
    from engine.evaluation.weights import EvaluationWeights
    from engine.hexgrid import Grid


def forced_action(options: Options, grid: Grid) -> Action | None:
    """Return the only answer; None where there may be more than one.

    A fight with one weapon against one target is such a decision: striking blow by blow, which is
    legal as well, can do nothing that a volley can't.
    """
    if options.activate.bit_count() == 1:
        return Activate(options.activate.bit_length() - 1)
    if options.charge_to.bit_count() == 1:
        return ChargeTo(grid.offsets[options.charge_to.bit_length() - 1])
    if len(options.fight) == 1 and options.fight[0][1].bit_count() == 1:
        (code, targets) = options.fight[0]
        return Fight(code, cells_of(targets)[0], Mode.VOLLEY)
    return None


def rank_by_priority(
    state: BattleState, options: Options, view: SideView, weights: EvaluationWeights
) -> list[Activate]:
    """Return all activations, the one with the highest priority first."""
    valuation = Valuation(state, state.to_act, weights)
    units = [state.units[at] for at in cells_of(options.activate)]
    units.sort(key=lambda one: (-terms.activation_priority(valuation, one), view.order[one.cell]))
    return [Activate(unit.id) for unit in units]


def highest_priority(
    state: BattleState, options: Options, view: SideView, weights: EvaluationWeights
) -> Activate:
    """Return the activation with the highest priority."""
    return rank_by_priority(state, options, view, weights)[0]
