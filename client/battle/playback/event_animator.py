"""Animation of events: each is a short animation, after which the scene shows its outcome."""

from __future__ import annotations

import dataclasses
from collections import deque
from typing import TYPE_CHECKING, Final

from client.battle.playback import tweens
from client.battle.playback.frames import AnimationFrame
from engine.battle.events import AttackMade, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.battle.playback.frames import AnimationContext
    from client.battle.playback.scene import Scene

DWELL: Final = 350
"""Minimum time that an action of a bot is shown, in milliseconds."""
NAMED: Final = 200
"""Time that a unit activated by a bot is highlighted before it acts, in milliseconds."""
_UNHURRIED: Final = 4
"""Number of attacks of a volley shown at full length; more of them share that time."""
_SHORTEST: Final = 0.3
"""Minimum share of its full time that an attack of a volley gets."""


def _ignore(event: Event, before: float, after: float) -> None:
    """Listen to nothing."""


@dataclasses.dataclass(slots=True)
class _Step:
    """An event in progress, or a pause without one; *length* and *spent* are in milliseconds."""

    event: Event | None
    length: float
    spent: float = 0.0
    before: Scene | None = None


class EventAnimator:
    """The animator of events, one after another; announcements run in parallel.

    *speed* is a factor, infinite to skip animations. *listener* is called with an event and the
    shares of its animation between which time has passed; not if the animation is skipped.
    """

    def __init__(self, context: AnimationContext, scene: Scene, speed: float = 1.0) -> None:
        """Start with a scene and an empty queue."""
        self.scene = scene
        self.speed = speed
        self.listener: Callable[[Event, float, float], None] = _ignore
        self._context = context
        self._steps: deque[_Step] = deque()
        self._beside: list[_Step] = []

    @property
    def idle(self) -> bool:
        """Whether nothing delays the next decision."""
        return not self._steps

    @property
    def still(self) -> bool:
        """Whether nothing moves at all."""
        return not self._steps and not self._beside

    def reset(self, scene: Scene) -> None:
        """Drop all animations and show a scene."""
        self.scene = scene
        self._steps.clear()
        self._beside.clear()

    def show(self, events: Sequence[Event], dwell: int = 0) -> None:
        """Queue the events of one action, shown for at least *dwell* milliseconds."""
        attacks = sum(isinstance(event, AttackMade) for event in events)
        hurry = min(1.0, max(_SHORTEST, _UNHURRIED / attacks)) if attacks else 1.0
        total = 0.0
        for event in events:
            length = float(tweens.duration(event, self._context))
            if isinstance(event, AttackMade):
                length *= hurry
            self._steps.append(_Step(event, length))
            total += 0.0 if tweens.is_beside(event) else length
        if total < dwell:
            self._steps.append(_Step(None, dwell - total))
        self._move_on()

    def skip(self) -> None:
        """Skip to the end of all animations."""
        while self._steps:
            self._finish(self._steps.popleft())
        self._beside.clear()

    def advance(self, seconds: float) -> None:
        """Advance the animations by *seconds*."""
        if self.speed == float("inf"):
            self.skip()
            return
        left = seconds * 1000 * self.speed
        for step in self._beside:
            self._pass(step, left)
        self._beside = [step for step in self._beside if step.spent < step.length]
        while left > 0 and self._steps:
            step = self._steps[0]
            used = min(left, step.length - step.spent)
            self._pass(step, used)
            left -= used
            if step.spent >= step.length:
                self._finish(self._steps.popleft())
                self._move_on()

    def _pass(self, step: _Step, milliseconds: float) -> None:
        """Let time pass for a step, and tell the listener."""
        before = step.spent / step.length
        step.spent += milliseconds
        if step.event is not None:
            self.listener(step.event, before, step.spent / step.length)

    def _move_on(self) -> None:
        """Start the next blocking step, and the parallel ones before it."""
        while self._steps:
            step = self._steps[0]
            if step.before is not None or step.event is None:
                return
            step.before = self.scene
            if not tweens.is_beside(step.event):
                return
            self._beside.append(self._steps.popleft())
            self.scene = self.scene.apply(step.event)

    def _finish(self, step: _Step) -> None:
        if step.event is not None:
            self.scene = self.scene.apply(step.event)

    def frame(self) -> AnimationFrame:
        """Return what differs from the scene at this moment."""
        frame = AnimationFrame()
        running = [*self._beside, *([self._steps[0]] if self._steps else [])]
        for step in running:
            if step.event is not None and step.before is not None:
                part = tweens.frame(step.event, step.before, step.spent, step.length, self._context)
                frame = frame.joined(part)
        return frame
