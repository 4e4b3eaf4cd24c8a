"""The layout of the window of a battle, for its size and UI scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.board.camera import Covers

if TYPE_CHECKING:
    from client.draw.ui.style import Style

_NARROW: Final = 1180
"""Width of the window, in points, below which the sidebar gets tabs and bars get thinner."""
_TINY: Final = 960
_WIDE: Final = 1800
_LOW: Final = 680
"""Height of the window, in points, below which the same happens."""
_BAR: Final = 48
"""Height of the turn bar and the action bar in narrow windows, in points."""
_COLUMN_NARROW: Final = 264
_COLUMN_WIDE: Final = 360
_TABS: Final = 40
_MAP: Final = 112, 108
_MAP_INSET: Final = 12
_PROMPT: Final = 50, 46, 44
"""Height of the prompt by level, in points."""


class BattleLayout(NamedTuple):
    """The parts of the window of a battle, in pixels.

    *level* is 0 where there is room for everything, 1 in narrow windows, 2 in tiny ones. *column*
    is the sidebar at the right; in narrow windows *tabs* are below it. *prompt* is at the top of
    the board, and *minimap* over its lower left corner.
    """

    turn_bar: pygame.Rect
    board: pygame.Rect
    action_bar: pygame.Rect
    column: pygame.Rect
    tabs: pygame.Rect
    minimap: pygame.Rect
    prompt: pygame.Rect
    level: int

    @property
    def covers(self) -> Covers:
        """Return the parts that lie over the board."""
        across, high = self.minimap.right - self.board.x, self.board.bottom - self.minimap.y
        return Covers(self.prompt.h, across, high)

    @property
    def narrow(self) -> bool:
        """Whether the sidebar shows one tab at a time."""
        return self.level > 0


def battle_layout_of(style: Style, size: tuple[int, int]) -> BattleLayout:
    """Return the layout of a window of *size* pixels."""
    width, height = size[0] / style.scale, size[1] / style.scale
    level = 0
    if width < _NARROW or height < _LOW:
        level = 2 if width < _TINY else 1
    screen, space = style.layout.screen, style.layout.space
    gap = style.px(space.gap)
    bar = style.px(_BAR if level else screen.turn_bar)
    actions = style.px(_BAR if level else screen.action_bar)
    wide = _COLUMN_WIDE if width >= _WIDE else screen.column
    across = _narrow_column(style) if level else style.px(wide)
    left = size[0] - across - 2 * gap
    column = pygame.Rect(left + gap, bar + gap, across, size[1] - bar - 2 * gap)
    tabs = pygame.Rect(column.x, column.bottom, column.w, 0)
    if level:
        tabs = pygame.Rect(column.x, column.bottom - style.px(_TABS), column.w, style.px(_TABS))
        column.h -= tabs.h + gap
    board = pygame.Rect(0, bar, left, size[1] - bar - actions)
    map_size = _MAP if level else (screen.minimap_width, screen.minimap_height)
    inset = style.px(_MAP_INSET)
    small = pygame.Rect(0, 0, style.px(map_size[0]), style.px(map_size[1]))
    small.bottomleft = board.x + inset, board.bottom - inset
    return BattleLayout(
        turn_bar=pygame.Rect(0, 0, size[0], bar),
        board=board,
        action_bar=pygame.Rect(0, board.bottom, left, actions),
        column=column,
        tabs=tabs,
        minimap=small,
        prompt=pygame.Rect(0, bar, left, style.px(_PROMPT[level])),
        level=level,
    )


def _narrow_column(style: Style) -> int:
    """Return the width of the sidebar in narrow windows: its texts shrink no further than they can
    be read.
    """
    size = style.layout.text.small
    return max(style.px(_COLUMN_NARROW), round(_COLUMN_NARROW * style.writer.pixels(size) / size))
