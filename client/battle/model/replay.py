"""A recorded battle to look at: its places, and the jumps between them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from client.text.battle_log import log_lines
from engine.battle.activation import charge_needs
from engine.battle.events import PhaseBegan, TurnBegan, UnitDestroyed

if TYPE_CHECKING:
    from client.text.battle_log import LogLine, UnitNames
    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.save import Save
    from engine.battle.side import Side
    from engine.battle.state import BattleState
    from engine.battle.timeline import Timeline


class Landmark(enum.Enum):
    """What a replay can jump to; the value is the kind of its event."""

    TURN = TurnBegan
    PHASE = PhaseBegan
    KILL = UnitDestroyed


class Replay:
    """A recorded battle; place 0 is its start, place n is after the n-th action.

    A battle that was conceded has one more place, after the concession.
    """

    def __init__(self, save: Save, timeline: Timeline) -> None:
        """Look at the battle of a *save*, whose steps are in the *timeline*."""
        self.save: Final = save
        self.timeline: Final = timeline
        self.end: Final = len(timeline.moments) + (timeline.concession is not None)
        self._landmarks: Final = {kind: self._find(kind) for kind in Landmark}

    def _find(self, kind: Landmark) -> tuple[int, ...]:
        """Return the places just after the actions that brought about a landmark."""
        return tuple(
            number
            for number, moment in enumerate(self.timeline.moments, start=1)
            if any(isinstance(event, kind.value) for event in moment.step.events)
        )

    def places(self, kind: Landmark) -> tuple[int, ...]:
        """Return the places of a kind of landmark; the start counts as a turn and a phase."""
        found = self._landmarks[kind]
        return found if kind is Landmark.KILL else (0, *found)

    def next_place(self, kind: Landmark, place: int) -> int | None:
        """Return the next landmark after a place, if there is one."""
        return next((one for one in self.places(kind) if one > place), None)

    def previous_place(self, kind: Landmark, place: int) -> int | None:
        """Return the last landmark before a place, if there is one."""
        return next((one for one in reversed(self.places(kind)) if one < place), None)

    def state(self, place: int) -> BattleState:
        """Return the state at a place."""
        moments = self.timeline.moments
        if place > len(moments):
            return self.timeline.end
        return moments[place - 1].step.after if place else self.timeline.start

    def events(self, place: int) -> tuple[Event, ...]:
        """Return the events that lead from the place before to this one, the opening for place
        0.
        """
        if not place:
            return self.timeline.opening
        concession = self.timeline.concession
        if concession is not None and place == self.end:
            return tuple(concession.events)
        return tuple(self.timeline.moments[place - 1].step.events)

    def action(self, place: int) -> Action | None:
        """Return the action that led to a place; None for the start and for a concession."""
        moments = self.timeline.moments
        return moments[place - 1].step.action if 0 < place <= len(moments) else None

    def side(self, place: int) -> Side:
        """Return the side that is to act at a place, or acted last in a battle that is over."""
        state = self.state(place)
        return state.side if state.result is not None else state.to_act

    def records(self, place: int) -> int:
        """Return the number of records of the save up to a place."""
        moments = self.timeline.moments
        if place > len(moments):
            return self.timeline.records
        return moments[place - 1].records if place else 0

    def lines(self, place: int, names: UnitNames) -> list[LogLine]:
        """Return the lines of the log for the events that lead to a place."""
        needed = None
        if self.action(place) is not None:
            step = self.timeline.moments[place - 1].step
            needed = charge_needs(step.before, step.action)
        return log_lines(self.events(place), names, needed)
