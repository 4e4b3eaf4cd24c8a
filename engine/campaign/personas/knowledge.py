"""What a house knows of others, as its plans weigh it: defences, ground defences, fleets, threats.

Everything is taken from the view alone, and each figure once a plan.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from engine.campaign.known_defences import (
    fresh_survey,
    known_initiative,
    known_line,
    rough_defence,
    surveyed_defence,
)
from engine.campaign.routes import distances
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import Condition, Mission, Stance

if TYPE_CHECKING:
    from engine.campaign.forces import GroundDefences
    from engine.campaign.records import FleetSighting, Sighting, Survey
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId, WorldId


class Estimate(NamedTuple):
    """The points that would be fielded against a landing; *exact* while a survey is fresh."""

    points: int
    exact: bool


class Knowledge:
    """A view, weighed; enemies are houses at war and those against which war is declared."""

    def __init__(self, view: View) -> None:
        """Start with the treaties as the turn began."""
        self.view = view
        self.scores = view.numbers.personas
        self._lines: dict[WorldId, GroundDefences | None] = {}
        self._threats: dict[WorldId, int] = {}
        self._defences: dict[tuple[WorldId, bool, int], Estimate] = {}

    # Houses

    @cached_property
    def others(self) -> tuple[HouseId, ...]:
        """Return the other houses that are not eliminated, in the order of their ids."""
        view = self.view
        return tuple(
            name
            for name, house in sorted(view.houses.items())
            if name != view.house.id and house.eliminated is None
        )

    @cached_property
    def homes(self) -> frozenset[WorldId]:
        """Return the homes of the other houses."""
        return frozenset(self.view.houses[one].home for one in self.others)

    @cached_property
    def wars(self) -> tuple[HouseId, ...]:
        """Return the houses at war with this one."""
        return tuple(one for one in self.others if self.view.stance(one) is Stance.WAR)

    @cached_property
    def feared(self) -> tuple[HouseId, ...]:
        """Return the houses that may become enemies: all without a pact."""
        return tuple(one for one in self.others if self.view.stance(one) is not Stance.PACT)

    @cached_property
    def owned(self) -> dict[HouseId, tuple[WorldId, ...]]:
        """Return the worlds of other houses as far as known; homes never seen are theirs."""
        found: dict[HouseId, list[WorldId]] = {one: [] for one in self.others}
        for world, seen in self.view.sightings.items():
            if seen.house in found and world not in self.view.worlds:
                found[seen.house].append(world)
        for one in self.others:
            home = self.view.houses[one].home
            if home not in self.view.sightings and home not in self.view.worlds:
                found[one].append(home)
        return {one: tuple(sorted(worlds)) for one, worlds in found.items()}

    def points_to(self, world: WorldId, houses: tuple[HouseId, ...]) -> int | None:
        """Return the movement points from the nearest world of any of the houses; None if there
        is none.
        """
        reached = distances(self.view.map, self.view.numbers.ships, world, shoals=True)
        found = [
            reached[other] for house in houses for other in self.owned[house] if other in reached
        ]
        return min(found) if found else None

    @property
    def leader(self) -> HouseId | None:
        """Return the house that leads, if it is another one."""
        first = self.view.ranks[0] if self.view.ranks else None
        return None if first == self.view.house.id else first

    # Worlds

    def seen(self, world: WorldId) -> Sighting | None:
        """Return what was last seen of a world that is not the house's own."""
        return self.view.sightings[world] if world in self.view.sightings else None

    def survey(self, world: WorldId) -> Survey | None:
        """Return the fresh survey of a world."""
        return fresh_survey(self.view, world)

    def age(self, world: WorldId) -> int:
        """Return the turns since a world was seen; those of the campaign if it never was."""
        seen = self.seen(world)
        return self.view.turn - seen.turn if seen is not None else self.view.turn

    def line(self, world: WorldId) -> GroundDefences | None:
        """Return the ground defences of a world as they count in a fight, if any are known."""
        if world not in self._lines:
            seen = self.seen(world)
            self._lines[world] = None if seen is None else known_line(self.view, seen)
        return self._lines[world]

    def fleets(self, world: WorldId) -> tuple[FleetSighting, ...]:
        """Return the fleets of enemies seen at a world not long ago."""
        return self._enemies[world] if world in self._enemies else ()

    @cached_property
    def _enemies(self) -> dict[WorldId, tuple[FleetSighting, ...]]:
        oldest = self.view.turn - self.scores.scouting.fleet_turns
        wars = frozenset(self.wars)
        return {
            world: tuple(fleet for fleet in seen.fleets if fleet.house in wars)
            for world, seen in self.view.sightings.items()
            if seen.fleets and seen.turn >= oldest
        }

    def enemy_attack(self, world: WorldId) -> int:
        """Return the attack of all that enemies were seen to have at a world, its line included."""
        attack = sum(fleet.attack for fleet in self.fleets(world))
        line = self.line(world)
        return attack if line is None else attack + self.line_attack(line)

    def line_attack(self, line: GroundDefences) -> int:
        """Return the attack of ground defences by the table."""
        ships = self.view.numbers.ships
        attack = line.batteries * ships.battery.attack
        return attack + (ships.starbase.attack if line.starbase is Condition.SOUND else 0)

    def threat(self, world: WorldId) -> int:
        """Return the attack of enemy fleets seen near an own world, or there."""
        if world not in self._threats:
            self._threats[world] = self._count_threat(world)
        return self._threats[world]

    def _count_threat(self, world: WorldId) -> int:
        near = distances(self.view.map, self.view.numbers.ships, world, shoals=True)
        most = self.scores.forces.threat_points
        return sum(
            fleet.attack
            for other, fleets in self._enemies.items()
            if other in near and near[other] <= most
            for fleet in fleets
        )

    # Landings

    def defence(self, world: WorldId, *, assault: bool, turns: int) -> Estimate:
        """Return the points that would be fielded at a world so many turns from now.

        Estimates grow with the age of the sighting, and by a margin of their own (C5.3).
        """
        key = (world, assault, turns)
        if key not in self._defences:
            self._defences[key] = self._estimate(world, is_assault=assault, turns=turns)
        return self._defences[key]

    def _estimate(self, world: WorldId, *, is_assault: bool, turns: int) -> Estimate:
        seen = self.view.sightings[world]
        survey = self.survey(world)
        if survey is not None:
            points = surveyed_defence(self.view, survey, seen, is_assault=is_assault)
            return Estimate(points, exact=True)
        scores = self.scores.landing
        points = rough_defence(self.view, seen, is_assault=is_assault)
        age = max(0, self.view.turn - seen.turn) + max(0, turns - 1)
        points += scores.estimate_points + points * scores.age_percent * age // PERCENT
        return Estimate(max(0, points), exact=False)

    def attacker_first(self, world: WorldId, mission: Mission) -> bool:
        """Whether this house would go first in a landing (C10.5)."""
        seen = self.view.sightings[world]
        is_assault = mission is Mission.ASSAULT
        return known_initiative(self.view, seen, is_assault=is_assault).attacker_first
