"""Which players there are, and making them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.players.greedy import GreedyBot
from engine.players.random_bot import RandomBot

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.side import Side
    from engine.players import Player

BOT: Final = "bot:"
"""Begins the name of a scripted bot."""
PERSON: Final = "person"
"""Names a player who is no program."""

_BOTS: Final[dict[str, Callable[[int], Player]]] = {
    "greedy": lambda _seed: GreedyBot(),
    "random": RandomBot,
}
# A side's draws differ from the other's and from the battle's dice of the same seed.
_SEEDS_APART: Final = 2


def bot_names() -> list[str]:
    """List the names of all bots, as `make_player` takes them."""
    return [f"{BOT}{name}" for name in _BOTS]


def make_player(name: str, side: Side, seed: int) -> Player:
    """Make the player *name* of a *side* in the battle of *seed*; LookupError if unknown."""
    bot = name.removeprefix(BOT)
    if not name.startswith(BOT) or bot not in _BOTS:
        msg = f"player {name!r} does not exist; there are: {', '.join(bot_names())}"
        raise LookupError(msg)
    return _BOTS[bot](seed * _SEEDS_APART + side.index + 1)
