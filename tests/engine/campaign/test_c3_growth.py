"""What grows, heals and ends at income: worlds, garrisons, anchors, effects (C3, C7.4, C9.8)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.events import AnchorRelit, EffectEnded, IncomeCollected
from engine.campaign.income import collect_income
from engine.campaign.records import Effect
from engine.campaign.vocabulary import Spying
from tests.engine.campaign.build_conflict import events
from tests.engine.campaign.build_income import (
    campaign,
    change_world,
    fleet,
    garrison,
    numbers,
    settle,
)

# Growth, healing, militia


def test_c3_7_garrisons_regain_half_of_hp_max_rounded_up() -> None:
    data = numbers()
    odd = next(code for code, unit in sorted(data.units.items()) if unit.hp_max == 5)
    state = campaign("ash", "birch")
    garrison(state, "w01", odd, hp=1)
    garrison(state, "w01", odd, hp=4)
    done = collect_income(state)
    assert [unit.hp for unit in done.worlds["w01"].garrison] == [4, 5]


def test_c3_7_nobody_heals_aboard_ship_or_under_blockade() -> None:
    state = campaign("ash", "birch")
    garrison(state, "w01", "linesman", hp=1)
    change_world(state, "w01", blockaded=1)
    made = fleet(state, "ash", "w10", "transport", units=("linesman",))
    hurt = replace(made.units[0], hp=1)
    state.put_fleet(replace(made, units=(hurt,)))
    done = collect_income(state)
    assert done.worlds["w01"].garrison[0].hp == 1
    assert done.fleets[made.id].units == (hurt,)


def test_c3_7_garrisons_heal_in_unrest() -> None:
    state = campaign("ash", "birch")
    garrison(state, "w01", "linesman", hp=1)
    change_world(state, "w01", unrest=5)
    assert collect_income(state).worlds["w01"].garrison[0].hp > 1


@pytest.mark.parametrize(
    ("changes", "population", "militia"),
    [({}, 103, 5), ({"unrest": 1}, 100, 4), ({"blockaded": 1}, 100, 4), ({"unrest": 0}, 103, 5)],
)
def test_c3_4_c3_7_neither_population_nor_militia_grows_in_unrest_or_under_blockade(
    changes: dict[str, int], population: int, militia: int
) -> None:
    state = campaign("ash", "birch")
    change_world(state, "w01", militia=4, **changes)
    world = collect_income(state).worlds["w01"]
    assert (world.population, world.militia) == (population, militia)


def test_c3_7_militia_comes_back_one_a_turn_until_it_is_full() -> None:
    state = campaign("ash", "birch")
    change_world(state, "w01", militia=0)
    counts = []
    for _ in range(12):
        state = collect_income(state)
        counts.append(state.worlds["w01"].militia)
    full = counts[-1]
    assert counts[:full] == list(range(1, full + 1))
    assert set(counts[full:]) == {full}


def test_c9_8_a_dark_anchor_is_lit_again_when_its_last_turn_ends() -> None:
    state = campaign("ash", "birch")
    change_world(state, "w01", dark=(2, 3))
    state = collect_income(state)
    assert state.worlds["w01"].dark == (2, 3)
    state = collect_income(state)
    assert state.worlds["w01"].dark == (3,)
    assert AnchorRelit("w01", "ash") in state.events


def test_c9_8_an_anchor_yields_nothing_at_the_harvest_at_whose_end_it_is_lit() -> None:
    state = campaign("ash", "birch")
    change_world(state, "w01", dark=(1,))
    done = collect_income(state)
    assert events(done, IncomeCollected)[0].yields == 72
    assert done.lit("w01") == 5


# Timed effects


@pytest.mark.parametrize("harvests", [1, 2, 3])
def test_c7_4_an_incited_world_yields_half_for_exactly_so_many_harvests(harvests: int) -> None:
    state = campaign("ash", "birch")
    state.effects = (Effect(Spying.INCITE, "w01", "birch", 50, harvests),)
    yields = []
    for _ in range(4):
        change_world(state, "w01", population=100, industry=50)
        state.events = []
        state = collect_income(state)
        yields.append(events(state, IncomeCollected)[0].yields)
        ended = events(state, EffectEnded)
        assert bool(ended) == (len(yields) == harvests)
    assert yields == [45] * harvests + [90] * (4 - harvests)


def test_c7_4_of_effects_that_overlap_the_longest_counts_and_only_once() -> None:
    state = campaign("ash", "birch")
    state.effects = (
        Effect(Spying.INCITE, "w01", "birch", 50, 1),
        Effect(Spying.INCITE, "w01", "cedar", 50, 3),
        Effect(Spying.INCITE, "w02", "ash", 50, 2),
    )
    yields = []
    for _ in range(4):
        change_world(state, "w01", population=100, industry=50)
        state.events = []
        state = collect_income(state)
        yields.append(events(state, IncomeCollected)[0].yields)
    assert yields == [45, 45, 45, 90]


def test_c7_4_an_effect_survives_a_change_of_owner() -> None:
    state = campaign("ash", "birch")
    state.effects = (Effect(Spying.INCITE, "w01", "birch", 50, 3),)
    settle(state, "ash", "w10")
    change_world(state, "w01", house="birch")
    done = collect_income(state)
    assert done.effects == (Effect(Spying.INCITE, "w01", "birch", 50, 2),)
    assert events(done, IncomeCollected)[1].yields == 45 + 90
