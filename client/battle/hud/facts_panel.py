"""What follows from a move, as a list of facts with a check or a cross."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.view.advice import Fact
    from client.draw.ui.style import Style

_ROW: Final = 30


def facts_height(style: Style, rows: int) -> int:
    """Measure a panel of so many facts."""
    space = style.layout.space
    return style.px(space.panel_head + 2 * space.padding_tight + max(1, rows) * _ROW)


def draw_facts(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    facts: Sequence[Fact],
    heading: str,
    hint: str,
) -> None:
    """Draw the facts, or the *hint* when there are none."""
    colours, size = style.colours, style.layout.text.table
    inner = panels.draw_panel(surface, style, rect, heading)
    y, step = inner.y, style.px(_ROW)
    if not facts:
        for line in style.writer.wrap(hint, size, inner.w):
            style.writer.write(surface, line, (inner.x, y), size, colours.bone500)
            y += style.writer.height(size)
        return
    for fact in facts:
        if y + style.px(22) > inner.bottom + style.px(4):
            return
        mark = pygame.Rect(inner.x, y, style.px(20), style.px(20))
        base = colours.badge_ok if fact.good else colours.badge_no
        corner = style.px(5 if fact.good else 1)
        shapes.box(surface, style, mark, base, mix(base, colours.white, 0.4), corner)
        icon = style.art.icon("check" if fact.good else "cross", style.px(13), colours.white)
        surface.blit(icon, icon.get_rect(center=mark.center))
        x = mark.right + style.px(10)
        words = style.writer.shorten(fact.words, size, inner.right - x)
        at = x, mark.centery
        style.writer.write(surface, words, at, size, colours.bone100, align=(0, 0.5))
        y += step
