from __future__ import annotations

import pytest

from client.text.format import amount, capitalised, comma_list, heading, percent, score
from client.text.format import terminal_percent as in_terminal


@pytest.mark.parametrize(
    ("chance", "window", "terminal"),
    [
        (0.0, "0%", "0%"),
        (0.001, "<1%", "1%"),
        (0.5, "50%", "50%"),
        (0.999, "99%", "99%"),
        (1.0, "100%", "100%"),
    ],
)
def test_only_the_certain_is_written_as_certain(chance: float, window: str, terminal: str) -> None:
    assert percent(chance) == window
    assert in_terminal(chance) == terminal


def test_amounts_have_one_decimal() -> None:
    assert amount(2) == "2.0"
    assert amount(1.25) == "1.2"


def test_words_are_joined_and_cased() -> None:
    assert comma_list(["a", "b", "c"]) == "a, b, c"
    assert capitalised("the planner") == "The planner"
    assert heading("Round 2") == "ROUND 2"
    assert score(3, 11) == "3 : 11"
