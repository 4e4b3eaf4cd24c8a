"""Libraries: arrays side by side, written in parts as they come, and read again from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from training.errors import TrainingError
from engine.files import new_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Half = npt.NDArray[np.float16]
"""Observations at half precision, to save room."""

Entries = TypeVar("Entries", bound=NamedTuple)
"""Named arrays of equal length: an entry is what they have in one place."""


class Library(Generic[Entries]):
    """Hold the entries of a run in parts that stay on disk until they are asked for."""

    def __init__(self, kind: type[Entries], folders: Sequence[Path]) -> None:
        """Open the parts; TrainingError when there is no entry in them."""
        self._parts: Final = [_open_part(kind, folder) for folder in folders]
        self._starts: Final = np.cumsum([0, *(_count(part) for part in self._parts)])
        if not len(self):
            raise TrainingError("not one decision was kept to learn from")

    def __len__(self) -> int:
        """Count the entries."""
        return int(self._starts[-1])

    def take(self, places: npt.NDArray[np.int64]) -> Entries:
        """Read entries by their places, in ascending order of them."""
        ordered = np.sort(places)
        ends = np.searchsorted(ordered, self._starts)
        found = []
        for part, first, low, high in zip(
            self._parts, self._starts[:-1], ends[:-1], ends[1:], strict=True
        ):
            if low < high:
                inside = ordered[low:high] - first
                found.append(part._make(array[inside] for array in part))
        return join(found)


def join(parts: Sequence[Entries]) -> Entries:
    """Put entries one after another."""
    return parts[0]._make(np.concatenate(arrays) for arrays in zip(*parts, strict=True))


def write_part(folder: Path, entries: NamedTuple) -> None:
    """Write entries into a folder that is there whole or not at all."""
    with new_folder(folder) as new:
        for name, array in entries._asdict().items():
            np.save(new / f"{name}.npy", array)


def _open_part(kind: type[Entries], folder: Path) -> Entries:
    arrays: list[Any] = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in kind._fields]
    return kind._make(arrays)


def _count(part: NamedTuple) -> int:
    return len(part[0])
