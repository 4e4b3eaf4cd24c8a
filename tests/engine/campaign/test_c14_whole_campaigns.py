"""Whole campaigns of random legal orders keep every rule and are the same every time (C14)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.campaign.invariants import InvariantBroken
from engine.campaign.state import CampaignState
from tests.engine.campaign import long_play
from tests.engine.campaign.random_play import play, play_checked, random_setup

ROOT = Path(__file__).parents[3]
TURNS = 30
MORE = ((10, 6), (11, 3), (12, 2))


@pytest.fixture(scope="module")
def seen() -> Counter[str]:
    return Counter()


@pytest.mark.parametrize(("seed", "houses"), [(1, 2), (2, 3), (3, 4), (4, 6)])
def test_c14_6_whole_campaigns_of_random_orders_break_no_rule(
    seed: int, houses: int, seen: Counter[str]
) -> None:
    campaign, events = play_checked(random_setup(seed, houses, TURNS))
    assert campaign.finish is not None
    assert campaign.turn == campaign.finish.turn + 1 <= TURNS + 1
    assert len(campaign.turns) == campaign.finish.turn
    seen.update(events)


def test_c14_6_random_campaigns_are_not_empty(seen: Counter[str]) -> None:
    expected = {
        *("FleetMoved", "SpaceFight", "Colonised", "WorkDone", "IncomeCollected", "LevelReached"),
        *("SpyMissionDone", "MessageSent", "TreatyMade", "WarBegan", "LandingDecided"),
        *("WorldCaptured", "Blockaded", "FreeWorldMustered", "OrderRefused", "CampaignEnded"),
        *("ShipsSalvaged", "WreckageSalvaged", "FleetFled", "Bombarded", "UnitsLost"),
    }
    assert expected <= set(seen)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "houses"), [(11, 2), (12, 3), (13, 4), (14, 6)])
def test_c14_6_long_campaigns_break_no_rule(seed: int, houses: int) -> None:
    (line,) = long_play.play_seeds(seed, 1, [houses], long_play.TURNS)
    assert "broken" not in line
    assert line["turns"] == long_play.TURNS or line["ending"] != "reckoning"


def test_c14_6_long_play_tells_what_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_state: CampaignState) -> None:
        raise InvariantBroken("C14.6", "a ship is gone")

    monkeypatch.setattr("tests.engine.campaign.random_play.check_state", refuse)
    assert long_play.main(["--seeds", "1", "--houses", "2", "--turns", "2"]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[0])["broken"] == "a ship is gone [C14.6]"


# The same campaign (C14.3, C14.4)


def test_c14_4_the_same_setup_and_packets_give_the_same_campaign() -> None:
    setup = random_setup(7, 3, 12)
    assert play(setup).checksum == play(setup).checksum
    assert play(setup).checksum != play(replace(setup, seed=8)).checksum


@pytest.mark.slow
def test_c14_4_two_processes_play_the_same_campaign() -> None:
    command = [sys.executable, "-m", "tests.engine.campaign.long_play", "--seeds", "1"]
    played = []
    for hashes in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hashes}
        done = subprocess.run(
            [*command, "--first", "5", "--houses", "4", "--turns", "20"],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        played.append(json.loads(done.stdout.splitlines()[0]))
    assert played[0] == played[1]
    assert played[0]["checksum"] == play(random_setup(5, 4, 20)).checksum


@pytest.mark.parametrize(
    ("seed", "houses"), [(9, 4), *(pytest.param(*one, marks=pytest.mark.slow) for one in MORE)]
)
def test_c14_3_listing_everything_in_another_order_changes_nothing(seed: int, houses: int) -> None:
    setup = random_setup(seed, houses, 12)
    other = long_play.permuted(setup)
    assert setup.houses != other.houses
    assert set(setup.houses) == set(other.houses)
    assert long_play.difference(setup, 12) is None


def test_c14_3_a_rule_that_depends_on_the_listing_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def first_listed(state: CampaignState) -> tuple[str, ...]:
        return tuple(house.id for house in state.houses.values() if house.is_alive)

    monkeypatch.setattr("engine.campaign.income.rank_houses", first_listed)
    setup = random_setup(9, 4, 12)
    assert long_play.difference(setup, 12) == "the state of turn 2"
