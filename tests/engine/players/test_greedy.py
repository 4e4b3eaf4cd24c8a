"""The bot `greedy` against a plain, slow one: the same choice in every decision of whole games."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle import forecast, rules
from engine.battle.actions import (
    AdvanceTo,
    Charge,
    Fight,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.players.greedy import GreedyBot
from tests.engine.differential.slow_board import neighbours
from tests.engine.players.games import GAMES, play
from tests.engine.walk import mostly_slow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import Offset


class SlowGreedy:
    """A player that does what `greedy` says of itself, action by action and hex by hex."""

    name = "slow"

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        first = actions[0]
        if state.active is None:
            return first
        unit = state.units[state.active]
        match first:
            case Shoot() | Fight() | Charge():
                best = max(actions, key=lambda action: worth(state, unit, action))
                return (
                    best
                    if worth(state, unit, best) > 0 or not isinstance(first, Charge)
                    else Wait()
                )
            case Move() | AdvanceTo():
                return approach(state, unit, actions)
            case _:
                return first


def worth(state: BattleState, unit: Unit, action: Action) -> float:
    match action:
        case Shoot(code, at, Mode.VOLLEY) | Fight(code, at, Mode.VOLLEY):
            weapon = unit.profile.weapon(code)
            assert weapon is not None
            odds = forecast.forecast_attack(state, unit, weapon, state.units[at])
            return value(state.units[at], odds.expected_damage)
        case Charge(at) if unit.profile.melee:
            target = state.units[at]
            damage = forecast.damage_of(forecast.forecast_fight(unit, target))
            return forecast.charge_chance(state, unit, target) * value(target, damage)
        case Charge():
            return 0
        case _:
            return -1


def value(target: Unit, damage: float) -> float:
    return target.profile.value * damage / target.profile.hp_max


def approach(state: BattleState, unit: Unit, actions: Sequence[Action]) -> Action:
    """Take the first of the hexes nearest to a goal, if it is nearer than the unit's own."""
    far = ways(state, goals(state, unit))
    here = state.offset(unit)
    steps = [action for action in actions if isinstance(action, Move | AdvanceTo)]
    best = min(steps, key=lambda action: far[action.to] if action.to in far else 10_000)
    if best.to in far and (here not in far or far[best.to] < far[here]):
        return best
    return next(action for action in actions if isinstance(action, Wait | Stay))


def goals(state: BattleState, unit: Unit) -> list[Offset]:
    found = []
    if state.setup.scenario.score_objectives:
        for objective, owner in zip(state.setup.scenario.objectives, state.owners, strict=True):
            if owner is not unit.side:
                found += objective.hexes
    if unit.profile.ranged or unit.profile.melee:
        found += [state.offset(foe) for foe in state.living(unit.side.other)]
    return found


def ways(state: BattleState, ends: list[Offset]) -> dict[Offset, int]:
    """Count the points from each hex to the nearest end, those of the hexes that are entered."""
    terrain = state.setup.scenario.terrain
    ground = {
        (column, row): state.field.rough_cost if character == "~" else 1
        for row, line in enumerate(terrain)
        for column, character in enumerate(line)
        if character != "#"
    }
    far = {end: 0 for end in ends if end in ground}
    queue = list(far)
    while queue:
        hex_ = queue.pop(0)
        for before in neighbours(hex_):
            if before in ground and (before not in far or far[hex_] + ground[hex_] < far[before]):
                far[before] = far[hex_] + ground[hex_]
                queue.append(before)
    return far


@pytest.mark.parametrize("name", mostly_slow(name for name in GAMES if name != "largest"))
def test_greedy_decides_as_its_description_does(name: str) -> None:
    slow = SlowGreedy()
    for state, action in play((GreedyBot(), GreedyBot()), name, 11):
        assert slow.choose(state, rules.legal_actions(state)) == action
