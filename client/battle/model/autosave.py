"""The files of battles in the user folder: the one being played is kept in one from its start, so
that a killed process loses nothing.
"""

from __future__ import annotations

import errno
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from client.folders import free_name, lock_user_folder
from client.tuning import load_tuning
from engine import limits
from engine.appending import AppendFile, is_in_use
from engine.files import is_file, is_temporary
from engine.record_file import RecordFile

if TYPE_CHECKING:
    from pathlib import Path

    from client.folders import Folders

log = logging.getLogger(__name__)

SUFFIX: Final = ".jsonl"
"""Ends the name of every file of a battle."""
_STAMP: Final = "%Y-%m-%d_%H-%M-%S"


def open_autosave(
    folders: Folders,
    name: str,
    content: bytes = b"",
    file: AppendFile | None = None,
    read_only: Path | None = None,
) -> RecordFile:
    """Keep the record of a battle; *name* is the scenario's, for new files.

    A battle that goes on has a record already, its *content*, and perhaps the *file* it is in, or
    the path of one that could only be read: it is gone on with if it can be written later.

    Raises an OSError, *file* left to the caller, where the system has no thread left to sync it.
    """

    def create(whole: bytes) -> AppendFile:
        with lock_user_folder(folders):
            if read_only is not None and (opened := _reopen(read_only, whole)) is not None:
                return opened
            path = free_name(folders.autosaves, name, f"_{time.strftime(_STAMP)}{SUFFIX}")
            return AppendFile.create(path, whole, limits.SAVE_BYTES)

    try:
        return RecordFile(create, content, file)
    except RuntimeError as error:
        raise no_thread_left(error) from error


def no_thread_left(error: RuntimeError) -> OSError:
    """Return what `threading` says of a system that has no thread left, as an error of the system.

    It is a plain RuntimeError there, which says as much as that the program is broken.
    """
    return OSError(errno.EAGAIN, str(error))


def _reopen(path: Path, whole: bytes) -> AppendFile | None:
    """Open a file if it can be written and holds the beginning of a record and nothing else."""
    try:
        file = AppendFile.open(path, limits.SAVE_BYTES)
    except OSError:
        return None
    goes_on = False
    try:
        goes_on = whole.startswith(file.read())
    except OSError as error:
        log.warning("%s can't be read any more: %s", path, error)
    finally:
        if not goes_on:
            file.close()
    return file if goes_on else None


def retire(folders: Folders, path: Path) -> Path:
    """Move the file of a finished battle aside, and remove the oldest of those.

    Returns where the file is now: one that is in use stays. Whoever kept it has closed it, as
    Windows moves no open file; where a slow disk keeps it open, this is an OSError there, and the
    file stays.
    """
    with lock_user_folder(folders):
        if path.exists() and not is_in_use(path):
            path = path.rename(free_name(folders.finished, path.stem, SUFFIX))
        over = newest_first(folders.finished)
        for old in over[load_tuning().autosave.kept_finished :]:
            if not is_in_use(old):
                old.unlink(missing_ok=True)
    return path


def remove_leftovers(folders: Folders) -> None:
    """Remove what killed processes had not yet put in its place, as far as that can be done."""
    try:
        with lock_user_folder(folders):
            for folder in (folders.root, folders.saves, folders.autosaves, folders.logs):
                for file in folder.iterdir():
                    if is_temporary(file) and is_file(file):
                        file.unlink(missing_ok=True)
    except OSError as error:
        # Nothing hangs on it: the next start tries again.
        log.warning("leftover files can't be removed: %s", error)


def when_written(path: Path) -> int:
    """Return when a file was written last; 0 for one that has gone meanwhile."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def newest_first(folder: Path) -> list[Path]:
    """List the files of battles in a folder, the one written last first."""
    found: list[tuple[int, str, Path]] = []
    for file in folder.iterdir():
        if file.suffix.lower() == SUFFIX and is_file(file):
            with suppress(FileNotFoundError):  # another window may have put it aside meanwhile
                found.append((file.stat().st_mtime_ns, file.name, file))
    return [file for _, _, file in sorted(found, reverse=True)]
