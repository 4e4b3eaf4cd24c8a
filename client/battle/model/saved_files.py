"""The files of saved battles in the user folder, with what a list needs to notice changes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from client.battle.model.autosave import newest_first

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from client.folders import Folders


class SavedFile(NamedTuple):
    """A battle file: *identity* survives a move, *version* changes with every write.

    The identity is that of the file system: it may be reused once the file has been removed.
    """

    path: Path
    identity: tuple[int, int]
    version: tuple[int, int]


def list_saved_files(folders: Folders) -> dict[Path, SavedFile]:
    """Return all battle files by path, newest first in each folder. May raise OSError."""
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
    """Return where a file that is gone has been moved, or else the one that took its place."""
    for path, file in now.items():
        if path not in before and file.identity == before[gone].identity:
            return path
    if not now:
        return None
    return list(now)[min(list(before).index(gone), len(now) - 1)]
