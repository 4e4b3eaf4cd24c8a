"""A line that a person types."""

from __future__ import annotations

import sys


def read_line(prompt: str) -> str:
    """Return a line that is typed after a prompt; EOFError at the end of the input, or if there is
    none. Without an output there is no prompt.
    """
    if sys.stdin is None:
        raise EOFError
    if sys.stdout is not None:
        return _input(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")


def _input(prompt: str) -> str:
    """Return what `input` returns, and raise what handlers of signals raise in it.

    It drops that while it flushes the output, and calls the handler of a second signal while what
    the first one raised is pending, which Python takes for a fault of the handler.
    """
    sys.stdout.flush()
    try:
        return input(prompt)
    except SystemError as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise error.__cause__ from None
        raise
