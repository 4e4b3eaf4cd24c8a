"""A campaign in the terminal: what is typed, shown, saved and gone on with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import Result

from client.folders import user_folders
from client.text.format import terminal_percent
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.mission_forecast import MissionForecast, forecast_mission
from engine.campaign.orders import FleetMission, parse_order
from engine.campaign.records import BattleSpec
from engine.campaign.resolver import chance
from engine.campaign.save import read_save
from tests.client.language_check import left_in
from tests.hexfront.campaign_person import Person, Terminal, happenings

Command = Callable[..., Result]
ROOT = Path(__file__).parents[2]
BEGIN = ("campaign", "play", "--seed", 5003, "--you", "askerry")
PTY = pytest.mark.skipif(os.name == "nt", reason="Windows has no terminals of this kind")
NUMBERS = load_numbers()
ME = "askerry"
LANDING = ["land f6 w10", "end now"]
SETUP = """
kind = "campaign_setup"
seed = 7
turns = 4
[[houses]]
id = "askerry"
faction = "murmur"
home = 0
player = "warden:recruit"
[[houses]]
id = "my_own"
faction = "windfall"
home = 1
player = "person"
"""


def typed(lines: Iterable[str]) -> str:
    return "\n".join([*lines, ""])


@pytest.fixture
def save(tmp_path: Path) -> Path:
    return tmp_path / "campaign.jsonl"


def forecast(save: Path, order: str) -> MissionForecast:
    """Return what the person can expect of a mission in the first turn of a save."""
    campaign = Campaign.load(save, 0)
    mission = parse_order(order)
    assert isinstance(mission, FleetMission)
    return forecast_mission(campaign.view("askerry"), campaign.budget("askerry"), mission)


def landing_of(save: Path) -> BattleSpec:
    """Return the landing that the lines of LANDING lead to."""
    campaign = Campaign.load(save, 0)
    assert campaign.submit("askerry", ["invade askerry.f6 w10"]) == ()
    return campaign.carry_out()["w10"]


def play(hexfront: Command, save: Path, *lines: str) -> Result:
    done = hexfront(*BEGIN, "--save", save, typed=typed(lines))
    assert done.exit_code == 0, done.stderr
    return done


# Orders


@pytest.mark.parametrize("words", ["land f6 w10", "invade askerry.f6 w10", "LAND F6 W10"])
def test_orders_are_read_in_the_player_s_words_and_in_those_of_the_code(
    hexfront: Command, save: Path, words: str
) -> None:
    done = play(hexfront, save, words, "orders")
    assert "Ordered: land f6 w10" in done.stdout
    assert done.stdout.count("  1. land f6 w10\n") == 1
    assert '"invade askerry.f6 w10"' in save.with_name(f"{save.name}.progress").read_text("utf-8")


def test_the_odds_come_before_the_decision_and_give_no_order(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "odds land f6 w10", "odds intrigue survey w10", "orders")
    assert "arrives in 1 turn" in done.stdout
    landing = forecast(save, "invade askerry.f6 w10").landing
    assert landing is not None
    shown, least, most = (
        terminal_percent(one / 1000) for one in (landing.chance, landing.least, landing.most)
    )
    expected = f"7 fighters of 380 points against about 180, 5 rounds: chance {shown} ({least} to"
    assert f"landing: {expected} {most}) if resolved" in done.stdout
    first = "the defender would go first: 0 for you (drill 0), 1 against (drill 0, home ground +1)"
    assert first in done.stdout
    assert "chance 55 %, price 8" in done.stdout
    assert "stores left 102; next turn 155" in done.stdout
    assert "No orders yet." in done.stdout


def test_a_refusal_says_the_rule_and_what_is_missing_in_the_player_s_words(
    hexfront: Command, save: Path
) -> None:
    lines = ["build w24 carrack", "build w24 bastion", "build w24 battery", "study 25 craft=1"]
    done = play(hexfront, save, *lines, "settle f6 w23", "posture f6 bold", "swim f6 w10", "orders")
    assert "Not accepted [C6.3]: carrack needs craft 3, yours is 0" in done.stdout
    assert "Not accepted [C3.5]: needs 20 stores, 10 left" in done.stdout
    assert "Not accepted [C6.1]: study takes 0, 10, 20, 30, 40, 50 per cent" in done.stdout
    assert "Not accepted [C3.9]: f6 has no ark" in done.stdout
    assert "Not understood [C13.1]: bold is not one of shy, even, stubborn" in done.stdout
    assert "Not understood [C13.1]: there is no order swim" in done.stdout
    assert done.stdout.rstrip().split("orders\n")[-1].startswith("  1. build w24 bastion\n")


def test_the_last_order_is_taken_back(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "undo", "build w24 mills", "build w24 battery", "undo", "orders")
    assert "Taken back: build w24 battery" in done.stdout
    assert done.stdout.index("No orders yet.") < done.stdout.index("Ordered: build w24 mills")
    assert done.stdout.rstrip().split("orders\n")[-1].startswith("  1. build w24 mills\n")


def test_all_the_host_is_put_ashore_and_taken_aboard_again(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "unload f6 all", "load f6 all", "fleet f6")
    assert "Ordered: unload f6 m11,m12,m13,m14,m15,m16,m17" in done.stdout
    assert "host 9, room 360 of 400" in done.stdout


def test_short_lines_give_several_orders_that_are_taken_back_by_their_numbers(
    hexfront: Command, save: Path
) -> None:
    lines = ["build w24 cutter 9", "orders", "undo 1", "undo 7", "split f6 s7 -", "join all f6"]
    done = play(hexfront, save, *lines, "orders", "undo 2", "orders", "undo all", "orders")
    assert done.stdout.count("Ordered: build w24 cutter\n") == 4
    assert "Not accepted [C3.5]: needs 25 stores, 10 left" in done.stdout
    assert "1. build w24 cutter\n  2. build w24 cutter\n  3. build" in done.stdout
    assert "Type its number in the list of orders, 1 to 3" in done.stdout
    assert "the new fleet is f22\n" in done.stdout
    assert done.stdout.rstrip().split("orders\n")[-1].startswith("No orders yet.")


def test_an_order_that_is_typed_wrongly_is_explained(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "posture f6", "orders")
    assert "Not understood [C13.1]: posture takes 2 words, not 1" in done.stdout
    assert "  posture FLEET shy, even or stubborn: when it leaves a fight" in done.stdout


def test_a_word_that_is_nearly_one_is_pointed_out(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "buildx w24 mills", "worldz", "qqq")
    assert "there is no order buildx\n  Did you mean “build”?" in done.stdout
    assert "Did you mean “world”?" in done.stdout
    assert "there is no order qqq\n  “? WORD” says more" in done.stdout


def test_fleets_say_how_long_they_still_take(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "sail f6 w12", "fleets", "sail f6 w24", "fleet f6")
    assert "even; sail w12 (3)\n" in done.stdout
    assert done.stdout.count("even; sail w24\n") == 2


def test_there_is_no_report_of_the_first_turn(hexfront: Command, save: Path) -> None:
    assert "Nothing has happened yet" in play(hexfront, save, "report").stdout


def test_what_was_built_is_repeated_in_the_next_turn(hexfront: Command, save: Path) -> None:
    lines = ["repeat", "build w24 cutter", "muster w24 linesman", "end now", "repeat", "orders"]
    done = play(hexfront, save, *lines)
    assert "There is nothing to do for it." in done.stdout
    assert (
        done.stdout.rstrip()
        .split("orders\n")[-1]
        .startswith("  1. build w24 cutter\n  2. muster w24 linesman\n")
    )


def test_a_packet_takes_so_many_orders_and_no_more(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.limits.PACKET_ORDERS", 2)
    done = play(hexfront, save, "levy light", "levy heavy", "levy even", "orders")
    assert "has 3 orders; there are at most 2 in a turn" in done.stdout
    assert (
        done.stdout.rstrip().split("orders\n")[-1].startswith("  1. levy light\n  2. levy heavy\n")
    )


def test_what_can_be_ordered_is_listed_for_fleets_worlds_and_the_house(
    hexfront: Command, save: Path
) -> None:
    done = play(hexfront, save, "can f6", "can w24", "can", "can w99")
    assert "land: w10 (1)\n" in done.stdout
    assert "posture: shy, even, stubborn\n" in done.stdout
    assert "build: wherry (15), ark (40), lighter (30), cutter (25), mills (36)," in done.stdout
    assert "muster: linesman (10), sapper (20), outrider (25)\n" in done.stdout
    assert "study: 0, 10, 20, 30, 40, 50\n" in done.stdout
    assert "levy: light, even, heavy\n" in done.stdout
    assert "w99 is no fleet and no world of yours" in done.stdout


def test_every_command_and_every_order_has_help(hexfront: Command, save: Path) -> None:
    from client.terminal.campaign.session import COMMANDS
    from engine.campaign.orders import VERBS

    asked = [f"? {word}" for word in (*VERBS, *COMMANDS)]
    done = play(hexfront, save, "?", *asked)
    assert done.stdout.count("[C") >= len(VERBS)
    for word in ("land FLEET WORLD", "intrigue KIND TARGET", "books:", "end: end the turn"):
        assert word in done.stdout


def test_the_turn_ends_after_a_list_of_what_waits(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "end", "no", "end", "end", "quit")
    assert "Fleets without a mission: f18, f20, f6" in done.stdout
    assert "Docks without work: w24 (4)" in done.stdout
    assert "Stores not spent: 110" in done.stdout
    assert done.stdout.count("Report of turn 1\n") == 1
    assert Campaign.load(save).turn == 2


def test_worlds_houses_and_books_are_shown(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "map", "worlds", "world w10", "world w00", "houses", "books")
    assert "A24* ==" in done.stdout
    assert "w24 home: 5 of 5 anchors lit, folk 100, mills 50, yield 90" in done.stdout
    assert "defence about 180; seen in turn 1" in done.stdout
    assert "never seen" in done.stdout
    assert "Tolvane (Deepwrought, home w29): standing 20, neutral" in done.stdout
    assert "yields 90, stewardship −0, pacts +0, study −18, upkeep −19" in done.stdout


# Landings


def test_a_landing_is_offered_and_resolved(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, *LANDING, "sleep", "resolve", "quit")
    assert "w10: Askerry comes to land, against the free folk" in done.stdout
    spec = landing_of(save)
    chances = terminal_percent(chance(spec, NUMBERS) / 1000)
    assert f"your chance if resolved: {chances}, as of two equal tacticians" in done.stdout
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
    assert "less than 90 %" in done.stdout
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


# Saves


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
    assert "this file already exists" in again.stderr.replace("\n", " ")


def test_a_setup_file_says_who_plays(hexfront: Command, save: Path) -> None:
    file = save.parent / "setup.toml"
    file.write_text(SETUP)
    done = hexfront("campaign", "play", "--setup", file, "--save", save, typed="houses\nquit\n")
    assert done.exit_code == 0
    assert "House my_own, seed 7, turn 1 of 4." in done.stdout
    other = hexfront("campaign", "play", "--setup", file, "--you", "askerry")
    assert other.exit_code == 1
    assert "askerry" in other.stderr
    wrong = hexfront("campaign", "play", "--setup", file, "--seed", 3)
    assert wrong.exit_code == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--you", "nobody"), "nobody"),
        (("--houses", 5), "5"),
        (("--turns", 0), "0 turns"),
        (("--level", "god"), "god"),
        (("--opponent", "bot:nobody"), "bot:nobody"),
        (("--save", "none/a.jsonl"), "none"),
    ],
)
def test_options_that_can_not_be_are_refused_in_a_sentence(
    hexfront: Command, options: tuple[object, ...], message: str
) -> None:
    done = hexfront("campaign", "play", *options)
    assert done.exit_code in {1, 2}
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_house_is_chosen_by_its_name_in_any_case(hexfront: Command, save: Path) -> None:
    done = hexfront(*BEGIN[:4], "--you", "Quillane", "--save", save, typed="quit\n")
    assert "House Quillane" in done.stdout


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


def test_a_mistyped_command_is_not_taken_for_a_file(hexfront: Command) -> None:
    done = hexfront("campaign", "plya")
    assert done.exit_code == 2
    assert "plya" in done.stderr
    assert "play" in done.stderr.replace("plya", "")


def test_texts_of_files_never_reach_the_terminal_as_they_are(hexfront: Command, save: Path) -> None:
    play(hexfront, save, "build w24 mills", "quit")
    progress = save.with_name(f"{save.name}.progress")
    line = json.loads(progress.read_text(encoding="utf-8").splitlines()[-1])
    line["orders"] = ["build w24 \x1b[31mred\x07"]
    progress.write_text(f"{json.dumps(line)}\n", encoding="utf-8")
    done = hexfront("campaign", save, typed="orders\nworld \x1b[31m\nland \x1b]0;x f6\nquit\n")
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


# Ends


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
    later = hexfront("campaign", "replay", save, "--turn", 9)
    assert "The campaign has not come to turn 9." in later.stdout


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


# At a terminal


@PTY
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_a_campaign_in_a_sentence(tmp_path: Path, number: signal.Signals) -> None:
    save = tmp_path / "campaign.jsonl"
    terminal = Terminal(tmp_path, *BEGIN, "--save", save)
    terminal.read()
    terminal.type("build w24 mills")
    terminal.signal(number)
    terminal.read()
    assert terminal.wait() == 128 + number
    assert "You left the campaign" in terminal.printed
    assert Campaign.resume(save)[0].packet("askerry") == ("build w24 industry",)


@PTY
def test_words_are_completed_at_a_terminal(tmp_path: Path) -> None:
    pytest.importorskip("readline")
    terminal = Terminal(tmp_path, *BEGIN, "--save", tmp_path / "campaign.jsonl")
    terminal.read()
    assert "Ordered: posture f6 stubborn" in terminal.type("post\tf6\tstub\t")
    assert "Ordered: build w24 battery" in terminal.type("build\tw24\tbatt\t")
    terminal.type("quit")
    assert terminal.wait() == 0


@PTY
def test_letters_with_accents_are_read_without_the_locale_that_is_asked_for(
    tmp_path: Path,
) -> None:
    save = tmp_path / "campaign.jsonl"
    terminal = Terminal(tmp_path, *BEGIN, "--save", save, locale="fr_FR.UTF-8")
    terminal.read()
    assert "Ordonné\u202f: étude 20 métier=1" in terminal.type("étude 20 métier=1")
    terminal.type("quitter")
    assert terminal.wait() == 0


@PTY
@pytest.mark.slow
def test_a_person_plays_a_campaign_is_killed_in_a_battle_and_goes_on(tmp_path: Path) -> None:
    """The same with 35 turns, and all that must happen in them: campaign_person as a command."""
    person = Person(tmp_path, 5003, 6, 4, "askerry")
    person.play()
    assert person.killed
    assert {"fought", "pact", "ended"} <= happenings(person.save, "askerry")


# In French


def test_a_campaign_is_played_in_french(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    lines = [
        "possible f6", "chances descendre f6 w10", "descendre f6 w10", "land f6 w10",
        "construire w24 caraque", "construire w24 batterie", "étude 20 métier=3,instruction=1",
        "etude 30 metier=1", "lettre pacte tolvane", "annuler", "mondes", "maisons", "comptes",
        "? lever", "?", "garnison w24 500", "annuler 2", "annuler tous",
        "scinder f6 hors-de-combat",
        "débarquer f6 tous", "embarquer f6 meilleurs", "réparer tous", "étabir f6 w01", "rapport",
        "? garnison", "? annuler", "descendre f6 w10", "finir deja", "?", "zut", "résoudre",
        "rapport", "finir", "finir", "quitter",
    ]  # fmt: skip
    done = hexfront(*BEGIN, "--save", save, typed=typed(lines))
    assert done.exit_code == 0
    assert "Ordonné\u202f: descendre f6 w10" in done.stdout
    assert "Refusé [C6.3]\u202f: caraque demande le métier 3, le vôtre est 0" in done.stdout
    assert "Ordonné\u202f: étude 20 métier=3,instruction=1" in done.stdout
    assert "Rapport du tour 2" in done.stdout
    typed_in = {f"> {line}" for line in lines}
    shown = {line.strip() for line in done.stdout.splitlines()} - typed_in
    assert left_in(shown, "en", "fr") == set()


HELP = ("", "play", "replay", "map", "a.jsonl")
"""The commands of players; a file stands for going on in it."""


@pytest.mark.parametrize("command", HELP)
def test_help_is_in_the_language_of_the_settings(
    hexfront: Command, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    words = [word for word in ("campaign", command) if word]
    english = hexfront(*words, "--help").stdout
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    french = hexfront(*words, "--help").stdout
    assert "Show this help and stop." in english
    assert "Afficher cette aide" in french
    assert "campaign-option" not in english + french


def test_every_option_of_players_has_help() -> None:
    from typer.main import get_command

    from hexfront.program import build_program

    campaign = get_command(build_program(["campaign"])).commands["campaign"]  # type: ignore[attr-defined]
    for name in ("play", "continue", "replay", "map"):
        for option in campaign.commands[name].params:
            assert option.help.startswith("campaign-option."), (name, option.name)
