"""The scores of puzzles: a strict, versioned file in the user folder, merged between windows."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from client.folders import lock_user_folder, move_aside
from engine import limits
from engine.errors import DataError
from engine.files import FileTooLarge, NotPlainFile, read_bounded, write
from engine.players.puzzles import THEMES
from engine.sentences import Sentence
from engine.validation import Count, Findings, decode_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.folders import Folders

VERSION: Final = 1
KIND: Final = "scores"
"""Used where files of battles name a rule: no rule is about scores."""


class Score(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many puzzles of a theme were answered, and how many of these were solved."""

    answered: Count = 0
    solved: Count = 0

    @property
    def rate(self) -> float | None:
        """Return the fraction that was solved; None if none was answered."""
        return self.solved / self.answered if self.answered else None


class AskedPuzzle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A puzzle of a run: a theme and a seed say everything about it."""

    theme: str
    seed: Annotated[int, Meta(ge=0, le=limits.SEED)]


class UnfinishedRun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A run that goes on another time: its *questions*, and whether each answer was right."""

    questions: tuple[AskedPuzzle, ...]
    answers: tuple[bool, ...]


class Scores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is kept: a score for each theme, the *best* run, the one that is not finished, and
    the puzzles of days.

    *days* says of each day whose puzzle was answered whether it was solved, the first time.
    """

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    themes: dict[str, Score] = {}
    best: Count | None = None
    days: dict[dt.date, bool] = {}
    unfinished: UnfinishedRun | None = None

    def of(self, theme: str) -> Score:
        """Return the score of a theme."""
        return self.themes[theme] if theme in self.themes else Score()


class Note(NamedTuple):
    """Something to be added to the scores: an answer, or with *run* the end of a whole run.

    *unfinished* is the run that an answer belongs to, as it goes on.
    """

    theme: str = ""
    solved: bool = False
    day: dt.date | None = None
    run: int | None = None
    """The number of puzzles solved in a whole run."""
    unfinished: UnfinishedRun | None = None


class Kept(NamedTuple):
    """The scores as written, and where a broken file was moved to, with what was wrong with it."""

    scores: Scores
    problem: DataError | OSError | None = None
    aside: Path | None = None


def read_scores(path: Path) -> Scores:
    """Return the scores in a file, empty ones if there is none.

    OSError if it can't be read, DataError if it is broken.
    """
    if not os.path.lexists(path):
        return Scores()
    content = read_bounded(path, limits.FILE_BYTES)
    scores = decode_json(content, path.name, "", Scores, KIND)
    findings = Findings(path.name)
    for theme, score in scores.themes.items():
        if theme not in THEMES:
            unknown = Sentence("data.unknown-key", known=", ".join(THEMES))
            findings.add("themes", theme, unknown, KIND)
        if score.solved > score.answered:
            above = Sentence("data.smallest-above-largest", key="answered", most=score.answered)
            findings.add(f"themes.{theme}", "solved", above, KIND)
    _check_unfinished(scores.unfinished, findings)
    findings.raise_if_any()
    return scores


def _check_unfinished(run: UnfinishedRun | None, findings: Findings) -> None:
    """Add a problem for everything that keeps a run from going on."""
    if run is None:
        return
    for number, asked in enumerate(run.questions):
        if asked.theme not in THEMES:
            known = ", ".join(THEMES)
            unknown = Sentence(
                "data.unknown-choice", key="theme", value=repr(asked.theme), known=known
            )
            findings.add(f"unfinished.questions[{number}]", "theme", unknown, KIND)
    if len(run.answers) >= len(run.questions):
        most = max(0, len(run.questions) - 1)
        many = Sentence("data.too-many-entries", entries=len(run.answers), most=most)
        findings.add("unfinished", "answers", many, KIND)


def add(scores: Scores, note: Note) -> Scores:
    """Return scores with a note added."""
    if note.run is not None:
        best = note.run if scores.best is None else max(scores.best, note.run)
        return msgspec.structs.replace(scores, best=best, unfinished=None)
    if note.unfinished is not None:
        scores = msgspec.structs.replace(scores, unfinished=note.unfinished)
    if note.day is not None and note.day in scores.days:
        return scores  # only the first answer counts
    before = scores.of(note.theme)
    if before.answered == limits.COUNT:
        return scores  # one more could not be read again
    after = Score(before.answered + 1, before.solved + note.solved)
    days = scores.days if note.day is None else {**scores.days, note.day: note.solved}
    themes = {**scores.themes, note.theme: after}
    return msgspec.structs.replace(scores, themes=themes, days=days)


def keep_notes(folders: Folders, notes: Sequence[Note]) -> Kept:
    """Add notes to the file, which another window may have written meanwhile.

    A broken file is moved aside. OSError, with nothing written, if the file can't be read, moved or
    written.
    """
    with lock_user_folder(folders):
        path, problem, aside = folders.puzzle_scores, None, None
        try:
            scores = read_scores(path)
        except (DataError, NotPlainFile, FileTooLarge) as error:
            scores, problem = Scores(), error
            aside = move_aside(path)
        for note in notes:
            scores = add(scores, note)
        encoded = msgspec.json.encode(scores)
        write(path, msgspec.json.format(encoded, indent=1) + b"\n")
    return Kept(scores, problem, aside)
