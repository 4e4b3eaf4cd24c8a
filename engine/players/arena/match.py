"""A match: two players, the games they play, and the seed of each game."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.battle.side import Side
from engine.errors import MatchError
from engine.players.registry import check_limits, make_player, read_player_data
from engine.players.scenario_list import (
    RANDOM,
    ScenarioSource,
    checksum,
    open_source,
    packaged_names,
)
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEED_BYTES = 4


class GameSpec(msgspec.Struct, frozen=True):
    """One game of a match: its *number* from 0, the specs of A and B, the scenario, and A's
    *seat*.
    """

    number: int
    a: str
    b: str
    source: ScenarioSource
    seed: int
    seat: Side

    def player(self, side: Side) -> str:
        """Return the spec of the player of a side."""
        return self.a if side is self.seat else self.b


class Match(msgspec.Struct, frozen=True):
    """Everything that defines a match: equal matches have the same games, in any order."""

    a: str
    b: str
    sources: tuple[ScenarioSource, ...]
    repeats: int
    seed: int
    both_seats: bool
    with_statistics: bool
    data: str
    rules_version: int

    @property
    def seats(self) -> tuple[Side, ...]:
        """Return the seats that A takes with every seed."""
        return (Side.ONE, Side.TWO) if self.both_seats else (Side.ONE,)

    @property
    def games(self) -> int:
        """Return the number of games."""
        return len(self.sources) * self.repeats * len(self.seats)

    def game(self, number: int) -> GameSpec:
        """Return a game by its number; games on one source, and from both seats, are neighbours."""
        deal, seat = divmod(number, len(self.seats))
        place, repeat = divmod(deal, self.repeats)
        source = self.sources[place]
        seed, sits = self._seed(source, repeat), self.seats[seat]
        return GameSpec(number, self.a, self.b, source, seed, sits)

    def _seed(self, source: ScenarioSource, repeat: int) -> int:
        """Return the seed of a game: the same on every machine, a different one for every source
        and repeat.

        With and without a removal the seed is the same.
        """
        text = f"{self.seed} {source.name} {repeat}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:_SEED_BYTES], "big")


def make_match(
    a: str,
    b: str,
    sources: Sequence[ScenarioSource],
    games: int,
    seed: int,
    *,
    both_seats: bool = True,
    with_statistics: bool = False,
) -> Match:
    """Return a match of *games* games.

    MatchError if a player, a scenario or the number of games is invalid: that must be a multiple of
    the sources, of twice as many with *both_seats*.
    """
    for spec in (a, b):
        make_player(spec, Side.ONE, seed)
    each = len(sources) * (2 if both_seats else 1)
    if games < 1 or games % each:
        twice = "twice " if both_seats else ""
        raise MatchError(
            f"{games} games: the number must be a positive multiple of {each},"
            f" {twice}the number of scenarios"
        )
    own = [Path(source.name) for source in sources if _is_file(source)]
    for source in sources:
        if not source.name.startswith(RANDOM):
            scenario = open_source(source)
            for spec in (a, b):
                check_limits(spec, source, scenario)
    players = [part for spec in (a, b) for part in read_player_data(spec)]
    data = checksum([*((str(file), file.read_bytes()) for file in own), *players])
    repeats = games // each
    return Match(
        a, b, tuple(sources), repeats, seed, both_seats, with_statistics, data, RULES_VERSION
    )


def _is_file(source: ScenarioSource) -> bool:
    return not source.name.startswith(RANDOM) and source.name not in packaged_names()
