"""A file that is written is there whole, on the disk, or as it was before."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from engine.files import new_folder, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kept.txt"
    path.write_bytes(b"before")
    return path


def test_the_disk_has_a_file_before_it_takes_its_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watch_syncing(path, monkeypatch)
    write(path, b"after all")
    assert seen == [(len(b"after all"), b"before"), (path.parent, b"after all")]
    assert path.read_bytes() == b"after all"


def watch_syncing(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int | Path, bytes]]:
    """Note each sync: the file's size, or the folder, and what is at *path* then."""
    seen: list[tuple[int | Path, bytes]] = []
    folders = {(one.stat().st_dev, one.stat().st_ino): one for one in path.parents}
    sync = os.fsync

    def watch(descriptor: int) -> None:
        sync(descriptor)
        found = os.fstat(descriptor)
        what = folders.get((found.st_dev, found.st_ino), found.st_size)
        seen.append((what, path.read_bytes() if path.exists() else b""))

    monkeypatch.setattr(os, "fsync", watch)
    return seen


def test_a_disk_that_fails_leaves_what_was_there_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write(path, b"after all")
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "c.txt", b"x")
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"x"


def test_the_disk_has_the_names_of_folders_that_were_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    folders = [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    write(folders[-1] / "c.txt", b"x")
    assert set(synced) >= {folder.stat().st_ino for folder in folders}


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_disk_that_syncs_no_folders_is_written_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    fail_to_sync_folders(monkeypatch, code)
    write(path, b"after all")
    assert path.read_bytes() == b"after all"


def fail_to_sync_folders(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    sync = os.fsync

    def fail(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, os.strerror(code))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail)


def test_a_folder_that_the_disk_may_not_have_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_sync_folders(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match="Input/output error") as told:
        write(path, b"after all")
    assert told.value.filename == str(path)
    assert path.read_bytes() == b"after all", "it is there, but may go with the power"


def test_a_folder_that_is_filled_is_on_the_disk_before_it_is_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "part"
    synced: list[tuple[str, bool]] = []
    sync = os.fsync

    def watch(descriptor: int) -> None:
        sync(descriptor)
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        synced.append((kind, place.exists()))

    monkeypatch.setattr(os, "fsync", watch)
    with new_folder(place) as new:
        (new / "one").write_bytes(b"1")
        (new / "two").write_bytes(b"2")
    assert synced == [("file", False), ("file", False), ("folder", False), ("folder", True)]
    assert sorted(file.name for file in place.iterdir()) == ["one", "two"]
