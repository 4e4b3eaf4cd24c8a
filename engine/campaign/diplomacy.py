"""Diplomacy: all messages of a turn together, by the treaties it began with (C8).

What a message is refused for is judged when it is ordered; what only all messages together can
decide is judged here, and the message has no effect. Choice (C8.1, C8.2): a house that two others
would make its third partner in one turn signs with those whose pairs have the larger lots; a pact
broken in a turn still counts as one in it. Choice (C8.6): nobody signs a pact with a house that
breaks one in the same turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from engine.campaign.espionage import add_grievance
from engine.campaign.events import MessageSent, OrderFailed, PactBroken, TreatyMade
from engine.campaign.orders import Diplomacy
from engine.campaign.prestige import record_deed
from engine.campaign.randomness import lot
from engine.campaign.records import Offer
from engine.campaign.state import pair_of
from engine.campaign.vocabulary import Message, Stance
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.records import Treaty
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId

_PURPOSE: Final = "pact"
_OFFERS: Final = (Message.PACT, Message.PEACE)
_NEEDS: Final = {Message.PACT: Stance.NEUTRAL, Message.PEACE: Stance.WAR}
"""What two houses must be to each other for each offer (C8.2)."""
_NO_OFFER: Final = Sentence("campaign.failure.no-offer")
_STALE_OFFER: Final = Sentence("campaign.failure.stale-offer")
_BROKEN_WORD: Final = Sentence("campaign.failure.broken-word")
_TWO_PACTS: Final = Sentence("campaign.failure.two-pacts")


def deliver(state: CampaignState, messages: Mapping[HouseId, Mapping[HouseId, Message]]) -> None:
    """Take all messages of a turn together, by sender and receiver, into a fork (C8.1).

    Offers of the last turn lapse; those of this one that were not agreed stand for the next turn's
    orders (C8.2).
    """
    sent = {
        (sender, receiver): kind
        for sender, letters in sorted(messages.items())
        for receiver, kind in sorted(letters.items())
    }
    for (sender, receiver), kind in sent.items():
        state.note(MessageSent(sender, kind, receiver))
    treaties = dict(state.treaties)
    partners = {house: _partners(treaties, house) for house in state.houses}
    standing = {
        (offer.sender, offer.receiver): offer.kind
        for offer in state.offers
        if offer.turn == state.turn
    }
    for (sender, receiver), kind in sent.items():
        if kind is Message.BREAK:
            _break_pact(state, sender, receiver)
    agreed = _agreements(state, treaties, sent, standing)
    signed = _sign_pacts(state, agreed, partners, sent)
    signed += [pair for pair, kind in agreed.items() if kind is Message.PEACE]
    for pair in signed:
        _conclude(state, pair, agreed[pair])
    for (sender, receiver), kind in sent.items():
        if kind is Message.DECLARE and pair_of(sender, receiver) not in signed:
            _declare(state, sender, receiver)
    state.offers = tuple(
        Offer(kind, sender, receiver, state.turn + 1)
        for (sender, receiver), kind in sent.items()
        if kind in _OFFERS and pair_of(sender, receiver) not in signed
    )


def _partners(treaties: Mapping[tuple[HouseId, HouseId], Treaty], house: HouseId) -> int:
    return sum(
        house in treaty.houses and treaty.stance is Stance.PACT for treaty in treaties.values()
    )


def _break_pact(state: CampaignState, sender: HouseId, receiver: HouseId) -> None:
    """End a pact at once: it costs prestige, and the other house has a grievance (C8.4)."""
    treaty = state.treaty(sender, receiver)
    state.put_treaty(replace(treaty, stance=Stance.NEUTRAL))
    state.put_house(replace(state.houses[sender], pact_broken=state.turn))
    state.note(PactBroken(sender, receiver))
    record_deed(state, sender, "pact_broken")
    add_grievance(state, receiver, sender)


def _agreements(
    state: CampaignState,
    treaties: Mapping[tuple[HouseId, HouseId], Treaty],
    sent: Mapping[tuple[HouseId, HouseId], Message],
    standing: Mapping[tuple[HouseId, HouseId], Message],
) -> dict[tuple[HouseId, HouseId], Message]:
    """Return what pairs of houses agree on: crossed offers, and offers that are accepted (C8.2,
    C8.3).
    """
    agreed: dict[tuple[HouseId, HouseId], Message] = {}
    for (sender, receiver), kind in sent.items():
        back = (receiver, sender)
        if kind is Message.ACCEPT:
            answered = standing[back] if back in standing else None
            if answered is None:
                _fail(state, sender, receiver, kind, "C8.3", _NO_OFFER)
                continue
        elif kind in _OFFERS and back in sent and sent[back] is kind:
            answered = kind
        else:
            continue
        pair = pair_of(sender, receiver)
        if treaties[pair].stance is _NEEDS[answered]:
            agreed[pair] = answered
        elif kind is Message.ACCEPT:
            _fail(state, sender, receiver, kind, "C8.3", _STALE_OFFER)
    return agreed


def _sign_pacts(
    state: CampaignState,
    agreed: Mapping[tuple[HouseId, HouseId], Message],
    partners: Mapping[HouseId, int],
    sent: Mapping[tuple[HouseId, HouseId], Message],
) -> list[tuple[HouseId, HouseId]]:
    """Return the pairs whose pacts are signed: no house gets more than it may have (C8.2, C8.6)."""
    most = state.numbers.diplomacy.treaties.most_pacts
    counts = dict(partners)
    signed: list[tuple[HouseId, HouseId]] = []
    pacts = [pair for pair, kind in agreed.items() if kind is Message.PACT]
    seed, turn = state.setup.seed, state.turn
    for pair in sorted(pacts, key=lambda pair: lot(seed, turn, _PURPOSE, *pair), reverse=True):
        if any(state.houses[house].pact_broken == turn for house in pair):
            _fail_both(state, pair, sent, "C8.6", _BROKEN_WORD)
        elif any(counts[house] >= most for house in pair):
            _fail_both(state, pair, sent, "C8.2", _TWO_PACTS)
        else:
            signed.append(pair)
            for house in pair:
                counts[house] += 1
    return sorted(signed)


def _conclude(state: CampaignState, pair: tuple[HouseId, HouseId], kind: Message) -> None:
    """Make a pact, which undoes declarations of war, or a peace with its truce (C8.3, C8.5)."""
    treaty = state.treaties[pair]
    if kind is Message.PACT:
        state.put_treaty(replace(treaty, stance=Stance.PACT, declared=()))
    else:
        truce = state.turn + state.numbers.diplomacy.treaties.truce_turns
        state.put_treaty(replace(treaty, stance=Stance.NEUTRAL, truce=truce))
    state.note(TreatyMade(kind, pair))


def _declare(state: CampaignState, sender: HouseId, receiver: HouseId) -> None:
    """Note a declaration of war, which takes effect at the end of the turn (C8.5)."""
    treaty = state.treaty(sender, receiver)
    state.put_treaty(replace(treaty, declared=tuple(sorted((*treaty.declared, sender)))))


def _fail_both(
    state: CampaignState,
    pair: tuple[HouseId, HouseId],
    sent: Mapping[tuple[HouseId, HouseId], Message],
    rule: str,
    reason: Sentence,
) -> None:
    for sender, receiver in (pair, pair[::-1]):
        if (sender, receiver) in sent:
            _fail(state, sender, receiver, sent[sender, receiver], rule, reason)


def _fail(
    state: CampaignState,
    sender: HouseId,
    receiver: HouseId,
    kind: Message,
    rule: str,
    reason: Sentence,
) -> None:
    """Report a message that has no effect to its sender."""
    text = Diplomacy(kind, receiver).to_text()
    state.note(OrderFailed(sender, text, rule, reason.code))
