"""One run of the window, from the first import to the last file closed, and the one handler of
everything that stops it: a sentence, a report, a message, an exit code.

Neither pygame nor packaged data is touched before the handler stands, and each thing it does is
tried by itself, so that one that fails keeps none of the others from being done.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from client import signals
from client.streams import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from client.app import App
    from client.battle.thinking import Thinker
    from client.folders import Folders
    from client.logs import LogFile

log = logging.getLogger(__name__)

FAILED: Final = 1


class StartError(Exception):
    """Raised where the window can't be opened: a sentence says why."""


class Life:
    """What a run of the window has opened so far."""

    def __init__(self) -> None:
        self.asked_to_end = signals.Request()
        self.folders: Folders | None = None
        self.log_file: LogFile | None = None
        self.thinker: Thinker | None = None
        self.app: App | None = None
        self.crash: ModuleType | None = None
        self._report: Path | None = None

    def play(self, target: str | None) -> None:
        """Open the window, show it until it is closed."""
        # What tells of a crash is imported before there can be one.
        from client import crash  # noqa: PLC0415 - an import can fail, too
        from client.start import open_window  # noqa: PLC0415 - as above

        self.crash = crash
        open_window(self, target)
        if self.app is not None:
            self.app.run(self.asked_to_end)

    def close(self) -> None:
        """Let go of everything that can lose something."""
        if self.app is not None:
            self.app.close()

    def answer(self, problem: BaseException) -> None:
        """Tell what stopped the window: on stderr, in a report, in the window if there is one."""
        log.info("the window stopped", exc_info=problem)
        if isinstance(problem, KeyboardInterrupt):
            return
        if isinstance(problem, StartError) or (isinstance(problem, OSError) and self.app is None):
            say(f"Hexfront can't start: {summarise(problem)}")
            return
        unwritten = attempt(lambda: self._write_report(problem))
        if unwritten is None:
            say(f"Hexfront stopped because of a fault: {summarise(problem)}: {self._report}")
        else:
            reason = summarise(unwritten)
            place = where(problem)
            say(
                f"Hexfront stopped because of a fault: {summarise(problem)}{place} (no report"
                f" could be written: {reason})"
            )
        attempt(lambda: self._show_report(problem, unwritten))

    def tell_loss(self, problem: BaseException) -> None:
        """Tell what went wrong while everything was closed."""
        if isinstance(problem, OSError):
            log.info("not everything could be kept", exc_info=problem)
            say(f"Not everything could be kept: {summarise(problem)}")
        else:
            self.answer(problem)

    def _write_report(self, problem: BaseException) -> None:
        if self.folders is None or self.crash is None:
            raise StartError("there is no user folder yet")
        session = None if self.app is None else self.app.battles.session
        record = () if session is None else session.game.lines
        log_path = None if self.log_file is None else self.log_file.path
        self._report = self.crash.write_report(self.folders, problem, log_path, record)

    def _show_report(self, problem: BaseException, unwritten: BaseException | None) -> None:
        if self.crash is None:
            return
        kept = self.app is not None and self.app.battles.is_kept
        place = str(self._report)
        if unwritten is not None:
            place = f"{summarise(problem)}{where(problem)}"
        reason = None if unwritten is None else summarise(unwritten)
        self.crash.show_report(place, self.asked_to_end, unwritten=reason, kept=kept)

    def end(self) -> None:
        """Let go of what is left."""
        for step in (self._end_thinker, _quit_pygame, self._end_log):
            attempt(step)

    def _end_thinker(self) -> None:
        if self.thinker is not None:
            self.thinker.close()

    def _end_log(self) -> None:
        if self.log_file is not None:
            self.log_file.end()


def run(target: str | None) -> int:
    """Show the window until it is closed; *target* names a scenario or save to open first.

    Returns the exit code: 0, 1 after a failure, 128 and its number after a signal.
    """
    life, code = Life(), 0
    with signals.noting(life.asked_to_end):
        problem = attempt(lambda: life.play(target))
        if problem is not None:
            tell(life.answer, problem)
            code = FAILED
        loss = attempt(life.close)
        if loss is not None:
            tell(life.tell_loss, loss)
            code = FAILED
        life.end()
    return code if life.asked_to_end.number is None else life.asked_to_end.exit_code


def attempt(step: Callable[[], None]) -> BaseException | None:
    """Do something and return what stopped it. This is the one place that takes every error."""
    try:
        step()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one that takes all
        return error
    return None


def tell(answer: Callable[[BaseException], None], problem: BaseException) -> None:
    """Tell of a problem, or at least that there was one."""
    if attempt(lambda: answer(problem)) is not None:
        say(f"Hexfront stopped because of a fault: {type(problem).__name__}")


def summarise(problem: BaseException) -> str:
    """Return what went wrong on one line: the sentence of an error made for people, or its type."""
    from engine.errors import EngineError, describe  # noqa: PLC0415 - as above

    if isinstance(problem, OSError):
        return describe(problem)
    if isinstance(problem, StartError | EngineError):
        return str(problem)
    return f"{type(problem).__name__}: {problem}"


def where(problem: BaseException) -> str:
    """Return the place in the code that raised an error, if it is known."""
    frames = traceback.extract_tb(problem.__traceback__)
    return f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""


def _quit_pygame() -> None:
    import pygame  # noqa: PLC0415 - as above

    pygame.quit()
