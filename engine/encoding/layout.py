"""The layout of an observation: named views into one array, and what each number of them means."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Numbers = npt.NDArray[np.float32]
"""An observation, or a part of one."""


LARGE: Final = math.inf
"""The bound of a feature that may be large: it is cut off where the encoding's numbers say."""


class Feature(NamedTuple):
    """Describe one number: its name, its bounds, and what it says in a few words."""

    name: str
    low: float
    high: float
    meaning: str


class Columns:
    """Find the features of a view by name; a name that is not there is a KeyError."""

    def __init__(self, features: Sequence[Feature]) -> None:
        """Take *features* in their order."""
        self.features: Final = tuple(features)
        self.of: Final = {feature.name: place for place, feature in enumerate(features)}

    def __len__(self) -> int:
        """Count the features."""
        return len(self.features)

    def cut_at(self, largest: float) -> Columns:
        """Give the same features with *largest* for what may be `LARGE`."""
        return Columns(
            [
                feature._replace(
                    low=-largest if feature.low == -LARGE else feature.low,
                    high=largest if feature.high == LARGE else feature.high,
                )
                for feature in self.features
            ]
        )


class View(NamedTuple):
    """Describe a part of an observation: *rows* times the same features, from *start* on."""

    name: str
    start: int
    rows: int
    columns: Columns

    @property
    def size(self) -> int:
        """Count the numbers of the view."""
        return self.rows * len(self.columns)

    def of(self, observation: Numbers) -> Numbers:
        """Show the view of one observation, or of many (the last axis is theirs), as rows."""
        part = observation[..., self.start : self.start + self.size]
        shown: Numbers = part.reshape(*part.shape[:-1], self.rows, len(self.columns))
        return shown


class Layout:
    """Put views one after another into one array."""

    def __init__(self, parts: Sequence[tuple[str, int, Columns]], largest: float) -> None:
        """Take the views' names, their numbers of rows and their features, in their order.

        What is `LARGE` is cut off at *largest*.
        """
        views: dict[str, View] = {}
        start = 0
        for name, rows, columns in parts:
            views[name] = View(name, start, rows, columns.cut_at(largest))
            start += views[name].size
        self.views: Final = views
        self._spans: Final = [
            (view.start, view.start + view.size, (view.rows, len(view.columns)))
            for view in views.values()
        ]
        self.size: Final = start

    def split(self, observation: Numbers) -> list[Numbers]:
        """Show all views of one observation as rows, in their order."""
        return [observation[start:end].reshape(shape) for start, end, shape in self._spans]

    def bounds(self) -> tuple[Numbers, Numbers]:
        """Give the least and the most that each number can be."""
        low = [f.low for view in self.views.values() for f in _repeated(view)]
        high = [f.high for view in self.views.values() for f in _repeated(view)]
        return np.array(low, np.float32), np.array(high, np.float32)


def _repeated(view: View) -> Iterator[Feature]:
    for _ in range(view.rows):
        yield from view.columns.features
