"""The standard streams, which may be missing, closed or full: a sentence that can't be written is
nobody's trouble, and never a reason to fail.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from engine.plaintext import escape

_STANDARD = (0, 1, 2)


def say(sentence: str) -> None:
    """Write a sentence on stderr, on one line, if there is somebody to read it."""
    if sys.stderr is None:  # a program without a console, or `2>&-`
        return
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{on_one_line(sentence)}\n")
        sys.stderr.flush()


def on_one_line(words: str) -> str:
    """Return *words* without line ends, characters that can't be read shown as escapes."""
    return escape(" ".join(words.split()))


def fill_closed_streams() -> None:
    """Open the null device in the place of standard streams that are closed.

    Otherwise a file that is opened later takes their number, and gets what libraries say on stderr.
    """
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def release_streams() -> None:
    """Write out what waits in stdout and stderr; what can't be written is dropped.

    Otherwise the interpreter tries once more at its end and complains.
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
