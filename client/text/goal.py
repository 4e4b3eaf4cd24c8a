"""The goal of a battle in one line, from what its scenario says about scoring and its end (R9)."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from client.text.catalogue import plural, text

if TYPE_CHECKING:
    from engine.battle.scenario import RuleNumbers, Scenario


class Goal(enum.Enum):
    """What decides a battle in which both sides have units left at its end."""

    EACH = "goal.each"
    """The points of every anchor held."""
    ONE = "goal.one"
    """The points of the only anchor."""
    CAPPED = "goal.capped"
    """Points that a second anchor adds nothing to."""
    LAST = "goal.last"
    """Points that are scored only after the last turn."""
    VALUE = "goal.value"
    """The value of the surviving units: nothing scores."""


def goal_of(scenario: Scenario) -> Goal:
    """Return what decides the battle of a scenario."""
    rules, anchors = scenario.rules, len(scenario.objectives)
    if not scenario.score_objectives or not rules.points_for(1):
        return Goal.VALUE
    if not scores_in_commands(rules):
        return Goal.LAST
    if anchors == 1:
        return Goal.ONE
    return Goal.EACH if rules.points_for(2) > rules.points_for(1) else Goal.CAPPED


def scores_in_commands(rules: RuleNumbers) -> bool:
    """Whether a side ever scores at the start of its turn, and not only after the last (R9.2)."""
    return rules.first_scoring_round <= rules.rounds


def goal_words(scenario: Scenario) -> str:
    """Return the goal of a scenario in one sentence."""
    goal, rules = goal_of(scenario), scenario.rules
    if goal is Goal.VALUE:
        return text(goal.value, rounds=rules.rounds)
    first = rules.first_scoring_round
    return plural(goal.value, rules.points_for(1), rounds=rules.rounds, first=first)
