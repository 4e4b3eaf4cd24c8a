"""Battle files in the user folder: a battle is recorded in one from its start, so that a killed
process loses nothing.
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
from engine.append_file import AppendFile, is_in_use
from engine.files import is_file, is_temporary
from engine.record_file import RecordFile
from engine.sentences import Sentence
from engine.system_errors import OwnReason

if TYPE_CHECKING:
    from pathlib import Path

    from client.folders import Folders

log = logging.getLogger(__name__)

SUFFIX: Final = ".jsonl"
"""File name extension of every battle file."""
_STAMP: Final = "%Y-%m-%d_%H-%M-%S"


def open_autosave(
    folders: Folders,
    name: str,
    content: bytes = b"",
    file: AppendFile | None = None,
    read_only: Path | None = None,
) -> RecordFile:
    """Open the record of a battle; *name* is the scenario's, for new files.

    A continued battle already has a record: its *content*, and either the *file* it is in, or
    the path of one that was *read_only*, which is used once it can be written.

    Raises an OSError if no thread can be started to sync the file; the caller still owns *file*.
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
    """Return the error that `threading` raises when no thread can be started, as an OSError.

    `threading` raises a plain RuntimeError, which looks like a bug in the program.
    """
    return OSError(errno.EAGAIN, OwnReason(Sentence("file.no-thread", detail=str(error))))


def _reopen(path: Path, whole: bytes) -> AppendFile | None:
    """Reopen a file for appending; None unless it is writable and holds a prefix of the record."""
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
    """Move the file of a finished battle to the folder of finished ones, and delete the oldest
    there.

    Returns where the file is now: a file in use stays. The record must be closed first, as
    Windows moves no open file; if a slow disk keeps it open, OSError is raised and the file stays.
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
    """Delete temporary files left by killed processes; errors are ignored."""
    try:
        with lock_user_folder(folders):
            for folder in (folders.root, folders.saves, folders.autosaves, folders.logs):
                for file in folder.iterdir():
                    if is_temporary(file) and is_file(file):
                        file.unlink(missing_ok=True)
    except OSError as error:
        # Nothing depends on it: the next start tries again.
        log.warning("leftover files can't be removed: %s", error)


def when_written(path: Path) -> int:
    """Return when a file was last modified; 0 if it has been removed meanwhile."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def newest_first(folder: Path) -> list[Path]:
    """Return the battle files in a folder, most recently modified first."""
    found: list[tuple[int, str, Path]] = []
    for file in folder.iterdir():
        if file.suffix.lower() == SUFFIX and is_file(file):
            with suppress(FileNotFoundError):  # another window may have moved it meanwhile
                found.append((file.stat().st_mtime_ns, file.name, file))
    return [file for _, _, file in sorted(found, reverse=True)]
