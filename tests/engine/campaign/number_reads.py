"""Which numbers of the data files whole campaigns read: a number that nothing reads is dead.

    python -m tests.engine.campaign.number_reads --games 50

Prints the numbers that were never read, and exits with 1 if there are any beside those that
`ELSEWHERE` says are read by something else than a game.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.numbers import CampaignNumbers
from engine.campaign.setups import draw_setup
from tests.engine.campaign import persona_play, random_play

SIZES: Final = (4, 2, 3, 6)
LEVELS: Final = ("veteran", "commander", "soldier", "recruit")
LONG: Final = 100
"""Turns of games of random orders, in which what is rare happens."""
ELSEWHERE: Final = {
    "invasion.calibration": "read by `hexfront campaign calibrate`",
    "resolver.battles": "read by `hexfront campaign calibrate`",
    "resolver.fitted_to": "read by `hexfront campaign calibrate`",
    "resolver.tenth_battles": "told by the offers of landings in the terminal",
    "resolver.tenth_won": "told by the offers of landings in the terminal",
    "houses": "colours and patterns are read by the map, factions by `play --you`",
    "personas.purse.scout": "read without scouts, which only tests play: those on `spy` never fall",
    "worlds.shortfall_step": "read by a scripted game of test_c12_scripted_ends.py",
    "victory.last_stand_turns": "read by the scripted games of test_c12_scripted_ends.py",
    "victory.prestige.shortfall": "read by a scripted game of test_c12_scripted_ends.py",
    "victory.prestige.unfought_most": "read by a scripted game of test_c12_scripted_ends.py",
}
"""Parts of the numbers that no game reads, and what reads them."""


class Reads:
    """The paths of all numbers, and of those that were read."""

    def __init__(self, numbers: CampaignNumbers) -> None:
        """Start with nothing read."""
        self.all: set[str] = set()
        self.seen: set[str] = set()
        self.numbers: CampaignNumbers = self.watched(numbers, "")

    @property
    def dead(self) -> list[str]:
        """Return the numbers that were not read and should have been."""
        unread = sorted(self.all - self.seen)
        return [path for path in unread if not any(is_within(path, part) for part in ELSEWHERE)]

    def watched(self, value: Any, path: str) -> Any:
        """Return a value that tells when it is read."""
        if isinstance(value, msgspec.Struct):
            return _watched_struct(self, value, path)
        if isinstance(value, dict):
            return {key: self.watched(one, f"{path}.{key}") for key, one in value.items()}
        if isinstance(value, tuple):
            return _WatchedTuple.of(self, value, path)
        self.all.add(path)
        return value


def is_within(path: str, part: str) -> bool:
    """Return whether a path is that of a part, or below it."""
    return path == part or path.startswith((f"{part}.", f"{part}["))


class _WatchedTuple(tuple[Any, ...]):  # noqa: SLOT001 - its items are not all it has
    """A tuple whose items are numbers of their own."""

    _reads: Reads
    _path: str

    @classmethod
    def of(cls, reads: Reads, items: tuple[Any, ...], path: str) -> _WatchedTuple:
        """Return a tuple with these items."""
        made = cls(reads.watched(one, f"{path}[{place}]") for place, one in enumerate(items))
        made._reads, made._path = reads, path
        return made

    def __getitem__(self, place: Any) -> Any:
        for one in range(len(self))[place] if isinstance(place, slice) else [place % len(self)]:
            self._reads.seen.add(f"{self._path}[{one}]")
        return super().__getitem__(place)

    def __iter__(self) -> Iterator[Any]:
        for place, item in enumerate(super().__iter__()):
            self._reads.seen.add(f"{self._path}[{place}]")
            yield item

    def __contains__(self, item: object) -> bool:
        return any(item == one for one in self)

    def index(self, item: Any, *bounds: Any) -> int:
        return list(self).index(item, *bounds)


def _watched_struct(reads: Reads, value: msgspec.Struct, path: str) -> Any:
    """Return a copy of a struct whose fields tell when they are read."""
    kind = type(value)
    prefix = f"{path}." if path else ""
    leaves = set()
    fields = {}
    for name in kind.__struct_fields__:
        fields[name] = reads.watched(getattr(value, name), f"{prefix}{name}")
        if not isinstance(fields[name], msgspec.Struct | dict | tuple):
            leaves.add(name)

    def __getattribute__(self: Any, name: str) -> Any:  # noqa: N807 - Python's own name
        if name in leaves:
            reads.seen.add(f"{prefix}{name}")
        return kind.__getattribute__(self, name)

    watched = type(kind)(
        kind.__name__, (kind,), {"__getattribute__": __getattribute__, "__annotations__": {}},
        frozen=True,
    )  # fmt: skip
    return watched(**fields)


def play_games(games: int, turns: int | None = None, first: int = 1) -> Reads:
    """Play games of all sizes and levels, and return what was read.

    Personas play three of four; in the others all houses draw legal orders at random, every other
    time for 100 turns.
    """
    reads = Reads(load_numbers())
    for game in range(games):
        turned = (game + game // len(SIZES)) % len(SIZES)
        houses, level = SIZES[turned], LEVELS[turned]
        is_random = game % len(SIZES) == len(SIZES) - 1
        long = LONG if is_random and game % 8 == 7 else turns
        setup = draw_setup(reads.numbers, first + game, houses, turns=long, level=level)
        campaign = Campaign.new(reads.numbers, setup)
        play = random_play.play_turn if is_random else persona_play.play_turn
        while campaign.finish is None:
            play(campaign)
    return reads


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, and print what was never read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", type=int, required=True)
    parser.add_argument("--turns", type=int, help="those of the rules if not given")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    given = parser.parse_args(arguments)
    reads = play_games(given.games, given.turns, given.first)
    for path in reads.dead:
        print(path)
    print(f"{len(reads.all)} numbers, {len(reads.dead)} of them dead after {given.games} games")
    return 1 if reads.dead else 0


if __name__ == "__main__":
    sys.exit(main())
