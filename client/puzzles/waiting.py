"""The wait for a puzzle: it is prepared by the worker, or here if there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.draw.ui.writer import Face
from client.screens.form_screen import FormScreen
from client.text.catalogue import text
from client.worker.protocol import TaskKind
from client.worker.puzzle_maker import prepare_puzzle

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.host import Host
    from client.puzzles.puzzle_run import Question
    from client.screen import Screen
    from client.widgets.form import Form
    from client.worker.puzzle_maker import PreparedPuzzle
    from client.worker.worker import Task


class PuzzleOrder:
    """A puzzle that was ordered from the worker."""

    def __init__(self, app: Host, question: Question) -> None:
        """Order a puzzle."""
        self._app = app
        self._question = question
        self._prepared: PreparedPuzzle | None = None
        self._task: Task[PreparedPuzzle] = app.worker.send(
            TaskKind.PREPARE_PUZZLE, prepare_puzzle, question.theme, question.seed
        )

    def take(self) -> PreparedPuzzle | None:
        """Return the puzzle once it is there; if the worker is lost, it is prepared here."""
        if self._prepared is None:
            self._prepared = self._task.take()
        if self._prepared is None and self._task.is_lost:
            self._prepared = self._prepare()
        return self._prepared

    def _prepare(self) -> PreparedPuzzle:
        steps = prepare_puzzle(self._question.theme, self._question.seed)
        while True:
            try:
                next(steps)
            except StopIteration as finished:
                prepared: PreparedPuzzle = finished.value
                return prepared

    def drop(self) -> None:
        """Cancel the order."""
        self._task.drop()


class WaitingScreen(FormScreen):
    """A screen that shows a puzzle as soon as it is prepared."""

    title = "puzzles.title"

    def __init__(
        self,
        app: Host,
        order: PuzzleOrder,
        on_ready: Callable[[PreparedPuzzle, Screen[object]], None],
    ) -> None:
        """Wait for an order; *on_ready* is called once, with the puzzle and this screen."""
        super().__init__(app)
        self._order = order
        self._on_ready = on_ready
        self._is_done = False

    @property
    def animating(self) -> bool:
        """Whether the picture is about to change by itself."""
        return True

    def build(self, form: Form) -> None:
        """Say what is going on."""
        size = self.style.layout.text.title
        form.label(text("puzzles.preparing"), self.body.center, size, None, Face.BOLD, (0.5, 0.5))

    def update(self, seconds: float) -> None:
        """Pass the puzzle on once it is prepared."""
        super().update(seconds)
        prepared = None if self._is_done else self._order.take()
        if prepared is not None:
            self._is_done = True
            self._on_ready(prepared, self)

    def close(self) -> None:
        """Close everything; a puzzle that is not there yet is not wanted any more."""
        super().close()
        self._order.drop()
