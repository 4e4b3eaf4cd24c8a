"""The row of tabs below a narrow sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from client.battle.hud.hit_areas import HitArea, Tab
from client.draw.ui import panels, shapes
from client.draw.ui.writer import Face
from client.text.catalogue import text

if TYPE_CHECKING:
    from client.draw.ui.style import Style


def draw_tabs(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, chosen: Tab, mouse: tuple[int, int]
) -> list[HitArea]:
    """Draw the tabs of a narrow sidebar; return their hit areas."""
    gap = style.px(6)
    width = (rect.w - gap * (len(Tab) - 1)) // len(Tab)
    areas = []
    for number, tab in enumerate(Tab):
        place = pygame.Rect(rect.x + number * (width + gap), rect.y, width, rect.h)
        hovered = place.collidepoint(mouse)
        look = panels.row_look(style, chosen=tab is chosen, hovered=hovered)
        shapes.box(surface, style, place, look.fill, look.edge)
        size, face = style.layout.text.table, Face.BOLD if tab is chosen else Face.REGULAR
        words = style.writer.shorten(text(tab.value), size, width - style.px(8), face)
        style.writer.write(surface, words, place.center, size, look.words, face, (0.5, 0.5))
        areas.append(HitArea(f"tab {tab.name.lower()}", place, tab))
    return areas
