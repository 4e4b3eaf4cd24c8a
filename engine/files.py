"""Files that are there whole or not at all, however a run is killed; words that may name one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def named_by(word: str) -> Path | None:
    """Give the file or folder that a word names; None where there is none, or can't be any."""
    there_is = os.path.isfile(word) or os.path.isdir(word)  # noqa: PTH112, PTH113 - no word is too long for these
    return Path(word) if there_is else None


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
