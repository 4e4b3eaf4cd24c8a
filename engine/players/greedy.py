"""The bot `greedy`: the most expected VALUE destroyed now, otherwise the shortest way to some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle import forecast
from engine.battle.actions import (
    Action,
    AdvanceTo,
    Charge,
    Fight,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import CellSet


class GreedyBot:
    """Choose for the active unit alone, one action ahead; nothing is drawn by chance.

    An attack is worth the VALUE it destroys on average: the target's VALUE times the share of its
    full hit points that the forecast takes. A charge counts its fight times the chance that the
    roll suffices. Where there is nothing to attack, the unit takes the hex from which the way to
    the nearest objective its side does not hold, or enemy if it has a weapon, is shortest.
    """

    name = "greedy"

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Pick the best of *actions*, at equal worth the first; units in the order of the pool."""
        first = actions[0]
        if state.active is None:
            return first
        unit = state.units[state.active]
        match first:
            case Shoot() | Fight():
                return max(actions, key=lambda action: _attack_worth(state, unit, action))
            case Charge():
                best = max(actions, key=lambda action: _charge_worth(state, unit, action))
                return best if _charge_worth(state, unit, best) > 0 else Wait()
            case Move() | AdvanceTo():
                return _approach(state, unit, actions)
            case _:
                # Advance without a target, the first end of a charge, or the one thing there is.
                return first


def _attack_worth(state: BattleState, unit: Unit, action: Action) -> float:
    """Give the VALUE that an attack destroys on average; a single shot is never worth more."""
    match action:
        case Shoot(code, target_id, Mode.VOLLEY) | Fight(code, target_id, Mode.VOLLEY):
            weapon = require_present(unit.profile.weapon(code), f"weapon {code}")
            target = state.units[target_id]
            odds = forecast.forecast_attack(state, unit, weapon, target)
            return _worth(target, odds.expected_damage)
        case _:
            return -1


def _charge_worth(state: BattleState, unit: Unit, action: Action) -> float:
    """Give the VALUE that a charge destroys on average, its roll counted in."""
    match action:
        case Charge(target_id) if unit.profile.melee:
            target = state.units[target_id]
            left = forecast.mean_left(forecast.forecast_fight(state, unit, target))
            chance = forecast.charge_chance(state, unit, target)
            return chance * _worth(target, target.hp - left)
        case _:
            return 0


def _worth(target: Unit, damage: float) -> float:
    return target.profile.value * damage / target.profile.hp_max


def _approach(state: BattleState, unit: Unit, actions: Sequence[Action]) -> Action:
    """Pick the destination nearest to a goal if it is nearer than where the unit stands."""
    layers = state.field.ways_to(_goals(state, unit))
    grid = state.field.grid
    here = 1 << unit.cell
    for layer in layers:
        if layer & here:
            break
        for action in actions:
            if isinstance(action, Move | AdvanceTo) and layer >> grid.cell(action.to) & 1:
                return action
    return next(action for action in actions if isinstance(action, Wait | Stay))


def _goals(state: BattleState, unit: Unit) -> CellSet:
    goals = 0
    if state.setup.scenario.score_objectives:
        for cells, owner in zip(state.setup.objectives, state.owners, strict=True):
            if owner is not unit.side:
                goals |= cells
    if unit.profile.ranged or unit.profile.melee:
        # A 6 hits and wounds anything and a 1 fails any save: whoever has a weapon hurts everybody.
        goals |= state.occupied[unit.side.other.index]
    return goals & state.field.ground
