"""Decisions as numbers and back, by the compact schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.encoding.classic.choices import numbered, rest_of, unit_to_activate
from engine.encoding.classic.features import layout_of
from engine.encoding.classic.picture import draw
from engine.encoding.classic.situation import Situation

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.state import BattleState
    from engine.encoding.classic.spec import ClassicSpec
    from engine.encoding.layout import Numbers


class ClassicDecision(NamedTuple):
    """Hold a decision: *observation* (float32, see `ClassicCodec.layout`), *mask*, *actions*.

    *actions* holds, by number, what the actions stand for that are offered.
    """

    observation: Numbers
    mask: npt.NDArray[np.bool_]
    actions: dict[int, Action]

    def encode(self, action: Action) -> int:
        """Give the number of an action; LookupError when none stands for it."""
        for number, one in self.actions.items():
            if one == action:
                return number
        msg = f"{action} is not offered"
        raise LookupError(msg)

    def decode(self, number: int) -> Action:
        """Give what a number stands for; LookupError when it is not offered."""
        if number not in self.actions:
            msg = f"action {number} is not offered; these are: {sorted(self.actions)}"
            raise LookupError(msg)
        return self.actions[number]

    def nearest(self, number: int) -> int:
        """Give the number if it is offered, or the next one up that is; 0 comes after the last."""
        return min(self.actions, key=lambda offered: (offered - number) % len(self.mask))


class ClassicCodec:
    """Encode the decisions of any battle by the compact schema.

    Nothing of a battle is kept: a state is encoded the same way whatever came before.
    """

    def __init__(self, spec: ClassicSpec) -> None:
        """Take the numbers of the encoding."""
        self.spec: Final = spec
        self.layout: Final = layout_of(spec)

    def ask(self, state: BattleState) -> ClassicDecision | Action:
        """Encode the decision that is to be taken, or give the answer where there is but one.

        Nobody is asked who acts next and what dice have asked; nor what leaves no choice.
        """
        if state.active is None:
            return unit_to_activate(state)
        situation = self._look(state)
        if state.pending is not None:
            return rest_of(situation, state.pending)
        actions = numbered(situation)
        if len(actions) == 1:
            return next(iter(actions.values()))
        return self._decision(situation, actions)

    def encode(self, state: BattleState) -> ClassicDecision:
        """Encode what the active unit sees and may do, be it only one thing.

        LookupError where no action stands for an answer: who acts next, what dice have asked.
        """
        if state.pending is not None:
            raise LookupError("no action stands for an answer to what dice have asked")
        situation = self._look(state)
        return self._decision(situation, numbered(situation))

    def _look(self, state: BattleState) -> Situation:
        return Situation(state, self.spec)

    def _decision(self, situation: Situation, actions: dict[int, Action]) -> ClassicDecision:
        mask = np.zeros(self.spec.actions, np.bool_)
        mask[list(actions)] = True
        return ClassicDecision(draw(situation, self.layout), mask, actions)
