"""Which orders of a packet came with one typed line: those are taken back together."""

from __future__ import annotations

from itertools import accumulate


class GivenLines:
    """How many orders of a packet each line gave, in the order of the packet."""

    def __init__(self) -> None:
        """Begin with an empty packet."""
        self._sizes: list[int] = []

    def begin(self, orders: int) -> None:
        """Begin with a packet of so many orders, of which nobody knows the lines any more."""
        self._sizes = [1] * orders

    def add(self, orders: int) -> None:
        """Add a line that gave so many orders."""
        self._sizes.append(orders)

    def last(self) -> list[int]:
        """Return the places in the packet of what the last line gave."""
        end = sum(self._sizes)
        return list(range(end - self._sizes[-1], end))

    def keep(self, places: list[int]) -> None:
        """Forget all orders but those at these places of the packet."""
        ends = list(accumulate(self._sizes))
        kept = [
            sum(end - size <= place < end for place in places)
            for end, size in zip(ends, self._sizes, strict=True)
        ]
        self._sizes = [size for size in kept if size]
