"""The ranks of orders within their family: plain figures of what the house knows, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.orders import FleetMission, Order, SetResearch, SpyMission
from engine.campaign.shares import THOUSAND
from engine.campaign.vocabulary import LANDINGS, Mission, Spying

if TYPE_CHECKING:
    from engine.campaign.encoding.budget_facts import BudgetFacts
    from engine.campaign.encoding.mission_odds import MissionOdds
    from engine.campaign.records import Fleet
    from engine.campaign.vocabulary import WorldId


class Ranking:
    """The ranks of the orders of one decision: smaller keys come first.

    - to go somewhere: own worlds before others, then the nearest;
    - to guard: with attack, own worlds, those near which enemies were seen, then by worth;
    - to scout: what was not seen for longest, then the nearest;
    - to colonise: the nearest;
    - to blockade, bombard or land: where the fleet, or its landing force, is not the weaker one,
      then by worth;
    - to spy: the richest worlds to incite, those of most industry to sabotage, else those nearest
      to the home;
    - research: the weights of many fields before those of one;
    - all others: as they are listed.

    Worth is population, industry and lit anchors as known, less the way.
    """

    def __init__(self, facts: BudgetFacts, odds: MissionOdds) -> None:
        """Start with what the house knows."""
        self._facts: Final = facts
        self._odds: Final = odds
        self._view: Final = facts.view

    def key(self, order: Order) -> tuple[float, ...]:
        """Return the key of an order within its family."""
        if isinstance(order, FleetMission):
            return self._mission(order)
        if isinstance(order, SpyMission):
            return self._spying(order)
        if isinstance(order, SetResearch):
            return (-sum(map(bool, order.weights)),)
        return ()

    def _mission(self, order: FleetMission) -> tuple[float, ...]:
        facts, world = self._facts, order.world
        fleet = facts.budget.fleets[order.fleet]
        turns = facts.turns_of(fleet)[world]
        foreign = world not in facts.budget.worlds
        match order.mission:
            case Mission.MOVE:
                return (foreign, turns)
            case Mission.COLONISE:
                return (turns,)
            case Mission.SPY:
                return (-self._age(world), turns)
            case Mission.GUARD:
                unarmed = not facts.strengths[fleet.id].attack
                quiet = not facts.knowledge.enemy_near[world]
                return (unarmed, foreign, quiet, -self._worth(world, turns))
            case _:
                return (self._is_weaker(fleet, order), -self._worth(world, turns))

    def _age(self, world: WorldId) -> int:
        view = self._view
        if world in view.seen or world in self._facts.budget.worlds:
            return 0
        return view.turn - (view.sightings[world].turn if world in view.sightings else 0)

    def _worth(self, world: WorldId, turns: int) -> float:
        ranks = self._facts.spec.ranks
        worth = ranks.lit_anchor * self._view.lit(world) - ranks.turn * turns
        return worth + self._wealth(world)

    def _wealth(self, world: WorldId) -> int:
        seen = self._view.sightings[world] if world in self._view.sightings else None
        return 0 if seen is None else seen.population + seen.industry

    def _is_weaker(self, fleet: Fleet, order: FleetMission) -> bool:
        if order.mission in LANDINGS:
            return 2 * self._odds.landing(self._facts, order) < THOUSAND
        known = self._facts.knowledge.enemy_attack
        enemy = known[order.world] if order.world in known else 0
        return self._facts.strengths[fleet.id].attack < enemy + self._line(order.world)

    def _line(self, world: WorldId) -> int:
        """Return the attack of the ground defences of a world as they were last seen."""
        if world not in self._view.sightings:
            return 0
        ships = self._view.numbers.ships
        attack = self._view.sightings[world].batteries * ships.battery.attack
        return attack + (ships.starbase.attack if self._view.has_starbase(world) else 0)

    def _spying(self, order: SpyMission) -> tuple[float, ...]:
        match order.kind:
            case Spying.STEAL:
                return ()
            case Spying.INCITE:
                return (-self._wealth(order.target),)
            case Spying.SABOTAGE:
                return (-self._view.sightings[order.target].industry,)
            case _:
                turns = self._facts.knowledge.turns_from(self._view.house.home, shoals=True)
                return (turns[order.target],)
