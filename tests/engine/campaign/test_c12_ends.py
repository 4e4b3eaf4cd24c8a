"""Prestige limits, eliminations, last stands and the ends of a campaign (C12)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.events import (
    CampaignEnded,
    HouseEliminated,
    LastStandBegan,
    PactEnded,
    ShipsLost,
    UnitsLost,
)
from engine.campaign.income import collect_income
from engine.campaign.records import Finish, Grievance, Offer, World
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Ending, Message, Stance
from tests.engine.campaign.build_income import (
    campaign,
    change_house,
    change_world,
    fleet,
    set_stance,
    settle,
)


def lose_worlds(state: CampaignState, house: str, to: str) -> None:
    for world in state.worlds_of(house):
        change_world(state, world.id, house=to, militia=0)


def three() -> CampaignState:
    return campaign("ash", "birch", "cedar")


# Prestige


@pytest.mark.parametrize(("already", "prestige"), [(0, 18), (8, 18), (9, 19), (10, 20)])
def test_c12_2_a_house_loses_at_most_ten_a_turn(already: int, prestige: int) -> None:
    state = three()
    change_house(state, "ash", tax="heavy")
    state.numbers = replace(
        state.numbers,
        worlds=replace(
            state.numbers.worlds,
            taxes={
                **state.numbers.worlds.taxes,
                "heavy": replace(state.numbers.worlds.taxes["heavy"], prestige=2),
            },
        ),
    )
    state.lost_prestige = {"ash": already}
    done = collect_income(state)
    assert done.houses["ash"].prestige == prestige
    assert done.lost_prestige == {}


def test_c12_2_prestige_is_never_below_0() -> None:
    state = three()
    change_house(state, "ash", tax="heavy", prestige=0)
    assert collect_income(state).houses["ash"].prestige == 0


def test_c12_2_ranks_are_those_of_the_prestige_as_the_turn_begins() -> None:
    state = three()
    change_house(state, "cedar", prestige=40)
    change_house(state, "ash", prestige=30)
    assert collect_income(state).ranks == ("cedar", "ash", "birch")


# Eliminations


def test_c12_4_a_house_without_a_world_and_without_a_landing_force_is_eliminated() -> None:
    state = three()
    lose_worlds(state, "ash", "birch")
    gone = fleet(state, "ash", "w10", "corvette", "transport")
    set_stance(state, "ash", "cedar", Stance.PACT)
    set_stance(state, "ash", "birch", Stance.WAR)
    state.offers = (Offer(Message.PEACE, "ash", "birch", 2),)
    state.grievances = (Grievance("ash", "birch", 9),)
    done = collect_income(state)
    assert done.houses["ash"].eliminated == 1
    assert done.fleets_of("ash") == []
    assert [house.id for house in done.living()] == ["birch", "cedar"]
    assert {done.treaty("ash", other).stance for other in ("birch", "cedar")} == {Stance.NEUTRAL}
    assert done.offers == done.grievances == ()
    assert "ash" not in done.ranks
    assert {HouseEliminated("ash"), PactEnded(("ash", "cedar"))} <= set(done.events)
    assert ShipsLost("ash", gone.id, gone.ships, "eliminated") in done.events


@pytest.mark.parametrize("has_world", [True, False])
def test_c12_4_a_house_with_a_world_or_a_landing_force_lives(*, has_world: bool) -> None:
    state = three()
    lose_worlds(state, "ash", "birch")
    if has_world:
        settle(state, "ash", "w10")
    else:
        fleet(state, "ash", "w10", "transport", units=("linesman",))
    assert collect_income(state).houses["ash"].is_alive


def test_c12_4_a_last_stand_lasts_six_turns_after_the_one_that_cost_the_last_world() -> None:
    state = three()
    state.turn = 3
    lose_worlds(state, "ash", "birch")
    made = fleet(state, "ash", "w10", "transport", units=("linesman",))
    begun = collect_income(state)
    assert begun.houses["ash"].last_stand == 9
    assert LastStandBegan("ash", 9) in begun.events
    state = begun
    lived = []
    while state.houses["ash"].is_alive:
        lived.append(state.turn)
        state.events = []
        state = collect_income(state)
    assert lived == [4, 5, 6, 7, 8, 9]
    assert state.houses["ash"].eliminated == 9
    assert UnitsLost("ash", made.id, made.units, "eliminated") in state.events
    assert not any(isinstance(event, LastStandBegan) for event in state.events)


def test_c12_4_a_house_that_takes_a_world_in_its_last_stand_lives_on() -> None:
    state = three()
    lose_worlds(state, "ash", "birch")
    fleet(state, "ash", "w10", "transport", units=("linesman",))
    state = collect_income(state)
    settle(state, "ash", "w10")
    for _ in range(8):
        state = collect_income(state)
    assert state.houses["ash"].is_alive
    assert state.houses["ash"].last_stand is None


def test_c12_4_a_landing_force_lost_in_the_last_stand_ends_it() -> None:
    state = three()
    lose_worlds(state, "ash", "birch")
    made = fleet(state, "ash", "w10", "transport", units=("linesman",))
    state = collect_income(state)
    state.put_fleet(replace(made, units=()))
    assert collect_income(state).houses["ash"].eliminated == 2


# Ends


def ended(state: CampaignState) -> tuple[Ending, str | None] | None:
    finish = collect_income(state).finish
    return None if finish is None else (finish.ending, finish.winner)


def test_c12_3_the_last_house_wins() -> None:
    state = three()
    lose_worlds(state, "ash", "birch")
    lose_worlds(state, "cedar", "birch")
    assert ended(state) == (Ending.LAST_HOUSE, "birch")


def test_c12_3_nobody_wins_where_the_last_houses_fall_together() -> None:
    state = campaign("ash", "birch")
    for world in ("w01", "w02"):
        state.put_world(World(world))
    assert ended(state) == (Ending.LAST_HOUSE, None)


def test_c12_3_a_campaign_goes_on_while_two_houses_live() -> None:
    assert ended(three()) is None


def hold_anchors(state: CampaignState, house: str, worlds: int) -> None:
    settle(state, house, *(f"w{place}" for place in range(10, 10 + worlds)))


def test_c12_3_the_keeper_holds_the_share_of_lit_anchors_at_three_harvests_in_a_row() -> None:
    state = three()
    hold_anchors(state, "ash", 6)
    held = sum(state.lit(world.id) for world in state.worlds_of("ash"))
    every = sum(state.lit(world) for world in state.worlds)
    assert held * 100 >= 46 * every
    ends = []
    for _ in range(3):
        state = collect_income(state)
        ends.append(None if state.finish is None else state.finish.ending)
    assert ends == [None, None, Ending.KEEPER]
    assert state.finish == Finish(Ending.KEEPER, "ash", 3)


def test_c12_3_a_harvest_below_the_share_begins_the_count_anew() -> None:
    state = three()
    hold_anchors(state, "ash", 6)
    state = collect_income(collect_income(state))
    assert state.houses["ash"].keeper_harvests == 2
    change_world(state, "w10", house="birch")
    change_world(state, "w11", dark=(9, 9))
    state = collect_income(state)
    assert state.finish is None
    assert state.houses["ash"].keeper_harvests == 0


def test_c12_3_of_two_keepers_the_longer_run_then_the_better_prestige_wins() -> None:
    def keepers(ash: int, birch: int, prestige: int) -> tuple[Ending, str | None] | None:
        state = campaign("ash", "birch")
        keeper = tuple(replace(one, share=20) for one in state.numbers.victory.keepers)
        state.numbers = replace(
            state.numbers, victory=replace(state.numbers.victory, keepers=keeper)
        )
        hold_anchors(state, "ash", 3)
        settle(state, "birch", "w14", "w15", "w16")
        change_house(state, "ash", keeper_harvests=ash, prestige=prestige)
        change_house(state, "birch", keeper_harvests=birch, prestige=20)
        return ended(state)

    assert keepers(2, 4, 30) == (Ending.KEEPER, "birch")
    assert keepers(2, 2, 30) == (Ending.KEEPER, "ash")
    assert keepers(2, 2, 10) == (Ending.KEEPER, "birch")


@pytest.mark.parametrize(
    ("first", "second", "end"),
    [
        (175, 145, (Ending.ACCLAIM, "birch")),
        (174, 20, None),
        (175, 146, None),
        (300, 270, (Ending.ACCLAIM, "birch")),
        (300, 271, None),
    ],
)
def test_c12_3_acclaim_needs_five_a_turn_and_thirty_ahead(
    first: int, second: int, end: tuple[Ending, str] | None
) -> None:
    state = three()
    change_house(state, "birch", prestige=first)
    change_house(state, "cedar", prestige=second)
    assert ended(state) == end


@pytest.mark.parametrize(("turn", "end"), [(34, None), (35, (Ending.RECKONING, "cedar"))])
def test_c12_3_at_the_last_turn_the_first_in_prestige_wins(
    turn: int, end: tuple[Ending, str] | None
) -> None:
    state = three()
    state.turn = turn
    change_house(state, "cedar", prestige=30)
    assert ended(state) == end


def test_c12_3_ties_of_a_reckoning_go_by_lit_anchors() -> None:
    state = three()
    state.turn = 35
    settle(state, "birch", "w10")
    assert ended(state) == (Ending.RECKONING, "birch")


def test_c12_3_ties_of_lit_anchors_go_to_the_lot() -> None:
    winners = set()
    for seed in range(30):
        state = three()
        state.turn = 35
        state.setup = replace(state.setup, seed=seed)
        finish = collect_income(state).finish
        assert finish is not None
        winners.add(finish.winner)
    assert winners == {"ash", "birch", "cedar"}


def test_c12_3_of_several_ends_the_first_named_counts() -> None:
    state = three()
    state.turn = 35
    hold_anchors(state, "ash", 6)
    change_house(state, "ash", keeper_harvests=2)
    change_house(state, "birch", prestige=200)
    done = collect_income(state)
    assert done.finish == Finish(Ending.KEEPER, "ash", 35)
    event = next(event for event in done.events if isinstance(event, CampaignEnded))
    assert event.also == (Ending.ACCLAIM, Ending.RECKONING)
