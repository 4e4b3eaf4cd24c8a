"""The numbers of landings and free worlds, `invasion.toml` (C10, C11), and the tables of the
resolver, `resolver.toml` (C10.10).
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from engine.campaign.numbers.bounds import Battles, Count, Percent, Positive, Rounds, Thousandth
from engine.data.catalog import Code


class Tier(msgspec.Struct, frozen=True, rename="upper"):
    """A tier of free worlds (C11.1)."""

    points: Positive
    population: Positive
    industry: Count
    batteries: Count


class FreeWorldNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of free worlds (C11)."""

    most_of_a_kind: Positive
    points_left: Count
    """The draw ends when at most so many points are left."""
    muster_every: Positive
    """Turns between musters."""
    muster_points: Count
    tiers: tuple[Tier, ...] = msgspec.field(name="tiers")


class ResolverNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of the resolver outside its tables (C10.10)."""

    first_bonus: Count
    """Added to x when the attacker goes first, taken off else."""
    assault_bonus: Count
    """Added to x in an assault, which has fewer rounds."""
    spread: Thousandth
    """Each of two draws of a side's losses is even from -spread to spread, in thousandths."""


Ratios: TypeAlias = tuple[Positive, Positive]
"""The lowest and the highest points of a side, in per cent of the other's."""


class DrawNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """What the landings are drawn from that the resolver is fitted to (C10.10)."""

    points: tuple[Positive, Positive]
    """The lowest and the highest points of the attacker."""
    ratios: tuple[Ratios, ...]
    """The attacker's points in per cent of the defender's: each span is as likely."""
    assault_share: Percent
    """Share of assaults among the missions."""
    worn_share: Percent
    """Share of sides whose units have wounds."""
    dark_share: Percent
    """Share of boards with dark anchors."""
    militia_share: Percent
    """Share of defenders with militia."""
    most_militia: Positive


class CalibrationNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The battles that the resolver is fitted to (C10.10)."""

    battles: Positive
    held_out: Percent
    """Share of the battles that measures the fit and is not used for it."""
    draws: DrawNumbers = msgspec.field(name="draws")


class InvasionNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of landings and free worlds (C10, C11)."""

    invade_rounds: Rounds
    assault_rounds: Rounds
    assault_most: Positive
    """Most units that land in an assault."""
    starbase_shots: Count
    flak_roll: Positive
    """Least D10 that hits a boat."""
    flak_harm: Percent
    """HP_MAX that a hit takes, in per cent."""
    captured_industry: Percent
    captured_population: Percent
    yard_loss: Count
    unrest_turns: Positive
    cooldown_turns: Positive
    most_veterancy: Positive
    recovery: Percent
    veteran_recovery: Percent
    defence_step: Positive
    """Multiple to which the defence of others' worlds is known (C5.3)."""
    battery_defence: Count
    """Points of defence of a battery as others know it (C5.3)."""
    siege_turns: Positive
    """Turns of blockade in a row from which home ground does not count and units hunger."""
    pit: Code
    """The unit that a battery is in an assault."""
    free_worlds: FreeWorldNumbers = msgspec.field(name="free_worlds")
    resolver: ResolverNumbers = msgspec.field(name="resolver")
    calibration: CalibrationNumbers = msgspec.field(name="calibration")


class ResolverTables(msgspec.Struct, frozen=True, rename="upper"):
    """The tables of the resolver, by x = -1000, -900 … 1000, in thousandths (C10.10).

    *tenth_battles* and *tenth_won* are by tenths of the chance: from 0 to 10 per cent, and so on.
    """

    battles: Battles
    """Number of battles that they are fitted to."""
    fitted_to: str
    """SHA-256 of the data and the versions of those battles."""
    tenth_battles: tuple[Battles, ...]
    """How many of the battles the tables give a chance in each tenth."""
    tenth_won: tuple[Battles, ...]
    """How many of those the attacker won."""
    chance: tuple[Thousandth, ...]
    winner_loses: tuple[Thousandth, ...]
    loser_loses: tuple[Thousandth, ...]
