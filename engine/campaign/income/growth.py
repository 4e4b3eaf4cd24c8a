"""Growth: dark anchors, healing, population, militia, and musters of free worlds (C3, C9, C11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from engine.campaign.economy import (
    full_militia,
    grown_population,
    is_in_unrest,
)
from engine.campaign.events import AnchorRelit, FreeWorldMustered
from engine.campaign.fleets import by_id
from engine.campaign.founding import draw_free_units
from engine.campaign.randomness import dice
from engine.campaign.records import Unit
from engine.campaign.shares import share_up

if TYPE_CHECKING:
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import World
    from engine.campaign.state import CampaignState

_PURPOSE: Final = "free"


def relight_anchors(state: CampaignState) -> None:
    """Light the anchors again whose darkness ends with this turn (C1.5, C9.8)."""
    for _, world in sorted(state.worlds.items()):
        still = tuple(turn for turn in world.dark if turn > state.turn)
        if len(still) < len(world.dark):
            state.put_world(replace(world, dark=still))
            relit = len(world.dark) - len(still)
            state.note(*[AnchorRelit(world.id, world.house)] * relit)


def grow_worlds(state: CampaignState) -> None:
    """Heal garrisons, grow populations and return militia (C3.4, C3.7).

    Blockaded worlds get none of it; in unrest only garrisons heal. Free worlds heal, too (C11.2).
    Choice (C11.2): free worlds do not grow, as nobody taxes them. Choice (C3.7): militia counts the
    population as it has grown.
    """
    for _, world in sorted(state.worlds.items()):
        if world.blockaded:
            continue
        healed = replace(world, garrison=_healed(state.numbers, world.garrison))
        state.put_world(_grown(state, healed) if world.house is not None else healed)


def _healed(numbers: CampaignNumbers, garrison: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return a garrison of which each unit has regained part of its HP_MAX, rounded up (C3.7)."""
    return tuple(_heal(numbers, unit) for unit in garrison)


def _heal(numbers: CampaignNumbers, unit: Unit) -> Unit:
    most = numbers.units[unit.code].hp_max
    gain = share_up(most, numbers.worlds.healing)
    return replace(unit, hp=min(most, unit.hp + gain))


def _grown(state: CampaignState, world: World) -> World:
    """Return a world of a house after its population grew and a unit of militia came back."""
    if world.house is None or is_in_unrest(world, state.turn):
        return world
    house = state.houses[world.house]
    world_class = state.site(world.id).world_class
    population = grown_population(state.numbers.worlds, world_class, house.tax, world.population)
    most = full_militia(state.numbers, house.faction, population)
    militia = max(world.militia, min(most, world.militia + 1))
    return replace(world, population=population, militia=militia)


def muster_free_worlds(state: CampaignState) -> None:
    """Muster units of free worlds at the income of every twelfth turn (C11.2), blockaded or not."""
    free = state.numbers.invasion.free_worlds
    if state.turn % free.muster_every:
        return
    for _, world in sorted(state.worlds.items()):
        if world.is_free and world.faction is not None:
            _muster(state, world, world.faction)


def _muster(state: CampaignState, world: World, faction: str) -> None:
    source = dice(state.setup.seed, state.turn, _PURPOSE, world.id)
    points = state.numbers.invasion.free_worlds.muster_points
    kept = _places_left(state, world)
    codes = draw_free_units(state.numbers, faction, points, kept, source)
    units = tuple(
        Unit(f"{world.id}.g{number}", code, state.numbers.units[code].hp_max)
        for number, code in enumerate(codes, start=world.next_unit)
    )
    if units:
        garrison = by_id((*world.garrison, *units))
        next_unit = world.next_unit + len(units)
        state.put_world(replace(world, garrison=garrison, next_unit=next_unit))
        state.note(FreeWorldMustered(world.id, units))


def _places_left(state: CampaignState, world: World) -> int:
    """Return how many more units fit on the board of a world, with its batteries (C11.1)."""
    cap = state.numbers.map.size(state.site(world.id).size).field_cap
    return max(0, cap - len(world.garrison) - world.batteries)
