"""Lines that a person types, with completion where the system has readline."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

try:
    import readline
except ImportError:  # Windows has none; lines are typed in full there
    readline = None  # type: ignore[assignment]

PROMPT: Final = "> "
_EDITLINE: Final = "libedit"


class LineInput:
    """Reads lines; *complete* returns the words that may be the last one of what is typed."""

    def __init__(self, complete: Callable[[str], list[str]]) -> None:
        """Read from standard input."""
        self._complete = complete
        self._found: list[str] = []

    def read(self) -> str:
        """Return a line; EOFError at the end of the input, or if there is none."""
        if sys.stdin is None:
            raise EOFError
        with self._completing():
            return input(PROMPT)

    def _completing(self) -> _Completing:
        return _Completing(self._offer)

    def _offer(self, _: str, place: int) -> str | None:
        """Return the completion at a place, as readline asks for them; None after the last."""
        if place == 0:
            line = "" if readline is None else readline.get_line_buffer()
            self._found = [f"{word} " for word in self._complete(line)]
        return self._found[place] if place < len(self._found) else None


class _Completing:
    """Completes words while a line is read, and leaves readline as it was."""

    def __init__(self, offer: Callable[[str, int], str | None]) -> None:
        self._offer = offer

    def __enter__(self) -> None:
        if readline is None:
            return
        readline.set_completer_delims(" ")
        readline.set_completer(self._offer)
        is_editline = _EDITLINE in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if is_editline else "tab: complete")

    def __exit__(self, *_: object) -> None:
        if readline is not None:
            readline.set_completer(None)
