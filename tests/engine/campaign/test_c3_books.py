"""The books of an income: rows, research, shortfalls, prestige, the forecast (C3, C6.2, C12.1)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.budget import Budget
from engine.campaign.economy import upkeep_of
from engine.campaign.events import IncomeCollected, LevelReached, ShipCrippled, UnitsLost
from engine.campaign.forecast import forecast_books
from engine.campaign.income import collect_income
from engine.campaign.records import Effect
from engine.campaign.state import CampaignState
from engine.campaign.view import View
from engine.campaign.vocabulary import Entry, Field, Spying, Stance
from tests.engine.campaign.build_conflict import events
from tests.engine.campaign.build_income import (
    assert_ledger_is_treasury,
    campaign,
    change_house,
    change_world,
    fleet,
    garrison,
    ledger,
    numbers,
    set_level,
    set_stance,
    set_treasury,
    settle,
    weights,
)
from tests.engine.campaign.build_work import build, muster, order

# Books


def test_c14_5_income_and_upkeep_are_rows_of_the_ledger_that_add_up() -> None:
    state = campaign("ash", "birch")
    change_house(state, "ash", research_share=20, weights=weights(economy=1))
    done = collect_income(state)
    assert ledger(done, "ash", Entry.INCOME) == [72]
    assert ledger(done, "ash", Entry.UPKEEP) == [-2]
    assert done.houses["ash"].treasury == 110 + 72 - 2
    assert IncomeCollected("ash", 90, 0, 0, 18, 2, 0) in done.events
    assert_ledger_is_treasury(done)


def test_c8_4_a_pact_gives_each_house_four() -> None:
    state = campaign("ash", "birch", "cedar")
    set_stance(state, "ash", "birch", Stance.PACT)
    done = collect_income(state)
    income = {event.house: event.pacts for event in events(done, IncomeCollected)}
    assert income == {"ash": 4, "birch": 4, "cedar": 0}


def test_c6_2_a_field_reaches_at_most_one_level_a_turn_and_keeps_the_rest() -> None:
    state = campaign("ash", "birch")
    change_house(state, "ash", points=(115, 39, 40, 0, 0, 0))
    done = collect_income(state)
    house = done.houses["ash"]
    assert house.levels == (1, 0, 1, 0, 0, 0)
    assert house.points == (75, 39, 0, 0, 0, 0)
    assert events(done, LevelReached) == [
        LevelReached("ash", Field.ENGINEERING, 1),
        LevelReached("ash", Field.WEAPONS, 1),
    ]
    done = collect_income(done)
    assert done.houses["ash"].levels[0] == 2
    assert done.houses["ash"].points[0] == 5


def test_c6_2_24_a_turn_on_one_field_reach_level_5_on_turn_25() -> None:
    state = campaign("ash", "birch")
    change_house(state, "ash", weights=weights(defence=1), research_share=0)
    for turn in range(1, 26):
        assert state.houses["ash"].level(Field.DEFENCE) < 5, turn
        points = state.houses["ash"].points
        change_house(state, "ash", points=(*points[:4], points[4] + 24, points[5]))
        state = collect_income(state)
    assert state.houses["ash"].level(Field.DEFENCE) == 5


def shortfall(missing: int, *hulls: str, units: tuple[str, ...] = ()) -> CampaignState:
    """Return ash after an income at which so much of its upkeep was missing."""
    state = campaign("ash", "birch")
    world = numbers().worlds
    dear = replace(world, battery=replace(world.battery, upkeep=missing))
    state.numbers = replace(numbers(), worlds=dear)
    change_world(state, "w01", population=1, industry=0, dark=(9,) * 4, batteries=1)
    if hulls:
        fleet(state, "ash", "w01", *hulls, units=units)
    upkeep = upkeep_of(state.numbers, state.worlds_of("ash"), state.fleets_of("ash")).total
    set_treasury(state, "ash", upkeep - missing)
    return collect_income(state)


@pytest.mark.parametrize(("missing", "crippled"), [(0, 0), (1, 1), (10, 1), (11, 2), (20, 2)])
def test_c3_10_for_every_ten_missing_a_ship_is_crippled(missing: int, crippled: int) -> None:
    done = shortfall(missing, "corvette", "corvette", "corvette")
    assert len(events(done, ShipCrippled)) == crippled
    assert sum(ship.is_crippled for one in done.fleets_of("ash") for ship in one.ships) == crippled
    assert done.houses["ash"].treasury == 0
    assert done.houses["ash"].prestige == 20 - (2 if missing else 0)
    assert_ledger_is_treasury(done)


def test_c3_10_what_is_missing_is_forgiven() -> None:
    done = shortfall(15, "corvette")
    assert ledger(done, "ash", Entry.SHORTFALL) == [15]
    assert ledger(done, "ash", Entry.UPKEEP) == [-16]


def test_c3_10_the_ship_of_the_dearest_upkeep_is_crippled_first_the_last_id_on_ties() -> None:
    done = shortfall(20, "corvette", "siege_ship", "siege_ship", "scout")
    ships = [ship for one in done.fleets_of("ash") for ship in one.ships]
    assert [ship.hull for ship in ships if ship.is_crippled] == ["siege_ship", "siege_ship"]
    done = shortfall(10, "siege_ship", "siege_ship")
    ships = [ship for one in done.fleets_of("ash") for ship in one.ships]
    assert [ship.is_crippled for ship in ships] == [False, True]


def test_c3_10_with_no_sound_ship_the_unit_with_the_least_veterancy_goes_home() -> None:
    done = shortfall(30, "transport", units=("linesman", "linesman", "sapper"))
    gone = [unit.id for event in events(done, UnitsLost) for unit in event.units]
    assert gone == ["ash.m3", "ash.m4"]
    assert [unit.id for one in done.fleets_of("ash") for unit in one.units] == ["ash.m5"]
    assert all(event.code == "deserted" for event in events(done, UnitsLost))


def test_c3_10_veterans_stay_longest() -> None:
    state = campaign("ash", "birch")
    garrison(state, "w01", "linesman", "linesman")
    green = state.worlds["w01"].garrison
    change_world(state, "w01", garrison=(replace(green[0], veterancy=1), green[1]), industry=0)
    change_world(state, "w01", population=1, dark=(9,) * 4, batteries=3)
    set_treasury(state, "ash", 0)
    done = collect_income(state)
    assert [unit.id for unit in done.worlds["w01"].garrison] == [green[0].id]


def test_c3_10_with_nothing_left_nothing_more_is_lost() -> None:
    done = shortfall(90)
    assert events(done, ShipCrippled) == events(done, UnitsLost) == []


# Prestige of a harvest


def test_c3_3_heavy_taxes_cost_prestige_each_turn() -> None:
    state = campaign("ash", "birch")
    change_house(state, "ash", tax="heavy")
    done = collect_income(state)
    assert (done.houses["ash"].prestige, done.houses["birch"].prestige) == (19, 20)


@pytest.mark.parametrize(("dark", "gained"), [(0, 1), (1, 0)])
def test_c12_1_every_twelve_lit_anchors_give_prestige(dark: int, gained: int) -> None:
    state = campaign("ash", "birch")
    settle(state, "ash", "w10", "w11")
    change_world(state, "w01", dark=())
    settle(state, "ash", "w12", dark=(9,) * 2)
    assert sum(state.lit(world.id) for world in state.worlds_of("ash")) == 12
    change_world(state, "w10", dark=(9,) * dark)
    assert collect_income(state).houses["ash"].prestige == 20 + gained


@pytest.mark.parametrize(("turn", "gained"), [(4, 0), (5, 1), (6, 0), (10, 1)])
def test_c8_4_a_pact_gives_prestige_at_the_harvest_of_every_fifth_turn(
    turn: int, gained: int
) -> None:
    state = campaign("ash", "birch", "cedar")
    state.turn = turn
    set_stance(state, "ash", "birch", Stance.PACT)
    done = collect_income(state)
    assert done.houses["ash"].prestige == 20 + gained
    assert done.houses["cedar"].prestige == 20


# Forecast


def view_of(state: CampaignState, house: str) -> View:
    """Return a view with what a forecast needs."""
    return View(
        numbers=state.numbers,
        map=state.map,
        turn=state.turn,
        turns=state.setup.turns,
        seed_houses=len(state.setup.houses),
        house=state.houses[house],
        worlds={world.id: world for world in state.worlds_of(house)},
        fleets={one.id: one for one in state.fleets_of(house)},
        effects=state.effects,
        surveys=(),
        sightings={},
        seen=frozenset(),
        houses={},
        treaties=state.treaties,
        offers=(),
        grievances=(),
        ranks=state.ranks,
        events=(),
    )


def test_c3_the_forecast_of_the_treasury_is_what_happens_without_interference() -> None:
    state = campaign("ash", "birch", "cedar")
    change_house(
        state, "ash", research_share=30, weights=weights(economy=3, weapons=1), tax="heavy"
    )
    set_level(state, "ash", Field.ECONOMY, 2)
    set_stance(state, "ash", "birch", Stance.PACT)
    settle(state, "ash", *(f"w{place}" for place in range(10, 16)), population=30, industry=10)
    state.effects = (Effect(Spying.INCITE, "w01", "birch", 50, 3),)
    fleet(state, "ash", "w01", "battleship", units=("linesman", "sapper"))
    set_treasury(state, "ash", 900)
    order(state, "w01", build("industry", 36), build("cruiser", 50), muster("linesman", 21))
    order(state, "w10", build("starbase", 100), build("battery", 20))
    change_world(state, "w11", blockaded=1)
    order(state, "w11", build("battery", 20))
    for _ in range(5):
        view = view_of(state, "ash")
        books = forecast_books(view, Budget.of_view(view))
        state = collect_income(state)
        assert state.houses["ash"].treasury == books.treasury
        assert books.shortfall == 0
    assert_ledger_is_treasury(state)


def test_c3_a_forecast_changes_neither_the_view_nor_the_budget() -> None:
    state = campaign("ash", "birch")
    order(state, "w01", build("cruiser", 50))
    view = view_of(state, "ash")
    budget = Budget.of_view(view)
    forecast_books(view, budget)
    assert budget.worlds == view.worlds
    assert budget.fleets == view.fleets == {}
    assert budget.payments == []
