"""The layout of an observation: named blocks in one array, and the features in their columns."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FloatArray = npt.NDArray[np.float32]
"""An observation `(size,)`, or a part of one: a row `(features,)` or rows `(n, features)`."""


LARGE: Final = math.inf
"""The bound of a feature without a natural one; it is cut off at the encoding's *largest*."""


_C = TypeVar("_C")

Fill: TypeAlias = Callable[[_C], Any]
"""Return the value of a feature in a context: of one row, or of all rows, shape `(n,)`."""


class Feature(NamedTuple, Generic[_C]):
    """A number of an observation: its name, its bounds, its meaning, and what fills it.

    *fill* takes the context of the block: what the numbers of a row are about.
    """

    name: str
    low: float
    high: float
    meaning: str
    fill: Fill[_C]


class Columns(Generic[_C]):
    """The features of a block or of a part of it, in order and by name."""

    def __init__(self, features: Sequence[Feature[_C]]) -> None:
        """Set the features in their order; *index* is the column of each by name."""
        self.features: Final = tuple(features)
        self.index: Final = {feature.name: place for place, feature in enumerate(features)}
        self._fills: Final = [feature.fill for feature in features]

    def __len__(self) -> int:
        """Return the number of features."""
        return len(self.features)

    def values(self, context: _C) -> list[Any]:
        """Return the value of each feature in a *context*."""
        return [fill(context) for fill in self._fills]

    def update(self, row: FloatArray, context: _C, columns: Sequence[int]) -> None:
        """Write the values of some *columns* of a row, `(features,)`, in a *context*."""
        for column in columns:
            row[column] = self._fills[column](context)

    def write(self, rows: FloatArray, context: _C) -> None:
        """Write the values of all rows, `(n, features)`, in a *context*."""
        for column, fill in enumerate(self._fills):
            rows[:, column] = fill(context)

    def span(self, part: Columns[Any]) -> slice:
        """Return the columns of a *part* of these features."""
        first = self.index[part.features[0].name]
        return slice(first, first + len(part))

    def cut_at(self, largest: float) -> Columns[_C]:
        """Return the same features with *largest* instead of `LARGE`."""
        return Columns(
            [
                feature._replace(
                    low=-largest if feature.low == -LARGE else feature.low,
                    high=largest if feature.high == LARGE else feature.high,
                )
                for feature in self.features
            ]
        )


class Block(NamedTuple):
    """A part of an observation: *rows* times the same features, from index *start*."""

    name: str
    start: int
    rows: int
    columns: Columns[Any]

    @property
    def size(self) -> int:
        """Return the number of numbers in the block."""
        return self.rows * len(self.columns)

    def rows_of(self, observation: FloatArray) -> FloatArray:
        """Return a view of the block as rows, `(..., size) -> (..., rows, features)`."""
        part = observation[..., self.start : self.start + self.size]
        shown: FloatArray = part.reshape(*part.shape[:-1], self.rows, len(self.columns))
        return shown


class ObservationLayout:
    """Blocks one after another in one array of *size* numbers."""

    def __init__(self, parts: Sequence[tuple[str, int, Columns[Any]]], largest: float) -> None:
        """Set the blocks' names, numbers of rows and features, in their order.

        Features that may be `LARGE` are cut off at *largest*.
        """
        blocks: dict[str, Block] = {}
        start = 0
        for name, rows, columns in parts:
            blocks[name] = Block(name, start, rows, columns.cut_at(largest))
            start += blocks[name].size
        self.blocks: Final = blocks
        self._spans: Final = [
            (block.start, block.start + block.size, (block.rows, len(block.columns)))
            for block in blocks.values()
        ]
        self.size: Final = start

    def split(self, observation: FloatArray) -> list[FloatArray]:
        """Return views of all blocks of one observation as rows, each `(rows, features)`."""
        return [observation[start:end].reshape(shape) for start, end, shape in self._spans]

    def bounds(self) -> tuple[FloatArray, FloatArray]:
        """Return the least and the greatest value of each number, both of shape `(size,)`."""
        low = [f.low for block in self.blocks.values() for f in _repeated(block)]
        high = [f.high for block in self.blocks.values() for f in _repeated(block)]
        return np.array(low, np.float32), np.array(high, np.float32)


def _repeated(block: Block) -> Iterator[Feature[Any]]:
    for _ in range(block.rows):
        yield from block.columns.features
