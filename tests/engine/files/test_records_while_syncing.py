"""The file of a record: written before anything else can happen, synced beside it."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.append_file import AppendFile
from engine.record_file import RecordFile

LIMIT = 10_000
WAIT = 20
"""Seconds that nothing here takes."""


@pytest.fixture
def create(tmp_path: Path) -> Callable[[bytes], AppendFile]:
    names = iter(range(10))

    def make(content: bytes) -> AppendFile:
        return AppendFile.create(tmp_path / f"{next(names)}.txt", content, LIMIT)

    return make


def content_of(record: RecordFile) -> bytes:
    assert record.path is not None
    return record.path.read_bytes()


def test_there_is_no_file_before_there_is_a_line(
    create: Callable[[bytes], AppendFile], tmp_path: Path
) -> None:
    record = RecordFile(create)
    assert record.path is None
    record.retry()
    assert not list(tmp_path.iterdir())
    record.append(["one"])
    assert content_of(record) == b"one\n"
    record.close(WAIT)


def test_lines_are_there_while_the_disk_still_syncs(
    create: Callable[[bytes], AppendFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(os, "fsync", lambda _: goes_on.wait(WAIT))
    record = RecordFile(create)
    for number in range(5):
        record.append([f"{number}"])
        assert content_of(record) == "".join(f"{one}\n" for one in range(number + 1)).encode()
    goes_on.set()
    record.close(WAIT)


def test_everything_that_was_appended_is_synced_in_the_end(
    create: Callable[[bytes], AppendFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    on_disk = threading.Condition()

    def watch(descriptor: int) -> None:
        found = os.fstat(descriptor)
        if stat.S_ISREG(found.st_mode):
            with on_disk:
                synced.append(found.st_size)
                on_disk.notify()

    monkeypatch.setattr(os, "fsync", watch)
    record = RecordFile(create)
    for lines in (["one"], ["two", "three"], ["four"]):
        record.append(lines)
        size = len(content_of(record))
        with on_disk:
            # Nobody closes the file: being appended to is enough.
            assert on_disk.wait_for(lambda: synced and synced[-1] == size, WAIT)  # noqa: B023 - at once
    record.close(WAIT)


def test_a_file_goes_on_where_its_record_is_complete(
    create: Callable[[bytes], AppendFile],
) -> None:
    file = create(b"one\ntw")
    record = RecordFile(create, b"one\n", file)
    record.append(["two"])
    assert (record.path, content_of(record)) == (file.path, b"one\ntwo\n")
    record.close(WAIT)


def test_a_record_whose_file_was_moved_goes_on_whole_in_another(
    create: Callable[[bytes], AppendFile], tmp_path: Path
) -> None:
    record = RecordFile(create)
    record.append(["one"])
    assert record.path is not None
    away = record.path.rename(tmp_path / "away.txt")
    record.append(["two"])
    assert away.read_bytes() == b"one\n"
    assert record.moved_to == record.path != away
    assert content_of(record) == b"one\ntwo\n"
    record.close(WAIT)
