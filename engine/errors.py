"""The errors that the engine raises on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine import limits, plaintext
from engine.sentences import Lines, Sentence, english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.sentences import Catalogue, Renderable


class EngineError(Exception):
    """Base class of all errors of the engine; what their texts quote from a file is escaped.

    The message of an error that a window may show is a `Sentence`, which any catalogue can word.
    """

    def __init__(self, message: Renderable | str) -> None:
        """Set the message: a sentence, or a text that is shown on the command line alone."""
        self.message = message
        super().__init__(message)

    def render(self, catalogue: Catalogue) -> str:
        """Return the message in the language of *catalogue*; what it quotes is escaped."""
        message = self.message
        text = message if isinstance(message, str) else message.render(catalogue)
        return plaintext.escape_lines(text)

    def __str__(self) -> str:
        """Return the message in English; what it quotes from a file is escaped."""
        return self.render(english)


def describe(error: OSError) -> str:
    """Return the system's message about a file on one line: the path, if it names one, and the
    reason.
    """
    reason = error.strerror or str(error)
    if not reason:
        reason = type(error).__name__
    return reason if error.filename is None else f"{error.filename}: {reason}"


class Problem(msgspec.Struct, frozen=True):
    """One problem in a file: its place, a sentence about it, and the rule it breaks.

    *entry* is the table or line, *field* the key in it; either may be empty for the whole.
    """

    file: str
    entry: str
    field: str
    sentence: Sentence
    rule: str

    @property
    def message(self) -> str:
        """Return the sentence in English."""
        return str(self.sentence)

    def render(self, catalogue: Catalogue) -> str:
        """Return the problem on one line, the place first, in the language of *catalogue*."""
        place = ".".join(plaintext.abridge(part) for part in (self.entry, self.field) if part)
        where = f"{self.file}: {place}" if place else self.file
        message = plaintext.abridge(self.sentence.render(catalogue), limits.MESSAGE)
        return plaintext.escape(f"{where}: {message} [{self.rule}]")

    def __str__(self) -> str:
        """Return the problem on one line, the place first, in English."""
        return self.render(english)


def shorten_problems(problems: Sequence[Problem]) -> Lines:
    """Return a line for each of the first problems, and one with the number of the others."""
    shown: list[Renderable] = list(problems[: limits.PROBLEMS_SHOWN])
    if others := len(problems) - len(shown):
        shown.append(Sentence("data.more-problems", others=others))
    return Lines(shown)


class DataError(EngineError):
    """The error of one or more invalid data files, with all their problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Set the problems, at least one."""
        assert problems, "an error without a problem says nothing"
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def render(self, catalogue: Catalogue) -> str:
        """Return a line for each problem, in the language of *catalogue*."""
        return "\n".join(problem.render(catalogue) for problem in self.problems)

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
    """The error of an illegal action: *rule* is the number of the rule that forbids it, *sentence*
    the reason.
    """

    def __init__(self, action: str, rule: str, sentence: Sentence) -> None:
        """Set the action's text, the rule's number and the reason."""
        self.action = action
        self.rule = rule
        self.sentence = sentence
        super().__init__(action, rule, sentence)

    @property
    def reason(self) -> str:
        """Return the reason in English."""
        return str(self.sentence)

    def render(self, catalogue: Catalogue) -> str:
        """Return the action, the reason and the rule, in the language of *catalogue*."""
        return f"{self.action}: {self.sentence.render(catalogue)} [{self.rule}]"

    def __str__(self) -> str:
        """Return the action, the reason and the rule, in English."""
        return self.render(english)


class CampaignError(EngineError):
    """The error of a campaign that can't go on as requested, such as a landing's wrong result."""


class EncodingError(EngineError):
    """The error of a battle that exceeds a limit of an encoding; the message names the limit."""


class EnvironmentUseError(EngineError):
    """The error of an invalid use of an environment."""


class ModelError(EngineError):
    """The error of a trained model that can't be used."""
