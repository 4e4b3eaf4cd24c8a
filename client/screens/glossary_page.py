"""The page of the help about words and signs: a list to scroll and to search."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui import panels
from client.draw.ui.writer import Face
from client.text import glossary
from client.text.catalogue import plural, text
from client.widgets import layout
from client.widgets.layout import Share
from client.widgets.scrolling import ScrollArea
from client.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.text.glossary import Entry
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from engine.battle.scenario import RuleNumbers

_COLUMN: Final = 380
"""Least width of a column, in points."""
_MOST_COLUMNS: Final = 3
_BETWEEN: Final = 24
_CAPTION: Final = 30
_ENTRY: Final = 6
"""Distance between two entries, in points."""
_SEARCH: Final = 260
"""Width of the field to search with, in points."""


_FEW: Final = 8
"""Number of entries up to which text mode says them all as soon as they are listed."""


class _Line(NamedTuple):
    """A line of a chapter: its text, its place below the chapter's top, and how it is written."""

    words: str
    y: int
    face: Face
    is_title: bool


class _Chapter(NamedTuple):
    """A laid out chapter: its lines, and its height in pixels."""

    lines: list[_Line]
    height: int


class GlossaryPage:
    """The glossary in a rectangle of a form, with the text that is searched for.

    *on_search* is called with every new text.
    """

    def __init__(
        self,
        form: Form,
        rect: pygame.Rect,
        rules: RuleNumbers,
        wanted: str,
        on_search: Callable[[str], None],
    ) -> None:
        """Add the field and the list to a form."""
        style, space = form.style, form.style.layout.space
        self._style: Final = style
        self._rules: Final = rules
        self._on_search: Final = on_search
        lengths = style.px(space.target), Share()
        top, below = layout.split_rows(rect, lengths, style.px(space.gap))
        self._build_search(form, top, wanted)
        form.panel(below)
        self._inner: Final = layout.inset(below, style.px(space.padding_tight))
        self._width: Final = ScrollArea.width_inside(form, self._inner, scrolls=True)
        self._columns: list[list[_Chapter]] = []
        self.chapters: list[tuple[str, list[Entry]]] = []
        """The titles of the chapters that are listed, with their entries."""
        self.entries: list[Entry] = []
        """The entries that are listed, in their order."""
        self._area: Final = ScrollArea(form, self._inner, 0, self._draw)
        self._list(wanted)

    def _build_search(self, form: Form, row: pygame.Rect, wanted: str) -> None:
        """Add the field to search with, after its label."""
        style, size, words = self._style, self._style.layout.text.body, text("glossary.search")
        label = style.writer.width(words, size) + style.px(10)
        field = min(style.px(_SEARCH), row.w - label)
        left, place, _ = layout.split_columns(row, [label, field, Share()])
        form.label(words, left.midleft, size, align=(0, 0.5))
        TextField(form, place, wanted, self._search, label=words)

    def _search(self, wanted: str) -> None:
        self._on_search(wanted)
        self._list(wanted)

    def _list(self, wanted: str) -> None:
        """List what contains the words that are searched for, from its top."""
        style, found = self._style, glossary.search(wanted, self._rules)
        self.chapters = found
        self.entries = [entry for _, entries in found for entry in entries]
        least, gap = style.px(_COLUMN), style.px(_BETWEEN)
        count = min(max(1, (self._width + gap) // (least + gap)), _MOST_COLUMNS)
        across = (self._width - gap * (count - 1)) // count
        chapters = [self._lay_out(title, entries, across) for title, entries in found]
        if not chapters:
            lines = style.writer.wrap(text("glossary.none"), style.layout.text.body, across)
            chapters = [self._stack([(line, Face.REGULAR, False, 0) for line in lines])]
        self._columns = balance(chapters, [one.height for one in chapters], count)
        self._area.show(max(sum(one.height for one in column) for column in self._columns))

    def all_words(self) -> list[str]:
        """Return the titles of all chapters that are listed, each before its entries."""
        return [
            line for title, entries in self.chapters for line in (title, *map(entry_words, entries))
        ]

    def found_words(self) -> list[str]:
        """Return how many entries are listed, and these if they are few."""
        if not self.entries:
            return [text("glossary.none")]
        count = len(self.entries)
        few = self.entries if count <= _FEW else []
        return [plural("speech.entries", count), *map(entry_words, few)]

    def _lay_out(self, title: str, entries: list[Entry], width: int) -> _Chapter:
        style, size = self._style, self._style.layout.text.body
        parts = [(title, Face.BOLD, True, 0)]
        for entry in entries:
            for face, words in ((Face.BOLD, entry.title), (Face.REGULAR, entry.words)):
                lines = style.writer.wrap(words, size, width, face)
                above = style.px(_ENTRY) if face is Face.BOLD else 0
                parts += [(line, face, False, 0 if n else above) for n, line in enumerate(lines)]
        return self._stack(parts)

    def _stack(self, parts: Sequence[tuple[str, Face, bool, int]]) -> _Chapter:
        """Place lines below each other: each with its face, whether it is a title, and the
        distance above it in pixels.
        """
        style, y, lines = self._style, 0, []
        for words, face, is_title, above in parts:
            y += above
            lines.append(_Line(words, y, face, is_title))
            step = style.px(_CAPTION) if is_title else style.writer.height(style.layout.text.body)
            y += step
        return _Chapter(lines, y + style.px(_ENTRY))

    def _draw(self, canvas: Canvas, room: pygame.Rect) -> None:
        style, colours, size = self._style, self._style.colours, self._style.layout.text.body
        rect = pygame.Rect(room.x, room.y, self._width, room.h)
        places = layout.split_columns(rect, [Share()] * len(self._columns), style.px(_BETWEEN))
        visible = canvas.surface.get_clip()
        for place, column in zip(places, self._columns, strict=True):
            tops = itertools.accumulate((one.height for one in column), initial=place.y)
            for top, chapter in zip(tops, column, strict=False):
                for line in chapter.lines:
                    y = top + line.y
                    if not visible.top - style.px(_CAPTION) <= y <= visible.bottom:
                        continue
                    if line.is_title:
                        middle = place.x, y + style.px(_CAPTION) // 2
                        panels.draw_caption(canvas.surface, style, line.words, middle, place.w)
                        continue
                    ink = colours.brass_hi if line.face is Face.BOLD else colours.bone100
                    canvas.text(line.words, (place.x, y), size, ink, line.face)


def entry_words(entry: Entry) -> str:
    """Return an entry in one line."""
    return text("speech.entry", title=entry.title, words=entry.words)


def balance(parts: Sequence[_Chapter], heights: Sequence[int], count: int) -> list[list[_Chapter]]:
    """Divide parts into *count* columns in their order, so that the highest one is as low as
    possible; some may be empty.
    """
    best: tuple[int, tuple[int, ...]] | None = None
    for cuts in itertools.combinations_with_replacement(range(len(parts) + 1), count - 1):
        edges = (0, *cuts, len(parts))
        highest = max(sum(heights[a:b]) for a, b in itertools.pairwise(edges))
        if best is None or highest < best[0]:
            best = highest, edges
    assert best is not None, "there is at least one way"
    return [list(parts[a:b]) for a, b in itertools.pairwise(best[1])]
