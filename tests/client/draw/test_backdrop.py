"""The evening of the title: nobody stands in another one's legs, whatever the window's shape."""

from __future__ import annotations

import itertools

import pytest

from client.draw.ui.backdrop import FIGURES, stands, terrace_tops


@pytest.mark.parametrize(
    "shape", [4 / 3, 850 / 530, 16 / 10, 16 / 9, 2560 / 1080, 3440 / 1440, 3.2]
)
def test_no_figure_stands_in_another_ones_legs(shape: float) -> None:
    wide = 800 * shape
    found = stands(wide, terrace_tops(wide))
    assert [figure for figure, _ in found] == list(FIGURES)
    for (one, (x, _)), (other, (there, _)) in itertools.combinations(found, 2):
        assert abs(x - there) >= (one.size + other.size) / 2, f"{one.code} and {other.code}"
    for figure, (x, _) in found:
        assert abs(x - figure.place * wide) < 200, f"{figure.code} is where it was put"
