"""Blockades and bombardments (C9.7, C9.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from engine.campaign import fleets as fleet_figures
from engine.campaign import presence, randomness
from engine.campaign.events import Blockaded, Bombarded
from engine.campaign.prestige import record_deed
from engine.campaign.vocabulary import Mission

if TYPE_CHECKING:
    from collections.abc import Container

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.numbers.ship_numbers import SiegeNumbers
    from engine.campaign.records import Fleet, Unit, World
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import FleetId, HouseId, UnitId, WorldId
    from engine.random_source import RandomSource


class Bombardment(msgspec.Struct, frozen=True):
    """What a bombardment can do, before it is ordered (C9.8)."""

    bombardment: int
    dark_chance: int
    """Chance in per cent that an anchor goes dark."""


def forecast_bombardment(strikes: int, shield: int, numbers: SiegeNumbers) -> Bombardment:
    """Return what so much bombardment can do against a level of shields (C9.8)."""
    left = max(0, strikes - numbers.shield_cancels * shield)
    return Bombardment(left, min(numbers.dark_most, numbers.dark_chance * left))


def besiege(state: CampaignState, world: WorldId, fleeing: Container[FleetId]) -> None:
    """Blockade and bombard a world, or end its blockade (C9.7, C9.8).

    Choice: hunger comes first, then the bombardments in the order of the fleets.
    """
    besiegers = _besiegers(state, world, fleeing)
    record = state.worlds[world]
    if not besiegers:
        if record.blockaded:
            state.put_world(replace(record, blockaded=0))
        return
    turns = record.blockaded + 1
    starving = turns >= state.numbers.invasion.siege_turns
    hunger = state.numbers.ships.siege.hunger if starving else 0
    garrison = tuple(_hurt(unit, hunger) for unit in record.garrison)
    state.put_world(replace(record, blockaded=turns, garrison=garrison))
    for house in sorted({fleet.house for fleet in besiegers}):
        state.note(Blockaded(house, world, record.house, turns, starving))
    sources: dict[HouseId, RandomSource] = {}
    for fleet in besiegers:
        if fleet.mission is Mission.BOMBARD:
            if fleet.house not in sources:
                words = (state.turn, "bombard", world, fleet.house)
                sources[fleet.house] = randomness.dice(state.setup.seed, *words)
            _bombard(state, fleet, sources[fleet.house])


def _besiegers(state: CampaignState, world: WorldId, fleeing: Container[FleetId]) -> list[Fleet]:
    """Return the fleets that blockade a world (C9.7); a free one is only bombarded (C11.3).

    That no enemy with attack is left there is settled by then: one of the two flees (C9.5).
    """
    missions = (
        (Mission.BOMBARD,) if state.worlds[world].is_free else (Mission.BLOCKADE, Mission.BOMBARD)
    )
    if presence.has_standing_line(state, world):
        return []
    return [
        fleet
        for fleet in presence.present_fleets(state, world, fleeing)
        if presence.is_on(fleet, *missions)
        and presence.may_attack(state, fleet.house, world)
        and fleet_figures.has_attack(fleet, state.numbers.ships)
    ]


def _bombard(state: CampaignState, fleet: Fleet, source: RandomSource) -> None:
    """Bombard a world with a fleet.

    Choices: it only blockades where a single anchor is lit or where the shields cancel all of its
    strikes, and then costs no prestige. Strikes that hit nobody, or a unit with its last hit point,
    do nothing.
    """
    record = state.worlds[fleet.world]
    numbers = state.numbers.ships
    aim = forecast_bombardment(
        fleet_figures.bombardment_of(fleet.ships, numbers), record.shield, numbers.siege
    )
    if state.lit(record.id) <= 1 or not aim.bombardment:
        return
    after, rolls, hit = _strike(record, aim.bombardment, state.numbers, source)
    darkened = randomness.holds(source, aim.dark_chance)
    dark = (*record.dark, state.turn + numbers.siege.dark_turns) if darkened else record.dark
    state.put_world(replace(after, dark=dark))
    state.note(
        Bombarded(
            fleet.house,
            fleet.id,
            record.id,
            record.house,
            rolls,
            hit,
            record.industry - after.industry,
            darkened,
        )
    )
    record_deed(state, fleet.house, "bombardment")
    if darkened:
        record_deed(state, fleet.house, "anchor_darkened")


def _strike(
    world: World, strikes: int, numbers: CampaignNumbers, source: RandomSource
) -> tuple[World, tuple[int, ...], tuple[UnitId, ...]]:
    """Return a world after so many strikes, their rolls, and the units that were hit."""
    siege = numbers.ships.siege
    garrison, industry = list(world.garrison), world.industry
    rolls, hit = [], []
    for _ in range(strikes):
        roll = source.integer(1, randomness.D10)
        rolls.append(roll)
        if roll >= siege.industry_roll:
            industry = max(0, industry - siege.industry_loss)
        elif roll >= siege.unit_roll and garrison:
            index = source.integer(0, len(garrison) - 1)
            unit = garrison[index]
            garrison[index] = _hurt(unit, -(-numbers.units[unit.code].hp_max // siege.unit_harm))
            hit.append(unit.id)
    after = replace(world, garrison=tuple(garrison), industry=industry)
    return after, tuple(rolls), tuple(hit)


def _hurt(unit: Unit, harm: int) -> Unit:
    """Return a unit with less hit points, but never without its last one."""
    return replace(unit, hp=max(1, unit.hp - harm)) if harm else unit
