"""Sampling of scenarios: each battle's scenario is drawn from a list."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from engine.players.scenario_list import ScenarioSource, prepare_scenario, read_scenario_list

if TYPE_CHECKING:
    import numpy as np

    from engine.battle.state import Setup

_LISTS_KEPT: Final = 4
"""Lists of scenarios that a process caches: one for learning, some for judging."""


class ScenarioSampler:
    """Draws the scenario of each battle from a list, and uses it for some battles in a row."""

    def __init__(self, scenarios: str, repeats: int) -> None:
        """Read a list in the form of `hexfront arena`; MatchError names an unknown word."""
        self._sources: Final = sources_of(scenarios)
        self._repeats: Final = repeats
        self._left = 0
        self._now: ScenarioSource | None = None

    def start_anew(self) -> None:
        """Forget which scenario was drawn last."""
        self._left = 0

    def draw(self, random: np.random.Generator) -> Setup:
        """Return the setup of the next battle."""
        if self._now is None or not self._left:
            self._now = self._sources[int(random.integers(len(self._sources)))]
            self._left = self._repeats
        self._left -= 1
        return prepare_scenario(self._now).setup


@functools.lru_cache(maxsize=_LISTS_KEPT)
def sources_of(scenarios: str) -> tuple[ScenarioSource, ...]:
    """Return the sources of a list, read once for all environments of a process."""
    return read_scenario_list(scenarios)
