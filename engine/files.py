"""Reading and writing files of any origin: bounded, plain files only, and written whole or not at
all.

`engine.append_file` is for files that grow line by line.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from engine.sentences import Sentence
from engine.system_errors import OwnReason

if sys.platform == "win32":
    _READ_FLAGS: Final = os.O_RDONLY | os.O_BINARY | os.O_NOINHERIT
else:
    # A FIFO without a writer would otherwise keep the open waiting.
    _READ_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC

TEMPORARY_SUFFIX: Final = ".new"
"""The suffix of a file that is being written and not yet in its place."""
_NO_FOLDER_SYNC: Final = {errno.EINVAL, errno.ENOTSUP}
"""The errors of file systems that can't sync folders."""
_TOKEN_BYTES: Final = 4
_PORTION_BYTES: Final = 1_000_000


class NotPlainFile(OSError):
    """The error of a path that names a folder, a device, a pipe or a socket instead of a plain
    file.
    """


class FileTooLarge(OSError):
    """The error of a file that is larger than its reader accepts."""


def too_large(limit: int) -> OwnReason:
    """Return the reason that a file has more than *limit* bytes."""
    return OwnReason(Sentence("file.too-large", limit=limit))


def is_file(path: Path) -> bool:
    """Whether *path* names a plain file; False if it can't be looked up or is not a valid name."""
    return os.path.isfile(path)  # noqa: PTH113 - a Path's own raises there


def is_folder(path: Path) -> bool:
    """Whether *path* names a folder; False if it can't be looked up or is not a valid name."""
    return os.path.isdir(path)  # noqa: PTH112 - as in `is_file`


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths name the same file; False if one of them can't be looked up."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - as in `is_file`
    except (OSError, ValueError):
        return False


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the content of a plain file of at most *limit* bytes.

    NotPlainFile, FileTooLarge or another OSError, each with a readable `strerror`.
    """
    with os.fdopen(open_plain(path, _READ_FLAGS), "rb") as file:
        content = _read_up_to(file, limit + 1)
    if len(content) > limit:
        raise FileTooLarge(errno.EFBIG, too_large(limit), str(path))
    return content


def open_plain(path: Path, flags: int, mode: int = 0o666) -> int:
    """Return a descriptor of a plain file, opened as `os.open` does; NotPlainFile or another
    OSError.

    Nothing else is opened: that could block for ever, wake a process at the other end of a pipe, or
    start a device. *flags* must contain O_NONBLOCK where it exists, for what replaces the file at
    the last moment; that is detected after opening.
    """
    try:
        with contextlib.suppress(FileNotFoundError):  # `os.open` says so too, or makes the file
            _require_plain(path, os.stat(path))  # noqa: PTH116 - as fstat below
        descriptor = os.open(path, flags, mode)
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error), repr(path)) from error
    try:
        _require_plain(path, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _read_up_to(file: BinaryIO, most: int) -> bytes:
    """Return at most *most* bytes; a single call for all of them would allocate that much memory at
    once.
    """
    parts: list[bytes] = []
    while most and (part := file.read(min(most, _PORTION_BYTES))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _require_plain(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise NotPlainFile(errno.EISDIR, OwnReason(Sentence("file.folder")), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise NotPlainFile(errno.EINVAL, OwnReason(Sentence("file.not-plain")), str(path))


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, synced to the disk; an OSError leaves the old content.

    The content is written to a temporary file in the same folder and then moved. If the disk fails
    only after that, the file is in its place, and an OSError warns that it may not stay.
    """
    made = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    new = temporary_name(path)
    try:
        with new.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        for folder in (path.parent, *(one.parent for one in made)):
            sync_folder(folder)
    except BaseException as error:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # a full disk names none, others the temporary file
        raise


def sync_folder(folder: Path) -> None:
    """Wait until the disk has stored the names in a folder: a synced file may still lack its own.

    Windows has no such call for programs, and not every file system supports it.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def temporary_name(path: Path) -> Path:
    """Return a name next to *path* that no other writer uses, for a file that is not yet whole."""
    return path.with_name(f"hexfront-{secrets.token_hex(_TOKEN_BYTES)}{TEMPORARY_SUFFIX}")


def is_temporary(path: Path) -> bool:
    """Whether a file has a name from `temporary_name`; other names belong to other programs."""
    return re.fullmatch(rf"hexfront-[0-9a-f]{{{2 * _TOKEN_BYTES}}}\.new", path.name) is not None


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield a folder to fill; it is moved to its place when the block ends without an error.

    By then its content is on the disk. It contains files and no folders.
    """
    new = path.with_name(path.name + TEMPORARY_SUFFIX)
    if new.exists():
        shutil.rmtree(new)
    new.mkdir(parents=True)
    yield new
    for file in new.iterdir():
        _sync_file(file)
    sync_folder(new)
    new.replace(path)
    sync_folder(path.parent)


def _sync_file(path: Path) -> None:
    with path.open("r+b") as file:  # Windows syncs no file that is open for reading alone
        os.fsync(file.fileno())
