"""A lesson as a session: a battle with real dice of a fixed seed, and the step that is open."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from client.battle.model.session import Batch, Session
from client.tuning import load_tuning
from client.tutorial.goals import Hindrance, Moment, hindrance_of, is_met
from client.tutorial.lesson import PUPIL, Wait
from engine.battle.actions import from_text
from engine.battle.activation import charge_needs, is_untouched
from engine.battle.game import Game
from engine.players import scripted_bots

if TYPE_CHECKING:
    from client.battle.model.session import DecisionSource
    from client.tutorial.lesson import Lesson, LessonStep
    from engine.battle.side import Side
    from engine.hexgrid import Offset

Natural = Annotated[int, Meta(ge=0)]


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place in a lesson: the code of the open *step*, and all *actions* up to now as text.

    The first *start* of them led to the beginning of the step.
    """

    step: str
    start: Natural = 0
    actions: tuple[str, ...] = ()


def first_place(lesson: Lesson) -> Place:
    """Return the beginning of a lesson."""
    return Place(lesson.steps[0].code)


def players_of(lesson: Lesson) -> tuple[str, str]:
    """Return the players of a lesson's battle."""
    players = [lesson.opponent, lesson.opponent]
    players[PUPIL.index] = scripted_bots.PERSON
    return players[0], players[1]


class Click(enum.Enum):
    """What a click on the board is taken for."""

    ACTS = "acts"
    POINTS = "points"
    """It only points, as the step asks."""
    LATE = "late"
    """It is meant for the mark of the step before."""


class LessonSession(Session):
    """A session of a lesson, at one of its steps.

    While it *holds*, nobody decides: there is something to be read, the step is done, or it can't
    be done any more.
    """

    def __init__(self, lesson: Lesson, decisions: DecisionSource, place: Place) -> None:
        """Continue a lesson; ValueError, LookupError or IllegalAction if there is no such place."""
        game = Game.start(lesson.scenario, lesson.seed, players_of(lesson))
        super().__init__(game, decisions)
        self.lesson: Final = lesson
        number = lesson.place_of(place.step)
        if number is None or place.start > len(place.actions):
            msg = f"lesson {lesson.code} has no place {place.step!r}, {place.start}"
            raise LookupError(msg)
        self.number = number
        self._pointed = 0.0
        self._left_behind: tuple[Offset, ...] = ()
        self._judged: tuple[int, bool, bool, Hindrance | None] | None = None
        self._begin_step()
        for played, action in enumerate(place.actions, start=1):
            self._replay(action)
            if played == place.start:
                self._begin_step()
        if not place.actions:
            self._fresh.extend(self.history)

    def _replay(self, written: str) -> None:
        before, action = self.state, from_text(written)
        events = tuple(self.game.apply(action))
        needed = charge_needs(before, action)
        self.history.append(Batch(before.to_act, action, events, needed=needed))

    def _begin_step(self) -> None:
        """Let the step begin here and now."""
        self._start = len(self.history)
        self._moment = Moment.of(self.state)
        self._floor = self._start - is_untouched(self.state)
        self._pointed = 0.0
        self._judged = None

    # The step

    @property
    def step(self) -> LessonStep:
        """Return the step that is open."""
        return self.lesson.steps[self.number]

    @property
    def is_last(self) -> bool:
        """Whether the open step is the last one."""
        return self.number == len(self.lesson.steps) - 1

    @property
    def is_met(self) -> bool:
        """Whether the step is done."""
        return self._judge()[0]

    @property
    def hindrance(self) -> Hindrance | None:
        """Return why the step can't be done any more, if so."""
        return self._judge()[1]

    @property
    def holds(self) -> bool:
        """Whether nobody decides for now."""
        return self.step.wait is Wait.READ or self.is_met or self.hindrance is not None

    def _judge(self) -> tuple[bool, Hindrance | None]:
        """Return whether the step is done, and why it can't be; worked out once per decision."""
        pointed = self._pointed >= load_tuning().tutorial.point_seconds
        if self._judged is None or self._judged[:2] != (self.records, pointed):
            self._judged = self.records, pointed, *self._judge_anew(pointed=pointed)
        return self._judged[2:]

    def _judge_anew(self, *, pointed: bool) -> tuple[bool, Hindrance | None]:
        step, since = self.step, self.history[self._start :]
        if step.wait is Wait.POINT and pointed:
            met = True
        elif step.wait is Wait.UNDO:
            met = len(self.history) < self._start
        else:
            met = is_met(step, since, self.state)
        steps = self.lesson.steps[self.number :]
        if not met:
            return False, hindrance_of(steps, self._moment, since, self.state)
        # A step done in a way that leaves no next one is not what it was about.
        stuck = None
        if not self.is_last:
            stuck = hindrance_of(steps[1:], Moment.of(self.state), (), self.state)
        return stuck is None, stuck

    def point(self, at: Offset | None, seconds: float) -> None:
        """Count time in which the mouse or the cursor rests on a hex."""
        step = self.step
        if at not in self._left_behind:
            self._left_behind = ()
        if step.wait is not Wait.POINT or self.holds:
            return
        ready = step.unit is None or self.state.active == step.unit
        self._pointed = self._pointed + seconds if ready and at in self.spots else 0.0

    def take_click(self, at: Offset) -> Click:
        """Return what a click that would act at a hex is taken for.

        On the hex to point at it is as good as resting there. Until the mouse has left that hex,
        it is still meant for the step before, whose mark has just moved on.
        """
        step = self.step
        ready = step.unit is None or self.state.active == step.unit
        if step.wait is Wait.POINT and ready and at in self.spots:
            self._pointed = load_tuning().tutorial.point_seconds
            return Click.POINTS
        late = at in self._left_behind and self.spots and at not in self.spots
        return Click.LATE if late else Click.ACTS

    @property
    def spots(self) -> tuple[Offset, ...]:
        """Return the hexes that the step is about: those it names, or its target's."""
        if self.step.hexes or self.step.target is None:
            return self.step.hexes
        return (self.state.offset(self.state.units[self.step.target]),)

    def go_on(self) -> None:
        """Begin the next step."""
        assert not self.is_last, "there is a next step"
        self._left_behind = self.spots if self.step.wait is Wait.POINT else ()
        self.number += 1
        self._begin_step()

    # Places

    @property
    def place(self) -> Place:
        """Return where the player is now."""
        actions = self._actions(len(self.history))
        return Place(self.step.code, min(self._start - 1, len(actions)), actions)

    @property
    def place_of_step(self) -> Place:
        """Return the beginning of the open step."""
        return Place(self.step.code, self._start - 1, self._actions(self._start))

    def _actions(self, end: int) -> tuple[str, ...]:
        return tuple(
            batch.action.to_text() for batch in self.history[1:end] if batch.action is not None
        )

    # A session

    @property
    def awaits_person(self) -> bool:
        """Whether the player decides now."""
        return not self.holds and super().awaits_person

    @property
    def awaits_computer(self) -> bool:
        """Whether the opponent decides now."""
        return not self.holds and super().awaits_computer

    @property
    def can_undo(self) -> bool:
        """Whether the latest action may be taken back: none from before the step."""
        within = self.step.wait is Wait.UNDO or len(self.history) > self._floor
        return within and super().can_undo

    @property
    def undone_next(self) -> Side | None:
        """Return the side of the person whose action Undo takes back, within the step."""
        left = len(self.history) - self.can_put_back
        within = self.step.wait is Wait.UNDO or left > self._floor
        return super().undone_next if within else None
