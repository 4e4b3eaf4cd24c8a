"""Timers: effects that are counted in harvests, and what ends with a turn (C1.5, C7.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.events import EffectEnded

if TYPE_CHECKING:
    from engine.campaign.state import CampaignState


def count_down_effects(state: CampaignState) -> None:
    """Count all timed effects down by this harvest, and end those that had one left (C7.4)."""
    for effect in state.effects:
        if effect.harvests == 1:
            state.note(EffectEnded(effect.house, effect.kind, effect.world))
    state.effects = tuple(
        replace(effect, harvests=effect.harvests - 1)
        for effect in state.effects
        if effect.harvests > 1
    )


def end_expired(state: CampaignState) -> None:
    """Forget what is over with this turn: surveys, grievances, unrest and cooldowns (C1.5).

    The harvest of their last turn still counts, so this is done when it is over.
    """
    turn = state.turn
    state.surveys = tuple(survey for survey in state.surveys if survey.until > turn)
    state.grievances = tuple(one for one in state.grievances if one.until > turn)
    for world in list(state.worlds.values()):
        unrest = world.unrest if world.unrest > turn else 0
        cooldown = world.cooldown if world.cooldown > turn else 0
        if (unrest, cooldown) != (world.unrest, world.cooldown):
            state.put_world(replace(world, unrest=unrest, cooldown=cooldown))
