"""The report of a crash: a folder with everything that helps to find the fault, to be passed on."""

from __future__ import annotations

import functools
import platform
import re
import shutil
import sys
import time
import traceback
from typing import TYPE_CHECKING, Final

import pygame

from client.failures import attempt
from client.folders import free_name
from client.tuning import load_tuning
from engine.files import write
from engine.plaintext import escape_lines
from engine.versions import RULES_VERSION, SAVE_FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from client.folders import Folders

REPORT: Final = "report.txt"
LOG: Final = "log.txt"
BATTLE: Final = "battle"
BATTLE_SUFFIX: Final = ".jsonl"
_STAMP: Final = "crash_%Y-%m-%d_%H-%M-%S"
_REPORT_NAME: Final = re.compile(
    r"crash_(?P<time>\d{4}(?:-\d\d){2}_\d\d(?:-\d\d){2})(?:-(?P<number>\d+))?\Z", re.ASCII
)


def write_report(
    folders: Folders,
    error: BaseException,
    program: str,
    log_file: Path | None,
    records: Sequence[Callable[[], Sequence[str]]],
) -> Path:
    """Write the report of an error in a new folder; return the folder's path.

    `report.txt` has the error and the versions of everything, *program* that of the game. Beside it
    are a copy of the log, and the save of each of *records* that has lines: it can be loaded, and
    watched as a replay. The report says which of them could not be written; OSError only if
    it could not be written itself. The oldest reports are deleted.
    """
    folder = free_name(folders.logs, time.strftime(_STAMP), "")
    folder.mkdir()
    missing = []
    for step in (*_copies(folder, log_file, records), lambda: _remove_oldest(folders.logs)):
        problem = attempt(step)
        if problem is not None:
            missing.append(f"Failed: {type(problem).__name__}: {problem}")
    parts = [
        "Hexfront stopped because of a fault in the program. Please pass this folder on.",
        *_versions(program),
        *missing,
        "".join(traceback.format_exception(error)),
    ]
    write(folder / REPORT, _encoded(parts))
    return folder


def _copies(
    folder: Path, log_file: Path | None, records: Sequence[Callable[[], Sequence[str]]]
) -> Iterator[Callable[[], None]]:
    """Yield the steps that write what lies beside the report."""
    if log_file is not None:
        yield functools.partial(_copy, log_file, folder / LOG)
    for record in records:
        yield functools.partial(_write_record, folder, record)


def _remove_oldest(logs: Path) -> None:
    """Delete all but the newest reports; other files in the folder of logs are left alone."""
    reports = sorted(
        (folder for folder in logs.iterdir() if _is_report(folder)), key=lambda one: _age(one.name)
    )
    for old in reports[: -load_tuning().log.kept_crashes]:
        shutil.rmtree(old)


def _is_report(folder: Path) -> bool:
    return (
        _REPORT_NAME.match(folder.name) is not None and folder.is_dir() and not folder.is_symlink()
    )


def _age(name: str) -> tuple[str, int]:
    """Return what orders the names of reports by age: the time, and the number within a second."""
    match = _REPORT_NAME.match(name)
    assert match is not None, "it is the name of a report"
    return match["time"], int(match["number"] or 1)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _write_record(folder: Path, record: Callable[[], Sequence[str]]) -> None:
    lines = record()
    if lines:
        write(free_name(folder, BATTLE, BATTLE_SUFFIX), _encoded(lines, escaped=False))


def _encoded(lines: Sequence[str], *, escaped: bool = True) -> bytes:
    """Return lines as a file; *escaped*, so that nothing in them does anything in a terminal."""
    content = "\n".join(lines) + "\n"
    if escaped:
        content = escape_lines(content)
    return content.encode(errors="backslashreplace")


def _versions(program: str) -> list[str]:
    """Return the versions of the program, of its rules and saves, and of what it runs on."""
    driver = pygame.display.get_driver() if pygame.display.get_init() else "none"
    return [
        program,
        f"Rules {RULES_VERSION}, saves {SAVE_FORMAT}",
        f"Python {sys.version}",
        f"pygame-ce {pygame.version.ver}, SDL {pygame.version.SDL}, display driver {driver}",
        platform.platform(),
    ]
