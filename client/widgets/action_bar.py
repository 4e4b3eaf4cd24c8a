"""The row of own-drawn buttons under the board: icon, words and key, with targets large enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.draw.ui.style import Style


class BarAction(NamedTuple):
    """Offer one thing to do; *code* is what a click answers with."""

    code: str
    face: ButtonFace
    kind: ButtonKind = ButtonKind.NORMAL
    enabled: bool = True
    apart: bool = False
    """Whether a gap parts it from the one before."""


class ActionBar:
    """Lay actions out in a strip and tell which one was clicked."""

    def __init__(self, style: Style, rect: pygame.Rect) -> None:
        """Take the strip's rectangle."""
        self.rect = rect
        self._style = style
        self._actions: tuple[BarAction, ...] = ()
        self._places: dict[str, pygame.Rect] = {}

    def show(self, actions: Sequence[BarAction]) -> None:
        """Show these actions; keys, then words go where there is no room for all."""
        if tuple(actions) == self._actions:
            return
        self._actions = tuple(actions)
        self._places = self._lay_out()

    def _lay_out(self) -> dict[str, pygame.Rect]:
        style, space = self._style, self._style.layout.space
        gap, edge = style.px(space.gap), style.px(space.edge)
        parts = sum(action.apart for action in self._actions)
        room = self.rect.w - 2 * edge - gap * (len(self._actions) - 1 + 2 * parts)
        widths = self._fitting(room)
        height = max(style.px(space.button), space.target)
        x, y = self.rect.x + edge, self.rect.y + (self.rect.h - height) // 2
        places: dict[str, pygame.Rect] = {}
        for action, width in zip(self._actions, widths, strict=True):
            x += 2 * gap if action.apart else 0
            places[action.code] = pygame.Rect(x, y, width, height)
            x += width + gap
        return places

    def _fitting(self, room: int) -> list[int]:
        """Measure the buttons whole, without keys, or as icons: the first that fits."""
        faces = [action.face for action in self._actions]
        for stripped in (
            faces,
            [face._replace(key="") for face in faces],
            [ButtonFace("", face.icon) if face.icon else face._replace(key="") for face in faces],
        ):
            least = self._style.layout.space.target
            widths = [max(least, panels.button_width(self._style, face)) for face in stripped]
            if sum(widths) <= room:
                return widths
        return widths

    def place(self, code: str) -> pygame.Rect:
        """Return the rectangle of an action that is shown; KeyError for another."""
        return self._places[code]

    def action_at(self, pixel: tuple[float, float]) -> str | None:
        """Find the action under a pixel that can be done now."""
        for action in self._actions:
            if action.enabled and self._places[action.code].collidepoint(pixel):
                return action.code
        return None

    def draw(self, surface: pygame.Surface, mouse: tuple[float, float]) -> None:
        """Draw the strip; the button under the mouse is lighter."""
        style = self._style
        panels.draw_strip(surface, style, self.rect, line_below=False)
        hovered = self.action_at(mouse)
        for action in self._actions:
            place = self._places[action.code]
            if action.apart:
                x = place.x - 2 * style.px(style.layout.space.gap) + 2
                inset = place.h // 8
                start, end = (x, place.y + inset), (x, place.bottom - inset)
                pygame.draw.line(surface, style.colours.line, start, end)
            look = panels.button_look(
                style, action.kind, enabled=action.enabled, hovered=action.code == hovered
            )
            panels.draw_button(surface, style, place, action.face, look)
