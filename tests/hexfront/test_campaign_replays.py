"""Replays of campaigns that go on tell their player no more than fog allows (C5.6)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.hexfront.campaign_lines import BEGIN, Command, play, typed

ME = "askerry"
OTHERS = ("Fenwether", "Sennet", "Tolvane")


@pytest.fixture
def begun(hexfront: Command, save: Path) -> Path:
    order = "build w24 mills"
    play(hexfront, save, order, "end now", order, "end now", "quit")
    return save


def test_a_replay_of_a_campaign_that_goes_on_tells_what_the_player_was_told(
    hexfront: Command, begun: Path
) -> None:
    told = hexfront("campaign", "replay", begun).stdout
    assert "The campaign goes on: this is what Askerry was told. --all tells" in told
    assert re.search(r"Askerry: standing \d+, stores \d+", told)
    for other in OTHERS:
        assert re.search(rf"{other}: standing \d+\n", told)
        assert f"{other}: yields" not in told
        assert f"{other}: standing 20, stores" not in told


def test_everything_is_told_where_that_is_asked_for(hexfront: Command, begun: Path) -> None:
    told = hexfront("campaign", "replay", begun, "--all").stdout
    assert "was told" not in told
    for other in OTHERS:
        assert f"{other}: yields" in told
        assert re.search(rf"{other}: standing \d+, stores \d+", told)


def test_a_replay_for_programs_keeps_to_the_fog_too(hexfront: Command, begun: Path) -> None:
    first, *turns, _ = hexfront("campaign", "replay", begun, "--json").stdout.splitlines()
    assert json.loads(first)["told_to"] == ME
    for line in map(json.loads, turns):
        assert set(line["packets"]) == set(line["standings"]) == {ME}
        incomes = [one["house"] for one in line["events"] if one["type"] == "IncomeCollected"]
        assert incomes == [ME]
    first, *turns, _ = hexfront("campaign", "replay", begun, "--json", "--all").stdout.splitlines()
    assert json.loads(first)["told_to"] is None
    assert all(len(json.loads(line)["packets"]) == 4 for line in turns)


def test_a_campaign_that_is_over_is_told_in_full(hexfront: Command, save: Path) -> None:
    hexfront(*BEGIN, "--turns", 2, "--save", save, typed=typed(["end now"] * 2))
    told = hexfront("campaign", "replay", save).stdout
    assert "was told" not in told
    assert all(f"{other}: yields" in told for other in OTHERS)
    one = hexfront("campaign", "replay", save, "--turn", 1).stdout
    assert all(f"{other}: yields" in one for other in OTHERS)
