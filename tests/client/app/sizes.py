"""The sizes and scales at which every screen is laid out by tests."""

from __future__ import annotations

from typing import Any

import pytest

from client.window import offered_scales

SIZES = [
    (850, 530),
    (900, 560),
    (1024, 600),
    (1280, 800),
    (1366, 768),
    (1920, 1080),
    (2560, 1080),
    (3840, 2160),
]
USUAL_SIZES = {(1024, 600), (1280, 800), (1920, 1080)}


def case(size: tuple[int, int], scale: int) -> Any:
    """Make a case: quick where size and scale are extreme, slow where they are usual, else one of
    the sweep.
    """
    scales = offered_scales(size)
    if size in {SIZES[0], SIZES[-1]} and scale in {scales[0], scales[-1]}:
        marks: tuple[pytest.MarkDecorator, ...] = ()
    elif size in USUAL_SIZES and scale == 100:
        marks = (pytest.mark.slow,)
    else:
        marks = (pytest.mark.sweep,)
    return pytest.param(size, scale, id=f"{size[0]}x{size[1]}-{scale}", marks=marks)


CASES = [
    case(size, scale)
    for size in SIZES
    for scale in sorted({offered_scales(size)[0], 100, 150, offered_scales(size)[-1]})
    if scale in offered_scales(size)
]
