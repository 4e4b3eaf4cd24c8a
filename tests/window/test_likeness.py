"""What the eyes of the tests of the window take for the same, and what not."""

from __future__ import annotations

import pygame
import pytest

from client.draw.ui.style import Style
from client.settings import Settings
from tests.window.likeness import are_alike, pixels_of

SIZE = (200, 60)


def picture(words: str, ink: tuple[int, int, int] = (240, 230, 220)) -> pygame.Surface:
    pygame.init()
    pygame.display.set_mode(SIZE)
    surface = pygame.Surface(SIZE, depth=32)
    surface.fill((16, 24, 36))
    style = Style(Settings().theme, 1.0)
    style.writer.write(surface, words, (20, 20), style.layout.text.small, ink)
    return surface


def test_the_same_picture_is_alike() -> None:
    assert are_alike(pixels_of(picture("0 VP")), pixels_of(picture("0 VP")))


@pytest.mark.parametrize("words", ["3 VP", "0 YP", "0", ""])
def test_another_digit_or_letter_is_unlike(words: str) -> None:
    assert not are_alike(pixels_of(picture("0 VP")), pixels_of(picture(words)))


def test_what_glows_a_little_brighter_is_alike() -> None:
    dim, bright = picture("0 VP"), picture("0 VP", (245, 235, 225))
    assert are_alike(pixels_of(dim), pixels_of(bright))


def test_what_lies_beside_the_point_does_not_count() -> None:
    one, other = pixels_of(picture("0 VP")), pixels_of(picture("3 VP"))
    assert are_alike(one, other, [pygame.Rect(10, 10, 60, 40)])
    assert not are_alike(one, other, [pygame.Rect(100, 10, 60, 40)])


def test_another_size_is_unlike() -> None:
    one = pixels_of(picture("0 VP"))
    assert not are_alike(one, one[:-1])
