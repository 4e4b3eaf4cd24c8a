"""The box beside something on the screen that says what it is: titles and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

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
_MOST_TITLES: Final = 2
"""Entries from which titles run in with their texts, so that a box stays low."""
_AWAY: Final = 10
"""Distance between the box and what it explains, in points."""


class Explanation(NamedTuple):
    """What is explained: *entries* about what is drawn in a rectangle, *walked* to by keys."""

    entries: tuple[Entry, ...]
    beside: pygame.Rect
    walked: bool


class _Part(NamedTuple):
    """A piece of a line in one face, and its distance from the line's start in pixels."""

    words: str
    face: Face
    x: int


class _Line(NamedTuple):
    """A line of a box: its parts, its width, and the distance above it in pixels."""

    parts: tuple[_Part, ...]
    width: int
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
        self._size = style.layout.text.table
        inset = 2 * style.px(_PADDING[0])
        self._room = min(style.px(_WIDTH), window.w - 2 * style.px(_AWAY)) - inset
        last = self._wrap([(note, Face.ITALIC)]) if note else []
        most = window.h - 2 * style.px(_PADDING[1]) - self._height(last)
        self.lines: list[_Line] = []
        for entry in entries:
            longer = [*self.lines, *self._lines_of(entry, run_in=len(entries) > _MOST_TITLES)]
            if self.lines and self._height(longer) > most:
                break
            self.lines = longer
        self.lines += last
        self.lines[0] = self.lines[0]._replace(above=0)
        width = max(line.width for line in self.lines)
        self.size: Final = (width + inset, self._height(self.lines) + 2 * style.px(_PADDING[1]))

    @property
    def words(self) -> str:
        """Return everything that is written in the box."""
        return " ".join(part.words for line in self.lines for part in line.parts)

    def _lines_of(self, entry: Entry, *, run_in: bool) -> list[_Line]:
        """Return the lines of an entry: the title above the text, or *run_in* before it."""
        title, words = (entry.title, Face.BOLD), (entry.words, Face.REGULAR)
        if run_in:
            return self._wrap([title, words])
        below = [line._replace(above=0) for line in self._wrap([words])]
        return self._wrap([title]) + below

    def _wrap(self, texts: Sequence[tuple[str, Face]]) -> list[_Line]:
        """Break texts, which follow each other, into lines; the first is set apart."""
        style, writer = self._style, self._style.writer
        space = writer.width(" ", self._size)
        lines: list[_Line] = []
        parts: list[_Part] = []
        x = 0
        for text_of, face in texts:
            x += 2 * space if parts else 0
            words = text_of.split()
            while words:
                count = self._fitting(words, face, self._room - x)
                if not count and x:
                    lines.append(_Line(tuple(parts), x, 0))
                    parts, x = [], 0
                    continue
                piece = " ".join(words[: count or 1])
                if not count:
                    piece = writer.shorten(piece, self._size, self._room, face)
                words = words[count or 1 :]
                parts.append(_Part(piece, face, x))
                x += writer.width(piece, self._size, face)
                if words:
                    lines.append(_Line(tuple(parts), x, 0))
                    parts, x = [], 0
        lines.append(_Line(tuple(parts), x, 0))
        return [lines[0]._replace(above=style.px(_BETWEEN)), *lines[1:]]

    def _fitting(self, words: list[str], face: Face, room: int) -> int:
        """Return how many of the first words fit into *room* pixels."""
        count = 0
        while count < len(words):
            line = " ".join(words[: count + 1])
            if self._style.writer.width(line, self._size, face) > room:
                break
            count += 1
        return count

    def _height(self, lines: list[_Line]) -> int:
        return sum(line.above + self._style.writer.height(self._size) for line in lines)

    def place(self, beside: pygame.Rect) -> pygame.Rect:
        """Return the rectangle of the box beside another one: below it if there is room, or else
        above, to its right or to its left; inside the window in any case.
        """
        away = self._style.px(_AWAY)
        window = self._window.inflate(-2 * away, -2 * away)
        spots = (
            {"midtop": (beside.centerx, beside.bottom + away)},
            {"midbottom": (beside.centerx, beside.top - away)},
            {"midleft": (beside.right + away, beside.centery)},
            {"midright": (beside.left - away, beside.centery)},
        )
        for spot in spots:
            rect = pygame.Rect((0, 0), self.size)
            for corner, at in spot.items():
                setattr(rect, corner, at)
            rect.clamp_ip(window)
            if not rect.colliderect(beside):
                return rect
        rect = pygame.Rect((0, 0), self.size)
        rect.midtop = beside.centerx, beside.bottom + away
        return rect.clamp(window)

    def draw(self, surface: pygame.Surface, beside: pygame.Rect) -> pygame.Rect:
        """Draw the box beside a rectangle; return where it is."""
        style, colours = self._style, self._style.colours
        rect = self.place(beside)
        shapes.shadow(surface, style, rect, 0.5)
        shapes.box(surface, style, rect, colours.ink900, colours.brass_dark)
        x, y = rect.x + style.px(_PADDING[0]), rect.y + style.px(_PADDING[1])
        inks = {
            Face.BOLD: colours.brass_hi,
            Face.REGULAR: colours.bone100,
            Face.ITALIC: colours.bone500,
        }
        for line in self.lines:
            y += line.above
            for part in line.parts:
                at = x + part.x, y
                style.writer.write(surface, part.words, at, self._size, inks[part.face], part.face)
            y += style.writer.height(self._size)
        return rect


def draw_explanation(
    surface: pygame.Surface, style: Style, explanation: Explanation, keys: tuple[str, str]
) -> None:
    """Draw an explanation; one that keys have walked to, with a ring around what it is about and
    the names of the *keys* that lead on and end the walk.
    """
    note = ""
    if explanation.walked:
        shapes.focus_ring(surface, style, explanation.beside)
        note = walk_note(keys)
    box = ExplanationBox(style, surface.get_rect(), explanation.entries, note)
    box.draw(surface, explanation.beside)


def walk_note(keys: tuple[str, str]) -> str:
    """Return which keys walk on and end the walk."""
    return text("glossary.walk", next=keys[0], back=keys[1])
