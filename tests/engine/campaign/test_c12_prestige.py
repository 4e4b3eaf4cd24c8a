"""What deeds give and cost, and the rules of the first and the last house (C12.1, C12.2)."""

from __future__ import annotations

import pytest

from engine.campaign.prestige import (
    LOSSES,
    capture_gains,
    first_house,
    last_house,
    rank_houses,
    record_deed,
)
from engine.campaign.records import World
from engine.campaign.state import CampaignState
from tests.engine.campaign.build_conflict import campaign, change_world, numbers

PRESTIGE = numbers().victory.prestige
THREE = ("ada", "bea", "cyd")


def gains(state: CampaignState, world: World, *, fought: bool = True) -> int:
    return sum(amount for _, amount in capture_gains(state, "ada", world, fought=fought))


def ranked(*ranks: str) -> CampaignState:
    state = campaign(*THREE)
    state.ranks = ranks
    return state


def test_c12_2_first_and_last_are_those_of_the_beginning_of_the_turn() -> None:
    state = ranked("cyd", "ada", "bea")
    assert (first_house(state), last_house(state)) == ("cyd", "bea")


def test_c12_2_of_two_houses_none_is_last() -> None:
    state = ranked("ada", "bea")
    assert (first_house(state), last_house(state)) == ("ada", None)


@pytest.mark.parametrize(
    ("ranks", "colony", "home"),
    [
        (("ada", "bea", "cyd"), 11, 19),
        (("bea", "ada", "cyd"), 11 + 4, 19 + 4),
        (("ada", "cyd", "bea"), 11 // 2, 19 // 2),
        (("bea", "ada"), 15, 23),
        (("ada", "bea"), 11, 19),
    ],
)
def test_c12_2_what_the_first_and_the_last_lose_pays(
    ranks: tuple[str, ...], colony: int, home: int
) -> None:
    state = ranked(*ranks)
    assert gains(state, World("w02", "bea")) == colony
    assert gains(state, state.worlds["w03"]) == home


def test_c12_2_unfought_gains_are_at_most_three() -> None:
    state = ranked("bea", "ada", "cyd")
    assert gains(state, state.worlds["w03"], fought=False) == 3
    assert gains(state, World("w04", tier=2, faction="murmur"), fought=False) == 3
    assert gains(state, World("w04", tier=1, faction="murmur"), fought=False) == 3


def test_c12_1_free_worlds_pay_by_tier() -> None:
    state = ranked("ada", "bea", "cyd")
    paid = [gains(state, World("w04", tier=tier, faction="murmur")) for tier in (1, 2, 3)]
    assert paid == [3, 5, 10]


def test_c12_1_any_home_but_ones_own_pays_more_whoever_has_it() -> None:
    state = ranked("ada", "bea", "cyd")
    assert gains(state, change_world(state, "w05", house="bea")) == 19
    assert gains(state, change_world(state, "w01", house="bea")) == 11


def test_c12_1_deeds_are_written_with_their_code() -> None:
    state = ranked("ada", "bea", "cyd")
    record_deed(state, "ada", "colonised")
    record_deed(state, "ada", "world_lost")
    assert state.houses["ada"].prestige == 50 + 2 - 4


def test_c12_1_all_losses_are_keys_of_the_data() -> None:
    assert all(hasattr(PRESTIGE, code) for code in LOSSES)


def test_c12_3_ranks_go_by_prestige_then_lit_anchors() -> None:
    state = campaign(*THREE)
    state.add_prestige("cyd", "colonised", 1)
    change_world(state, "w03", dark=(9,))
    assert rank_houses(state) == ("cyd", "ada", "bea")
