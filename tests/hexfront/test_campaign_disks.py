"""Campaigns in the terminal whose disk is full, read-only, or whose file somebody else plays."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.campaign.campaign import Campaign
from engine.campaign.save import read_save
from tests.full_disk import fill_up_after

Command = Callable[..., Result]
BEGIN = ("campaign", "play", "--seed", 5003, "--you", "askerry", "--opponent", "bot:greedy")
TURN = "build w24 mills\nland f6 w10\nend now\n"


def begun(hexfront: Command, save: Path) -> int:
    """Begin a campaign, and return how many bytes its file has."""
    assert hexfront(*BEGIN, "--save", save, typed="quit\n").exit_code == 0
    return save.stat().st_size


@pytest.mark.parametrize("room", [0, 1000])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_campaign_that_can_not_be_begun_leaves_nothing(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch, room: int, code: int
) -> None:
    fill_up_after(room, monkeypatch, code)
    done = hexfront(*BEGIN, "--save", save, typed="quit\n")
    assert done.exit_code == 1
    assert os.strerror(code) in done.stderr
    assert list(save.parent.iterdir()) == []


@pytest.mark.parametrize("room", [0, 30, 100, 150, 300, 1000, 4000])
def test_a_disk_that_gets_full_is_told_and_the_campaign_goes_on(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    begun(hexfront, save)
    with monkeypatch.context() as full:
        fill_up_after(room, full)
        done = hexfront("campaign", save, typed=f"{TURN}resolve\nbuild w24 cutter\nquit\n")
    assert "Ordered: build w24 cutter" in done.stdout
    if room < 4000:
        assert done.exit_code == 1
        assert "No space left" in done.stderr
    assert read_save(save).header.setup["seed"] == 5003
    again = hexfront("campaign", save, typed="orders\nquit\n")
    assert again.exit_code == 0, again.stderr
    assert len(Campaign.load(save).turns) <= 1


@pytest.mark.parametrize("room", [0, 20_000, 40_000, 60_000])
def test_a_disk_that_gets_full_in_a_fight_loses_no_more_than_its_end(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    begun(hexfront, save)
    hexfront("campaign", save, typed=TURN)  # to the offer of the landing
    with monkeypatch.context() as full:
        fill_up_after(room, full)
        done = hexfront("campaign", save, typed="fight\n1\n1\nWAIT\nEND_PHASE\nquit\n")
    assert done.exit_code in {0, 1}
    again = hexfront("campaign", save, typed="resolve\n1\nquit\n")
    assert again.exit_code == 0, again.stderr
    assert "w10" in again.stdout
    told = hexfront("campaign", "replay", save, "--verify")
    assert told.exit_code == 0, told.stderr


def test_a_campaign_that_somebody_else_plays_is_refused_and_can_be_replayed(
    hexfront: Command, save: Path
) -> None:
    begun(hexfront, save)
    campaign, _ = Campaign.resume(save)
    try:
        done = hexfront("campaign", save, typed="quit\n")
        assert done.exit_code == 1
        assert "is being played elsewhere" in done.stderr
        assert hexfront("campaign", "replay", save).exit_code == 0
    finally:
        campaign.close(0)
    assert hexfront("campaign", save, typed="quit\n").exit_code == 0
