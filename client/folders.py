"""The user folder: settings, saves, autosaves, logs, the player's own scenarios and armies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import platformdirs

from client.tuning import load_tuning
from engine.append_file import hold_lock
from engine.plaintext import file_stem
from engine.sentences import Sentence
from engine.system_errors import OwnReason, reason_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

HOME_VARIABLE: Final = "HEXFRONT_HOME"
_PROGRAM: Final = "hexfront"
_LONGEST: Final = 255
"""Maximum length of a file name in common file systems, in bytes."""
_NUMBER: Final = 9
"""Bytes of it reserved for a dash, a number and a prefix."""


class FolderError(OSError):
    """Raised if the user folder can't be used; *strerror* is the whole sentence."""

    def __init__(
        self, folder: Path | str, error: OSError | None, reason: Sentence | str = ""
    ) -> None:
        """Create the error from what the system reported of *folder*, or from our own *reason*."""
        number = None if error is None else error.errno
        sentence = Sentence(
            "start.folder-unusable",
            folder=str(folder),
            reason=reason if error is None else reason_of(error),
            variable=HOME_VARIABLE,
        )
        super().__init__(number, OwnReason(sentence))

    def __str__(self) -> str:
        """Return the sentence without the system's error number."""
        return str(self.strerror)


class Folders(NamedTuple):
    """The paths in a user folder; each folder is created on first use."""

    root: Path

    @property
    def settings(self) -> Path:
        """Return the path of the settings file."""
        return self._made(self.root) / "settings.toml"

    @property
    def puzzle_scores(self) -> Path:
        """Return the path of the file with the scores of puzzles."""
        return self._made(self.root) / "puzzles.json"

    @property
    def tutorial(self) -> Path:
        """Return the path of the file with the progress in the tutorial."""
        return self._made(self.root) / "tutorial.json"

    @property
    def own_record(self) -> Path:
        """Return the path of the file with one's own record against each opponent."""
        return self._made(self.root) / "own_record.jsonl"

    @property
    def lock(self) -> Path:
        """Return the path of the file that is locked while files here are made or moved."""
        return self._made(self.root) / "hexfront.lock"

    @property
    def saves(self) -> Path:
        """Return the folder of the player's saves."""
        return self._made(self.root / "saves")

    @property
    def autosaves(self) -> Path:
        """Return the folder of the autosaves of unfinished battles."""
        return self._made(self.root / "autosaves")

    @property
    def finished(self) -> Path:
        """Return the folder of the autosaves of finished battles."""
        return self._made(self.root / "autosaves" / "finished")

    @property
    def logs(self) -> Path:
        """Return the folder of logs, and of the folders of crash reports."""
        return self._made(self.root / "logs")

    @property
    def scenarios(self) -> Path:
        """Return the folder of the player's own scenarios."""
        return self._made(self.root / "scenarios")

    @property
    def armies(self) -> Path:
        """Return the folder of the player's own armies."""
        return self._made(self.root / "armies")

    @property
    def campaigns(self) -> Path:
        """Return the folder of the player's campaigns, each in a folder of its own."""
        return self._made(self.root / "campaigns")

    @property
    def reports(self) -> Path:
        """Return the folder of the reports that the player exported."""
        return self._made(self.root / "reports")

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
    """Return the user folder: HEXFRONT_HOME, or the platform's folder for application data.

    FolderError if it can't be determined: no such user, no home, no working directory.
    """
    if os.environ.keys() >= {HOME_VARIABLE} and os.environ[HOME_VARIABLE]:
        return Folders(_absolute(Path(os.environ[HOME_VARIABLE])))
    try:
        return Folders(platformdirs.user_data_path(_PROGRAM, appauthor=False, roaming=True))
    except RuntimeError as error:
        raise FolderError("~", None, Sentence("start.no-home")) from error


def _absolute(named: Path) -> Path:
    try:
        return named.expanduser().absolute()
    except RuntimeError as error:
        raise FolderError(named, None, Sentence("start.no-such-home")) from error
    except OSError as error:
        raise FolderError(named, error) from error


def lock_user_folder(folders: Folders) -> AbstractContextManager[None]:
    """Lock the user folder for a block, so that no other window creates, moves or removes files."""
    return hold_lock(folders.lock, load_tuning().autosave.lock_seconds)


def move_aside(path: Path) -> Path:
    """Rename a broken file so that a new one can take its place; return where it is now."""
    number = 1
    while os.path.lexists(kept := path.with_name(f"{path.name}.broken-{number}")):
        number += 1
    path.rename(kept)
    return kept


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return an unused path in *folder*, named after *stem*, followed by 2, 3, ... if necessary.

    The stem may be any text, even an untrusted one: it becomes a file name, never a path.
    """
    stem = file_stem(stem, _LONGEST - len(suffix.encode()) - _NUMBER)
    path = folder / f"{stem}{suffix}"
    number = 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path
