"""The scores of puzzles: a strict, versioned file in the user folder, merged between windows."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from client.folders import lock_user_folder, move_aside
from engine import limits
from engine.files import FileTooLarge, NotPlainFile, read_bounded, write
from engine.players.puzzles import THEMES
from engine.validation import UNREADABLE, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.folders import Folders

VERSION: Final = 1

Natural = Annotated[int, Meta(ge=0)]


class Score(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many puzzles of a theme were answered, and how many of these were solved."""

    answered: Natural = 0
    solved: Natural = 0

    @property
    def rate(self) -> float | None:
        """Return the fraction that was solved; None if none was answered."""
        return self.solved / self.answered if self.answered else None


class Scores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is kept: a score for each theme, the *best* run, and the puzzles of days.

    *days* says of each day whose puzzle was answered whether it was solved, the first time.
    """

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    themes: dict[str, Score] = {}
    best: Natural | None = None
    days: dict[dt.date, bool] = {}

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


class ScoresError(Exception):
    """Raised for a file that is not one of scores; the message says why."""


class Kept(NamedTuple):
    """The scores as written, and where a broken file was moved to, with what was wrong with it."""

    scores: Scores
    problem: str | None = None
    aside: Path | None = None


def read_scores(path: Path) -> Scores:
    """Return the scores in a file, empty ones if there is none.

    OSError if it can't be read, ScoresError if it is broken.
    """
    if not os.path.lexists(path):
        return Scores()
    try:
        scores = msgspec.json.decode(read_bounded(path, limits.FILE_BYTES), type=Scores)
    except UNREADABLE as error:
        raise ScoresError(in_words(str(error))) from error
    for theme, score in scores.themes.items():
        if theme not in THEMES:
            raise ScoresError(f"{theme!r}")
        if score.solved > score.answered:
            raise ScoresError(f"{theme}: {score.solved} > {score.answered}")
    return scores


def add(scores: Scores, note: Note) -> Scores:
    """Return scores with a note added."""
    if note.run is not None:
        best = note.run if scores.best is None else max(scores.best, note.run)
        return msgspec.structs.replace(scores, best=best)
    if note.day is not None and note.day in scores.days:
        return scores  # only the first answer counts
    before = scores.of(note.theme)
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
        except (ScoresError, NotPlainFile, FileTooLarge) as error:
            scores, problem = Scores(), str(error)
            aside = move_aside(path)
        for note in notes:
            scores = add(scores, note)
        encoded = msgspec.json.encode(scores)
        write(path, msgspec.json.format(encoded, indent=1) + b"\n")
    return Kept(scores, problem, aside)
