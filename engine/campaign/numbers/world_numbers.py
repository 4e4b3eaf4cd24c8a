"""The numbers of worlds and their economy: `worlds.toml` (C2.6, C2.7, C3)."""

from __future__ import annotations

import msgspec

from engine.campaign.numbers.bounds import Count, Percent, Positive, Scale
from engine.data.catalog import Code


class WorldClass(msgspec.Struct, frozen=True, rename="upper"):
    """A class of worlds (C2.6); *weight* 0 means that it is never drawn."""

    most_population: Positive
    raw: Scale
    """Yield of the population, in per cent."""
    ground: Code
    """Kind of ground of its boards: an entry of `grounds.toml`."""
    weight: Count


class RichnessNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """A richness of worlds (C2.7)."""

    output: Scale
    """Yield of the population, in per cent."""
    weight: Count


class TaxNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """A level of taxes (C3.3)."""

    income: Percent
    growth: Percent
    prestige: Count
    """Prestige lost per turn."""


class BuildingNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The price and the upkeep of ground defences (C3.6)."""

    price: Positive
    upkeep: Count
    most: Positive


class StartNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """What every house starts with, apart from its units (C6.3)."""

    treasury: Count
    prestige: Count
    population: Positive
    industry: Count
    yard: Count
    batteries: Count
    research_share: Percent
    tax: Code
    fleets: tuple[tuple[Code, ...], ...]
    """The hulls of each fleet; the first one carries the landing force."""


class WorldNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of worlds: yield, growth, building, mustering and healing (C3)."""

    settlers: Positive
    """Population of a new colony (C3.9)."""
    colony_militia: Count
    """Militia of a new colony (C3.9)."""
    industry_bonus: Percent
    """Output of industry that each level of economy adds, in per cent (C3.2)."""
    unrest_income: Percent
    blockade_income: Percent
    overhead_free: Count
    """Worlds without overhead (C3.3)."""
    overhead_per_world: Percent
    overhead_most: Percent
    industry_step: Positive
    industry_price: Positive
    yard_prices: tuple[Positive, ...]
    """Price of each level of a yard (C3.6)."""
    yard_population: tuple[Count, ...]
    docks_per_level: Positive
    cancel_refund: Percent
    """Share of the price that comes back when an order is cancelled (C3.6)."""
    muster_population: Positive
    """Population per unit that can be mustered in a turn (C3.7)."""
    muster_value: Positive
    """VALUE per unit of the treasury that mustering costs."""
    militia_base: Count
    militia_population: Scale
    """Points of militia for the population, in per cent."""
    healing: Percent
    """HP_MAX that a unit in a garrison regains per turn, in per cent."""
    repair_price: Percent
    salvage_refund: Percent
    wreckage_share: Percent
    unit_upkeep_value: Positive
    """VALUE of units per unit of upkeep (C3.10)."""
    shortfall_step: Positive
    """Missing money per ship that is crippled or unit that leaves (C3.10)."""
    starbase: BuildingNumbers = msgspec.field(name="starbase")
    battery: BuildingNumbers = msgspec.field(name="battery")
    shield: BuildingNumbers = msgspec.field(name="shield")
    start: StartNumbers = msgspec.field(name="start")
    taxes: dict[Code, TaxNumbers] = msgspec.field(name="taxes")
    richness: dict[Code, RichnessNumbers] = msgspec.field(name="richness")
    classes: dict[Code, WorldClass] = msgspec.field(name="classes")
