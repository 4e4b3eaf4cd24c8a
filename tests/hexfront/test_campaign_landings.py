"""Landings of a campaign in the terminal: resolved, watched, fought, left and gone on with."""

from __future__ import annotations

import shutil
from pathlib import Path

from client.text.format import terminal_percent
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.records import BattleSpec
from engine.campaign.resolver import chance
from tests.hexfront.campaign_lines import BEGIN, LANDING, Command, play, typed

NUMBERS = load_numbers()


def landing_of(save: Path) -> BattleSpec:
    """Return the landing that the lines of LANDING lead to."""
    campaign = Campaign.load(save, 0)
    assert campaign.submit("askerry", ["invade askerry.f6 w10"]) == ()
    return campaign.carry_out()["w10"]


def test_a_landing_is_offered_and_resolved(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, *LANDING, "sleep", "resolve", "quit")
    assert "Askerry lands on w10, held by the free folk" in done.stdout
    spec = landing_of(save)
    chances = terminal_percent(chance(spec, NUMBERS) / 1000)
    assert f"your chance if resolved: {chances}, as between two equal tacticians" in done.stdout
    assert "“sleep” is none of these answers; ? says what they do." in done.stdout
    assert done.stdout.count("What to do:") == 2
    assert "w10: Askerry wins the landing against the free folk (resolved)." in done.stdout
    assert "Askerry takes w10 from the free folk." in done.stdout
    assert Campaign.load(save).turns[0].results["w10"].conclusion == "resolved"


def test_a_landing_can_be_looked_at_before_the_answer(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, *LANDING, "?", "world w10", "books", "sure", "quit")
    assert "sure: resolve this one and all others of the turn in which your chance" in done.stdout
    assert "w10 heath: the free folk" in done.stdout
    assert "yields 90" in done.stdout
    assert Campaign.load(save).turns[0].results["w10"].conclusion == "resolved"


def test_a_landing_with_a_small_chance_is_not_resolved_as_a_sure_one(
    hexfront: Command, save: Path
) -> None:
    lines = ["unload f6 m12,m13,m14,m15,m16,m17", *LANDING, "sure", "resolve", "quit"]
    done = play(hexfront, save, *lines)
    assert "w10: your chance is " in done.stdout
    assert "less than 90%" in done.stdout
    assert done.stdout.count("What to do:") == 2


def test_a_battle_says_which_side_is_whose_and_knows_the_question_mark(
    hexfront: Command, save: Path
) -> None:
    opponent = ("--opponent", "bot:greedy")
    lines = typed([*LANDING, "fight", "?", "quit"])
    done = hexfront(*BEGIN, "--save", save, *opponent, typed=lines)
    assert "Side One is Askerry, Side Two is the free folk." in done.stdout
    assert done.stdout.split("> ?\n")[-1].count("draw the board") == 1


def test_a_landing_is_watched_and_replayed(hexfront: Command, save: Path) -> None:
    lines = typed([*LANDING, "watch", "quit"])
    opponent = ("--opponent", "bot:greedy")
    done = hexfront(*BEGIN, "--save", save, *opponent, typed=lines)
    assert done.exit_code == 0
    assert "the greedy bot plays Side One, the greedy bot plays Side Two" in done.stdout
    record = save.parent / "battles" / "001_w10.jsonl"
    assert Campaign.load(save).turns[0].results["w10"].conclusion == "watched"
    assert hexfront("replay", record).exit_code == 0
    verified = hexfront("campaign", "replay", save, "--verify")
    assert "1 battle was replayed, and comes to the same." in verified.stdout
    assert "Askerry" in verified.stdout


def test_a_battle_that_is_left_goes_on_where_it_was(hexfront: Command, save: Path) -> None:
    opponent = ("--opponent", "bot:greedy")
    lines = typed([*LANDING, "fight", "1", "1", "quit"])
    left = hexfront(*BEGIN, "--save", save, *opponent, typed=lines)
    assert "You left the campaign" in left.stdout
    record = save.parent / "battles" / "001_w10.jsonl"
    before = record.read_text(encoding="utf-8")
    again = hexfront("campaign", save, *opponent, typed=typed(["1", "quit"]))
    assert "The battle was begun and goes on" in again.stdout
    assert record.read_text(encoding="utf-8").startswith(before)
    assert len(record.read_text(encoding="utf-8")) > len(before)
    assert "What to do" not in again.stdout


def test_the_battle_of_another_landing_is_not_taken_for_this_one(
    hexfront: Command, save: Path
) -> None:
    opponent = ("--opponent", "bot:greedy")
    hexfront(*BEGIN, "--save", save, *opponent, typed=typed([*LANDING, "fight", "quit"]))
    other = save.parent / "other.jsonl"
    battle = ("play", "lock_keepers", "--one", "bot:random", "--two", "bot:random")
    hexfront(*battle, "--seed", 1, "--save", other)
    shutil.move(other, save.parent / "battles" / "001_w10.jsonl")
    done = hexfront("campaign", save, *opponent)
    assert done.exit_code == 1
    assert "this is not the battle of the landing at w10" in done.stderr


def test_a_changed_battle_is_found(hexfront: Command, save: Path) -> None:
    lines = typed([*LANDING, "watch", "quit"])
    hexfront(*BEGIN, "--save", save, "--opponent", "bot:greedy", typed=lines)
    record = save.parent / "battles" / "001_w10.jsonl"
    text = record.read_text(encoding="utf-8").splitlines(keepends=True)
    record.write_text("".join(text[:-3]), encoding="utf-8")
    done = hexfront("campaign", "replay", save, "--verify")
    assert done.exit_code == 1
    assert "001_w10.jsonl" in done.stderr
    record.unlink()
    assert hexfront("campaign", "replay", save, "--verify").exit_code == 1
    assert hexfront("campaign", "replay", save).exit_code == 0
