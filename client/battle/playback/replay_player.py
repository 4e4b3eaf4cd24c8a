"""The player of a replay: shows the recorded events by the animator, step by step or on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.model.replay import Landmark
from client.battle.playback.event_animator import EventAnimator, pause_after
from client.battle.playback.scene import Scene

if TYPE_CHECKING:
    from client.battle.model.replay import Replay
    from client.battle.playback.frames import AnimationContext


class ReplayPlayer:
    """A replay at a *place*: the one that is shown, or that the running animation leads to."""

    def __init__(self, replay: Replay, context: AnimationContext, speed: float) -> None:
        """Start at the start of the battle, paused."""
        self.replay: Final = replay
        self.place = 0
        self.playing = False
        self.animator: Final = EventAnimator(context, Scene.from_state(replay.state(0)), speed)

    @property
    def at_end(self) -> bool:
        """Whether there is nothing more to show."""
        return self.place == self.replay.end

    @property
    def still(self) -> bool:
        """Whether nothing moves until a person acts."""
        return not self.playing and self.animator.still

    def seek(self, place: int) -> None:
        """Show a place at once; playing goes on from there."""
        self.place = min(max(place, 0), self.replay.end)
        self.animator.reset(Scene.from_state(self.replay.state(self.place)))

    def step(self) -> None:
        """Show the next action; what is still being shown is skipped."""
        self.animator.skip()
        if self.at_end:
            return
        self.place += 1
        self.animator.show(
            self.replay.events(self.place), pause_after(self.replay.action(self.place))
        )

    def step_back(self) -> None:
        """Go back to the place before, paused."""
        self.playing = False
        self.seek(self.place - 1)

    def toggle(self) -> None:
        """Play or pause; at the end, play from the start."""
        self.playing = not self.playing
        if self.playing and self.at_end:
            self.seek(0)

    def jump(self, kind: Landmark, *, back: bool) -> bool:
        """Go to the next or previous landmark; return whether there is one.

        The action that destroys a unit is shown, from the place before it.
        """
        find = self.replay.previous_place if back else self.replay.next_place
        place = find(kind, self.place)
        if place is None:
            return False
        if kind is Landmark.KILL:
            self.seek(place - 1)
            self.step()
        else:
            self.seek(place)
        return True

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*."""
        self.animator.advance(seconds)
        if self.playing and self.animator.idle:
            if self.at_end:
                self.playing = False
            else:
                self.step()
