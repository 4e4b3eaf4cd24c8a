"""The errors that the engine raises on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine import limits, plaintext

if TYPE_CHECKING:
    from collections.abc import Sequence


class EngineError(Exception):
    """Base class of all errors of the engine; what their texts quote from a file is escaped."""

    def __str__(self) -> str:
        """Return the message; what it quotes from a file is escaped."""
        return plaintext.escape_lines(super().__str__())


def describe(error: OSError) -> str:
    """Return the system's message about a file on one line: the path, if it names one, and the
    reason.
    """
    reason = error.strerror or str(error)
    if not reason:
        reason = type(error).__name__
    return reason if error.filename is None else f"{error.filename}: {reason}"


class Problem(msgspec.Struct, frozen=True, order=True):
    """One problem in a file: its place, what it is, and the rule it breaks.

    *entry* is the table or line, *field* the key in it; either may be empty for the whole.
    """

    file: str
    entry: str
    field: str
    message: str
    rule: str

    def __str__(self) -> str:
        """Return the problem on one line, the place first."""
        place = ".".join(plaintext.abridge(part) for part in (self.entry, self.field) if part)
        where = f"{self.file}: {place}" if place else self.file
        message = plaintext.abridge(self.message, limits.MESSAGE)
        return plaintext.escape(f"{where}: {message} [{self.rule}]")


def list_problems(problems: Sequence[Problem]) -> list[str]:
    """Return a line for each of the first problems, and one with the number of the others."""
    lines = [str(problem) for problem in problems[: limits.PROBLEMS_SHOWN]]
    if others := len(problems) - len(lines):
        lines.append(f"… and {others} more")
    return lines


class DataError(EngineError):
    """The error of one or more invalid data files, with all their problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Set the problems, at least one."""
        assert problems, "an error without a problem says nothing"
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[Problem, ...]]]:
        """Return the problems, from which the error is made again in another process."""
        return type(self), (self.problems,)


class SaveError(EngineError):
    """The error of a save or replay that can't be read; the message names the file and the line."""


class MatchError(EngineError):
    """The error of a match that can't be played as requested, or that had to stop."""


class PlayerError(MatchError):
    """The error of a player that raised an exception or chose an illegal action, and where it
    did.
    """


class IllegalAction(ValueError):
    """The error of an illegal action: *rule* is the number of the rule that forbids it, *reason* a
    sentence.
    """

    def __init__(self, action: str, rule: str, reason: str) -> None:
        """Set the action's text, the rule's number and the reason."""
        self.action = action
        self.rule = rule
        self.reason = reason
        super().__init__(f"{action}: {reason} [{rule}]")

    def __reduce__(self) -> tuple[type[IllegalAction], tuple[str, str, str]]:
        """Return the parts from which the error is made again in another process."""
        return type(self), (self.action, self.rule, self.reason)


class EncodingError(EngineError):
    """The error of a battle that exceeds a limit of an encoding; the message names the limit."""


class EnvironmentUseError(EngineError):
    """The error of an invalid use of an environment."""


class ModelError(EngineError):
    """The error of a trained model that can't be used."""
