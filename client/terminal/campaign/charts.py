"""Charts in characters: a line of marks for each house, by turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SEVERAL: Final = "*"
"""The mark of a place that houses share."""
_AXIS: Final = "|"
_CORNER: Final = "+"
_FLOOR: Final = "-"


def chart_rows(
    lines: Mapping[str, Sequence[int]], turns: Sequence[int], rows: int, columns: int
) -> Iterator[str]:
    """Yield a chart of the values of each mark by turn, the largest value at the top.

    Small values take fewer rows. With more turns than *columns* some are left out; the last one
    never is.
    """
    places = _places(len(turns), columns)
    step = max(1, columns // len(places))
    most = max(max(values) for values in lines.values())
    rows = max(2, min(rows, most + 1))  # each with a value of its own
    width = len(str(most))
    cells: dict[tuple[int, int], str] = {}
    for mark, values in lines.items():
        for column, place in enumerate(places):
            row = values[place] * (rows - 1) // most if most else 0
            taken = (row, column) in cells
            cells[row, column] = SEVERAL if taken else mark
    for row in reversed(range(rows)):
        label = -(-row * most // (rows - 1))  # the least value that is drawn in the row
        drawn = "".join(
            f"{cells[row, column] if (row, column) in cells else ' ':<{step}}"
            for column in range(len(places))
        )
        yield f"{label:>{width}} {_AXIS}{drawn}".rstrip()
    yield f"{'':>{width}} {_CORNER}{_FLOOR * (step * (len(places) - 1) + 1)}"
    first, last = str(turns[0]), str(turns[places[-1]])
    gap = max(1, step * (len(places) - 1) + 1 - len(first) - len(last))
    yield f"{'':>{width}}  {first}{' ' * gap}{last}"


def _places(count: int, columns: int) -> list[int]:
    """Return the places of values that are drawn: all, or evenly so many as fit."""
    if count <= columns:
        return list(range(count))
    return [place * (count - 1) // (columns - 1) for place in range(columns)]
