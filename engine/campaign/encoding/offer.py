"""Which of all legal orders are offered: those that change something, the likeliest of each family
where there are too many.

Whole campaigns of four houses have about 660 legal orders at a decision. What is kept depends on
the view and on the budget alone, never on what is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.candidates import candidates
from engine.campaign.encoding.ranking import Ranking
from engine.campaign.orders import (
    Build,
    Diplomacy,
    FleetMission,
    Load,
    Muster,
    Order,
    Repair,
    Salvage,
    SetPosture,
    SetResearch,
    SetTax,
    Split,
    SpyMission,
    Unload,
)

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.encoding.budget_facts import BudgetFacts
    from engine.campaign.encoding.mission_odds import MissionOdds

_RESEARCH: Final = "research"
_OTHERS: Final = "others"


def offered_orders(facts: BudgetFacts, odds: MissionOdds) -> list[Order]:
    """Return the orders that are offered, in the order of `candidates`."""
    legal = [
        order
        for order in dict.fromkeys(map(normalise, candidates(facts.view, facts.budget)))
        if not changes_nothing(facts.budget, order)
    ]
    most = facts.spec.candidates
    if len(legal) <= most:
        return legal
    ranking = Ranking(facts, odds)
    families: dict[tuple[str, ...], list[tuple[tuple[float, ...], int]]] = {}
    for place, order in enumerate(legal):
        families.setdefault(_family(order), []).append((ranking.key(order), place))
    ranks = facts.spec.ranks
    queue = [
        ((rank + 1) / getattr(ranks, family[0]), place)
        for family, members in families.items()
        for rank, (_, place) in enumerate(sorted(members))
    ]
    return [legal[place] for place in sorted(place for _, place in sorted(queue)[:most])]


def normalise(order: Order) -> Order:
    """Return an order with its lists in the order of ids, which changes nothing of what it does."""
    match order:
        case Load() | Unload():
            return type(order)(order.fleet, tuple(sorted(order.units)))
        case Split():
            return Split(order.fleet, tuple(sorted(order.ships)), tuple(sorted(order.units)))
        case Salvage():
            return Salvage(order.fleet, tuple(sorted(order.ships)))
        case _:
            return order


def changes_nothing(budget: Budget, order: Order) -> bool:
    """Whether a legal order would leave everything as it is."""
    house = budget.house
    match order:
        case FleetMission():
            fleet = budget.fleets[order.fleet]
            return (fleet.mission, fleet.target) == (order.mission, order.world)
        case SetPosture():
            return budget.fleets[order.fleet].posture is order.posture
        case SetTax():
            return house.tax == order.tax
        case SetResearch():
            return (house.research_share, house.weights) == (order.share, order.weights)
        case _:
            return False


def _family(order: Order) -> tuple[str, ...]:
    """Return the family of an order; the first word names what its ranks are divided by."""
    match order:
        case FleetMission():
            return (order.mission.value, order.fleet)
        case SpyMission():
            return (order.kind.value,)
        case SetResearch():
            return (_RESEARCH,)
        case Build() | Muster() | Repair():
            return (_OTHERS, type(order).__name__, order.world)
        case SetTax() | Diplomacy():
            return (_OTHERS, type(order).__name__)
        case _:
            return (_OTHERS, type(order).__name__, order.fleet)
