"""The file that `--save` names: a battle is recorded in it action by action, safe from signals."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Final

from client.tuning import load_tuning
from engine import limits
from engine.append_file import AppendFile, FileInUse, is_in_use
from engine.battle import Game
from engine.errors import SaveError
from engine.files import is_folder, read_bounded
from engine.record_file import RecordFile
from engine.sentences import Sentence
from engine.system_errors import reason_of


class KeptGame:
    """A battle that is recorded in a file from its first line on.

    Problems are stored in *problem*, and the record is completed once they have passed.
    """

    def __init__(self, game: Game, file: AppendFile, content: bytes) -> None:
        """Record a battle in a file; *content* is the record that the file has so far."""
        self._game: Final = game
        self._kept = len(game.lines)
        path = file.path
        self._file: Final = RecordFile(lambda whole: _create_beside(path, whole), content, file)

    @classmethod
    def begin(cls, game: Game, path: Path) -> KeptGame:
        """Create the file and write the record so far; SaveError if that fails."""
        content = _record_of(game)
        try:
            file = AppendFile.create(path, content, limits.SAVE_BYTES)
        except FileExistsError as error:
            raise _exists(path) from error
        except OSError as error:
            raise SaveError(
                Sentence("save.unwritable", place=str(path), reason=reason_of(error))
            ) from error
        return cls(game, file, content)

    @property
    def path(self) -> Path:
        """Return the file's path, which changes if another process changes the file."""
        assert self._file.path is not None, "it was made at the start"
        return self._file.path

    @property
    def problem(self) -> OSError | None:
        """Return what keeps the latest actions from being written, if anything does."""
        return self._file.problem

    def take_move(self) -> Path | None:
        """Return the new path of the record, once, after the file was moved or changed."""
        moved_to, self._file.moved_to = self._file.moved_to, None
        return moved_to

    def keep(self) -> None:
        """Write what happened since the last call."""
        lines = self._game.lines
        self._file.append(lines[self._kept :])
        self._kept = len(lines)

    def close(self) -> None:
        """Write the rest and close the file."""
        self._file.close(load_tuning().autosave.close_seconds)


def open_kept(path: Path) -> AppendFile:
    """Open the file of a battle to continue it there; SaveError if that fails."""
    try:
        return AppendFile.open(path, limits.SAVE_BYTES)
    except FileInUse as error:
        raise _in_use(path) from error
    except OSError as error:
        raise SaveError(
            Sentence("save.unwritable", place=str(path), reason=reason_of(error))
        ) from error


def require_new(path: Path) -> None:
    """Raise SaveError if there is a file already: it may hold another battle."""
    if is_in_use(path):
        raise _in_use(path)
    if os.path.lexists(path):
        raise _exists(path)


def save_battle(game: Game, path: Path) -> None:
    """Write a battle; SaveError if *path* holds anything but a prefix of its record, or its
    folder does not exist.
    """
    if not is_folder(path.parent):
        raise SaveError(Sentence("save.no-folder", place=str(path), folder=str(path.parent)))
    if os.path.lexists(path):
        if is_in_use(path):
            raise _in_use(path)
        try:
            held = read_bounded(path, limits.SAVE_BYTES)
        except OSError as error:
            raise SaveError(
                Sentence("save.unreadable", place=str(path), reason=reason_of(error))
            ) from error
        if not _record_of(game).startswith(held):
            raise _exists(path)
    game.save(path)


def _record_of(game: Game) -> bytes:
    return "".join(f"{line}\n" for line in game.lines).encode()


def _in_use(path: Path) -> SaveError:
    return SaveError(Sentence("save.in-use-by-run", place=str(path)))


def _exists(path: Path) -> SaveError:
    return SaveError(Sentence("save.exists", place=str(path)))


def _create_beside(path: Path, content: bytes) -> AppendFile:
    """Create the record's file anew, under its own name if that is free, or a numbered one."""
    numbered = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in itertools.count(2))
    names = itertools.chain([path], numbered)
    free = next(name for name in names if not os.path.lexists(name))
    return AppendFile.create(free, content, limits.SAVE_BYTES)
