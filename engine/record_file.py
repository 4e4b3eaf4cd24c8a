"""The file of a record that grows while it is made, such as that of a battle: each addition is in
the file before anything else can happen, and is synced to the disk in the background.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final

from engine.append_file import AppendFile, FileChanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

log = logging.getLogger(__name__)


class RecordFile:
    """A record of lines and its file, locked while the record is kept.

    What could not be written is tried again by every `append` and by `retry`; *problem* is the
    reason, while that lasts. If another program moved, removed or changed the file, the whole
    record continues in a new one, named by *moved_to*. *is_whole* is whether everything is in the
    file. After `close` it can only be read: `append` and `retry` raise ValueError, and another
    `close` does nothing.
    """

    def __init__(
        self,
        create: Callable[[bytes], AppendFile],
        content: bytes = b"",
        file: AppendFile | None = None,
    ) -> None:
        """Set how a file is created or opened, and the record so far with its file, if it has one.

        Otherwise it is created with the first lines that are appended. The file may contain less
        than the whole record; what it contains beyond *content* is cut off.
        """
        self.problem: OSError | None = None
        self.moved_to: Path | None = None
        self.is_whole = True
        self._create: Final = create
        self._content: Final = bytearray(content)
        self._file = file
        self._appended = False
        self._closed = False
        self._syncer: Final = Syncer()

    @property
    def path(self) -> Path | None:
        """Return the file's path; None before there is a file."""
        return None if self._file is None else self._file.path

    @property
    def content(self) -> bytes:
        """Return the whole record."""
        return bytes(self._content)

    def append(self, lines: Sequence[str]) -> None:
        """Add lines to the record: they are in the file when this returns, or *problem* is set."""
        self._require_open()
        self._appended = True
        self._content.extend("".join(f"{line}\n" for line in lines).encode())
        self.retry()

    def retry(self) -> None:
        """Check the file, and write what could not be written before."""
        self._require_open()
        try:
            self._write()
        except OSError as error:
            if self.problem is None:
                log.info("the record can't be written: %s", error)
            self.problem = error
            self.is_whole = False
        else:
            self.problem = self._syncer.problem
            self.is_whole = True

    def _require_open(self) -> None:
        if self._closed:
            raise ValueError("the record is closed")

    def _write(self) -> None:
        if self._file is None:
            if not self._appended:
                return
            self._file = self._create(self.content)
            self._syncer.want(self._file)
        file = self._file
        try:
            self._fill(file)
        except FileChanged as error:
            former = file.path
            self._file = self._create(self.content)
            self.moved_to = self._file.path
            log.info("%s: %s; the record goes on in %s", former, error.strerror, self.moved_to)
            self._syncer.drop(file)
            self._syncer.want(self._file)

    def _fill(self, file: AppendFile) -> None:
        """Write what the file lacks, and once more what the disk could not sync."""
        if file.size > len(self._content):
            file.truncate(len(self._content))
        missing = bytes(self._content[file.size :])
        file.append(missing)
        if self._syncer.problem is not None:
            file.rewrite(self.content)
        if missing or self._syncer.problem is not None:
            self._syncer.want(file)

    def close(self, seconds: float) -> None:
        """Write the rest, wait up to *seconds* for the disk, and close the file."""
        if self._closed:
            return
        self.retry()
        self._closed = True
        if self._file is not None:
            self._syncer.drop(self._file)
        self._syncer.close(seconds)


class Syncer:
    """A thread that syncs files to the disk, and closes those that are no longer used."""

    def __init__(self) -> None:
        """Start the thread."""
        self.problem: OSError | None = None
        self._wanted: set[AppendFile] = set()
        self._dropped: set[AppendFile] = set()
        self._syncing: AppendFile | None = None
        self._closing = False
        self._changed: Final = threading.Condition()
        self._thread: Final = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def want(self, file: AppendFile) -> None:
        """Request that a file be synced."""
        with self._changed:
            self._wanted.add(file)
            self._changed.notify()

    def drop(self, file: AppendFile) -> None:
        """Unlock a file that is no longer written to, and close it once it is synced.

        One that is synced is closed at once: Windows does not allow an open file to be moved or
        removed.
        """
        file.unlock()
        with self._changed:
            if file in self._wanted or file is self._syncing:
                self._dropped.add(file)
                return
        file.close()

    def close(self, seconds: float) -> None:
        """Sync the rest and end the thread; a disk that takes longer than *seconds* is not
        waited for.
        """
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(seconds)
        if self._thread.is_alive():
            log.warning("the disk has not synced the battle's record in %s seconds", seconds)

    def _run(self) -> None:
        for file in self._take():
            try:
                file.sync()
            except OSError as error:
                if self.problem is None:
                    log.exception("%s can't be synced", file.path)
                self.problem = error
            else:
                self.problem = None
            with self._changed:
                self._syncing = None
                done = file in self._dropped and file not in self._wanted
                self._dropped -= {file} if done else set()
            if done:
                file.close()

    def _take(self) -> Iterator[AppendFile]:
        """Yield files that need to be synced, until the end."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._wanted) or self._closing)
                if not self._wanted:
                    return
                self._syncing = file = self._wanted.pop()
            yield file
