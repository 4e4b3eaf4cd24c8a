"""A tooltip: words next to the pointer about what is under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import shapes
from client.widgets import layout

if TYPE_CHECKING:
    from client.widgets.canvas import Canvas, Hint

_WIDTH: Final = 420
_PADDING: Final = (10, 6)
_AWAY: Final = 18
"""Distance below the pointer, in points."""


def hint_at_pointer(canvas: Canvas) -> Hint | None:
    """Return the hint for what is under the pointer; of several, the one drawn last."""
    found = [hint for hint in canvas.hints if canvas.hovers(hint.rect)]
    return found[-1] if found else None


def draw_tooltip(canvas: Canvas, hint: Hint, window: pygame.Rect) -> None:
    """Draw a hint below the pointer, kept inside the window."""
    assert canvas.pointer is not None, "it is over something"
    style = canvas.style
    size, (x, y) = style.layout.text.table, (style.px(one) for one in _PADDING)
    room = min(style.px(_WIDTH), window.w) - 2 * x
    lines = style.writer.wrap(hint.words, size, room)
    leading = style.writer.height(size)
    width = max(style.writer.width(line, size) for line in lines)
    rect = pygame.Rect(0, 0, width + 2 * x, len(lines) * leading + 2 * y)
    rect.topleft = canvas.pointer[0], canvas.pointer[1] + style.px(_AWAY)
    if rect.bottom > window.bottom:
        rect.bottom = canvas.pointer[1] - y
    rect.clamp_ip(window)
    shapes.shadow(canvas.surface, style, rect, 0.5)
    canvas.box(rect, style.colours.ink900, style.colours.ink500)
    inner = layout.inset(rect, x, y)
    for row, line in zip(layout.stack(inner, [leading] * len(lines)), lines, strict=True):
        canvas.text(line, row.topleft, size, style.colours.bone100)
