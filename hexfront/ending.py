"""The end of the program: an exit code, and one sentence on stderr for whatever stopped it.

Every command runs inside `end_clearly`, so that errors of disks, paths, pipes and signals are
handled in one place.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable
from signal import Signals
from typing import Final

from client.signals import Request, raising
from client.streams import fill_closed_streams, release_streams, say
from engine.errors import EngineError, describe

log = logging.getLogger(__name__)

FAILED: Final = 1
MISUSED: Final = 2
"""The exit code of options that can not be, as the library that reads them has it."""
INTERRUPTED: Final = 130
"""The exit code of shells for Ctrl+C: 128 and the number of the signal."""


def end_clearly(run: Callable[[], None]) -> int:
    """Call *run* and return the exit code of the program; what stops it is printed as a sentence.

    Bugs of the program itself are raised unchanged: their traceback is what helps.
    """
    fill_closed_streams()
    _forgive_characters()
    request = Request()
    with raising(request):
        code = _called(run)
        if request.number is not None:
            if code == INTERRUPTED:  # nothing was printed yet
                say(f"stopped by {Signals(request.number).name}")
            code = request.exit_code
    release_streams()
    return code


def _called(run: Callable[[], None]) -> int:
    try:
        code = _exit_code(run)
        if sys.stdout is not None:
            sys.stdout.flush()  # a full disk may be reported only now
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return FAILED  # the reader has read enough
    except OSError as error:
        return _failed(error, describe(error))
    except (EngineError, ImportError, UnicodeError) as error:
        return _failed(error, str(error))
    return code


def _exit_code(run: Callable[[], None]) -> int:
    try:
        run()
    except SystemExit as ending:
        if ending.code is None or isinstance(ending.code, int):
            return ending.code or 0
        say(str(ending.code))
        return FAILED
    return 0


def _failed(error: Exception, sentence: str) -> int:
    log.debug("stopped by an error", exc_info=error)  # --verbose shows where
    say(sentence)
    return FAILED


def _forgive_characters() -> None:
    """Read and write undecodable characters, such as those of some file names, as escapes."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
