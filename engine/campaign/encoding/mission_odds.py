"""What missions are likely to come to, kept while a packet is in the making (C9.10, C10.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from engine.campaign.mission_forecast import forecast_landing, forecast_mission
from engine.campaign.shares import THOUSAND
from engine.campaign.vocabulary import Mission

if TYPE_CHECKING:
    from engine.campaign.encoding.budget_facts import BudgetFacts
    from engine.campaign.mission_forecast import MissionForecast
    from engine.campaign.orders import FleetMission
    from engine.campaign.records import Fleet


class Odds(NamedTuple):
    """The odds of a mission.

    *sky* is the chance to keep the sky against the worst enemy known there, 1 without one, and
    *landing* that of the landing, 0 without one. *loss* is the share of the landing force that it
    is expected to cost, or of the ships' price where nobody lands.
    """

    sky: float
    landing: float
    loss: float


_CALM: Final = Odds(1.0, 0.0, 0.0)
_QUIET: Final = frozenset({Mission.MOVE, Mission.GUARD, Mission.SPY, Mission.COLONISE})
"""The missions that no ground defences fight."""


class MissionOdds:
    """The odds of the missions of a packet. They change with what own fleets are, and with nothing
    else that is ordered: so most are worked out once.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._known: Final[dict[tuple[object, ...], Odds]] = {}
        self._landings: Final[dict[tuple[object, ...], int]] = {}
        self._kept: Final[dict[int, Fleet]] = {}

    def of(self, facts: BudgetFacts, order: FleetMission) -> Odds:
        """Return the odds of a mission that is legal."""
        if order.mission in _QUIET and order.world not in facts.knowledge.watched:
            return _CALM
        fleet = facts.budget.fleets[order.fleet]
        there = [one for one in facts.fleets if one.world == order.world and one is not fleet]
        key = (*map(self._keep, (fleet, *there)), order.mission, order.world)
        if key not in self._known:
            forecast = forecast_mission(facts.view, facts.budget, order)
            self._known[key] = _odds(facts, [fleet, *there], forecast)
        return self._known[key]

    def landing(self, facts: BudgetFacts, order: FleetMission) -> int:
        """Return the chance of a landing in thousandths; 0 where nothing is known."""
        fleet = facts.budget.fleets[order.fleet]
        key = (self._keep(fleet), order.mission, order.world)
        if key not in self._landings:
            there = replace(fleet, world=order.world, mission=order.mission, target=order.world)
            landing = forecast_landing(facts.view, there)
            self._landings[key] = 0 if landing is None else landing.chance
        return self._landings[key]

    def _keep(self, fleet: Fleet) -> int:
        """Return the id of a record: it says which one it is for as long as the record is kept."""
        self._kept[id(fleet)] = fleet
        return id(fleet)


def _odds(facts: BudgetFacts, fleets: list[Fleet], forecast: MissionForecast) -> Odds:
    sky = min((float(one.own.keeps) for one in forecast.sky), default=1.0)
    if forecast.landing is not None:
        landing = forecast.landing
        return Odds(sky, landing.chance / THOUSAND, landing.losses.expected / THOUSAND)
    hulls = facts.view.numbers.ships.hulls
    worth = sum(hulls[ship.hull].price for fleet in fleets for ship in fleet.ships)
    lost = max((float(one.own.price) for one in forecast.sky), default=0.0)
    return Odds(sky, 0.0, min(1.0, lost / worth))
