"""The standard streams, which may be missing, closed or full: failing to write a message
to them is never an error.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import TextIO

from engine.plaintext import escape

_STANDARD = (0, 1, 2)
_WHITE_SPACE = re.compile(r"\s+", re.ASCII)
"""White space that ends lines or words; no-break spaces do neither."""


def say(sentence: str) -> None:
    """Write a sentence to stderr, on one line, if possible."""
    if sys.stderr is None:  # a program without a console, or `2>&-`
        return
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{on_one_line(sentence)}\n")
        sys.stderr.flush()


def on_one_line(words: str) -> str:
    """Return *words* without line ends, with unprintable characters escaped."""
    return escape(_WHITE_SPACE.sub(" ", words).strip())


def fill_closed_streams() -> None:
    """Open the null device in place of closed standard streams.

    Otherwise a file opened later would get their descriptor, and with it what libraries write to
    stderr.
    """
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free descriptor


def release_streams() -> None:
    """Flush stdout and stderr; what can't be written is dropped.

    Otherwise the interpreter would try again at exit and report an error.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            _release(stream)


def _release(stream: TextIO) -> None:
    try:
        stream.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)
