"""Landings as they are offered: the forces, the chance, and what to do (C10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.text.campaign.campaign_names import house_name, unit_names
from client.text.campaign.words import shown
from client.text.catalogue import plural, text
from client.text.format import terminal_percent
from engine.campaign.resolver import chance, mean_losses, total_points
from engine.campaign.shares import THOUSAND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import BattleSpec


def offer_rows(spec: BattleSpec, numbers: CampaignNumbers) -> Iterator[str]:
    """Yield what is known of a landing before it is decided."""
    yield text(
        "campaign-play.offer",
        world=spec.world,
        attacker=house_name(spec.attacker),
        defender=house_name(spec.defender),
        verb=shown("verb", spec.mission),
        ground=shown("world-class", spec.ground),
        lit=spec.lit,
        rounds=spec.rounds,
    )
    attack, defence = mean_losses(spec, numbers)
    for house, units, losses in (
        (spec.attacker, spec.attackers, attack),
        (spec.defender, spec.defenders, defence),
    ):
        yield plural(
            "campaign-play.offer-side",
            len(units),
            house=house_name(house),
            units=unit_names(units),
            points=total_points(units, numbers),
            losses=losses.expected // 10,
        )
    first = spec.attacker if spec.attacker_first else spec.defender
    yield text("campaign-play.offer-first", house=house_name(first))
    yield text(
        "campaign-play.offer-chance",
        house=house_name(spec.attacker),
        chance=terminal_percent(chance(spec, numbers) / THOUSAND),
    )
