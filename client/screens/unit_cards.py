"""A scrolling area with the cards of an army's units, in as many columns as there is room for, and
notes above them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.hud.explained import ExplainedPlaces
from client.battle.hud.unit_panel import card_height, draw_card
from client.battle.speech.board_words import card_words
from client.widgets import layout
from client.widgets.scrolling import ScrollArea
from engine.battle.scenario_files import packaged_materials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.view.cards import UnitCard
    from client.draw.ui.style import Style
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form

_NARROWEST: Final = 272
"""Minimum width of a card, in points."""
_GAP: Final = 8
_BETWEEN: Final = 10
"""Distance between two headings of a statline, in points."""
_NOWHERE: Final = (-1, -1)


class UnitCards:
    """The cards in a rectangle of a form."""

    def __init__(self, form: Form, rect: pygame.Rect) -> None:
        """Create the area; it has no cards yet."""
        self._style: Final[Style] = form.style
        self.rect = rect
        self.cards: tuple[UnitCard, ...] = ()
        """The cards that are shown."""
        self.notes: list[str] = []
        """The lines above them."""
        self._is_wrong = False
        self._places: list[pygame.Rect] = []
        self.area = ScrollArea(form, rect, 0, self._draw)
        self._form = form

    def show(
        self, cards: Sequence[UnitCard], notes: Sequence[str] = (), *, is_wrong: bool = False
    ) -> None:
        """Show other cards and notes, from the top; *is_wrong* is whether the notes say what is
        wrong.
        """
        self.cards, self._is_wrong = tuple(cards), is_wrong
        height = self._lay_out(notes, scrolls=False)
        if height > self.rect.h:
            height = self._lay_out(notes, scrolls=True)
        self.area.show(height)

    def _line(self) -> int:
        return self._style.writer.height(self._style.layout.text.body)

    def _narrowest(self) -> int:
        """Return the width that a card needs: that of the headings of its statline, at least."""
        style, size = self._style, self._style.layout.text.small
        pad, between = style.px(style.layout.space.padding_tight), style.px(_BETWEEN)
        widths = []
        for card in self.cards:
            widest = max(style.writer.width(label, size) for label, _ in card.stats)
            widths.append(2 * pad + len(card.stats) * (widest + between))
        return max([style.px(_NARROWEST), *widths])

    def _lay_out(self, notes: Sequence[str], *, scrolls: bool) -> int:
        """Give each card a place in the shortest column; return the height of all, in pixels."""
        style, gap = self._style, self._style.px(_GAP)
        room = ScrollArea.width_inside(self._form, self.rect, scrolls=scrolls)
        size = style.layout.text.body
        self.notes = [part for note in notes for part in style.writer.wrap(note, size, room)]
        top = len(self.notes) * self._line() + gap * bool(self.notes)
        most = max(1, (room + gap) // (self._narrowest() + gap))
        columns = min(most, max(1, len(self.cards)))
        width = (room + gap) // columns - gap
        ends = [top] * columns
        self._places = []
        for card in self.cards:
            column = ends.index(min(ends))
            height = card_height(style, card, width)
            place = pygame.Rect(column * (width + gap), ends[column], width, height)
            self._places.append(place)
            ends[column] += height + gap
        return max(ends) - gap

    def _draw(self, canvas: Canvas, rect: pygame.Rect) -> None:
        style, size = self._style, self._style.layout.text.body
        ink = style.colours.bad if self._is_wrong else style.colours.bone300
        rows = layout.stack(rect, [self._line()] * len(self.notes))
        for row, line in zip(rows, self.notes, strict=True):
            canvas.text(line, row.topleft, size, ink)
        explained = ExplainedPlaces(packaged_materials().rules)
        for card, place in zip(self.cards, self._places, strict=True):
            at = place.move(rect.topleft)
            if at.colliderect(self.rect):
                draw_card(canvas.surface, self._style, at, card, _NOWHERE, explained)
                canvas.describe(at, " ".join(card_words(card)))
