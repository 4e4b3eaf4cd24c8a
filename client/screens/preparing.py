"""The wait for a battle: it is prepared in another thread while an animation runs."""

from __future__ import annotations

import logging
import math
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import pygame

from client.battle.model.autosave import no_thread_left
from client.draw.ui import shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.screen import Pop
from client.screens.form_screen import FormScreen
from client.text.catalogue import render
from client.text.problems import file_problem
from client.text.save_problems import save_problem_lines
from client.widgets import layout
from engine.errors import EngineError, SaveError

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.model.battle_end import BattleEnd
    from client.host import Host
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form

log = logging.getLogger(__name__)

T = TypeVar("T")

_TURN: Final = 1.2
"""Duration of one turn of the animation, in seconds."""
_AWAY: Final = 40
"""Distance of the animation and of the name from the centre, in points."""


class PreparingScreen(FormScreen, Generic[T]):
    """A screen that calls a function in another thread and passes its result on."""

    def __init__(
        self,
        app: Host,
        names: tuple[str, str],
        prepare: Callable[[], T],
        on_ready: Callable[[T], None],
        discard: Callable[[T], None],
    ) -> None:
        """Create the screen with the name of the battle and the title of the message if preparation
        fails; *on_ready* is called with the battle, or *discard*, from any thread, if the screen
        has left the stack before.
        """
        super().__init__(app)
        self._name, self._failure = names
        self._on_ready = on_ready
        self._unwanted = discard
        self._passed = 0.0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="preparing")
        self._work: Future[T] | None = self._begin(prepare)

    def _begin(self, prepare: Callable[[], T]) -> Future[T]:
        try:
            return self._thread.submit(prepare)
        except RuntimeError as error:
            refused: Future[T] = Future()
            refused.set_exception(no_thread_left(error))
            return refused

    @property
    def animating(self) -> bool:
        """Whether the picture is changing by itself: it is about to."""
        return True

    @property
    def result(self) -> BattleEnd | None:
        """Return nothing: no battle has begun."""
        return None

    def build(self, form: Form) -> None:
        """Add no controls: there is nothing to choose."""
        form.paint(self._draw_sign)

    def spoken_title(self) -> str:
        """Return the name of the battle, which is drawn below the moving sign."""
        return self._name

    def leave(self) -> None:
        """Do nothing: the preparation ends within moments."""

    def update(self, seconds: float) -> None:
        """Pass the battle on once it is ready, or report why it can't be opened."""
        super().update(seconds)
        if not self.app.settings.reduce_motion:
            self._passed += seconds
        if self._work is None or not self._work.done():
            return
        work, self._work = self._work, None
        try:
            battle = work.result()
        except (EngineError, OSError) as error:
            self.app.go(Pop(self))
            log.warning("what was to be opened can't be: %s", error)
            self.app.tell(self._failure, _reason_lines(error))
            return
        self._on_ready(battle)

    def close(self) -> None:
        """Close the form and the thread."""
        super().close()
        self._thread.shutdown(wait=False)
        if self._work is not None:
            self._work.add_done_callback(self._discard)

    def _discard(self, work: Future[T]) -> None:
        """Close the file of a battle that is no longer wanted."""
        if not work.cancelled() and work.exception() is None:
            self._unwanted(work.result())

    def _draw_sign(self, canvas: Canvas) -> None:
        """Draw the battle's name below six hexes that light up in turn."""
        style, window = self.style, pygame.Rect((0, 0), self.app.size)
        colours, size, away = style.colours, style.layout.text.title, style.px(_AWAY)
        radius, (x, y) = style.px(30), window.move(0, -away).center
        for number in range(6):
            angle = math.tau * number / 6
            late = (self._passed / _TURN - number / 6) % 1
            at = x + radius * math.sin(angle), y - radius * math.cos(angle)
            colour = mix(colours.sel, colours.ink600, late)
            shapes.hexagon(canvas.surface, at, style.px(12), colour)
        at, room = window.move(0, away).center, layout.inset(window, style.px(16)).w
        canvas.text(self._name, at, size, colours.bone100, Face.BOLD, (0.5, 0.5), room)


def _reason_lines(error: EngineError | OSError) -> list[str]:
    """Return why something can't be opened, in lines."""
    if isinstance(error, OSError):
        return [file_problem(error)]
    return save_problem_lines(error) if isinstance(error, SaveError) else render(error).splitlines()
