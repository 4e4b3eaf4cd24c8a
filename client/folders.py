"""The one user folder: settings, saves, autosaves, logs and a player's own scenarios."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import platformdirs

from client.tuning import load_tuning
from engine.appending import hold_lock
from engine.plaintext import file_stem

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

HOME_VARIABLE: Final = "HEXFRONT_HOME"
_PROGRAM: Final = "hexfront"
_LONGEST: Final = 255
"""Bytes that file systems take for the name of a file."""
_NUMBER: Final = 9
"""Of them, those that a dash and a number may need, and a mark before the stem."""


class FolderError(OSError):
    """Report that the user folder can't be used, and why: *strerror* is the whole sentence."""

    def __init__(self, folder: Path | str, error: OSError | None, reason: str = "") -> None:
        """Take the folder and what the system said of it, or a *reason* of our own."""
        number = None if error is None else error.errno
        told = reason if error is None else error.strerror
        super().__init__(
            number,
            f"{folder}: can't be written: {told}. Hexfront keeps settings and saves there;"
            f" make it writable, or name another folder in {HOME_VARIABLE}.",
        )

    def __str__(self) -> str:
        """Return the sentence without the system's number."""
        return str(self.strerror)


class Folders(NamedTuple):
    """Name the places in a user folder; each is created when it is asked for."""

    root: Path

    @property
    def settings(self) -> Path:
        """Name the settings file."""
        return self._made(self.root) / "settings.toml"

    @property
    def lock(self) -> Path:
        """Return the path of the file that is locked while files here are made or moved."""
        return self._made(self.root) / "hexfront.lock"

    @property
    def saves(self) -> Path:
        """Name the folder of the battles a player saved."""
        return self._made(self.root / "saves")

    @property
    def autosaves(self) -> Path:
        """Name the folder of the battles that save themselves, those under way."""
        return self._made(self.root / "autosaves")

    @property
    def finished(self) -> Path:
        """Name the folder of the battles that saved themselves and are over."""
        return self._made(self.root / "autosaves" / "finished")

    @property
    def logs(self) -> Path:
        """Name the folder of logs and crash reports."""
        return self._made(self.root / "logs")

    @property
    def scenarios(self) -> Path:
        """Name the folder of a player's own scenarios."""
        return self._made(self.root / "scenarios")

    def _made(self, folder: Path) -> Path:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderError(folder, error) from error
        return folder

    def require_writable(self) -> None:
        """Create every folder and write a file; FolderError says where that fails and why."""
        for folder in (self.saves, self.autosaves, self.finished, self.logs, self.scenarios):
            trial = folder / ".writable"
            try:
                trial.write_bytes(b"")
                trial.unlink()
            except OSError as error:
                raise FolderError(folder, error) from error


def user_folders() -> Folders:
    """Name the user folder: HEXFRONT_HOME, or the platform's folder for data of programs.

    FolderError where the folder can't be told: no such user, no home, no working folder.
    """
    if os.environ.keys() >= {HOME_VARIABLE} and os.environ[HOME_VARIABLE]:
        return Folders(_absolute(Path(os.environ[HOME_VARIABLE])))
    try:
        return Folders(platformdirs.user_data_path(_PROGRAM, appauthor=False, roaming=True))
    except RuntimeError as error:
        raise FolderError("~", None, "it is not known where the home folder is") from error


def _absolute(named: Path) -> Path:
    try:
        return named.expanduser().absolute()
    except RuntimeError as error:
        raise FolderError(named, None, "it is not known where that home folder is") from error
    except OSError as error:
        raise FolderError(named, error) from error


def lock_user_folder(folders: Folders) -> AbstractContextManager[None]:
    """Keep other windows from making, moving or removing files in the user folder for a block."""
    return hold_lock(folders.lock, load_tuning().autosave.lock_seconds)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path in *folder* that nobody has: named after *stem*, or followed by 2, 3, ...

    The stem may be any text, a stranger's too: it names a file, never a place.
    """
    stem = file_stem(stem, _LONGEST - len(suffix.encode()) - _NUMBER)
    path = folder / f"{stem}{suffix}"
    number = 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path
