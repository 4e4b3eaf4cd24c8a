"""Rendered surfaces are kept up to a number of bytes; those used last stay."""

from __future__ import annotations

import pygame

from client.draw.artwork import Artwork
from client.draw.layout import load_layout
from client.draw.surface_cache import SurfaceCache
from client.draw.text import Writer
from client.draw.theme import Rgb

SQUARE = 10 * 10 * 4


def square(made: list[str], name: str) -> pygame.Surface:
    made.append(name)
    return pygame.Surface((10, 10), pygame.SRCALPHA)


def test_what_was_not_used_for_the_longest_time_goes_first() -> None:
    cache, made = SurfaceCache(3 * SQUARE), list[str]()
    for name in "abcadab":
        cache.get_or_make(name, lambda name=name: square(made, name))
    assert made == ["a", "b", "c", "d", "b"]
    assert cache.bytes == 3 * SQUARE


def test_a_surface_above_the_limit_stays_until_the_next() -> None:
    cache = SurfaceCache(SQUARE)
    large = cache.get_or_make("large", lambda: pygame.Surface((100, 100), pygame.SRCALPHA))
    assert cache.get_or_make("large", lambda: pygame.Surface((1, 1))) is large
    cache.get_or_make("small", lambda: pygame.Surface((10, 10), pygame.SRCALPHA))
    assert cache.bytes == SQUARE


def test_many_texts_and_pictures_take_bounded_memory() -> None:
    writer, art = Writer(load_layout().text, 2.0), Artwork()
    white = Rgb(255, 255, 255)
    for number in range(2000):
        writer.line(f"The unit number {number} moves from here to there", 20, white)
    for size in range(8, 300):
        art.icon("play", size, white)
    assert 4_000_000 < writer._lines.bytes <= 8_000_000
    assert 16_000_000 < art._kept.bytes <= 32_000_000
