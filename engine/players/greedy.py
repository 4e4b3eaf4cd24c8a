"""The bot `greedy`: the most expected VALUE destroyed now, otherwise the shortest way to an enemy
or objective.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle import forecast, rules
from engine.battle.actions import (
    Action,
    Activate,
    AdvanceTo,
    Charge,
    Fight,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.flood_fill import path_cost_layers
from engine.battle.options import Options, actions_of
from engine.hexgrid import cells_of
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.forecast import DamageSummary
    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import CellSet


class GreedyBot:
    """Chooses for the active unit alone, one action ahead; it draws nothing at random."""

    name = "greedy"

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:  # noqa: ARG002 - a Player
        """Return the best action, of equal ones the first; units act in the order of the pool."""
        return decide(state, rules.options(state))


def decide(state: BattleState, options: Options) -> Action:
    """Return the best of the *options* of a state without listing every action."""
    if state.active is None:
        return Activate((options.activate & -options.activate).bit_length() - 1)
    unit = state.units[state.active]
    if options.move or options.advance_to:
        return _approach(state, unit, options)
    if options.shoot or options.fight:
        return _attack(state, unit, options)
    if options.charge:
        return _charge(state, unit, options)
    # Advance without a target, the first end of a charge, or the one thing there is.
    return actions_of(options, state.field.grid)[0]


def _attack(state: BattleState, unit: Unit, options: Options) -> Action:
    """Return the attack that destroys the most VALUE on average; a volley is never worth less than
    a single attack.
    """
    best, worth = None, -1.0
    for code, targets in options.shoot or options.fight:
        weapon = require_present(unit.profile.weapon(code), f"weapon {code}")
        for target in cells_of(targets):
            summary = forecast.summarise_attack(state, unit, weapon, state.units[target])
            value = _worth(state.units[target], summary)
            if value > worth:
                best, worth = (code, target), value
    code, target = require_present(best, "a target")
    kind = Shoot if options.shoot else Fight
    return kind(code, target, Mode.VOLLEY)


def _charge(state: BattleState, unit: Unit, options: Options) -> Action:
    """Return the charge that destroys the most VALUE on average, counting the chance to reach;
    otherwise WAIT.
    """
    best, worth = None, 0.0
    for target_id in cells_of(options.charge):
        target = state.units[target_id]
        summary = forecast.damage_forecasts_of(state.setup).of_fight(
            unit.profile, target.profile, target.hp
        )
        value = _worth(target, summary) * forecast.charge_chance(state, unit, target)
        if value > worth:
            best, worth = target_id, value
    return Wait() if best is None else Charge(best)


def _worth(target: Unit, summary: DamageSummary) -> float:
    return target.profile.value * summary.damage / target.profile.hp_max


def _approach(state: BattleState, unit: Unit, options: Options) -> Action:
    """Return the destination nearest to a goal if it is nearer than where the unit stands."""
    here = 1 << unit.cell
    cells = options.move or options.advance_to
    for layer in path_cost_layers(state.field, _goals(state, unit)):
        if layer & here:
            break
        if layer & cells:
            to = state.field.grid.offsets_of(layer & cells)[0]
            return Move(to) if options.move else AdvanceTo(to)
    return Wait() if options.move else Stay()


def _goals(state: BattleState, unit: Unit) -> CellSet:
    goals = 0
    if state.setup.scenario.score_objectives:
        for cells, owner in zip(state.setup.objectives, state.owners, strict=True):
            if owner is not unit.side:
                goals |= cells
    if unit.profile.ranged or unit.profile.melee:
        # A 6 hits and wounds anything and a 1 fails any save: any weapon can hurt any unit.
        goals |= state.occupied[unit.side.other.index]
    return goals & state.field.ground
