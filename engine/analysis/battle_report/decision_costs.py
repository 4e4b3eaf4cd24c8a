"""What decisions cost: the mean value after an action, compared with a policy's favourites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.analysis.battle_report.figures import DecisionCost, Sampling
from engine.battle import rules
from engine.dice import RecordingDice, SeededDice
from engine.evaluation.position import VICTORY, result_value
from engine.players.playout import SEEDS

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from engine.battle.actions import Action
    from engine.battle.battle import Step
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.players.policy import Policy

_FIRST: Final = 1
"""Added to a sampler's seed: its dice then have seeds beyond those of any battle."""


def cost_of(
    policy: Policy, number: int, step: Step, sampling: Sampling
) -> Generator[None, None, DecisionCost | None]:
    """Return what the action of a step cost; None if the policy had no choice there.

    *number* is the index of the step. All options are judged by the same sampled dice, which are
    never those of a battle. Yields after each sample.
    """
    offered, scores = policy.weigh(step.before)
    if len(offered) == 1:
        return None
    order = (-scores).argsort(kind="stable")[: sampling.favourites]
    favourites = [offered[int(place)] for place in order]
    values: dict[Action, float] = {}
    for action in dict.fromkeys((step.action, *favourites)):
        values[action] = yield from _mean_value(policy, number, step.before, action, sampling)
    best = max(favourites, key=lambda action: values[action])
    return DecisionCost(
        number,
        step.before.to_act,
        step.before.active,
        step.before.round,
        step.action.to_text(),
        best.to_text(),
        values[step.action],
        values[best],
    )


def find_costs(
    policy: Policy, steps: Sequence[Step], sampling: Sampling
) -> Generator[None, None, list[DecisionCost]]:
    """Return the costs of all decisions in which the policy had a choice, in their order.

    Yields after each sample. EncodingError for a battle beyond the policy's encoding.
    """
    found: list[DecisionCost] = []
    for number, step in enumerate(steps):
        cost = yield from cost_of(policy, number, step, sampling)
        if cost is not None:
            found.append(cost)
        yield
    return found


def _mean_value(
    policy: Policy, number: int, state: BattleState, action: Action, sampling: Sampling
) -> Generator[None, None, float]:
    """Return the mean value after an action for the side that takes it."""
    side, total = state.to_act, 0.0
    for sample in range(sampling.samples):
        dice = RecordingDice(SeededDice(_seed(sampling.seed, number, sample)))
        after, _ = rules.carry_out(state, action, dice)
        value = _value(policy, after, side)
        if not dice.faces:
            return value  # without dice, every sample is the same
        total += value
        yield
    return total / sampling.samples


def _value(policy: Policy, state: BattleState, side: Side) -> float:
    if state.result is not None:
        return result_value(state.result, side) / VICTORY
    return policy.value(state, side)


def _seed(seed: int, number: int, sample: int) -> int:
    return ((seed + _FIRST) * SEEDS + number) * SEEDS + sample
