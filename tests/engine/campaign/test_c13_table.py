"""Each row of the table of C13, on both sides of its edge: what refuses an order, what does not.

Every case builds a campaign in which the order is legal, and then changes what the rule names.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from engine.campaign.records import Offer, Unit
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Field, Message, Stance
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    campaign,
    change_house,
    change_world,
    fleet,
    garrison,
    judge,
    rule,
    set_level,
    set_stance,
    set_treasury,
    settle,
)

Change = Callable[[CampaignState], None]


def afloat() -> CampaignState:
    """Return a campaign at war with tolvane; a scout sees its home and the free world.

    askerry has a war fleet f2 (corvette s3, transport s4, unit m1), an ark f5 (colony ship s6,
    corvette s7), scouts f8, and the fleet f11 (transport s12) at w10.
    """
    state = campaign(turn=3)
    fleet(state, "w01", "corvette", "transport", aboard=("linesman",))
    fleet(state, "w01", "colony_ship", "corvette")
    fleet(state, "w01", "scout", "scout")
    fleet(state, "w10", "transport")
    fleet(state, "w00", "scout")
    set_stance(state, FOE, Stance.WAR)
    set_treasury(state, 300)
    return state


def disarm(state: CampaignState) -> None:
    war = state.fleets["askerry.f2"]
    state.put_fleet(replace(war, ships=war.ships[1:]))


def disembark(state: CampaignState) -> None:
    state.put_fleet(replace(state.fleets["askerry.f2"], units=()))


def peace(state: CampaignState) -> None:
    set_stance(state, FOE, Stance.NEUTRAL)


def darken(state: CampaignState) -> None:
    change_world(state, "w02", dark=(9, 9, 9, 9))


def nearly_darken(state: CampaignState) -> None:
    change_world(state, "w02", dark=(9, 9, 9))


def add_mixed_scouts(state: CampaignState) -> None:
    scouts = state.fleets["askerry.f8"]
    state.put_fleet(replace(scouts, ships=(*scouts.ships, *state.fleets["askerry.f2"].ships[:1])))
    disarm(state)


def take_w10(state: CampaignState) -> None:
    settle(state, THIRD, "w10")


def cripple_war_fleet(state: CampaignState) -> None:
    war = state.fleets["askerry.f2"]
    crippled = tuple(replace(ship, condition=Condition.CRIPPLED) for ship in war.ships)
    state.put_fleet(replace(war, ships=crippled))


MISSIONS: list[tuple[str, Change | None, str | None]] = [
    ("move askerry.f2 w12", None, None),
    ("move askerry.f2 w12", cripple_war_fleet, "C4.4"),
    ("move askerry.f5 w12", None, "C4.4"),
    ("guard askerry.f2 w01", None, None),
    ("guard askerry.f5 w12", None, "C4.4"),
    ("spy askerry.f8 w03", None, None),
    ("spy askerry.f8 w03", add_mixed_scouts, "C5.4"),
    ("spy askerry.f2 w03", None, "C5.4"),
    ("colonise askerry.f5 w10", None, None),
    ("colonise askerry.f2 w10", None, "C3.9"),
    ("colonise askerry.f5 w20", None, "C3.9"),
    ("colonise askerry.f5 w10", take_w10, "C3.9"),
    ("colonise askerry.f5 w00", None, "C3.9"),
    ("colonise askerry.f5 w01", None, "C3.9"),
    ("colonise askerry.f5 w03", None, None),  # never seen: it counts as nobody's
    ("blockade askerry.f2 w02", None, None),
    ("blockade askerry.f2 w02", disarm, "C9.7"),
    ("blockade askerry.f2 w01", None, "C10.1"),
    ("blockade askerry.f2 w30", None, "C10.1"),
    ("blockade askerry.f2 w03", None, "C10.1"),
    ("blockade askerry.f2 w02", peace, "C8.5"),
    ("blockade askerry.f2 w00", None, "C11.3"),
    ("bombard askerry.f2 w02", nearly_darken, None),
    ("bombard askerry.f2 w02", darken, "C9.8"),
    ("bombard askerry.f2 w00", None, None),
    ("bombard askerry.f2 w02", disarm, "C9.7"),
    ("bombard askerry.f2 w01", None, "C10.1"),
    ("bombard askerry.f2 w02", peace, "C8.5"),
    ("invade askerry.f2 w02", None, None),
    ("invade askerry.f2 w00", None, None),
    ("invade askerry.f2 w02", disembark, "C10.1"),
    ("invade askerry.f2 w02", disarm, "C10.2"),
    ("invade askerry.f2 w01", None, "C10.1"),
    ("invade askerry.f2 w30", None, "C10.1"),
    ("invade askerry.f2 w02", peace, "C8.5"),
    ("assault askerry.f2 w02", disarm, None),
    ("assault askerry.f2 w02", disembark, "C10.1"),
    ("assault askerry.f2 w30", None, "C10.1"),
    ("assault askerry.f2 w02", peace, "C8.5"),
]


@pytest.mark.parametrize(("text", "change", "expected"), MISSIONS)
def test_c13_2_missions(text: str, change: Change | None, expected: str | None) -> None:
    state = afloat()
    if change is not None:
        change(state)
    assert rule(state, text) == expected


@pytest.mark.parametrize("mission", ["blockade", "bombard", "invade", "assault"])
def test_c8_5_a_declaration_in_the_same_packet_allows_missions_against_the_house(
    mission: str,
) -> None:
    state = afloat()
    peace(state)
    assert rule(state, f"{mission} askerry.f2 w02") == "C8.5"
    assert rule(state, "diplomacy declare tolvane", f"{mission} askerry.f2 w02") is None
    assert rule(state, "diplomacy pact tolvane", f"{mission} askerry.f2 w02") == "C8.5"
    assert rule(state, "diplomacy declare merrowby", f"{mission} askerry.f2 w02") == "C8.5"


def many_ships(count: int) -> Change:
    def change(state: CampaignState) -> None:
        war = state.fleets["askerry.f2"]
        more = fleet(state, "w01", *["corvette"] * (count - 2))
        state.remove_fleet(more.id)
        state.put_fleet(replace(war, ships=(*war.ships, *more.ships)))

    return change


def one_fleet_more(state: CampaignState) -> None:
    fleet(state, "w20", "corvette")


def heavy(state: CampaignState) -> None:
    garrison(state, "w01", *["linesman"] * 6)  # m17 to m22


FLEETS: list[tuple[str, Change | None, str | None]] = [
    ("split askerry.f2 askerry.s3 -", None, None),
    ("split askerry.f2 askerry.s4 askerry.m1", None, None),
    ("split askerry.f2 - -", None, "C4.2"),
    ("split askerry.f2 askerry.s3,askerry.s4 askerry.m1", None, "C4.2"),
    ("split askerry.f2 askerry.s6 -", None, "C4.2"),
    ("split askerry.f2 askerry.s3 -", one_fleet_more, "C4.2"),
    ("split askerry.f2 askerry.s3 askerry.m1", None, "C4.3"),
    ("split askerry.f2 askerry.s4 -", None, "C4.3"),
    ("join askerry.f8 askerry.f2", many_ships(8), None),
    ("join askerry.f8 askerry.f2", many_ships(9), "C4.2"),
    ("join askerry.f2 askerry.f2", None, "C4.2"),
    ("join askerry.f11 askerry.f2", None, "C4.2"),
    ("load askerry.f2 askerry.m16,askerry.m17", heavy, None),
    ("load askerry.f2 -", heavy, "C13.1"),
    ("load askerry.f11 askerry.m17", heavy, "C4.3"),
    ("load askerry.f2 askerry.m1", heavy, "C4.3"),
    ("load askerry.f8 askerry.m17", heavy, "C4.3"),
    ("unload askerry.f2 askerry.m1", None, None),
    ("unload askerry.f2 -", None, "C13.1"),
    ("unload askerry.f11 askerry.m1", None, "C4.3"),
    ("unload askerry.f5 askerry.m1", None, "C4.3"),
    ("posture askerry.f2 hold", None, None),
    ("salvage askerry.f2 askerry.s3", None, None),
    ("salvage askerry.f5 askerry.s6,askerry.s7", None, None),
    ("salvage askerry.f2 -", None, "C13.1"),
    ("salvage askerry.f11 askerry.s12", None, "C3.8"),
    ("salvage askerry.f2 askerry.s3", lambda state: change_world(state, "w01", yard=0), "C3.8"),
    (
        "salvage askerry.f2 askerry.s3",
        lambda state: change_world(state, "w01", blockaded=1),
        "C3.8",
    ),
    ("salvage askerry.f2 askerry.s4", None, "C4.3"),
]


@pytest.mark.parametrize(("text", "change", "expected"), FLEETS)
def test_c13_2_fleets(text: str, change: Change | None, expected: str | None) -> None:
    state = afloat()
    if change is not None:
        change(state)
    assert rule(state, text) == expected


def world(**changes: object) -> Change:
    return lambda state: change_world(state, "w01", **changes)


def treasury(amount: int) -> Change:
    return lambda state: set_treasury(state, amount)


def level(field: Field, reached: int) -> Change:
    return lambda state: set_level(state, ME, field, reached)


def five_fleets_without_room(state: CampaignState) -> None:
    """Fill all fleets but one place: a ship ordered at w01 needs the sixth."""
    for name in ("w10", "w11", "w20", "w30", "w00"):
        fleet(state, name, "corvette")


def six_fleets(state: CampaignState) -> None:
    five_fleets_without_room(state)
    fleet(state, "w01", *["corvette"] * 10)


def six_fleets_with_room(state: CampaignState) -> None:
    five_fleets_without_room(state)
    fleet(state, "w01", *["corvette"] * 9)


WORLDS: list[tuple[str, Change | None, str | None]] = [
    ("build w01 corvette", None, None),
    ("build w01 corvette", world(blockaded=1), "C3.6"),
    ("build w01 corvette", treasury(25), None),
    ("build w01 corvette", treasury(24), "C3.5"),
    ("build w01 cruiser", level(Field.ENGINEERING, 1), None),
    ("build w01 cruiser", None, "C6.3"),
    ("build w01 siege_ship", level(Field.ENGINEERING, 2), None),
    ("build w01 siege_ship", level(Field.ENGINEERING, 1), "C6.3"),
    ("build w01 battleship", level(Field.ENGINEERING, 3), None),
    ("build w01 battleship", level(Field.ENGINEERING, 2), "C6.3"),
    ("build w01 corvette", world(yard=0), "C3.6"),
    ("build w01 corvette", five_fleets_without_room, None),
    ("build w01 corvette", six_fleets, "C4.2"),
    ("build w01 corvette", six_fleets_with_room, None),
    ("build w01 industry", world(industry=95), None),
    ("build w01 industry", world(industry=96), "C3.4"),
    ("build w01 industry", treasury(36), None),
    ("build w01 industry", treasury(35), "C3.5"),
    ("build w01 industry", world(blockaded=1), "C3.6"),
    ("build w01 yard", world(yard=0, population=20), None),
    ("build w01 yard", world(yard=0, population=19), "C3.6"),
    ("build w01 yard", world(yard=1, population=40), None),
    ("build w01 yard", world(yard=1, population=39), "C3.6"),
    ("build w01 yard", world(yard=2, population=60), None),
    ("build w01 yard", world(yard=2, population=59), "C3.6"),
    ("build w01 yard", world(yard=3, population=100), "C3.6"),
    ("build w01 starbase", None, None),
    ("build w01 starbase", world(starbase=Condition.CRIPPLED), "C3.6"),
    ("build w01 battery", None, None),
    ("build w01 battery", world(batteries=3), "C3.6"),
    ("build w01 shield", level(Field.DEFENCE, 1), None),
    ("build w01 shield", None, "C6.3"),
    ("build w01 shield", world(shield=3), "C3.6"),
    ("muster w01 linesman", None, None),
    ("muster w01 linesman", world(unrest=3), "C3.7"),
    ("muster w01 linesman", world(unrest=2), None),
    ("muster w01 linesman", world(blockaded=1), "C3.7"),
    ("muster w01 sighter", level(Field.GROUND_COMBAT, 1), None),
    ("muster w01 sighter", None, "C6.3"),
    ("muster w01 picker", level(Field.GROUND_COMBAT, 5), None),
    ("muster w01 picker", level(Field.GROUND_COMBAT, 4), "C6.3"),
    ("muster w01 firepot", level(Field.GROUND_COMBAT, 5), "C6.3"),
    ("muster w01 linesman", world(population=20), None),
    ("muster w01 linesman", world(population=19), "C3.7"),
    ("muster w01 linesman", treasury(0), "C3.5"),
    ("repair w01 starbase", world(starbase=Condition.CRIPPLED), None),
    ("repair w01 starbase", world(starbase=Condition.SOUND), "C3.8"),
    ("repair w01 starbase", None, "C3.8"),
    ("repair w01 starbase", world(starbase=Condition.CRIPPLED, yard=0), "C3.6"),
    ("repair w01 starbase", world(starbase=Condition.CRIPPLED, blockaded=1), "C3.6"),
]


@pytest.mark.parametrize(("text", "change", "expected"), WORLDS)
def test_c13_2_worlds(text: str, change: Change | None, expected: str | None) -> None:
    state = campaign(turn=3)
    set_treasury(state, 300)
    if change is not None:
        change(state)
    assert rule(state, text) == expected


def test_c3_5_a_muster_and_a_repair_cost_what_is_left_to_the_last_unit() -> None:
    state = campaign()
    price = -(-state.numbers.units["linesman"].value // 3)
    set_treasury(state, price)
    assert rule(state, "muster w01 linesman") is None
    set_treasury(state, price - 1)
    assert rule(state, "muster w01 linesman") == "C3.5"
    change_world(state, "w01", starbase=Condition.CRIPPLED)
    set_treasury(state, 25)
    assert rule(state, "repair w01 starbase") is None
    set_treasury(state, 24)
    assert rule(state, "repair w01 starbase") == "C3.5"


def test_c3_8_only_a_crippled_ship_that_is_there_is_repaired() -> None:
    state = campaign()
    fleet(state, "w01", "corvette", "corvette", crippled=(0,))
    fleet(state, "w10", "corvette", crippled=(0,))
    assert rule(state, "repair w01 askerry.s2") is None
    assert rule(state, "repair w01 askerry.s3") == "C3.8"
    assert rule(state, "repair w01 askerry.s5") == "C3.8"
    assert rule(state, "repair w01 askerry.s2", "repair w01 askerry.s2") == "C3.8"


# Taxes, research, spies and messages

HOUSE: list[tuple[str, Change | None, str | None]] = [
    ("tax heavy", None, None),
    ("tax high", None, "C13.1"),
    ("research 50 weapons=9", None, None),
    ("research 60 weapons=9", None, "C6.1"),
    ("research 25 weapons=9", None, "C6.1"),
    ("research 20 weapons=10", None, "C6.1"),
    ("research 20 -", None, "C6.1"),
    ("research 0 -", None, None),
    ("research 20 weapons=1", level(Field.WEAPONS, 4), None),
    ("research 20 weapons=1", level(Field.WEAPONS, 5), "C6.1"),
    ("research 20 weapons=1,defence=1", level(Field.WEAPONS, 5), None),
    ("spy_mission survey w02", None, None),
    ("spy_mission survey w00", None, None),
    ("spy_mission survey w02", treasury(7), "C3.5"),
    ("spy_mission survey w02", treasury(8), None),
    ("spy_mission survey w01", None, "C7.2"),
    ("spy_mission survey w30", None, "C7.2"),
    ("spy_mission survey w03", None, "C7.2"),
    ("spy_mission sabotage w02", None, None),
    ("spy_mission sabotage w00", None, "C7.2"),
    ("spy_mission incite w00", None, "C7.2"),
    ("spy_mission incite w02", lambda state: set_stance(state, FOE, Stance.PACT), "C8.4"),
    ("spy_mission survey w02", lambda state: set_stance(state, FOE, Stance.PACT), None),
    ("spy_mission blind w02", None, "C7.2"),
    (
        "spy_mission blind w02",
        lambda state: change_world(state, "w02", starbase=Condition.SOUND),
        None,
    ),
    (
        "spy_mission blind w02",
        lambda state: change_world(state, "w02", starbase=Condition.CRIPPLED),
        "C7.2",
    ),
    ("spy_mission steal tolvane", None, "C7.2"),
    ("spy_mission steal tolvane", lambda state: set_level(state, FOE, Field.DEFENCE, 1), None),
]


@pytest.mark.parametrize(("text", "change", "expected"), HOUSE)
def test_c13_2_taxes_research_and_spies(
    text: str, change: Change | None, expected: str | None
) -> None:
    state = campaign(turn=3)
    fleet(state, "w00", "scout")
    fleet(state, "w21", "scout")
    set_treasury(state, 300)
    if change is not None:
        change(state)
    assert rule(state, text) == expected


def test_c7_2_a_partner_is_not_stolen_from() -> None:
    state = campaign()
    set_level(state, FOE, Field.DEFENCE, 1)
    assert rule(state, "spy_mission steal tolvane") is None
    set_stance(state, FOE, Stance.PACT)
    assert rule(state, "spy_mission steal tolvane") == "C8.4"


def test_c7_1_one_spy_mission_a_turn() -> None:
    state = campaign()
    fleet(state, "w02", "scout")
    assert rule(state, "spy_mission survey w02", "spy_mission survey w02") == "C7.1"


def stance(to: Stance, **changes: object) -> Change:
    return lambda state: set_stance(state, FOE, to, **changes)


def broke(house: str, turn: int) -> Change:
    return lambda state: change_house(state, house, pact_broken=turn)


def leader(house: str, turn: int) -> Change:
    def change(state: CampaignState) -> None:
        state.turn = turn
        state.ranks = (house, *(one for one in sorted(state.houses) if one != house))

    return change


def offered(kind: Message, to: Stance, turn: int = 10) -> Change:
    def change(state: CampaignState) -> None:
        set_stance(state, FOE, to)
        state.offers = (Offer(kind, FOE, ME, turn),)

    return change


MESSAGES: list[tuple[str, Change | None, str | None]] = [
    ("diplomacy pact tolvane", None, None),
    ("diplomacy pact tolvane", stance(Stance.WAR), "C8.2"),
    ("diplomacy pact tolvane", stance(Stance.PACT), "C8.2"),
    ("diplomacy pact tolvane", broke(FOE, 5), None),
    ("diplomacy pact tolvane", broke(FOE, 6), "C8.6"),
    ("diplomacy pact tolvane", broke(ME, 5), None),
    ("diplomacy pact tolvane", broke(ME, 6), "C8.6"),
    ("diplomacy pact tolvane", leader(FOE, 17), None),
    ("diplomacy pact tolvane", leader(FOE, 18), "C8.7"),
    ("diplomacy pact tolvane", leader(ME, 18), "C8.7"),
    ("diplomacy pact tolvane", leader(THIRD, 18), None),
    ("diplomacy peace tolvane", stance(Stance.WAR), None),
    ("diplomacy peace tolvane", None, "C8.2"),
    ("diplomacy accept tolvane", None, "C8.3"),
    ("diplomacy accept tolvane", offered(Message.PACT, Stance.NEUTRAL), None),
    ("diplomacy accept tolvane", offered(Message.PACT, Stance.NEUTRAL, 9), "C8.3"),
    ("diplomacy accept tolvane", offered(Message.PACT, Stance.WAR), "C8.2"),
    ("diplomacy accept tolvane", offered(Message.PEACE, Stance.WAR), None),
    ("diplomacy accept tolvane", offered(Message.PEACE, Stance.NEUTRAL), "C8.2"),
    ("diplomacy break tolvane", stance(Stance.PACT), None),
    ("diplomacy break tolvane", None, "C8.4"),
    ("diplomacy declare tolvane", None, None),
    ("diplomacy declare tolvane", stance(Stance.PACT), "C8.5"),
    ("diplomacy declare tolvane", stance(Stance.WAR), "C8.5"),
    ("diplomacy declare tolvane", stance(Stance.NEUTRAL, truce=10), None),
    ("diplomacy declare tolvane", stance(Stance.NEUTRAL, truce=11), "C8.5"),
]


@pytest.mark.parametrize(("text", "change", "expected"), MESSAGES)
def test_c13_2_messages(text: str, change: Change | None, expected: str | None) -> None:
    state = campaign(turn=10)
    if change is not None:
        change(state)
    assert rule(state, text) == expected


def test_c8_1_one_message_to_each_house_a_turn() -> None:
    state = campaign()
    assert rule(state, "diplomacy pact tolvane", "diplomacy declare tolvane") == "C8.1"
    assert rule(state, "diplomacy pact tolvane", "diplomacy pact merrowby") is None


@pytest.mark.parametrize(("sender", "receiver"), [(ME, FOE), (THIRD, ME), (FOE, THIRD)])
def test_c8_3_only_an_offer_of_that_house_to_this_one_is_accepted(
    sender: str, receiver: str
) -> None:
    state = campaign()
    state.offers = (Offer(Message.PACT, sender, receiver, 1),)
    assert rule(state, "diplomacy accept tolvane") == "C8.3"


@pytest.mark.parametrize("house", [ME, FOE])
def test_c8_2_neither_has_two_pacts(house: str) -> None:
    state = campaign(turn=10)
    most = state.numbers.diplomacy.treaties
    one_pact = replace(most, most_pacts=1)
    set_stance(state, THIRD, Stance.PACT, house=house)
    assert rule(state, "diplomacy pact tolvane") is None
    diplomacy = replace(state.numbers.diplomacy, treaties=one_pact)
    state.numbers = replace(state.numbers, diplomacy=diplomacy)
    assert rule(state, "diplomacy pact tolvane") == "C8.2"


# What is not there, and which rule is named first

NOT_THERE = [
    "move askerry.f99 w01",
    "move tolvane.f1 w01",
    "move askerry.f2 w99",
    "join askerry.f2 askerry.f99",
    "join tolvane.f1 askerry.f2",
    "split askerry.f2 askerry.s99 -",
    "split askerry.f2 askerry.s3 askerry.m99",
    "load askerry.f2 w00.g1",
    "unload askerry.f2 tolvane.m1",
    "posture askerry.f99 hold",
    "salvage askerry.f2 askerry.s6",
    "salvage askerry.f2 tolvane.s2",
    "build w02 corvette",
    "build w99 corvette",
    "muster w02 linesman",
    "repair w02 starbase",
    "repair w01 tolvane.s2",
    "spy_mission survey w99",
    "spy_mission steal nobody",
    "spy_mission steal askerry",
    "diplomacy pact askerry",
    "diplomacy pact nobody",
]


@pytest.mark.parametrize("text", NOT_THERE)
def test_c13_2_what_is_not_yours_or_does_not_exist(text: str) -> None:
    state = afloat()
    fleet(state, "w02", "corvette", house=FOE)
    assert rule(state, text) == "C13.2"


def test_c13_2_an_eliminated_house_is_not_there() -> None:
    state = campaign()
    set_level(state, FOE, Field.DEFENCE, 1)
    change_house(state, FOE, eliminated=1)
    assert rule(state, "diplomacy pact tolvane") == "C13.2"
    assert rule(state, "spy_mission steal tolvane") == "C13.2"


@pytest.mark.parametrize(
    "text", ["build w99 dreadnought", "muster w99 gun_pit", "muster w02 dragon", "tax 7"]
)
def test_c13_1_unknown_words_are_named_before_what_is_not_there(text: str) -> None:
    assert rule(campaign(), text) == "C13.1"


def test_c13_2_of_several_rules_the_first_is_named() -> None:
    state = campaign(turn=3)
    empty = fleet(state, "w01", "colony_ship")
    set_treasury(state, 0)
    set_stance(state, FOE, Stance.PACT)
    # For missions the way comes before everything else.
    assert rule(state, f"invade {empty.id} w12") == "C4.4"
    # Nobody aboard, no guns, nobody's world: from left to right.
    assert rule(state, f"invade {empty.id} w30") == "C10.1"
    refusal = judge(state, f"invade {empty.id} w30")
    assert refusal is not None
    assert refusal.sentence.code == "campaign.refusal.nobody-aboard"
    # Siege, price, level, docks.
    change_world(state, "w01", blockaded=1, yard=0)
    assert rule(state, "build w01 cruiser") == "C3.6"
    change_world(state, "w01", blockaded=0)
    assert rule(state, "build w01 cruiser") == "C3.5"
    set_treasury(state, 50)
    assert rule(state, "build w01 cruiser") == "C6.3"
    set_level(state, ME, Field.ENGINEERING, 1)
    assert rule(state, "build w01 cruiser") == "C3.6"
    # Price before target, target before pact.
    set_treasury(state, 0)
    fleet(state, "w02", "scout")
    assert rule(state, "spy_mission blind w02") == "C3.5"
    set_treasury(state, 50)
    assert rule(state, "spy_mission blind w02") == "C7.2"


def test_c13_1_a_refusal_names_the_order_and_has_the_figures() -> None:
    state = campaign()
    set_treasury(state, 31)
    refusal = judge(state, "build w01 colony_ship")
    assert refusal is not None
    assert (refusal.order, refusal.rule) == ("build w01 colony_ship", "C3.5")
    assert str(refusal.sentence) == "needs 40 stores, 31 left"


def test_c13_2_units_of_the_line_of_a_free_world_are_nobodys_to_load() -> None:
    state = campaign()
    change_world(state, "w01", garrison=(Unit("askerry.m1", "linesman", 3),))
    transports = fleet(state, "w01", "transport")
    assert rule(state, f"load {transports.id} askerry.m1") is None
    assert rule(state, f"load {transports.id} w00.g1") == "C13.2"
