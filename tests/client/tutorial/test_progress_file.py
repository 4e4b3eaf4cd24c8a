"""Progress in the tutorial is kept in a strict file, and two windows add to the same one."""

from __future__ import annotations

from pathlib import Path

import pytest

from client.folders import Folders
from client.tutorial.lesson_session import Place
from client.tutorial.progress_file import (
    Note,
    Progress,
    keep_notes,
    read_progress,
)
from engine.errors import DataError

PLACE = Place("go", 1, ("ACTIVATE 0",))


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def test_without_a_file_there_is_no_progress(folders: Folders) -> None:
    assert read_progress(folders.tutorial) == Progress()


def test_places_and_done_lessons_are_read_again(folders: Folders) -> None:
    keep_notes(folders, [Note("move", None, is_done=True), Note("sight", PLACE)])
    kept = keep_notes(folders, [Note("shoot", PLACE)])
    assert kept.progress == read_progress(folders.tutorial)
    assert kept.progress.done == ("move",)
    assert kept.progress.places == {"sight": PLACE, "shoot": PLACE}


def test_a_lesson_that_is_done_has_no_place_and_stays_done_when_begun_again(
    folders: Folders,
) -> None:
    keep_notes(folders, [Note("move", PLACE), Note("move", None, is_done=True)])
    assert read_progress(folders.tutorial) == Progress(done=("move",))
    progress = keep_notes(folders, [Note("move", PLACE)]).progress
    assert progress.done == ("move",)
    assert progress.places == {"move": PLACE}


def test_what_another_window_wrote_meanwhile_is_kept(folders: Folders) -> None:
    mine, other = Folders(folders.root), Folders(folders.root)
    keep_notes(mine, [Note("move", PLACE)])
    keep_notes(other, [Note("sight", None, is_done=True)])
    progress = keep_notes(mine, [Note("move", None, is_done=True)]).progress
    assert set(progress.done) == {"move", "sight"}


BROKEN = [
    b"",
    b"[]",
    b"\xff",
    b'{"version": 2}',
    b'{"version": 1, "luck": 7}',
    b'{"done": ["flying"]}',
    b'{"done": "move"}',
    b'{"places": {"flying": {"step": "go"}}}',
    b'{"places": {"move": {"start": 0}}}',
    b'{"places": {"move": {"step": "go", "start": -1}}}',
    b'{"places": {"move": {"step": "go", "start": 2, "actions": ["ACTIVATE 0"]}}}',
    b'{"places": {"move": {"step": "go", "actions": [1]}}}',
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_file_is_refused_and_moved_aside_before_one_is_written(
    folders: Folders, content: bytes
) -> None:
    folders.tutorial.write_bytes(content)
    with pytest.raises(DataError, match=r"^tutorial\.json: "):
        read_progress(folders.tutorial)
    kept = keep_notes(folders, [Note("move", PLACE)])
    assert kept.problem
    assert kept.aside is not None
    assert kept.aside.read_bytes() == content
    assert read_progress(folders.tutorial).places == {"move": PLACE}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "tutorial.json: input data was truncated [tutorial]"),
        (
            b'{"places": {"move": {"step": "go", "start": -1}}}',
            "tutorial.json: places[...].start: expected `int` >= 0 [tutorial]",
        ),
        (
            b'{"places": {"move": {"step": "go", "start": 2, "actions": ["ACTIVATE 0"]}}}',
            "tutorial.json: places.move.start: is above the number of actions, 1 [tutorial]",
        ),
    ],
)
def test_a_refusal_names_the_file_the_place_and_the_reason(
    folders: Folders, content: bytes, says: str
) -> None:
    folders.tutorial.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_progress(folders.tutorial)
    assert str(caught.value) == says
    assert folders.tutorial.read_bytes() == content


def test_every_lesson_that_does_not_exist_is_named(folders: Folders) -> None:
    folders.tutorial.write_bytes(
        b'{"done": ["move", "flying"], "places": {"diving": {"step": "x"}}}'
    )
    with pytest.raises(DataError, match="flying") as caught:
        read_progress(folders.tutorial)
    first, second = caught.value.problems
    assert (first.entry, second.entry, second.field) == ("done[1]", "places", "diving")
    assert first.message.startswith("lesson 'flying' does not exist; there are: move, ")
