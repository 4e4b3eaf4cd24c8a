"""What is kept of what was drawn takes so many bytes and no more."""

from __future__ import annotations

import pygame
import pytest

from client.draw.ui import artwork
from client.draw.ui import writer as writer_module
from client.draw.ui.artwork import Artwork
from client.draw.ui.surface_cache import SurfaceCache
from client.draw.ui.theme import Rgb
from client.draw.ui.ui_layout import load_layout
from client.draw.ui.writer import Writer

BONE, INK = Rgb(240, 230, 220), Rgb(10, 20, 30)


def patch(side: int) -> pygame.Surface:
    return pygame.Surface((side, side), pygame.SRCALPHA)


def test_rendered_lines_take_so_many_bytes_whatever_is_written(window: pygame.Surface) -> None:
    del window
    writer = Writer(load_layout().text, 1.0)
    for number in range(3000):
        writer.line(f"line {number} of many, each as long as one of the log", 14, BONE)
        assert writer.lines.size <= writer_module.MOST_BYTES
    assert writer.lines.size > writer_module.MOST_BYTES * 0.9, "as many stay as there is room for"


def test_texts_that_show_nothing_take_bytes_too(window: pygame.Surface) -> None:
    del window
    writer = Writer(load_layout().text, 1.0)
    for number in range(20):
        writer.line("\u0301" * (number + 10**6), 14, BONE)
        assert writer.lines.size <= writer_module.MOST_BYTES


@pytest.mark.parametrize("size", [16, 90, 400])
def test_pictures_take_so_many_bytes_whatever_is_shown(window: pygame.Surface, size: int) -> None:
    del window
    art = Artwork()
    for number in range(artwork.MOST_BYTES * 3 // (2 * (size * size * 4 + 512))):
        colour = Rgb(number % 256, number // 256 % 256, number // 65536)
        art.once(("patch", colour, size), lambda: patch(size))
        assert art.kept.size <= artwork.MOST_BYTES
    assert art.kept.size > artwork.MOST_BYTES * 0.9


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache = SurfaceCache(3 * (40_000 + 520))
    first = cache.once(("a",), lambda: patch(100))
    cache.once(("b",), lambda: patch(100))
    assert cache.once(("a",), lambda: patch(100)) is first
    cache.once(("c",), lambda: patch(100))
    cache.once(("d",), lambda: patch(100))
    assert cache.once(("a",), lambda: patch(100)) is first
    made: list[str] = []

    def again() -> pygame.Surface:
        made.append("b")
        return patch(100)

    cache.once(("b",), again)
    assert made == ["b"]


def test_one_that_is_larger_than_all_the_room_is_kept_alone() -> None:
    cache = SurfaceCache(50_000)
    cache.once(("small",), lambda: patch(10))
    large = cache.once(("large",), lambda: patch(200))
    assert cache.once(("large",), lambda: patch(200)) is large
    cache.once(("small",), lambda: patch(10))
    assert cache.size <= 50_000


def test_one_that_asks_for_others_while_it_is_made_is_counted_once() -> None:
    cache = SurfaceCache(10_000)

    def outer() -> pygame.Surface:
        for number in range(10):
            cache.once(("inner", number), lambda: patch(30))
        return patch(30)

    for number in range(20):
        cache.once(("outer", number), outer)
        assert cache.size <= 10_000
    for number in range(20):
        cache.once(("last", number), lambda: patch(45))
    assert cache.size == 45 * 45 * 4 + 4 + 512
