"""The goal of a battle, beside the board or below the prompt, until the person at the screen has
read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.text.goal import goal_words

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
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

    def draw(self, surface: pygame.Surface, style: Style, layout: BattleLayout) -> None:
        """Draw the goal at the foot of the sidebar, which is empty then; in narrow windows, whose
        sidebar has no room, below the prompt. It may take several lines.
        """
        if not self.is_shown:
            return
        colours, size = style.colours, style.layout.text.body
        pad, icon = [style.px(one) for one in _PADDING], style.px(_ICON)
        beside = icon + style.px(8)
        place = layout.prompt.inflate(-style.px(24), 0) if layout.narrow else layout.column
        lines = style.writer.wrap(self.words, size, place.w - 2 * pad[0] - beside, Face.BOLD)
        width = max(style.writer.width(line, size, Face.BOLD) for line in lines)
        leading = style.writer.height(size, Face.BOLD)
        rect = pygame.Rect(0, 0, width + beside + 2 * pad[0], len(lines) * leading + 2 * pad[1])
        if layout.narrow:
            rect.midtop = place.midbottom
        else:
            rect.w = place.w
            rect.bottomleft = place.bottomleft
        shapes.shadow(surface, style, rect)
        back = mix(colours.ink900, colours.brass, 0.1)
        shapes.box(surface, style, rect, back, colours.brass_dark)
        crown = style.art.icon("crown", icon, colours.brass)
        surface.blit(crown, crown.get_rect(midleft=(rect.x + pad[0], rect.centery)))
        x, y = rect.x + pad[0] + beside, rect.y + pad[1]
        for line in lines:
            style.writer.write(surface, line, (x, y), size, colours.bone100, Face.BOLD)
            y += leading
