from __future__ import annotations

import pygame
import pytest

from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import shapes
from client.draw.ui.style import Style
from client.draw.ui.theme import Rgb, theme_names
from engine.battle.side import Side

TOP, BOTTOM = Rgb(200, 40, 10), Rgb(10, 40, 200)


@pytest.mark.parametrize("size", [(40, 40), (560, 82), (60, 300)])
def test_a_fill_of_two_colours_goes_from_the_first_to_the_second(
    window: pygame.Surface, size: tuple[int, int]
) -> None:
    rect = pygame.Rect((20, 20), size)
    shapes.box(window, Style(theme_names()[0], 1.0), rect, (TOP, BOTTOM))
    reds = [window.get_at((rect.centerx, y)).r for y in range(rect.y + 1, rect.bottom - 1)]
    assert reds == sorted(reds, reverse=True)
    assert reds[0] > 180
    assert reds[-1] < 30


@pytest.mark.parametrize("side", list(Side))
def test_a_token_is_lighter_at_its_top(window: pygame.Surface, side: Side) -> None:
    del window
    plate = tokens.plate(Style(theme_names()[0], 1.0), team_of(side), 100)
    assert sum(plate.get_at((50, 20))[:3]) > sum(plate.get_at((50, 80))[:3])
