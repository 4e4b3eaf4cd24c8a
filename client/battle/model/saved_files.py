"""The files of saved battles in the user folder, as a list of them sees them change."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from client.battle.model.autosave import newest_first

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from client.folders import Folders


class SavedFile(NamedTuple):
    """A file of a battle: *identity* stays when it is moved, *version* changes when it is written.

    The identity is that of the file system: another file may get it once this one is removed.
    """

    path: Path
    identity: tuple[int, int]
    version: tuple[int, int]


def list_saved_files(folders: Folders) -> dict[Path, SavedFile]:
    """List all files of battles by path, newest first in each folder; or raise OSError."""
    found: dict[Path, SavedFile] = {}
    for folder in (folders.saves, folders.autosaves, folders.finished):
        for path in newest_first(folder):
            with suppress(FileNotFoundError):  # another window may have moved it meanwhile
                stat = path.stat()
                identity = stat.st_dev, stat.st_ino
                found[path] = SavedFile(path, identity, (stat.st_mtime_ns, stat.st_size))
    return found


def successor(
    gone: Path, before: Mapping[Path, SavedFile], now: Mapping[Path, SavedFile]
) -> Path | None:
    """Return where a file is that has gone from a list, or else the one that took its place."""
    for path, file in now.items():
        if path not in before and file.identity == before[gone].identity:
            return path
    if not now:
        return None
    return list(now)[min(list(before).index(gone), len(now) - 1)]
