"""Every number of the data files is read in whole games: none is dead.

`python -m tests.engine.campaign.number_reads --games 50` looks at more games.
"""

from __future__ import annotations

import msgspec
import pytest

from engine.campaign.data import load_numbers
from tests.engine.campaign.number_reads import ELSEWHERE, Reads, is_within, play_games

GAMES = 16
RARE = frozenset({"resolver.chance[20]", "victory.prestige.free_world[2]"})
"""Numbers that so few games may not read; 50 games read them."""


@pytest.mark.slow
def test_every_number_is_read_in_whole_games() -> None:
    assert set(play_games(GAMES).dead) <= RARE


def test_every_part_that_is_read_elsewhere_exists() -> None:
    reads = Reads(load_numbers())
    for part in ELSEWHERE:
        assert any(is_within(path, part) for path in reads.all), part


def test_all_numbers_are_watched_until_they_are_read() -> None:
    reads = Reads(load_numbers())
    assert len(reads.all) > 800
    assert len(reads.dead) > 700
    numbers = reads.numbers
    assert numbers.ships.hulls["cruiser"].price == 50
    assert numbers.victory.prestige.free_world[1] == 5
    assert list(numbers.worlds.yard_prices) == [40, 60, 80]
    assert reads.seen == {
        "ships.hulls.cruiser.price",
        "victory.prestige.free_world[1]",
        *(f"worlds.yard_prices[{place}]" for place in range(3)),
    }


def test_watched_numbers_are_the_numbers() -> None:
    watched = Reads(load_numbers()).numbers
    assert msgspec.to_builtins(watched) == msgspec.to_builtins(load_numbers())
