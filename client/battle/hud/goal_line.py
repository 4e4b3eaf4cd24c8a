"""The goal of a battle at the foot of the sidebar, until the person at the screen has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.draw.ui import shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.text.goal import goal_words

if TYPE_CHECKING:
    import pygame

    from client.battle.model.session import Session
    from client.draw.ui.style import Style

_PADDING: Final = (16, 6)
_ICON: Final = 20


class GoalLine:
    """The line about the goal of a battle; it is shown when a battle begins."""

    def __init__(self, session: Session) -> None:
        """Show the line of a session unless it goes on with a battle."""
        self._scenario: Final = session.game.header.scenario
        self.is_shown = session.records == 0

    @property
    def words(self) -> str:
        """Return the goal in the current language."""
        return goal_words(self._scenario)

    def dismiss(self) -> None:
        """Remove the line: the person has begun to play."""
        self.is_shown = False

    def height(self, style: Style, width: int) -> int:
        """Return the height of the line at *width* pixels, over which it may take several lines; 0
        if it is not shown.
        """
        if not self.is_shown:
            return 0
        leading = style.writer.height(style.layout.text.body, Face.BOLD)
        return len(self._lines(style, width)) * leading + 2 * style.px(_PADDING[1])

    def _lines(self, style: Style, width: int) -> list[str]:
        beside = style.px(_ICON) + style.px(8)
        room = width - 2 * style.px(_PADDING[0]) - beside
        return style.writer.wrap(self.words, style.layout.text.body, room, Face.BOLD)

    def draw(self, surface: pygame.Surface, style: Style, rect: pygame.Rect) -> None:
        """Draw the goal in a rectangle of its height."""
        colours, size = style.colours, style.layout.text.body
        pad, icon = [style.px(one) for one in _PADDING], style.px(_ICON)
        shapes.shadow(surface, style, rect)
        back = mix(colours.ink900, colours.brass, 0.1)
        shapes.box(surface, style, rect, back, colours.brass_dark)
        crown = style.art.icon("crown", icon, colours.brass)
        surface.blit(crown, crown.get_rect(midleft=(rect.x + pad[0], rect.centery)))
        x, y = rect.x + pad[0] + icon + style.px(8), rect.y + pad[1]
        for line in self._lines(style, rect.w):
            style.writer.write(surface, line, (x, y), size, colours.bone100, Face.BOLD)
            y += style.writer.height(size, Face.BOLD)
