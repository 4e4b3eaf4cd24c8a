"""The map in characters, and the words that complete what is being typed."""

from __future__ import annotations

import re

import pytest

from client.terminal.campaign.choices import choice_rows, command_lines, completions
from client.terminal.campaign.map_drawing import draw_star_map
from client.terminal.campaign.session import COMMANDS
from client.text.campaign.map_marks import marks_of
from client.text.campaign.order_text import OrderReader, order_text
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.setups import draw_setup

ME = "askerry"
NUMBERS = load_numbers()


def campaign_of(houses: int, seed: int = 5003) -> Campaign:
    return Campaign.new(NUMBERS, draw_setup(NUMBERS, seed, houses, level="veteran", you=ME))


@pytest.mark.parametrize("houses", [2, 3, 4, 6])
def test_every_world_is_on_the_map_once_and_fits_on_eighty_columns(houses: int) -> None:
    campaign = campaign_of(houses)
    drawn = draw_star_map(campaign.view(ME), campaign.budget(ME))
    numbers = re.findall(r"[A-Za-z?+.](\d\d)", drawn)
    assert sorted(numbers) == sorted(world[1:] for world in campaign.state.map.sites)
    assert max(map(len, drawn.splitlines())) <= 80
    assert drawn.count("*") == 1


def test_every_lane_is_on_the_map_once() -> None:
    campaign = campaign_of(4)
    drawn = draw_star_map(campaign.view(ME), campaign.budget(ME))
    lanes = campaign.state.map.lanes
    expected = sum(len(near) for near in lanes.values()) // 2
    flat = len(re.findall(r" (?:==|--|\.\.) ", drawn))
    slanted = sum(len(re.findall(r"\\\\|//|\\|/|:", row)) for row in drawn.splitlines()[1::2])
    assert flat + slanted == expected


def test_each_house_has_a_mark_of_its_own() -> None:
    marks = marks_of(campaign_of(6).view(ME))
    assert len(set(marks.values())) == len(marks) == 6


def test_every_candidate_is_read_as_it_is_shown() -> None:
    campaign = campaign_of(4)
    reader = OrderReader(campaign.view(ME))
    orders = [order.to_text() for order in campaign.candidates(ME)]
    assert len(orders) > 300
    for order in orders:
        shown = order_text(order, ME)
        assert reader.read(shown) == order, shown
        assert reader.read(order) == order
        assert "askerry" not in shown


def test_completions_are_the_words_that_may_come_next() -> None:
    candidates = campaign_of(4).candidates(ME)
    assert "land" in completions(candidates, ME, list(COMMANDS), "")
    assert completions(candidates, ME, [], "la") == ["land"]
    assert completions(candidates, ME, [], "land ") == ["f6"]
    assert completions(candidates, ME, [], "LAND f6 w") == ["w10"]
    assert completions(candidates, ME, [], "posture f6 ") == ["shy", "even", "stubborn"]
    assert completions(candidates, ME, [], "swim ") == []


def test_commands_are_completed_with_the_words_that_may_follow() -> None:
    campaign = campaign_of(4)
    lines = list(command_lines(campaign.view(ME), campaign.budget(ME), COMMANDS))
    assert completions([], ME, lines, "wor") == ["worlds", "world"]
    assert completions([], ME, lines, "world w0")[:2] == ["w00", "w01"]
    assert completions([], ME, lines, "fleet ") == ["f18", "f20", "f6"]
    assert completions([], ME, lines, "can w") == ["w24"]
    assert completions([], ME, lines, "? la") == ["land", "last-stand", "last-house"]
    assert completions([], ME, lines, "help gallea") == ["galleass"]
    assert completions([], ME, lines, "end ") == ["now"]
    assert completions([], ME, lines, "undo ") == ["all"]


def test_worlds_that_can_be_reached_come_by_turns() -> None:
    campaign = campaign_of(4)
    view, budget = campaign.view(ME), campaign.budget(ME)
    rows = list(choice_rows(view, budget, campaign.candidates(ME), f"{ME}.f6"))
    (sail,) = (row for row in rows if row.startswith("sail: "))
    near, *_ = sail.removeprefix("sail: w24 (0) | ").split(" | ")
    assert near == "w02, w09, w10, w11, w22, w23, w25 (1)"
    reached = re.findall(r"w\d\d", sail)
    assert len(reached) == len(set(reached)) > 30
