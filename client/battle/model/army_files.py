"""The player's own armies: a file each in the user folder, broken ones with the reasons."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from client.folders import free_name, lock_user_folder
from engine.battle.army import Army, army_content, read_army
from engine.data.datafiles import SUFFIX, files_of_folder
from engine.errors import DataError, Problem
from engine.files import write

if TYPE_CHECKING:
    from pathlib import Path

    from client.folders import Folders


class ListedArmy(NamedTuple):
    """A file of the folder: the army in it, or the *problems* that make it no army.

    An army that somebody shared has no file, and no *path*.
    """

    path: Path | None
    army: Army | None
    problems: tuple[Problem, ...] = ()

    @property
    def code(self) -> str:
        """Return a text that no other file has."""
        return "" if self.path is None else str(self.path)

    @property
    def title(self) -> str:
        """Return the army's name; of a broken file, its own."""
        if self.army is not None:
            return self.army.name
        return "" if self.path is None else self.path.name


def list_armies(folders: Folders) -> list[ListedArmy]:
    """Return all armies by name, then the broken files. OSError if they can't be listed."""
    folder = folders.armies
    listed = [_read(folder / file.name) for file in files_of_folder(folder)]
    return sorted(listed, key=lambda one: (one.army is None, one.title.casefold(), one.code))


def _read(path: Path) -> ListedArmy:
    try:
        return ListedArmy(path, read_army(path))
    except DataError as error:
        return ListedArmy(path, None, error.problems)


def save_army(folders: Folders, army: Army, path: Path | None) -> Path:
    """Write an army to its file, a new one if *path* is None or the file is gone; return its path.

    OSError if that fails; the file is then as it was.
    """
    content = army_content(army)
    with lock_user_folder(folders):
        if path is None or not os.path.lexists(path):
            path = free_name(folders.armies, army.name, SUFFIX)
        write(path, content)
    return path


def delete_army(folders: Folders, path: Path) -> None:
    """Delete the file of an army, if it is still there. OSError if that fails."""
    with lock_user_folder(folders):
        path.unlink(missing_ok=True)
