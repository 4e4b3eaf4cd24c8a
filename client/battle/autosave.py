"""Keeps the record of a battle on the disk while it is played: a killed process loses nothing."""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from typing import TYPE_CHECKING, Final

from client.folders import free_name
from client.tuning import load_tuning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.folders import Folders

log = logging.getLogger(__name__)

SUFFIX: Final = ".jsonl"
"""Ends the name of every file of a battle."""
_STAMP: Final = "%Y-%m-%d_%H-%M-%S"


class Autosave:
    """Append a battle's lines to a file of its own, on a writer thread."""

    def __init__(self, path: Path, replaces: Path | None = None) -> None:
        """Take the file's path; *replaces* is another, older file that this one makes superfluous.

        The older one goes when the first lines of this one are on the disk.
        """
        self.path: Final = path
        self.replaces: Final = replaces
        self.problem: OSError | None = None
        """What kept the thread from writing; nothing is written from then on."""
        self._begun = False
        self._lines: queue.SimpleQueue[tuple[str, ...] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="autosave", daemon=True)
        self._thread.start()

    def append(self, lines: Sequence[str]) -> None:
        """Hand further lines to the thread."""
        self._lines.put(tuple(lines))

    def close(self) -> None:
        """Wait until everything is written and stop; a battle that never began leaves no file."""
        self._lines.put(None)
        self._thread.join()
        if self.problem is None and not self._begun:
            self.path.unlink(missing_ok=True)

    def _write(self) -> None:
        try:
            with self.path.open("ab", buffering=0) as file:
                while (lines := self._lines.get()) is not None:
                    file.write("".join(f"{line}\n" for line in lines).encode())
                    os.fsync(file.fileno())
                    if not self._begun and self.replaces is not None:
                        self.replaces.unlink(missing_ok=True)
                    self._begun = True
        except OSError as error:
            log.exception("%s can't be written", self.path)
            self.problem = error


def open_autosave(folders: Folders, scenario: str, source: Path | None = None) -> Autosave:
    """Begin the file of a battle; *source* is the one it was loaded from, if it was.

    A battle that was saved by itself goes on in a whole file of its own instead of the old one.
    """
    replaced = source if source is not None and source.parent == folders.autosaves else None
    path = free_name(folders.autosaves, scenario, f"_{time.strftime(_STAMP)}{SUFFIX}")
    path.touch()
    return Autosave(path, replaced)


def retire(folders: Folders, path: Path) -> None:
    """Put the file of a battle that is over aside, and drop the oldest of those."""
    if path.exists():
        path.replace(free_name(folders.finished, path.stem, SUFFIX))
    over = newest_first(folders.finished)
    for old in over[load_tuning().autosave.kept_finished :]:
        old.unlink(missing_ok=True)


def newest_first(folder: Path) -> list[Path]:
    """List the files of battles in a folder, the one written last first."""
    files = [file for file in folder.iterdir() if file.suffix == SUFFIX and file.is_file()]
    return sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
