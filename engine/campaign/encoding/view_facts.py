"""What the rows of a packet have in common: figures that follow from the view and change with none
of its orders.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.campaign.fleets import points_of
from engine.campaign.routes import turns_from
from engine.campaign.vocabulary import Stance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.encoding.spec import Spec
    from engine.campaign.records import Sighting, World
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId, WorldId


class Defence(NamedTuple):
    """The points of a world's garrison, militia and batteries; *exact* unless they are rounded."""

    points: int
    exact: bool


class Knowledge:
    """A view as rows describe it. Rows of worlds are in the order of their ids, and other houses
    in that of theirs.
    """

    def __init__(self, view: View, spec: Spec) -> None:
        """Start with a view."""
        self.view: Final = view
        self.spec: Final = spec
        self.worlds: Final = tuple(sorted(view.map.sites))
        self.place: Final = {world: place for place, world in enumerate(self.worlds)}
        self.others: Final = tuple(one for one in sorted(view.houses) if one != view.house.id)
        self.homes: Final = {house.home: name for name, house in view.houses.items()}

    def turns_from(self, start: WorldId, *, shoals: bool) -> Mapping[WorldId, int]:
        """Return the turns from a world to every world that can be reached (C4.4)."""
        return turns_from(self.view.map, self.view.numbers.ships, start, shoals=shoals)

    def is_enemy(self, house: HouseId) -> bool:
        """Whether a house is at war with this one, or war is declared (C8.5)."""
        treaty = self.view.treaty(house)
        return treaty.stance is Stance.WAR or bool(treaty.declared)

    @functools.cached_property
    def enemies(self) -> frozenset[HouseId]:
        """Return the enemies of the house."""
        return frozenset(one for one in self.others if self.is_enemy(one))

    @functools.cached_property
    def watched(self) -> frozenset[WorldId]:
        """Return the worlds where fleets of enemies were seen last, however long ago."""
        return frozenset(
            world
            for world, seen in self.view.sightings.items()
            if any(fleet.house in self.enemies for fleet in seen.fleets)
        )

    @functools.cached_property
    def enemy_attack(self) -> dict[WorldId, int]:
        """Return the attack of enemy fleets at each world where they were seen not long ago."""
        view, oldest = self.view, self.view.turn - self.spec.fleet_age
        return {
            world: sum(fleet.attack for fleet in seen.fleets if fleet.house in self.enemies)
            for world, seen in view.sightings.items()
            if seen.fleets and seen.turn >= oldest
        }

    @functools.cached_property
    def enemy_near(self) -> dict[WorldId, int]:
        """Return the attack of enemy fleets that can be at each world soon, those there included.

        Choice (C4.4): of ships of which nothing more is known, shoals stop none.
        """
        near = dict.fromkeys(self.worlds, 0)
        for start, attack in self.enemy_attack.items():
            if attack:
                for world, turns in self.turns_from(start, shoals=True).items():
                    if turns <= self.spec.near_turns:
                        near[world] += attack
        return near

    def defence(self, world: WorldId, own: World | None) -> Defence:
        """Return the defence of a world as far as known (C5.3): *own* is its record if it is of the
        house.
        """
        view, numbers = self.view, self.view.numbers
        if own is not None:
            faction = view.house.faction if own.faction is None else own.faction
            known, militia, batteries = own.garrison, own.militia, own.batteries
        else:
            survey = next(
                (s for s in view.surveys if s.world == world and s.until >= view.turn), None
            )
            seen = view.sightings[world] if world in view.sightings else None
            if survey is None or seen is None:
                return Defence(0 if seen is None else seen.defence, exact=False)
            known, militia, batteries = survey.garrison, survey.militia, survey.batteries
            faction = self._faction_of(seen)
        points = sum(points_of(unit, numbers) for unit in known)
        if militia:
            points += militia * numbers.units[numbers.factions[faction].militia].value
        return Defence(points + batteries * numbers.invasion.battery_defence, exact=True)

    def _faction_of(self, seen: Sighting) -> str:
        if seen.faction is not None:
            return seen.faction
        house = self.view.house.id if seen.house is None else seen.house
        return self.view.houses[house].faction

    @functools.cached_property
    def lit_known(self) -> dict[HouseId, int]:
        """Return the lit anchors of each other house as far as known."""
        lit = dict.fromkeys(self.others, 0)
        for world in self.view.sightings:
            owner = self.view.owner(world)
            if owner in lit:
                lit[owner] += self.view.lit(world)
        return lit

    @functools.cached_property
    def held_known(self) -> dict[HouseId, int]:
        """Return the number of worlds of each other house as far as known."""
        held = dict.fromkeys(self.others, 0)
        for world in self.view.sightings:
            owner = self.view.owner(world)
            if owner in held:
                held[owner] += 1
        return held

    @functools.cached_property
    def anchors(self) -> int:
        """Return the anchors of all worlds, dark ones included."""
        return sum(site.anchors for site in self.view.map.sites.values())

    @functools.cached_property
    def most_anchors(self) -> int:
        """Return the most anchors that a world has."""
        return max(site.anchors for site in self.view.map.sites.values())
