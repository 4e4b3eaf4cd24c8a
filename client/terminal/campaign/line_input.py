"""Lines that a person types, with completion where the system has readline."""

from __future__ import annotations

import contextlib
import importlib
import sys
from typing import TYPE_CHECKING, Final

from client.signals import deferring
from client.terminal.session import PROMPT
from client.terminal.typed_line import read_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from client.terminal.printer import Printer

_EDITLINE: Final = "libedit"
_ANY_LETTER: Final = ("set input-meta on", "set output-meta on", "set convert-meta off")
"""Settings under which letters with accents are letters, also where the system lacks the locale
that it was told to use.
"""


def _find_readline() -> ModuleType | None:
    """Return the module that edits lines; None on systems without one, such as Windows."""
    try:
        return importlib.import_module("readline")
    except ImportError:
        return None


_readline: Final = _find_readline()


class LineInput:
    """Reads lines; *complete* returns the words that may be the last one of what is typed."""

    def __init__(self, complete: Callable[[str], list[str]]) -> None:
        """Read from standard input."""
        self._complete = complete
        self._found: list[str] = []
        self._put_back: str | None = None

    def read(self) -> str:
        """Return a line; EOFError at the end of the input, or if there is none."""
        if _readline is None:
            return read_line(PROMPT)
        with _completing(_readline, self._offer):
            return read_line(PROMPT)

    def ask(self, screen: Printer) -> str | None:
        """Return a line with something on it, words with single spaces; None at the end of the
        input.
        """
        line, self._put_back = self._put_back, None
        if line is not None:
            return line
        while True:
            try:
                line = self.read()
            except EOFError:
                screen.show()
                return None
            if not sys.stdin.isatty():
                screen.show(line)  # so that the lines of a script can be read in context
            if line.strip():
                return " ".join(line.split())

    def put_back(self, line: str) -> None:
        """Return a line that `ask` returned once more when it is called next."""
        self._put_back = line

    @deferring
    def _offer(self, _: str, place: int) -> str | None:
        """Return the completion at a place, as readline asks for them; None after the last."""
        if place == 0 and _readline is not None:
            line = _readline.get_line_buffer()
            self._found = [f"{word} " for word in self._complete(line)]
        return self._found[place] if place < len(self._found) else None


@contextlib.contextmanager
def _completing(readline: ModuleType, offer: Callable[[str, int], str | None]) -> Iterator[None]:
    """Complete words while a line is read; battles, which read lines too, complete nothing."""
    for words in _ANY_LETTER:
        readline.parse_and_bind(words)
    readline.set_completer_delims(" ")
    readline.set_completer(offer)
    is_editline = _EDITLINE in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_editline else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)
