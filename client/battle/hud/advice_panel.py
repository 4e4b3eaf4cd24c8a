"""The panel of advice: the options with their numbers, shares and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.hud.hit_areas import HitArea, button_area
from client.battle.input.keys import KeyCommand, key_label
from client.draw.board import hint_layer
from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.text.catalogue import text

if TYPE_CHECKING:
    from client.battle.view.advice_view import AdviceCard, AdviceRow
    from client.battle.view.stop_facts import Fact
    from client.draw.ui.style import Style

_NUMBER: Final = 22
"""Diameter of a number, in points."""
_BESIDE: Final = 8
_BETWEEN: Final = 8
"""Points between two options."""
_BULLET: Final = 10
_LEAST_FACTS: Final = 3
"""Facts of an option that are worth more than the numbers of the unit's weapons."""
_SIGN: Final = 3
"""Points between a line and the sign behind it."""
_MORE: Final = "…"
"""The sign that an option has more facts than there is room for."""


def foot_face(card: AdviceCard) -> ButtonFace:
    """Return the face of the button that explains the enemy's last action, or the one before."""
    label = "advice.earlier" if card.more else "advice.explain-last"
    return ButtonFace(text(label), "", key_label(KeyCommand.EXPLAIN))


class AdvicePanel:
    """The panel of advice for a card, a style and a width; it is drawn as high as there is room."""

    def __init__(self, style: Style, card: AdviceCard, width: int) -> None:
        """Wrap the texts of a card to a panel *width* pixels wide."""
        self._style: Final = style
        self._card: Final = card
        self._across: Final = width - 2 * style.px(style.layout.space.padding_tight)

    @property
    def height(self) -> int:
        """Return the height with all facts, in pixels."""
        return self._height(self._all)

    @property
    def _all(self) -> list[int]:
        return [len(row.facts) for row in self._card.rows]

    @property
    def least_height(self) -> int:
        """Return the height with the facts that each option should have at least, in pixels."""
        return self._height([min(_LEAST_FACTS, len(row.facts)) for row in self._card.rows])

    @property
    def smallest_height(self) -> int:
        """Return the height without facts, in pixels: with less, something would be cut."""
        least = self._height([0 for _ in self._card.rows])
        return least if self._card.explains else least - self._foot

    def _height(self, shown: list[int]) -> int:
        space = self._style.layout.space
        around = self._style.px(space.panel_head + 2 * space.padding_tight)
        return around + self._content(shown) + self._foot

    def _fitting(self, room: int) -> list[int]:
        """Return how many facts of each option fit into a height: a first one of as many options
        as possible, then a second one.
        """
        shown = [0 for _ in self._card.rows]
        for fact in range(max((len(row.facts) for row in self._card.rows), default=0)):
            for place, row in enumerate(self._card.rows):
                more = [*shown[:place], fact + 1, *shown[place + 1 :]]
                is_next = shown[place] == fact < len(row.facts)
                if is_next and self._content(more) <= room:
                    shown = more
        return shown

    def draw(
        self, surface: pygame.Surface, rect: pygame.Rect, mouse: tuple[int, int]
    ) -> list[HitArea]:
        """Draw the panel; an option whose last facts have no room ends in a sign that there are
        more. Returns its hit areas.
        """
        style, card = self._style, self._card
        inner = panels.draw_panel(surface, style, rect, card.title)
        # Facts take the place of a button that can't be pressed.
        footed = self._card.explains or self._content(self._all) + self._foot <= inner.h
        shown = self._fitting(inner.h - self._foot if footed else inner.h)
        y = inner.y
        size, leading = style.layout.text.table, style.writer.height(style.layout.text.table)
        for line in self._words():
            style.writer.write(surface, line, (inner.x, y), size, style.colours.bone300)
            y += leading
        for row, facts in zip(card.rows, shown, strict=True):
            y = self._draw_row(surface, inner.x, y + style.px(_BETWEEN), row, facts)
        return self._draw_foot(surface, inner, mouse) if footed else []

    def _words(self) -> list[str]:
        return self._style.writer.wrap(
            self._card.words, self._style.layout.text.table, self._across
        )

    def _content(self, shown: list[int]) -> int:
        """Return the height of words and options with so many facts, in pixels."""
        style = self._style
        words = len(self._words()) * style.writer.height(style.layout.text.table)
        rows = zip(self._card.rows, shown, strict=True)
        return words + sum(self._row_height(*one) + style.px(_BETWEEN) for one in rows)

    # An option

    @property
    def _indent(self) -> int:
        return self._style.px(_NUMBER + _BESIDE)

    @property
    def _sign(self) -> int:
        """Return the width of the sign that there are more facts, behind any line, in pixels."""
        style = self._style
        return style.px(_SIGN) + style.writer.width(_MORE, style.layout.text.caption)

    def _titles(self, row: AdviceRow) -> list[str]:
        style = self._style
        share = style.writer.width(row.share, style.layout.text.table, Face.BOLD)
        room = self._across - self._indent - share - style.px(_BESIDE) - self._sign
        return style.writer.wrap(row.title, style.layout.text.table, room, Face.BOLD)

    def _lines(self, fact: Fact) -> list[str]:
        style = self._style
        room = self._across - self._indent - style.px(_BULLET) - self._sign
        return style.writer.wrap(fact.words, style.layout.text.caption, room)

    def _row_height(self, row: AdviceRow, facts: int) -> int:
        style, sizes = self._style, self._style.layout.text
        titles = len(self._titles(row)) * style.writer.height(sizes.table)
        lines = sum(len(self._lines(fact)) for fact in row.facts[:facts])
        return max(titles + lines * style.writer.height(sizes.caption), style.px(_NUMBER))

    def _draw_row(self, surface: pygame.Surface, x: int, y: int, row: AdviceRow, facts: int) -> int:
        """Draw an option with at most so many facts; return the y below it."""
        style, colours, sizes = self._style, self._style.colours, self._style.layout.text
        leading, bottom = style.writer.height(sizes.table), y + self._row_height(row, facts)
        middle = x + style.px(_NUMBER) // 2, y + style.px(_NUMBER) // 2
        hint_layer.draw_number(surface, style, middle, row.number, taken=row.taken)
        right = x + self._across, y
        tone = hint_layer.tone(style, row.number, taken=row.taken)
        style.writer.write(surface, row.share, right, sizes.table, tone, Face.BOLD, (1, 0))
        left = x + self._indent
        for words in self._titles(row):
            end = style.writer.write(
                surface, words, (left, y), sizes.table, colours.bone100, Face.BOLD
            )
            y += leading
        for fact in row.facts[:facts]:
            dot = colours.good if fact.good else colours.bad
            height = style.writer.height(sizes.caption)
            shapes.hexagon(surface, (left + style.px(3), y + height / 2), style.px(3), dot)
            for line in self._lines(fact):
                at = left + style.px(_BULLET), y
                end = style.writer.write(surface, line, at, sizes.caption, colours.bone300)
                y += height
        if facts < len(row.facts):
            at = end.right + style.px(_SIGN), end.bottom
            style.writer.write(surface, _MORE, at, sizes.caption, colours.bone300, align=(0, 1))
        return bottom

    # The button below

    @property
    def _foot(self) -> int:
        """Return the height of the button, with the distance above it, in pixels."""
        space = self._style.layout.space
        return self._style.px(space.target + _BETWEEN)

    def _draw_foot(
        self, surface: pygame.Surface, inner: pygame.Rect, mouse: tuple[int, int]
    ) -> list[HitArea]:
        """Draw the button that explains the enemy's last action, or the one before."""
        style, height = self._style, self._style.px(self._style.layout.space.target)
        face = foot_face(self._card)
        place = pygame.Rect(inner.x, inner.bottom - height, inner.w, height)
        hovered = place.collidepoint(mouse)
        enabled = self._card.explains
        look = panels.button_look(style, ButtonKind.NORMAL, enabled=enabled, hovered=hovered)
        panels.draw_button(surface, style, place, face, look)
        return [button_area(KeyCommand.EXPLAIN, place, enabled=enabled)]
