"""The layout of an observation: named blocks into one array, and what each number of them means."""

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
    """Find the features of a block by name; a name that is not there is a KeyError."""

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


class Block(NamedTuple):
    """Describe a part of an observation: *rows* times the same features, from *start* on."""

    name: str
    start: int
    rows: int
    columns: Columns

    @property
    def size(self) -> int:
        """Count the numbers of the block."""
        return self.rows * len(self.columns)

    def of(self, observation: Numbers) -> Numbers:
        """Show the block of one observation, or of many (the last axis is theirs), as rows."""
        part = observation[..., self.start : self.start + self.size]
        shown: Numbers = part.reshape(*part.shape[:-1], self.rows, len(self.columns))
        return shown


class Layout:
    """Put blocks one after another into one array."""

    def __init__(self, parts: Sequence[tuple[str, int, Columns]], largest: float) -> None:
        """Take the blocks' names, their numbers of rows and their features, in their order.

        What is `LARGE` is cut off at *largest*.
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

    def split(self, observation: Numbers) -> list[Numbers]:
        """Show all blocks of one observation as rows, in their order."""
        return [observation[start:end].reshape(shape) for start, end, shape in self._spans]

    def bounds(self) -> tuple[Numbers, Numbers]:
        """Give the least and the most that each number can be."""
        low = [f.low for block in self.blocks.values() for f in _repeated(block)]
        high = [f.high for block in self.blocks.values() for f in _repeated(block)]
        return np.array(low, np.float32), np.array(high, np.float32)


def _repeated(block: Block) -> Iterator[Feature]:
    for _ in range(block.rows):
        yield from block.columns.features
