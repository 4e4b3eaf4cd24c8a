"""The bar above the board with what a lesson says; its height is the same in all of a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from client.battle.battle_layout import BattleLayout
    from client.draw.ui.style import Style

_MARGIN: Final = 6
"""Distance between the bar's edge and the box in it, in points."""
_PAD: Final = 12
_ABOVE: Final = 8
"""Distance between the box's edge and its first and last lines, in points."""
_BELOW_TITLE: Final = 2
_STRIPE: Final = 5
"""Width of the coloured stripe at the left, in points."""


class BarContent(NamedTuple):
    """What the bar says: a title, a note at its right, and words; *bad* if something is wrong."""

    title: str
    note: str
    words: str
    bad: bool


def bar_height(style: Style, width: int, texts: Iterable[str]) -> int:
    """Return the height of a bar of *width* pixels that has room for each of several texts."""
    lines = max(len(_wrapped(style, words, width)) for words in texts)
    sizes = style.layout.text
    text_height = style.writer.height(sizes.caption) + lines * style.writer.height(sizes.body)
    return text_height + style.px(2 * _MARGIN + 2 * _ABOVE + _BELOW_TITLE)


def with_bar(layout: BattleLayout, height: int) -> BattleLayout:
    """Return a layout whose board leaves room for a bar above it."""
    board, prompt = layout.board.copy(), layout.prompt.copy()
    height = min(height, board.h)
    board.y += height
    board.h -= height
    prompt.y += height
    return layout._replace(board=board, prompt=prompt)


def bar_rect(layout: BattleLayout) -> pygame.Rect:
    """Return the rectangle of the bar in a layout with one."""
    top = layout.turn_bar.bottom
    return pygame.Rect(layout.board.x, top, layout.board.w, layout.board.y - top)


def _wrapped(style: Style, words: str, width: int) -> list[str]:
    room = width - style.px(2 * _MARGIN + 2 * _PAD + _STRIPE)
    return style.writer.wrap(words, style.layout.text.body, room)


def draw_bar(surface: pygame.Surface, style: Style, rect: pygame.Rect, content: BarContent) -> None:
    """Draw the bar."""
    colours, sizes = style.colours, style.layout.text
    surface.fill(colours.ink900, rect)
    margin = style.px(_MARGIN)
    box = rect.inflate(-2 * margin, -2 * margin)
    tone = colours.bad if content.bad else colours.brass
    panels.draw_panel(surface, style, box)
    shapes.box(surface, style, box, mix(colours.ink800, tone, 0.10), tone)
    stripe = pygame.Rect(box.x, box.y, style.px(_STRIPE), box.h)
    shapes.box(surface, style, stripe, tone, None, style.px(2))
    x, y = stripe.right + style.px(_PAD), box.y + style.px(_ABOVE)
    right = box.right - style.px(_PAD)
    noted = style.writer.write(
        surface, content.note, (right, y), sizes.caption, colours.bone300, align=(1, 0)
    )
    room = noted.x - style.px(_PAD) - x
    title = style.writer.shorten(content.title, sizes.caption, room, Face.BOLD)
    style.writer.write(surface, title, (x, y), sizes.caption, tone, Face.BOLD)
    y += style.writer.height(sizes.caption) + style.px(_BELOW_TITLE)
    for line in _wrapped(style, content.words, rect.w):
        style.writer.write(surface, line, (x, y), sizes.body, colours.bone100)
        y += style.writer.height(sizes.body)
