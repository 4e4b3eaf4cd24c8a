"""A control that lets one of a few words in a row be chosen."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame
from pygame_gui.elements import UIButton

from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonFace
from client.draw.ui.writer import Face
from client.widgets.control import Control

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb
    from client.widgets.form import Form

_GAP: Final = 4
_INSET: Final = 6
"""Points between two values, and between a value's edge and its label."""


class Segment(NamedTuple):
    """Offer one value; *code* is what choosing it answers with."""

    code: str
    label: str
    icon: str = ""
    enabled: bool = True


class SegmentedControl(Control):
    """Show all values side by side, the chosen one lit: click, or left and right."""

    def __init__(
        self,
        form: Form,
        rect: pygame.Rect,
        segments: Sequence[Segment],
        chosen: str,
        on_choose: Callable[[str], None],
    ) -> None:
        """Take the values, the code of the one chosen at the start, and who hears of changes."""
        super().__init__(form, rect)
        self.segments = tuple(segments)
        self.code = chosen
        self._on_choose = on_choose
        self.rects = _split(rect, len(self.segments), form.style)
        self._elements = [
            self._element(place, segment.code)
            for place, segment in zip(self.rects, self.segments, strict=True)
        ]
        form.add(self)

    def _element(self, rect: pygame.Rect, code: str) -> UIButton:
        def click() -> None:
            self.form.focus_on(self)
            self.choose(code)

        return UIButton(rect, "", self.form.manager, command=click)

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

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the values."""
        style = self.form.style
        for rect, segment, element in zip(self.rects, self.segments, self._elements, strict=True):
            chosen = segment.code == self.code
            hovered = element.hovered and segment.enabled
            look = panels.row_look(style, chosen=chosen, hovered=hovered)
            shapes.box(
                surface, style, rect, look.fill, look.edge, None, max(1, style.px(1 + chosen))
            )
            words = look.words if segment.enabled else style.colours.ink500
            _write(surface, style, rect, ButtonFace(segment.label, segment.icon), words)


def _write(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    face: ButtonFace,
    colour: Rgb,
) -> None:
    """Write a label in the middle, after its icon where there is room for both.

    A label that is too long is written smaller, and shortened at last.
    """
    text, gap = style.layout.text, style.px(6)
    room = rect.w - 2 * style.px(_INSET)
    sizes = text.body, text.table, text.caption, text.small
    fits = [one for one in sizes if style.writer.width(face.label, one, Face.BOLD) <= room]
    size = fits[0] if fits else text.small
    icon = style.px(style.layout.space.icon)
    wide = style.writer.width(face.label, size, Face.BOLD)
    with_icon = bool(face.icon) and wide + icon + gap <= room
    words = style.writer.shorten(face.label, size, room, Face.BOLD)
    line = style.writer.line(words, size, colour, Face.BOLD)
    x = rect.centerx - (line.get_width() + (icon + gap if with_icon else 0)) // 2
    if with_icon:
        picture = style.art.icon(face.icon, icon, colour)
        surface.blit(picture, picture.get_rect(midleft=(x, rect.centery)))
        x += icon + gap
    style.writer.place(surface, line, (x, rect.centery), (0, 0.5))


def _split(rect: pygame.Rect, count: int, style: Style) -> list[pygame.Rect]:
    """Divide a rectangle into places with gaps between them, of equal width to a pixel."""
    gap = style.px(_GAP)
    edges = [rect.x + round(place * (rect.w + gap) / count) for place in range(count + 1)]
    return [
        pygame.Rect(left, rect.y, right - gap - left, rect.h)
        for left, right in itertools.pairwise(edges)
    ]
