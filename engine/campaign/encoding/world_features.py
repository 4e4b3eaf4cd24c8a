"""The row of a world: what the map says of it, what the house knows of it, and whose ships are
near.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import Condition, Stance
from engine.encoding.observation_layout import LARGE, Columns, Feature

if TYPE_CHECKING:
    from engine.campaign.encoding.budget_facts import BudgetFacts
    from engine.campaign.records import Sighting, World
    from engine.campaign.vocabulary import WorldId
    from engine.encoding.observation_layout import Fill


class WorldContext:
    """A world as the house of a decision knows it: its own record, or what was last seen."""

    def __init__(self, facts: BudgetFacts, world: WorldId) -> None:
        """Start with what all rows have in common, and a world."""
        view, knowledge = facts.view, facts.knowledge
        self.facts: Final = facts
        self.spec: Final = facts.spec
        self.view: Final = view
        self.world: Final = world
        self.site: Final = view.map.sites[world]
        self.own: Final = facts.budget.worlds[world] if world in facts.budget.worlds else None
        seen = view.sightings[world] if world in view.sightings else None
        self.seen: Final = seen
        self.known: Final[World | Sighting | None] = seen if self.own is None else self.own
        self.owner: Final = view.owner(world)
        self.is_now: Final = self.own is not None or world in view.seen
        self.defence: Final = knowledge.defence(world, self.own)

    def figure(self, name: str, scale: float) -> float:
        """Return a number of its record or sighting by a scale; 0 if it was never seen."""
        return 0.0 if self.known is None else self.spec.cut(getattr(self.known, name) / scale)

    def until(self, name: str) -> float:
        """Return the turns until the end of a state, this one included; 0 without it."""
        if self.known is None:
            return 0.0
        return self.spec.soon(max(0, getattr(self.known, name) - self.view.turn + 1))

    def age(self) -> float:
        """Return the turns since it was seen; all turns so far if it never was."""
        if self.is_now:
            return 0.0
        turns = self.view.turn - (0 if self.seen is None else self.seen.turn)
        return min(1.0, turns / self.spec.age)

    def is_of(self, stance: Stance) -> bool:
        """Whether it is of another house to which this one stands so; war that is declared is
        war.
        """
        if self.owner is None or self.own is not None:
            return False
        if self.owner in self.facts.knowledge.enemies:
            return stance is Stance.WAR
        return self.view.stance(self.owner) is stance

    def owner_place(self) -> float:
        """Return the place of its owner among the other houses, from 1, as a share."""
        if self.owner is None or self.own is not None:
            return 0.0
        return (self.facts.knowledge.others.index(self.owner) + 1) / self.spec.houses

    def starbase(self) -> float:
        """Return 1 for a sound starbase and a half for a crippled one."""
        if self.known is None or self.known.starbase is None:
            return 0.0
        return 1.0 if self.known.starbase is Condition.SOUND else 0.5

    def output(self) -> float:
        """Return the yield of its population for its class and its richness."""
        worlds = self.view.numbers.worlds
        raw = worlds.classes[self.site.world_class].raw
        richness = worlds.richness[self.site.richness].output
        return self.spec.cut(raw * richness / PERCENT / self.spec.output)

    def most_population(self) -> float:
        """Return the most population of its class."""
        most = self.view.numbers.worlds.classes[self.site.world_class].most_population
        return self.spec.cut(most / self.spec.population)

    def anchors(self, number: int) -> float:
        """Return anchors of a world as a share of the most that one has."""
        return number / self.facts.knowledge.most_anchors

    def landing_turns(self) -> float:
        """Return the turns of the nearest own landing force; 1 without one."""
        turns = self.facts.landing_turns
        return self.spec.soon(turns[self.world]) if self.world in turns else 1.0

    def home_turns(self) -> float:
        """Return the turns from the own home."""
        turns = self.facts.knowledge.turns_from(self.view.house.home, shoals=True)
        return self.spec.soon(turns[self.world])

    def enemy_attack(self) -> float:
        """Return the attack of enemy fleets that were seen there not long ago."""
        found = self.facts.knowledge.enemy_attack
        return self.spec.cut((found[self.world] if self.world in found else 0) / self.spec.attack)


def _figure(name: str, scale: str) -> Fill[WorldContext]:
    return lambda w: w.figure(name, getattr(w.spec, scale))


WORLD: Final[Columns[WorldContext]] = Columns(
    [
        Feature("seen", 0, 1, "whether it is seen now", lambda w: w.is_now),
        Feature("age", 0, 1, "turns since it was seen, by AGE", WorldContext.age),
        Feature("own", 0, 1, "whether it is the house's own", lambda w: w.own is not None),
        Feature(
            "free",
            0,
            1,
            "whether it is a free world, as far as known",
            lambda w: w.own is None and w.view.is_free(w.world),
        ),
        Feature("enemy", 0, 1, "whether an enemy has it", lambda w: w.is_of(Stance.WAR)),
        Feature(
            "neutral", 0, 1, "whether a neutral house has it", lambda w: w.is_of(Stance.NEUTRAL)
        ),
        Feature("pact", 0, 1, "whether a partner of a pact has it", lambda w: w.is_of(Stance.PACT)),
        Feature(
            "owner",
            0,
            1,
            "which other house has it: its place among them, from 1, of HOUSES",
            WorldContext.owner_place,
        ),
        Feature(
            "home", 0, 1, "whether it is the home of a house", lambda w: w.site.home is not None
        ),
        Feature("tier", 0, LARGE, "tier of a free world, by LEVEL", _figure("tier", "level")),
        Feature("output", 0, LARGE, "yield of its class and richness", WorldContext.output),
        Feature("most_population", 0, LARGE, "the most population", WorldContext.most_population),
        Feature(
            "anchors",
            0,
            1,
            "its anchors, as a share of the most that a world has",
            lambda w: w.anchors(w.site.anchors),
        ),
        Feature(
            "lit",
            0,
            1,
            "its lit anchors, as a share of the most that a world has",
            lambda w: w.anchors(w.view.lit(w.world)),
        ),
        Feature("population", 0, LARGE, "its population", _figure("population", "population")),
        Feature("industry", 0, LARGE, "its industry", _figure("industry", "population")),
        Feature("yard", 0, LARGE, "levels of its yard, by LEVEL", _figure("yard", "level")),
        Feature(
            "starbase",
            0,
            1,
            "1 for a sound starbase, 0.5 for a crippled one",
            WorldContext.starbase,
        ),
        Feature("batteries", 0, LARGE, "its batteries, by LEVEL", _figure("batteries", "level")),
        Feature("shield", 0, LARGE, "levels of its shield, by LEVEL", _figure("shield", "level")),
        Feature(
            "defence",
            0,
            LARGE,
            "points of its defence as known: by POINTS",
            lambda w: w.spec.cut(w.defence.points / w.spec.points),
        ),
        Feature("defence_exact", 0, 1, "whether these points are exact", lambda w: w.defence.exact),
        Feature("unrest", 0, 1, "turns of unrest left, by TURNS", lambda w: w.until("unrest")),
        Feature(
            "cooldown",
            0,
            1,
            "turns left in which nobody can land, by TURNS",
            lambda w: w.until("cooldown"),
        ),
        Feature(
            "blockaded",
            0,
            LARGE,
            "turns in a row for which it has been blockaded, by SIEGE",
            _figure("blockaded", "siege"),
        ),
        Feature(
            "landing_turns",
            0,
            1,
            "turns of the nearest own landing force, by TURNS; 1 without one",
            WorldContext.landing_turns,
        ),
        Feature(
            "own_attack",
            0,
            LARGE,
            "attack of the own fleets there",
            lambda w: w.spec.cut(w.facts.attack_at[w.world] / w.spec.attack),
        ),
        Feature(
            "own_points",
            0,
            LARGE,
            "points of the own landing forces there",
            lambda w: w.spec.cut(w.facts.points_at[w.world] / w.spec.points),
        ),
        Feature(
            "enemy_attack",
            0,
            LARGE,
            "attack of enemy fleets that were seen there within FLEET_AGE",
            WorldContext.enemy_attack,
        ),
        Feature(
            "enemy_near",
            0,
            LARGE,
            "attack of such fleets that can be there within NEAR_TURNS",
            lambda w: w.spec.cut(w.facts.knowledge.enemy_near[w.world] / w.spec.attack),
        ),
        Feature("home_turns", 0, 1, "turns from the own home, by TURNS", WorldContext.home_turns),
        Feature(
            "aimed_at",
            0,
            LARGE,
            "own fleets whose mission is there, of all that a house may have",
            lambda w: w.facts.targets[w.world] / w.view.numbers.ships.fleets,
        ),
    ]
)
