"""One run of the window, from the first import to closing the last file, and the handler of
everything that can stop it: a sentence, a report, a message, an exit code.

Neither pygame nor packaged data is loaded before the handler is installed, and each of its steps
is tried separately, so that a failing one does not prevent the others.
"""

from __future__ import annotations

import functools
import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from client import signals
from client.failures import NoDisplayError, StartError, attempt, single_problems
from client.open_resources import OpenResources
from client.streams import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import ModuleType

    from client.host import Feature

log = logging.getLogger(__name__)

FAILED: Final = 1
# On stderr, and in the message box if no catalogue can be read.
_CAN_NOT_START: Final = "Hexfront can't start: {reason}"
_LOSS: Final = "Not everything could be kept: {reason}"
_FAULT: Final = "Hexfront stopped because of a fault: {fault}: {report}"
_UNREPORTED_FAULT: Final = (
    "Hexfront stopped because of a fault: {fault} (no report could be written: {reason})"
)
_UNTOLD: Final = "{title}: {lines}"
_FAULT_ALONE: Final = "Hexfront stopped because of a fault: {fault}"


class WindowRun(OpenResources):
    """A run of the window: what it has opened, and what has to be reported about it."""

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program
        self.asked_to_end = signals.Request()
        self.crash: ModuleType | None = None
        self._report: Path | None = None
        self._is_shown = False
        self._notices: list[str] = []

    def play(self, target: str | None, *, speaks: bool) -> None:
        """Open the window and run it until it is closed; *speaks* is text mode."""
        # The crash handling is imported before anything can crash.
        from client import crash  # noqa: PLC0415 - an import can fail, too
        from client.start import open_window  # noqa: PLC0415 - as above

        self.crash = crash
        open_window(self, target, speaks=speaks)
        if self.app is not None:
            self.app.run(self.asked_to_end)

    def close(self) -> list[BaseException]:
        """Close everything that could lose data; return what went wrong, battles first."""
        if self.app is None:
            return []
        problem = attempt(self.app.close)
        attempt(self._tell_untold)
        return [] if problem is None else list(single_problems(problem))

    def _tell_untold(self) -> None:
        """Report the messages that the window could no longer show."""
        for message in () if self.app is None else self.app.untold:
            values = {"title": message.title, "lines": " ".join(message.lines)}
            self._tell(worded("launch.untold", _UNTOLD, values))

    def answer(self, problem: BaseException) -> None:
        """Report what stopped the window: on stderr, in a report, and in the window if there is
        one.
        """
        log.info("the window stopped", exc_info=problem)
        if isinstance(problem, KeyboardInterrupt):
            return
        if isinstance(problem, StartError) or (isinstance(problem, OSError) and self.app is None):
            if isinstance(problem, NoDisplayError):
                say(_CAN_NOT_START.format(reason=summarise(problem)))
            else:
                self._tell(_CAN_NOT_START, "launch.start", reason=problem)
            return
        unwritten = attempt(lambda: self._write_report(problem))
        if unwritten is None:
            fault, key, plain = summarise(problem), "launch.fault", _FAULT
            values: dict[str, str | BaseException] = {"fault": fault, "report": str(self._report)}
        else:
            fault, key, plain = summarise(problem), "launch.fault.unreported", _UNREPORTED_FAULT
            values = {"fault": f"{fault}{where(problem)}", "reason": unwritten}
        say(plain.format(**summaries(values)))
        if self.speech is not None:
            self.speech.say(worded(key, plain, values))
        self._is_shown = False
        attempt(lambda: self._show_report(problem, unwritten))
        if not self._is_shown:
            self._notices.append(worded(key, plain, values))

    def tell_loss(self, problem: BaseException) -> None:
        """Report what went wrong while everything was being closed."""
        if isinstance(problem, OSError):
            log.info("not everything could be kept", exc_info=problem)
            self._tell(_LOSS, "launch.loss", reason=problem)
        else:
            self.answer(problem)

    def tell_least(self, problem: BaseException) -> None:
        """Report at least that there was a problem."""
        self._tell(_FAULT_ALONE, "launch.fault.alone", fault=type(problem).__name__)

    def _tell(self, plain: str, key: str | None = None, **values: str | BaseException) -> None:
        """Write a sentence to stderr, in English, and keep it for the message box, in the player's
        language as the text *key* if it has one.
        """
        sentence = plain if key is None else plain.format(**summaries(values))
        say(sentence)
        self._notices.append(sentence if key is None else worded(key, plain, values))

    def show_notices(self) -> None:
        """Show in a message box what was only written to stderr."""
        if self._notices:
            from client.message_box import show_box  # noqa: PLC0415 - an import can fail, too

            show_box(self._notices, self.asked_to_end)

    def _write_report(self, problem: BaseException) -> None:
        if self.folders is None or self.crash is None:
            from engine.sentences import Sentence  # noqa: PLC0415 - an import can fail, too

            raise StartError(Sentence("start.no-folder"))
        features = () if self.app is None else self.app.features
        # Each is asked on its own: it may be what is broken.
        records = [functools.partial(_record_of, feature) for feature in features]
        log_path = None if self.log_file is None else self.log_file.path
        self._report = self.crash.write_report(
            self.folders, problem, self._program, log_path, records
        )

    def _show_report(self, problem: BaseException, unwritten: BaseException | None) -> None:
        if self.crash is None:
            return
        place, folder = str(self._report), self._report
        if unwritten is not None:
            place, folder = f"{summarise(problem)}{where(problem)}", None
        reason = None if unwritten is None else in_words(unwritten)
        self._is_shown = self.crash.show_report(
            place, self.asked_to_end, unwritten=reason, kept=self._is_kept(), folder=folder
        )

    def _is_kept(self) -> bool:
        """Whether what was being played is completely written; False if that can't be found out."""
        found: list[bool] = []
        for feature in () if self.app is None else self.app.features:
            attempt(functools.partial(_note_if_kept, feature, found))
        return any(found)

    def end(self) -> None:
        """Close everything else."""
        for step in (self._end_speech, self._end_worker, _quit_pygame, self._end_log):
            attempt(step)

    def _end_speech(self) -> None:
        if self.speech is not None:
            from client.tuning import load_tuning  # noqa: PLC0415 - as above

            self.speech.close(load_tuning().speech.patience_seconds)

    def _end_worker(self) -> None:
        if self.worker is not None:
            self.worker.close()

    def _end_log(self) -> None:
        if self.log_file is not None:
            self.log_file.end()


def run(target: str | None, *, speaks: bool = False, program: str = "Hexfront") -> int:
    """Show the window until it is closed; *target* names a scenario or save to open first.

    In text mode it *speaks*: it says on standard output what it shows. *program* is the name of the
    program and its version, for reports.

    Returns the exit code: 0, 1 after a failure, 128 and its number after a signal.
    """
    life, code = WindowRun(program), 0
    with signals.noting(life.asked_to_end):
        problem = attempt(lambda: life.play(target, speaks=speaks))
        if problem is not None:
            tell(life, life.answer, problem)
            code = FAILED
        for loss in life.close():
            tell(life, life.tell_loss, loss)
            code = FAILED
        life.end()
        attempt(life.show_notices)
    return code if life.asked_to_end.number is None else life.asked_to_end.exit_code


def tell(life: WindowRun, answer: Callable[[BaseException], None], problem: BaseException) -> None:
    """Report a problem with *answer*, or at least that there was one."""
    if attempt(lambda: answer(problem)) is not None:
        attempt(lambda: life.tell_least(problem))


def worded(key: str, plain: str, values: Mapping[str, str | BaseException]) -> str:
    """Return a text of the catalogue, or the *plain* English one if none can be read."""
    found: list[str] = []

    def look_up() -> None:
        from client.text.catalogue import text  # noqa: PLC0415 - an import can fail, too

        shown = {
            name: in_words(value) if isinstance(value, BaseException) else value
            for name, value in values.items()
        }
        found.append(text(key, **shown))

    attempt(look_up)
    return found[0] if found else plain.format(**summaries(values))


def summaries(values: Mapping[str, str | BaseException]) -> dict[str, str]:
    """Return values with errors summarised in English."""
    return {
        name: summarise(value) if isinstance(value, BaseException) else value
        for name, value in values.items()
    }


def in_words(problem: BaseException) -> str:
    """Return an error on one line as `summarise` does, in the player's language if possible."""
    found: list[str] = []

    def look_up() -> None:
        from client.text.catalogue import render  # noqa: PLC0415 - as above
        from client.text.problems import problem_text  # noqa: PLC0415 - as above
        from engine.errors import EngineError  # noqa: PLC0415 - as above

        if isinstance(problem, StartError):
            found.append(render(problem.sentence))
        elif isinstance(problem, EngineError | OSError):
            found.append(problem_text(problem))

    attempt(look_up)
    return found[0] if found else summarise(problem)


def summarise(problem: BaseException) -> str:
    """Return an error on one line: its sentence if it is meant for people, or its type."""
    from engine.errors import EngineError, describe  # noqa: PLC0415 - as above

    if isinstance(problem, OSError):
        return describe(problem)
    if isinstance(problem, StartError | EngineError):
        return str(problem)
    return f"{type(problem).__name__}: {problem}"


def where(problem: BaseException) -> str:
    """Return the place in the code that raised an error, or "" if it is unknown."""
    frames = traceback.extract_tb(problem.__traceback__)
    return f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""


def _record_of(feature: Feature) -> Sequence[str]:
    return feature.record


def _note_if_kept(feature: Feature, found: list[bool]) -> None:
    found.append(feature.is_kept)


def _quit_pygame() -> None:
    import pygame  # noqa: PLC0415 - as above

    pygame.quit()
