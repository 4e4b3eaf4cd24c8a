"""Reading and writing files that may be anybody's: bounded, plain, and written whole or not at all.

`engine.appending` holds the files that grow line by line.
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

if sys.platform == "win32":
    _READ_FLAGS: Final = os.O_RDONLY | os.O_BINARY | os.O_NOINHERIT
else:
    # A FIFO without a writer would otherwise keep the open waiting.
    _READ_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC

TEMPORARY_SUFFIX: Final = ".new"
"""Ends the name of a file that is being written and not yet in its place."""
_NO_FOLDER_SYNC: Final = {errno.EINVAL, errno.ENOTSUP}
"""What file systems say that don't sync folders."""
_TOKEN_BYTES: Final = 4
_PORTION_BYTES: Final = 1_000_000


class NotPlainFile(OSError):
    """Report a path that names a folder, a device, a pipe or a socket instead of a plain file."""


class FileTooLarge(OSError):
    """Report a file that is larger than its reader accepts."""


def is_file(path: Path) -> bool:
    """Whether *path* names a plain file; False where it can't be looked at or is no valid name."""
    return os.path.isfile(path)  # noqa: PTH113 - a Path's own raises there


def is_folder(path: Path) -> bool:
    """Whether *path* names a folder; False where it can't be looked at or is no valid name."""
    return os.path.isdir(path)  # noqa: PTH112 - as in `is_file`


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths name one file; False where one of them can't be looked at."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - as in `is_file`
    except (OSError, ValueError):
        return False


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the content of a plain file of at most *limit* bytes.

    Raises NotPlainFile, FileTooLarge or another OSError, each with a readable `strerror`.
    """
    with os.fdopen(open_plain(path, _READ_FLAGS), "rb") as file:
        content = _read_up_to(file, limit + 1)
    if len(content) > limit:
        raise FileTooLarge(errno.EFBIG, f"larger than {limit:,} bytes", str(path))
    return content


def open_plain(path: Path, flags: int, mode: int = 0o666) -> int:
    """Return a descriptor of a plain file, opened as `os.open` does; NotPlainFile or an OSError.

    Nothing else is opened: that could wait for ever, wake whoever waits at the other end of a pipe,
    or set a device going. *flags* must hold O_NONBLOCK where there is one, for what is put in the
    file's place at the last moment; that is noticed once it is open.
    """
    try:
        with contextlib.suppress(FileNotFoundError):  # `os.open` says so too, or makes the file
            _require_plain(path, os.stat(path))  # noqa: PTH116 - beside fstat
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
    """Read at most so many bytes; one call for all of them would take that much memory at once."""
    parts: list[bytes] = []
    while most and (part := file.read(min(most, _PORTION_BYTES))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _require_plain(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise NotPlainFile(errno.EISDIR, "it is a folder, not a file", str(path))
    if not stat.S_ISREG(found.st_mode):
        raise NotPlainFile(errno.EINVAL, "it is not a plain file", str(path))


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, synced to the disk; an OSError leaves what was there.

    The content is written beside its place under a name of its own and then moved. Where the disk
    fails only after that, the file is in its place, and an OSError tells that it may not stay.
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
            error.filename = str(path)  # a full disk names none, and nobody knows the other
        raise


def sync_folder(folder: Path) -> None:
    """Wait until the disk holds the names in a folder: a file that is synced may lack its own.

    Windows has no such call for programs, and not every file system does it.
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
    """Return a name beside *path* that no other writer uses, for what is not yet whole."""
    return path.with_name(f"hexfront-{secrets.token_hex(_TOKEN_BYTES)}{TEMPORARY_SUFFIX}")


def is_temporary(path: Path) -> bool:
    """Whether a file has a name that `temporary_name` gives; other names are somebody else's."""
    return re.fullmatch(rf"hexfront-[0-9a-f]{{{2 * _TOKEN_BYTES}}}\.new", path.name) is not None


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a folder to fill; it is put in its place when the block is left without an error.

    What is in it is on the disk by then. It holds files and no folders.
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
