"""The income phase: deliveries, books and growth (C3.4 to C3.10, C6.1, C6.2, C11.2)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.budget import Budget
from engine.campaign.economy import upkeep_of
from engine.campaign.events import (
    AnchorRelit,
    EffectEnded,
    IncomeCollected,
    LevelReached,
    OrderFailed,
    ShipCrippled,
    UnitsLost,
    WorkCancelled,
    WorkDone,
)
from engine.campaign.forecast import forecast_books
from engine.campaign.income import collect_income
from engine.campaign.records import Effect, WorkOrder
from engine.campaign.state import CampaignState
from engine.campaign.view import View
from engine.campaign.vocabulary import (
    Condition,
    Entry,
    Field,
    Mission,
    Posture,
    Spying,
    Stance,
    Work,
)
from tests.engine.campaign.build_income import (
    assert_ledger_is_treasury,
    campaign,
    change_house,
    change_world,
    fleet,
    garrison,
    numbers,
    set_level,
    set_stance,
    set_treasury,
    settle,
    weights,
)


def order(state: CampaignState, world: str, *orders: WorkOrder) -> None:
    """Put work on order at a world, paid already."""
    owner = state.worlds[world].house
    assert owner is not None
    change_world(state, world, orders=(*state.worlds[world].orders, *orders))
    set_treasury(state, owner, state.houses[owner].treasury + sum(one.price for one in orders))
    for one in orders:
        state.pay(owner, Entry(one.work.value), world, -one.price)


def build(thing: str, price: int = 30) -> WorkOrder:
    return WorkOrder(Work.BUILD, thing, price)


def muster(kind: str, price: int = 20) -> WorkOrder:
    return WorkOrder(Work.MUSTER, kind, price)


def repair(target: str, price: int = 10) -> WorkOrder:
    return WorkOrder(Work.REPAIR, target, price)


def events(state: CampaignState, kind: type) -> list:
    return [event for event in state.events if type(event) is kind]


def ledger(state: CampaignState, house: str, kind: Entry) -> list[int]:
    return [
        row.amount for row in state.ledger if (row.house, row.kind, row.turn) == (house, kind, 1)
    ]


# Deliveries


@pytest.mark.parametrize(
    ("thing", "field", "before", "after"),
    [
        ("industry", "industry", 50, 55),
        ("yard", "yard", 2, 3),
        ("starbase", "starbase", None, Condition.SOUND),
        ("battery", "batteries", 2, 3),
        ("shield", "shield", 0, 1),
    ],
)
def test_c3_6_what_was_built_is_there_at_income(
    thing: str, field: str, before: object, after: object
) -> None:
    state = campaign("ash", "birch")
    assert getattr(state.worlds["w01"], field) == before
    order(state, "w01", build(thing))
    done = collect_income(state)
    assert getattr(done.worlds["w01"], field) == after
    assert done.worlds["w01"].orders == ()
    assert events(done, WorkDone) == [WorkDone("ash", "w01", build(thing))]
    assert_ledger_is_treasury(done)


def test_c3_7_mustered_units_join_the_garrison_in_full_health() -> None:
    state = campaign("ash", "birch")
    garrison(state, "w01", "linesman", hp=1)
    order(state, "w01", muster("sapper"), muster("sapper"))
    done = collect_income(state)
    codes = [(unit.code, unit.hp) for unit in done.worlds["w01"].garrison]
    most = numbers().units["sapper"].hp_max
    assert codes[1:] == [("sapper", most), ("sapper", most)]
    ids = [unit.id for unit in done.worlds["w01"].garrison]
    assert ids == sorted(set(ids))
    assert done.houses["ash"].next_number == state.houses["ash"].next_number + 2


def test_c3_6_orders_at_a_blockaded_world_are_cancelled_for_half_of_each_price() -> None:
    state = campaign("ash", "birch")
    given = (build("corvette", 25), build("yard", 81), muster("sapper", 17), repair("ash.s9", 13))
    order(state, "w01", *given)
    change_world(state, "w01", blockaded=1)
    done = collect_income(state)
    assert ledger(done, "ash", Entry.REFUND) == [12, 40, 8, 6]
    assert [event.refund for event in events(done, WorkCancelled)] == [12, 40, 8, 6]
    assert done.worlds["w01"].yard == 2
    assert not done.fleets_of("ash")
    assert_ledger_is_treasury(done)


def test_c3_8_a_repaired_ship_is_sound_at_income() -> None:
    state = campaign("ash", "birch")
    made = fleet(state, "ash", "w01", "cruiser", "corvette")
    crippled = replace(made.ships[0], condition=Condition.CRIPPLED)
    state.put_fleet(replace(made, ships=(crippled, made.ships[1])))
    change_world(state, "w01", starbase=Condition.CRIPPLED)
    order(state, "w01", repair(crippled.id), repair("starbase"))
    done = collect_income(state)
    assert not any(ship.is_crippled for ship in done.fleets[made.id].ships)
    assert done.worlds["w01"].starbase is Condition.SOUND


def test_c3_8_the_price_of_a_repair_is_lost_when_the_ship_has_left() -> None:
    state = campaign("ash", "birch")
    made = fleet(state, "ash", "w00", "cruiser")
    crippled = replace(made.ships[0], condition=Condition.CRIPPLED)
    state.put_fleet(replace(made, ships=(crippled,)))
    order(state, "w01", repair(crippled.id), repair("starbase"))
    done = collect_income(state)
    assert done.fleets[made.id].ships[0].is_crippled
    assert done.worlds["w01"].starbase is None
    assert [event.rule for event in events(done, OrderFailed)] == ["C3.8", "C3.8"]
    assert ledger(done, "ash", Entry.REFUND) == []


# Ships form fleets


def built(state: CampaignState, *hulls: str) -> CampaignState:
    set_treasury(state, "ash", 900)
    order(state, "w01", *[build(hull, numbers().ships.hulls[hull].price) for hull in hulls])
    return collect_income(state)


def hulls_of(state: CampaignState) -> list[list[str]]:
    fleets = [sorted(ship.hull for ship in fleet.ships) for fleet in state.fleets_of("ash")]
    return sorted(fleets)


def test_c4_2_new_ships_form_one_fleet_a_duty() -> None:
    done = built(
        campaign("ash", "birch"),
        *("corvette", "scout", "colony_ship", "transport", "scout", "colony_ship"),
    )
    assert hulls_of(done) == [
        ["colony_ship", "colony_ship"],
        ["corvette", "transport"],
        ["scout", "scout"],
    ]
    assert all(one.mission is Mission.MOVE and one.target == "w01" for one in done.fleets_of("ash"))


def test_c4_6_new_fleets_evade_without_attack_and_are_balanced_with_it() -> None:
    done = built(campaign("ash", "birch"), "corvette", "transport", "scout")
    postures = {len(one.ships): one.posture for one in done.fleets_of("ash")}
    assert postures == {2: Posture.BALANCED, 1: Posture.EVADE}
    assert built(campaign("ash", "birch"), "transport").fleets_of("ash")[0].posture is Posture.EVADE


def five_fleets(state: CampaignState, *at_home: str) -> None:
    """Give ash fleets far away so that with those *at_home* it has as many as it may have."""
    for hull in at_home:
        fleet(state, "ash", "w01", hull)
    for _ in range(numbers().ships.fleets - len(at_home)):
        fleet(state, "ash", "w10", "corvette")


def test_c4_2_the_last_fleet_to_spare_is_used() -> None:
    state = campaign("ash", "birch")
    five_fleets(state)
    state.remove_fleet(state.fleets_of("ash")[0].id)
    assert ["scout"] in hulls_of(built(state, "scout"))


def test_c4_2_with_no_fleet_to_spare_a_ship_joins_the_smallest_fleet_there_that_has_room() -> None:
    state = campaign("ash", "birch")
    five_fleets(state, "corvette", "corvette")
    large, small = [one for one in state.fleets_of("ash") if one.world == "w01"]
    more = tuple(replace(large.ships[0], id=f"ash.s9{n}") for n in range(3))
    state.put_fleet(replace(large, ships=(*large.ships, *more)))
    done = built(state, "scout", "cruiser")
    assert sorted(ship.hull for ship in done.fleets[small.id].ships) == [
        "corvette",
        "cruiser",
        "scout",
    ]


@pytest.mark.parametrize("hull", ["colony_ship", "scout"])
def test_c4_2_no_ship_joins_a_colony_ship_or_scouts_alone(hull: str) -> None:
    state = campaign("ash", "birch")
    five_fleets(state, hull)
    done = built(state, "corvette")
    assert ledger(done, "ash", Entry.REFUND) == [12]
    assert len(done.fleets_of("ash")) == numbers().ships.fleets
    assert_ledger_is_treasury(done)


def test_c4_2_a_full_fleet_takes_no_ship_and_one_with_room_for_one_takes_one() -> None:
    most = numbers().ships.fleet_ships[0]
    state = campaign("ash", "birch")
    five_fleets(state, "corvette")
    home = next(one for one in state.fleets_of("ash") if one.world == "w01")
    more = tuple(replace(home.ships[0], id=f"ash.s9{n}") for n in range(most - 2))
    state.put_fleet(replace(home, ships=(*home.ships, *more)))
    done = built(state, "transport", "transport")
    assert len(done.fleets[home.id].ships) == most
    assert ledger(done, "ash", Entry.REFUND) == [15]


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
