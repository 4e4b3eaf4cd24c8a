"""The bots that weigh every legal option one activation ahead, each by its own weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engine.battle import fields, forecast, reach, targets
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
)
from engine.battle.phase import Phase
from engine.dice import D6_FACES
from engine.hexgrid import cells_of
from engine.players.stakes import Stakes
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.catalog import Weapon
    from engine.battle.fields import Map
    from engine.battle.forecast import Toll
    from engine.battle.state import BattleState, Unit
    from engine.players.temper import Temper

NEVER: Final = -1e9
"""The score of what is never done while anything else may be."""
LESS: Final = 1e-6
"""Parts actions that come to the same."""


class Tactician:
    """Choose by scores: one per legal action, the first of the best is taken."""

    def __init__(self, name: str, temper: Temper) -> None:
        """Take the bot's name and its weights."""
        self.name = name
        self._temper = temper

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        """Pick the action with the highest score."""
        if len(actions) == 1:
            return actions[0]
        scores = self.scores(state, actions)
        return actions[max(range(len(actions)), key=scores.__getitem__)]

    def scores(self, state: BattleState, actions: Sequence[Action]) -> list[float]:
        """Score each action of the side to act."""
        stakes = Stakes(state, state.to_act, self._temper)
        if state.active is None:
            return [_activation(stakes, action) for action in actions]
        unit = state.units[state.active]
        match state.phase:
            case Phase.MOVE:
                return _moves(stakes, unit, actions)
            case Phase.SHOOT:
                return _shots(stakes, unit, actions)
            case Phase.CHARGE:
                return _charges(stakes, unit, actions)
            case _:
                return [_blow(stakes, unit, action) for action in actions]


def _activation(stakes: Stakes, action: Action) -> float:
    match action:
        case Activate(unit_id):
            state = stakes.state
            unit = state.units[unit_id]
            match state.phase:
                case Phase.FIGHT:
                    return _fight_worth(stakes, unit)
                case Phase.SHOOT:
                    return _shot_worth(stakes, unit)
                case Phase.MOVE:
                    # Those in front make room for those behind.
                    foes = state.occupied[unit.side.other.index]
                    return -min(float(fields.ways(state.field, foes)[unit.cell]), -NEVER / 2)
                case _:
                    return -float(unit_id)
        case _:
            return NEVER


def _fight_worth(stakes: Stakes, unit: Unit) -> float:
    """Give the worth of a whole fight with the best of the enemies adjacent to *unit*."""
    state = stakes.state
    tolls = forecast.tolls_of(state.setup)
    foes = [state.units[at] for at in cells_of(targets.melee_targets(state, unit))]
    return max(stakes.worth(foe, tolls.of_fight(unit.profile, foe.profile, foe.hp)) for foe in foes)


def _shot_worth(stakes: Stakes, unit: Unit) -> float:
    """Give the worth of the best volley a unit could fire now."""
    state = stakes.state
    return max(
        (
            _shot(stakes, unit, weapon.code, target)
            for weapon in targets.usable_ranged(state, unit)
            for target in cells_of(targets.ranged_targets(state, unit, weapon))
        ),
        default=0.0,
    )


# MOVE


def _moves(stakes: Stakes, unit: Unit, actions: Sequence[Action]) -> list[float]:
    state = stakes.state
    grid = state.field.grid
    places = _places(stakes, unit)
    fled = state.is_engaged(unit)
    if not fled:
        places += fields.shooting(state, unit, stakes.worth)
        places += _charges_from(stakes, unit)
    scores = []
    for action in actions:
        match action:
            case Move(to):
                scores.append(float(places[grid.cell(to)]))
            case _:
                stay = places[unit.cell] + (_melee_balance(stakes, unit) if fled else 0)
                scores.append(float(stay) + LESS)
    return scores


def _charges_from(stakes: Stakes, unit: Unit) -> Map:
    """Map what a charge from each cell later in this turn is worth."""

    def worth(foe: Unit, blow: Toll) -> float:
        return _clash(stakes, unit, foe, blow)

    return stakes.temper.charge * fields.charging(stakes.state, unit, worth)


def _clash(stakes: Stakes, unit: Unit, foe: Unit, blow: Toll) -> float:
    """Weigh a fight that *unit* begins: its blow, the answer, the guns that fall silent."""
    tolls = forecast.tolls_of(stakes.state.setup)
    answer = tolls.of_fight(foe.profile, unit.profile, unit.hp)
    lost = stakes.share(unit) * min(1.0, answer.damage / unit.hp)
    silenced = _silenced(stakes, foe) - _silenced(stakes, unit)
    bound = stakes.temper.tie_up * silenced - stakes.temper.retaliation * lost
    return stakes.worth(foe, blow) + (1 - blow.destroyed) * bound


def _places(stakes: Stakes, unit: Unit) -> Map:
    """Map what being in each cell is worth: objectives, danger, the way to the enemy."""
    danger = fields.threat(stakes.state, unit)
    bound = stakes.state.threatened(unit.side)
    danger.ranged[:, fields.flags(stakes.state.field, [bound])[0] == 1] = 0
    taken = danger.shared
    return stakes.objectives(unit) - stakes.loss(unit, taken) + _hunt(stakes, unit)


def _hunt(stakes: Stakes, unit: Unit) -> Map:
    """Map how far each cell is from where an enemy could be reached, in turns, as a cost."""
    state = stakes.state
    foes = state.occupied[unit.side.other.index]
    ways = fields.ways(state.field, foes)
    reach_ = max([weapon.reach for weapon in unit.profile.ranged], default=1)
    far = np.minimum(np.maximum(ways - reach_, 0), state.field.grid.width)
    cost: Map = (-stakes.temper.hunt / max(1, unit.profile.move) * far).astype(np.float32)
    return cost


def _melee_balance(stakes: Stakes, unit: Unit) -> float:
    """Weigh staying in a fight: the blows to give less the blows to take."""
    return _fight_worth(stakes, unit) - _exposure(stakes, unit, unit.cell)


# SHOOT


def _shots(stakes: Stakes, unit: Unit, actions: Sequence[Action]) -> list[float]:
    """Score shots with what the other weapons may add, and the advance that they rule out."""
    state = stakes.state
    grid = state.field.grid
    asked = any(isinstance(action, Advance | AdvanceTo) for action in actions)
    stay, ahead = _stay_or_advance(stakes, unit) if asked else (0.0, np.empty(0, np.float32))
    worth = {
        (action.weapon, action.target): _shot(stakes, unit, action.weapon, action.target)
        for action in actions
        if isinstance(action, Shoot) and action.mode is Mode.VOLLEY
    }
    scores = []
    for action in actions:
        match action:
            case Shoot(code, target, mode):
                less = LESS if mode is Mode.SINGLE else 0
                scores.append(stay + worth[code, target] + _others(unit, code, worth) - less)
            case Advance():
                scores.append(_advance(state, unit, ahead))
            case AdvanceTo(to):
                scores.append(float(ahead[grid.cell(to)]))
            case Stay():
                scores.append(float(ahead[unit.cell]))
            case GiveUp():
                scores.append(NEVER)
            case _:
                scores.append(stay)
    return scores


def _stay_or_advance(stakes: Stakes, unit: Unit) -> tuple[float, Map]:
    """Give the worth of staying without a shot, and map that of having advanced to each cell."""
    places = _places(stakes, unit)
    stay = float(places[unit.cell])
    if not unit.fled:
        stay += float(_charges_from(stakes, unit)[unit.cell])
        places += fields.shooting(stakes.state, unit, stakes.worth, advanced=True)
    # Whoever stays after the roll is done (R5.2): only the charge is left.
    places[unit.cell] = stay
    return stay, places


def _shot(stakes: Stakes, unit: Unit, code: str, target_id: int) -> float:
    """Give what a volley is worth, less what HAZARDOUS may cost."""
    weapon = _weapon(unit, code)
    target = stakes.state.units[target_id]
    toll = forecast.toll_of_attack(stakes.state, unit, weapon, target)
    worth = stakes.worth(target, toll) + toll.destroyed * stakes.ground(target)
    if weapon.hazardous:
        lost = min(stakes.state.setup.rules.hazard_damage, unit.hp) / unit.profile.hp_max
        worth -= stakes.share(unit) * lost / D6_FACES
    return worth


def _others(unit: Unit, code: str, worth: dict[tuple[str, int], float]) -> float:
    """Add up what the other weapons that may be fired beside *code* are worth at their best."""
    pistol = _weapon(unit, code).pistol
    best: dict[str, float] = {}
    for (other, _), value in worth.items():
        if other != code and _weapon(unit, other).pistol is pistol:
            best[other] = max(value, best[other]) if other in best else max(value, 0)
    return sum(best.values())


def _weapon(unit: Unit, code: str) -> Weapon:
    return require_present(unit.profile.weapon(code), f"weapon {code}")


def _advance(state: BattleState, unit: Unit, ahead: Map) -> float:
    """Average over the roll: the best cell it reaches, or staying."""
    score = 0.0
    for points, chance in state.setup.advance_roll.distribution().items():
        cells = cells_of(reach.destinations(state, unit, points) | 1 << unit.cell)
        score += chance * float(ahead[cells].max())
    return score


# CHARGE


def _charges(stakes: Stakes, unit: Unit, actions: Sequence[Action]) -> list[float]:
    state = stakes.state
    goals = stakes.objectives(unit)
    here = 0.0
    if isinstance(actions[0], Charge) and unit.profile.melee:
        here = stakes.risk(unit, float(fields.threat(state, unit).shared[unit.cell]))
    scores = []
    for action in actions:
        match action:
            case Charge(target):
                scores.append(_charge(stakes, unit, state.units[target], goals, here))
            case ChargeTo(to):
                cell = state.field.grid.cell(to)
                scores.append(float(goals[cell]) - _exposure(stakes, unit, cell))
            case _:
                scores.append(0.0)
    return scores


def _charge(stakes: Stakes, unit: Unit, target: Unit, goals: Map, here: float) -> float:
    """Weigh a charge against staying, where *here* is at risk, by the chance that it reaches."""
    state = stakes.state
    if not unit.profile.melee:
        return NEVER
    tolls = forecast.tolls_of(state.setup)
    blow = tolls.of_fight(unit.profile, target.profile, target.hp)
    gain = _clash(stakes, unit, target, blow)
    answer = tolls.of_fight(target.profile, unit.profile, unit.hp)
    gain += (1 - blow.destroyed) * (here - stakes.risk(unit, 2 * answer.damage))
    beside = cells_of(state.field.grid.near[target.cell] & state.field.ground)
    gain += float(goals[beside].max() - goals[unit.cell])
    return forecast.charge_chance(state, unit, target) * gain


def _silenced(stakes: Stakes, target: Unit) -> float:
    """Give the share of a unit whose guns fall silent once it is engaged."""
    guns = target.profile.ranged
    silent = sum(not weapon.pistol for weapon in guns)
    return stakes.share(target) * silent / len(guns) if guns else 0.0


def _exposure(stakes: Stakes, unit: Unit, cell: int) -> float:
    """Weigh the blows of all enemies adjacent to a cell."""
    state = stakes.state
    tolls = forecast.tolls_of(state.setup)
    beside = state.units_in(state.field.grid.near[cell] & state.occupied[unit.side.other.index])
    taken = sum(
        tolls.of_fight(state.units[at].profile, unit.profile, unit.hp).damage
        for at in cells_of(beside)
    )
    return stakes.temper.retaliation * stakes.share(unit) * min(1.0, taken / unit.hp)


# FIGHT


def _blow(stakes: Stakes, unit: Unit, action: Action) -> float:
    match action:
        case Fight(code, target, mode):
            return _shot(stakes, unit, code, target) - (LESS if mode is Mode.SINGLE else 0)
        case _:
            return NEVER
