"""Logs of this and recent runs in the user folder."""

from __future__ import annotations

import contextlib
import logging
import time
from typing import TYPE_CHECKING, Final

from client.folders import free_name
from client.tuning import load_tuning
from engine.errors import describe

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_STAMP: Final = "hexfront_%Y-%m-%d_%H-%M-%S"
SUFFIX: Final = ".log"


class LogFile(logging.Handler):
    """The log of this run. Write errors are ignored: a full disk must not be reported line by line,
    and must not stop anything.
    """

    def __init__(self, path: Path) -> None:
        """Create the file; OSError if that fails."""
        super().__init__()
        self.path: Final = path
        # Unbuffered, or a full disk would be reported once more at the end.
        self._file: Final = path.open("ab", buffering=0)
        self.setFormatter(logging.Formatter(_FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        with contextlib.suppress(OSError, ValueError):
            self._file.write(f"{self.format(record)}\n".encode(errors="backslashreplace"))

    def end(self) -> None:
        """Close the log."""
        logging.getLogger().removeHandler(self)
        self.close()
        with contextlib.suppress(OSError):
            self._file.close()


def start_log(folder: Path) -> LogFile | None:
    """Start a log in *folder*, in addition to the console's; the oldest logs are deleted.

    Returns None, after a warning on the console, if it can't be created.
    """
    kept = load_tuning().log.kept
    try:
        _remove_oldest(folder, kept)
        to_file = LogFile(free_name(folder, time.strftime(_STAMP), SUFFIX))
    except OSError as error:
        log.warning("there will be no log: %s", describe(error))
        return None
    root = logging.getLogger()
    # The console keeps the level it was given; the file also gets lower ones.
    for handler in root.handlers:
        if handler.level == logging.NOTSET:
            handler.setLevel(root.level)
    root.setLevel(min(root.level, logging.INFO))
    root.addHandler(to_file)
    return to_file


def _remove_oldest(folder: Path, kept: int) -> None:
    logs = sorted(file for file in folder.iterdir() if file.suffix == SUFFIX)
    for old in logs[: max(0, len(logs) - kept + 1)]:
        old.unlink(missing_ok=True)
