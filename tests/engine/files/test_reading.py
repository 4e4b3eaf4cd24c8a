"""Files that may be anybody's: only plain ones are read, and no more of them than is asked for."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from engine.files import FileTooLarge, NotPlainFile, read_bounded


def test_a_plain_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"12345")
    assert read_bounded(file, 5) == b"12345"
    with pytest.raises(FileTooLarge, match="larger than 4 bytes"):
        read_bounded(file, 4)


def test_reading_takes_memory_for_what_is_there_not_for_what_there_might_be(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"1234567890" * 250_000)
    tracemalloc.start()
    try:
        content = read_bounded(file, 2_000_000_000)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert content == b"1234567890" * 250_000
    assert most < 10_000_000


def test_an_endless_device_is_not_opened(tmp_path: Path) -> None:
    link = tmp_path / "endless"
    link.symlink_to("/dev/zero")
    with pytest.raises(NotPlainFile, match="plain file"):
        read_bounded(link, 10)


@pytest.mark.timeout(10)
def test_a_pipe_that_nobody_writes_to_keeps_nobody_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(NotPlainFile, match="plain file"):
        read_bounded(pipe, 10)


def test_a_folder_is_named_as_one(tmp_path: Path) -> None:
    with pytest.raises(NotPlainFile, match="folder"):
        read_bounded(tmp_path, 10)


@pytest.mark.parametrize("name", ["missing", "x" * 300, "with\0nul"])
def test_what_is_not_there_or_no_name_is_an_error_of_the_system(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match=r"Errno \d+\] \w+") as raised:
        read_bounded(tmp_path / name, 10)
    assert raised.value.strerror
