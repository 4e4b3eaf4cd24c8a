"""Making players of the levels: the packaged policy, at a level."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING

from engine.players.levels import SELF, packaged_levels, packaged_model
from engine.players.playout import decide_by
from engine.players.policy import Network, Policy
from engine.players.scripted_bots import make_bot, seed_of
from engine.players.search import PolicySearch
from engine.players.think_time import AS_MEASURED
from engine.validation import require_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.side import Side
    from engine.players import Player
    from engine.players.think_time import ThinkTime


def make_level_player(
    name: str,
    side: Side,
    seed: int,
    clock: Callable[[], float] = time.perf_counter,
    think: ThinkTime = AS_MEASURED,
) -> Player:
    """Return the player of the level *name*; ModelError if its model can't be used.

    A level that searches thinks as *think* says, and stops in time by the *clock*, which returns
    seconds.
    """
    level = require_key(packaged_levels().levels, name, "the level")
    codec, own = packaged_model().codec, seed_of(side, seed)
    policy = Policy(name, codec, _network(), level.candidates, level.temperature, own)
    if level.search is None:
        return policy
    player = level.search.player
    decide = decide_by(policy if player == SELF else make_bot(player, side, seed))
    return PolicySearch(policy, level.search, decide, own, clock, think)


def packaged_policy() -> Policy:
    """Return the policy of the levels, which takes the best option; ModelError if it can't be
    used.
    """
    return Policy(packaged_levels().model, packaged_model().codec, _network(), 1, None, 0)


@functools.cache
def _network() -> Network:
    """Return the packaged network, opened once a process."""
    return Network(packaged_model().policy, packaged_model().codec)
