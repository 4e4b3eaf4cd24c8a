"""Orders to fleets, legal and refused: the rows of missions and fleets of the table of C13.

Every case builds a campaign in which the order is legal, and then changes what the rule names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Stance
from tests.engine.campaign.build_orders import (
    FOE,
    THIRD,
    campaign,
    change_world,
    fleet,
    garrison,
    set_stance,
    set_treasury,
    settle,
)

Change: TypeAlias = Callable[[CampaignState], None]
Row: TypeAlias = tuple[str, Change | None, str | None]
"""An order, what is changed before it is given, and the rule that refuses it; None if legal."""


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


def cripple_scouts(state: CampaignState) -> None:
    scouts = state.fleets["askerry.f8"]
    crippled = tuple(replace(ship, condition=Condition.CRIPPLED) for ship in scouts.ships)
    state.put_fleet(replace(scouts, ships=crippled))


def lose_w12(state: CampaignState) -> None:
    """Make the world behind the shoal tolvane's."""
    settle(state, FOE, "w12")


def lose_w12_and_cripple(state: CampaignState) -> None:
    lose_w12(state)
    cripple_war_fleet(state)


MISSIONS: list[Row] = [
    ("move askerry.f2 w12", None, None),
    ("move askerry.f2 w12", cripple_war_fleet, "C4.4"),
    ("move askerry.f5 w12", None, "C4.4"),
    ("guard askerry.f2 w01", None, None),
    ("guard askerry.f5 w12", None, "C4.4"),
    ("spy askerry.f8 w12", None, None),
    ("spy askerry.f8 w12", cripple_scouts, "C4.4"),
    ("colonise askerry.f5 w12", None, "C4.4"),
    ("blockade askerry.f2 w12", lose_w12, None),
    ("blockade askerry.f2 w12", lose_w12_and_cripple, "C4.4"),
    ("bombard askerry.f2 w12", lose_w12, None),
    ("bombard askerry.f2 w12", lose_w12_and_cripple, "C4.4"),
    ("invade askerry.f2 w12", lose_w12, None),
    ("invade askerry.f2 w12", lose_w12_and_cripple, "C4.4"),
    ("assault askerry.f2 w12", lose_w12, None),
    ("assault askerry.f2 w12", lose_w12_and_cripple, "C4.4"),
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


FLEETS: list[Row] = [
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
