"""Files that are there whole or not at all, however a run is killed; and whether one is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_file(path: Path) -> bool:
    """Tell whether there is a file; where one may not look, or no name is that long, is none."""
    return os.path.isfile(path)  # noqa: PTH113 - a Path's own raises there


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder, as `is_file` does of a file."""
    return os.path.isdir(path)  # noqa: PTH112 - likewise


def write(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a folder to fill; it is put in its place when the block is left without an error."""
    new = path.with_name(path.name + ".new")
    if new.exists():
        shutil.rmtree(new)
    new.mkdir(parents=True)
    yield new
    new.replace(path)
