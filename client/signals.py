"""Signals that ask the program to end: Ctrl+C, SIGTERM, a terminal that was closed.

Python calls the handler of a signal between two of its own instructions, or when the signal
interrupts a call of the system. One that comes just before such a call, as between a question and
the wait for its answer, would be handled when the call ends: at the next key. While signals are
handled here, a thread therefore goes on interrupting the main thread until it has handled them.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

_P = ParamSpec("_P")
_T = TypeVar("_T")

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_BASE: Final = 128
"""Shells report a process ended by a signal with this plus the signal's number."""
_NUDGE_SECONDS: Final = 0.01
"""The time between two interruptions of a main thread that has not handled a signal yet."""
_deferring: Final[set[CodeType]] = set()
"""The functions that signals do not interrupt."""


class Stopped(KeyboardInterrupt):
    """Raised when a signal asks the program to end; handlers of Ctrl+C catch it too."""


class Request:
    """A request to end the program, made by the first of its signals."""

    def __init__(self) -> None:
        self.number: int | None = None

    def note(self, number: int) -> None:
        """Record a signal; those after the first change nothing."""
        if self.number is None:
            self.number = number

    @property
    def exit_code(self) -> int:
        """Return the exit code of a process that ends on request."""
        assert self.number is not None, "a signal has asked"
        return _BASE + self.number


@contextlib.contextmanager
def noting(request: Request) -> Iterator[None]:
    """Record signals in *request* while the block runs; a second Ctrl+C raises
    KeyboardInterrupt.
    """

    def take(number: int) -> None:
        request.note(number)
        if number == signal.SIGINT:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    with _handling(take):
        yield


@contextlib.contextmanager
def raising(request: Request) -> Iterator[None]:
    """Raise Stopped at the first signal while the block runs, and at every further Ctrl+C.

    Other signals after the first are ignored, so that closing can be completed.
    """

    def take(number: int) -> None:
        first = request.number is None
        request.note(number)
        if first or number == signal.SIGINT:
            raise Stopped

    with _handling(take):
        yield


def deferring(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Defer signals while *function* runs, whose caller drops what is raised in it.

    Which functions run is read from the stack: between a flag's being set and the first line of
    the function, a signal could still be lost.
    """
    if sys.platform != "win32":  # nothing there would take those that wait
        _deferring.add(function.__code__)
    return function


@contextlib.contextmanager
def _handling(take: Callable[[int], None]) -> Iterator[None]:
    delivery = _Delivery(take)
    with delivery.nudging():
        former = {}
        for number in ending_signals():
            # A process started to outlive its terminal (nohup) keeps ignoring that signal.
            if signal.getsignal(number) is not signal.SIG_IGN:
                former[number] = signal.signal(number, delivery.handle)
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)


class _Delivery:
    """Calls *take* for each signal, soon after it came."""

    def __init__(self, take: Callable[[int], None]) -> None:
        self._take = take
        self._waiting: list[int] = []
        self._is_answered = True

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Take a signal, or let it wait for a nudge outside of deferring functions."""
        if _is_deferring(frame):
            self._waiting.append(number)
        else:
            self._take(number)

    @contextlib.contextmanager
    def nudging(self) -> Iterator[None]:
        """Interrupt the main thread during the block while it has signals to handle."""
        if sys.platform == "win32":
            yield
            return
        noted, note = os.pipe()
        os.set_blocking(note, False)
        arguments = noted, threading.get_ident(), signal.SIGURG
        thread = threading.Thread(target=self._nudge, args=arguments, name="signals", daemon=True)
        # Another signal than those to be handled, which would be handled twice. This one has no
        # effect on a process that does not handle it.
        former = signal.signal(signal.SIGURG, self._answer)
        other = signal.set_wakeup_fd(note, warn_on_full_buffer=False)
        thread.start()
        try:
            yield
        finally:
            self._is_answered = True  # what comes now is not waited for
            signal.set_wakeup_fd(other)
            os.close(note)
            thread.join()
            os.close(noted)
            signal.signal(signal.SIGURG, former)

    def _nudge(self, noted: int, main: int, nudge: int) -> None:
        """Interrupt the thread *main* after each signal, until it answers; end with the pipe."""
        while number := os.read(noted, 1):
            if number[0] == nudge:
                continue
            self._is_answered = False
            while True:
                time.sleep(_NUDGE_SECONDS)  # mostly the signal itself is handled by then
                if self._is_answered:
                    break
                signal.pthread_kill(main, nudge)

    def _answer(self, _number: int, frame: FrameType | None) -> None:
        """Note that earlier signals were handled, unless one waits: then take that.

        No lock or event here: a handler may be interrupted by itself.
        """
        if _is_deferring(frame):
            return
        if self._waiting:
            self._take(self._waiting.pop(0))
        else:
            self._is_answered = True


def _is_deferring(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code in _deferring:
            return True
        frame = frame.f_back
    return False


def ending_signals() -> list[signal.Signals]:
    """Return the signals of this system that ask a program to end."""
    return [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]
