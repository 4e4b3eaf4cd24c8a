"""Remembered damage summaries equal those of the forecast; carrying out is applying unchecked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle import rules, targets
from engine.battle.forecast import (
    DamageSummary,
    damage_forecasts_of,
    forecast_attack,
    forecast_fight,
    summarise_attack,
)
from engine.battle.state import AttackPending
from engine.dice import ScriptedDice
from engine.hexgrid import cells_of
from tests.engine.boards import battle, unit
from tests.engine.walk import CASES, mostly_slow, walk

if TYPE_CHECKING:
    from engine.battle.state import BattleState

EVERY = 3
"""Of the steps of a walk."""


def require_equal_summaries(state: BattleState) -> int:
    """Compare all attacks the active unit may make now; count them."""
    if state.active is None:
        return 0
    active = state.units[state.active]
    compared = 0
    pending = state.pending
    for weapon in (*active.profile.ranged, *active.profile.melee):
        left = isinstance(pending, AttackPending) and weapon.code == pending.weapon
        if isinstance(pending, AttackPending) and not left:
            continue
        for at in cells_of(targets.targets_of(state, active, weapon)):
            target = state.units[at]
            forecast = forecast_attack(state, active, weapon, target)
            summary = summarise_attack(state, active, weapon, target)
            assert summary == DamageSummary(forecast.expected_damage, forecast.destroyed)
            compared += 1
    return compared


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_the_toll_of_an_attack_is_that_of_its_forecast(case: str) -> None:
    for step in list(walk(CASES[case], 5))[::EVERY]:
        require_equal_summaries(step.before)


def test_attacks_are_compared_with_and_without_some_left() -> None:
    """The walks above meet both."""
    states = [step.before for step in walk(CASES["full_muster"], 5)]
    left = [state for state in states if isinstance(state.pending, AttackPending)]
    assert sum(map(require_equal_summaries, left)) > 10
    assert sum(map(require_equal_summaries, states)) > 100


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_the_toll_of_a_fight_is_that_of_its_forecast(case: str) -> None:
    for step in list(walk(CASES[case], 6, 60))[::20]:
        state = step.after
        for one in state.units:
            for other in state.units:
                if one.side is not other.side and one.hp and other.hp:
                    summary = damage_forecasts_of(state.setup).of_fight(
                        one.profile, other.profile, other.hp
                    )
                    assert summary == DamageSummary.from_chances(forecast_fight(one, other))


def test_who_has_no_melee_weapon_takes_nothing_in_a_fight() -> None:
    begun = battle("Ab", A=unit(), b=unit())
    one, other = begun.unit("A"), begun.unit("b")
    assert damage_forecasts_of(begun.state.setup).of_fight(
        one.profile, other.profile, other.hp
    ) == DamageSummary(0, 0)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_carrying_a_legal_action_out_is_applying_it(case: str) -> None:
    for step in list(walk(CASES[case], 7))[::EVERY]:
        dice = ScriptedDice(list(step.faces))
        after, events = rules.carry_out(step.before, step.action, dice)
        assert not dice.left
        assert after.to_bytes() == step.after.to_bytes()
        assert events == step.events
