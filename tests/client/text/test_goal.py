"""The goal of a battle in one line, for every way to win that a scenario can set."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from client.text.goal import Goal, goal_of, goal_words
from engine.battle import load_scenario
from engine.battle.scenario import Scenario
from engine.data.datafiles import packaged_data

FIVE = load_scenario("crossroads")
PACKAGED = sorted(file.name[:-5] for file in packaged_data().joinpath("scenarios").iterdir())


def changed(**numbers: Any) -> Scenario:
    return msgspec.structs.replace(FIVE, rules=msgspec.structs.replace(FIVE.rules, **numbers))


def with_anchors(count: int) -> Scenario:
    return msgspec.structs.replace(FIVE, objectives=FIVE.objectives[:count])


CASES: list[tuple[Scenario, Goal, str]] = [
    (
        FIVE,
        Goal.EACH,
        (
            "Hold anchors: 5 points each at the start of your turn from round 2; "
            "most points after round 5"
        ),
    ),
    (
        changed(objective_points=1, rounds=3),
        Goal.EACH,
        (
            "Hold anchors: 1 point each at the start of your turn from round 2; "
            "most points after round 3"
        ),
    ),
    (
        with_anchors(1),
        Goal.ONE,
        (
            "Hold the anchor: 5 points at the start of your turn from round 2; "
            "most points after round 5"
        ),
    ),
    (
        changed(most_points=3),
        Goal.CAPPED,
        (
            "Hold an anchor: 3 points at the start of your turn from round 2,"
            " however many you hold; most points after round 5"
        ),
    ),
    (
        changed(first_scoring_round=6),
        Goal.LAST,
        "Hold anchors to the end: 5 points each after round 5; most points win",
    ),
    (
        msgspec.structs.replace(FIVE, score_objectives=False),
        Goal.VALUE,
        "Destroy the enemy: after round 5, the side whose surviving units are worth more wins",
    ),
    (
        changed(objective_points=0),
        Goal.VALUE,
        "Destroy the enemy: after round 5, the side whose surviving units are worth more wins",
    ),
]


@pytest.mark.parametrize(("scenario", "goal", "words"), CASES)
def test_the_goal_follows_from_the_scenario(scenario: Scenario, goal: Goal, words: str) -> None:
    assert (goal_of(scenario), goal_words(scenario)) == (goal, words)


def test_every_kind_of_goal_is_reached() -> None:
    assert {goal for _, goal, _ in CASES} == set(Goal)


@pytest.mark.parametrize("name", PACKAGED)
def test_every_packaged_scenario_has_a_goal(name: str) -> None:
    scenario = load_scenario(name)
    words = goal_words(scenario)
    assert str(scenario.rules.rounds) in words
    assert (goal_of(scenario) is Goal.VALUE) is not scenario.score_objectives
