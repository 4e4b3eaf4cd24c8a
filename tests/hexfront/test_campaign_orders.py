"""Orders of a campaign in the terminal: typed, explained, refused, taken back, ended with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from client.text.format import terminal_percent
from engine.campaign.campaign import Campaign
from engine.campaign.mission_forecast import MissionForecast, forecast_mission
from engine.campaign.orders import FleetMission, parse_order
from tests.hexfront.campaign_lines import Command, play


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print on lines so wide that sentences are not wrapped."""
    monkeypatch.setenv("COLUMNS", "400")


def forecast(save: Path, order: str) -> MissionForecast:
    """Return what the person can expect of a mission in the first turn of a save."""
    campaign = Campaign.load(save, 0)
    mission = parse_order(order)
    assert isinstance(mission, FleetMission)
    return forecast_mission(campaign.view("askerry"), campaign.budget("askerry"), mission)


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
    assert "chance 55%, price 8" in done.stdout
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
    assert "host 9, 360 of 400 room taken" in done.stdout


def test_short_lines_give_several_orders_that_are_taken_back_by_their_numbers(
    hexfront: Command, save: Path
) -> None:
    lines = ["build w24 cutter 9", "orders", "undo 1", "undo 7", "split f6 s7 -", "join all f6"]
    done = play(hexfront, save, *lines, "orders", "undo 2", "orders", "undo all", "orders")
    assert done.stdout.count("Ordered: build w24 cutter\n") == 4
    assert "4 of 9 are ordered.\nNot accepted [C3.6]: w24 has docks for 4 of the 9\n" in done.stdout
    assert "1. build w24 cutter\n  2. build w24 cutter\n  3. build" in done.stdout
    assert "Type its number in the list of orders, 1 to 3" in done.stdout
    assert "the new fleet is f22\n" in done.stdout
    assert done.stdout.rstrip().split("orders\n")[-1].startswith("No orders yet.")


def test_undo_takes_back_all_that_one_line_gave(hexfront: Command, save: Path) -> None:
    lines = ["levy light", "build w24 cutter 3", "muster w24 linesman", "undo", "undo", "orders"]
    done = play(hexfront, save, *lines, "undo", "orders")
    assert done.stdout.count("Taken back: build w24 cutter\n") == 3
    before, last = done.stdout.split("> orders\n")[1:]
    assert before.startswith("  1. levy light\n")
    assert "2. " not in before.split("Turn 1")[0]
    assert last.startswith("No orders yet.")


def test_what_is_left_of_a_line_is_taken_back_together(hexfront: Command, save: Path) -> None:
    lines = ["build w24 cutter 3", "levy light", "undo 2.", "undo", "orders", "undo", "orders"]
    done = play(hexfront, save, *lines)
    before, last = done.stdout.split("> orders\n")[1:]
    assert before.startswith("  1. build w24 cutter\n  2. build w24 cutter\n")
    assert "3. " not in before.split("Turn 1")[0]
    assert last.startswith("No orders yet.")


def test_orders_of_a_campaign_that_goes_on_are_taken_back_one_by_one(
    hexfront: Command, save: Path
) -> None:
    play(hexfront, save, "build w24 cutter 3")
    done = hexfront("campaign", save, typed="undo\norders\nquit\n")
    assert done.stdout.split("> orders\n")[-1].startswith(
        "  1. build w24 cutter\n  2. build w24 cutter\n> "
    )


def test_orders_that_need_one_that_is_taken_back_go_with_it(hexfront: Command, save: Path) -> None:
    lines = ["split f6 s7 -", "guard f22 w24", "build w24 cutter 2", "undo 1", "undo", "orders"]
    done = play(hexfront, save, *lines)
    assert "Taken back: split f6 s7 -\nTaken back: guard f22 w24\n" in done.stdout
    assert done.stdout.split("> orders\n")[-1].startswith("No orders yet.")


def test_an_order_that_is_typed_wrongly_is_explained(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "posture f6", "orders")
    assert "Not understood [C13.1]: posture takes 2 words, not 1" in done.stdout
    assert "  posture FLEET shy, even or stubborn: when it leaves a fight" in done.stdout


def test_what_is_named_by_no_word_is_asked_for(hexfront: Command, save: Path) -> None:
    lines = ["world", "fleet", "world ,", "fleet ,", "can ,", "garrison w24", "repeat a b"]
    done = play(hexfront, save, *lines, "repair all", "unload f18 all")
    shown = dict(part.split("\n", 1) for part in done.stdout.split("> ")[1:-1])
    assert shown["world"] == "Which world? Type its name after it, such as w07.\n"
    assert shown["fleet"] == "Which fleet? Type its name after it, such as f2.\n"
    assert shown["world ,"] == "There is no world “,”.\n"
    assert shown["fleet ,"] == "You have no fleet “,”.\n"
    assert shown["can ,"].startswith("“,” is no fleet and no world of yours")
    assert shown["garrison w24"].startswith(
        "Not understood: “garrison” takes 2 words, not 1.\n  garrison WORLD POINTS: "
    )
    assert shown["repeat a b"].startswith(
        "Not understood: “repeat” takes 1 word or none, not 2.\n  repeat WORLD: "
    )
    assert shown["repair all"] == "Nothing is crippled at your yards.\n"
    assert shown["unload f18 all"].startswith("f18 has nobody aboard.\n")


def test_a_number_that_is_none_is_named_with_how_the_line_is_typed(
    hexfront: Command, save: Path
) -> None:
    done = play(hexfront, save, "muster w24 linesman -1", "garrison w24 2.5", "lever w24 picker x")
    fighters = "Not understood [C13.1]: -1 is not a number of fighters, 1 to 9999\n  muster WORLD"
    assert fighters in done.stdout
    points = "Not understood [C13.1]: 2.5 is not a number of points, 1 to 9999\n  garrison WORLD"
    assert points in done.stdout
    assert "x is not a number of fighters" in done.stdout
    assert "Did you mean" not in done.stdout


@pytest.mark.parametrize(
    ("locale", "typed", "meant"),
    [
        ("C.UTF-8", "board", "load"),
        ("C.UTF-8", "CONQUER", "land"),
        ("C.UTF-8", "charger", "load"),
        ("fr_FR.UTF-8", "charger", "embarquer"),
        ("fr_FR.UTF-8", "coloniser", "peupler"),
    ],
)
def test_a_word_for_the_same_thing_is_known(
    hexfront: Command,
    save: Path,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    typed: str,
    meant: str,
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    lines = play(hexfront, save, f"{typed} f6 w10", f"? {typed}", "quit").stdout.splitlines()
    mistyped = lines[lines.index(f"> {typed} f6 w10") + 2]
    assert re.findall(r"\w+", mistyped)[-1] == meant
    near = lines[lines.index(f"> ? {typed}") + 2]
    assert re.findall(r"[\w-]+", near.partition(":")[2])[0] == meant


def test_an_order_that_a_later_one_replaces_is_marked_and_comes_back(
    hexfront: Command, save: Path
) -> None:
    lines = ["sail f6 w25", "levy light", "land f6 w10", "levy heavy", "orders", "undo", "undo 3"]
    shown = dict(
        part.split("\n", 1) for part in play(hexfront, save, *lines).stdout.split("> ")[1:-1]
    )
    assert "  1. sail f6 w25 (replaced by 3)\n  2. levy light (replaced by 4)\n" in shown["orders"]
    assert "  3. land f6 w10\n  4. levy heavy\n" in shown["orders"]
    assert "Taken back: levy heavy\nIn force again: levy light\n" in shown["undo"]
    assert "Taken back: land f6 w10\nIn force again: sail f6 w25\n" in shown["undo 3"]


def test_a_world_where_nothing_can_be_paid_says_so(hexfront: Command, save: Path) -> None:
    lines = ["build w24 bastion", "muster w24 linesman", "can w24", "undo all", "can w24"]
    done = play(hexfront, save, *lines)
    shown = done.stdout.split("> can w24\n")
    expected = "  Nothing can be paid at w24: the cheapest thing costs 10, and 0 stores are left.\n"
    assert shown[1].startswith(expected)
    assert shown[2].startswith("  build: ")


def test_an_intrigue_where_one_lands_is_told_to_come_later(hexfront: Command, save: Path) -> None:
    late = "landings come before intrigues: if w10 is yours by then"
    lines = ["intrigue survey w10", "land f6 w10", "undo", "undo", "land f6 w10"]
    done = play(hexfront, save, *lines, "odds intrigue survey w10", "intrigue survey w10", "quit")
    parts = [part for part in done.stdout.split("> ")[1:] if not part.startswith("undo")]
    assert [late in part for part in parts] == [False, True, False, True, True, False]


def test_a_word_that_is_nearly_one_is_pointed_out(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "buildx w24 mills", "worldz", "qqq")
    assert "there is no order buildx\n  Did you mean “build”?" in done.stdout
    assert "Did you mean “world”?" in done.stdout
    assert "there is no order qqq\n  “? WORD” explains any word" in done.stdout


def test_fleets_say_how_long_they_still_take(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "sail f6 w12", "fleets", "sail f6 w24", "fleet f6")
    assert "even; sail w12 (3)\n" in done.stdout
    assert done.stdout.count("even; sail w24\n") == 2


def test_there_is_no_report_of_the_first_turn(hexfront: Command, save: Path) -> None:
    assert "Nothing has happened yet" in play(hexfront, save, "report").stdout


def test_what_was_built_is_repeated_in_the_next_turn(hexfront: Command, save: Path) -> None:
    lines = ["repeat", "build w24 cutter", "muster w24 linesman", "end now", "repeat", "orders"]
    done = play(hexfront, save, *lines)
    assert "Nothing was built or mustered in the turn before." in done.stdout
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
    listed = done.stdout.rstrip().split("orders\n")[-1]
    assert listed.startswith("  1. levy light (replaced by 2)\n  2. levy heavy\n> ")


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


def test_worlds_are_named_as_the_map_shows_them(hexfront: Command, save: Path) -> None:
    lines = ["world A24", "world 24", "world ?31", "world +10", "world T24", "can A24", "world o14"]
    done = play(
        hexfront, save, *lines, "world t29*", "sail f6 +10", "repair A24 all", "garrison A24 1"
    )
    shown = dict(part.split("\n", 1) for part in done.stdout.split("> ")[1:-1])
    assert shown["world A24"] == shown["world 24"]
    assert shown["world A24"].startswith("  w24 home: ")
    assert shown["world ?31"].startswith("  w31 ")
    assert shown["world +10"].startswith("  w10 ")
    assert shown["world o14"].startswith("  w14 ")
    assert shown["world t29*"].startswith("  w29 home: ")
    assert shown["world T24"] == "There is no world T24.\n"
    assert shown["can A24"].startswith("  build: ")
    assert shown["sail f6 +10"].startswith("Ordered: sail f6 w10\n")
    assert shown["repair A24 all"] == "Nothing is crippled at w24.\n"
    assert shown["garrison A24 1"].startswith("The garrison of w24 has 225 points already")


def test_homes_and_the_hub_are_nobodys_for_nobody(hexfront: Command, save: Path) -> None:
    """They were never seen, but everybody knows who lives there; orders are judged as CAMPAIGN's
    C13.2 says: what was never seen counts as nobody's.
    """
    lines = [
        *("map", "can f18", "world w29", "world w00", "odds settle f18 w29", "settle f18 w29"),
        *("land f6 w29", "odds land f6 w00", "intrigue survey w29", "land f6 w31"),
        "odds sail f6 w00",
    ]  # fmt: skip
    done = play(hexfront, save, *lines)
    shown = dict(part.split("\n", 1) for part in done.stdout.split("> ")[1:-1])
    assert "t29" in shown["map"]
    assert "T29" not in shown["map"]
    settled = next(row for row in shown["can f18"].splitlines() if "settle: " in row)
    view = Campaign.load(save).view("askerry")
    homes = {house.home for house in view.houses.values()}
    assert len(homes) == 4
    assert not any(world in settled for world in (*homes, "w00"))
    assert "w31" in settled
    assert "w29 home: 5 anchors; never seen; the home of Tolvane\n" in shown["world w29"]
    assert "never seen; the middle of the map, a free world at the start\n" in shown["world w00"]
    for line in ("odds settle f18 w29", "settle f18 w29"):
        assert "everybody knows it as the home of Tolvane\n" in shown[line]
        assert "somebody lives at w29: nobody can settle there\n" in shown[line]
    unseen = (
        "w29 is the home of Tolvane, but you have never seen it: until then it counts as nobody’s"
    )
    assert shown["land f6 w29"] == f"Not accepted [C10.1]: {unseen}\n"
    assert shown["intrigue survey w29"] == f"Not accepted [C7.2]: {unseen}\n"
    assert shown["odds land f6 w00"].startswith(
        "Not accepted [C10.1]: w00 is the middle of the map"
    )
    assert shown["land f6 w31"] == "Not accepted [C10.1]: w31 is nobody’s, as far as you know\n"
    assert "nobody can settle" not in shown["odds sail f6 w00"]


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
    assert done.stdout.count("The turn has not ended.") == 1
    assert Campaign.load(save).turn == 2


@pytest.mark.parametrize("answer", ["end", "END", "end now", "yes", "YES"])
def test_the_question_before_the_end_is_answered(
    hexfront: Command, save: Path, answer: str
) -> None:
    play(hexfront, save, "end", answer, "quit")
    assert Campaign.load(save).turn == 2


@pytest.mark.parametrize("line", ["end please", "levy light", "build w24 cutter 2", "?", "sure"])
def test_what_is_typed_ahead_of_the_question_is_read_as_the_next_line(
    hexfront: Command, save: Path, line: str
) -> None:
    asked = play(hexfront, save, "end", line, "quit").stdout
    save.unlink()
    alone = play(hexfront, save, line, "quit").stdout
    assert Campaign.load(save).turn == 1
    told = alone.split(f"> {line}\n")[1].split("> quit")[0]
    assert told.strip()
    after = asked.split(f"> {line}\nThe turn has not ended.\n")[1]
    assert after.split("> quit")[0].endswith(told)
    assert f"> {line}\n" not in after, "it is shown once"


def test_the_end_of_the_input_answers_no_question(hexfront: Command, save: Path) -> None:
    assert "End of input" in play(hexfront, save, "end").stdout
    assert Campaign.load(save).turn == 1


def test_worlds_houses_and_books_are_shown(hexfront: Command, save: Path) -> None:
    done = play(hexfront, save, "map", "worlds", "world w10", "world w00", "houses", "books")
    assert "A24* ==" in done.stdout
    assert "w24 home: 5 of 5 anchors lit, folk 100, mills 50, yield 90" in done.stdout
    assert "defence about 180, those found alive included; seen in turn 1" in done.stdout
    assert "never seen" in done.stdout
    assert "Tolvane (Deepwrought, home w29): standing 20, neutral" in done.stdout
    assert "yields 90, stewardship −0, pacts +0, study −18, upkeep −19" in done.stdout
