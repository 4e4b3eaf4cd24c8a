"""Explanations of what the panels of a replay show, by a resting mouse and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.hud.explanation_box import Explanation
from client.battle.hud.explanation_walk import ExplanationWalk
from client.battle.input.replay_keys import VIEWING, ReplayCommand, replay_key_words
from client.battle.input.resting_mouse import RestingMouse
from client.battle.speech.panel_words import explanation_words
from client.tuning import load_tuning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.hud.explained import ExplainedPlaces

_STEPS: Final = {ReplayCommand.INSPECT: 1, ReplayCommand.INSPECT_BACK: -1}


class ReplayExplainer:
    """The explanations of a replay; without *by_mouse* only keys explain."""

    def __init__(self) -> None:
        """Start with nothing explained."""
        self.by_mouse = True
        self._mouse: Final = RestingMouse()
        self._walk: Final = ExplanationWalk()
        self._places: ExplainedPlaces | None = None
        self._shown: Explanation | None = None

    def update(self, mouse: tuple[int, int], seconds: float) -> None:
        """Measure how long the mouse has rested; a move ends the walk."""
        if self._mouse.update(mouse, seconds):
            self._walk.end()

    def press(self, command: ReplayCommand) -> bool:
        """Walk to the next explained thing, or end the walk; return whether a command did only
        that.
        """
        if command in _STEPS:
            if self._places is not None:
                self._walk.step(self._places.walk(), _STEPS[command])
            return True
        if not self._walk.is_walking or command in VIEWING:
            return False
        self._walk.end()
        return command is ReplayCommand.LEAVE

    def explain(self, places: ExplainedPlaces) -> Explanation | None:
        """Return what is explained in a frame: *places* are what it shows."""
        self._places = places
        self._shown = self._explained(places)
        return self._shown

    def words(self) -> Sequence[str]:
        """Return the explanation of the last frame."""
        on, back = ReplayCommand.INSPECT, ReplayCommand.LEAVE
        keys = replay_key_words(on), replay_key_words(back)
        return explanation_words(self._shown, keys)

    def _explained(self, places: ExplainedPlaces) -> Explanation | None:
        if self._walk.is_walking:
            return self._walk.explain(places)
        place, least = places.at(self._mouse.at), load_tuning().explanations.panel_seconds
        if not self.by_mouse or place is None or self._mouse.seconds < least:
            return None
        return Explanation(places.entries(place), place.rect, walked=False)
