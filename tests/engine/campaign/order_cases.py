"""All cases of the table of C13: an order, what goes before it, and the rule that refuses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from msgspec.structs import replace

from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Field, Stance
from tests.engine.campaign.build_orders import (
    FOE,
    THIRD,
    campaign,
    change_house,
    change_world,
    fleet,
    set_level,
    set_stance,
    set_treasury,
)
from tests.engine.campaign.order_cases_fleets import FLEETS, MISSIONS, Change, Row, afloat
from tests.engine.campaign.order_cases_houses import HOUSE, MESSAGES, WORLDS, ashore, later, watched


class Case(NamedTuple):
    """An order of askerry, after the orders *first* of its packet, in a state of *build*.

    *rule* is the rule that refuses it; None if it is legal.
    """

    build: Callable[[], CampaignState]
    text: str
    rule: str | None = None
    change: Change | None = None
    first: tuple[str, ...] = ()

    @property
    def verb(self) -> str:
        """Return the verb of the order."""
        return self.text.partition(" ")[0]

    def state(self) -> CampaignState:
        """Return the state in which the order is given."""
        state = self.build()
        if self.change is not None:
            self.change(state)
        return state


def _cases(build: Callable[[], CampaignState], rows: Iterable[Row]) -> list[Case]:
    return [Case(build, text, rule, change) for text, change, rule in rows]


def _with(*changes: Change) -> Change:
    def change(state: CampaignState) -> None:
        for one in changes:
            one(state)

    return change


def _starbase(state: CampaignState) -> None:
    change_world(state, "w01", starbase=Condition.CRIPPLED)


def _two_crippled(state: CampaignState) -> None:
    """Add a crippled corvette, askerry.s2, and at w10 another one, askerry.s4."""
    fleet(state, "w01", "corvette", crippled=(0,))
    fleet(state, "w10", "corvette", crippled=(0,))


def _partner(state: CampaignState) -> None:
    set_stance(state, FOE, Stance.PACT)


def _ahead(state: CampaignState) -> None:
    set_level(state, FOE, Field.DEFENCE, 1)


def _one_pact(state: CampaignState) -> None:
    """Sign as many pacts for merrowby as it may have, and none for tolvane."""
    treaties = replace(state.numbers.diplomacy.treaties, most_pacts=1)
    diplomacy = replace(state.numbers.diplomacy, treaties=treaties)
    state.numbers = replace(state.numbers, diplomacy=diplomacy)


def _treasury(amount: int) -> Change:
    return lambda state: set_treasury(state, amount)


def _gone(state: CampaignState) -> None:
    change_house(state, FOE, eliminated=1)
    for world in state.worlds_of(FOE):
        change_world(state, world.id, house=None, militia=0)


_DECLARE: Final = "diplomacy declare tolvane"
_PACKETS: Final = [
    Case(later, "diplomacy pact tolvane", "C8.1", first=(_DECLARE,)),
    Case(later, "diplomacy pact tolvane", first=("diplomacy pact merrowby",)),
    Case(later, "diplomacy pact tolvane", "C8.2", _with(
        _one_pact, lambda state: set_stance(state, THIRD, Stance.PACT))),
    Case(later, "diplomacy pact tolvane", change=_one_pact),
    Case(watched, "spy_mission survey w02", "C7.1", first=("spy_mission survey w00",)),
    Case(watched, "spy_mission incite w02"),
    Case(watched, "spy_mission steal tolvane", "C8.4", _with(_ahead, _partner)),
    Case(ashore, "build w01 industry", "C3.6", first=("build w01 industry",)),
    Case(ashore, "build w01 industry", first=("build w01 battery",)),
    Case(ashore, "build w01 corvette", first=("build w01 corvette",) * 3),
    Case(ashore, "build w01 corvette", "C3.6", first=("build w01 corvette",) * 4),
    Case(ashore, "build w01 battleship", None, _with(
        lambda state: set_level(state, "askerry", Field.ENGINEERING, 3),
        lambda state: change_world(state, "w01", yard=1))),
    Case(ashore, "build w01 battleship", "C3.6", _with(
        lambda state: set_level(state, "askerry", Field.ENGINEERING, 3),
        lambda state: change_world(state, "w01", yard=1)), ("build w01 corvette",)),
    Case(ashore, "muster w01 linesman", None, _treasury(10)),
    Case(ashore, "muster w01 linesman", "C3.5", _treasury(9)),
    Case(ashore, "muster w01 linesman", first=("muster w01 linesman",) * 4),
    Case(ashore, "muster w01 linesman", "C3.7", first=("muster w01 linesman",) * 5),
    Case(ashore, "repair w01 starbase", None, _with(_starbase, _treasury(25))),
    Case(ashore, "repair w01 starbase", "C3.5", _with(_starbase, _treasury(24))),
    Case(ashore, "repair w01 starbase", "C3.8", _starbase, ("repair w01 starbase",)),
    Case(ashore, "repair w01 askerry.s2", None, _two_crippled),
    Case(ashore, "repair w01 askerry.s4", "C3.8", _two_crippled),
    Case(ashore, "repair w01 askerry.s2", "C3.8", _two_crippled, ("repair w01 askerry.s2",)),
    Case(afloat, "load askerry.f2 askerry.m1", None, first=("unload askerry.f2 askerry.m1",)),
    Case(afloat, "move askerry.f13 w10", None, first=("split askerry.f2 askerry.s3 -",)),
]  # fmt: skip
"""Orders that depend on those before them, or on the last unit of the treasury."""

_NOT_THERE: Final = [
    Case(afloat, text, "C13.2")
    for text in (
        *("move askerry.f99 w01", "guard tolvane.f1 w01", "spy askerry.f8 w99"),
        *("colonise askerry.f99 w10", "blockade askerry.f2 w99", "bombard askerry.f99 w02"),
        *("invade askerry.f2 w99", "assault tolvane.f1 w01"),
        *("join askerry.f2 askerry.f99", "join tolvane.f1 askerry.f2"),
        *("split askerry.f2 askerry.s99 -", "split askerry.f2 askerry.s3 askerry.m99"),
        *("load askerry.f2 w00.g1", "unload askerry.f2 tolvane.m1", "posture askerry.f99 hold"),
        *("salvage askerry.f2 askerry.s6", "salvage askerry.f2 tolvane.s2"),
        *("build w02 corvette", "build w99 corvette", "muster w02 linesman"),
        *("repair w02 starbase", "repair w01 tolvane.s2", "spy_mission survey w99"),
        *("spy_mission steal nobody", "spy_mission steal askerry"),
        *("diplomacy pact askerry", "diplomacy pact nobody"),
    )
] + [
    Case(later, "diplomacy pact tolvane", "C13.2", _gone),
    Case(later, "spy_mission steal tolvane", "C13.2", _with(_ahead, _gone)),
]

_MALFORMED: Final = [
    Case(campaign, text, "C13.1")
    for text in (
        *("", "sail askerry.f1 w01", "move askerry.f1", "guard askerry.f1 w01 w02", "spy f"),
        *("colonise", "blockade w01", "bombard  askerry.f1 w01", "invade f", "assault f"),
        *("split askerry.f1 a,,b -", "split askerry.f1 a,a -", "join askerry.f1"),
        *("load askerry.f1 a,a", "unload askerry.f1", "posture askerry.f1 brave", "salvage f ,"),
        *(
            "build w99 dreadnought",
            "muster w99 gun_pit",
            "muster w02 dragon",
            "repair w01",
            "tax 7",
        ),
        *("research 20 weapons", "research -1 weapons=1", "research 20 craft=1"),
        *("spy_mission bribe w01", "diplomacy insult tolvane"),
    )
]

CASES: Final = [
    *_cases(afloat, [*MISSIONS, *FLEETS]),
    *_cases(ashore, WORLDS),
    *_cases(watched, HOUSE),
    *_cases(later, MESSAGES),
    *_PACKETS,
    *_NOT_THERE,
    *_MALFORMED,
]
"""Every case, of every verb."""
