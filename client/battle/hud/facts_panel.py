"""The consequences of a move, as a list of facts marked with a check or a cross."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.view.stop_facts import Fact
    from client.draw.ui.style import Style

_BESIDE: Final = 10
"""Points between a mark and its fact."""
_ICON: Final = 0.65
"""Share of a mark that its sign takes."""


class _Spacing(NamedTuple):
    """How densely facts are set: the height of a line's row and of its mark, in points."""

    row: int
    mark: int
    size: float


def _spacings(style: Style) -> tuple[_Spacing, _Spacing]:
    """Return the usual spacing, and the one for facts that would not fit otherwise."""
    sizes = style.layout.text
    return _Spacing(30, 20, sizes.table), _Spacing(19, 14, sizes.caption)


def facts_height(style: Style, facts: Sequence[Fact], hint: str, width: int) -> int:
    """Return the height of a panel of facts, or of the *hint* if there are none, in pixels."""
    return _height_with(style, facts, hint, width, _spacings(style)[0])


def least_facts_height(style: Style, facts: Sequence[Fact], hint: str, width: int) -> int:
    """Return the height of the panel with all facts set as densely as possible, in pixels."""
    return _height_with(style, facts, hint, width, _spacings(style)[1])


def _height_with(
    style: Style, facts: Sequence[Fact], hint: str, width: int, spacing: _Spacing
) -> int:
    space, size = style.layout.space, style.layout.text.table
    across = width - 2 * style.px(space.padding_tight)
    lines = len(style.writer.wrap(hint, size, across)) * style.writer.height(size)
    rows = sum(_height(style, fact, across, spacing) for fact in facts)
    return style.px(space.panel_head + 2 * space.padding_tight) + (rows if facts else lines)


def _wrapped(style: Style, fact: Fact, width: int, spacing: _Spacing) -> list[str]:
    return style.writer.wrap(fact.words, spacing.size, width - style.px(spacing.mark + _BESIDE))


def _height(style: Style, fact: Fact, width: int, spacing: _Spacing) -> int:
    """Return the height of a fact in a panel, in pixels."""
    lines = len(_wrapped(style, fact, width, spacing))
    return style.px(spacing.row) + (lines - 1) * _leading(style, spacing)


def _leading(style: Style, spacing: _Spacing) -> int:
    return style.writer.pixels(spacing.size) + style.px(4)


def draw_facts(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    facts: Sequence[Fact],
    heading: str,
    hint: str,
) -> None:
    """Draw the facts that fit, the first of them first, or the *hint* when there are none.

    If some don't fit, all are set more densely; if that is not enough, a sign says so.
    """
    colours, size = style.colours, style.layout.text.table
    inner = panels.draw_panel(surface, style, rect, heading)
    y = inner.y
    if not facts:
        for line in style.writer.wrap(hint, size, inner.w):
            style.writer.write(surface, line, (inner.x, y), size, colours.bone500)
            y += style.writer.height(size)
        return
    usual, dense = _spacings(style)
    spacing = usual if _fitting(style, facts, inner, usual) == len(facts) else dense
    fitting = _fitting(style, facts, inner, spacing)
    for fact in facts[:fitting]:
        _draw_fact(surface, style, pygame.Rect(inner.x, y, inner.w, 0), fact, spacing)
        y += _height(style, fact, inner.w, spacing)
    if fitting < len(facts):
        style.writer.write(surface, "…", (inner.x, y - style.px(4)), size, colours.bone300)


def _draw_fact(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, fact: Fact, spacing: _Spacing
) -> None:
    """Draw a fact with its mark at the top of a rectangle."""
    colours = style.colours
    mark = pygame.Rect(rect.x, rect.y, style.px(spacing.mark), style.px(spacing.mark))
    base = colours.badge_ok if fact.good else colours.badge_no
    corner = style.px(5 if fact.good else 1)
    shapes.box(surface, style, mark, base, mix(base, colours.white, 0.4), corner)
    icon = style.art.icon("check" if fact.good else "cross", round(mark.w * _ICON), colours.white)
    surface.blit(icon, icon.get_rect(center=mark.center))
    x = mark.right + style.px(_BESIDE)
    for number, words in enumerate(_wrapped(style, fact, rect.w, spacing)):
        at = x, mark.centery + number * _leading(style, spacing)
        style.writer.write(surface, words, at, spacing.size, colours.bone100, align=(0, 0.5))


def _fitting(style: Style, facts: Sequence[Fact], inner: pygame.Rect, spacing: _Spacing) -> int:
    """Return how many facts fit; where not all of them do, with a line for the sign below them."""
    heights = [_height(style, fact, inner.w, spacing) for fact in facts]
    room = inner.h + style.px(spacing.row - spacing.mark)
    if sum(heights) <= room:
        return len(facts)
    fitting = len(facts)
    sign = style.writer.pixels(style.layout.text.table) + style.px(4)
    while fitting and sum(heights[:fitting]) + sign > room:
        fitting -= 1
    return fitting
