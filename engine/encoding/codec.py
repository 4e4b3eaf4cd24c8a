"""The codec of the main encoding: observations for a policy, and the actions of its choices."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from engine.battle import rules
from engine.encoding.action_features import ROW
from engine.encoding.action_rows import ActionEncoder
from engine.encoding.forced import forced_action, highest_priority, rank_by_priority
from engine.encoding.objective_features import OBJECTIVE, fill_objectives
from engine.encoding.observation_layout import ObservationLayout
from engine.encoding.overview import WHOLE, fill_units, fill_whole
from engine.encoding.side_view import side_view_of
from engine.encoding.unit_features import UNIT, unit_feature_cache_of
from engine.errors import EncodingError
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.battle.actions import Action, Activate
    from engine.battle.options import Options
    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState, Setup
    from engine.encoding.observation_layout import FloatArray
    from engine.encoding.spec import Spec

VERSION: Final = 3
"""The version of the code; it rises when the same data would be encoded differently."""


class Decision(NamedTuple):
    """An encoded decision.

    *observation* is float32, shape `(size,)` (see `Codec.layout`); *mask* is whether each row may
    be chosen, shape `(rows,)`; *actions* are those of the first rows.
    """

    observation: FloatArray
    mask: npt.NDArray[np.bool_]
    actions: list[Action]

    def encode(self, action: Action) -> int:
        """Return the row of an action; LookupError if it is not offered."""
        if action not in self.actions:
            msg = f"{action} is not offered"
            raise LookupError(msg)
        return self.actions.index(action)

    def decode(self, row: int) -> Action:
        """Return the action of a row; LookupError if the row has none."""
        if not 0 <= row < len(self.actions):
            msg = f"row {row} holds no option; there are {len(self.actions)}"
            raise LookupError(msg)
        return self.actions[row]


class Codec:
    """The codec of the decisions of battles within the limits of an encoding.

    It keeps nothing of a battle: a state is encoded the same way whatever came before.
    """

    def __init__(self, spec: Spec) -> None:
        """Set the numbers of the encoding."""
        self.spec: Final = spec
        self.layout: Final = ObservationLayout(
            [
                ("whole", 1, WHOLE),
                ("active", 1, UNIT),
                ("objectives", spec.objectives, OBJECTIVE),
                ("units", 2 * spec.units, UNIT),
                ("rows", spec.rows, ROW),
            ],
            spec.largest,
        )

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of all that decides how a state is encoded, as hexadecimal digits."""
        # What a feature is said to mean may be put into better words.
        names = [
            [view.name, view.rows, [[f.name, f.low, f.high] for f in view.columns.features]]
            for view in self.layout.blocks.values()
        ]
        parts = [VERSION, self.spec, names]
        return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()

    def check(self, setup: Setup) -> None:
        """Raise EncodingError, naming the limit, for a battle that exceeds the encoding."""
        self.check_scenario(setup.scenario)

    def check_scenario(self, scenario: Scenario) -> None:
        """Raise EncodingError, naming the limit, for a scenario that exceeds the encoding."""
        sides = [placed.side for placed in scenario.units]
        most = max(sides.count(side) for side in set(sides))
        if most > self.spec.units:
            raise EncodingError(
                Sentence("encoding.too-many-units", units=most, most=self.spec.units)
            )
        if len(scenario.objectives) > self.spec.objectives:
            found, limit = len(scenario.objectives), self.spec.objectives
            raise EncodingError(
                Sentence("encoding.too-many-objectives", objectives=found, most=limit)
            )

    def ask(self, state: BattleState) -> Decision | Action:
        """Return the encoded decision, or its action if only one option is offered.

        The next unit to act is asked for only in the phases of `orders`.
        """
        options = rules.options(state)
        forced = forced_action(options, state.field.grid)
        if forced is not None:
            return forced
        if not self._lets_choose(state):
            view = side_view_of(state.setup, state.to_act)
            return highest_priority(state, options, view, self.spec.weights)
        decision = self._encode(state, options)
        return decision if len(decision.actions) > 1 else decision.actions[0]

    def rank_units(self, state: BattleState) -> list[Activate]:
        """Return the activations that are legal, the most urgent first."""
        view = side_view_of(state.setup, state.to_act)
        return rank_by_priority(state, rules.options(state), view, self.spec.weights)

    def is_asked(self, state: BattleState) -> bool:
        """Whether the policy has a choice, without encoding it.

        It may still be that only one of all options is offered.
        """
        options = rules.options(state)
        return forced_action(options, state.field.grid) is None and self._lets_choose(state)

    def _lets_choose(self, state: BattleState) -> bool:
        return state.active is not None or state.phase.value in self.spec.orders

    def encode(self, state: BattleState) -> Decision:
        """Return the encoded decision of the side to act; the battle must be within the limits."""
        return self._encode(state, rules.options(state))

    def _encode(self, state: BattleState, options: Options) -> Decision:
        features = unit_feature_cache_of(state.setup, state.to_act, self.spec).features_of(
            state.units
        )
        offer = ActionEncoder(state, features, self.spec).encode(options)
        observation = np.zeros(self.layout.size, np.float32)
        whole, own, objectives, units, rows = self.layout.split(observation)
        side = state.to_act
        fill_whole(whole[0], state, side, features, self.spec)
        fill_objectives(objectives, state, side, features, self.spec)
        fill_units(units, state, side, features, self.spec)
        if state.active is not None:
            own[0] = units[units[:, UNIT.index["active"]].argmax()]
        rows[: len(offer.actions)] = offer.rows
        mask = np.zeros(self.spec.rows, np.bool_)
        mask[: len(offer.actions)] = True
        return Decision(observation, mask, offer.actions)
