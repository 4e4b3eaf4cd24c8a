"""The second step: pacts with the farthest, war on the nearest, peace where there are too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.orders import Diplomacy
from engine.campaign.vocabulary import Message, Stance

if TYPE_CHECKING:
    from engine.campaign.personas.planner import Planner
    from engine.campaign.vocabulary import HouseId


def write_messages(planner: Planner) -> None:
    """Answer offers, make peace, declare war, break and offer pacts."""
    ranked = rank_rivals(planner)
    prey = ranked[0] if ranked else None
    _answer(planner, prey)
    _seek_peace(planner, ranked)
    _go_to_war(planner, ranked)
    _offer_pacts(planner, list(reversed(ranked)))


def wanted_wars(planner: Planner) -> int:
    """Return how many wars the persona wants at this turn."""
    policy = planner.scores.policy
    war, turn = planner.persona.war, planner.view.turn
    if turn < policy.war_turn + policy.war_caution * (1 - war):
        return 0
    eager = war >= policy.second_war_weight and turn >= policy.second_war_turn
    return 2 if eager or turn >= policy.second_war_all_turn else 1


def rank_rivals(planner: Planner) -> list[HouseId]:
    """Return the other houses, the one first on which war would be best: near, weak, resented."""
    scored = [(-_distance(planner, one), one, one) for one in planner.known.others]
    return [one[2] for one in planner.rank(scored)]


def _distance(planner: Planner, house: HouseId) -> float:
    """Return how far a house is as a target, in movement points: less counts for more."""
    policy = planner.scores.policy
    view = planner.view
    found = [
        points
        for world in sorted(view.worlds)
        if (points := planner.known.points_to(world, (house,))) is not None
    ]
    distance = float(min(found)) if found else policy.unreached
    if house == planner.known.leader:
        distance -= policy.leader_distance
    if any(
        one.holder == view.house.id and one.against == house and one.until >= view.turn
        for one in view.grievances
    ):
        distance -= policy.grievance_distance
    own = view.houses[view.house.id].prestige
    distance += policy.strength_distance * (view.houses[house].prestige - own)
    if view.stance(house) is Stance.PACT:
        distance += policy.pact_distance * planner.persona.trade
    return distance


def _answer(planner: Planner, prey: HouseId | None) -> None:
    """Accept peace unless the war is wanted, and pacts but with the next target."""
    wars = len(planner.known.wars)
    for offer in planner.view.offers:
        if offer.receiver != planner.house:
            continue
        if offer.kind is Message.PEACE:
            tired = wars > max(1, wanted_wars(planner)) or offer.sender != prey
            if tired and planner.give(Diplomacy(Message.ACCEPT, offer.sender)):
                wars -= 1
        elif offer.sender != prey or planner.view.turn < planner.scores.policy.war_turn:
            planner.give(Diplomacy(Message.ACCEPT, offer.sender))


def _seek_peace(planner: Planner, ranked: list[HouseId]) -> None:
    """Offer peace to those at war beyond the wars that are wanted, the least target first."""
    at_war = [one for one in ranked if one in planner.known.wars]
    for house in at_war[max(1, wanted_wars(planner)) :]:
        if house not in planner.budget.messages:
            planner.give(Diplomacy(Message.PEACE, house))


def _go_to_war(planner: Planner, ranked: list[HouseId]) -> None:
    """Declare war on the best target; a pact with it is broken first if it is worth that."""
    missing = wanted_wars(planner) - len(planner.known.wars)
    free = [
        one
        for one in ranked
        if one not in planner.known.wars and one not in planner.budget.messages
    ]
    for house in free:
        if missing <= 0:
            return
        if planner.view.stance(house) is Stance.PACT:
            missing -= _break(planner, house, free)
        elif planner.give(Diplomacy(Message.DECLARE, house)):
            missing -= 1


def _break(planner: Planner, house: HouseId, free: list[HouseId]) -> bool:
    """Break a pact where nobody else is as near; whether it was broken."""
    policy = planner.scores.policy
    others = [one for one in free if one != house and planner.view.stance(one) is Stance.NEUTRAL]
    nearest = min((_distance(planner, one) for one in others), default=policy.unreached)
    if _distance(planner, house) + policy.break_distance > nearest:
        planner.note("diplomacy", "pact-kept")
        return False
    return planner.give(Diplomacy(Message.BREAK, house))


def _offer_pacts(planner: Planner, ranked: list[HouseId]) -> None:
    """Offer pacts to the farthest houses: as many as the persona likes to trade with."""
    policy = planner.scores.policy
    treaties = planner.view.numbers.diplomacy.treaties
    wanted = treaties.most_pacts if planner.persona.trade >= policy.trade_pacts else 1
    stances = [planner.view.stance(one) for one in ranked]
    missing = wanted - stances.count(Stance.PACT)
    # The best target for a war gets no offer.
    for house in ranked[: len(ranked) - 1]:
        if missing <= 0:
            return
        if planner.view.stance(house) is not Stance.NEUTRAL or house in planner.budget.messages:
            continue
        if planner.give(Diplomacy(Message.PACT, house)):
            missing -= 1
