"""The output of text mode: lines on standard output, which may be closed, or read by nobody."""

from __future__ import annotations

import os
import queue
import sys
import threading
from contextlib import suppress
from io import FileIO

from client.streams import on_one_line


class LineOutput:
    """Writes lines to standard output, in a thread, so that a slow reader never stops the window.

    What can't be written is dropped: to a stream that is closed, to a pipe that nobody reads any
    more, and beyond *most_waiting* lines that nobody takes.
    """

    def __init__(self, most_waiting: int) -> None:
        """Start writing; nothing is ever written if there is no standard output."""
        self._waiting: queue.Queue[str | None] = queue.Queue(most_waiting)
        self._thread = threading.Thread(target=self._write_all, name="speech", daemon=True)
        with suppress(OSError, ValueError):
            self._file, self._encoding = _standard_output()
            self._thread.start()

    def say(self, words: str) -> None:
        """Write *words* on one line, with unprintable characters escaped."""
        line = on_one_line(words)
        if line and self._thread.is_alive():
            with suppress(queue.Full):
                self._waiting.put_nowait(line)

    def close(self, patience: float) -> None:
        """Write what waits, if the reader takes it within so many seconds."""
        if self._thread.is_alive():
            with suppress(queue.Full):
                self._waiting.put(None, timeout=patience)
            self._thread.join(patience)

    def _write_all(self) -> None:
        """Write one line after the other until the end, or until nobody reads them any more."""
        with suppress(OSError, ValueError):
            while (line := self._waiting.get()) is not None:
                data = f"{line}\n".encode(self._encoding, errors="backslashreplace")
                while data:
                    data = data[self._file.write(data) :]


def _standard_output() -> tuple[FileIO, str]:
    """Return a file of its own for standard output, and its encoding; OSError if there is none.

    The thread must not hold the lock of `sys.stdout` while it waits for a reader.
    """
    if sys.stdout is None:
        raise OSError("there is no standard output")
    sys.stdout.flush()
    file = FileIO(os.dup(sys.stdout.fileno()), "wb")
    # A console of Windows takes UTF-8; everything else what Python has found out about it.
    return file, sys.stdout.encoding
