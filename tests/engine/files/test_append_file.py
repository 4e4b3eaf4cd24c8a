"""Files that one process at a time appends to: whole, locked, and never written blindly."""

from __future__ import annotations

import errno
import os
import select
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from engine import append_file, limits
from engine.append_file import AppendFile, FileChanged, FileInUse, hold_lock, is_in_use
from engine.files import FileTooLarge, NotPlainFile, read_bounded
from engine.locks import LOCKED_BYTE
from tests.full_disk import fill_up_after

ROOT = Path(__file__).parents[3]
LIMIT = 100
HOLDER = """
import sys, time
from pathlib import Path
from engine.append_file import AppendFile
file = AppendFile.open(Path(sys.argv[1]), 100)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.jsonl"


def test_a_file_comes_into_being_with_its_first_lines_in_place(path: Path) -> None:
    file = AppendFile.create(path, b"one\n", LIMIT)
    assert path.read_bytes() == b"one\n"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    file.close()


def test_what_can_not_be_created_whole_leaves_nothing_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_up_after(2, monkeypatch)
    with pytest.raises(OSError, match="No space left"):
        AppendFile.create(path, b"one\n", LIMIT)
    assert list(path.parent.iterdir()) == []


def test_a_file_that_exists_is_not_created_over(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        AppendFile.create(path, b"one\n", LIMIT)
    assert path.read_bytes() == b"mine"


def test_what_is_appended_is_seen_at_once_and_nothing_waits_for_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    file = AppendFile.create(path, b"one\n", LIMIT)
    file.append(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    assert not synced
    file.sync()
    assert len(synced) == 2, "the file, and the folder that has its name"
    file.sync()
    assert len(synced) == 3
    file.close()


def test_a_short_write_is_noticed_and_the_rest_can_be_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = AppendFile.create(path, b"one\n", LIMIT)
    with monkeypatch.context() as full:
        fill_up_after(3, full)
        with pytest.raises(OSError, match="No space left"):
            file.append(b"123456\n")
    assert path.read_bytes() == b"one\n123"
    assert file.size == 7
    file.append(b"456\n")
    assert path.read_bytes() == b"one\n123456\n"
    file.close()


def test_only_one_may_have_it_open(path: Path) -> None:
    file = AppendFile.create(path, b"one\n", LIMIT)
    with pytest.raises(FileInUse, match="another process is writing it"):
        AppendFile.open(path, LIMIT)
    assert is_in_use(path)
    file.close()
    assert not is_in_use(path)
    AppendFile.open(path, LIMIT).close()


def test_a_locked_file_can_be_read_by_others(path: Path) -> None:
    file = AppendFile.create(path, b"one\n", LIMIT)
    assert path.read_bytes() == read_bounded(path, LIMIT) == b"one\n"
    assert max(limits.SAVE_BYTES, limits.MATCH_LOG_BYTES) < LOCKED_BYTE, "Windows keeps that byte"
    file.close()


def test_another_process_that_is_killed_lets_go_of_it(path: Path) -> None:
    path.write_bytes(b"one\n")
    command = [sys.executable, "-c", HOLDER, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(FileInUse):
            AppendFile.open(path, LIMIT)
        other.kill()
        other.wait()
    AppendFile.open(path, LIMIT).close()


def move_away(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))


def remove(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def shorten(path: Path) -> None:
    os.truncate(path, 2)


def lengthen(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"x")


def rewrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"X")
    os.utime(path, (1, 1))


def put_a_file_in_the_place_of_the_folder(path: Path) -> None:
    folder = path.parent
    folder.rename(folder.with_name("moved"))
    folder.write_bytes(b"")


@pytest.mark.parametrize(
    "change",
    [
        move_away,
        remove,
        replace,
        shorten,
        lengthen,
        rewrite,
        put_a_file_in_the_place_of_the_folder,
    ],
)
def test_what_others_do_to_the_file_is_noticed_before_anything_is_written(
    tmp_path: Path, change: object
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "file.jsonl"
    file = AppendFile.create(path, b"one\n", LIMIT)
    assert callable(change)
    change(path)
    with pytest.raises(FileChanged):
        file.append(b"two\n")
    assert file.size == 4
    file.close()


def test_a_time_that_was_touched_alone_is_no_change(path: Path) -> None:
    file = AppendFile.create(path, b"one\n", LIMIT)
    os.utime(path, (1, 1))
    file.append(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    file.close()


def test_a_file_that_comes_back_is_gone_on_with(path: Path) -> None:
    file = AppendFile.create(path, b"one\n", LIMIT)
    away = path.with_name("away")
    path.rename(away)
    with pytest.raises(FileChanged):
        file.append(b"two\n")
    away.rename(path)
    file.append(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    file.close()


def test_a_torn_end_can_be_cut_off(path: Path) -> None:
    path.write_bytes(b"one\ntw")
    file = AppendFile.open(path, LIMIT)
    assert file.read() == b"one\ntw"
    file.truncate(4)
    file.append(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    file.close()


def test_a_file_is_opened_or_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file.jsonl"
    for content in (b"one\n", b"two\n"):
        file = AppendFile.open_or_create(path, content, LIMIT)
        assert file.read() == b"one\n"
        file.close()


@pytest.mark.parametrize(
    ("content", "lines", "torn"),
    [
        (b"", [], b""),
        (b"on", [], b"on"),
        (b"one\n", [b"one"], b""),
        (b"one\n\ntw", [b"one", b""], b"tw"),
    ],
)
def test_lines_are_those_that_have_an_end(
    path: Path, content: bytes, lines: list[bytes], torn: bytes
) -> None:
    path.write_bytes(content)
    file = AppendFile.open(path, LIMIT)
    assert file.read_lines() == (lines, torn)
    assert path.read_bytes() == content
    file.cut_torn_line()
    assert path.read_bytes() == b"".join(line + b"\n" for line in lines)
    file.append(b"two\n")
    assert path.read_bytes().endswith(b"two\n")
    file.close()


def test_a_file_beyond_the_limit_is_not_read(path: Path) -> None:
    path.write_bytes(b"12345")
    with pytest.raises(FileTooLarge):
        AppendFile.open(path, 4)
    file = AppendFile.open(path, 5)
    assert file.read() == b"12345"
    file.close()


@pytest.mark.timeout(10)
def test_a_pipe_is_neither_appended_to_nor_opened(path: Path) -> None:
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    watch = select.poll()
    watch.register(reader, select.POLLHUP)
    with pytest.raises(NotPlainFile):
        AppendFile.open(path, LIMIT)
    with pytest.raises(NotPlainFile), hold_lock(path, 0):
        pass
    assert not is_in_use(path)
    # The system tells a reader that a writer has come and gone.
    assert watch.poll(0) == []
    os.close(reader)


@pytest.mark.parametrize("open_one", [AppendFile.open, lambda path, _: hold_lock(path, 0)])
def test_a_device_or_a_folder_is_not_locked(
    path: Path, open_one: Callable[[Path, int], AbstractContextManager[None]]
) -> None:
    path.symlink_to("/dev/null")
    with pytest.raises(NotPlainFile, match="not a plain file"):
        open_one(path, LIMIT).__enter__()
    path.unlink()
    path.mkdir()
    with pytest.raises(NotPlainFile, match="folder"):
        open_one(path, LIMIT).__enter__()


def test_a_lock_is_waited_for_and_given_up_on(path: Path) -> None:
    with hold_lock(path, 1), pytest.raises(FileInUse, match="keeps it locked"), hold_lock(path, 0):
        pass
    with hold_lock(path, 0):
        assert path.stat().st_size, "a file that says what it is for"


def test_nobody_can_open_a_new_file_before_its_maker(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        moved = real(self, target)
        with pytest.raises(FileInUse):
            AppendFile.open(path, LIMIT)
        return moved

    monkeypatch.setattr(Path, "rename", rename)
    AppendFile.create(path, b"one\n", LIMIT).close()


def test_more_than_may_be_read_again_is_not_created(path: Path) -> None:
    with pytest.raises(FileTooLarge):
        AppendFile.create(path, b"x" * (LIMIT + 1), LIMIT)
    assert list(path.parent.iterdir()) == []


def test_asking_whether_a_file_is_in_use_keeps_nobody_from_it(path: Path) -> None:
    path.write_bytes(b"one\n")
    command = [sys.executable, "-c", ASKER, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "asking\n"
        for _ in range(300):
            AppendFile.open(path, LIMIT).close()
        other.kill()


ASKER = """
import sys
from pathlib import Path
from engine.append_file import is_in_use
print("asking", flush=True)
while True:
    is_in_use(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_disk_that_knows_no_locks_is_written_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(_: int) -> bool:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("engine.append_file.lock_descriptor", refuse)
    file = AppendFile.create(path, b"one\n", LIMIT)
    file.append(b"two\n")
    assert not is_in_use(path)
    with hold_lock(path.with_name("lock"), 0):
        file.append(b"three\n")
    assert path.read_bytes() == b"one\ntwo\nthree\n"
    file.close()


def test_a_full_disk_keeps_nobody_from_locking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_up_after(0, monkeypatch)
    lock = tmp_path / "lock"
    with hold_lock(lock, 0):
        assert is_in_use(lock)


def test_what_a_sync_may_have_dropped_is_written_once_more(path: Path) -> None:
    file = AppendFile.create(path, b"one\n", LIMIT)
    file.append(b"two\n")
    changed = path.stat().st_mtime_ns
    file.rewrite(b"one\ntwo\nmore")
    assert path.read_bytes() == b"one\ntwo\n"
    assert path.stat().st_mtime_ns > changed
    file.append(b"three\n")
    assert path.read_bytes() == b"one\ntwo\nthree\n"
    file.close()


def test_a_disk_without_locks_is_let_go_of_and_asked_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    file = AppendFile.create(path, b"one\n", LIMIT)
    monkeypatch.setattr(append_file, "unlock_descriptor", fail)
    monkeypatch.setattr(append_file, "lock_descriptor", fail)
    assert not is_in_use(path), "what can't be asked"
    file.unlock()
    file.close()
