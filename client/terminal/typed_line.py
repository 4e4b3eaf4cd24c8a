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
        return input(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")
