"""Decisions of real campaigns: what personas know, and the packets that they plan from it."""

from __future__ import annotations

import functools

from engine.analysis.campaigns.playing import play_game
from engine.analysis.campaigns.simulation_plan import make_plan
from engine.campaign.encoding.codec import Codec
from engine.campaign.encoding.spec import packaged_spec
from engine.campaign.orders import Order
from engine.campaign.view import View

CODEC = Codec(packaged_spec())


@functools.cache
def packets(houses: int, turns: int, seed: int) -> tuple[tuple[View, tuple[Order, ...]], ...]:
    """Return every packet of a campaign, with the view that it was planned from."""
    found: list[tuple[View, tuple[Order, ...]]] = []
    plan = make_plan(1, {"houses": houses, "turns": turns, "seed": seed})
    report = play_game(plan, 0, lambda view, orders: found.append((view, orders)))
    assert report.failure is None
    return tuple(found)
