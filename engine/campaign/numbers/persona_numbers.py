"""The numbers of the computer's houses: `personas.toml` (docs/campaign.md, "The computer's
houses").
"""

from __future__ import annotations

import msgspec

from engine.campaign.numbers.bounds import (
    Count,
    Percent,
    Positive,
    Scale,
    Share,
    Shift,
    Signed,
    Weight,
)
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
    turns_ahead: Count
    """Turns that packets of several moods are played ahead; 0 makes one packet and plays none."""


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
    free: Weight
    """Worth of a free world for each tier, in prestige above what lies there."""
    most_turns: Positive
    """The longest way to a landing."""
    sky_share: Share
    """Share of its attack that a party strikes with at the best, over a whole fight."""
    line_cost: Weight
    """What each point of the attack of ground defences costs who fights them."""
    keep_chance: Share
    """A landing under way goes on at a chance that is so much less."""
    least_score: Signed
    flak_loss: Share
    """Points that a hit of the flak costs on average, by those of a unit."""
    free_chance: Share
    """Taken off the least chance for a free world, which does not fight back."""
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
    press_attack: Positive
    """Attack from which a fleet presses a world by itself."""
    bombard_war: Weight
    """Weight of war from which a persona bombards."""
    guard_turns: Positive
    """The longest way to a world that is guarded or gets units."""
    press_cost: Weight
    """For each turn on that way."""
    guard_share: Scale
    """Attack that guards a world, in per cent of what threatens it."""
    threat_points: Count
    """Movement points within which enemy fleets threaten a world."""
    weak_attack: Count
    """Attack below which a fleet evades on its way."""
    fit_share: Share
    """Hit points from which a unit lands, as a share of HP_MAX."""
    fetch_value: Positive
    """VALUE of spare units for which a fleet goes to fetch them."""
    launch_chance: Share
    """Chance from which gathered forces are sent."""


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
    worth_leaving: Count
    """Missing points from which a fleet leaves units to a garrison."""


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
    grievance_distance: Count
    """A house with which there is a grievance counts so much nearer."""
    strength_distance: Weight
    """Distance for each point of prestige that a house has more."""
    pact_distance: Weight
    """Distance of a partner, by the weight of trade."""
    break_distance: Count
    """A pact is broken where everybody else is so much farther."""
    unreached: Count
    """Distance of a house to which no way is known."""
    trade_pacts: Weight
    """Weight of trade from which a persona wants all pacts that it may have."""


class CareScores(msgspec.Struct, frozen=True, rename="upper"):
    """Repairs, scrapping and joining."""

    salvage_price: Count
    """Price of a hull up to which a crippled ship is scrapped."""
    salvage_turns: Count
    """Turns that are left when it is."""
    join_capacity: Positive
    """Capacity up to which loaded fleets join."""


class SettlingScores(msgspec.Struct, frozen=True, rename="upper"):
    """The scores of worlds to settle."""

    anchor: Weight
    population: Positive
    """Most population, by its yield, for 1 of score."""
    base: Weight
    growth: Weight
    turn_cost: Weight
    near_points: Count
    """Movement points to a house without a pact within which a colony is in danger."""
    near_cost: Weight
    least: Signed
    most_turns: Positive


class ScoutingScores(msgspec.Struct, frozen=True, rename="upper"):
    """The scores of worlds to look at."""

    fleets: Count
    """Fleets of scouts that a house keeps."""
    fleet_turns: Count
    """Turns after which fleets that were seen are forgotten."""
    most_age: Positive
    near: Share
    """Share that the neighbours of a world count."""
    enemy: Weight
    house: Weight
    unseen: Weight
    hollow: Weight
    turn_cost: Weight


class SpyingScores(msgspec.Struct, frozen=True, rename="upper"):
    """The worth of spy missions."""

    survey: Weight
    blind: Weight
    blind_idle: Weight
    """Worth where no landing is planned yet."""
    steal: Weight
    incite: Weight
    """For 100 of population and industry."""
    sabotage: Weight
    base: Weight
    guile: Weight
    enemy: Weight
    leader: Weight
    mood: Share
    """Least share of its worth that a mission has in a turn; the rest is drawn."""
    price: Weight
    """Worth that each unit of the price takes off."""
    treasury_share: Share
    """Share of the treasury that a mission may cost."""


class PurseScores(msgspec.Struct, frozen=True, rename="upper"):
    """What is bought first."""

    most_purchases: Positive
    least: Weight
    """Score from which anything is bought."""
    worth_saving: Weight
    """Score from which the persona saves for what it can't pay."""
    growth_base: Weight
    industry: Weight
    yard_new: Weight
    yard_full: Weight
    yard_turns: Count
    """Turns left from which yards and starbases are built."""
    colony: Weight
    most_colony_ships: Count
    """Colony ships under way up to which another one is built."""
    colony_turns: Count
    """Turns left up to which no colony ship is built."""
    scout: Weight
    caution_base: Weight
    garrison: Weight
    threat: Weight
    """Added to the need of a world near which enemy fleets were seen."""
    starbase: Weight
    starbase_turn: Positive
    battery: Weight
    shield: Weight
    war_base: Weight
    at_war: Weight
    army: Weight
    army_ahead: Count
    """VALUE of units that are mustered beyond the room for them."""
    upkeep_share: Share
    """Share of the income that upkeep may take before forces count for less."""
    ship_turns: Count
    """Turns left up to which no war ship is built."""
    transport: Weight
    most_capacity: Positive
    attack_base: Count
    attack_per_room: Weight
    """Attack wanted for 100 of capacity."""
    attack_per_turn: Weight
    ship: Weight
    ship_price: Weight
    shells: Weight
    """Worth of each point of bombardment."""
    bombardment: Positive
    """Bombardment from which more is worth nothing."""


class Mood(msgspec.Struct, frozen=True, rename="upper"):
    """A mood: what it adds to two weights of a persona, and what it puts in place of numbers."""

    war: Shift
    caution: Shift
    garrison: Scale
    """Per cent of the garrisons of homes and colonies."""
    gather_turn: Positive
    """The first turn in which all landing forces gather."""


class LookaheadScores(msgspec.Struct, frozen=True, rename="upper"):
    """How a level that looks ahead compares where packets lead."""

    moods: tuple[Mood, ...] = msgspec.field(name="moods")
    """The moods in which a packet is made; the first one is the usual one."""
    samples: Positive
    """Times that each packet is played, with dice of its own."""
    margin: Weight
    """What another packet must be better than that of the usual mood."""
    victory: Weight
    """Worth of a campaign that is won; the same is taken off for one that is lost."""
    rival: Weight
    """Weight of what the best other house is worth."""
    prestige: Weight
    treasury: Weight
    anchor: Weight
    wealth: Weight
    force: Weight
    """For each point of units."""
    attack: Weight
    """For each point of the attack of ships."""


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
    care: CareScores = msgspec.field(name="care")
    settling: SettlingScores = msgspec.field(name="settling")
    scouting: ScoutingScores = msgspec.field(name="scouting")
    spying: SpyingScores = msgspec.field(name="spying")
    purse: PurseScores = msgspec.field(name="purse")
    lookahead: LookaheadScores = msgspec.field(name="lookahead")
