"""The numbers of espionage and diplomacy, `diplomacy.toml` (C7, C8), and of prestige and the end,
`victory.toml` (C1, C12).
"""

from __future__ import annotations

import msgspec

from engine.campaign.numbers.bounds import Count, Face, Percent, Positive


class SpyPrices(msgspec.Struct, frozen=True, rename="upper"):
    """The prices of spy missions (C7.2)."""

    survey: Count
    steal: Count
    sabotage: Count
    incite: Count
    blind: Count


class EspionageNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of espionage (C7)."""

    success: Face
    """Least D20, with modifiers, that succeeds."""
    scout_bonus: Count
    exposed: Face
    """Highest natural D20 of a failure that is exposed."""
    survey_turns: Positive
    stolen_points: Positive
    sabotage_die: Positive
    incite_loss: Percent
    incite_harvests: Positive
    blind_harvests: Positive
    prices: SpyPrices = msgspec.field(name="prices")


class TreatyNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of treaties (C8)."""

    most_pacts: Positive
    pact_income: Count
    pact_prestige_every: Positive
    """Turns between the harvests at which a pact gives prestige."""
    truce_turns: Positive
    grievance_turns: Positive
    distrust_turns: Positive
    """Turns for which nobody signs a pact with a house that broke one."""
    leader_pacts_turn: Positive
    """Turn from which nobody makes a pact with the leader."""
    leader_end_turn: Positive
    """Turn from which the leader's pacts end."""


class DiplomacyNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The numbers of espionage and diplomacy (C7, C8)."""

    espionage: EspionageNumbers = msgspec.field(name="espionage")
    treaties: TreatyNumbers = msgspec.field(name="treaties")


class PrestigeNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The prestige that deeds give or cost (C12.1, C12.2)."""

    colonised: Count
    research_level: Count
    free_world: tuple[Count, ...]
    """By tier, from tier 1."""
    house_world: Count
    home_bonus: Count
    repelled: Count
    failed: Count
    world_lost: Count
    home_lost: Count
    space_fight: Count
    starbase: Count
    bombardment: Count
    anchor_darkened: Count
    pact: Count
    pact_broken: Count
    war_without_cause: Count
    exposed: Count
    shortfall: Count
    anchors_per_point: Positive
    leader_bonus: Count
    unfought_most: Count
    loss_most: Count


class KeeperNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The share of all lit anchors that wins, by the number of houses at the start (C12.3)."""

    houses: Positive
    share: Percent


class VictoryNumbers(msgspec.Struct, frozen=True, rename="upper"):
    """The frame of a campaign, prestige and the ends (C1, C12)."""

    turns: Positive
    most_turns: Positive
    keeper_harvests: Positive
    acclaim_per_turn: Positive
    acclaim_lead: Count
    last_stand_turns: Positive
    keepers: tuple[KeeperNumbers, ...] = msgspec.field(name="keepers")
    prestige: PrestigeNumbers = msgspec.field(name="prestige")

    def keeper_share(self, houses: int) -> int:
        """Return the share of lit anchors that wins, in per cent, for a number of houses."""
        return next(keeper.share for keeper in self.keepers if keeper.houses == houses)
