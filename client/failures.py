"""Failures of the window: errors of its start, and running steps of which some may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.sentences import Sentence


class StartError(Exception):
    """Raised if the window can't be opened; *sentence* is the reason."""

    def __init__(self, sentence: Sentence) -> None:
        """Set the reason."""
        self.sentence = sentence
        super().__init__(sentence)


class NoDisplayError(StartError):
    """Raised if there is nothing to show a window or a message on."""


def attempt(step: Callable[[], None]) -> BaseException | None:
    """Call *step* and return the error it raised. This is the only place that catches every
    error.
    """
    try:
        step()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one that takes all
        return error
    return None


def raise_all(problems: Sequence[BaseException]) -> None:
    """Raise an error if there is one, or several as a group in their order."""
    if len(problems) > 1:
        raise BaseExceptionGroup("several things could not be kept", problems)
    if problems:
        raise problems[0]


def single_problems(problem: BaseException) -> Iterator[BaseException]:
    """Yield the errors in a group, in its order, or the single error."""
    if isinstance(problem, BaseExceptionGroup):
        for one in problem.exceptions:
            yield from single_problems(one)
    else:
        yield problem
