"""The bars that a balanced campaign is held to: `assets/campaign_balance.toml`."""

from __future__ import annotations

import msgspec

from engine.resources import read_text
from engine.validation import decode_toml

_FILE = "campaign_balance.toml"


class Bars(msgspec.Struct, frozen=True, rename="upper", forbid_unknown_fields=True):
    """What each figure is held to; pairs are least and most. Shares are from 0 to 1."""

    games: int
    houses: int
    seed: int
    last_turns: int
    """Turns at the end of a game whose times count."""
    reasons: int
    """The most frequent reasons that are shown."""
    used: float
    captures: int
    first_landing_turn: int
    first_landing: float
    home_falls: float
    landings: tuple[int, int]
    attackers: tuple[float, float]
    persona_wins: tuple[float, float]
    faction_wins: tuple[float, float]
    home_wins: tuple[float, float]
    idle: float
    refused: float
    early_leaders: tuple[tuple[int, float], ...]
    second: int
    lead_changes: int
    reckoning: float
    seen_share: float
    seen: tuple[str, ...]
    occurring: tuple[str, ...]
    level_games: int
    """Games of each level against the one below it."""
    level_seed: int
    level_wins: float
    median_ms: float
    slowest_ms: float


def load_bars() -> Bars:
    """Return the bars of the packaged file."""
    return decode_toml(read_text(_FILE), _FILE, Bars, "campaign-balance")
