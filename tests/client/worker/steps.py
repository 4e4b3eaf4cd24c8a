"""Tasks of the worker, done here at once."""

from __future__ import annotations

from typing import TypeVar

from client.worker.protocol import Steps

T = TypeVar("T")


def finished(steps: Steps[T]) -> T:
    """Return the result of a task, whose every step is taken."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            result: T = stop.value
            return result
