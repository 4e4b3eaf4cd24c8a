"""Animation of events: each is a short animation, after which the scene shows its outcome."""

from __future__ import annotations

import dataclasses
from collections import deque
from typing import TYPE_CHECKING, Final

from client.battle.playback import calm_tweens, tweens
from client.battle.playback.frames import AnimationFrame
from client.tuning import load_tuning
from engine.battle.actions import Activate
from engine.battle.events import AttackMade, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.battle.playback.frames import AnimationContext
    from client.battle.playback.scene import Scene
    from engine.battle.actions import Action

_UNHURRIED: Final = 4
"""Number of attacks of a volley shown at full length; more of them share that time."""
_SHORTEST: Final = 0.3
"""Minimum share of its full time that an attack of a volley gets."""
_INSTANT: Final = float("inf")


def pause_after(action: Action | None) -> int:
    """Return the pause after an action of an opponent, in milliseconds at normal speed."""
    following = load_tuning().following
    return following.named if isinstance(action, Activate) else following.pause


def _ignore(event: Event, before: float, after: float) -> None:
    """Listen to nothing."""


@dataclasses.dataclass(slots=True)
class _Step:
    """An event in progress, or a pause without one; *length* and *spent* are in milliseconds."""

    event: Event | None
    length: float
    opponent: bool = False
    spent: float = 0.0
    before: Scene | None = None


class EventAnimator:
    """The animator of events, one after another; announcements run in parallel.

    *speed* is a factor, infinite to skip animations; *opponent_speed* is that of an opponent's
    actions. If *calm*, nothing moves or flashes: things fade. *listener* is called with an event
    and the shares of its animation between which time has passed; not if the animation is skipped.
    """

    def __init__(self, context: AnimationContext, scene: Scene, speed: float = 1.0) -> None:
        """Start with a scene and an empty queue."""
        self.scene = scene
        self.speed = speed
        self.opponent_speed = speed
        self.calm = False
        self.listener: Callable[[Event, float, float], None] = _ignore
        self._context = context
        self._steps: deque[_Step] = deque()
        self._beside: list[_Step] = []

    @property
    def idle(self) -> bool:
        """Whether nothing delays the next decision."""
        return not self._steps

    @property
    def shows_opponent(self) -> bool:
        """Whether an action of an opponent is being shown."""
        return bool(self._steps) and self._steps[0].opponent

    @property
    def still(self) -> bool:
        """Whether nothing moves at all."""
        return not self._steps and not self._beside

    def reset(self, scene: Scene) -> None:
        """Drop all animations and show a scene."""
        self.scene = scene
        self._steps.clear()
        self._beside.clear()

    def show(self, events: Sequence[Event], pause: int = 0, *, opponent: bool = False) -> None:
        """Queue the events of one action, of an *opponent* or not, and a pause after it.

        The pause is in milliseconds at normal speed.
        """
        attacks = sum(isinstance(event, AttackMade) for event in events)
        hurry = min(1.0, max(_SHORTEST, _UNHURRIED / attacks)) if attacks else 1.0
        for event in events:
            length = float(tweens.duration(event, self._context))
            if isinstance(event, AttackMade):
                length *= hurry
            self._steps.append(_Step(event, length, opponent))
        if pause:
            self._steps.append(_Step(None, pause, opponent))
        self._move_on()

    def skip(self) -> None:
        """Skip to the end of all animations."""
        while self._steps:
            self._finish(self._steps.popleft())
        self._beside.clear()

    def advance(self, seconds: float) -> None:
        """Advance the animations by *seconds*."""
        left = seconds * 1000
        self._beside = [step for step in self._beside if self._speed_of(step) < _INSTANT]
        for step in self._beside:
            self._pass(step, left * self._speed_of(step))
        self._beside = [step for step in self._beside if step.spent < step.length]
        while self._steps:
            step = self._steps[0]
            speed = self._speed_of(step)
            if speed < _INSTANT:
                if left <= 0:
                    return
                used = min(left * speed, step.length - step.spent)
                self._pass(step, used)
                left -= used / speed
                if step.spent < step.length:
                    return
            self._finish(self._steps.popleft())
            self._move_on()

    def _speed_of(self, step: _Step) -> float:
        return self.opponent_speed if step.opponent else self.speed

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
            self._steps.popleft()
            if self._speed_of(step) < _INSTANT:
                self._beside.append(step)
            self.scene = self.scene.apply(step.event)

    def _finish(self, step: _Step) -> None:
        if step.event is not None:
            self.scene = self.scene.apply(step.event)

    def frame(self) -> AnimationFrame:
        """Return what differs from the scene at this moment."""
        frame = AnimationFrame()
        tween = calm_tweens.frame if self.calm else tweens.frame
        running = [*self._beside, *([self._steps[0]] if self._steps else [])]
        for step in running:
            if step.event is not None and step.before is not None:
                part = tween(step.event, step.before, step.spent, step.length, self._context)
                frame = frame.joined(part)
        return frame
