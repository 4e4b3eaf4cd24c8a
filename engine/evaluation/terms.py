"""The terms of the evaluation: cells to stand in, shots, charges, fights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engine.battle import fields, forecast, reachable, targets, threats
from engine.battle.phase import Phase
from engine.dice import D6_FACES
from engine.evaluation.values import percent_per_value
from engine.hexgrid import cells_of
from engine.object_cache import remember
from engine.validation import require_present

if TYPE_CHECKING:
    from engine.battle.fields import Map
    from engine.battle.forecast import DamageSummary
    from engine.battle.state import BattleState, Setup, Unit
    from engine.battle.threats import Threat
    from engine.data.catalog import Weapon
    from engine.evaluation.values import Valuation

FAR: Final = 5e8
"""The path cost to a cell that can't be reached."""


# Whose turn it is to act


def activation_priority(valuation: Valuation, unit: Unit) -> float:
    """Return the priority of activating a unit before the others of its side."""
    state = valuation.state
    match state.phase:
        case Phase.FIGHT:
            return fight_value(valuation, unit)
        case Phase.SHOOT:
            return shot_value(valuation, unit)
        case Phase.MOVE:
            # Those in front make room for those behind.
            foes = state.occupied[unit.side.other.index]
            return -min(float(fields.path_costs(state.field, foes)[unit.cell]), FAR)
        case _:
            return -float(unit.id)


def fight_value(valuation: Valuation, unit: Unit) -> float:
    """Return the value of a whole fight with the best of the enemies adjacent to *unit*."""
    state = valuation.state
    forecasts = forecast.damage_forecasts_of(state.setup)
    foes = [state.units[at] for at in cells_of(targets.melee_targets(state, unit))]
    return max(
        valuation.damage_value(foe, forecasts.of_fight(unit.profile, foe.profile, foe.hp))
        for foe in foes
    )


def shot_value(valuation: Valuation, unit: Unit) -> float:
    """Return the value of the best volley a unit could fire now; 0 if there is none."""
    state = valuation.state
    return max(
        (
            attack_value(valuation, unit, weapon, state.units[target])
            for weapon in targets.usable_ranged(state, unit)
            for target in cells_of(targets.ranged_targets(state, unit, weapon))
        ),
        default=0.0,
    )


# Places


class CellValues(NamedTuple):
    """The value of being in each cell to a unit, term by term.

    *objectives*, *loss* (a cost) and *approach* (a cost as well, stored as a negative value) count
    whatever the unit does next; *shots* and *charges* are what it may do from there, 0 where it may
    not.
    """

    objectives: Map
    loss: Map
    approach: Map
    shots: Map
    charges: Map
    threat: Threat

    @property
    def standing(self) -> Map:
        """Return the value of being in each cell, without what the unit does from there."""
        return self.objectives - self.loss + self.approach


def cell_values(
    valuation: Valuation, unit: Unit, *, shoots: bool, charges: bool, advanced: bool = False
) -> CellValues:
    """Return the value of being in each cell, with what *unit* may still do from there.

    After an advance (*advanced*) only weapons with ASSAULT fire.
    """
    state = valuation.state
    danger = threats.threat(state, unit)
    # A unit adjacent to an enemy is not fired at.
    alone = fields.flags(state.field, [state.field.grid.board & ~state.zone_of_control(unit.side)])
    danger = danger._replace(ranged=danger.ranged * alone)
    nothing = np.zeros(state.field.grid.width, np.float32)
    return CellValues(
        objectives=valuation.objective_values(unit),
        loss=valuation.loss_by_cell(unit, danger.shared),
        approach=_approach(valuation, unit),
        shots=fields.shooting(state, unit, valuation.damage_value, advanced=advanced)
        if shoots
        else nothing,
        charges=charge_values(valuation, unit) if charges else nothing,
        threat=danger,
    )


def _approach(valuation: Valuation, unit: Unit) -> Map:
    """Return the cost of each cell's distance, in turns, to where an enemy could be attacked."""
    state = valuation.state
    foes = state.occupied[unit.side.other.index]
    costs = fields.path_costs(state.field, foes)
    longest = max([weapon.range for weapon in unit.profile.ranged], default=1)
    far = np.minimum(np.maximum(costs - longest, 0), state.field.grid.width)
    cost: Map = (-valuation.weights.hunt / max(1, unit.profile.move) * far).astype(np.float32)
    return cost


def advance_value(state: BattleState, unit: Unit, ahead: Map) -> float:
    """Return the expected value over the roll of an advance of the best cell it reaches, or of
    staying.
    """
    roll = state.setup.advance_roll
    layers = reachable.move_layers(state, unit, roll.highest)
    best, bests = float(ahead[unit.cell]), []
    for layer in layers:
        best = max(best, float(ahead[cells_of(layer)].max())) if layer else best
        bests.append(best)
    score = 0.0
    for points, chance in roll.distribution().items():
        score += chance * bests[min(points, len(bests) - 1)]
    return score


# Attacks


def attack_value(valuation: Valuation, unit: Unit, weapon: Weapon, target: Unit) -> float:
    """Return the value of a volley, less the expected cost of HAZARDOUS."""
    summary = forecast.summarise_attack(valuation.state, unit, weapon, target)
    worth = valuation.damage_value(target, summary) + summary.destroyed * valuation.clearing_value(
        target
    )
    if weapon.hazardous:
        lost = min(valuation.state.setup.rules.hazard_damage, unit.hp) / unit.profile.hp_max
        worth -= valuation.unit_value(unit) * lost / D6_FACES
    return worth


def other_weapons_value(unit: Unit, code: str, worth: dict[tuple[str, int], float]) -> float:
    """Return the sum of the best values of the other weapons that may be fired along with
    *code*.
    """
    pistol = weapon_of(unit, code).pistol
    best: dict[str, float] = {}
    for (other, _), value in worth.items():
        if other != code and weapon_of(unit, other).pistol is pistol:
            best[other] = max(value, best[other]) if other in best else max(value, 0)
    return sum(best.values())


def weapon_of(unit: Unit, code: str) -> Weapon:
    """Return the weapon with a code, which the unit must have."""
    return require_present(unit.profile.weapon(code), f"weapon {code}")


# Charges and fights


def charge_values(valuation: Valuation, unit: Unit) -> Map:
    """Return the value of a charge later this turn from each cell."""

    def worth(foe: Unit, blow: DamageSummary) -> float:
        return melee_exchange(valuation, unit, foe, blow)

    return valuation.weights.charge * fields.charging(valuation.state, unit, worth)


def melee_exchange(valuation: Valuation, unit: Unit, foe: Unit, blow: DamageSummary) -> float:
    """Return the value of a fight that *unit* begins: its own attacks, the enemy's reply, and the
    shooting that both lose while engaged.
    """
    forecasts = forecast.damage_forecasts_of(valuation.state.setup)
    answer = forecasts.of_fight(foe.profile, unit.profile, unit.hp)
    lost = valuation.unit_value(unit) * min(1.0, answer.damage / unit.hp)
    quiet = suppressed_value(valuation, foe) - suppressed_value(valuation, unit)
    bound = valuation.weights.tie_up * quiet - valuation.weights.retaliation * lost
    return valuation.damage_value(foe, blow) + (1 - blow.destroyed) * bound


def suppressed_value(valuation: Valuation, target: Unit) -> float:
    """Return the value of the ranged weapons that a unit can't fire once it is engaged."""
    return suppressed_values(valuation.state.setup)[target.id]


@remember(1)
def suppressed_values(setup: Setup) -> tuple[float, ...]:
    """Return by unit id the value of the ranged weapons that a unit can't fire once engaged."""
    return tuple(
        percent_per_value(setup)
        * (profile.value + 1)
        * sum(not weapon.pistol for weapon in profile.ranged)
        / max(1, len(profile.ranged))
        for profile in setup.profiles
    )


def charge_value(valuation: Valuation, unit: Unit, target: Unit, goals: Map, here: float) -> float:
    """Return the value of a charge that reaches *target*, compared with staying, where *here* is at
    risk.

    *goals* is the value of standing in each cell for objectives.
    """
    state = valuation.state
    forecasts = forecast.damage_forecasts_of(state.setup)
    blow = forecasts.of_fight(unit.profile, target.profile, target.hp)
    gain = melee_exchange(valuation, unit, target, blow)
    answer = forecasts.of_fight(target.profile, unit.profile, unit.hp)
    gain += (1 - blow.destroyed) * (here - valuation.loss(unit, 2 * answer.damage))
    adjacent = cells_of(state.field.grid.near[target.cell] & state.field.ground)
    return gain + float(goals[adjacent].max() - goals[unit.cell])


def staying_risk(valuation: Valuation, unit: Unit) -> float:
    """Return the cost of the enemy's next turn to a unit that stays; 0 for a unit that can't
    fight.
    """
    if not unit.profile.melee:
        return 0.0
    return valuation.loss(unit, float(threats.threat(valuation.state, unit).shared[unit.cell]))


def melee_balance(valuation: Valuation, unit: Unit) -> float:
    """Return the value of staying in a fight: the attacks to make less the attacks to take."""
    return fight_value(valuation, unit) - exposure(valuation, unit, unit.cell)


def exposure(valuation: Valuation, unit: Unit, cell: int) -> float:
    """Return the cost of the melee attacks of all enemies adjacent to a cell."""
    state = valuation.state
    forecasts = forecast.damage_forecasts_of(state.setup)
    adjacent = state.units_in(state.field.grid.near[cell] & state.occupied[unit.side.other.index])
    taken = sum(
        forecasts.of_fight(state.units[at].profile, unit.profile, unit.hp).damage
        for at in cells_of(adjacent)
    )
    return valuation.weights.retaliation * valuation.unit_value(unit) * min(1.0, taken / unit.hp)
