"""Files that grow line by line and that only one process at a time may write.

The lock is the operating system's own on the open file (`engine.locks`), so that it ends with the
process that holds it, however that ends, and leaves nothing behind. Other processes may read the
file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from engine.files import FileTooLarge, open_plain, sync_folder, temporary_name, too_large
from engine.locks import lock_descriptor, unlock_descriptor
from engine.sentences import Sentence
from engine.system_errors import OwnReason

if sys.platform == "win32":
    _FLAGS: Final = os.O_RDWR | os.O_BINARY | os.O_NOINHERIT
    _MOVES_OPEN_FILES: Final = False
else:
    _FLAGS: Final = os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC
    _MOVES_OPEN_FILES: Final = True
_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
_CLOSED: Final = -1
"""An invalid descriptor, which the system refuses."""
_MODE: Final = 0o666
"""The mode of new files, before the user's own mask."""

_POLL_SECONDS: Final = 0.02
_PROBE_SECONDS: Final = 0.25
"""Time to wait for a lock, in seconds: other processes also lock a file briefly to see whether it
is in use.
"""
_LOCK_SENTENCE: Final = b"Hexfront locks this file while it changes files next to it.\n"


class FileInUse(OSError):
    """The error of a file that another process, or another part of this one, is writing."""


class FileChanged(OSError):
    """The error of a file that another program moved, removed or changed while it was open."""


class AppendFile:
    """A plain file that is locked while it is open and is only appended to.

    *size* is the number of bytes in the file; `append` raises an OSError after a short write, with
    *size* including the part that was written, so that the rest can be tried again later.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        """Take over a locked descriptor; callers use `create` and `open`."""
        self.path: Final = path
        self._descriptor = descriptor
        found = os.fstat(descriptor)
        self.size = found.st_size
        self._modified = found.st_mtime_ns
        self._digest = hashlib.sha256(self.read())
        self._is_new = False

    @classmethod
    def create(cls, path: Path, content: bytes, limit: int) -> AppendFile:
        """Create a file with *content*, locked from the moment it exists.

        FileExistsError, FileTooLarge, or another OSError that leaves nothing behind. Nothing is
        synced before `sync` is called.
        """
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        if len(content) > limit:
            raise _too_large(path, limit)
        new = temporary_name(path)
        descriptor = os.open(new, _FLAGS | os.O_CREAT | os.O_EXCL, _MODE)
        try:
            _lock_within(descriptor, _PROBE_SECONDS)
            _write_all(descriptor, content)
            if _MOVES_OPEN_FILES:
                new.rename(path)
                file = cls(path, descriptor)
                file._is_new = True
                return file
        except BaseException:
            _discard(new, descriptor)
            raise
        os.close(descriptor)
        return cls._put_in_place(new, path, limit)

    @classmethod
    def _put_in_place(cls, new: Path, path: Path, limit: int) -> AppendFile:
        """Move a complete, closed file to its place, and open it."""
        try:
            new.rename(path)
        except BaseException:
            _discard(new, None)
            raise
        return cls.open(path, limit)

    @classmethod
    def open(cls, path: Path, limit: int) -> AppendFile:
        """Open a plain file of at most *limit* bytes.

        FileInUse if it is locked, NotPlainFile and FileTooLarge as `files.read_bounded`, or another
        OSError.
        """
        descriptor = open_plain(path, _FLAGS)
        try:
            _require_free(path, descriptor, limit)
            return cls(path, descriptor)
        except BaseException:
            os.close(descriptor)
            raise

    @classmethod
    def open_or_create(cls, path: Path, content: bytes, limit: int) -> AppendFile:
        """Open a file; if there is none, create it, with its folders, with *content*.

        The errors are those of `open` and `create`.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls.open(path, limit) if path.exists() else cls.create(path, content, limit)

    def read_lines(self) -> tuple[list[bytes], bytes]:
        """Return the lines, and the rest after the last line end: a line that was cut off."""
        *lines, torn = self.read().split(b"\n")
        return lines, torn

    def cut_torn_line(self) -> None:
        """Remove a last line without an end; the caller must have checked that the file is one of
        its own.

        Otherwise a different file would be damaged.
        """
        _, torn = self.read_lines()
        if torn:
            self.truncate(self.size - len(torn))

    def read(self) -> bytes:
        """Return everything that was written to, or found in, the file."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        parts: list[bytes] = []
        left = self.size
        while left and (part := os.read(self._descriptor, left)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def append(self, data: bytes) -> None:
        """Write *data* at the end: every other process sees it once this returns.

        FileChanged, with nothing written, or the system's OSError after a short write.
        """
        self.verify()
        os.lseek(self._descriptor, self.size, os.SEEK_SET)
        written = 0
        try:
            while written < len(data):
                written += os.write(self._descriptor, data[written:])
        finally:
            self.size += written
            self._digest.update(data[:written])
            self._modified = os.fstat(self._descriptor).st_mtime_ns

    def truncate(self, size: int) -> None:
        """Remove everything after the first *size* bytes."""
        self.verify()
        os.ftruncate(self._descriptor, size)
        self.size = size
        self._digest = hashlib.sha256(self.read())
        self._modified = os.fstat(self._descriptor).st_mtime_ns

    def verify(self) -> None:
        """Raise FileChanged unless the path still names this file, unchanged since the last
        write.
        """
        own = os.fstat(self._descriptor)
        try:
            named = self.path.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FileChanged(errno.ENOENT, "it was moved or removed", str(self.path)) from error
        if not os.path.samestat(own, named):
            raise FileChanged(errno.ESTALE, "another file is in its place", str(self.path))
        if own.st_size != self.size or not self._is_as_left(own):
            raise FileChanged(errno.ESTALE, "another program has changed it", str(self.path))

    def _is_as_left(self, own: os.stat_result) -> bool:
        """Whether the content is what was written here; network disks change the time
        themselves.
        """
        if own.st_mtime_ns == self._modified:
            return True
        if hashlib.sha256(self.read()).digest() != self._digest.digest():
            return False
        self._modified = own.st_mtime_ns
        return True

    def rewrite(self, content: bytes) -> None:
        """Write the content of the file once more: after a failed sync the system may have dropped
        it.

        *content* begins with what is in the file.
        """
        self.verify()
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        try:
            _write_all(self._descriptor, content[: self.size])
        finally:
            self._modified = os.fstat(self._descriptor).st_mtime_ns

    def sync(self) -> None:
        """Wait until the disk has stored what was written, and the name of a file that was created
        here.

        May be called on another thread.
        """
        os.fsync(self._descriptor)
        if self._is_new:
            with suppress(FileNotFoundError, NotADirectoryError):  # moved away: `verify` notices
                sync_folder(self.path.parent)
            self._is_new = False

    def unlock(self) -> None:
        """Unlock the file for other processes; it must still be closed."""
        with suppress(OSError):  # a disk without locks; closing unlocks in any case
            unlock_descriptor(self._descriptor)

    def close(self) -> None:
        """Close the file, which unlocks it; it can't be used afterwards."""
        # The system reuses the number for the next file that is opened.
        descriptor, self._descriptor = self._descriptor, _CLOSED
        os.close(descriptor)


def _require_free(path: Path, descriptor: int, limit: int) -> None:
    """Lock an open file; FileTooLarge or FileInUse if it can't be appended to."""
    if os.fstat(descriptor).st_size > limit:
        raise _too_large(path, limit)
    if not _lock_within(descriptor, _PROBE_SECONDS):
        raise FileInUse(errno.EBUSY, OwnReason(Sentence("file.in-use")), str(path))


def _too_large(path: Path, limit: int) -> FileTooLarge:
    return FileTooLarge(errno.EFBIG, too_large(limit), str(path))


def _lock_within(descriptor: int, seconds: float) -> bool:
    """Lock a descriptor within *seconds*, and return whether it is locked."""
    end = time.monotonic() + seconds
    while not _lock(descriptor):
        if time.monotonic() > end:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _lock(descriptor: int) -> bool:
    """Lock a descriptor unless another process has, and return whether it may be used.

    Some network disks have no locks. Files there are used without: changes by another process are
    detected anyway, before the next line.
    """
    try:
        return lock_descriptor(descriptor)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        return True


def _discard(path: Path, descriptor: int | None) -> None:
    """Remove a file that was not moved to its place."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    if descriptor is not None:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    written = 0
    while written < len(data):
        written += os.write(descriptor, data[written:])


def is_in_use(path: Path) -> bool:
    """Whether a process has the file open as an `AppendFile`; False if that can't be determined."""
    try:
        descriptor = open_plain(path, _FLAGS)
    except OSError:
        return False
    try:
        return not _lock(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)


@contextmanager
def hold_lock(path: Path, seconds: float) -> Iterator[None]:
    """Lock the file *path* for a block.

    FileInUse if another process holds it for longer than *seconds*; NotPlainFile, or another
    OSError, if there can be no such file.
    """
    descriptor = open_plain(path, _FLAGS | os.O_CREAT, 0o644)
    try:
        if not os.fstat(descriptor).st_size:
            with suppress(OSError):  # a full disk is no reason not to lock
                _write_all(descriptor, _LOCK_SENTENCE)
        if not _lock_within(descriptor, seconds):
            raise FileInUse(errno.EBUSY, OwnReason(Sentence("file.locked")), str(path))
        yield
    finally:
        os.close(descriptor)
