"""The scores of puzzles: a strict, versioned file in the user folder, merged between windows."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from client.folders import lock_user_folder, move_aside
from client.puzzles.puzzle_run import RUN_SEEDS
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
_MOST: Final = 100
"""Number of questions that a run in the file has at most: more than any run that is offered."""
Seed = Annotated[int, Meta(ge=RUN_SEEDS.start, lt=RUN_SEEDS.stop)]


class Score(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many puzzles of a theme were answered, and how many of these were solved."""

    answered: Count = 0
    solved: Count = 0

    @property
    def rate(self) -> float | None:
        """Return the fraction that was solved; None if none was answered."""
        return self.solved / self.answered if self.answered else None


class OpenRun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A run that was left: its questions, each a theme and a seed, and the answers so far."""

    questions: Annotated[tuple[tuple[str, Seed], ...], Meta(max_length=_MOST)]
    answers: tuple[bool, ...]


class Scores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is kept: a score for each theme, the *best* run, the puzzles of days, and *runs*
    that were left, by theme, or "" for the one of all themes.

    *days* says of each day whose puzzle was answered whether it was solved, the first time.
    """

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    themes: dict[str, Score] = {}
    best: Count | None = None
    days: dict[dt.date, bool] = {}
    runs: dict[str, OpenRun] = {}

    def of(self, theme: str) -> Score:
        """Return the score of a theme."""
        return self.themes[theme] if theme in self.themes else Score()


class Note(NamedTuple):
    """Something to be added to the scores: an answer, or with *run* the end of a whole run."""

    theme: str = ""
    solved: bool = False
    day: dt.date | None = None
    run: int | None = None
    """The number of puzzles solved in a whole run."""


class RunNote(NamedTuple):
    """Where the run of a *theme*, or of all for "", is now; None if it is over."""

    theme: str
    run: OpenRun | None


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
    for theme, run in scores.runs.items():
        _check_run(theme, run, findings)
    findings.raise_if_any()
    return scores


def _check_run(theme: str, run: OpenRun, findings: Findings) -> None:
    """Note what is wrong with an open run: unknown themes, or no open question."""
    unknown = Sentence("data.unknown-key", known=", ".join(THEMES))
    if theme and theme not in THEMES:
        findings.add("runs", theme, unknown, KIND)
    if any(asked not in THEMES for asked, _ in run.questions):
        findings.add(f"runs.{theme}", "questions", unknown, KIND)
    most = len(run.questions) - 1
    if len(run.answers) > most:
        above = Sentence("data.smallest-above-largest", key="questions", most=most)
        findings.add(f"runs.{theme}", "answers", above, KIND)


def add(scores: Scores, note: Note | RunNote) -> Scores:
    """Return scores with a note added."""
    if isinstance(note, RunNote):
        runs = {theme: run for theme, run in scores.runs.items() if theme != note.theme}
        if note.run is not None:
            runs[note.theme] = note.run
        return msgspec.structs.replace(scores, runs=runs)
    if note.run is not None:
        best = note.run if scores.best is None else max(scores.best, note.run)
        return msgspec.structs.replace(scores, best=best)
    if note.day is not None and note.day in scores.days:
        return scores  # only the first answer counts
    before = scores.of(note.theme)
    if before.answered == limits.COUNT:
        return scores  # one more could not be read again
    after = Score(before.answered + 1, before.solved + note.solved)
    days = scores.days if note.day is None else {**scores.days, note.day: note.solved}
    themes = {**scores.themes, note.theme: after}
    return msgspec.structs.replace(scores, themes=themes, days=days)


def keep_notes(folders: Folders, notes: Sequence[Note | RunNote]) -> Kept:
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
