"""A match: two players, the games they meet in, and the seed of each game."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.battle.side import Side
from engine.errors import MatchError
from engine.players.arena.specs import check_limits, make_contestant, read_sources
from engine.players.arena.venues import RANDOM, Venue, checksum, open_source, packaged_names
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEED_BYTES = 4


class Bout(msgspec.Struct, frozen=True):
    """Hold one game of a match: its *number* from 0, who plays, where, and A's *seat*."""

    number: int
    a: str
    b: str
    venue: Venue
    seed: int
    seat: Side
    watched: bool

    def spec(self, side: Side) -> str:
        """Name who plays a side."""
        return self.a if side is self.seat else self.b


class Match(msgspec.Struct, frozen=True):
    """Hold what a match is, whole: the same match is the same games, in whatever order.

    Every venue is played with *repeats* seeds, each from both seats where *both_seats*; *watched*
    games keep their statistics. *data* is a checksum of all data the battles are made from and of
    what else the players come from.
    """

    a: str
    b: str
    venues: tuple[Venue, ...]
    repeats: int
    seed: int
    both_seats: bool
    watched: bool
    data: str
    rules_version: int

    @property
    def seats(self) -> tuple[Side, ...]:
        """List the seats A takes with every seed."""
        return (Side.ONE, Side.TWO) if self.both_seats else (Side.ONE,)

    @property
    def games(self) -> int:
        """Count the games."""
        return len(self.venues) * self.repeats * len(self.seats)

    def bout(self, number: int) -> Bout:
        """Give a game by its number; those on one venue, and from both seats, stand together."""
        deal, seat = divmod(number, len(self.seats))
        place, repeat = divmod(deal, self.repeats)
        venue = self.venues[place]
        seed, sits = self._seed(venue, repeat), self.seats[seat]
        return Bout(number, self.a, self.b, venue, seed, sits, self.watched)

    def _seed(self, venue: Venue, repeat: int) -> int:
        """Derive the seed of a game: the same on every machine, another for every deal.

        With and without something the seed is the same.
        """
        text = f"{self.seed} {venue.source} {repeat}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:_SEED_BYTES], "big")


def make_match(
    a: str,
    b: str,
    venues: Sequence[Venue],
    games: int,
    seed: int,
    *,
    both_seats: bool = True,
    watched: bool = False,
) -> Match:
    """Plan a match of *games*; MatchError when it can't be: players, scenarios and number count."""
    for spec in (a, b):
        make_contestant(spec, Side.ONE, seed)
    each = len(venues) * (2 if both_seats else 1)
    if games < 1 or games % each:
        seats = " and both seats" if both_seats else ""
        raise MatchError(
            f"{games} games can't be shared out evenly among {len(venues)} scenarios{seats}:"
            f" the number must be a multiple of {each}"
        )
    own = [Path(venue.source) for venue in venues if _is_file(venue)]
    for venue in venues:
        if not venue.source.startswith(RANDOM):
            scenario = open_source(venue)
            for spec in (a, b):
                check_limits(spec, venue, scenario)
    sources = [source for spec in (a, b) for source in read_sources(spec)]
    data = checksum([*((str(file), file.read_bytes()) for file in own), *sources])
    repeats = games // each
    return Match(a, b, tuple(venues), repeats, seed, both_seats, watched, data, RULES_VERSION)


def _is_file(venue: Venue) -> bool:
    return not venue.source.startswith(RANDOM) and venue.source not in packaged_names()
