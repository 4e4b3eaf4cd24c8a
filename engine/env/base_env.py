"""Base of all environments: battles for one learner, with the opponent inside `step`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

import gymnasium
import numpy as np
import numpy.typing as npt
from gymnasium import spaces

from engine import limits
from engine.battle.actions import Action
from engine.encoding.observation_layout import FloatArray
from engine.encoding.reward_config import packaged_reward_config
from engine.env.arguments import whole_number
from engine.env.reward import RewardTracker
from engine.errors import EnvironmentUseError
from engine.validation import require_present

if TYPE_CHECKING:
    from engine.battle.events import Event
    from engine.battle.state import BattleState, Setup
    from engine.encoding.observation_layout import ObservationLayout
    from engine.env.episode import Episode
    from engine.env.episode_factory import EpisodeFactory


class Encoded(Protocol):
    """A decision in numbers: an observation and a mask of the actions that are offered."""

    @property
    def observation(self) -> FloatArray:
        """Return the observation, float32, shape `(size,)`."""

    @property
    def mask(self) -> npt.NDArray[np.bool_]:
        """Return which actions are offered, shape `(actions,)`."""


_D = TypeVar("_D", bound=Encoded)


class BaseBattleEnv(gymnasium.Env[FloatArray, np.int64], ABC, Generic[_D]):
    """Base class of environments; subclasses encode decisions and decode actions."""

    metadata: dict[str, Any] = {"render_modes": []}  # noqa: RUF012 - as the base declares it

    def __init__(
        self,
        layout: ObservationLayout,
        actions: int,
        factory: EpisodeFactory,
        reward: str,
        render_mode: str | None,
    ) -> None:
        """Create the environment for a layout of observations, a number of actions and a source of
        episodes.

        EnvironmentUseError for a *render_mode*: nothing is rendered.
        """
        if render_mode is not None:
            raise EnvironmentUseError(
                f"render_mode {render_mode!r} does not exist: nothing is rendered, it is None"
            )
        self.render_mode = render_mode
        self._rewards = packaged_reward_config(reward)
        self.shaping = self._rewards.shaping
        self._factory: Final = factory
        self._actions: Final = actions
        low, high = layout.bounds()
        self.observation_space = spaces.Box(low, high, dtype=np.float32)
        self.action_space = spaces.Discrete(actions)
        self._episode: Episode | None = None
        self._decision: _D | None = None
        self._reward: RewardTracker | None = None

    # How decisions become numbers

    @abstractmethod
    def _ask(self, state: BattleState) -> _D | Action:
        """Return the next decision encoded, or its answer if there is only one."""

    @abstractmethod
    def _answer(self, decision: _D, action: int) -> Action:
        """Return the action of a number, also of one that is not offered."""

    def _check(self, setup: Setup) -> None:
        """Raise EncodingError for a battle that can't be encoded; by default all can."""

    # The current battle

    @property
    def episode(self) -> Episode:
        """Return the current battle; LookupError before the first `reset`."""
        return require_present(self._episode, "the battle: call reset first; it")

    @property
    def decision(self) -> _D:
        """Return the pending decision; LookupError before `reset` and after the end."""
        return require_present(self._decision, "the decision: call reset first; it")

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[FloatArray, dict[str, Any]]:
        """Start a battle; with a *seed* everything that follows is the same as in a new
        environment.
        """
        super().reset(seed=seed)
        if options:
            raise EnvironmentUseError(f"there are no options for reset: {', '.join(options)}")
        if seed is not None:
            self._factory.start_anew()
        for _ in range(limits.TRIES):
            episode = self._factory.begin(self.np_random)
            self._check(episode.state.setup)
            self._episode = episode
            self._settle()
            if not episode.is_over:
                # Only now: what has happened up to here is not reward.
                self._reward = RewardTracker(self._rewards, episode.state, episode.seat)
                self._reward.shaping = self.shaping
                return self.decision.observation.copy(), {"seat": episode.seat.name}
        raise EnvironmentUseError(f"{limits.TRIES} battles in a row left the learner no decision")

    def _settle(self) -> list[Event]:
        """Answer every decision that has one answer, and encode the next one that has more."""
        episode, events = self.episode, []
        self._decision = None
        while not episode.is_over:
            asked = self._ask(episode.state)
            if not isinstance(asked, Action):
                self._decision = asked
                break
            events += episode.play(asked)
        return events

    def step(self, action: np.int64) -> tuple[FloatArray, float, bool, bool, dict[str, Any]]:
        """Apply an action; return the next observation, the reward and whether the battle is
        over.
        """
        episode, decision = self.episode, self.decision
        number = whole_number("action", action)
        if not 0 <= number < len(decision.mask):
            raise EnvironmentUseError(f"action {number} is none of the {len(decision.mask)}")
        events = episode.play(self._answer(decision, number))
        events += self._settle()
        reward = require_present(self._reward, "the reward").collect(events)
        if not episode.is_over:
            return self.decision.observation.copy(), reward, False, False, {}
        result = require_present(episode.state.result, "the result")
        standing = 0 if result.winner is None else 1 if result.winner is episode.seat else -1
        last = np.zeros(decision.observation.shape, np.float32)
        return last, reward, True, False, {"result": standing, "seat": episode.seat.name}

    def action_masks(self) -> npt.NDArray[np.bool_]:
        """Return which actions are offered, shape `(actions,)`; only the first before `reset` and
        after the end.

        The array is the caller's own.
        """
        if self._decision is not None:
            return self._decision.mask.copy()
        first = np.zeros(self._actions, np.bool_)
        first[0] = True
        return first
