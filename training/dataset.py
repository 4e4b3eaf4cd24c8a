"""A dataset on disk: arrays of equal length, written in parts, merged, read by index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from engine.files import is_file, new_folder
from training.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.recipe import Recipe

HalfObservations = npt.NDArray[np.float16]
"""Observations at half precision, which saves disk space: (n, features)."""
Indices = npt.NDArray[np.int64]
"""Positions of examples in a dataset: (n,)."""

Examples = TypeVar("Examples", bound=NamedTuple)
"""Named arrays of equal length, (n, …) each: example *i* is what they have at index *i*."""


class ExampleTask(NamedTuple):
    """A request for the examples of one game or puzzle: the recipe, and its number in there."""

    recipe: Recipe
    number: int


class Dataset(Generic[Examples]):
    """The examples of several folders, memory-mapped: they are read when they are asked for."""

    def __init__(self, kind: type[Examples], folders: Sequence[Path]) -> None:
        """Open the folders; raise TrainingError if a file is damaged or there is no example.

        The files stay open.
        """
        self._parts: Final = [_open_part(kind, folder) for folder in folders]
        self._starts: Final = np.cumsum([0, *(len(part[0]) for part in self._parts)])
        if not len(self):
            raise TrainingError("the dataset is empty: not one decision was recorded")

    def __len__(self) -> int:
        """Return the number of examples."""
        return int(self._starts[-1])

    def take(self, indices: Indices) -> Examples:
        """Return the examples at *indices*, (n,), in ascending order of index."""
        ordered = np.sort(indices)
        ends = np.searchsorted(ordered, self._starts)
        found = []
        for part, start, low, high in zip(
            self._parts, self._starts[:-1], ends[:-1], ends[1:], strict=True
        ):
            if low < high:
                inside = ordered[low:high] - start
                found.append(part._make(array[inside] for array in part))
        return concatenate(found)


def concatenate(parts: Sequence[Examples]) -> Examples:
    """Return the examples of all *parts*, at least one, in their order."""
    return parts[0]._make(np.concatenate(arrays) for arrays in zip(*parts, strict=True))


def write_part(folder: Path, examples: NamedTuple) -> None:
    """Write *examples* to a new folder, one `.npy` file per array, atomically."""
    with new_folder(folder) as new:
        for name, array in examples._asdict().items():
            np.save(new / f"{name}.npy", array)


def merge_parts(parts: Sequence[Path], merged: Path) -> None:
    """Write the examples of all *parts*, in their order, to one new folder, atomically.

    A dataset of many parts would exceed the number of files that a process may keep open.
    """
    with new_folder(merged) as new:
        for name in sorted(file.name for file in parts[0].iterdir()):
            sizes = [len(_open_array(part / name)) for part in parts]
            first = _open_array(parts[0] / name)
            shape = (sum(sizes), *first.shape[1:])
            array = np.lib.format.open_memmap(new / name, "w+", first.dtype, shape)
            for part, size, end in zip(parts, sizes, np.cumsum(sizes), strict=True):
                array[end - size : end] = _open_array(part / name)
            array.flush()


def _open_array(file: Path) -> npt.NDArray[Any]:
    """Return a memory-mapped array of any shape; raise TrainingError unless *file* is a plain
    file with an array of numbers.
    """
    if not is_file(file):
        raise TrainingError(f"{file} is not a plain file")
    try:
        opened: npt.NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise TrainingError(f"{file} is not an array file: {error}") from error
    return opened


def _open_part(kind: type[Examples], folder: Path) -> Examples:
    part = kind._make(_open_array(folder / f"{name}.npy") for name in kind._fields)
    if len({len(array) if array.ndim else -1 for array in part}) > 1 or not part[0].ndim:
        raise TrainingError(f"the arrays in {folder} are not of equal length")
    return part
