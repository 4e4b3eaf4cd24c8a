"""C5.6: what a house is shown and told follows from nothing that is hidden from it."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.campaign.budget import Budget
from engine.campaign.candidates import candidates
from engine.campaign.packets import check_packet
from engine.campaign.state import CampaignState
from engine.campaign.view import View
from tests.engine.campaign.build_events import add_hidden_events, draw_events
from tests.engine.campaign.build_orders import ME, view
from tests.engine.campaign.build_random import change_what_is_hidden, random_campaign
from tests.engine.campaign.order_texts import draw_texts


def as_bytes(seen: View) -> bytes:
    # A set has no order of its own; everything else has, and it must be the same.
    rest = msgspec.msgpack.encode(replace(seen, seen=frozenset()))
    return rest + msgspec.msgpack.encode(sorted(seen.seen))


def two_campaigns(seed: int) -> tuple[CampaignState, CampaignState]:
    """Return a random campaign, and the same with everything hidden from askerry changed."""
    random = Random(seed)
    state = random_campaign(random)
    state.events = draw_events(state, random)
    other = change_what_is_hidden(state, random)
    other.events = add_hidden_events(state, random)
    return state, other


@pytest.mark.slow
@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_c5_6_the_view_is_the_same_whatever_is_hidden(seed: int) -> None:
    one, other = two_campaigns(seed)
    assert as_bytes(view(one)) == as_bytes(view(other))


@pytest.mark.slow
@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_c5_6_so_are_the_refusals_and_the_candidates(seed: int) -> None:
    one, other = (view(state) for state in two_campaigns(seed))
    texts = draw_texts(one, Random(seed), 60)
    assert check_packet(one, texts).refusals == check_packet(other, texts).refusals
    assert candidates(one, Budget.of_view(one)) == candidates(other, Budget.of_view(other))


def test_the_campaigns_compared_do_differ() -> None:
    differing = 0
    for seed in range(20):
        one, other = two_campaigns(seed)
        hidden = [view(state, "tolvane") for state in (one, other)]
        differing += as_bytes(hidden[0]) != as_bytes(hidden[1])
    assert differing == 20
    assert ME not in (view(one, "tolvane").house.id, view(other, "tolvane").house.id)
