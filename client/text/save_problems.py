"""Why saved battles can't be opened, as a player needs to know it; the details are for the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from client.text.catalogue import render, text
from engine.errors import SaveError
from engine.plaintext import escape
from engine.sentences import Lines, Sentence

if TYPE_CHECKING:
    from engine.sentences import Parameter

_WORDS: Final = {
    "save.in-use": "save-problem.in-use",
    "save.unknown-version": "save-problem.other-version",
    "save.unreadable": "save-problem.unreadable",
}
"""The text for each code of an error that a player can do something about."""
_DAMAGED: Final = "save-problem.damaged"


def save_problem_lines(error: SaveError, path: Path | None = None) -> list[str]:
    """Return a line for each file that can't be opened; *path* is that of an error about a file
    that it does not name.
    """
    message = error.message
    if isinstance(message, Lines) and all(isinstance(one, SaveError) for one in message.parts):
        parts = [one for one in message.parts if isinstance(one, SaveError)]
        return [line for part in parts for line in save_problem_lines(part, path)]
    code, values = "", {}
    if isinstance(message, Sentence):
        code, values = message.code, dict(message.parameters)
    named = Path(_file_of(values["place"])) if "place" in values else path
    file = text("save-problem.file") if named is None else escape(named.name)
    reason = _worded(values["reason"]) if code == "save.unreadable" else ""
    key = _WORDS[code] if code in _WORDS else _DAMAGED
    return [text(key, file=file, reason=reason)]


def _worded(reason: Parameter) -> str:
    """Return the reason of an error: a sentence, or the system's own words."""
    return render(reason) if isinstance(reason, Sentence) else escape(str(reason))


def _file_of(place: Parameter) -> str:
    """Return the path in the place of an error: that of a file, or of a line in it."""
    if isinstance(place, Sentence):
        return _file_of(place.parameters["file"])
    return str(place)
