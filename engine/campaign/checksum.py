"""The checksum of a campaign's state: the same state has the same one on every machine (C14.4)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from engine.campaign.state import CampaignState

_CONSTANT: Final = frozenset({"numbers", "setup", "map", "chart"})
"""What never changes of a state: the header of a save has it."""


def checksum_of(state: CampaignState) -> str:
    """Return the SHA-256 of the canonical JSON of everything in a state that changes.

    Tables are in the order of their keys, so that the order in which houses were listed does not
    matter (C14.3).
    """
    return hashlib.sha256(canonical_json(state)).hexdigest()


def canonical_json(state: CampaignState) -> bytes:
    """Return everything in a state that changes as canonical JSON."""
    content: dict[str, Any] = {
        name: value for name, value in vars(state).items() if name not in _CONSTANT
    }
    content["treaties"] = [treaty for _, treaty in sorted(state.treaties.items())]
    return msgspec.json.encode(content, order="deterministic")
