"""The consequences of a move, as a list of facts marked with a check or a cross."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.view.stop_facts import Fact
    from client.draw.ui.style import Style

_ROW: Final = 30
_MARK: Final = 20


def facts_height(style: Style, facts: Sequence[Fact], hint: str, width: int) -> int:
    """Return the height of a panel of facts, or of the *hint* if there are none, in pixels."""
    space, size = style.layout.space, style.layout.text.table
    across = width - 2 * style.px(space.padding_tight)
    lines = len(style.writer.wrap(hint, size, across)) * style.writer.height(size)
    rows = sum(_height(style, len(_wrapped(style, fact, across))) for fact in facts)
    return style.px(space.panel_head + 2 * space.padding_tight) + (rows if facts else lines)


def _wrapped(style: Style, fact: Fact, width: int) -> list[str]:
    return style.writer.wrap(fact.words, style.layout.text.table, width - style.px(_MARK + 10))


def _height(style: Style, lines: int) -> int:
    """Return the height of a fact of so many lines, in pixels."""
    return style.px(_ROW) + (lines - 1) * _leading(style)


def _leading(style: Style) -> int:
    return style.writer.pixels(style.layout.text.table) + style.px(4)


def draw_facts(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    facts: Sequence[Fact],
    heading: str,
    hint: str,
) -> None:
    """Draw the facts that fit, the first of them first, or the *hint* when there are none.

    If some don't fit, a sign says so.
    """
    colours, size = style.colours, style.layout.text.table
    inner = panels.draw_panel(surface, style, rect, heading)
    y = inner.y
    if not facts:
        for line in style.writer.wrap(hint, size, inner.w):
            style.writer.write(surface, line, (inner.x, y), size, colours.bone500)
            y += style.writer.height(size)
        return
    fitting = _fitting(style, facts, inner)
    for fact in facts[:fitting]:
        lines = _wrapped(style, fact, inner.w)
        mark = pygame.Rect(inner.x, y, style.px(_MARK), style.px(_MARK))
        base = colours.badge_ok if fact.good else colours.badge_no
        corner = style.px(5 if fact.good else 1)
        shapes.box(surface, style, mark, base, mix(base, colours.white, 0.4), corner)
        icon = style.art.icon("check" if fact.good else "cross", style.px(13), colours.white)
        surface.blit(icon, icon.get_rect(center=mark.center))
        x = mark.right + style.px(10)
        for number, words in enumerate(lines):
            at = x, mark.centery + number * _leading(style)
            style.writer.write(surface, words, at, size, colours.bone100, align=(0, 0.5))
        y += _height(style, len(lines))
    if fitting < len(facts):
        style.writer.write(surface, "…", (inner.x, y - style.px(4)), size, colours.bone300)


def _fitting(style: Style, facts: Sequence[Fact], inner: pygame.Rect) -> int:
    """Return how many facts fit; where not all of them do, with a line for the sign below them."""
    heights = [_height(style, len(_wrapped(style, fact, inner.w))) for fact in facts]
    room = inner.h + style.px(_ROW - _MARK)
    if sum(heights) <= room:
        return len(facts)
    fitting = len(facts)
    while fitting and sum(heights[:fitting]) + _leading(style) > room:
        fitting -= 1
    return fitting
