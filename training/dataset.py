"""Libraries: arrays side by side, written in parts as they come, put together, read from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from engine.files import is_file, new_folder
from training.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Half = npt.NDArray[np.float16]
"""Observations at half precision, to save room."""

Entries = TypeVar("Entries", bound=NamedTuple)
"""Named arrays of equal length: an entry is what they have in one place."""


class Dataset(Generic[Entries]):
    """Hold the entries of some folders; they stay on disk until they are asked for."""

    def __init__(self, kind: type[Entries], folders: Sequence[Path]) -> None:
        """Open the folders, whose files stay open; TrainingError when there is no entry in them."""
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


def merge_parts(parts: Sequence[Path], whole: Path) -> None:
    """Put the entries of parts into one folder, which is there whole or not at all.

    A library of parts would keep open more files than systems let a process have.
    """
    with new_folder(whole) as new:
        for name in sorted(file.name for file in parts[0].iterdir()):
            sizes = [len(_open_file(part / name)) for part in parts]
            first = _open_file(parts[0] / name)
            shape = (sum(sizes), *first.shape[1:])
            merged = np.lib.format.open_memmap(new / name, "w+", first.dtype, shape)
            for part, size, end in zip(parts, sizes, np.cumsum(sizes), strict=True):
                merged[end - size : end] = _open_file(part / name)
            merged.flush()


def _open_file(file: Path) -> npt.NDArray[Any]:
    """Open an array that stays on disk; TrainingError when the file holds none, or objects."""
    if not is_file(file):
        raise TrainingError(f"{file} is no plain file")
    try:
        opened: npt.NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise TrainingError(f"{file} holds no array: {error}") from error
    return opened


def _open_part(kind: type[Entries], folder: Path) -> Entries:
    part = kind._make(_open_file(folder / f"{name}.npy") for name in kind._fields)
    if len({len(array) if array.ndim else -1 for array in part}) > 1 or not part[0].ndim:
        raise TrainingError(f"{folder} holds arrays that are not of the same length")
    return part


def _count(part: NamedTuple) -> int:
    return len(part[0])
