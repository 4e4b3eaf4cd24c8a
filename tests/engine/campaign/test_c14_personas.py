"""Campaigns that personas play are the same every time, in whatever way they are played (C14).

Those of random orders are in test_c14_whole_campaigns.py and test_c14_saves.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from engine.analysis.campaigns.game_record import GameRecord
from engine.analysis.campaigns.running import run
from engine.analysis.campaigns.simulation_log import SimulationLog
from engine.analysis.campaigns.simulation_plan import make_plan
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.events import LandingDecided, PrestigeChanged
from tests.engine.campaign.persona_play import persona_setup, play, play_turn

ROOT = Path(__file__).parents[3]
TURNS = 14
SETUP = persona_setup(31, 4, TURNS)
PLAN = make_plan(3, {"houses": 2, "turns": 5, "seed": 90})


@cache
def whole() -> Campaign:
    return play(SETUP)


# One game, played in other ways


def test_c14_2_landings_and_packets_in_another_order_are_the_same_campaign() -> None:
    campaign = Campaign.new(load_numbers(), SETUP)
    most = 0
    while campaign.finish is None:
        play_turn(campaign, backwards=True)
        most = max(most, len(campaign.turns[-1].results))
    assert most > 1
    assert campaign.checksum == whole().checksum
    assert campaign.turns == whole().turns


def test_c14_4_saved_and_loaded_at_every_turn_it_goes_on_as_if_it_was_not(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    campaign = Campaign.new(load_numbers(), SETUP)
    campaign.save(path)
    while campaign.finish is None:
        going_on = Campaign.load(path)
        play_turn(going_on)
        play_turn(campaign)
        campaign.close(5)
        assert going_on.checksum == campaign.checksum
        campaign, _ = Campaign.resume(path)
    campaign.close(5)
    assert campaign.checksum == whole().checksum


def test_c14_4_a_replay_is_the_campaign_turn_by_turn(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    campaign = Campaign.new(load_numbers(), SETUP)
    campaign.save(path)
    played = [(campaign.checksum, campaign.state.events)]
    while campaign.finish is None:
        play_turn(campaign)
        played.append((campaign.checksum, campaign.state.events))
    campaign.close(5)
    replayed = [(one.checksum, one.state.events) for one, _ in Campaign.replay(path)]
    assert replayed == played


# Executors and processes


class BackwardsExecutor(Executor):
    """An executor that does the newest job first, and only when a result is asked for."""

    def __init__(self) -> None:
        """Start without a job."""
        self._waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Take a job."""
        future = _Late(self)
        self._waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def work(self) -> None:
        """Do all jobs."""
        while self._waiting:
            future, job = self._waiting.pop()
            future.set_result(job())


class _Late(Future[Any]):
    def __init__(self, executor: BackwardsExecutor) -> None:
        super().__init__()
        self._executor = executor

    def result(self, timeout: float | None = None) -> Any:
        self._executor.work()
        return super().result(timeout)


def simulated(executor: Executor | None, workers: int) -> list[GameRecord]:
    games = run(SimulationLog(PLAN, None), executor, workers)
    return [replace(game, milliseconds=()) for game in games]


@cache
def one_by_one() -> list[GameRecord]:
    return simulated(None, 1)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("kind", [ThreadPoolExecutor, BackwardsExecutor])
def test_c14_4_any_executor_plays_the_same_games(
    kind: Callable[..., Executor], workers: int
) -> None:
    with kind(workers) if kind is ThreadPoolExecutor else kind() as executor:
        assert simulated(executor, workers) == one_by_one()


@pytest.mark.slow
def test_c14_4_processes_play_the_same_games() -> None:
    with ProcessPoolExecutor(2) as executor:
        assert simulated(executor, 2) == one_by_one()


@pytest.mark.slow
def test_c14_4_the_command_plays_the_same_games_on_1_and_2_workers() -> None:
    command = [sys.executable, "-m", "hexfront", "campaign", "simulate", "--json"]
    command += ["--games", "3", "--houses", "2", "--turns", "5", "--seed", "90"]
    lines = []
    for workers in ("1", "2"):
        done = subprocess.run(
            [*command, "--workers", workers],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": workers},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        games = [json.loads(line) for line in done.stdout.splitlines()]
        lines.append([{**game, "milliseconds": []} for game in games])
    assert lines[0] == lines[1]
    assert [game["checksum"] for game in lines[0]] == [game.checksum for game in one_by_one()]


# What whole games show


def test_c12_1_prestige_is_the_sum_of_the_deeds_that_were_told() -> None:
    campaign = Campaign.new(load_numbers(), SETUP)
    told = Counter({name: house.prestige for name, house in campaign.state.houses.items()})
    codes = set()
    while campaign.finish is None:
        play_turn(campaign)
        for event in campaign.state.events:
            if isinstance(event, PrestigeChanged):
                told[event.house] += event.amount
                codes.add(event.code)
        assert told == {name: house.prestige for name, house in campaign.state.houses.items()}
    assert len(codes) > 5


def test_c2_6_every_landing_is_on_the_ground_and_the_size_of_its_world() -> None:
    grounds = set()
    for seed in range(3):
        campaign = Campaign.new(load_numbers(), persona_setup(seed, 4, TURNS))
        while campaign.finish is None:
            play_turn(campaign)
            for event in campaign.state.events:
                if isinstance(event, LandingDecided):
                    spec, site = event.spec, campaign.state.site(event.spec.world)
                    kind = load_numbers().worlds.classes[site.world_class]
                    size = load_numbers().map.size(site.size)
                    assert (spec.ground, spec.board) == (kind.ground, site.board)
                    assert (spec.columns, spec.rows) == (size.columns, size.rows)
                    assert 1 <= spec.lit <= spec.anchors == site.anchors
                    grounds.add(spec.ground)
    assert grounds == {kind.ground for kind in load_numbers().worlds.classes.values()}
