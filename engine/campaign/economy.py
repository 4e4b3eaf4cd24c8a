"""The economy of worlds and houses: formulas without dice, as the rules state them (C3).

A share of something is rounded down once, where the rule names it (C1.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.campaign.fleets import load_of
from engine.campaign.shares import PERCENT, share
from engine.campaign.vocabulary import FIELDS, Field, Spying

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.campaign.numbers import CampaignNumbers, WorldNumbers
    from engine.campaign.records import Effect, Fleet, House, World
    from engine.campaign.star_map import Site
    from engine.campaign.vocabulary import WorldId


class Yield(msgspec.Struct, frozen=True):
    """The yield of a world, line by line; each line is rounded down (C3.2).

    *gross* is *population* and *industry* together; *taxed* is what is left of it after taxes and
    dark anchors, and so on from line to line to *total*.
    """

    population: int
    industry: int
    gross: int
    taxed: int
    after_unrest: int
    after_blockade: int
    total: int


class Upkeep(msgspec.Struct, frozen=True):
    """The upkeep of a house (C3.10); *units* are those in garrisons and aboard together."""

    ships: int
    units: int
    starbases: int
    batteries: int
    shields: int

    @property
    def total(self) -> int:
        """Return the whole upkeep."""
        return self.ships + self.units + self.starbases + self.batteries + self.shields


class Books(msgspec.Struct, frozen=True):
    """The books of a house at an income (C3.2, C3.3, C3.10, C6.1).

    *income* is the yields less *overhead*, plus *pacts*; *research* is taken from it. *shortfall*
    is the upkeep that the treasury can't pay, *treasury* what is in it afterwards.
    """

    yields: int
    overhead: int
    pacts: int
    income: int
    research: int
    upkeep: int
    shortfall: int
    treasury: int


def rounded_up(amount: int, divisor: int) -> int:
    """Return *amount* divided by *divisor*, rounded up."""
    return -(-amount // divisor)


def is_in_unrest(world: World, turn: int) -> bool:
    """Whether a world is in unrest in a turn, its income included (C1.5, C10.7)."""
    return world.unrest >= turn


def active_effect(effects: Iterable[Effect], kind: Spying, world: WorldId) -> Effect | None:
    """Return the timed effect of a kind that counts at a world: the one that lasts longest (C7.4).

    None where there is none.
    """
    found = [effect for effect in effects if effect.kind is kind and effect.world == world]
    return max(found, key=lambda effect: (effect.harvests, effect.amount)) if found else None


def incited_loss(effects: Iterable[Effect], world: WorldId) -> int:
    """Return the share of its yield that a world loses because it is incited, in per cent."""
    effect = active_effect(effects, Spying.INCITE, world)
    return 0 if effect is None else effect.amount


def yield_of(
    numbers: CampaignNumbers, site: Site, world: World, house: House, turn: int, loss: int = 0
) -> Yield:
    """Return the yield of a world of *house* at the income of *turn*, line by line (C3.2).

    *loss* is what it loses because it is incited, in per cent. Each line is rounded down:
    `population × raw × richness // 10000 + industry × (100 + 6·economy) // 100`;
    `× tax × lit anchors // (100 × anchors)`; `× 50 %` in unrest; `× 50 %` while blockaded;
    `× (100 - loss) %`. A home on turn 1 with moderate taxes yields 150 × 60 × 5 // 500 = 90.
    """
    worlds = numbers.worlds
    richness = worlds.richness[site.richness].output
    raw = worlds.classes[site.world_class].raw
    population = world.population * raw * richness // (PERCENT * PERCENT)
    bonus = worlds.industry_bonus * house.level(Field.ECONOMY)
    industry = share(world.industry, PERCENT + bonus)
    gross = population + industry
    tax = worlds.taxes[house.tax].income
    taxed = gross * tax * world.lit(site.anchors) // (PERCENT * site.anchors) if site.anchors else 0
    after_unrest = share(taxed, worlds.unrest_income) if is_in_unrest(world, turn) else taxed
    after_blockade = (
        share(after_unrest, worlds.blockade_income) if world.blockaded else after_unrest
    )
    total = share(after_blockade, PERCENT - loss)
    return Yield(population, industry, gross, taxed, after_unrest, after_blockade, total)


def overhead_percent(numbers: WorldNumbers, worlds: int) -> int:
    """Return the share of all yields that a house with so many worlds loses, in per cent (C3.3).

    4 for every world beyond 4, at most 40: ten worlds lose 24 %.
    """
    beyond = max(0, worlds - numbers.overhead_free)
    return min(numbers.overhead_most, numbers.overhead_per_world * beyond)


def overhead(numbers: WorldNumbers, yields: int, worlds: int) -> int:
    """Return what a house with so many worlds loses of the sum of its yields (C3.3)."""
    return share(yields, overhead_percent(numbers, worlds))


def grown_population(numbers: WorldNumbers, world_class: str, tax: str, population: int) -> int:
    """Return the population after an income at which it grows (C3.4).

    It gains `max(1, population × rate × (most - population) // (100 × most))`, never above the most
    of the class. A heath with 10 at moderate taxes has 15 after 5 turns and 45 after 20.
    """
    most = numbers.classes[world_class].most_population
    rate = numbers.taxes[tax].growth
    gain = max(1, population * rate * (most - population) // (PERCENT * most))
    return max(population, min(most, population + gain))


def full_militia(numbers: CampaignNumbers, faction: str, population: int) -> int:
    """Return the units of militia that a population raises (C3.7).

    `(100 + 150 % of the population) / VALUE` of the faction's kind of militia, to the nearest, half
    up.
    """
    worlds = numbers.worlds
    points = worlds.militia_base + share(population, worlds.militia_population)
    value = numbers.units[numbers.factions[faction].militia].value
    return (2 * points + value) // (2 * value)


def upkeep_of(numbers: CampaignNumbers, worlds: Iterable[World], fleets: Iterable[Fleet]) -> Upkeep:
    """Return the upkeep of a house with these worlds and fleets (C3.10).

    Ships by the table, crippled or not; the VALUE of all units, in garrisons and aboard, / 60,
    rounded up; starbases, batteries and each level of shields. Militia costs nothing (C3.7).
    """
    own, afloat = list(worlds), list(fleets)
    settings = numbers.worlds
    hulls = numbers.ships.hulls
    value = sum(load_of(world.garrison, numbers) for world in own)
    value += sum(load_of(fleet.units, numbers) for fleet in afloat)
    return Upkeep(
        ships=sum(hulls[ship.hull].upkeep for fleet in afloat for ship in fleet.ships),
        units=rounded_up(value, settings.unit_upkeep_value),
        starbases=settings.starbase.upkeep * sum(world.starbase is not None for world in own),
        batteries=settings.battery.upkeep * sum(world.batteries for world in own),
        shields=settings.shield.upkeep * sum(world.shield for world in own),
    )


def research_shares(numbers: CampaignNumbers, house: House, income: int) -> tuple[int, ...]:
    """Return the points of research that each field gets from an income, in their order (C6.1).

    The house's share of the income is spread by weights over the fields that have a level left;
    shares are rounded down, and the last field with a weight gets the rest. Where no field can get
    any, all stays in the treasury.
    """
    most = len(numbers.research.level_prices)
    weights = [
        weight if house.levels[place] < most else 0 for place, weight in enumerate(house.weights)
    ]
    total = sum(weights)
    if not total:
        return (0,) * len(FIELDS)
    points = share(income, house.research_share)
    shares = [points * weight // total for weight in weights]
    last = max(place for place, weight in enumerate(weights) if weight)
    shares[last] += points - sum(shares)
    return tuple(shares)


def books_of(
    numbers: CampaignNumbers,
    house: House,
    yields: Mapping[WorldId, Yield],
    pacts: int,
    upkeep: Upkeep,
) -> Books:
    """Return the books of a house with these yields, so many pacts, and this upkeep.

    What the treasury can't pay of the upkeep is forgiven (C3.10).
    """
    gross = sum(part.total for part in yields.values())
    lost = overhead(numbers.worlds, gross, len(yields))
    allied = pacts * numbers.diplomacy.treaties.pact_income
    income = gross - lost + allied
    research = sum(research_shares(numbers, house, income))
    left = house.treasury + income - research - upkeep.total
    return Books(
        yields=gross,
        overhead=lost,
        pacts=allied,
        income=income,
        research=research,
        upkeep=upkeep.total,
        shortfall=max(0, -left),
        treasury=max(0, left),
    )
