"""The formulas of worlds and money, with the worked examples of the rules (C3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.campaign.economy import (
    Yield,
    full_militia,
    grown_population,
    overhead,
    overhead_percent,
    research_shares,
    upkeep_of,
    yield_of,
)
from engine.campaign.records import World
from engine.campaign.vocabulary import Condition, Field
from tests.engine.campaign.build_income import (
    campaign,
    change_house,
    change_world,
    fleet,
    garrison,
    numbers,
    set_level,
    site,
    weights,
)


def home_yield(loss: int = 0, turn: int = 1, **changes: object) -> Yield:
    state = campaign("ash", "birch")
    change_world(state, "w01", **changes)
    world = state.worlds["w01"]
    return yield_of(numbers(), state.site("w01"), world, state.houses["ash"], turn, loss)


# Yield


def test_c3_2_a_home_on_turn_1_yields_90() -> None:
    parts = home_yield()
    assert (parts.population, parts.industry, parts.gross) == (100, 50, 150)
    assert (parts.taxed, parts.after_unrest, parts.after_blockade, parts.total) == (90, 90, 90, 90)


@pytest.mark.parametrize(
    ("changes", "loss", "lines"),
    [
        ({"unrest": 1}, 0, (90, 45, 45, 45)),
        ({"blockaded": 1}, 0, (90, 90, 45, 45)),
        ({"unrest": 1, "blockaded": 2}, 0, (90, 45, 22, 22)),
        ({"unrest": 1, "blockaded": 2}, 50, (90, 45, 22, 11)),
        ({"dark": (9,)}, 0, (72, 72, 72, 72)),
        ({"dark": (9, 9, 12, 13)}, 50, (18, 18, 18, 9)),
    ],
)
def test_c3_2_each_line_is_rounded_down(
    changes: dict[str, object], loss: int, lines: tuple[int, ...]
) -> None:
    parts = home_yield(loss, **changes)
    assert (parts.taxed, parts.after_unrest, parts.after_blockade, parts.total) == lines


def test_c1_5_unrest_halves_the_yield_at_its_last_harvest_and_not_after_it() -> None:
    assert home_yield(turn=6, unrest=6).total == 45
    assert home_yield(turn=7, unrest=6).total == 90


@pytest.mark.parametrize(
    ("world_class", "richness", "population", "gross"),
    [
        ("wold", "plain", 80, 72),
        ("ruin", "poor", 45, 30),
        ("fen", "rich", 50, 52),
        ("scour", "rich", 30, 48),
        ("heath", "poor", 7, 5),
    ],
)
def test_c3_2_class_and_richness_scale_what_the_population_yields(
    world_class: str, richness: str, population: int, gross: int
) -> None:
    state = campaign("ash", "birch")
    place = site("w10", world_class=world_class, richness=richness)
    world = World("w10", "ash", population=population)
    assert yield_of(numbers(), place, world, state.houses["ash"], 1).gross == gross


@pytest.mark.parametrize(("level", "industry"), [(0, 50), (1, 53), (2, 56), (5, 65)])
def test_c3_2_each_level_of_economy_adds_six_per_cent_to_industry(
    level: int, industry: int
) -> None:
    state = campaign("ash", "birch")
    set_level(state, "ash", Field.ECONOMY, level)
    parts = yield_of(numbers(), state.site("w01"), state.worlds["w01"], state.houses["ash"], 1)
    assert (parts.population, parts.industry) == (100, industry)


@pytest.mark.parametrize(("tax", "total"), [("light", 67), ("moderate", 90), ("heavy", 112)])
def test_c3_3_the_level_of_taxes_decides_what_is_taken(tax: str, total: int) -> None:
    state = campaign("ash", "birch")
    change_house(state, "ash", tax=tax)
    parts = yield_of(numbers(), state.site("w01"), state.worlds["w01"], state.houses["ash"], 1)
    assert parts.total == total


@pytest.mark.parametrize(
    ("worlds", "percent"), [(1, 0), (4, 0), (5, 4), (10, 24), (13, 36), (14, 40), (15, 40)]
)
def test_c3_3_overhead_is_four_per_cent_a_world_beyond_four_and_at_most_forty(
    worlds: int, percent: int
) -> None:
    assert overhead_percent(numbers().worlds, worlds) == percent


def test_c3_3_overhead_is_rounded_down_once_over_the_sum_of_the_yields() -> None:
    assert overhead(numbers().worlds, 99, 5) == 3
    assert overhead(numbers().worlds, 100, 5) == 4


# Growth


def test_c3_4_a_heath_with_10_settlers_grows_as_the_rules_say() -> None:
    population, after = 10, {}
    for turn in range(1, 21):
        population = grown_population(numbers().worlds, "heath", "moderate", population)
        after[turn] = population
    assert [after[turn] for turn in (5, 10, 15, 20)] == [15, 25, 35, 45]


def test_c3_4_population_never_grows_above_the_most_of_its_class() -> None:
    worlds = numbers().worlds
    assert grown_population(worlds, "heath", "moderate", 59) == 60
    assert grown_population(worlds, "heath", "moderate", 60) == 60


@pytest.mark.parametrize(("tax", "grown"), [("light", 33), ("moderate", 32), ("heavy", 31)])
def test_c3_3_lower_taxes_let_the_population_grow_faster(tax: str, grown: int) -> None:
    assert grown_population(numbers().worlds, "heath", tax, 30) == grown


@given(
    st.sampled_from(sorted(numbers().worlds.classes)),
    st.sampled_from(["light", "moderate", "heavy"]),
    st.integers(1, 120),
)
def test_c3_4_population_gains_at_least_one_until_it_is_full(
    world_class: str, tax: str, population: int
) -> None:
    most = numbers().worlds.classes[world_class].most_population
    grown = grown_population(numbers().worlds, world_class, tax, population)
    if population < most:
        assert population < grown <= most
    else:
        assert grown == population


# Militia


@pytest.mark.parametrize(
    ("faction", "population"),
    [
        (name, folk)
        for name in ("ordinate", "murmur", "deepwrought", "windfall")
        for folk in (1, 77)
    ],
)
def test_c3_7_full_militia_is_its_points_by_the_value_of_its_kind_to_the_nearest(
    faction: str, population: int
) -> None:
    points = 100 + population * 3 // 2
    value = numbers().units[numbers().factions[faction].militia].value
    whole, rest = divmod(points, value)
    assert full_militia(numbers(), faction, population) == whole + (2 * rest >= value)


def test_c3_7_half_a_unit_of_militia_counts_as_one() -> None:
    value = numbers().units["linesman"].value
    halves = [folk for folk in range(121) if (100 + folk * 3 // 2) * 2 % (2 * value) == value]
    for folk in halves:
        points = 100 + folk * 3 // 2
        assert full_militia(numbers(), "ordinate", folk) == points // value + 1


# Upkeep


def test_c3_10_upkeep_is_that_of_ships_units_and_ground_defences() -> None:
    state = campaign("ash", "birch")
    change_world(state, "w01", starbase=Condition.CRIPPLED, batteries=3, shield=2)
    fleet(state, "ash", "w01", "battleship", "cruiser", "transport", units=("linesman",))
    garrison(state, "w01", "linesman")
    upkeep = upkeep_of(numbers(), state.worlds_of("ash"), state.fleets_of("ash"))
    value = 2 * numbers().units["linesman"].value
    assert upkeep.ships == 5 + 2 + 1
    assert upkeep.units == -(-value // 60)
    assert (upkeep.starbases, upkeep.batteries, upkeep.shields) == (4, 3, 2)
    assert upkeep.total == 8 + upkeep.units + 9


def test_c3_10_units_everywhere_are_added_before_they_are_rounded_up() -> None:
    data = numbers()
    units = {**data.units, "linesman": replace(data.units["linesman"], value=30)}
    data = replace(data, units=units)
    state = campaign("ash", "birch", data=data)
    garrison(state, "w01", "linesman")
    fleet(state, "ash", "w01", "transport", units=("linesman",))
    assert upkeep_of(data, state.worlds_of("ash"), state.fleets_of("ash")).units == 1
    garrison(state, "w01", "linesman")
    assert upkeep_of(data, state.worlds_of("ash"), state.fleets_of("ash")).units == 2


# Research


def shares(
    income: int, share: int, levels: tuple[int, ...] = (0,) * 6, **given: int
) -> tuple[int, ...]:
    state = campaign("ash", "birch")
    change_house(state, "ash", research_share=share, weights=weights(**given), levels=levels)
    return research_shares(numbers(), state.houses["ash"], income)


def test_c6_1_the_last_field_with_a_weight_gets_the_rest() -> None:
    assert shares(101, 20, engineering=1, economy=1, weapons=1) == (6, 6, 8, 0, 0, 0)
    assert shares(119, 20, engineering=2, defence=1) == (15, 0, 0, 0, 8, 0)


def test_c6_1_nothing_is_spent_where_no_field_has_a_weight_and_a_level_left() -> None:
    assert sum(shares(100, 50)) == 0
    assert sum(shares(100, 50, (5, 0, 0, 0, 0, 0), engineering=9)) == 0
    assert shares(100, 50, (5, 4, 0, 0, 0, 0), engineering=9, economy=1) == (0, 50, 0, 0, 0, 0)


@given(
    st.integers(0, 999),
    st.sampled_from([0, 10, 20, 30, 40, 50]),
    st.tuples(*[st.integers(0, 9)] * 6),
)
def test_c6_1_the_shares_of_all_fields_are_the_share_of_the_income(
    income: int, share: int, given_weights: tuple[int, ...]
) -> None:
    state = campaign("ash", "birch")
    change_house(state, "ash", research_share=share, weights=given_weights)
    spread = research_shares(numbers(), state.houses["ash"], income)
    assert sum(spread) == (income * share // 100 if any(given_weights) else 0)
    assert all(
        not points for points, weight in zip(spread, given_weights, strict=True) if not weight
    )
