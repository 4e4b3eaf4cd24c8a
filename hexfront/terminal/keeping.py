"""Keeps a battle in the file that `--save` names, action by action, so that no signal loses one."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Final

from client.tuning import load_tuning
from engine import limits
from engine.appending import AppendFile, is_in_use
from engine.battle import Game
from engine.errors import SaveError
from engine.files import write
from engine.record_file import RecordFile


class KeptGame:
    """A battle whose record is in a file from its first line on.

    SaveError when the file can't be written, or another run writes it; later problems are kept in
    *problem*, and the record is written once they have passed.
    """

    def __init__(self, game: Game, path: Path) -> None:
        """Write the record so far; what the file held before is replaced."""
        self._game: Final = game
        self._kept = len(game.lines)
        content = "".join(f"{line}\n" for line in game.lines).encode()
        if is_in_use(path):
            raise SaveError(f"{path}: another run is writing this file")
        try:
            write(path, content)
            file = AppendFile.open(path, limits.SAVE_BYTES)
        except OSError as error:
            raise SaveError(f"{path}: can't be written: {error.strerror}") from error
        self._file: Final = RecordFile(lambda whole: _create_beside(path, whole), content, file)

    @property
    def path(self) -> Path:
        """Return the file's path; it is another one once somebody else changed the file."""
        assert self._file.path is not None, "it was made at the start"
        return self._file.path

    @property
    def problem(self) -> OSError | None:
        """Return what keeps the latest actions from being written, if anything does."""
        return self._file.problem

    def keep(self) -> None:
        """Write what happened since the last call."""
        lines = self._game.lines
        self._file.append(lines[self._kept :])
        self._kept = len(lines)

    def close(self) -> None:
        """Write what is left and let go of the file."""
        self._file.close(load_tuning().autosave.close_seconds)


def _create_beside(path: Path, content: bytes) -> AppendFile:
    """Make the record's file anew: under its own name if that is free, or a numbered one."""
    numbered = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in itertools.count(2))
    free = next(name for name in itertools.chain([path], numbered) if not name.exists())
    return AppendFile.create(free, content, limits.SAVE_BYTES)
