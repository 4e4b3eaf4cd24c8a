"""The judge of taxes, research, spy missions and messages (C3.3, C6.1, C7, C8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.checks.reasons import Reason, no_house, no_site, too_dear
from engine.campaign.prices import spy_price
from engine.campaign.vocabulary import Message, Spying, Stance
from engine.plaintext import abridge
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.orders import Diplomacy, SetResearch, SetTax, SpyMission
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId


def check_tax(view: View, _budget: Budget, order: SetTax) -> Reason | None:
    """Return why a tax is refused (C13.1)."""
    taxes = view.numbers.worlds.taxes
    if order.tax in taxes:
        return None
    sentence = Sentence("campaign.refusal.no-tax", tax=abridge(order.tax), known=", ".join(taxes))
    return Reason("C13.1", sentence)


def check_research(view: View, _budget: Budget, order: SetResearch) -> Reason | None:
    """Return why research is refused (C6.1).

    Choice: a share of 0 needs no field that is left to research.
    """
    numbers = view.numbers.research
    if order.share not in numbers.shares:
        known = ", ".join(map(str, numbers.shares))
        sentence = Sentence("campaign.refusal.research-share", share=order.share, known=known)
        return Reason("C6.1", sentence)
    for weight in order.weights:
        if not 0 <= weight <= numbers.most_weight:
            sentence = Sentence(
                "campaign.refusal.research-weight", weight=weight, most=numbers.most_weight
            )
            return Reason("C6.1", sentence)
    if order.share and not any(order.weights):
        return Reason("C6.1", Sentence("campaign.refusal.research-no-weight"))
    levels = zip(order.weights, view.house.levels, strict=True)
    if order.share and not any(
        weight and level < len(numbers.level_prices) for weight, level in levels
    ):
        return Reason("C6.1", Sentence("campaign.refusal.research-nothing"))
    return None


# Spies


def check_spy_mission(view: View, budget: Budget, order: SpyMission) -> Reason | None:
    """Return why a spy mission is refused (C7)."""
    steals = order.kind is Spying.STEAL
    unknown = no_house(view, order.target) if steals else no_site(view, order.target)
    if unknown:
        return unknown
    return no_spies(view, budget, order.kind) or (
        _no_lead(view, order.target) if steals else no_target(view, order.kind, order.target)
    )


def no_spies(view: View, budget: Budget, kind: Spying) -> Reason | None:
    """Return why a kind of spy mission is refused whatever its target (C7.1, C3.5)."""
    if budget.spy_mission is not None:
        return Reason("C7.1", Sentence("campaign.refusal.spied-already"))
    return too_dear(budget, spy_price(kind, view.numbers))


def _no_lead(view: View, house: HouseId) -> Reason | None:
    theirs, own = view.houses[house].levels, view.house.levels
    if not any(level > mine for level, mine in zip(theirs, own, strict=True)):
        return Reason("C7.2", Sentence("campaign.refusal.spy-no-lead", house=house))
    return _partner(view, house)


def no_target(view: View, kind: Spying, world: str) -> Reason | None:
    """Return why a spy mission other than a theft is refused at a world of the map (C7.2, C8.4)."""
    owner = view.owner(world)
    if owner == view.house.id:
        return Reason("C7.2", Sentence("campaign.refusal.spy-own-world", world=world))
    if owner is None:
        return _no_free_target(view, kind, world)
    if kind is Spying.BLIND and not view.has_starbase(world):
        return Reason("C7.2", Sentence("campaign.refusal.spy-no-starbase", world=world))
    return None if kind is Spying.SURVEY else _partner(view, owner)


def _no_free_target(view: View, kind: Spying, world: str) -> Reason | None:
    if not view.is_free(world):
        return Reason("C7.2", Sentence("campaign.refusal.spy-empty-world", world=world))
    if kind is Spying.SURVEY:
        return None
    return Reason("C7.2", Sentence("campaign.refusal.spy-free-world", world=world))


def _partner(view: View, house: HouseId) -> Reason | None:
    if view.stance(house) is not Stance.PACT:
        return None
    return Reason("C8.4", Sentence("campaign.refusal.spy-partner", house=house))


# Messages


def check_diplomacy(view: View, budget: Budget, order: Diplomacy) -> Reason | None:
    """Return why a message is refused (C8)."""
    unknown = no_house(view, order.house)
    if unknown:
        return unknown
    if order.house in budget.messages:
        return Reason("C8.1", Sentence("campaign.refusal.message-already", house=order.house))
    match order.kind:
        case Message.PACT:
            return _no_pact_possible(view, order.house)
        case Message.PEACE:
            return _no_peace_possible(view, order.house)
        case Message.ACCEPT:
            return _not_acceptable(view, order.house)
        case Message.BREAK:
            return _nothing_to_break(view, order.house)
        case Message.DECLARE:
            return _no_war_possible(view, order.house)


def _no_pact_possible(view: View, house: HouseId) -> Reason | None:
    if view.stance(house) is not Stance.NEUTRAL:
        return Reason("C8.2", Sentence("campaign.refusal.pact-not-neutral", house=house))
    numbers = view.numbers.diplomacy.treaties
    both = (view.house.id, house)
    for one in both:
        broken = view.houses[one].pact_broken
        if broken is not None and view.turn < broken + numbers.distrust_turns:
            sentence = Sentence(
                "campaign.refusal.pact-broken", house=one, turn=broken + numbers.distrust_turns
            )
            return Reason("C8.6", sentence)
    if view.turn >= numbers.leader_pacts_turn and view.ranks[0] in both:
        return Reason("C8.7", Sentence("campaign.refusal.pact-leader", house=view.ranks[0]))
    for one in both:
        if _pacts(view, one) >= numbers.most_pacts:
            sentence = Sentence("campaign.refusal.pact-most", house=one, most=numbers.most_pacts)
            return Reason("C8.2", sentence)
    return None


def _pacts(view: View, house: HouseId) -> int:
    return sum(
        treaty.stance is Stance.PACT for key, treaty in view.treaties.items() if house in key
    )


def _no_peace_possible(view: View, house: HouseId) -> Reason | None:
    if view.stance(house) is Stance.WAR:
        return None
    return Reason("C8.2", Sentence("campaign.refusal.peace-no-war", house=house))


def _not_acceptable(view: View, house: HouseId) -> Reason | None:
    for offer in view.offers:
        if offer.sender == house and offer.receiver == view.house.id:
            if offer.kind is Message.PACT:
                return _no_pact_possible(view, house)
            return _no_peace_possible(view, house)
    return Reason("C8.3", Sentence("campaign.refusal.no-offer", house=house))


def _nothing_to_break(view: View, house: HouseId) -> Reason | None:
    if view.stance(house) is Stance.PACT:
        return None
    return Reason("C8.4", Sentence("campaign.refusal.no-pact", house=house))


def _no_war_possible(view: View, house: HouseId) -> Reason | None:
    treaty = view.treaty(house)
    if treaty.stance is not Stance.NEUTRAL:
        return Reason("C8.5", Sentence("campaign.refusal.war-not-neutral", house=house))
    if view.turn < treaty.truce:
        sentence = Sentence("campaign.refusal.truce", house=house, turn=treaty.truce)
        return Reason("C8.5", sentence)
    return None
