"""The scores of puzzles are kept in a strict file, and two windows add to the same one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from client.folders import Folders
from client.puzzles.score_file import (
    AskedPuzzle,
    Note,
    Score,
    Scores,
    UnfinishedRun,
    keep_notes,
    read_scores,
)
from engine import limits
from engine.errors import DataError

DAY = dt.date(2026, 11, 30)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def test_without_a_file_there_are_no_scores(folders: Folders) -> None:
    scores = read_scores(folders.puzzle_scores)
    assert scores == Scores()
    assert scores.of("sure_kill").rate is None


def test_answers_are_counted_by_theme_and_read_again(folders: Folders) -> None:
    keep_notes(folders, [Note("sure_kill", solved=True), Note("sure_kill", solved=False)])
    kept = keep_notes(folders, [Note("falls_back", solved=True)])
    assert kept.scores == read_scores(folders.puzzle_scores)
    assert kept.scores.of("sure_kill") == Score(2, 1)
    assert kept.scores.of("sure_kill").rate == 0.5
    assert kept.scores.of("falls_back") == Score(1, 1)


def test_what_another_window_wrote_meanwhile_is_kept(folders: Folders) -> None:
    mine, other = Folders(folders.root), Folders(folders.root)
    keep_notes(mine, [Note("sure_kill", solved=True)])
    keep_notes(other, [Note("sure_kill", solved=False), Note("holds_still", solved=True)])
    kept = keep_notes(mine, [Note("sure_kill", solved=True)])
    assert kept.scores.of("sure_kill") == Score(3, 2)
    assert kept.scores.of("holds_still") == Score(1, 1)


def test_the_best_run_stays_the_best(folders: Folders) -> None:
    for solved, best in ((6, 6), (9, 9), (4, 9)):
        assert keep_notes(folders, [Note(run=solved)]).scores.best == best


def test_only_the_first_answer_to_the_puzzle_of_a_day_counts(folders: Folders) -> None:
    keep_notes(folders, [Note("sure_kill", solved=False, day=DAY)])
    scores = keep_notes(folders, [Note("sure_kill", solved=True, day=DAY)]).scores
    assert scores.days == {DAY: False}
    assert scores.of("sure_kill") == Score(1, 0)


def test_a_score_that_can_not_grow_is_left_as_it_is(folders: Folders) -> None:
    full = b'{"themes": {"sure_kill": {"answered": %d, "solved": 0}}}' % limits.COUNT
    folders.puzzle_scores.write_bytes(full)
    for theme in ("sure_kill", "falls_back"):
        kept = keep_notes(folders, [Note(theme, solved=True)])
        assert kept.problem is None
    assert read_scores(folders.puzzle_scores).of("sure_kill") == Score(limits.COUNT, 0)
    assert read_scores(folders.puzzle_scores).of("falls_back") == Score(1, 1)


GOING = UnfinishedRun((AskedPuzzle("sure_kill", 7), AskedPuzzle("holds_still", 8)), (True,))


def test_a_run_is_kept_until_it_is_over(folders: Folders) -> None:
    keep_notes(folders, [Note("sure_kill", solved=True, unfinished=GOING)])
    assert read_scores(folders.puzzle_scores).unfinished == GOING
    keep_notes(folders, [Note("falls_back", solved=True, day=DAY)])
    assert read_scores(folders.puzzle_scores).unfinished == GOING, "the puzzle of a day is no run"
    keep_notes(folders, [Note("holds_still", solved=False), Note(run=1)])
    assert read_scores(folders.puzzle_scores).unfinished is None


BROKEN = [
    b'{"unfinished": {"questions": [], "answers": []}}',
    b'{"unfinished": {"questions": [{"theme": "sure_kill", "seed": 1}], "answers": [true]}}',
    b'{"unfinished": {"questions": [{"theme": "none", "seed": 1}], "answers": []}}',
    b'{"unfinished": {"questions": [{"theme": "sure_kill", "seed": -1}], "answers": []}}',
    b"",
    b"[]",
    b"\xff",
    b'{"version": 2}',
    b'{"version": 1, "luck": 7}',
    b'{"themes": {"whistles": {"answered": 1, "solved": 1}}}',
    b'{"themes": {"sure_kill": {"answered": 1, "solved": 2}}}',
    b'{"themes": {"sure_kill": {"answered": -1, "solved": 0}}}',
    b'{"days": {"yesterday": true}}',
    b'{"best": 1%s}' % (b"0" * 16),
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_file_is_refused_and_moved_aside_before_one_is_written(
    folders: Folders, content: bytes
) -> None:
    folders.puzzle_scores.write_bytes(content)
    with pytest.raises(DataError, match=r"^puzzles\.json: "):
        read_scores(folders.puzzle_scores)
    kept = keep_notes(folders, [Note("sure_kill", solved=True)])
    assert kept.problem
    assert kept.aside is not None
    assert kept.aside.read_bytes() == content
    assert read_scores(folders.puzzle_scores).of("sure_kill") == Score(1, 1)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[]", "puzzles.json: expected `object`, got `array` [scores]"),
        (b'{"version": 2}', "puzzles.json: version: expected `int` <= 1 [scores]"),
        (b'{"luck": 7}', "puzzles.json: object contains unknown field `luck` [scores]"),
        (
            b'{"themes": {"sure_kill": {"answered": 1, "solved": 2}}}',
            "puzzles.json: themes.sure_kill.solved: is above answered, 1 [scores]",
        ),
    ],
)
def test_a_refusal_names_the_file_the_place_and_the_reason(
    folders: Folders, content: bytes, says: str
) -> None:
    folders.puzzle_scores.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_scores(folders.puzzle_scores)
    assert str(caught.value) == says
    assert folders.puzzle_scores.read_bytes() == content


def test_every_theme_that_does_not_exist_is_named(folders: Folders) -> None:
    folders.puzzle_scores.write_bytes(b'{"themes": {"luck": {}, "sure_kill": {}, "skill": {}}}')
    with pytest.raises(DataError, match="luck") as caught:
        read_scores(folders.puzzle_scores)
    assert [one.field for one in caught.value.problems] == ["luck", "skill"]
    assert all("sure_kill" in one.message for one in caught.value.problems)
