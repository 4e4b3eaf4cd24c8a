"""The screen that offers the lessons, with what is done and where a lesson was left."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, Protocol

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screens.form_screen import FormScreen
from client.text.catalogue import plural, text
from client.tutorial.lesson import packaged_lessons
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pygame

    from client.host import Host
    from client.tutorial.lesson import Lesson
    from client.tutorial.progress_file import Progress
    from client.widgets.form import Form
    from client.widgets.layout import Length

_ROW: Final = 84
"""Maximum height of a row, in points."""


class LessonOffer(Protocol):
    """The lessons of the window, as the menu sees them."""

    @property
    def progress(self) -> Progress:
        """Return how far the player is."""
        ...

    @property
    def next_lesson(self) -> Lesson | None:
        """Return the lesson to go on with; None if all are done."""
        ...

    def start(self, lesson: Lesson, *, anew: bool = False) -> None:
        """Start a lesson, or go on with it where it was left unless it is to begin *anew*."""


class TutorialMenuScreen(FormScreen):
    """The screen that offers the lessons."""

    title = "tutorial.title"

    def __init__(self, app: Host, offer: LessonOffer) -> None:
        """Create the screen for a window and its lessons."""
        super().__init__(app)
        self._offer = offer
        self._focused: Lesson | None = None

    def lay_out(self) -> None:
        """Lay out; the keyboard begins with the lesson to go on with, whenever that is another."""
        super().lay_out()
        following = self._offer.next_lesson
        if self.form is not None and following is not None and following is not self._focused:
            mains = [one for one in self.form.controls if isinstance(one, Button) and one.subtitle]
            self.form.focus_on(mains[packaged_lessons().index(following)])
        self._focused = following

    def build(self, form: Form) -> None:
        """Add a row for each lesson, and how far the player is."""
        style, lessons = self.style, packaged_lessons()
        gap, size = style.px(style.layout.space.gap), style.layout.text.table
        line = style.writer.height(size)
        said, rows = layout.split_rows(self.body, [line, Share()], gap)
        form.label(self._standing(), said.topleft, size, room=said.w)
        height = min(style.px(_ROW), (rows.h + gap) // len(lessons) - gap)
        following = self._offer.next_lesson
        places = layout.stack(rows, [height] * len(lessons), gap)
        widths: list[Length] = [Share(), self._state_width(), self._again_width()]
        for lesson, place in zip(lessons, places, strict=True):
            columns = layout.split_columns(place, widths, gap)
            self._build_row(form, columns, lesson, is_next=lesson is following)

    def _state_width(self) -> int:
        """Return the width of the longest state that a lesson can have."""
        style, words = self.style, [text("tutorial.done"), text("tutorial.new")]
        for count in {len(lesson.steps) for lesson in packaged_lessons()}:
            words += [text("tutorial.step", n=n, count=count) for n in range(1, count + 1)]
        size, gap = style.layout.text.table, style.px(style.layout.space.gap)
        return max(style.writer.width(one, size) for one in words) + 2 * gap

    def _again_width(self) -> int:
        return panels.button_width(self.style, ButtonFace(text("tutorial.again")))

    def _build_row(
        self, form: Form, columns: Sequence[pygame.Rect], lesson: Lesson, *, is_next: bool
    ) -> None:
        style = self.style
        gap = style.px(style.layout.space.gap)
        main, state, again = columns
        face = ButtonFace(
            text("tutorial.lesson", number=lesson.number, name=text(f"lesson.{lesson.code}")),
            "check" if lesson.code in self._offer.progress.done else "book",
        )
        kind = ButtonKind.PRIMARY if is_next else ButtonKind.NORMAL
        about = text(f"lesson.{lesson.code}.about")
        start = functools.partial(self._offer.start, lesson)
        button = Button(form, main, face, start, kind, about)
        table, colours = style.layout.text.table, style.colours
        reached = self._state_of(lesson)
        state = layout.inset(state, gap, 0)
        form.label(reached, state.midleft, table, colours.bone300, align=(0, 0.5), room=state.w)
        form.label_control(button)
        if lesson.code in self._offer.progress.places:
            press = functools.partial(self._offer.start, lesson, anew=True)
            height = min(again.h, style.px(style.layout.space.button))
            small = layout.within(again, (again.w, height), (0.5, 0.5))
            anew = Button(form, small, ButtonFace(text("tutorial.again")), press)
            anew.subject = face.label

    def _state_of(self, lesson: Lesson) -> str:
        progress = self._offer.progress
        if lesson.code in progress.places:
            number = lesson.place_of(progress.places[lesson.code].step)
            if number is not None:
                return text("tutorial.step", n=number + 1, count=len(lesson.steps))
        return text("tutorial.done" if lesson.code in progress.done else "tutorial.new")

    def _standing(self) -> str:
        done, count = len(self._offer.progress.done), len(packaged_lessons())
        if done == count:
            return text("tutorial.all-done")
        return plural("tutorial.standing", done, count=count)
