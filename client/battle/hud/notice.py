"""An announcement over the board, such as the beginning of a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.playback.frames import team_of
from client.draw.ui import panels
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from client.battle.playback.frames import Notice
    from client.draw.ui.style import Style

_HEIGHT: Final = 46


def draw_notice(surface: pygame.Surface, style: Style, board: pygame.Rect, notice: Notice) -> None:
    """Draw an announcement over the *board*: it rises unless it is calm, and fades at the end."""
    size, colours = style.layout.text.name, style.colours
    edge = colours.brass if notice.side is None else colours.team(team_of(notice.side)).light
    width = style.writer.width(notice.words, size, Face.BOLD) + style.px(64)
    rise = 0 if notice.calm else round(style.px(10) * (1 - notice.progress) ** 3)
    rect = pygame.Rect(0, 0, min(width, board.w), style.px(_HEIGHT))
    rect.center = board.centerx, board.y + board.h // 3 + rise
    panels.draw_banner(surface, style, rect, edge, "", "")
    fade = min(1.0, 4 * (1 - notice.progress))
    line = style.writer.line(notice.words, size, colours.bone100, Face.BOLD)
    if fade < 1:
        line = line.copy()
        line.set_alpha(round(255 * fade))
    surface.blit(line, line.get_rect(center=rect.center))
