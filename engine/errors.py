"""Every error the engine raises on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine import limits, plaintext

if TYPE_CHECKING:
    from collections.abc import Sequence


class EngineError(Exception):
    """Base class of all errors of the engine; what a text of theirs quotes of a file is escaped."""

    def __str__(self) -> str:
        """Return the message; what it quotes of a file is escaped."""
        return plaintext.escape_lines(super().__str__())


def describe(error: OSError) -> str:
    """Return what the system says of a file, on one line: the path if it names one, the reason."""
    reason = error.strerror or str(error)
    if not reason:
        reason = type(error).__name__
    return reason if error.filename is None else f"{error.filename}: {reason}"


class Problem(msgspec.Struct, frozen=True, order=True):
    """Name one thing that is wrong in a file: its place, what it is, the rule it breaks.

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
    """Return a line for each of the first problems, and one that counts the others."""
    lines = [str(problem) for problem in problems[: limits.PROBLEMS_SHOWN]]
    if others := len(problems) - len(lines):
        lines.append(f"… and {others} more")
    return lines


class DataError(EngineError):
    """Report everything that is wrong with one or more data files, all at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take at least one problem."""
        assert problems, "an error without a problem says nothing"
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[Problem, ...]]]:
        """Travel between processes by what it was made of, not by its text."""
        return type(self), (self.problems,)


class SaveError(EngineError):
    """Report a save or replay that can't be read, naming the file and the line."""


class MatchError(EngineError):
    """Refuse a match that can't be played as asked, or that had to stop: a sentence says why."""


class PlayerError(MatchError):
    """Report a player that raised an error or chose what is not legal, and where it did."""


class IllegalAction(ValueError):
    """Refuse an action: *rule* is the number of what forbids it, *reason* a readable sentence."""

    def __init__(self, action: str, rule: str, reason: str) -> None:
        """Take the action's text, the rule's number and the reason."""
        self.action = action
        self.rule = rule
        self.reason = reason
        super().__init__(f"{action}: {reason} [{rule}]")

    def __reduce__(self) -> tuple[type[IllegalAction], tuple[str, str, str]]:
        """Travel between processes by what it was made of, not by its text."""
        return type(self), (self.action, self.rule, self.reason)


class EncodingError(EngineError):
    """Refuse a battle that is beyond the limits of an encoding: a sentence names the limit."""


class EnvironmentUseError(EngineError):
    """Refuse a use of an environment that makes no sense: a sentence says why."""


class ModelError(EngineError):
    """Refuse a trained model that can't be used: a sentence says why."""
