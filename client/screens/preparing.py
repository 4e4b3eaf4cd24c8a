"""Waits for a battle: its tables are made beside the drawing thread, a sign turns meanwhile."""

from __future__ import annotations

import math
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from client.battle.model.autosave import no_thread_left
from client.draw.ui import shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.screen import Pop
from client.screens.form_screen import FormScreen
from client.text.catalogue import text
from engine.errors import EngineError, describe

if TYPE_CHECKING:
    from collections.abc import Callable

    import pygame

    from client.battle.model.battle_end import BattleEnd
    from client.battle.model.opening import OpenedBattle
    from client.host import Host
    from client.widgets.form import Form

_TURN: Final = 1.2
"""Seconds the sign takes to turn around."""


class PreparingScreen(FormScreen):
    """Call a function on another thread, and hand what it gives to the next screen."""

    def __init__(
        self,
        app: Host,
        name: str,
        prepare: Callable[[], OpenedBattle],
        on_ready: Callable[[OpenedBattle], None],
    ) -> None:
        """Take the name of the battle, and whom to call when it is ready."""
        super().__init__(app)
        self._name = name
        self._on_ready = on_ready
        self._passed = 0.0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="preparing")
        self._work: Future[OpenedBattle] | None = self._begin(prepare)

    def _begin(self, prepare: Callable[[], OpenedBattle]) -> Future[OpenedBattle]:
        try:
            return self._thread.submit(prepare)
        except RuntimeError as error:
            refused: Future[OpenedBattle] = Future()
            refused.set_exception(no_thread_left(error))
            return refused

    @property
    def result(self) -> BattleEnd | None:
        """Return nothing: no battle has begun."""
        return None

    def build(self, form: Form) -> None:
        """Leave the form empty: there is nothing to choose."""

    def leave(self) -> None:
        """Stay: what has begun comes to an end within moments."""

    def update(self, seconds: float) -> None:
        """Go on once the battle is ready; tell why a save, or a file for it, can't be used."""
        super().update(seconds)
        self._passed += seconds
        if self._work is None or not self._work.done():
            return
        work, self._work = self._work, None
        try:
            battle = work.result()
        except (EngineError, OSError) as error:
            self.app.go(Pop(self))
            reason = describe(error) if isinstance(error, OSError) else str(error)
            self.app.tell(text("app.save.broken"), reason.splitlines())
            return
        self._on_ready(battle)

    def close(self) -> None:
        """Let go of the form and the thread."""
        super().close()
        self._thread.shutdown(wait=False)
        if self._work is not None:
            self._work.add_done_callback(self._discard)

    def _discard(self, work: Future[OpenedBattle]) -> None:
        """Close the file of a battle that nobody waits for any more."""
        if not work.cancelled() and work.exception() is None:
            self.app.battles.discard(work.result())

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the battle's name below six hexes that light up in turn."""
        super().draw(surface)
        style, (width, height) = self.style, self.app.size
        colours, sizes = style.colours, style.layout.text
        middle, radius = (width / 2, height / 2 - style.px(40)), style.px(30)
        for number in range(6):
            angle = math.tau * number / 6
            late = (self._passed / _TURN - number / 6) % 1
            at = middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle)
            shapes.hexagon(surface, at, style.px(12), mix(colours.sel, colours.ink600, late))
        line = style.writer.shorten(self._name, sizes.title, width - style.px(32), Face.BOLD)
        at = width / 2, height / 2 + style.px(40)
        style.writer.write(surface, line, at, sizes.title, colours.bone100, Face.BOLD, (0.5, 0.5))
