"""What the rows of a decision have in common: figures of the house's own things as the packet so
far leaves them.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.campaign.fleets import (
    bombardment_of,
    capacity_of,
    passes_shoals,
    points_of,
    total_attack,
)
from engine.campaign.forecast import forecast_books

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.campaign.budget import Budget
    from engine.campaign.economy import Books
    from engine.campaign.encoding.view_facts import Knowledge
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import Fleet, Ship, Unit
    from engine.campaign.vocabulary import FleetId, WorldId


class Strength(NamedTuple):
    """What ships and the units with them amount to, by the tables."""

    ships: int
    attack: int
    hull: int
    bombardment: int
    capacity: int
    points: int
    crippled: int


def strength_of(ships: Iterable[Ship], units: Iterable[Unit], numbers: CampaignNumbers) -> Strength:
    """Return the strength of ships with units."""
    ships = tuple(ships)
    hulls = numbers.ships.hulls
    return Strength(
        ships=len(ships),
        attack=total_attack(ships, numbers.ships),
        hull=sum(hulls[ship.hull].hull for ship in ships),
        bombardment=bombardment_of(ships, numbers.ships),
        capacity=capacity_of(ships, numbers.ships),
        points=sum(points_of(unit, numbers) for unit in units),
        crippled=sum(ship.is_crippled for ship in ships),
    )


NOTHING: Final = Strength(0, 0, 0, 0, 0, 0, 0)


class BudgetFacts:
    """The own things of a house after the orders of its packet so far, as rows describe them."""

    def __init__(self, knowledge: Knowledge, budget: Budget) -> None:
        """Start with a budget, which must not change while this is used."""
        self.knowledge: Final = knowledge
        self.view: Final = knowledge.view
        self.spec: Final = knowledge.spec
        self.budget: Final = budget
        self.fleets: Final = tuple(fleet for _, fleet in sorted(budget.fleets.items()))
        self._turns: Final[dict[FleetId, Mapping[WorldId, int]]] = {}

    @functools.cached_property
    def strengths(self) -> dict[FleetId, Strength]:
        """Return the strength of each own fleet."""
        numbers = self.view.numbers
        return {fleet.id: strength_of(fleet.ships, fleet.units, numbers) for fleet in self.fleets}

    @functools.cached_property
    def books(self) -> Books:
        """Return the books of the next income, if nothing interferes."""
        return forecast_books(self.view, self.budget)

    @functools.cached_property
    def lit(self) -> int:
        """Return the lit anchors of the house."""
        return sum(self.view.lit(world) for world in self.budget.worlds)

    @functools.cached_property
    def attack_at(self) -> dict[WorldId, int]:
        """Return the attack of own fleets by the world where they are."""
        return self._added("attack")

    @functools.cached_property
    def points_at(self) -> dict[WorldId, int]:
        """Return the points of landing forces by the world where they are."""
        return self._added("points")

    @functools.cached_property
    def targets(self) -> dict[WorldId, int]:
        """Return the number of own fleets that are on the way to each world, or act there."""
        found: dict[WorldId, int] = dict.fromkeys(self.knowledge.worlds, 0)
        for fleet in self.fleets:
            found[fleet.target] += 1
        return found

    @functools.cached_property
    def landing_turns(self) -> dict[WorldId, int]:
        """Return the turns of the nearest own landing force to each world that one can reach."""
        found: dict[WorldId, int] = {}
        for fleet in self.fleets:
            if fleet.units:
                for world, turns in self.turns_of(fleet).items():
                    found[world] = min(turns, found[world]) if world in found else turns
        return found

    def turns_of(self, fleet: Fleet) -> Mapping[WorldId, int]:
        """Return the turns of a fleet to every world that it can reach."""
        if fleet.id not in self._turns:
            shoals = passes_shoals(fleet.ships, self.view.numbers.ships)
            self._turns[fleet.id] = self.knowledge.turns_from(fleet.world, shoals=shoals)
        return self._turns[fleet.id]

    def _added(self, figure: str) -> dict[WorldId, int]:
        found = dict.fromkeys(self.knowledge.worlds, 0)
        for fleet in self.fleets:
            amount: int = getattr(self.strengths[fleet.id], figure)
            found[fleet.world] += amount
        return found
