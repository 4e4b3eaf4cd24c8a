"""Landings as they are offered: the board, the forces, the chance, what is at stake (C10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.terminal.campaign.landing_board import board_rows
from client.terminal.campaign.order_odds import initiative_parts
from client.text.campaign.campaign_names import counted, house_name
from client.text.campaign.words import shown
from client.text.catalogue import plural, render, text
from client.text.format import comma_list, terminal_percent
from engine.campaign.bridge import load_materials, scenario_from
from engine.campaign.invasion import PIT, initiative
from engine.campaign.resolver import (
    TENTHS,
    chance,
    mean_losses,
    such_battles,
    tenth_of,
    total_points,
)
from engine.campaign.shares import PERCENT, THOUSAND
from engine.campaign.stakes import stakes_of
from engine.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import BattleSpec, Fielded
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId


def own_chance(spec: BattleSpec, numbers: CampaignNumbers, house: HouseId) -> int:
    """Return the chance of one of its two houses in a landing, in thousandths."""
    attack = chance(spec, numbers)
    return attack if house == spec.attacker else THOUSAND - attack


def offer_rows(spec: BattleSpec, state: CampaignState, house: HouseId) -> Iterator[str]:
    """Yield what a house that takes part is told of a landing before it decides about it.

    *state* is that in which landings are decided.
    """
    try:
        yield from board_rows(scenario_from(spec, load_materials()))
    except DataError as error:
        yield render(error)
    yield text(
        f"campaign-play.offer-{spec.mission.value}",
        world=spec.world,
        attacker=house_name(spec.attacker),
        defender=house_name(spec.defender),
        ground=shown("world-class", state.site(spec.world).world_class),
        lit=spec.lit,
        anchors=spec.anchors,
        rounds=spec.rounds,
    )
    yield from _side_rows(spec, state.numbers)
    pits = sum(unit.id.startswith(PIT) for unit in spec.defenders)
    if pits:
        yield plural("campaign-play.offer-pits", pits)
    yield _first_row(spec, state)
    yield _chance_row(spec, state.numbers, house)
    yield from _stake_rows(spec, state)


def _side_rows(spec: BattleSpec, numbers: CampaignNumbers) -> Iterator[str]:
    attack, defence = mean_losses(spec, numbers)
    for house, units, losses in (
        (spec.attacker, spec.attackers, attack),
        (spec.defender, spec.defenders, defence),
    ):
        yield plural(
            "campaign-play.offer-side",
            len(units),
            house=house_name(house),
            units=fielded_names(units, numbers),
            points=_points_text(units, numbers),
            losses=losses.expected // 10,
        )


def _points_text(units: Sequence[Fielded], numbers: CampaignNumbers) -> str:
    """Return the points of units as they are, and where some are hurt what they are worth unhurt:
    boards and holds count them so.
    """
    points = total_points(units, numbers)
    unhurt = sum(numbers.units[unit.code].value for unit in units)
    if points == unhurt:
        return plural("campaign-play.offer-points", points)
    return plural("campaign-play.offer-points-hurt", points, unhurt=unhurt)


def fielded_names(units: Iterable[Fielded], numbers: CampaignNumbers) -> str:
    """Return units as a list of how many there are of each kind, the wounded with hit points."""
    return counted(_fielded_name(unit, numbers) for unit in units)


def _fielded_name(unit: Fielded, numbers: CampaignNumbers) -> str:
    most = numbers.units[unit.code].hp_max
    name = shown("unit", unit.code)
    if unit.hp == most:
        return name
    return text("campaign-play.wounded", name=name, hp=unit.hp, most=most)


def _first_row(spec: BattleSpec, state: CampaignState) -> str:
    found = initiative(state, spec.attacker, spec.world, spec.mission)
    attack, defence = initiative_parts(found)
    return text(
        "campaign-play.offer-first",
        house=house_name(spec.attacker if spec.attacker_first else spec.defender),
        attacker=found.attacker,
        attack=comma_list(attack),
        defender=found.defender,
        defence=comma_list(defence),
    )


def _chance_row(spec: BattleSpec, numbers: CampaignNumbers, house: HouseId) -> str:
    """Return the chance of a house, and what came of such battles in the calibration."""
    attack = chance(spec, numbers)
    battles, won = such_battles(attack, numbers.resolver)
    least = tenth_of(attack) * PERCENT // TENTHS
    most = least + PERCENT // TENTHS
    if house != spec.attacker:
        won = battles - won
        least, most = PERCENT - most, PERCENT - least
    known = text("campaign-play.offer-uncounted", least=least, most=most)
    if battles:
        share = (PERCENT * won + battles // 2) // battles
        known = plural("campaign-play.offer-such", battles, share=share, least=least, most=most)
    return text(
        "campaign-play.offer-chance",
        chance=terminal_percent(own_chance(spec, numbers, house) / THOUSAND),
        known=known,
    )


def _stake_rows(spec: BattleSpec, state: CampaignState) -> Iterator[str]:
    stakes = stakes_of(state, spec)
    yield text(
        "campaign-play.offer-stakes-home" if stakes.is_home else "campaign-play.offer-stakes",
        lit=stakes.lit,
        folk=stakes.population,
        mills=stakes.industry,
    )
    yield text(
        "campaign-play.offer-gain",
        attacker=house_name(spec.attacker),
        gain=stakes.gain,
        failed=stakes.failed,
    )
    if spec.defender is not None:
        yield text(
            "campaign-play.offer-loss",
            defender=house_name(spec.defender),
            loss=stakes.loss,
            repelled=stakes.repelled,
        )
    if stakes.none_returns:
        yield text("campaign-play.offer-none-returns", attacker=house_name(spec.attacker))
