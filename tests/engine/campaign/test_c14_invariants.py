"""What always holds of a state (C14.6): each break is found and named by its rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from engine.campaign.events import (
    FreeWorldMustered,
    ShipsLost,
    ShipsSalvaged,
    SpaceFight,
    UnitsLost,
    WorkDone,
)
from engine.campaign.income import collect_income
from engine.campaign.invariants import InvariantBroken, check_state, check_turn
from engine.campaign.orders import SpyMission
from engine.campaign.records import Effect, LedgerRow, Ship, Unit, WorkOrder
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Entry, Spying, Work
from tests.engine.campaign.build_income import (
    campaign,
    change_house,
    change_world,
    fleet,
    garrison,
)


def sound() -> CampaignState:
    """Return a state that breaks no rule, with a fleet and garrisons."""
    state = campaign("ash", "birch", "cedar")
    fleet(state, "ash", "w01", "transport", "corvette", units=("linesman",))
    garrison(state, "w01", "linesman", "sapper")
    change_world(state, "w00", garrison=(Unit("w00.g1", "fleck", 1),), next_unit=2)
    return state


def change_fleet(state: CampaignState, **changes: object) -> None:
    state.put_fleet(replace(state.fleets["ash.f1"], **changes))


def twice(state: CampaignState) -> None:
    change_world(state, "w02", garrison=state.worlds["w01"].garrison)


def many_fleets(state: CampaignState) -> None:
    for _ in range(6):
        fleet(state, "ash", "w01", "scout")


def forgotten_war(state: CampaignState) -> None:
    state.put_treaty(replace(state.treaty("ash", "birch"), declared=("ash",)))


def lost_treaty(state: CampaignState) -> None:
    del state.treaties["ash", "birch"]


def unit(state: CampaignState, **changes: object) -> None:
    first, *others = state.worlds["w01"].garrison
    change_world(state, "w01", garrison=(replace(first, **changes), *others))


BREAKS: dict[str, tuple[str, Callable[[CampaignState], object]]] = {
    "a treasury that is not in the ledger": (
        "C14.5",
        lambda state: change_house(state, "ash", treasury=111),
    ),
    "a row of the ledger that was not paid": (
        "C14.5",
        lambda state: state.ledger.append(LedgerRow(1, "ash", Entry.BUILD, "w01", -1)),
    ),
    "a negative treasury": ("C3.5", lambda state: change_house(state, "ash", treasury=-1)),
    "negative prestige": ("C12.2", lambda state: change_house(state, "ash", prestige=-1)),
    "a level too many": ("C6.2", lambda state: change_house(state, "ash", levels=(6,) + (0,) * 5)),
    "negative points": ("C6.2", lambda state: change_house(state, "ash", points=(-1,) + (0,) * 5)),
    "too many fleets": ("C4.2", many_fleets),
    "a fleet of an eliminated house": (
        "C12.4",
        lambda state: change_house(state, "ash", eliminated=1),
    ),
    "a house with nothing": ("C12.4", lambda state: change_world(state, "w02", house="ash")),
    "population above the most": ("C3.4", lambda state: change_world(state, "w01", population=121)),
    "a yard too large": ("C3.1", lambda state: change_world(state, "w01", yard=4)),
    "a battery too many": ("C3.1", lambda state: change_world(state, "w01", batteries=4)),
    "a shield too strong": ("C3.1", lambda state: change_world(state, "w01", shield=4)),
    "negative industry": ("C7.4", lambda state: change_world(state, "w01", industry=-1)),
    "negative militia": ("C3.7", lambda state: change_world(state, "w01", militia=-1)),
    "a world without people": ("C10.2", lambda state: change_world(state, "w01", population=0)),
    "no anchor lit": ("C9.8", lambda state: change_world(state, "w10", dark=(9, 9, 9))),
    "orders left over": (
        "C3.6",
        lambda state: change_world(state, "w01", orders=(WorkOrder(Work.BUILD, "yard", 1),)),
    ),
    "a garrison of nobody": (
        "C14.6",
        lambda state: change_world(state, "w10", garrison=(Unit("ash.m9", "fleck", 1),)),
    ),
    "a fleet nowhere": ("C14.6", lambda state: change_fleet(state, world="w99")),
    "a mission nowhere": ("C4.7", lambda state: change_fleet(state, target="w99")),
    "too many ships": (
        "C4.2",
        lambda state: change_fleet(
            state, ships=tuple(Ship(f"ash.s{number}", "transport") for number in range(1, 12))
        ),
    ),
    "more aboard than there is room": (
        "C4.3",
        lambda state: change_fleet(state, ships=(Ship("ash.s3", "corvette"),)),
    ),
    "a dead unit": ("C14.6", lambda state: unit(state, hp=0)),
    "a unit above its hit points": ("C14.6", lambda state: unit(state, hp=99)),
    "too much veterancy": ("C10.9", lambda state: unit(state, veterancy=4)),
    "a unit of another house": ("C14.3", lambda state: unit(state, id="birch.m1")),
    "a unit in two places": ("C14.3", twice),
    "an id used twice": ("C14.6", lambda state: unit(state, id="ash.m4")),
    "an id still to be given": ("C14.3", lambda state: unit(state, id="ash.m99")),
    "an id of no kind": ("C14.3", lambda state: unit(state, id="ash.x1")),
    "a war declared and forgotten": ("C8.5", forgotten_war),
    "two houses without a treaty": ("C8.1", lost_treaty),
    "an effect that outlives its time": (
        "C7.4",
        lambda state: setattr(state, "effects", (Effect(Spying.BLIND, "w01", "ash", 0, 0),)),
    ),
    "a spy mission left over": (
        "C7.1",
        lambda state: state.spy_missions.update(ash=SpyMission(Spying.SURVEY, "w02")),
    ),
}


def test_c14_6_a_sound_state_breaks_no_rule() -> None:
    state = sound()
    check_state(state)
    after = collect_income(state)
    check_state(after)
    check_turn(state, after)


@pytest.mark.parametrize("name", BREAKS)
def test_c14_6_a_broken_state_is_found_by_its_rule(name: str) -> None:
    rule, break_it = BREAKS[name]
    state = sound()
    break_it(state)
    with pytest.raises(InvariantBroken) as error:
        check_state(state)
    assert error.value.rule == rule
    assert str(error.value).endswith(f"[{rule}]")


# From one turn to the next


def refuse_turn(before: CampaignState, after: CampaignState, rule: str) -> None:
    with pytest.raises(InvariantBroken) as error:
        check_turn(before, after)
    assert error.value.rule == rule


def test_c14_6_a_unit_that_vanishes_needs_a_cause() -> None:
    before = sound()
    after = before.fork()
    gone, *others = after.worlds["w01"].garrison
    change_world(after, "w01", garrison=tuple(others))
    refuse_turn(before, after, "C14.6")
    after.note(UnitsLost("ash", "w01", (gone,), "deserted"))
    check_turn(before, after)


def test_c14_6_a_ship_that_vanishes_needs_a_cause() -> None:
    before = sound()
    after = before.fork()
    lost, *others = after.fleets["ash.f1"].ships
    change_fleet(after, ships=tuple(others))
    refuse_turn(before, after, "C14.6")
    fight = SpaceFight(
        "w01", ("ash", "birch"), (), (False, False), 1, ((lost,), ()), ((), ()), 0, None, False
    )
    after.note(fight)
    check_turn(before, after)


def test_c14_6_a_scrapped_ship_is_named_by_its_event() -> None:
    before = sound()
    after = before.fork()
    kept, scrapped = after.fleets["ash.f1"].ships
    change_fleet(after, ships=(kept,))
    after.pay("ash", Entry.SALVAGE, "w01", 12)
    refuse_turn(before, after, "C14.6")
    after.note(ShipsSalvaged("ash", "w01", (scrapped,), 12))
    check_turn(before, after)


def test_c14_6_a_house_that_scraps_a_ship_may_lose_no_other_by_it() -> None:
    before = sound()
    after = before.fork()
    lost, scrapped = after.fleets["ash.f1"].ships
    after.remove_fleet("ash.f1")
    after.note(ShipsSalvaged("ash", "w01", (scrapped,), 12))
    aboard = before.fleets["ash.f1"].units
    after.note(UnitsLost("ash", "w01", aboard, "drowned"))
    refuse_turn(before, after, "C14.6")
    after.note(ShipsLost("ash", "w01", (lost,), "eliminated"))
    check_turn(before, after)


def test_c14_6_a_new_unit_needs_a_muster() -> None:
    before = sound()
    after = before.fork()
    garrison(after, "w01", "linesman")
    refuse_turn(before, after, "C14.6")
    after.note(WorkDone("ash", "w01", WorkOrder(Work.MUSTER, "linesman", 20)))
    check_turn(before, after)


def test_c14_6_a_new_ship_needs_a_yard() -> None:
    before = sound()
    after = before.fork()
    fleet(after, "ash", "w01", "scout")
    refuse_turn(before, after, "C14.6")
    after.note(WorkDone("ash", "w01", WorkOrder(Work.BUILD, "scout", 15)))
    check_turn(before, after)


def test_c14_6_a_free_world_gets_units_by_its_muster_alone() -> None:
    before = sound()
    after = before.fork()
    more = Unit("w00.g2", "fleck", 1)
    change_world(after, "w00", garrison=(*after.worlds["w00"].garrison, more), next_unit=3)
    refuse_turn(before, after, "C14.6")
    after.note(FreeWorldMustered("w00", (more,)))
    check_turn(before, after)


def test_c14_3_an_id_is_never_used_again() -> None:
    before = sound()
    after = before.fork()
    garrison(after, "w01", "linesman")
    newest = after.worlds["w01"].garrison[-1]
    change_world(
        after, "w01", garrison=(*before.worlds["w01"].garrison, replace(newest, id="ash.m1"))
    )
    after.note(WorkDone("ash", "w01", WorkOrder(Work.MUSTER, "linesman", 20)))
    refuse_turn(before, after, "C14.3")
