"""The codec of the classic schema: decisions as numbers and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.encoding.classic.decision_context import DecisionContext
from engine.encoding.classic.numbered_actions import (
    actions_by_number,
    answer_pending,
    unit_to_activate,
)
from engine.encoding.classic.observation import layout_of, observe

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.state import BattleState
    from engine.encoding.classic.spec import ClassicSpec
    from engine.encoding.observation_layout import FloatArray


class ClassicDecision(NamedTuple):
    """An encoded decision.

    *observation* is float32, shape `(size,)` (see `ClassicCodec.layout`); *mask* is whether each
    action is offered, shape `(actions,)`; *actions* are the offered ones by number.
    """

    observation: FloatArray
    mask: npt.NDArray[np.bool_]
    actions: dict[int, Action]

    def encode(self, action: Action) -> int:
        """Return the number of an action; LookupError if it is not offered."""
        for number, one in self.actions.items():
            if one == action:
                return number
        msg = f"{action} is not offered"
        raise LookupError(msg)

    def decode(self, number: int) -> Action:
        """Return the action of a number; LookupError if it is not offered."""
        if number not in self.actions:
            msg = f"action {number} is not offered; these are: {sorted(self.actions)}"
            raise LookupError(msg)
        return self.actions[number]

    def nearest(self, number: int) -> int:
        """Return the number if it is offered, or the next one up that is; 0 comes after the
        last.
        """
        return min(self.actions, key=lambda offered: (offered - number) % len(self.mask))


class ClassicCodec:
    """The codec of any battle's decisions by the classic schema.

    It keeps nothing of a battle: a state is encoded the same way whatever came before.
    """

    def __init__(self, spec: ClassicSpec) -> None:
        """Set the numbers of the encoding."""
        self.spec: Final = spec
        self.layout: Final = layout_of(spec)

    def ask(self, state: BattleState) -> ClassicDecision | Action:
        """Return the encoded decision, or the action if there is only one to choose.

        The next unit to act and the answers to dice are not asked for, nor what leaves no choice.
        """
        if state.active is None:
            return unit_to_activate(state)
        context = self._context(state)
        if state.pending is not None:
            return answer_pending(context, state.pending)
        actions = actions_by_number(context)
        if len(actions) == 1:
            return next(iter(actions.values()))
        return self._decision(context, actions)

    def encode(self, state: BattleState) -> ClassicDecision:
        """Return the encoded decision of the active unit, even if there is only one option.

        LookupError if no action stands for an answer: no unit is active, or dice have raised a
        question.
        """
        if state.pending is not None:
            raise LookupError("no action stands for an answer to what dice have asked")
        context = self._context(state)
        return self._decision(context, actions_by_number(context))

    def _context(self, state: BattleState) -> DecisionContext:
        return DecisionContext(state, self.spec)

    def _decision(self, context: DecisionContext, actions: dict[int, Action]) -> ClassicDecision:
        mask = np.zeros(self.spec.actions, np.bool_)
        mask[list(actions)] = True
        return ClassicDecision(observe(context, self.layout), mask, actions)
