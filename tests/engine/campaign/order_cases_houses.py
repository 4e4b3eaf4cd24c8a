"""Orders of worlds and houses, legal and refused: the other rows of the table of C13."""

from __future__ import annotations

from engine.campaign.records import Offer
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
    set_level,
    set_stance,
    set_treasury,
)
from tests.engine.campaign.order_cases_fleets import Change, Row


def ashore() -> CampaignState:
    """Return a campaign in which askerry can pay for everything."""
    state = campaign(turn=3)
    set_treasury(state, 300)
    return state


def watched() -> CampaignState:
    """Return a campaign in which scouts of askerry see the free world and the home of tolvane."""
    state = campaign(turn=3)
    fleet(state, "w00", "scout")
    fleet(state, "w21", "scout")
    set_treasury(state, 300)
    return state


def later() -> CampaignState:
    """Return a campaign that has gone on for some turns, in which all are neutral."""
    return campaign(turn=10)


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


WORLDS: list[Row] = [
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


HOUSE: list[Row] = [
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


MESSAGES: list[Row] = [
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
