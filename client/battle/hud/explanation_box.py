"""The box beside something on the screen that says what it is: titles and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.battle.input.keys import KeyCommand, key_words
from client.draw.ui import shapes
from client.draw.ui.writer import Face
from client.text.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.draw.ui.style import Style
    from client.text.glossary import Entry

_WIDTH: Final = 380
"""Maximum width, in points."""
_PADDING: Final = (12, 9)
_BETWEEN: Final = 6
"""Distance between two entries, in points."""
_AWAY: Final = 10
"""Distance between the box and what it explains, in points."""


class Explanation(NamedTuple):
    """What is explained: *entries* about what is drawn in a rectangle, *walked* to by keys."""

    entries: tuple[Entry, ...]
    beside: pygame.Rect
    walked: bool


class _Line(NamedTuple):
    """A line of text, its face, and the distance above it in pixels."""

    words: str
    face: Face
    above: int


class ExplanationBox:
    """A box with entries of the glossary, laid out for a window of so many pixels.

    Entries that the window has no room for are left out, the last ones first.
    """

    def __init__(
        self, style: Style, window: pygame.Rect, entries: Sequence[Entry], note: str = ""
    ) -> None:
        """Lay out the entries, and a *note* below them."""
        self._style = style
        self._window = window
        inset = 2 * style.px(_PADDING[0])
        self._room = min(style.px(_WIDTH), window.w - 2 * style.px(_AWAY)) - inset
        last = self._wrap_note(note)
        most = window.h - 2 * style.px(_PADDING[1]) - self._height(last)
        lines: list[_Line] = []
        for entry in entries:
            longer = [*lines, *self._wrap(entry, first=not lines)]
            if lines and self._height(longer) > most:
                break
            lines = longer
        self._lines = lines = lines + last
        size = style.layout.text.table
        width = max(style.writer.width(line.words, size, line.face) for line in lines)
        self.size: Final = (width + inset, self._height(lines) + 2 * style.px(_PADDING[1]))

    def _wrap(self, entry: Entry, *, first: bool) -> list[_Line]:
        style, size = self._style, self._style.layout.text.table
        above = 0 if first else style.px(_BETWEEN)
        titles = style.writer.wrap(entry.title, size, self._room, Face.BOLD)
        lines = [_Line(words, Face.BOLD, 0) for words in titles]
        lines[0] = lines[0]._replace(above=above)
        texts = style.writer.wrap(entry.words, size, self._room)
        return lines + [_Line(words, Face.REGULAR, 0) for words in texts]

    def _wrap_note(self, note: str) -> list[_Line]:
        style, size = self._style, self._style.layout.text.table
        if not note:
            return []
        words = style.writer.wrap(note, size, self._room, Face.ITALIC)
        first, *others = (_Line(line, Face.ITALIC, 0) for line in words)
        return [first._replace(above=style.px(_BETWEEN)), *others]

    def _height(self, lines: list[_Line]) -> int:
        size = self._style.layout.text.table
        return sum(line.above + self._style.writer.height(size, line.face) for line in lines)

    def place(self, beside: pygame.Rect) -> pygame.Rect:
        """Return the rectangle of the box beside another one: below it if there is room, or else
        above, to its right or to its left; inside the window in any case.
        """
        away, window = self._style.px(_AWAY), self._window
        rect = pygame.Rect((0, 0), self.size)
        spots = (
            {"midtop": (beside.centerx, beside.bottom + away)},
            {"midbottom": (beside.centerx, beside.top - away)},
            {"midleft": (beside.right + away, beside.centery)},
            {"midright": (beside.left - away, beside.centery)},
        )
        for spot in spots:
            for corner, at in spot.items():
                setattr(rect, corner, at)
            rect.clamp_ip(window)
            if not rect.colliderect(beside):
                return rect
        rect.midtop = beside.centerx, beside.bottom + away
        return rect.clamp(window)

    def draw(self, surface: pygame.Surface, beside: pygame.Rect) -> pygame.Rect:
        """Draw the box beside a rectangle; return where it is."""
        style, colours = self._style, self._style.colours
        rect = self.place(beside)
        shapes.shadow(surface, style, rect, 0.5)
        shapes.box(surface, style, rect, colours.ink900, colours.brass_dark)
        x, y = rect.x + style.px(_PADDING[0]), rect.y + style.px(_PADDING[1])
        size = style.layout.text.table
        inks = {
            Face.BOLD: colours.brass_hi,
            Face.REGULAR: colours.bone100,
            Face.ITALIC: colours.bone500,
        }
        for line in self._lines:
            y += line.above
            ink = inks[line.face]
            style.writer.write(surface, line.words, (x, y), size, ink, line.face)
            y += style.writer.height(size, line.face)
        return rect


def draw_explanation(surface: pygame.Surface, style: Style, explanation: Explanation) -> None:
    """Draw an explanation; one that keys have walked to, with a ring around what it is about and
    the keys that lead on.
    """
    note = ""
    if explanation.walked:
        shapes.focus_ring(surface, style, explanation.beside)
        keys = {"next": KeyCommand.INSPECT, "back": KeyCommand.BACK}
        note = text("glossary.walk", **{key: key_words(one) for key, one in keys.items()})
    box = ExplanationBox(style, surface.get_rect(), explanation.entries, note)
    box.draw(surface, explanation.beside)
