"""Scripted games to every end of a campaign, eliminations, last stands and shortfalls (C3.10, C12).

askerry begins with what it needs for the end; everything else is done by orders.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign import randomness
from engine.campaign.events import (
    CampaignEnded,
    HouseEliminated,
    IncomeCollected,
    LastStandBegan,
    LevelReached,
    PactEnded,
    PrestigeChanged,
    ShipCrippled,
    ShipsLost,
    UnitsLost,
    WorldCaptured,
)
from engine.campaign.records import Finish
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Ending, Stance
from engine.errors import CampaignError
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    change_world,
    fleet,
    garrison,
    set_stance,
    set_treasury,
    settle,
)
from tests.engine.campaign.scripted_game import ScriptedGame, small_state

CONQUERORS = ("battleship", "battleship", "scout", *["transport"] * 4)
TROOPS = ("marshal",) * 8


def begin(turns: int = 35, seed: int = 5) -> CampaignState:
    """Return a campaign of so many turns in which homes have a single unit to defend them."""
    state = small_state()
    state.setup = replace(state.setup, turns=turns, seed=seed)
    for home, kind in (("w02", "picker"), ("w03", "bellman")):
        change_world(state, home, militia=0)
        garrison(state, home, kind)
    return state


def conquer(state: CampaignState, world: str) -> str:
    """Add a fleet of askerry next to a world, strong enough to take it, and return its id."""
    return fleet(state, world, *CONQUERORS, aboard=TROOPS).id


def fall_of_tolvane(state: CampaignState) -> ScriptedGame:
    """Play two turns: askerry declares war, and takes the home of tolvane."""
    name = conquer(state, "w00")
    game = ScriptedGame(state)
    game.turn(f"diplomacy declare {FOE}", f"invade {name} w02")
    assert game.state.worlds["w02"].house == FOE
    game.turn()
    (taken,) = game.events(WorldCaptured)
    assert (taken.house, taken.loser, taken.world, taken.fought) == (ME, FOE, "w02", True)
    return game


# Eliminations and last stands


def test_c12_4_a_house_that_loses_its_last_world_is_out_of_the_game() -> None:
    state = begin()
    gone = fleet(state, "w21", "corvette", "transport", house=FOE)
    set_stance(state, THIRD, Stance.PACT, house=FOE)
    game = fall_of_tolvane(state)
    assert game.events(HouseEliminated) == [HouseEliminated(FOE)]
    assert game.events(PactEnded) == [PactEnded((THIRD, FOE))]
    lost = [event for event in game.events(ShipsLost) if event.code == "eliminated"]
    assert [(event.house, event.place, event.ships) for event in lost] == [
        (FOE, gone.id, gone.ships)
    ]
    assert game.campaign.houses == (ME, THIRD)
    with pytest.raises(CampaignError, match="out of the campaign"):
        game.campaign.submit(FOE, [])
    assert game.campaign.view(THIRD).houses[FOE].eliminated == 2
    assert game.state.treaty(ME, THIRD).stance is Stance.WAR
    game.turns(3)
    assert game.campaign.finish is None


def test_c12_4_a_house_with_a_host_has_a_last_stand_and_may_settle() -> None:
    state = begin()
    host = fleet(state, "w21", "transport", "colony_ship", house=FOE, aboard=("kite",))
    game = fall_of_tolvane(state)
    assert game.events(LastStandBegan) == [LastStandBegan(FOE, 8)]
    game.turns(4)
    assert game.state.houses[FOE].last_stand == 8
    game.turn(tolvane=(f"colonise {host.id} w21",))
    assert game.state.worlds["w21"].house == FOE
    assert game.state.houses[FOE].last_stand is None
    game.turns(4)
    assert FOE in game.campaign.houses
    assert game.events_of_game(HouseEliminated) == []


def test_c12_4_a_last_stand_without_a_world_ends_after_six_turns() -> None:
    state = begin()
    host = fleet(state, "w21", "transport", house=FOE, aboard=("kite",))
    game = fall_of_tolvane(state)
    game.turns(5)
    assert (game.campaign.turn, game.campaign.houses) == (8, (ME, THIRD, FOE))
    game.turn()
    assert game.events(HouseEliminated) == [HouseEliminated(FOE)]
    drowned = [event.units for event in game.events(UnitsLost) if event.code == "eliminated"]
    assert drowned == [host.units]
    assert game.campaign.houses == (ME, THIRD)


def test_c12_4_a_host_that_lands_in_its_last_stand_and_wins_lives_on() -> None:
    state = begin()
    host = fleet(state, "w21", *CONQUERORS, house=FOE, aboard=("skiff", "skiff", "captain"))
    game = fall_of_tolvane(state)
    taken = game.state.worlds["w02"]
    assert taken.cooldown == 6  # nobody lands there before turn 7 (C10.8)
    game.turns(4)
    units = ",".join(unit.id for unit in taken.garrison)
    (conquerors,) = (one.id for one in game.state.fleets_of(ME))
    game.turn(f"load {conquerors} {units}", f"move {conquerors} w10", tolvane=(
        f"invade {host.id} w02",))  # fmt: skip
    (back,) = game.events(WorldCaptured)
    assert (back.house, back.world) == (FOE, "w02")
    assert game.state.worlds["w02"].unrest == 0  # a house that comes home (C10.7)
    assert game.state.houses[FOE].last_stand is None
    game.turns(3)
    assert FOE in game.campaign.houses


# Ends


def end_of(game: ScriptedGame) -> CampaignEnded:
    """Play on without orders to the end of the campaign."""
    while game.campaign.finish is None:
        game.turn()
    (end,) = game.events(CampaignEnded)
    assert end.finish == game.campaign.finish
    return end


def test_c12_3_the_last_house_ends_a_game() -> None:
    state = begin()
    other = conquer(state, "w11")
    game = fall_of_tolvane(state)
    game.turn(f"invade {other} w03")
    (end,) = game.events(CampaignEnded)
    assert end.finish == Finish(Ending.LAST_HOUSE, ME, 3)
    assert game.campaign.houses == (ME,)
    with pytest.raises(CampaignError, match="ended in turn 3"):
        game.campaign.submit(ME, [])


def settlers(turns: int) -> tuple[ScriptedGame, list[str]]:
    """Return a game in which askerry has colony ships at four worlds, and its orders to settle."""
    state = begin(turns)
    worlds = ("w10", "w11", "w12", "w30")
    orders = [f"colonise {fleet(state, world, 'colony_ship').id} {world}" for world in worlds]
    return ScriptedGame(state), orders


def test_c12_3_a_keeper_of_the_largest_share_ends_a_game_at_its_third_harvest() -> None:
    game, orders = settlers(35)
    game.turn(*orders)
    lit = {house: sum(game.state.lit(one.id) for one in game.state.worlds_of(house))
           for house in game.campaign.houses}  # fmt: skip
    assert lit == {ME: 17, FOE: 5, THIRD: 5}
    assert sum(game.state.lit(world) for world in game.state.worlds) == 35  # 46 % are 16.1
    assert end_of(game).finish == Finish(Ending.KEEPER, ME, 3)


def test_c12_3_a_share_that_is_lost_in_between_is_counted_anew() -> None:
    game, orders = settlers(35)
    for order in orders[:-1]:
        game.turn(order)
    game.turns(3)  # 14 of 35 anchors
    assert game.campaign.finish is None
    game.turn(orders[-1])
    assert game.state.houses[ME].keeper_harvests == 1
    assert end_of(game).finish == Finish(Ending.KEEPER, ME, 9)


def test_c12_3_of_ends_that_come_together_the_first_is_named() -> None:
    game, orders = settlers(3)
    game.turn(*orders)
    end = end_of(game)
    assert end.finish == Finish(Ending.KEEPER, ME, 3)
    assert end.also == (Ending.RECKONING,)


def test_c12_3_acclaim_ends_a_game_before_its_last_turn() -> None:
    state = begin(8)  # 40 points, and 30 ahead
    hub, home = conquer(state, "w10"), conquer(state, "w00")
    change_world(state, "w00", batteries=0)
    game = ScriptedGame(state)
    idle = ("research 0 -",)
    war = f"diplomacy declare {FOE}"
    game.turn(war, f"invade {hub} w00", tolvane=idle, merrowby=("tax heavy", *idle))
    assert game.state.worlds["w00"].house == ME
    assert game.campaign.finish is None
    game.turn(f"invade {home} w02")
    end = end_of(game)
    assert (end.finish.ending, end.finish.winner) == (Ending.ACCLAIM, ME)
    assert end.finish.turn < 8
    prestige = {name: house.prestige for name, house in game.state.houses.items()}
    assert prestige[ME] >= 40
    assert prestige[ME] - prestige[THIRD] >= 30


def test_c12_3_at_a_reckoning_the_first_in_prestige_wins() -> None:
    state = begin(4)
    ark = fleet(state, "w30", "colony_ship")
    game = ScriptedGame(state)
    game.turn(f"colonise {ark.id} w30")
    assert end_of(game).finish == Finish(Ending.RECKONING, ME, 4)


def test_c12_3_a_tie_of_prestige_goes_by_lit_anchors() -> None:
    state = begin(3)
    ark = fleet(state, "w30", "colony_ship", house=THIRD)
    game = ScriptedGame(state)
    heavy = ("research 0 -", "tax heavy")
    game.turn("research 0 -", tolvane=heavy[:1], merrowby=(f"colonise {ark.id} w30", *heavy))
    game.turn()
    game.turn(merrowby=("tax light",))
    assert game.events_of_game(LevelReached) == []
    assert {house.prestige for house in game.state.houses.values()} == {20}
    assert game.campaign.finish == Finish(Ending.RECKONING, THIRD, 3)


def test_c12_3_a_tie_of_prestige_and_anchors_goes_to_the_lot() -> None:
    winners = set()
    for seed in range(8):
        game = ScriptedGame(begin(2, seed))
        idle = ("research 0 -",)
        game.turn(*idle, tolvane=idle, merrowby=idle)
        finish = end_of(game).finish
        lots = {name: randomness.lot(seed, 2, "rank", name) for name in (ME, FOE, THIRD)}
        assert finish == Finish(Ending.RECKONING, max(lots, key=lots.__getitem__), 2)
        winners.add(finish.winner)
    assert len(winners) > 1


# Shortfall


def test_c3_10_a_house_that_cannot_pay_its_upkeep_loses_prestige_ships_and_units() -> None:
    state = begin()
    set_treasury(state, 0)
    for world in ("w00", "w10"):
        fleet(state, world, *["battleship"] * 8, "transport", aboard=("linesman",) * 2)
    game = ScriptedGame(state)
    game.turn("tax light")
    (books,) = [event for event in game.events(IncomeCollected) if event.house == ME]
    income = books.yields - books.overhead + books.pacts - books.research
    assert books.shortfall == books.upkeep - income > 0
    crippled = game.events(ShipCrippled)
    assert len(crippled) == -(-books.shortfall // 10)
    assert {event.ship.hull for event in crippled} == {"battleship"}
    assert PrestigeChanged(ME, "shortfall", -2) in game.events(PrestigeChanged)
    rows = [(row.kind.value, row.amount) for row in game.state.ledger if row.house == ME]
    assert ("shortfall", books.shortfall) in rows
    assert game.state.houses[ME].treasury == 0
    while not any(event.code == "deserted" for event in game.events(UnitsLost)):
        game.turn()
        assert game.campaign.turn < 30
    ships = [ship for one in game.state.fleets_of(ME) for ship in one.ships]
    assert all(ship.is_crippled for ship in ships)


def test_c12_2_a_world_that_nobody_holds_falls_unfought_for_little_prestige() -> None:
    state = begin()
    settle(state, FOE, "w21", militia=3, unrest=9)  # in unrest its militia stands aside
    name = fleet(state, "w21", *CONQUERORS, aboard=TROOPS).id
    set_stance(state, FOE, Stance.WAR)
    game = ScriptedGame(state)
    game.turn(f"invade {name} w21")
    (taken,) = game.events(WorldCaptured)
    assert (taken.world, taken.fought) == ("w21", False)
    assert PrestigeChanged(ME, "house_world", 3) in game.events(PrestigeChanged)
    assert game.state.worlds["w21"].cooldown == 0
