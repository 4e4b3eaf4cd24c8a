"""Signals that ask the program to end: Ctrl+C, SIGTERM, a terminal that was closed."""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_BASE: Final = 128
"""Shells report a process ended by a signal with this plus the signal's number."""


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


@contextlib.contextmanager
def _handling(take: Callable[[int], None]) -> Iterator[None]:
    def handle(number: int, _frame: FrameType | None) -> None:
        take(number)

    former = {}
    for number in ending_signals():
        # A process started to outlive its terminal (nohup) keeps ignoring that signal.
        if signal.getsignal(number) is not signal.SIG_IGN:
            former[number] = signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def ending_signals() -> list[signal.Signals]:
    """Return the signals of this system that ask a program to end."""
    return [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]
