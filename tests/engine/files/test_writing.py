"""A file that is written is there whole, on the disk, or as it was before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.files import write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kept.txt"
    path.write_bytes(b"before")
    return path


def test_the_disk_has_a_file_before_it_takes_its_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, bytes]] = []
    sync = os.fsync

    def watch(descriptor: int) -> None:
        sync(descriptor)
        seen.append((os.fstat(descriptor).st_size, path.read_bytes()))

    monkeypatch.setattr(os, "fsync", watch)
    write(path, b"after all")
    assert seen == [(len(b"after all"), b"before")]
    assert path.read_bytes() == b"after all"


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
