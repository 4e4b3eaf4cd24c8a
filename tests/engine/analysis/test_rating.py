"""Ratings: what two players' games say, what a chain of them says, and what nobody can know."""

from __future__ import annotations

import math

import pytest

from engine.analysis.rating import ELO, PairingResult, rate

MANY = 1_000_000
"""Games beside which those that are given do not count."""


def rating(results: list[PairingResult], player: str, drawn: float = 1.0) -> float:
    return rate(results, "anchor", 1000, drawn)[player].rating


@pytest.mark.parametrize(
    ("share", "points"), [(0.5, 0), (10 / 11, 400), (0.75, 190.8), (0.2, -240.8)]
)
def test_a_lead_says_how_often_somebody_wins(share: float, points: float) -> None:
    played = [PairingResult("a", "anchor", share * MANY, MANY)]
    assert rating(played, "a") == pytest.approx(1000 + points, abs=0.2)


def test_who_is_a_and_who_is_b_makes_no_difference() -> None:
    one = [PairingResult("a", "anchor", 30, 40), PairingResult("b", "a", 25, 40)]
    other = [PairingResult("anchor", "a", 10, 40), PairingResult("a", "b", 15, 40)]
    assert rate(one, "anchor", 1000, 1.0) == rate(other, "anchor", 1000, 1.0)


def test_leads_add_up_along_a_chain() -> None:
    played = [
        PairingResult("a", "anchor", 0.75 * MANY, MANY),
        PairingResult("b", "a", 0.75 * MANY, MANY),
    ]
    assert rating(played, "b") == pytest.approx(1000 + 2 * 190.8, abs=0.5)


def test_the_anchor_keeps_its_rating_and_is_not_in_doubt() -> None:
    found = rate([PairingResult("a", "anchor", 3, 4)], "anchor", 1234, 1.0)["anchor"]
    assert (found.rating, found.error) == (1234, 0)


def test_who_never_loses_is_rated_all_the_same_and_higher_the_more_was_played() -> None:
    few, many = (rating([PairingResult("a", "anchor", n, n)], "a") for n in (10, 100))
    assert 1000 < few < many < 1000 + 400 * math.log10(2 * 100 + 2)
    assert rating([PairingResult("a", "anchor", 10, 10)], "a", drawn=4.0) < few


def test_the_error_is_that_of_the_share_of_wins() -> None:
    """Of an even rate after n games it is 1 / (2 √n), and the slope of the curve there 1 / 4."""
    found = rate([PairingResult("a", "anchor", 50, 100)], "anchor", 1000, 1e-9)["a"]
    assert found.error == pytest.approx(ELO * 4 / (2 * math.sqrt(100)), abs=0.1)


def test_more_games_say_more() -> None:
    errors = [
        rate([PairingResult("a", "anchor", n / 2, n)], "anchor", 1000, 1.0)["a"].error
        for n in (10, 100, 1000)
    ]
    assert errors[0] > errors[1] > errors[2] > 0
