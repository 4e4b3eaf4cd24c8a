"""Landings for the tests of bids, specs and captures: ada comes to take a world of bea."""

from __future__ import annotations

from typing import Final

from engine.campaign.conflict import Halfway, resolve_conflicts, resolve_invasions
from engine.campaign.events import BidFailed, PrestigeChanged
from engine.campaign.records import BattleResult, BattleSpec
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Conclusion, Mission, Winner
from tests.engine.campaign.build_conflict import (
    campaign,
    change_world,
    events,
    fleet,
    free_units,
    units,
)

INVADE, ASSAULT = Mission.INVADE, Mission.ASSAULT
ATTACKER, DEFENDER = Winner.ATTACKER, Winner.DEFENDER
TROOPS: Final = ("linesman", "linesman", "sapper", "marshal")


# Before the landing


def invaders(
    state: CampaignState,
    world: str = "w03",
    *,
    mission: Mission = INVADE,
    hulls: str = "corvette, 2 transport",
    codes: tuple[str, ...] = TROOPS,
    house: str = "ada",
) -> str:
    """Add a fleet that comes to land, and return its id."""
    return fleet(state, house, world, hulls, units(state, house, *codes), mission=mission).id


def defended(**changes: object) -> CampaignState:
    """Return a state in which w03 has a garrison."""
    state = campaign()
    change_world(state, "w03", garrison=units(state, "bea", "kite", "captain"), **changes)
    return state


def refusals(halfway: Halfway) -> list[tuple[str, str]]:
    failed = events(halfway.state, BidFailed)
    return [(event.rule, event.code.rpartition(".")[2]) for event in failed]


def only_spec(state: CampaignState) -> BattleSpec:
    (spec,) = resolve_conflicts(state).specs.values()
    return spec


# The landing and what follows


def landing(
    mission: Mission = INVADE,
    *,
    world: str = "w03",
    seed: int = 11,
    codes: tuple[str, ...] = ("linesman", "sapper", "marshal"),
    garrison: tuple[str, ...] = ("kite", "captain"),
    **changes: object,
) -> CampaignState:
    """Return a state in which ada lands at a world that bea has or a free one."""
    state = campaign(seed=seed)
    if world == "w02":
        change_world(state, world, house="bea", faction="windfall", population=40)
    if state.worlds[world].is_free:
        change_world(state, world, garrison=free_units(world, *garrison))
    else:
        change_world(state, world, garrison=units(state, "bea", *garrison))
    change_world(state, world, **changes)
    hulls = "corvette, 2 transport" if mission is INVADE else "2 transport"
    fleet(state, "ada", world, hulls, units(state, "ada", *codes), mission=mission)
    return state


def decide(
    halfway: Halfway, winner: Winner, hp: dict[str, int] | None = None, *, world: str = "w03"
) -> CampaignState:
    """Return what follows from a result; units without a number keep their hit points."""
    spec = halfway.specs[world]
    full = {one.id: one.hp for one in (*spec.attackers, *spec.defenders)}
    result = BattleResult(winner, full | (hp or {}), Conclusion.FOUGHT, "abc")
    return resolve_invasions(halfway, {world: result})


def play(state: CampaignState, winner: Winner, hp: dict[str, int] | None = None) -> CampaignState:
    return decide(resolve_conflicts(state), winner, hp)


def changes_of(state: CampaignState) -> dict[str, dict[str, int]]:
    changes: dict[str, dict[str, int]] = {}
    for event in events(state, PrestigeChanged):
        changes.setdefault(event.house, {})[event.code] = event.amount
    return changes
