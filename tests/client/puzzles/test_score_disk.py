"""The scores of puzzles on a disk that is full after any byte, read-only or over quota."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from client.folders import Folders
from client.puzzles.puzzle_feature import Puzzles
from client.puzzles.score_file import Note, keep_notes, read_scores
from client.text.catalogue import text
from tests.client.app.hand import OpenApp
from tests.client.app.test_puzzle_layout import answer

CODES = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS]


def refuse_to_sync(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Make syncing a file fail with an error *code*."""

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)


@contextmanager
def room_for(count: int) -> Iterator[None]:
    """Limit the size of files to *count* bytes, by the limit of the system."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def check_nothing_is_lost(folders: Folders, before: bytes) -> None:
    assert folders.puzzle_scores.read_bytes() == before
    files = {path.name for path in folders.root.iterdir() if path.is_file()}
    assert files == {"puzzles.json", "hexfront.lock"}, "nothing half made is left"
    keep_notes(folders, [Note("falls_back", solved=True)])
    scores = read_scores(folders.puzzle_scores)
    assert (scores.of("falls_back").solved, scores.of("sure_kill").solved) == (1, 1)
    assert scores.best == 7


@pytest.fixture
def written(folders: Folders) -> bytes:
    keep_notes(folders, [Note("sure_kill", solved=True), Note(run=7)])
    return folders.puzzle_scores.read_bytes()


@pytest.mark.parametrize("code", CODES)
def test_a_disk_that_refuses_the_file_changes_nothing_of_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, written: bytes, code: int
) -> None:
    with monkeypatch.context() as disk:
        refuse_to_sync(disk, code)
        with pytest.raises(OSError, match=os.strerror(code)):
            keep_notes(folders, [Note("falls_back", solved=True)])
    check_nothing_is_lost(folders, written)


@pytest.mark.parametrize("count", [0, 1, 40, 90])
def test_a_disk_that_is_full_after_any_byte_changes_nothing_of_it(
    folders: Folders, written: bytes, count: int
) -> None:
    with room_for(count), pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        keep_notes(folders, [Note("falls_back", solved=True)])
    check_nothing_is_lost(folders, written)


def test_an_answer_on_a_full_disk_is_told_counts_and_is_written_when_there_is_room(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app()
    puzzles = hand.app.puzzles
    assert isinstance(puzzles, Puzzles)
    with monkeypatch.context() as disk:
        refuse_to_sync(disk, errno.ENOSPC)
        puzzles.start_day()
        screen = answer(hand)
        hand.until(lambda: hand.app.message is not None)
        assert hand.app.message.title == text("puzzle.unkept")
        theme = screen.asked.puzzle.theme
        assert puzzles.scores.of(theme).answered == 1
        assert puzzles.list_losses()
        assert not folders.puzzle_scores.exists()
        hand.press(text("app.close"))
        hand.frame(3)
        assert hand.app.message is None, "it is told once"
    assert puzzles.list_losses() == []
    assert read_scores(folders.puzzle_scores).of(theme).answered == 1
    assert read_scores(folders.puzzle_scores).days.keys() == {puzzles.today()}
