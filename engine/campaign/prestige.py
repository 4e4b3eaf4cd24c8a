"""What deeds give and cost in prestige, and the rules of the first and the last house (C12.1,
C12.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign import randomness

if TYPE_CHECKING:
    from engine.campaign.records import World
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, WorldId

LOSSES: Final = frozenset(
    {
        "anchor_darkened",
        "bombardment",
        "exposed",
        "failed",
        "home_lost",
        "pact_broken",
        "shortfall",
        "war_without_cause",
        "world_lost",
    }
)
"""The deeds that cost prestige; `[prestige]` writes them without a sign."""


def record_deed(state: CampaignState, house: HouseId, code: str) -> None:
    """Add or take the prestige of a deed: the key of a single number in `[prestige]` (C12.1)."""
    amount: int = getattr(state.numbers.victory.prestige, code)
    state.add_prestige(house, code, -amount if code in LOSSES else amount)


def first_house(state: CampaignState) -> HouseId | None:
    """Return the house that was first in prestige as the turn began (C12.2)."""
    return state.ranks[0] if state.ranks else None


def last_house(state: CampaignState) -> HouseId | None:
    """Return the house that was last as the turn began; of two houses none is (C12.2)."""
    return state.ranks[-1] if len(state.ranks) > 2 else None


def lit_anchors_of(state: CampaignState, house: HouseId) -> int:
    """Return the number of lit anchors that a house holds."""
    return sum(state.lit(world.id) for world in state.worlds_of(house))


def rank_houses(state: CampaignState) -> tuple[HouseId, ...]:
    """Return the living houses by prestige, ties by lit anchors and then by lot (C12.3)."""

    def key(house: HouseId) -> tuple[int, int, str]:
        lot = randomness.lot(state.setup.seed, state.turn, "rank", house)
        return (state.houses[house].prestige, lit_anchors_of(state, house), lot)

    return tuple(sorted((house.id for house in state.living()), key=key, reverse=True))


def capture_gains(
    state: CampaignState, house: HouseId, world: World, *, fought: bool
) -> list[tuple[str, int]]:
    """Return what taking a world gives, by code of `[prestige]`; *world* is as it was before.

    What the last house loses pays half of the whole, rounded down, and an unfought gain is at most
    so much. Choice (C12.2): both take from what is listed last.
    """
    numbers = state.numbers.victory.prestige
    if world.house is None:
        gains = [("free_world", numbers.free_world[world.tier - 1])]
    else:
        gains = [("house_world", numbers.house_world)]
    if is_home(state, world.id) and state.houses[house].home != world.id:
        gains.append(("home_bonus", numbers.home_bonus))
    total = sum(amount for _, amount in gains)
    if world.house is not None and world.house == last_house(state):
        total //= 2
    if world.house is not None and world.house == first_house(state):
        gains.append(("leader_bonus", numbers.leader_bonus))
        total += numbers.leader_bonus
    if not fought:
        total = min(total, numbers.unfought_most)
    return _limit(gains, total)


def _limit(gains: list[tuple[str, int]], total: int) -> list[tuple[str, int]]:
    limited = []
    for code, amount in gains:
        taken = min(amount, total)
        total -= taken
        limited.append((code, taken))
    return limited


def reward_capture(state: CampaignState, house: HouseId, world: World, *, fought: bool) -> None:
    """Write what the capture of a world gives its new house and costs its old one (C12.1)."""
    for code, amount in capture_gains(state, house, world, fought=fought):
        state.add_prestige(house, code, amount)
    if world.house is not None:
        is_own_home = state.houses[world.house].home == world.id
        record_deed(state, world.house, "home_lost" if is_own_home else "world_lost")


def is_home(state: CampaignState, world: WorldId) -> bool:
    """Whether a world is the home of a house, whoever has it now."""
    return any(house.home == world for house in state.houses.values())
