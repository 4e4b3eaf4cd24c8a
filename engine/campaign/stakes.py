"""What a landing is about: what it brings and costs both sides, before it is decided (C10, C12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.campaign.prestige import capture_gains, is_home
from engine.campaign.vocabulary import Mission

if TYPE_CHECKING:
    from engine.campaign.records import BattleSpec
    from engine.campaign.state import CampaignState


class Stakes(msgspec.Struct, frozen=True):
    """What is at stake in a landing; amounts of prestige are positive.

    *gain* and *loss* are what the attacker gets and the defender loses if the world is taken,
    *failed* and *repelled* what the attacker loses and the defender gets if it is not; a free world
    has no prestige.
    """

    lit: int
    population: int
    industry: int
    gain: int
    loss: int
    failed: int
    repelled: int
    is_home: bool
    none_returns: bool
    """Whether nobody of the attackers comes back from a defeat (C10.3)."""


def stakes_of(state: CampaignState, spec: BattleSpec) -> Stakes:
    """Return what is at stake in a landing, in the state in which it is decided."""
    world = state.worlds[spec.world]
    numbers = state.numbers.victory.prestige
    loss = repelled = 0
    if spec.defender is not None:
        is_own_home = state.houses[spec.defender].home == world.id
        loss = numbers.home_lost if is_own_home else numbers.world_lost
        repelled = numbers.repelled
    gains = capture_gains(state, spec.attacker, world, fought=True)
    return Stakes(
        lit=spec.lit,
        population=world.population,
        industry=world.industry,
        gain=sum(amount for _, amount in gains),
        loss=loss,
        failed=numbers.failed,
        repelled=repelled,
        is_home=is_home(state, world.id),
        none_returns=spec.mission is Mission.ASSAULT,
    )
