"""Treaties at the income phase: wars begin, the leader's pacts end (C8.5, C8.7, C8.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.events import PactEnded, WarBegan
from engine.campaign.prestige import rank_houses, record_deed
from engine.campaign.vocabulary import Stance

if TYPE_CHECKING:
    from engine.campaign.records import Treaty
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId

_PAIR = 2


def begin_wars(state: CampaignState) -> None:
    """Begin the wars that were declared this turn, at a price without a cause (C8.5).

    Choice: the house first in prestige *then* is that of the moment when the wars begin, the same
    for all of them.
    """
    leader = rank_houses(state)[0] if state.living() else None
    for _, treaty in sorted(state.treaties.items()):
        if treaty.declared:
            state.put_treaty(replace(treaty, stance=Stance.WAR, declared=()))
            state.note(WarBegan(treaty.houses, treaty.declared))
            for house in treaty.declared:
                _pay_for_war(state, house, treaty.other(house), leader)


def _pay_for_war(
    state: CampaignState, house: HouseId, other: HouseId, leader: HouseId | None
) -> None:
    has_cause = other == leader or any(
        one.holder == house and one.against == other for one in state.grievances
    )
    if not has_cause:
        record_deed(state, house, "war_without_cause")


def end_leader_pacts(state: CampaignState) -> None:
    """End the pacts of the house first in prestige, without blame, from a turn on (C8.7).

    Choice: first is who is first at this harvest, the prestige of this turn included.
    """
    if state.turn < state.numbers.diplomacy.treaties.leader_end_turn or not state.living():
        return
    leader = rank_houses(state)[0]
    for _, treaty in sorted(state.treaties.items()):
        if leader in treaty.houses and treaty.stance is Stance.PACT:
            end_pact(state, treaty)


def end_pact(state: CampaignState, treaty: Treaty) -> None:
    """End a pact without blame: the houses are neutral."""
    state.put_treaty(replace(treaty, stance=Stance.NEUTRAL))
    state.note(PactEnded(treaty.houses))


def oppose_last_two(state: CampaignState) -> None:
    """Put the last two houses at war, whatever they signed (C8.8).

    Choice: a campaign of two houses is at war from the first harvest on; nobody pays for it.
    """
    living = state.living()
    if len(living) != _PAIR:
        return
    treaty = state.treaty(living[0].id, living[1].id)
    if treaty.stance is Stance.PACT:
        end_pact(state, treaty)
    if treaty.stance is not Stance.WAR:
        treaty = state.treaty(living[0].id, living[1].id)
        state.put_treaty(replace(treaty, stance=Stance.WAR, declared=()))
        state.note(WarBegan(treaty.houses, ()))
