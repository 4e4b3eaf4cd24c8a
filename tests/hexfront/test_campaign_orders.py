"""Orders of a campaign in the terminal: typed, explained, refused, taken back, ended with."""

from __future__ import annotations

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
