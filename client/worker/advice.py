"""Hints, explanations and judgements of decisions, which the worker process works out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from client.worker.protocol import AdviceRequest
from engine.battle import rules
from engine.battle.actions import Action, from_text
from engine.battle.battle import Step
from engine.battle.state import BattleState, setup_of
from engine.dice import ScriptedDice

if TYPE_CHECKING:
    from client.worker.protocol import Steps
    from engine.analysis.advice import Advice
    from engine.analysis.battle_report.figures import DecisionCost, Sampling


class Judgement(NamedTuple):
    """What an action cost, and what the policy would have done; *cost* is None if it had no
    choice.
    """

    cost: DecisionCost | None
    advice: Advice


def request_of(
    scenario: bytes, state: BattleState, most: int, taken: Action | None = None
) -> AdviceRequest:
    """Return the request for advice about a decision in *state*, in which *taken* was chosen."""
    text = None if taken is None else taken.to_text()
    return AdviceRequest(scenario, state.to_bytes(), most, text)


def give_advice(request: AdviceRequest) -> Steps[Advice]:
    """Return the favourites of the policy of the levels in a decision.

    EncodingError or ModelError if no level can play the battle.
    """
    from engine.analysis.advice import advise  # noqa: PLC0415 - arrays are slow to import
    from engine.players.level_player import packaged_policy  # noqa: PLC0415 - as above

    state = BattleState.from_bytes(setup_of(request.scenario), request.state)
    yield
    taken = None if request.taken is None else from_text(request.taken)
    return (yield from advise(packaged_policy(), state, request.most, taken))


def judge_action(request: AdviceRequest, sampling: Sampling) -> Steps[Judgement]:
    """Return what the action that was taken cost, which rolled no dice; errors as `give_advice`."""
    from engine.analysis.advice import advise  # noqa: PLC0415 - as above
    from engine.analysis.battle_report.decision_costs import cost_of  # noqa: PLC0415 - as above
    from engine.players.level_player import packaged_policy  # noqa: PLC0415 - as above

    assert request.taken is not None, "an action is judged"
    state = BattleState.from_bytes(setup_of(request.scenario), request.state)
    yield
    taken = from_text(request.taken)
    after, events = rules.carry_out(state, taken, ScriptedDice([]))
    policy = packaged_policy()
    cost = yield from cost_of(policy, 0, Step(state, taken, events, after), sampling)
    return Judgement(cost, (yield from advise(policy, state, request.most, taken)))
