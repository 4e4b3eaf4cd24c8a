"""The tables of docs/campaign-balance.md have a row for whatever a campaign can count."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.analysis.campaigns.known_keys import known_keys
from engine.analysis.campaigns.markdown import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "campaign-balance.md").read_text(encoding="utf-8")
GAMES = 400
FIRST_HELD_OUT = 42_000
"""Seeds below are for tuning."""
ROW = re.compile(r"^\| `(.+)` \| (\d+) \| (.+) \|$", re.MULTILINE)


def rows(kind: str) -> dict[str, tuple[int, str]]:
    _, _, rest = PAGE.partition(f"| {kind.replace('_', ' ')} | number | share of games |\n")
    table, _, _ = rest.partition("\n\n")
    return {key: (int(number), share) for key, number, share in ROW.findall(table)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_verb_thing_effect_event_and_end_is_counted(kind: str) -> None:
    counted = {key for key in rows(kind) if not key.startswith("failed ")}
    assert counted == known_keys(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_what_never_happened_is_marked(kind: str) -> None:
    for number, share in rows(kind).values():
        assert (number == 0) == (share == "**never**")


def test_the_counts_are_those_of_400_games() -> None:
    (seeds,) = re.findall(rf"^{GAMES} games, seeds (\d+)-(\d+), 4 houses$", PAGE, re.MULTILINE)
    assert int(seeds[1]) - int(seeds[0]) == GAMES - 1
    assert int(seeds[0]) >= FIRST_HELD_OUT
    assert sum(number for number, _ in rows("ends").values()) == GAMES


def test_what_never_happened_is_explained() -> None:
    above, _, _ = PAGE.partition("## Tables")
    for kind in KINDS:
        for key, (number, _) in rows(kind).items():
            if number == 0:
                assert f"`{key}`" in above, key
