"""Scripted bots by name, and making them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.players.bots import packaged_bots, weights_of
from engine.players.greedy import GreedyBot
from engine.players.random_bot import RandomBot
from engine.players.rollout import Rollout
from engine.players.tactician import Tactician
from engine.players.think_time import AS_MEASURED

if TYPE_CHECKING:
    from engine.battle.side import Side
    from engine.players import Player
    from engine.players.think_time import ThinkTime

BOT: Final = "bot:"
"""The prefix of the names of scripted bots."""
PERSON: Final = "person"
"""The name of a person as a player."""

# A side's draws differ from the other's and from the battle's dice of the same seed.
_SEEDS_APART: Final = 2


def bot_names() -> list[str]:
    """Return the names of all bots, as `make_bot` takes them, the two plain ones first."""
    bots = packaged_bots()
    names = [GreedyBot.name, RandomBot.name, *bots.weights, *bots.searches]
    return [f"{BOT}{name}" for name in names]


def make_bot(name: str, side: Side, seed: int, think: ThinkTime = AS_MEASURED) -> Player:
    """Return the bot *name* for a *side* in the battle of *seed*; LookupError if there is none.

    One that searches thinks as *think* says.
    """
    if name not in bot_names():
        msg = f"player {name!r} does not exist; there are: {', '.join(bot_names())}"
        raise LookupError(msg)
    return _make_bot(name.removeprefix(BOT), seed_of(side, seed), think)


def seed_of(side: Side, seed: int) -> int:
    """Return the seed of a player's own draws in the battle of *seed*."""
    return seed * _SEEDS_APART + side.index + 1


def _make_bot(name: str, seed: int, think: ThinkTime) -> Player:
    if name == GreedyBot.name:
        return GreedyBot()
    if name == RandomBot.name:
        return RandomBot(seed)
    bots = packaged_bots()
    if name in bots.weights:
        return Tactician(name, bots.weights[name])
    search = bots.searches[name]
    return Rollout(name, weights_of(search.weights), search, bots.position, seed, think)
