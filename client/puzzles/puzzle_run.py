"""A run of puzzles: which questions are asked, and how they were answered."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

from client.puzzles.score_file import AskedPuzzle, UnfinishedRun
from client.tuning import load_tuning
from engine.players.puzzles import SEEDS_PLAYED_FROM, THEMES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

DAILY_SEEDS_FROM: Final = 10_000_000
"""Seeds of daily puzzles: this, plus the number of the day."""
_DRAWN: Final = 1_000_000
"""Number of seeds that runs draw from; they end before those of the daily puzzles."""


class Question(NamedTuple):
    """A puzzle to be asked: a theme and a seed say everything about it."""

    theme: str
    seed: int


def daily_question(day: dt.date) -> Question:
    """Return the puzzle of a day, the same for everybody; the themes take turns."""
    number = day.toordinal()
    return Question(THEMES[number % len(THEMES)], DAILY_SEEDS_FROM + number)


def draw_questions(seed: int, themes: Sequence[str] = THEMES) -> tuple[Question, ...]:
    """Return the questions of a run, the same for the same *seed* and *themes*.

    Every theme comes up as often as any other, give or take one, in random order.
    """
    dice = random.Random(f"puzzles:{seed}")
    count = load_tuning().puzzles.run
    drawn: list[str] = []
    while len(drawn) < count:
        drawn += dice.sample(list(themes), len(themes))
    drawn = drawn[:count]
    dice.shuffle(drawn)
    return tuple(Question(theme, SEEDS_PLAYED_FROM + dice.randrange(_DRAWN)) for theme in drawn)


class PuzzleRun:
    """A run of puzzles, asked one after the other; *day* is set for the puzzle of a day."""

    def __init__(self, questions: Sequence[Question], day: dt.date | None = None) -> None:
        """Begin with the first of *questions*, of which there is at least one."""
        assert questions, "a run has a question"
        self.questions: Final = tuple(questions)
        self.day: Final = day
        self._answers: list[bool] = []

    @classmethod
    def of_day(cls, day: dt.date) -> PuzzleRun:
        """Return the run of one puzzle that is the puzzle of a day."""
        return cls([daily_question(day)], day)

    @classmethod
    def of_unfinished(cls, kept: UnfinishedRun) -> PuzzleRun:
        """Return a run that goes on where it was left."""
        run = cls([Question(one.theme, one.seed) for one in kept.questions])
        for solved in kept.answers:
            run.answer(solved=solved)
        return run

    @property
    def unfinished(self) -> UnfinishedRun | None:
        """Return what is kept to go on with it; None if there is nothing to go on with."""
        if self.is_over or self.day is not None:
            return None
        asked = tuple(AskedPuzzle(*question) for question in self.questions)
        return UnfinishedRun(asked, self.answers)

    @property
    def answers(self) -> tuple[bool, ...]:
        """Return for each question answered so far whether it was solved."""
        return tuple(self._answers)

    @property
    def solved(self) -> int:
        """Return the number of questions solved so far."""
        return sum(self._answers)

    @property
    def is_over(self) -> bool:
        """Whether every question has been answered."""
        return len(self._answers) == len(self.questions)

    @property
    def question(self) -> Question | None:
        """Return the question that is open; None once the run is over."""
        return None if self.is_over else self.questions[len(self._answers)]

    def upcoming(self, place: int) -> Question | None:
        """Return the question at a *place*, counted from 0; None if there are not so many."""
        return self.questions[place] if place < len(self.questions) else None

    def answer(self, *, solved: bool) -> None:
        """Note the answer to the open question."""
        assert not self.is_over, "a question is open"
        self._answers.append(solved)
