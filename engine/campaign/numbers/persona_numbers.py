"""The numbers of the computer's houses: `personas.toml` (docs/campaign.md, "The computer's
houses").
"""

from __future__ import annotations

import msgspec

from engine.campaign.numbers.bounds import Count, Percent, Positive, Scale, Share, Weight
from engine.data.catalog import Code


class Persona(msgspec.Struct, frozen=True, rename="upper"):
    """A persona: six weights of one utility function, and a profile of research."""

    war: Weight
    growth: Weight
    research: Weight
    caution: Weight
    guile: Weight
    trade: Weight
    fields: tuple[Count, ...]
    """Weights of the fields of research, in the order of `Field`."""


class PersonaLevel(msgspec.Struct, frozen=True, rename="upper"):
    """A level of the computer's houses: what they look at, never what they earn."""

    choices: Positive
    """The best so many candidates, of which one is drawn."""
    plans: Positive
    """Plans that are played ahead, of which the best is taken; 1 plays none."""
    turns_ahead: Count


class LandingScores(msgspec.Struct, frozen=True, rename="upper"):
    """The scores of landings."""

    anchor: Weight
    population_per_point: Positive
    home: Weight
    leader: Weight
    war_base: Weight
    war_weight: Weight
    turn_cost: Weight
    least_chance: Share
    caution_chance: Share
    home_chance: Share
    """Taken off the least chance for a home."""
    age_percent: Percent
    """Growth of a defence for each turn since it was seen, in per cent."""
    estimate_points: Count
    assault_chance: Share
    assault_cost: Weight


class ForceScores(msgspec.Struct, frozen=True, rename="upper"):
    """When landing forces fill up, gather, press and guard."""

    full_share: Percent
    worthy: Weight
    """A target worth so much is taken before filling up."""
    gather_turn: Positive
    gather_turns: Positive
    gather_rest: Positive
    gather_share: Scale
    gather_points: Count
    launch_share: Scale
    launch_points: Count
    press_share: Scale
    press_bombardment: Positive


class GarrisonScores(msgspec.Struct, frozen=True, rename="upper"):
    """The garrison that a world should have."""

    home: Count
    colony: Count
    base: Weight
    caution: Weight
    near_points: Positive
    near: Weight
    middle_points: Positive
    middle: Weight
    far: Weight
    cooldown: Weight


class PolicyScores(msgspec.Struct, frozen=True, rename="upper"):
    """Taxes, research, wars and pacts."""

    research_low: Percent
    research_turn: Positive
    """First turn with more than the low share."""
    research_shares: tuple[Percent, ...]
    research_steps: tuple[Weight, ...]
    tax_turn: Positive
    tax_base: Positive
    tax_growth: Weight
    war_turn: Positive
    war_caution: Weight
    second_war_turn: Positive
    second_war_all_turn: Positive
    second_war_weight: Weight
    """Weight of war from which a persona takes a second war early."""
    leader_distance: Count


class PersonaNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of the computer's houses."""

    most_candidates: Positive
    """Candidates per fleet or world in each step."""
    personas: dict[Code, Persona] = msgspec.field(name="personas")
    levels: dict[Code, PersonaLevel] = msgspec.field(name="levels")
    landing: LandingScores = msgspec.field(name="landing")
    forces: ForceScores = msgspec.field(name="forces")
    garrison: GarrisonScores = msgspec.field(name="garrison")
    policy: PolicyScores = msgspec.field(name="policy")
