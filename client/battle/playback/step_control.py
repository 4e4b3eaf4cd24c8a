"""Pause and single steps of what an opponent does."""

from __future__ import annotations


class StepControl:
    """Whether the opponent's actions are shown one after another, or wait for the person.

    While *paused*, a step lets one action be shown to its end.
    """

    def __init__(self) -> None:
        """Start without a pause."""
        self.paused = False
        self._stepping = False

    @property
    def is_frozen(self) -> bool:
        """Whether nothing goes on until the person acts."""
        return self.paused and not self._stepping

    def toggle(self) -> None:
        """Pause, or go on."""
        self.paused = not self.paused
        self._stepping = False

    def step(self) -> None:
        """Pause once the action that is being shown, or the next one, has been shown."""
        self.paused = self._stepping = True

    def end_step(self) -> None:
        """End a step, as an action has been shown: while paused, the next one waits."""
        self._stepping = False

    def release(self) -> None:
        """End the pause."""
        self.paused = self._stepping = False
