"""A control with a few values in a row, one of which is chosen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui import panels
from client.draw.ui.writer import Face
from client.text.catalogue import text
from client.text.format import comma_list
from client.widgets import layout
from client.widgets.control import Control

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb
    from client.widgets.canvas import Canvas
    from client.widgets.control import ControlOwner

_GAP: Final = 4
_INSET: Final = 6
"""Distance between two values, and between a value's edge and its label, in points."""


class Segment(NamedTuple):
    """One value; *code* is passed to the callback."""

    code: str
    label: str
    enabled: bool = True


class SegmentedControl(Control):
    """A row of all values, the chosen one lit; operated by click or the left and right keys."""

    role = "segmented control"

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        segments: Sequence[Segment],
        chosen: str,
        on_choose: Callable[[str], None],
        label: str = "",
    ) -> None:
        """Create the control with the code chosen at first; *on_choose* is called on changes.

        The *label* is what is being chosen; it is shown elsewhere.
        """
        super().__init__(form, rect)
        self.segments = tuple(segments)
        self.code = chosen
        self._label = label
        self._on_choose = on_choose
        self.rects: list[pygame.Rect] = []
        self.lay_values()
        form.add(self)

    def lay_values(self) -> None:
        """Lay out the values for the rectangle of the control."""
        style, rect = self.form.style, self.values_rect
        gap, lines = style.px(_GAP), lines_needed(style, rect.w, self.segments)
        columns = math.ceil(len(self.segments) / lines)
        height = (rect.h + gap) // lines - gap
        self.rects = layout.grid(rect, len(self.segments), columns, height, gap)
        widths = self._own_widths()
        if lines == 1 and sum(widths) + gap * (len(widths) - 1) <= rect.w:
            whole = all(
                _fits(style, segment, style.layout.text.body, place.w)
                for segment, place in zip(self.segments, self.rects, strict=True)
            )
            if not whole:
                self.rects = _spread(rect, widths, gap)

    def _own_widths(self) -> list[int]:
        """Return the width that each value needs to be written in full size, in pixels."""
        style = self.form.style
        inset, size = 2 * style.px(_INSET), style.layout.text.body
        return [style.writer.width(one.label, size, Face.BOLD) + inset for one in self.segments]

    @property
    def values_rect(self) -> pygame.Rect:
        """Return the rectangle of the values."""
        return self.rect

    @property
    def name(self) -> str:
        """Return what is being chosen."""
        return self._label

    @property
    def state(self) -> str:
        """Return the code of the chosen value."""
        return self.code

    @property
    def value_words(self) -> str:
        """Return the label of the chosen value, and its place among them."""
        codes = [segment.code for segment in self.segments]
        if self.code not in codes:
            return ""
        place = codes.index(self.code)
        order = text("speech.place", n=place + 1, count=len(codes))
        return comma_list([self.segments[place].label, order])

    @property
    def options(self) -> tuple[str, ...]:
        """Return the labels of all values."""
        return tuple(segment.label for segment in self.segments)

    @property
    def parts(self) -> list[pygame.Rect]:
        """Return the rectangles of the values."""
        return list(self.rects)

    @property
    def is_whole(self) -> bool:
        """Whether there is room for the labels of all values."""
        style = self.form.style
        return all(
            _fits(style, segment, style.layout.text.small, rect.w)
            for rect, segment in zip(self.rects, self.segments, strict=True)
        )

    def click(self, pixel: tuple[int, int]) -> None:
        """Choose the value under the pointer."""
        for rect, segment in zip(self.rects, self.segments, strict=True):
            if rect.collidepoint(pixel):
                self.choose(segment.code)

    def choose(self, code: str) -> None:
        """Choose a value that is enabled."""
        enabled = {segment.code for segment in self.segments if segment.enabled}
        if code != self.code and code in enabled:
            self.code = code
            self._on_choose(code)

    def press(self) -> None:
        """Choose the next value, the first after the last."""
        self._step(1, around=True)

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Step to the left or right."""
        if event.key not in {pygame.K_LEFT, pygame.K_RIGHT}:
            return False
        self._step(1 if event.key == pygame.K_RIGHT else -1, around=False)
        return True

    def _step(self, step: int, *, around: bool) -> None:
        codes = [segment.code for segment in self.segments if segment.enabled]
        place = codes.index(self.code) + step if self.code in codes else 0
        if around:
            place %= len(codes)
        if 0 <= place < len(codes):
            self.choose(codes[place])

    def draw(self, canvas: Canvas) -> None:
        """Draw the values."""
        style = canvas.style
        for rect, segment in zip(self.rects, self.segments, strict=True):
            chosen = segment.code == self.code
            hovered = segment.enabled and canvas.hovers(rect)
            look = panels.row_look(style, chosen=chosen, hovered=hovered)
            canvas.box(rect, look.fill, look.edge, None, max(1, style.px(1 + chosen)))
            words = look.words if segment.enabled else style.colours.ink500
            _write(canvas, rect, segment, words)


def _spread(rect: pygame.Rect, widths: Sequence[int], gap: int) -> list[pygame.Rect]:
    """Return places side by side for so many widths, which share what is left evenly."""
    spare = rect.w - sum(widths) - gap * (len(widths) - 1)
    places, x = [], rect.x
    for number, width in enumerate(widths):
        wide = width + spare * (number + 1) // len(widths) - spare * number // len(widths)
        places.append(pygame.Rect(x, rect.y, wide, rect.h))
        x += wide + gap
    return places


def lines_needed(style: Style, width: int, segments: Sequence[Segment]) -> int:
    """Return the number of lines that values need for their labels to be fully visible."""
    gap, small = style.px(_GAP), style.layout.text.small
    for lines in range(1, len(segments)):
        columns = math.ceil(len(segments) / lines)
        room = (width + gap) // columns - gap
        if all(_fits(style, segment, small, room) for segment in segments):
            return lines
    return len(segments)


def _fits(style: Style, segment: Segment, size: float, width: int) -> bool:
    room = width - 2 * style.px(_INSET)
    return style.writer.width(segment.label, size, Face.BOLD) <= room


def _write(canvas: Canvas, rect: pygame.Rect, segment: Segment, colour: Rgb) -> None:
    """Draw a centred label; one that is too long is drawn smaller, and finally shortened."""
    style = canvas.style
    text, room = style.layout.text, rect.w - 2 * style.px(_INSET)
    sizes = text.body, text.table, text.caption, text.small
    size = next((one for one in sizes if _fits(style, segment, one, rect.w)), text.small)
    canvas.text(segment.label, rect.center, size, colour, Face.BOLD, (0.5, 0.5), room)
