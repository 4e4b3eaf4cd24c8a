"""Saves of a campaign in the terminal: gone on with, kept apart, and refused where broken."""

from __future__ import annotations

import json
from pathlib import Path

from client.folders import user_folders
from engine.battle import Game, load_scenario
from engine.campaign.save import read_save
from tests.hexfront.campaign_lines import BEGIN, LANDING, Command, play, typed


def test_the_orders_of_the_turn_in_progress_are_still_there(hexfront: Command, save: Path) -> None:
    play(hexfront, save, "build w24 mills", "land f6 w10", "quit")
    done = hexfront("campaign", save, typed=typed(["orders", "undo", "orders"]))
    assert "  1. build w24 mills\n  2. land f6 w10\n" in done.stdout
    assert "Taken back: land f6 w10" in done.stdout


def test_a_campaign_that_was_left_comes_to_the_same(hexfront: Command, tmp_path: Path) -> None:
    lines = [*LANDING, "all", "build w24 cutter", "end now", "end now", "quit"]
    whole, parts = tmp_path / "a" / "c.jsonl", tmp_path / "b" / "c.jsonl"
    for file in (whole, parts):
        file.parent.mkdir()
    play(hexfront, whole, *lines)
    play(hexfront, parts, *lines[:1], "quit")
    for line in lines[1:-1]:
        assert hexfront("campaign", parts, typed=typed([line])).exit_code == 0
    assert read_save(parts).turns == read_save(whole).turns
    assert len(read_save(whole).turns) == 3


def test_without_a_file_each_campaign_has_a_folder_of_its_own(hexfront: Command) -> None:
    for _ in range(2):
        assert hexfront(*BEGIN, typed="quit\n").exit_code == 0
    folders = sorted(one.name for one in user_folders().campaigns.iterdir())
    assert folders == ["askerry-5003", "askerry-5003-2"]
    file = user_folders().campaigns / "askerry-5003" / "campaign.jsonl"
    assert hexfront("campaign", file, typed="quit\n").exit_code == 0


def test_a_folder_with_battles_of_another_campaign_is_left_alone(
    hexfront: Command, save: Path
) -> None:
    (save.parent / "battles").mkdir()
    (save.parent / "battles" / "001_w01.jsonl").write_text("a battle")
    done = hexfront(*BEGIN, "--save", save)
    assert done.exit_code == 1
    assert "has battles of another campaign" in done.stderr
    assert not save.exists()


def test_a_folder_with_another_campaign_is_left_alone(hexfront: Command, save: Path) -> None:
    """Both would keep the battles of their landings in the same files."""
    play(hexfront, save, "quit")
    other = save.with_name("other.jsonl")
    done = hexfront(*BEGIN, "--save", other)
    assert done.exit_code == 1
    assert "has another campaign: save in a folder of its own" in done.stderr.replace("\n", " ")
    assert not other.exists()
    again = hexfront(*BEGIN, "--save", save)
    assert again.exit_code == 1
    assert "this file already exists" in again.stderr.replace("\n", " ")
    assert "[" not in again.stderr, "no rule of the game forbids it"


def test_a_file_that_is_there_is_named_before_its_folder(hexfront: Command, save: Path) -> None:
    play(hexfront, save, "quit")
    (save.parent / "battles").mkdir()
    (save.parent / "battles" / "001_w01.jsonl").write_text("a battle")
    again = hexfront("campaign", "play", "--seed", 1, "--save", save)
    assert again.exit_code == 1
    assert f"{save.name}: this file already exists" in again.stderr.replace("\n", " ")


def test_campaigns_and_battles_are_told_apart_with_the_commands_for_them(
    hexfront: Command, save: Path
) -> None:
    play(hexfront, save, "quit")
    battle = save.with_name("battle.jsonl")
    game = Game.start(load_scenario("lock_keepers"), 5, ("bot:greedy", "bot:random"))
    game.save(battle)
    for words in (("replay", save), ("play", "--load", save)):
        done = hexfront(*words)
        told = " ".join(done.stderr.split())
        assert done.exit_code == 1
        assert "this is a campaign, not a battle; `hexfront campaign FILE` goes on with it" in told
        assert "missing" not in told
    for words in (("campaign", battle), ("campaign", "replay", battle)):
        done = hexfront(*words)
        told = " ".join(done.stderr.split())
        assert done.exit_code == 1
        assert "this is a battle, not a campaign; `hexfront play --load FILE` goes on" in told
        assert "missing" not in told


def test_broken_saves_are_refused_in_a_sentence(hexfront: Command, save: Path) -> None:
    play(hexfront, save, "end now", "quit")
    content = save.read_text(encoding="utf-8")
    save.write_text(content.replace('"turn":1', '"turn":7'), encoding="utf-8")
    for words in (("campaign", save), ("campaign", "replay", save)):
        done = hexfront(*words)
        assert done.exit_code == 1
        assert f"{save}" in done.stderr.replace("\n", "")
        assert "C14.4" in done.stderr
    nothing = hexfront("campaign", save.with_name("none.jsonl"))
    assert nothing.exit_code == 1
    assert "none.jsonl" in nothing.stderr.replace("\n", "")


def test_texts_of_files_never_reach_the_terminal_as_they_are(hexfront: Command, save: Path) -> None:
    play(hexfront, save, "build w24 mills", "quit")
    progress = save.with_name(f"{save.name}.progress")
    line = json.loads(progress.read_text(encoding="utf-8").splitlines()[-1])
    line["orders"] = ["build w24 \x1b[31mred\x07"]
    progress.write_text(f"{json.dumps(line)}\n", encoding="utf-8")
    done = hexfront("campaign", save, typed="orders\nworld \x1b[31m\nland \x1b]0;x f6\nquit\n")
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
