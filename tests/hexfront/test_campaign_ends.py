"""Ends of a campaign in the terminal: of its turns, of the input, of the output and of the disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.campaign.campaign import Campaign
from engine.campaign.save import read_save
from tests.hexfront.campaign_lines import BEGIN, LANDING, Command, play, typed

ROOT = Path(__file__).parents[2]
ME = "askerry"


def test_the_end_of_the_input_is_told(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "build w24 mills")
    assert "End of input; the campaign goes on where it stands." in done.stdout


def test_a_campaign_is_played_to_its_end(hexfront: Command, save: Path) -> None:
    lines = typed(["end now"] * 3)
    done = hexfront(*BEGIN, "--turns", 3, "--save", save, typed=lines)
    assert done.exit_code == 0
    assert "Turn 3, the last: " in done.stdout
    assert "End of input" not in done.stdout
    again = hexfront("campaign", save)
    assert "Turn 3, the last: " in again.stdout
    told = hexfront("campaign", "replay", save)
    assert told.stdout.count("-- Turn ") == 3
    assert told.stdout.count("wins.") == 1
    one = hexfront("campaign", "replay", save, "--turn", 2)
    assert one.stdout.count("-- Turn ") == 1
    assert "The campaign goes on in turn 3." in one.stdout


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_a_turn_that_was_not_played_is_a_bad_argument(
    hexfront: Command, save: Path, option: tuple[str, ...]
) -> None:
    play(hexfront, save, "end now", "end now", "quit")
    assert hexfront("campaign", "replay", save, "--turn", 2, *option).exit_code == 0
    for turn in (3, 99):
        done = hexfront("campaign", "replay", save, "--turn", turn, *option)
        assert done.exit_code == 2
        assert f"has 2 turns so far, not {turn}" in " ".join(done.stderr.replace("│", " ").split())
        assert not done.stdout


def test_a_campaign_is_replayed_for_programs(hexfront: Command, save: Path) -> None:
    play(hexfront, save, *LANDING, "resolve", "end now", "quit")
    done = hexfront("campaign", "replay", save, "--json", "--verify")
    first, *turns, last = (json.loads(line) for line in done.stdout.splitlines())
    campaign = Campaign.load(save)
    assert (first["seed"], first["turns"], len(first["houses"])) == (5003, 35, 4)
    assert first["standings"]["askerry"]["worlds"] == 1
    assert [line["turn"] for line in turns] == [1, 2]
    assert turns[0]["packets"]["askerry"] == ["invade askerry.f6 w10"]
    decided, captured = (
        next(one for one in turns[0]["events"] if one["type"] == kind and fits(one))
        for kind, fits in (
            ("LandingDecided", lambda one: one["spec"]["world"] == "w10"),
            ("WorldCaptured", lambda one: one["world"] == "w10"),
        )
    )
    assert decided["result"]["conclusion"] == "resolved"
    assert (captured["house"], captured["fought"]) == ("askerry", True)
    assert turns[-1]["standings"]["askerry"]["prestige"] == campaign.state.houses[ME].prestige
    assert last == {
        "next_turn": 3, "finish": None, "checksum": campaign.checksum, "verified": 0,
    }  # fmt: skip
    one = hexfront("--json", "campaign", "replay", save, "--turn", 2).stdout.splitlines()
    assert [json.loads(line).get("turn") for line in one] == [None, 2, None]
    nothing = hexfront("campaign", "replay", save.with_name("none.jsonl"), "--json")
    assert nothing.exit_code == 1
    assert "none.jsonl" in json.loads(nothing.stdout)["error"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("redirected", [">/dev/full", "| head -1", ">&-", "2>&-"])
def test_a_full_or_closed_output_ends_in_a_sentence(save: Path, redirected: str) -> None:
    command = f"{sys.executable} -m hexfront campaign play --seed 1 --save {save} {redirected}"
    done = subprocess.run(
        ["sh", "-c", f"yes 'end now' | head -3 | {command}"],
        capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert read_save(save).torn is None


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
@pytest.mark.parametrize("size", [0, 20_000, 61_000])
def test_a_disk_that_is_full_ends_in_a_sentence(tmp_path: Path, size: int) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    save = tmp_path / "campaign.jsonl"
    words = ["campaign", "play", "--seed", "1", "--save", str(save)]
    done = subprocess.run(
        [sys.executable, "-m", "hexfront", *words], preexec_fn=limit, check=False,
        input="end now\n" * 400, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == 1 or size == 61_000
    if done.returncode:
        assert "File too large" in done.stderr
