"""Stand-ins for modules that this branch does not have yet: to be removed after the merge."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from engine.campaign.randomness import lot
from engine.campaign.records import House
from engine.campaign.state import CampaignState


def stand_in(name: str, **functions: Callable[..., Any]) -> None:
    """Put a small module in the place of one that this branch does not have yet."""
    try:
        missing = importlib.util.find_spec(name) is None
    except ModuleNotFoundError:
        missing = True
    if missing:
        module = ModuleType(name)
        module.__dict__.update(functions)
        sys.modules[name] = module


stand_in("engine.campaign.sight", take_sight=lambda _state: None)
stand_in(
    "engine.campaign.founding",
    draw_free_units=lambda *_: [],
)
stand_in("engine.campaign.prices", STARBASE="starbase")
LOSSES = {"exposed", "pact_broken", "shortfall", "war_without_cause"}


def _rank_houses(state: CampaignState) -> tuple[str, ...]:
    def key(house: House) -> tuple[int, int, str]:
        lit = sum(state.lit(world.id) for world in state.worlds_of(house.id))
        return (house.prestige, lit, lot(state.setup.seed, state.turn, "rank", house.id))

    return tuple(one.id for one in sorted(state.living(), key=key, reverse=True))


def _record_deed(state: CampaignState, house: str, code: str) -> None:
    amount = getattr(state.numbers.victory.prestige, code)
    state.add_prestige(house, code, -amount if code in LOSSES else amount)


stand_in("engine.campaign.prestige", rank_houses=_rank_houses, record_deed=_record_deed)

collect_ignore = (
    []
    if importlib.util.find_spec("engine.campaign.packets")
    else ["test_c14_whole_campaigns.py", "test_c14_campaign.py", "test_c14_saves.py"]
)
"""What needs the whole campaign."""
