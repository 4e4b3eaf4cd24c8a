"""Scripted games of what worlds do: ways, colonies, yards, study, garrisons, books (C3 to C6)."""

from __future__ import annotations

from msgspec.structs import replace

from engine.campaign.economy import upkeep_of
from engine.campaign.events import (
    Colonised,
    ColonyWaits,
    FleetMoved,
    IncomeCollected,
    LandingDecided,
    LevelReached,
    PrestigeChanged,
    ShipsSalvaged,
    WorkCancelled,
    WorkDone,
    WorldCaptured,
)
from engine.campaign.records import Unit
from engine.campaign.routes import eta, find_route
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Field, Posture, Stance, Winner
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    change_house,
    change_world,
    fleet,
    garrison,
    set_stance,
    set_treasury,
    settle,
)
from tests.engine.campaign.scripted_game import ScriptedGame, small_state


def rich(amount: int = 500) -> CampaignState:
    """Return the small campaign in which askerry and tolvane have money."""
    state = small_state()
    for house in (ME, FOE):
        set_treasury(state, amount, house)
    return state


def paid(game: ScriptedGame, house: str = ME) -> list[tuple[str, str, int]]:
    """Return what a house paid and got by orders in the last turn."""
    rows = [row for row in game.state.ledger if row.turn == game.campaign.turn - 1]
    return [
        (row.kind.value, row.place, row.amount)
        for row in rows
        if row.house == house and row.kind.value not in {"start", "income", "upkeep"}
    ]


def test_c4_4_fleets_arrive_on_the_cheapest_way_when_the_eta_says() -> None:
    state = small_state()
    light, heavy = fleet(state, "w01", "corvette"), fleet(state, "w12", "battleship")
    game = ScriptedGame(state)
    ways = {name: find_route(state.map, state.numbers.ships, "w01", name, shoals=True)
            for name in ("w21", "w03")}  # fmt: skip
    for world, route in ways.items():
        assert route is not None
        game.turn(f"move {light.id} {world}")
        arrived = 1
        while game.state.fleets[light.id].world != world:
            game.turn()
            arrived += 1
        assert arrived == eta(route, state.numbers.ships)
        path = [step for _, event in game.events_of_game(FleetMoved) for step in event.path]
        assert path[-1] == world
        game.turn(f"move {light.id} w01")
        game.turns(3)
    assert game.refusal(f"move {heavy.id} w01") == "C4.4"  # there is nothing but a shoal
    assert game.refusal(f"guard {heavy.id} w12") is None


def test_c3_9_of_two_colony_ships_the_better_armed_house_settles_and_the_world_grows() -> None:
    state = small_state()
    ark = fleet(state, "w10", "colony_ship")
    rival = fleet(state, "w10", "colony_ship", "corvette", house=FOE)
    game = ScriptedGame(state)
    game.turn(f"colonise {ark.id} w10", tolvane=(f"colonise {rival.id} w10",))
    assert [(event.house, event.world) for event in game.events(Colonised)] == [(FOE, "w10")]
    assert [(event.house, event.fleet) for event in game.events(ColonyWaits)] == [(ME, ark.id)]
    assert PrestigeChanged(FOE, "colonised", 2) in game.events(PrestigeChanged)
    world = game.state.worlds["w10"]
    assert (world.house, world.faction, world.militia) == (FOE, "windfall", 2)  # one more came
    assert game.refusal(f"colonise {ark.id} w10") == "C3.9"
    game.turn(f"move {ark.id} w30")
    before = game.state.worlds["w10"].population
    game.turn(f"colonise {ark.id} w30")
    assert game.state.worlds["w30"].house == ME
    assert ark.id not in game.state.fleets
    assert game.state.worlds["w10"].population > before >= 10


def test_c4_2_fleets_join_split_and_load_where_they_are_together() -> None:
    state = small_state()
    here = fleet(state, "w01", "transport", "corvette")
    there = fleet(state, "w10", "transport")
    (unit,) = garrison(state, "w01", "linesman")
    game = ScriptedGame(state)
    assert game.refusal(f"join {there.id} {here.id}") == "C4.2"
    assert game.refusal(f"load {there.id} {unit.id}") == "C4.3"
    game.turn(f"load {here.id} {unit.id}", f"move {there.id} w01")
    assert game.state.worlds["w01"].garrison == ()
    assert game.state.fleets[here.id].units == (unit,)
    game.turn(f"join {there.id} {here.id}")
    together = game.state.fleets[here.id]
    assert len(together.ships) == 3
    assert there.id not in game.state.fleets
    game.turn(f"split {here.id} {there.ships[0].id} {unit.id}", f"move {here.id} w10")
    (parted,) = (one for one in game.state.fleets_of(ME) if one.id != here.id)
    assert (parted.world, parted.ships, parted.units) == ("w01", there.ships, (unit,))
    game.turn(f"unload {parted.id} {unit.id}")
    assert game.state.worlds["w01"].garrison == (unit,)
    assert game.refusal(f"unload {here.id} {unit.id}") == "C4.3"


def test_c3_5_what_is_ordered_is_paid_at_once_and_there_when_the_turn_is_over() -> None:
    state = small_state()
    set_treasury(state, 110)
    game = ScriptedGame(state)
    orders = (
        "build w01 industry",
        "build w01 battery",
        "build w01 corvette",
        "muster w01 linesman",
    )
    assert game.refusal("build w01 corvette", *orders) == "C3.5"
    game.turn(*orders)
    assert paid(game) == [
        ("build", "w01", -36),
        ("build", "w01", -20),
        ("build", "w01", -25),
        ("muster", "w01", -10),
    ]
    world = game.state.worlds["w01"]
    assert (world.industry, world.batteries, world.orders) == (55, 3, ())
    assert [unit.code for unit in world.garrison] == ["linesman"]
    (built,) = game.state.fleets_of(ME)
    assert ([ship.hull for ship in built.ships], built.posture) == (["corvette"], Posture.BALANCED)
    assert len(game.events(WorkDone)) == 4
    game.turn()
    assert paid(game) == []


def test_c3_6_a_yard_takes_what_its_docks_hold_each_turn_and_not_one_more() -> None:
    state = rich()
    change_house(state, ME, levels=(3, 0, 0, 0, 0, 0))
    game = ScriptedGame(state)
    full = ("build w01 corvette",) * 4
    assert game.refusal("build w01 corvette", *full) == "C3.6"
    game.turn(*full)
    two = ("build w01 battleship", "build w01 corvette")
    assert game.refusal("build w01 battleship", *two) == "C3.6"
    game.turn(*two, "build w01 corvette")
    ships = [ship.hull for one in game.state.fleets_of(ME) for ship in one.ships]
    assert sorted(ships) == ["battleship", *["corvette"] * 6]


def test_c3_6_a_captured_yard_gives_back_half_of_what_was_paid_there() -> None:
    state = rich()
    change_world(state, "w02", militia=0, batteries=0)
    garrison(state, "w02", "picker")
    settle(state, FOE, "w21")
    set_stance(state, FOE, Stance.WAR)
    name = fleet(state, "w00", "cruiser", "scout", "transport", aboard=("marshal", "marshal")).id
    game = ScriptedGame(state)
    game.turn(f"invade {name} w02", tolvane=("build w02 corvette", "muster w02 kite"))
    assert [event.world for event in game.events(WorldCaptured)] == ["w02"]
    prices = {event.order.thing: event.order.price for event in game.events(WorkCancelled)}
    assert set(prices) == {"corvette", "kite"}
    refunds = [amount for kind, _, amount in paid(game, FOE) if kind == "refund"]
    assert sorted(refunds) == sorted(price // 2 for price in prices.values())
    taken = game.state.worlds["w02"]
    assert (taken.house, taken.yard, taken.unrest) == (ME, 1, 6)
    assert {unit.code for unit in taken.garrison} == {"marshal"}
    assert game.refusal("muster w02 linesman") == "C3.7"


def test_c3_8_salvage_is_paid_and_booked_and_needs_a_yard_and_room() -> None:
    state = small_state()
    ships = fleet(state, "w01", "cruiser", "corvette", "transport", aboard=("linesman",))
    away = fleet(state, "w10", "corvette")
    cruiser, corvette, transport = (ship.id for ship in ships.ships)
    game = ScriptedGame(state)
    assert game.refusal(f"salvage {ships.id} {transport}") == "C4.3"
    assert game.refusal(f"salvage {away.id} {away.ships[0].id}") == "C3.8"
    game.turn(f"salvage {ships.id} {cruiser},{corvette}")
    assert [event.refund for event in game.events(ShipsSalvaged)] == [37]
    assert paid(game) == [("salvage", "w01", 37)]
    assert [ship.id for ship in game.state.fleets[ships.id].ships] == [transport]


def test_c3_8_crippled_ships_and_starbases_are_repaired_at_a_yard() -> None:
    state = rich()
    hurt = fleet(state, "w01", "cruiser", crippled=(0,))
    change_world(state, "w01", starbase=Condition.CRIPPLED)
    game = ScriptedGame(state)
    assert game.refusal("repair w02 starbase") == "C13.2"
    game.turn(f"repair w01 {hurt.ships[0].id}", "repair w01 starbase")
    assert sorted(paid(game)) == [("repair", "w01", -25), ("repair", "w01", -12)]
    assert game.state.fleets[hurt.id].ships[0].condition is Condition.SOUND
    assert game.state.worlds["w01"].starbase is Condition.SOUND
    assert game.refusal("repair w01 starbase") == "C3.8"


def test_c6_1_study_goes_where_the_weights_say_and_opens_hulls() -> None:
    game = ScriptedGame(rich())
    assert game.refusal("build w01 cruiser") == "C6.3"
    assert game.refusal("research 55 engineering=1") == "C6.1"
    game.turn("research 50 engineering=1")
    spent = 0
    while not game.events(LevelReached):
        spent += books(game).research
        game.turn()
    spent += books(game).research
    house = game.state.houses[ME]
    assert house.level(Field.ENGINEERING) == 1
    assert house.points == (spent - 40, 0, 0, 0, 0, 0)
    game.turn("build w01 cruiser")
    assert [ship.hull for one in game.state.fleets_of(ME) for ship in one.ships] == ["cruiser"]


def books(game: ScriptedGame, house: str = ME) -> IncomeCollected:
    (found,) = (event for event in game.events(IncomeCollected) if event.house == house)
    return found


def test_c3_7_a_garrison_musters_heals_and_beats_off_a_landing_with_its_militia() -> None:
    state = rich()
    wounded = Unit("askerry.m90", "marshal", 1)
    change_world(state, "w01", garrison=(wounded,), militia=1)
    change_house(state, ME, next_number=91)
    game = ScriptedGame(state)
    assert game.refusal("muster w01 linesman", *["muster w01 linesman"] * 5) == "C3.7"
    game.turn(*["muster w01 linesman"] * 5)
    home = game.state.worlds["w01"]
    assert len(home.garrison) == 6
    assert next(unit for unit in home.garrison if unit.id == wounded.id).hp == 1 + 3
    assert home.militia == 2  # one comes back a turn
    state = game.state
    set_stance(state, FOE, Stance.WAR)
    change_world(state, "w01", batteries=0)
    raid = fleet(state, "w10", "corvette", "scout", "transport", house=FOE, aboard=("kite",))
    game = ScriptedGame(state)
    game.turn(tolvane=(f"invade {raid.id} w01",))
    (landing,) = game.events(LandingDecided)
    assert landing.result.winner is Winner.DEFENDER
    assert {one.id[:5] for one in landing.spec.defenders} >= {"watch", "asker"}
    assert game.state.worlds["w01"].house == ME
    assert PrestigeChanged(ME, "repelled", 4) in game.events(PrestigeChanged)
    assert PrestigeChanged(FOE, "failed", -1) in game.events(PrestigeChanged)


def test_c3_10_upkeep_of_what_a_house_has_is_booked_each_turn() -> None:
    state = rich()
    fleet(state, "w01", "battleship", "transport", aboard=("marshal",))
    fleet(state, "w03", "cruiser", house=THIRD)
    game = ScriptedGame(state)
    for orders in (("build w01 battery", "build w01 starbase"), ("muster w01 linesman",), ()):
        game.turn(*orders)
        for house in game.campaign.houses:
            worlds, fleets = game.state.worlds_of(house), game.state.fleets_of(house)
            assert books(game, house).upkeep == upkeep_of(state.numbers, worlds, fleets).total
    assert books(game).upkeep > books(game, FOE).upkeep


def test_c3_3_taxes_and_the_width_of_a_realm_change_the_income() -> None:
    def income(tax: str, worlds: int) -> IncomeCollected:
        state = small_state()
        for place in ("w10", "w11", "w12", "w30", "w21")[:worlds]:
            settle(state, ME, place)
        game = ScriptedGame(replace_seed(state))
        game.turn(f"tax {tax}")
        return books(game)

    assert [income(tax, 0).yields for tax in ("light", "moderate", "heavy")] == [67, 90, 112]
    assert [income("moderate", worlds).overhead for worlds in (3, 4)] == [0, 7]


def replace_seed(state: CampaignState) -> CampaignState:
    state.setup = replace(state.setup, seed=9)
    return state
