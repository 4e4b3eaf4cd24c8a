"""Refusals say what is missing: for kinds of units, for a muster, for research."""

from __future__ import annotations

import pytest

from engine.campaign.budget import Budget
from engine.campaign.checks import check
from engine.campaign.kinds import all_kinds, faction_of, needed_level, open_kinds
from engine.campaign.orders import parse_order
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Field
from tests.engine.campaign.build_orders import (
    ME,
    campaign,
    change_world,
    numbers,
    set_level,
    set_treasury,
    view,
)


def begun() -> CampaignState:
    """Return a campaign in which askerry, of the ordinate, can pay for everything."""
    state = campaign(turn=3)
    set_treasury(state, 300)
    return state


def refusal(text: str, state: CampaignState) -> str:
    seen = view(state)
    found = check(seen, Budget.of_view(seen), parse_order(text))
    assert found is not None
    return f"{found.rule} {found.sentence}"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("sighter", "sighter needs drill 1, yours is 0"),
        ("marshal", "marshal needs drill 2, yours is 0"),
        (
            "hammerhand",
            "hammerhand belongs to another tradition, deepwrought: it needs drill 5, yours is 0",
        ),
        (
            "firepot",
            "firepot belongs to another tradition, windfall: no drill of yours opens it",
        ),
    ],
)
def test_c6_3_a_kind_that_is_closed_says_which_level_or_faction_has_it(
    kind: str, reason: str
) -> None:
    assert refusal(f"muster w01 {kind}", begun()) == f"C6.3 {reason}"


@pytest.mark.parametrize("level", range(6))
def test_c6_3_the_level_that_is_named_is_the_one_that_opens_a_kind(level: int) -> None:
    state = begun()
    set_level(state, ME, Field.GROUND_COMBAT, level)
    house = view(state).house
    opened = open_kinds(house, numbers())
    for kind in all_kinds(numbers()):
        needed = needed_level(house, kind, numbers())
        assert (kind in opened) == (needed is not None and level >= needed), kind
        faction = numbers().factions[faction_of(house, kind, numbers())]
        assert any(kind in units for units in faction.units)


def test_c3_7_a_world_with_too_few_folk_says_how_many_a_unit_needs() -> None:
    state = begun()
    change_world(state, "w01", population=11)
    assert refusal("muster w01 linesman", state) == "C3.7 a fighter needs 20 folk, w01 has 11"


def test_c6_1_research_without_weights_says_so() -> None:
    no_weight = "C6.1 no field has a weight: what is studied goes to the fields by their weights"
    assert refusal("research 20 -", begun()) == no_weight
    assert refusal("research 20 engineering=0", begun()) == no_weight
    state = begun()
    set_level(state, ME, Field.WEAPONS, 5)
    assert "nothing left to learn" in refusal("research 20 weapons=1", state)
