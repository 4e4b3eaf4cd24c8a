"""The tutorial of the window: the lesson that is open, and the progress that is kept."""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING, Final

from client.battle.model.saved_files import list_saved_files
from client.screen import Pop, Push, Replace
from client.text.catalogue import text
from client.text.problems import file_problem, problem_text
from client.tuning import load_tuning
from client.tutorial.lesson import packaged_lessons
from client.tutorial.lesson_screen import LessonScreen
from client.tutorial.lesson_session import LessonSession, first_place
from client.tutorial.progress_file import (
    Note,
    Progress,
    add,
    keep_notes,
    read_progress,
)
from client.tutorial.tutorial_menu import TutorialMenuScreen
from engine.errors import DataError, EngineError
from engine.files import FileTooLarge, NotPlainFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.host import Host
    from client.tutorial.lesson import Lesson
    from client.tutorial.lesson_session import Place

log: Final = logging.getLogger(__name__)


class Tutorial:
    """The tutorial of the window, with one lesson at a time."""

    def __init__(self, app: Host) -> None:
        """Create the feature for a window."""
        self._app = app
        self._kept = Progress()
        self._notes: list[Note] = []
        self._problem: OSError | None = None
        self._tried = 0.0
        self._screen: LessonScreen | None = None

    # Progress

    @property
    def progress(self) -> Progress:
        """Return how far the player is, with what is not written yet."""
        progress = self._kept
        for note in self._notes:
            progress = add(progress, note)
        return progress

    @property
    def next_lesson(self) -> Lesson | None:
        """Return the first lesson that is not done; None if all are."""
        done = self.progress.done
        return next((one for one in packaged_lessons() if one.code not in done), None)

    @property
    def is_suggested(self) -> bool:
        """Whether the player has begun no battle, lesson or puzzle yet."""
        if self._app.settings.scenario is not None or self._notes:
            return False
        # The title asks at every start: whether there are files is enough to know.
        folders = self._app.folders
        try:
            kept = folders.tutorial, folders.own_record, folders.puzzle_scores
            return not any(map(os.path.lexists, kept)) and not list_saved_files(folders)
        except OSError:  # no folder: the title has worse to tell
            return False

    def _read(self) -> None:
        """Read the progress; a file that is broken is moved aside with the first note."""
        try:
            self._kept = read_progress(self._app.folders.tutorial)
        except (DataError, OSError) as error:
            log.warning("the progress in the tutorial can't be read: %s", error)
            if isinstance(error, DataError | NotPlainFile | FileTooLarge):
                self._kept = Progress()

    def _write(self) -> None:
        """Write the notes that are not written yet; a new problem is reported once."""
        if not self._notes:
            return
        self._tried = time.monotonic()
        try:
            kept = keep_notes(self._app.folders, self._notes)
        except OSError as error:
            if self._problem is None:
                lines = [text("tutorial.unkept.text"), file_problem(error)]
                self._app.tell(text("tutorial.unkept"), lines)
            self._problem = error
            return
        self._kept, self._problem = kept.progress, None
        self._notes.clear()
        if kept.problem is not None:
            problem = problem_text(kept.problem)
            lines = [text("tutorial.broken.text"), problem, str(kept.aside)]
            self._app.tell(text("tutorial.broken"), lines)

    # A feature

    def update(self) -> None:
        """Write notes that could not be written, periodically."""
        if self._notes and time.monotonic() - self._tried > load_tuning().autosave.retry_seconds:
            self._write()

    @property
    def in_play(self) -> bool:
        """Whether a lesson is open."""
        return self._screen is not None

    @property
    def is_kept(self) -> bool:
        """Whether a battle is being played and written: a lesson is none."""
        return False

    @property
    def record(self) -> Sequence[str]:
        """Return the lines of the lesson's battle, for a crash report."""
        return () if self._screen is None else self._screen.asked.game.lines

    def leave(self) -> None:
        """Leave the lesson; its screen is popped, with everything above it."""
        if self._screen is not None:
            self._app.go(Pop(self._screen))

    def list_losses(self) -> list[str]:
        """Try to write what is not written yet; return why that is not possible."""
        self._write()
        return [] if self._problem is None else [file_problem(self._problem)]

    def close(self) -> None:
        """Write what is not written yet, with the place in an open lesson; OSError if that
        fails.
        """
        if self._screen is not None:
            self._notes.append(note_of(self._screen.asked))
            self._screen = None
        if self._notes:
            self._kept = keep_notes(self._app.folders, self._notes).progress
            self._notes.clear()

    # Lessons

    def open(self) -> None:
        """Push the screen that offers the lessons."""
        self._read()
        self._app.go(Push(TutorialMenuScreen(self._app, self)))

    def start(self, lesson: Lesson, *, anew: bool = False) -> None:
        """Start a lesson, or go on with it where it was left unless it is to begin *anew*."""
        screen = self._screen_of(lesson, self._place_in(lesson, anew=anew))
        self._screen = screen
        self._app.go(Push(screen, lambda _: self._left()))

    def _place_in(self, lesson: Lesson, *, anew: bool) -> Place:
        places = self.progress.places
        return places[lesson.code] if lesson.code in places and not anew else first_place(lesson)

    def _screen_of(self, lesson: Lesson, place: Place) -> LessonScreen:
        """Return a screen of a lesson at a place; at the beginning if there is no such place."""
        try:
            session = self._session_of(lesson, place)
        except (LookupError, ValueError, EngineError) as error:
            log.warning("lesson %s begins anew: %s", lesson.code, error)
            self._app.tell(text("tutorial.anew"), [text("tutorial.anew.text")])
            session = self._session_of(lesson, first_place(lesson))
        return LessonScreen(self._app, session, self)

    def _session_of(self, lesson: Lesson, place: Place) -> LessonSession:
        decisions = self._app.worker.battle(lesson.scenario, lesson.seed)
        return LessonSession(lesson, decisions, place)

    def note(self, screen: LessonScreen) -> None:
        """Take note of the place that a lesson has reached."""
        self._notes.append(note_of(screen.asked))
        self._write()

    def retry(self, screen: LessonScreen) -> None:
        """Set the open step of a lesson up again."""
        again = self._screen_of(screen.asked.lesson, screen.asked.place_of_step)
        again.begin_like(screen)
        self._replace(screen, again)

    def finish(self, screen: LessonScreen) -> None:
        """Go on with the next lesson that is not done, or back to the list of lessons."""
        following = self._after(screen.asked.lesson)
        if following is None:
            self._app.go(Pop(screen))
            return
        another = self._screen_of(following, self._place_in(following, anew=False))
        another.begin_like(screen)
        self._replace(screen, another)

    def has_next(self, screen: LessonScreen) -> bool:
        """Whether another lesson is not done yet."""
        return self._after(screen.asked.lesson) is not None

    def _after(self, lesson: Lesson) -> Lesson | None:
        """Return the lesson to go on with after another: a later one, if one is not done."""
        done = {*self.progress.done, lesson.code}
        left = [one for one in packaged_lessons() if one.code not in done]
        later = [one for one in left if one.number > lesson.number]
        return next(iter(later or left), None)

    def _replace(self, old: LessonScreen, new: LessonScreen) -> None:
        self._screen = new
        self._app.go(Replace(old, new))

    def _left(self) -> None:
        """Take note of the place in a lesson that has left the screen."""
        if self._screen is not None:
            self._notes.append(note_of(self._screen.asked))
            self._screen = None
            self._write()


def note_of(session: LessonSession) -> Note:
    """Return what is to be kept of a lesson: one at its last step is done."""
    if session.is_last:
        return Note(session.lesson.code, None, is_done=True)
    return Note(session.lesson.code, session.place)
