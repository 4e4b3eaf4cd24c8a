"""Diplomacy: all messages of a turn together, by the treaties it began with (C8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.events import MessageSent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, Message


def deliver(state: CampaignState, messages: Mapping[HouseId, Mapping[HouseId, Message]]) -> None:
    """Note the messages of a turn in a fork (C8.1)."""
    for sender, letters in sorted(messages.items()):
        for receiver, kind in sorted(letters.items()):
            state.note(MessageSent(sender, kind, receiver))
