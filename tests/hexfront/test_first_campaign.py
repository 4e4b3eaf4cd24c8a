"""The first campaign that docs/campaign.md leads through is played as it is printed there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.campaign.campaign import Campaign
from tests.hexfront.campaign_lines import BEGIN, Command, typed

PAGE = (Path(__file__).parents[2] / "docs" / "campaign.md").read_text(encoding="utf-8")
TITLE = "### A first campaign in ten lines"


@pytest.fixture
def lines() -> list[str]:
    """Return the lines of the page: the command that begins, then what is typed."""
    block = PAGE.partition(TITLE)[2].split("```")[1]
    return [re.split(r"  +", line)[0] for line in block.splitlines() if line]


def test_a_first_campaign_of_the_page_goes_as_it_says(
    hexfront: Command, save: Path, lines: list[str]
) -> None:
    begin, *rest = lines
    assert begin == "hexfront " + " ".join(map(str, BEGIN))
    assert len(rest) == 10
    done = hexfront(*BEGIN, "--save", save, typed=typed([*rest, "quit"]))
    assert done.exit_code == 0
    for refused in ("Not accepted", "Not understood", "no such word", "none of these answers"):
        assert refused not in done.stdout
    orders = [line for line in rest if line.split()[0] in {"land", "settle", "spy", "build"}]
    for line in orders:
        assert f"Ordered: {line}\n" in done.stdout
    assert "Report of turn 1" in done.stdout
    owned = {world.id for world in Campaign.load(save).state.worlds_of("askerry")}
    assert owned == {"w10", "w23", "w24"}
