"""The puzzles of the window: runs, and the scores that are kept."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import time
from typing import TYPE_CHECKING, Final

from client.puzzles.puzzle_menu import PuzzleMenuScreen
from client.puzzles.puzzle_run import PuzzleRun, draw_questions
from client.puzzles.puzzle_screen import PuzzleScreen
from client.puzzles.score_file import Note, Scores, add, keep_notes, read_scores
from client.puzzles.waiting import PuzzleOrder, WaitingScreen
from client.screen import Pop, Push, Replace
from client.text.catalogue import text
from client.text.problems import file_problem, problem_text
from client.tuning import load_tuning
from engine.errors import DataError
from engine.files import FileTooLarge, NotPlainFile
from engine.players.puzzles import THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.host import Host
    from client.puzzles.puzzle_run import Question
    from client.screen import Screen
    from client.worker.puzzle_maker import PreparedPuzzle

log: Final = logging.getLogger(__name__)


class Puzzles:
    """The puzzles of the window. *scores* are those kept, with those that are not written yet."""

    def __init__(self, app: Host) -> None:
        """Create the feature for a window."""
        self._app = app
        self._kept = Scores()
        self._notes: list[Note] = []
        self._problem: OSError | None = None
        self._tried = 0.0
        self.last: PuzzleRun | None = None

    # Scores

    @property
    def scores(self) -> Scores:
        """Return the scores, with the answers that are not written yet."""
        scores = self._kept
        for note in self._notes:
            scores = add(scores, note)
        return scores

    def _read(self) -> None:
        """Read the scores; a file that is broken is moved aside with the first answer."""
        try:
            self._kept = read_scores(self._app.folders.puzzle_scores)
        except (DataError, NotPlainFile, FileTooLarge) as error:
            log.warning("the scores of puzzles can't be read: %s", error)
            self._kept = Scores()
        except OSError as error:
            log.warning("the scores of puzzles can't be read: %s", error)

    def _write(self) -> None:
        """Write the answers that are not written yet; a new problem is reported once."""
        if not self._notes:
            return
        self._tried = time.monotonic()
        try:
            kept = keep_notes(self._app.folders, self._notes)
        except OSError as error:
            if self._problem is None:
                self._app.tell(
                    text("puzzle.unkept"), [text("puzzle.unkept.text"), file_problem(error)]
                )
            self._problem = error
            return
        self._kept, self._problem = kept.scores, None
        self._notes.clear()
        if kept.problem is not None:
            problem = problem_text(kept.problem)
            lines = [text("puzzle.broken.text"), problem, str(kept.aside)]
            self._app.tell(text("puzzle.broken"), lines)

    # A feature

    def update(self) -> None:
        """Write answers that could not be written, periodically."""
        if self._notes and time.monotonic() - self._tried > load_tuning().autosave.retry_seconds:
            self._write()

    @property
    def in_play(self) -> bool:
        """Whether a battle is being played: a puzzle is none."""
        return False

    @property
    def is_kept(self) -> bool:
        """Whether a battle is being played and written: a puzzle is none."""
        return False

    @property
    def record(self) -> Sequence[str]:
        """Return nothing: a puzzle is not saved."""
        return ()

    def leave(self) -> None:
        """Do nothing: there is no battle to leave."""

    def list_losses(self) -> list[str]:
        """Try to write what is not written yet; return why that is not possible."""
        self._write()
        return [] if self._problem is None else [file_problem(self._problem)]

    def close(self) -> None:
        """Write what is not written yet; OSError if that fails."""
        if self._notes:
            self._kept = keep_notes(self._app.folders, self._notes).scores
            self._notes.clear()

    # Runs

    def open(self) -> None:
        """Push the screen that offers puzzles."""
        self._read()
        self._app.go(Push(PuzzleMenuScreen(self._app, self)))

    def today(self) -> dt.date:
        """Return the local date."""
        return dt.date.today()  # noqa: DTZ011 - a day is what the calendar on the wall says

    def start_run(self, themes: Sequence[str] = THEMES) -> None:
        """Start a run of new puzzles of some themes."""
        self._begin(PuzzleRun(draw_questions(secrets.randbelow(1 << 32), themes)))

    def start_day(self) -> None:
        """Start the puzzle of today."""
        self._begin(PuzzleRun.of_day(self.today()))

    def resume_run(self) -> None:
        """Go on with the run that was left before its end."""
        kept = self.scores.unfinished
        assert kept is not None, "there is a run to go on with"
        self._begin(PuzzleRun.of_unfinished(kept))

    def _begin(self, run: PuzzleRun) -> None:
        assert run.question is not None, "a question is open"
        self._ask(run, PuzzleOrder(self._app, run.question), None)

    def _ask(self, run: PuzzleRun, order: PuzzleOrder, old: Screen[object] | None) -> None:
        """Show a puzzle once it is prepared, in place of the screen *old* if there is one."""

        def show(prepared: PreparedPuzzle, before: Screen[object] | None) -> None:
            following = run.upcoming(len(run.answers) + 1)
            onward = None if following is None else PuzzleOrder(self._app, following)
            screen = PuzzleScreen(
                self._app,
                prepared,
                run,
                lambda screen: self._answered(run, run.question, screen),
                lambda screen: self._go_on(run, onward, screen),
            )
            self._app.go(Push(screen) if before is None else Replace(before, screen))

        prepared = order.take()
        if prepared is not None:
            show(prepared, old)
            return
        waiting = WaitingScreen(self._app, order, show)
        self._app.go(Push(waiting) if old is None else Replace(old, waiting))

    def _answered(self, run: PuzzleRun, question: Question | None, screen: PuzzleScreen) -> None:
        outcome = screen.asked.outcome
        assert outcome is not None, "the puzzle is answered"
        assert question is not None, "a question is open"
        run.answer(solved=outcome.solved)
        kept = run.unfinished
        self._notes.append(Note(question.theme, outcome.solved, run.day, unfinished=kept))
        if run.is_over:
            self.last = run
            if run.day is None:
                self._notes.append(Note(run=run.solved))
        self._write()

    def _go_on(self, run: PuzzleRun, onward: PuzzleOrder | None, screen: PuzzleScreen) -> None:
        if onward is None:
            self._app.go(Pop(screen))
        else:
            self._ask(run, onward, screen)
