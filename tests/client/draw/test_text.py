from __future__ import annotations

import pygame
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client.draw.ui.ui_layout import load_layout
from client.draw.ui.writer import Face, Writer
from tests.engine.test_plaintext import ODD

SIZES = load_layout().text
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.parametrize("scale", [0.5, 0.75, 1.0, 2.0])
def test_no_font_is_smaller_than_the_floor(window: pygame.Surface, scale: float) -> None:
    del window
    writer = Writer(SIZES, scale)
    assert writer.pixels(SIZES.small) >= SIZES.floor
    assert writer.pixels(1) == SIZES.floor


@quick
@given(st.text("abcdefgh ijk", max_size=120), st.integers(30, 300))
def test_wrapped_lines_fit_and_lose_nothing(window: pygame.Surface, text: str, width: int) -> None:
    del window
    writer = Writer(SIZES, 1.0)
    lines = writer.wrap(text, 14, width)
    assert all(writer.width(line, 14) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@quick
@given(st.text("abcdefgh ijk", min_size=1, max_size=60), st.integers(40, 300))
def test_shortened_lines_fit(window: pygame.Surface, text: str, width: int) -> None:
    del window
    writer = Writer(SIZES, 1.0)
    short = writer.shorten(text, 14, width)
    assert writer.width(short, 14) <= width
    assert short == text or short.endswith("…")


@pytest.mark.parametrize(
    "text", [*ODD.values(), "\u0301", "\ufe0f"], ids=lambda text: repr(text[:20])
)
def test_a_strangers_text_is_drawn_on_one_line_whatever_it_is(
    window: pygame.Surface, text: str
) -> None:
    del window
    writer = Writer(SIZES, 1.0)
    colour = (1, 2, 3)
    for face in Face:
        line = writer.line(text, 14, colour, face)  # type: ignore[arg-type]  # any triple does
        assert line.get_height() <= writer.line("Ag", 14, colour, face).get_height()  # type: ignore[arg-type]  # as above
        spaced = writer.line(text, 14, colour, face, 2)  # type: ignore[arg-type]  # as above
        assert spaced.get_height() == line.get_height()
    assert writer.width(writer.shorten(text, 14, 200), 14) <= 200
    assert all(writer.width(line, 14) <= 200 for line in writer.wrap(text, 14, 200))


def test_lines_are_kept(window: pygame.Surface) -> None:
    del window
    writer = Writer(SIZES, 1.0)
    colour = (1, 2, 3)
    first = writer.line("once", 14, colour, Face.BOLD)  # type: ignore[arg-type]  # any triple does
    assert writer.line("once", 14, colour, Face.BOLD) is first  # type: ignore[arg-type]  # as above


def test_tracking_widens_a_line(window: pygame.Surface) -> None:
    del window
    writer = Writer(SIZES, 1.0)
    wide = writer.line("ABC", 12, (0, 0, 0), Face.BOLD, 3)  # type: ignore[arg-type]  # as above
    assert wide.get_width() > writer.width("ABC", 12, Face.BOLD)
