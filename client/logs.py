"""Logs of this and the latest runs in the user folder."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from client.folders import free_name
from client.tuning import load_tuning

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_STAMP: Final = "hexfront_%Y-%m-%d_%H-%M-%S"
SUFFIX: Final = ".log"


def start_log(folder: Path) -> tuple[Path, logging.Handler]:
    """Begin a log in *folder*, beside the console's; the oldest logs go."""
    logs = sorted(file for file in folder.iterdir() if file.suffix == SUFFIX)
    for old in logs[: max(0, len(logs) - load_tuning().log.kept + 1)]:
        old.unlink(missing_ok=True)
    path = free_name(folder, time.strftime(_STAMP), SUFFIX)
    root = logging.getLogger()
    # The console goes on saying what it was asked for; the file hears of more.
    for handler in root.handlers:
        if handler.level == logging.NOTSET:
            handler.setLevel(root.level)
    root.setLevel(min(root.level, logging.INFO))
    to_file = logging.FileHandler(path, encoding="utf-8")
    to_file.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(to_file)
    return path, to_file


def stop_log(handler: logging.Handler) -> None:
    """End a log."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def last_lines(path: Path, count: int) -> list[str]:
    """Read the end of a log."""
    if not path.exists():
        return []
    return path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
