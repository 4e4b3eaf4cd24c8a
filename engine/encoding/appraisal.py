"""What the parts of a decision are worth: places to stand in, shots, charges, fights.

Everything is in points, per cent of an army (see `stakes`). Bots add the parts up and take the best
sum; the observation shows each part by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engine.battle import fields, forecast, reach, targets
from engine.battle.phase import Phase
from engine.dice import D6_FACES
from engine.hexgrid import cells_of
from engine.validation import require_present

if TYPE_CHECKING:
    from engine.battle.catalog import Weapon
    from engine.battle.fields import Map, Threat
    from engine.battle.forecast import Toll
    from engine.battle.state import BattleState, Unit
    from engine.encoding.stakes import Stakes

FAR: Final = 5e8
"""Stands for a way that there is not."""


# Whose turn it is to act


def urgency(stakes: Stakes, unit: Unit) -> float:
    """Give how much speaks for activating a unit before its comrades."""
    state = stakes.state
    match state.phase:
        case Phase.FIGHT:
            return fight_worth(stakes, unit)
        case Phase.SHOOT:
            return shot_worth(stakes, unit)
        case Phase.MOVE:
            # Those in front make room for those behind.
            foes = state.occupied[unit.side.other.index]
            return -min(float(fields.ways(state.field, foes)[unit.cell]), FAR)
        case _:
            return -float(unit.id)


def fight_worth(stakes: Stakes, unit: Unit) -> float:
    """Give the worth of a whole fight with the best of the enemies adjacent to *unit*."""
    state = stakes.state
    tolls = forecast.tolls_of(state.setup)
    foes = [state.units[at] for at in cells_of(targets.melee_targets(state, unit))]
    return max(stakes.worth(foe, tolls.of_fight(unit.profile, foe.profile, foe.hp)) for foe in foes)


def shot_worth(stakes: Stakes, unit: Unit) -> float:
    """Give the worth of the best volley a unit could fire now."""
    state = stakes.state
    return max(
        (
            attack_worth(stakes, unit, weapon, state.units[target])
            for weapon in targets.usable_ranged(state, unit)
            for target in cells_of(targets.ranged_targets(state, unit, weapon))
        ),
        default=0.0,
    )


# Places


class Prospects(NamedTuple):
    """Hold what being in each cell is worth to a unit, by where that comes from.

    *objectives*, *loss* (a cost) and *approach* (a cost too, as a negative worth) count whatever
    the unit does next; *shots* and *charges* are what it may do from there, 0 where it may not.
    """

    objectives: Map
    loss: Map
    approach: Map
    shots: Map
    charges: Map
    threat: Threat

    @property
    def standing(self) -> Map:
        """Add up what being there is worth by itself."""
        return self.objectives - self.loss + self.approach


def prospects(
    stakes: Stakes, unit: Unit, *, shoots: bool, charges: bool, advanced: bool = False
) -> Prospects:
    """Map what being in each cell is worth, with what *unit* may still do from there.

    With *advanced* only weapons with ASSAULT fire.
    """
    state = stakes.state
    danger = fields.threat(state, unit)
    # Whoever stands beside an enemy is not fired at.
    alone = fields.flags(state.field, [state.field.grid.board & ~state.threatened(unit.side)])
    danger = danger._replace(ranged=danger.ranged * alone)
    nothing = np.zeros(state.field.grid.width, np.float32)
    return Prospects(
        objectives=stakes.objectives(unit),
        loss=stakes.loss(unit, danger.shared),
        approach=_approach(stakes, unit),
        shots=fields.shooting(state, unit, stakes.worth, advanced=advanced) if shoots else nothing,
        charges=charges_from(stakes, unit) if charges else nothing,
        threat=danger,
    )


def _approach(stakes: Stakes, unit: Unit) -> Map:
    """Map how far each cell is from where an enemy could be reached, in turns, as a cost."""
    state = stakes.state
    foes = state.occupied[unit.side.other.index]
    ways = fields.ways(state.field, foes)
    reach_ = max([weapon.reach for weapon in unit.profile.ranged], default=1)
    far = np.minimum(np.maximum(ways - reach_, 0), state.field.grid.width)
    cost: Map = (-stakes.temper.hunt / max(1, unit.profile.move) * far).astype(np.float32)
    return cost


def advance_worth(state: BattleState, unit: Unit, ahead: Map) -> float:
    """Average over the roll of an advance: the best cell it reaches, or staying."""
    roll = state.setup.advance_roll
    layers = reach.move_layers(state, unit, roll.highest)
    best, bests = float(ahead[unit.cell]), []
    for layer in layers:
        best = max(best, float(ahead[cells_of(layer)].max())) if layer else best
        bests.append(best)
    score = 0.0
    for points, chance in roll.distribution().items():
        score += chance * bests[min(points, len(bests) - 1)]
    return score


# Attacks


def attack_worth(stakes: Stakes, unit: Unit, weapon: Weapon, target: Unit) -> float:
    """Give what a volley is worth, less what HAZARDOUS may cost."""
    toll = forecast.toll_of_attack(stakes.state, unit, weapon, target)
    worth = stakes.worth(target, toll) + toll.destroyed * stakes.ground(target)
    if weapon.hazardous:
        lost = min(stakes.state.setup.rules.hazard_damage, unit.hp) / unit.profile.hp_max
        worth -= stakes.share(unit) * lost / D6_FACES
    return worth


def worth_of_others(unit: Unit, code: str, worth: dict[tuple[str, int], float]) -> float:
    """Add up what the other weapons that may be fired beside *code* are worth at their best."""
    pistol = weapon_of(unit, code).pistol
    best: dict[str, float] = {}
    for (other, _), value in worth.items():
        if other != code and weapon_of(unit, other).pistol is pistol:
            best[other] = max(value, best[other]) if other in best else max(value, 0)
    return sum(best.values())


def weapon_of(unit: Unit, code: str) -> Weapon:
    """Give the weapon of a unit by its code, which it must have."""
    return require_present(unit.profile.weapon(code), f"weapon {code}")


# Charges and fights


def charges_from(stakes: Stakes, unit: Unit) -> Map:
    """Map what a charge from each cell later in this turn is worth."""

    def worth(foe: Unit, blow: Toll) -> float:
        return clash(stakes, unit, foe, blow)

    return stakes.temper.charge * fields.charging(stakes.state, unit, worth)


def clash(stakes: Stakes, unit: Unit, foe: Unit, blow: Toll) -> float:
    """Weigh a fight that *unit* begins: its blow, the answer, the guns that fall silent."""
    tolls = forecast.tolls_of(stakes.state.setup)
    answer = tolls.of_fight(foe.profile, unit.profile, unit.hp)
    lost = stakes.share(unit) * min(1.0, answer.damage / unit.hp)
    quiet = silenced(stakes, foe) - silenced(stakes, unit)
    bound = stakes.temper.tie_up * quiet - stakes.temper.retaliation * lost
    return stakes.worth(foe, blow) + (1 - blow.destroyed) * bound


def silenced(stakes: Stakes, target: Unit) -> float:
    """Give what a unit is worth, in the share of its guns that fall silent once it is engaged."""
    guns = target.profile.ranged
    silent = sum(not weapon.pistol for weapon in guns)
    return stakes.share(target) * silent / len(guns) if guns else 0.0


def charge_worth(stakes: Stakes, unit: Unit, target: Unit, goals: Map, here: float) -> float:
    """Weigh a charge that reaches, against staying, where *here* is at risk.

    *goals* maps what standing in each cell is worth for objectives.
    """
    state = stakes.state
    tolls = forecast.tolls_of(state.setup)
    blow = tolls.of_fight(unit.profile, target.profile, target.hp)
    gain = clash(stakes, unit, target, blow)
    answer = tolls.of_fight(target.profile, unit.profile, unit.hp)
    gain += (1 - blow.destroyed) * (here - stakes.risk(unit, 2 * answer.damage))
    beside = cells_of(state.field.grid.near[target.cell] & state.field.ground)
    return gain + float(goals[beside].max() - goals[unit.cell])


def risk_here(stakes: Stakes, unit: Unit) -> float:
    """Give what the enemy's next turn costs a unit that stays; nothing for one without a blow."""
    if not unit.profile.melee:
        return 0.0
    return stakes.risk(unit, float(fields.threat(stakes.state, unit).shared[unit.cell]))


def melee_balance(stakes: Stakes, unit: Unit) -> float:
    """Weigh staying in a fight: the blows to give less the blows to take."""
    return fight_worth(stakes, unit) - exposure(stakes, unit, unit.cell)


def exposure(stakes: Stakes, unit: Unit, cell: int) -> float:
    """Weigh the blows of all enemies adjacent to a cell."""
    state = stakes.state
    tolls = forecast.tolls_of(state.setup)
    beside = state.units_in(state.field.grid.near[cell] & state.occupied[unit.side.other.index])
    taken = sum(
        tolls.of_fight(state.units[at].profile, unit.profile, unit.hp).damage
        for at in cells_of(beside)
    )
    return stakes.temper.retaliation * stakes.share(unit) * min(1.0, taken / unit.hp)
