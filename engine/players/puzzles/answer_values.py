"""The worth of answers, in VALUE, by the exact forecast: shots, enemy fire, charges, places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.battle import forecast, reachable, targets
from engine.battle.flood_fill import flood
from engine.hexgrid import Cell, CellSet, cells_of

if TYPE_CHECKING:
    from engine.battle.forecast import Chances
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Weapon


def loss(unit: Unit, left: Chances, credit: float) -> float:
    """Return the VALUE that *left* costs a unit: all of it if destroyed, *credit* of it for wounds.

    VALUE counts while a unit lives, wounded or not (R9.3); lost hit points bring its end nearer.
    """
    hp = len(left) - 1
    wounds = sum(chance * (hp - now) / hp for now, chance in enumerate(left) if now)
    return unit.profile.value * (left[0] + credit * wounds)


def share_lost(left: Chances) -> float:
    """Return the fraction of its hit points that a unit loses on average."""
    return 1 - forecast.mean_left(left) / (len(left) - 1)


def shot(state: BattleState, unit: Unit, weapon: Weapon, target: Unit) -> Chances:
    """Return the chances of a target's hit points after a volley."""
    return forecast.forecast_attack(state, unit, weapon, target).left


def fight(unit: Unit, target: Unit) -> Chances:
    """Return the chances of a target's hit points after a whole fight."""
    return forecast.forecast_fight(unit, target)


def shots(
    state: BattleState, unit: Unit, credit: float
) -> dict[tuple[str, int], tuple[float, Chances]]:
    """Return the worth and the chances of every volley *unit* may fire, by weapon and target."""
    found = {}
    for weapon in targets.usable_ranged(state, unit):
        for target_id in cells_of(targets.ranged_targets(state, unit, weapon)):
            target = state.units[target_id]
            left = shot(state, unit, weapon, target)
            found[weapon.code, target_id] = (loss(target, left, credit), left)
    return found


def best_shot(state: BattleState, unit: Unit, credit: float) -> float:
    """Return the worth of the best volley *unit* may fire from where it is; 0 if there is none."""
    return max((worth for worth, _ in shots(state, unit, credit).values()), default=0.0)


def moved(state: BattleState, unit: Unit, cell: Cell) -> tuple[BattleState, Unit]:
    """Return the state in which *unit* has moved to *cell*."""
    after = state.fork()
    there = replace(
        unit, cell=cell, marks=replace(unit.marks, moved=True, fled=state.is_engaged(unit))
    )
    after.put(there)
    return after, there


def fire_at(state: BattleState, unit: Unit) -> Chances:
    """Return the chances of *unit* after all fire of the enemy's next turn at this unit.

    Each enemy first moves to where it sees the unit best.
    """
    stats, counts = [], []
    if not _is_guarded(state, unit):
        for foe in state.living(unit.side.other):
            for weapon in foe.profile.ranged:
                place = _firing_place(state, foe, weapon, unit)
                if place is not None:
                    aimed, there = moved(state, foe, place)
                    one = forecast.forecast_attack(aimed, there, weapon, unit)
                    stats.append(one.stats)
                    counts.append(one.attacks)
    return forecast.volley(tuple(stats), tuple(counts), unit.hp)


def _is_guarded(state: BattleState, unit: Unit) -> bool:
    """Whether no unit may shoot at *unit*: an enemy is adjacent to it (R6.3)."""
    return state.is_engaged(unit)


def _reachable(state: BattleState, foe: Unit) -> CellSet:
    return reachable.destinations(state, foe, foe.profile.move) | 1 << foe.cell


def _firing_place(state: BattleState, foe: Unit, weapon: Weapon, unit: Unit) -> Cell | None:
    """Return where *foe* shoots from: with a clear view if possible, otherwise with any view."""
    field = state.field
    places = _reachable(state, foe) & field.within(unit.cell, weapon.range)
    for seen in (field.clear[unit.cell], field.visible[unit.cell]):
        if places & seen:
            return cells_of(places & seen)[0]
    return None


def struck_down(state: BattleState, unit: Unit) -> float:
    """Return the chance that the charges and attacks of the enemy's next turn destroy *unit*."""
    lives = 1.0
    for foe in state.living(unit.side.other):
        if foe.profile.melee:
            kills = fight(foe, unit)[0]
            lives *= 1 - _contact(state, foe, unit) * kills
    return 1 - lives


def _contact(state: BattleState, foe: Unit, unit: Unit) -> float:
    """Return the chance that *foe* gets to strike *unit* in its next turn, moving first."""
    near = state.field.grid.near[unit.cell]
    if near >> foe.cell & 1:
        return 1.0
    if state.is_engaged(foe):
        # It may leave, but then it has fled and charges nobody; staying it strikes adjacent units.
        return 0.0
    roll = state.setup.charge_roll
    taken = state.occupied[0] | state.occupied[1]
    free = state.field.ground & ~taken | 1 << foe.cell
    layers = flood(state.field, 1 << unit.cell, free, roll.highest)
    places = _reachable(state, foe)
    way = 0
    for points, layer in enumerate(layers[1:], start=1):
        way |= layer
        if state.field.grid.neighbours(way) & places:
            return roll.chance_at_least(points)
    return 0.0


def place_worth(state: BattleState, unit: Unit, cell: Cell, credit: float) -> float:
    """Return the worth of being in *cell*: the best volley from there, less the enemy's fire."""
    shot, fire = place_values(state, unit, cell, credit)
    return shot - fire


def place_values(state: BattleState, unit: Unit, cell: Cell, credit: float) -> tuple[float, float]:
    """Return the worth of the best volley from *cell*, and the loss to the enemy's fire there."""
    there = (state, unit) if cell == unit.cell else moved(state, unit, cell)
    return best_shot(*there, credit), loss(unit, fire_at(*there), credit)


def risk_of_staying(state: BattleState, unit: Unit) -> float:
    """Return the chance that adjacent enemies destroy *unit* in the fights of two turns (R7.4)."""
    lives = 1.0
    for foe in state.living(unit.side.other):
        if state.field.grid.near[unit.cell] >> foe.cell & 1 and foe.profile.melee:
            lives *= (1 - fight(foe, unit)[0]) ** 2
    return 1 - lives


def risk_of_retreat(state: BattleState, unit: Unit, cell: Cell) -> float:
    """Return the chance that *unit* is destroyed in the enemy's next turn, once it is in *cell*."""
    after, there = moved(state, unit, cell)
    shot_down = fire_at(after, there)[0]
    return 1 - (1 - shot_down) * (1 - struck_down(after, there))


def struck_back(unit: Unit, target: Unit) -> float:
    """Return the chance that *target* lives through a fight and destroys *unit* in return."""
    if not target.profile.melee:
        return 0.0
    return (1 - fight(unit, target)[0]) * fight(target, unit)[0]


def charge_worth(state: BattleState, unit: Unit, target: Unit, credit: float) -> float:
    """Return what a charge gains less what it costs: a surviving target strikes back (R7.4)."""
    strike = fight(unit, target)
    back = fight(target, unit) if target.profile.melee else None
    cost = 0.0 if back is None else (1 - strike[0]) * loss(unit, back, credit)
    return forecast.charge_chance(state, unit, target) * (loss(target, strike, credit) - cost)
