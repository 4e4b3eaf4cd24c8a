"""The file of a record: wherever the disk fails, it holds a beginning, and all in the end."""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.append_file import AppendFile
from engine.record_file import RecordFile
from tests.full_disk import fill_up_after

LIMIT = 10_000
LINES = ["a header", "one", "two and more", "three", "a last one"]
WHOLE = "".join(f"{line}\n" for line in LINES).encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.jsonl"


def open_record(path: Path) -> RecordFile:
    return RecordFile(lambda whole: AppendFile.create(path, whole, LIMIT))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("room", range(len(WHOLE) + 1))
def test_a_disk_may_fail_at_every_byte(
    path: Path, monkeypatch: pytest.MonkeyPatch, room: int, code: int
) -> None:
    record = open_record(path)
    longest = b""
    with monkeypatch.context() as failing:
        fill_up_after(room, failing, code)
        for line in LINES:
            record.append([line])
            held = path.read_bytes() if path.exists() else b""
            assert held.startswith(longest), "nothing that was there goes"
            assert WHOLE.startswith(held)
            assert record.is_whole is (held == record.content)
            assert record.is_whole is (record.problem is None)
            longest = held
    assert record.problem is None or record.problem.errno == code
    record.retry()
    assert record.problem is None
    record.close(30)
    assert path.read_bytes() == WHOLE
    assert list(path.parent.iterdir()) == [path], "and nothing else"


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.parametrize("code", [errno.EIO, errno.EDQUOT, errno.ENOSPC])
def test_what_could_not_be_synced_is_written_and_synced_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    record = open_record(path)
    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", fail)
        record.append(LINES)
        wait_until(lambda: record._syncer.problem is not None)
        record.retry()
        assert record.problem is not None
        assert record.problem.errno == code
        assert record.is_whole
    written: list[bytes] = []
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        written.append(bytes(data))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    record.retry()
    assert written == [WHOLE]
    wait_until(lambda: record._syncer.problem is None)
    record.retry()
    assert record.problem is None
    assert written == [WHOLE], "that was enough"
    record.close(30)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system lists no handles")
def test_a_hundred_records_leave_no_handle_and_no_thread(tmp_path: Path) -> None:
    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before, threads = handles(), threading.active_count()
    for number in range(100):
        record = open_record(tmp_path / f"{number}.jsonl")
        record.append(LINES)
        if number % 3 == 0:
            assert record.path is not None
            record.path.unlink()
            record.retry()
        record.close(30)
    assert handles() == before
    assert threading.active_count() == threads


def test_a_file_that_others_replace_again_and_again_is_let_go_of_each_time(tmp_path: Path) -> None:
    made: list[Path] = []

    def create(whole: bytes) -> AppendFile:
        made.append(tmp_path / f"{len(made)}.jsonl")
        return AppendFile.create(made[-1], whole, LIMIT)

    record = RecordFile(create)
    for line in LINES:
        record.append([line])
        assert record.path == made[-1]
        made[-1].unlink()
    record.retry()
    record.close(30)
    assert [file.exists() for file in made] == [False] * len(LINES) + [True]
    assert made[-1].read_bytes() == WHOLE


def test_the_disk_has_the_name_of_a_new_file_and_nothing_waits_for_that(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, synced = threading.Event(), list[str]()
    sync = os.fsync

    def watch(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        assert threading.current_thread().name == "sync"
        goes_on.wait(30)
        sync(descriptor)
        synced.append("folder" if is_folder else "file")

    monkeypatch.setattr(os, "fsync", watch)
    record = open_record(path)
    for line in LINES:
        record.append([line])
    assert (path.read_bytes(), synced) == (WHOLE, [])
    goes_on.set()
    wait_until(lambda: len(synced) >= 2)
    record.append(["once more"])
    record.close(30)
    assert synced.count("folder") == 1, "its name is new but once"
    assert synced[-1] == "file"
    assert "file" in synced[: synced.index("folder")]


def test_a_folder_that_the_disk_could_not_sync_is_synced_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, synced = [True], list[bool]()

    def watch(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        if is_folder and failing[0]:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        synced.append(is_folder)

    monkeypatch.setattr(os, "fsync", watch)
    record = open_record(path)
    record.append(LINES)
    wait_until(lambda: record._syncer.problem is not None)
    failing[0] = False
    record.retry()
    record.close(30)
    assert True in synced, "closing may sync the file once more, without its folder"
    assert record._syncer.problem is None


def test_a_file_whose_folder_went_is_no_problem_of_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file = AppendFile.create(folder / "x", WHOLE, LIMIT)
    folder.rename(tmp_path / "moved")
    file.sync()
    file.close()
    assert (tmp_path / "moved" / "x").read_bytes() == WHOLE


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system lists no handles")
def test_a_file_that_the_disk_has_is_closed_at_once(path: Path) -> None:
    """Windows renames no open file: who is done with one may move it."""

    def is_open() -> bool:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.exists()]
        return path in [link.readlink() for link in links]

    path.write_bytes(WHOLE)
    for _ in range(50):
        record = RecordFile(no_other_file, WHOLE, AppendFile.open(path, LIMIT))
        assert is_open()
        record.close(0)
        assert not is_open()


def no_other_file(_: bytes) -> AppendFile:
    raise AssertionError("it has a file")


def test_a_record_that_is_closed_takes_nothing_and_may_be_closed_again(path: Path) -> None:
    record = open_record(path)
    record.append(LINES[:2])
    record.close(30)
    held = path.read_bytes()
    with pytest.raises(ValueError, match="closed"):
        record.append(LINES[2:])
    with pytest.raises(ValueError, match="closed"):
        record.retry()
    record.close(30)
    assert path.read_bytes() == record.content == held
    assert record.path == path
    assert record.is_whole


def test_a_closed_file_writes_to_no_other_file(path: Path) -> None:
    file = AppendFile.create(path, WHOLE, LIMIT)
    file.close()
    other = path.with_name("other")
    with other.open("w+b") as stream:  # the system gives its number to the next one
        for use in (file.sync, file.read, file.close, lambda: file.append(b"x")):
            with pytest.raises((OSError, ValueError), match=r"(?i)file descriptor"):
                use()
        assert not stream.closed
        stream.write(b"whole")
    assert other.read_bytes() == b"whole"
