"""The conflict phase: fights in space, sieges, colonies, landings, flights (C9, C10, C14.1, C14.2).

What happens at one world depends on no other: all landings are known before the first is fought,
and they may be fought in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign import capture, presence
from engine.campaign.colonisation import colonise
from engine.campaign.flights import flee
from engine.campaign.invasion import begin_landing
from engine.campaign.siege import besiege
from engine.campaign.space_fights import fight_for_sky
from engine.campaign.vocabulary import HOSTILE, Mission
from engine.errors import CampaignError
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.invasion import Landing
    from engine.campaign.records import BattleResult, BattleSpec
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import FleetId, WorldId


@dataclass(frozen=True)
class Halfway:
    """A turn between its two halves: all landings are known and none is decided (C14.2).

    *landings* are in the order of the worlds; *flights* are the fleets that lost the sky and flee
    when the landings are decided.
    """

    state: CampaignState
    landings: dict[WorldId, Landing]
    flights: tuple[FleetId, ...]

    @property
    def specs(self) -> dict[WorldId, BattleSpec]:
        """Return the specs of the landings that are fought, by world."""
        return {
            world: landing.spec
            for world, landing in self.landings.items()
            if landing.spec is not None
        }


def resolve_conflicts(state: CampaignState) -> Halfway:
    """Play the conflict phase up to the landings, world by world (C14.1)."""
    state = state.fork()
    landings = {}
    flights: set[FleetId] = set()
    visited = {fleet.world for fleet in state.fleets.values()}
    for world in sorted(state.worlds):
        if world not in visited and not state.worlds[world].blockaded:
            continue
        _end_missions(state, world)
        fleeing = fight_for_sky(state, world)
        flights |= fleeing
        besiege(state, world, fleeing)
        colonise(state, world, fleeing)
        landing = begin_landing(state, world, fleeing)
        if landing is not None:
            landings[world] = landing
    return Halfway(state, landings, tuple(sorted(flights)))


def _end_missions(state: CampaignState, world: WorldId) -> None:
    """End the missions against a world of fleets whose own it is by now.

    Choice (C4.7): fleets whose mission ends because the world is their own by now lie there.
    """
    for fleet in presence.present_fleets(state, world, ()):
        if presence.is_on(fleet, *HOSTILE) and state.worlds[world].house == fleet.house:
            state.put_fleet(replace(fleet, mission=Mission.MOVE))


def resolve_invasions(halfway: Halfway, results: Mapping[WorldId, BattleResult]) -> CampaignState:
    """Apply the results of all landings in the order of the worlds, then let fleets flee (C9.5).

    CampaignError if a result is missing, foreign or impossible (C10.6); nothing is changed then.
    """
    specs = halfway.specs
    for world in sorted(results.keys() ^ specs.keys()):
        if world in specs:
            raise CampaignError(Sentence("campaign.result.missing", world=world))
        raise CampaignError(Sentence("campaign.result.foreign", world=world))
    for world, spec in specs.items():
        capture.check_result(spec, results[world])
    state = halfway.state.fork()
    for world in sorted(halfway.landings):
        result = results[world] if world in results else None
        capture.apply_landing(state, halfway.landings[world], result)
    flee(state, halfway.flights)
    return state
