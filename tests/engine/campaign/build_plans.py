"""A persona's plan, step by step, on the small map of `build_orders`: a planner, and its orders."""

from __future__ import annotations

from engine.campaign.personas.planner import Planner
from engine.campaign.randomness import dice
from engine.campaign.records import Unit
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Stance
from tests.engine.campaign.build_orders import (
    FOE,
    campaign,
    change_world,
    garrison,
    set_stance,
    settle,
    view,
)

ARMY = ("linesman",) * 6


def planner(state: CampaignState, persona: str = "raider", level: str = "veteran") -> Planner:
    seen = view(state)
    numbers = seen.numbers.personas
    return Planner(seen, numbers.personas[persona], numbers, numbers.levels[level], dice(1, "plan"))


def orders(made: Planner) -> list[str]:
    return [order.to_text() for order in made.orders]


def at_war(turn: int = 10) -> CampaignState:
    state = campaign(turn)
    set_stance(state, FOE, Stance.WAR)
    return state


def weak_neighbour(state: CampaignState) -> None:
    """Make a world next to askerry's home tolvane's; the free world behind it is strong."""
    loom = state.numbers.units["loom"].hp_max
    strong = tuple(Unit(f"w00.g{number}", "loom", loom) for number in range(1, 9))
    change_world(state, "w00", garrison=strong)
    settle(state, FOE, "w10", industry=20)
    garrison(state, "w10", "picker")
