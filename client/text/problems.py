"""Errors in the current language, on one line each where they are about a file."""

from __future__ import annotations

from typing import Final

from client.text.catalogue import render
from engine.errors import EngineError, IllegalAction
from engine.sentences import InvalidValue
from engine.system_errors import reason_of

WORDED: Final = (EngineError, IllegalAction)
"""Errors whose message is worded by a catalogue."""


def problem_text(error: BaseException) -> str:
    """Return the message of an error; that of one that has no translation is its own."""
    if isinstance(error, InvalidValue):
        return render(error.sentence)
    if isinstance(error, WORDED):
        return render(error)
    if isinstance(error, OSError):
        return file_problem(error)
    return str(error)


def file_problem(error: OSError) -> str:
    """Return the system's message about a file: the path, if it names one, and the reason."""
    reason = reason_text(error)
    return reason if error.filename is None else f"{error.filename}: {reason}"


def reason_text(error: OSError) -> str:
    """Return the reason of an error without the path of its file."""
    reason = reason_of(error)
    return reason if isinstance(reason, str) else render(reason)
