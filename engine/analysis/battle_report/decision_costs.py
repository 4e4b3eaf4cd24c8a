"""What decisions cost: the mean value after an action, compared with a policy's favourites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.analysis.battle_report.figures import DecisionCost, Sampling
from engine.battle import rules
from engine.battle.actions import Activate, EndPhase, Wait
from engine.dice import RecordingDice, SeededDice
from engine.evaluation.position import VICTORY, result_value
from engine.players.playout import SEEDS

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from engine.battle.actions import Action
    from engine.battle.battle import Step
    from engine.battle.phase import Phase
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.dice import Dice
    from engine.players.policy import Policy

_FIRST: Final = 1
"""Added to a sampler's seed: its dice then have seeds beyond those of any battle."""


def cost_of(
    policy: Policy, number: int, step: Step, sampling: Sampling
) -> Generator[None, None, DecisionCost | None]:
    """Return what the action of a step cost; None if the policy had no choice there.

    *number* is the index of the step. All options are judged by the same sampled dice, which are
    never those of a battle. The end of a phase is compared with what the policy would do with the
    units that are left in it, the most urgent ones first. Yields after each sample.
    """
    state, ends = step.before, isinstance(step.action, EndPhase)
    favourites = _favourites(policy, state, sampling.favourites, ends=ends)
    if not ends and len(favourites) == 1:
        return None
    values: dict[Action, float] = {}
    for action in dict.fromkeys((step.action, *favourites)):
        values[action] = yield from _mean_value(
            policy, number, state, action, sampling, plays_on=ends
        )
    best = max(favourites, key=lambda action: values[action])
    shown, then = best, None
    if isinstance(best, Activate):
        dice = SeededDice(_seed(sampling.seed, number, 0))
        shown, then = _first_deed(policy, state, best, dice)
    return DecisionCost(
        number,
        state.to_act,
        state.active,
        state.round,
        state.phase,
        step.action.to_text(),
        shown.to_text(),
        values[step.action],
        values[best],
        None if then is None else then.to_text(),
        favourites[0] == step.action,
    )


def _favourites(policy: Policy, state: BattleState, most: int, *, ends: bool) -> list[Action]:
    """Return the policy's favourites, the best first.

    If a phase *ends* and the policy leaves the order of units to their priorities, those are the
    most urgent activations.
    """
    offered, scores = policy.weigh(state)
    if ends and len(offered) == 1:
        return [*policy.rank_units(state)[:most]]
    return [offered[int(place)] for place in (-scores).argsort(kind="stable")[:most]]


def _choice(policy: Policy, state: BattleState) -> Action:
    """Return the first of the policy's favourites."""
    return _favourites(policy, state, 1, ends=False)[0]


def find_costs(
    policy: Policy, steps: Sequence[Step], sampling: Sampling
) -> Generator[float | None, None, list[DecisionCost]]:
    """Return the costs of all decisions in which the policy had a choice, in their order.

    Yields after each sample, and the share of the steps that is judged after each step.
    EncodingError for a battle beyond the policy's encoding.
    """
    found: list[DecisionCost] = []
    for number, step in enumerate(steps):
        cost = yield from cost_of(policy, number, step, sampling)
        if cost is not None:
            found.append(cost)
        yield (number + 1) / len(steps)
    return found


def _mean_value(
    policy: Policy,
    number: int,
    state: BattleState,
    action: Action,
    sampling: Sampling,
    *,
    plays_on: bool,
) -> Generator[None, None, float]:
    """Return the mean value after an action, or after the rest of its phase, for the side that
    takes it.
    """
    side, total = state.to_act, 0.0
    for sample in range(sampling.samples):
        dice = RecordingDice(SeededDice(_seed(sampling.seed, number, sample)))
        after, _ = rules.carry_out(state, action, dice)
        if plays_on:
            after = _end_of_phase(policy, state, after, dice)
        value = _value(policy, after, side)
        if not dice.faces:
            return value  # without dice, every sample is the same
        total += value
        yield
    return total / sampling.samples


def _end_of_phase(
    policy: Policy, begun: BattleState, state: BattleState, dice: RecordingDice
) -> BattleState:
    """Return the state after the phase of *begun*, played on from *state* as the policy would."""
    while state.result is None and _phase_of(state) == _phase_of(begun):
        state, _ = rules.carry_out(state, _choice(policy, state), dice)
    return state


def _first_deed(
    policy: Policy, begun: BattleState, first: Activate, dice: Dice
) -> tuple[Activate, Action]:
    """Return the first unit that the policy does something with in a phase, and what that is.

    It plays the phase on from an activation; units before that only wait. If all of them do, so
    does the first one.
    """
    activation: Activate = first
    state = rules.carry_out(begun, first, dice)[0]
    while state.result is None and _phase_of(state) == _phase_of(begun):
        choice = _choice(policy, state)
        if isinstance(choice, Activate):
            activation = choice
        elif not isinstance(choice, Wait):
            return activation, choice
        state, _ = rules.carry_out(state, choice, dice)
    return first, Wait()


def _phase_of(state: BattleState) -> tuple[int, Side, Phase]:
    return state.round, state.side, state.phase


def _value(policy: Policy, state: BattleState, side: Side) -> float:
    if state.result is not None:
        return result_value(state.result, side) / VICTORY
    return policy.value(state, side)


def _seed(seed: int, number: int, sample: int) -> int:
    return ((seed + _FIRST) * SEEDS + number) * SEEDS + sample
