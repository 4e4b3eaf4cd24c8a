"""Garrisons: what each own world should keep, and who can be spared for landings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.economy import is_in_unrest
from engine.campaign.fleets import capacity_of, load_of, points_of
from engine.campaign.resolver import total_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.personas.planner import Planner
    from engine.campaign.records import Ship, Unit, World


def wanted_points(planner: Planner, world: World) -> float:
    """Return the points that the garrison of a world should have.

    Worlds near enemies need more, and while its tide is spent nobody can land on a world.
    """
    return planner.recall("wanted", world.id, None, lambda: _weigh(planner, world))


def _weigh(planner: Planner, world: World) -> float:
    scores = planner.scores.garrison
    view = planner.view
    base = scores.home if world.id == view.house.home else scores.colony + world.population
    if is_in_unrest(world, view.turn) and world.faction is not None:
        militia = view.numbers.factions[world.faction].militia
        base += world.militia * view.numbers.units[militia].value
    wanted = base * (scores.base + scores.caution * planner.persona.caution)
    wanted *= _nearness(planner, world)
    return wanted * scores.cooldown if world.cooldown > view.turn else wanted


def _nearness(planner: Planner, world: World) -> float:
    scores = planner.scores.garrison
    known = planner.known
    points = known.points_to(world.id, known.wars or known.feared)
    if points is None or points > scores.middle_points:
        return scores.far
    return scores.near if points <= scores.near_points else scores.middle


def missing_points(planner: Planner, world: World) -> float:
    """Return the points that the garrison of a world lacks; below 0 where it has more."""
    return planner.recall("missing", world.id, world.garrison, lambda: _lack(planner, world))


def _lack(planner: Planner, world: World) -> float:
    return wanted_points(planner, world) - total_points(world.garrison, planner.view.numbers)


def spare_units(planner: Planner, world: World) -> tuple[Unit, ...]:
    """Return the units that a world can spare, the strongest first: the weakest stay.

    A unit that has lost much heals first.
    """
    return planner.recall("spare", world.id, world.garrison, lambda: _spare(planner, world))


def _spare(planner: Planner, world: World) -> tuple[Unit, ...]:
    numbers = planner.view.numbers
    left = wanted_points(planner, world)
    spare = []
    for unit in sorted(world.garrison, key=lambda unit: (points_of(unit, numbers), unit.id)):
        if left > 0:
            left -= points_of(unit, numbers)
        elif is_fit(planner, unit):
            spare.append(unit)
    return tuple(reversed(spare))


def is_fit(planner: Planner, unit: Unit) -> bool:
    """Whether a unit has hit points enough to land."""
    hp_max = planner.view.numbers.units[unit.code].hp_max
    return unit.hp >= planner.scores.forces.fit_share * hp_max


def fill(
    planner: Planner, ships: Iterable[Ship], aboard: Iterable[Unit], units: Iterable[Unit]
) -> tuple[Unit, ...]:
    """Return those of *units*, tried in their order, that find room beside those aboard."""
    numbers = planner.view.numbers
    room = capacity_of(ships, numbers.ships) - load_of(aboard, numbers)
    boarding = []
    for unit in units:
        value = numbers.units[unit.code].value
        if value <= room:
            room -= value
            boarding.append(unit)
    return tuple(boarding)
