"""What there is to know of an operator: how it is computed, and what that costs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from engine import limits
from engine.players.network.errors import NetworkError
from engine.players.network.graph import Node
from engine.players.network.tensors import Array

Given = Sequence[Array | None]
"""What goes into a node; None for what is left out."""
Compute = Callable[..., Any]
"""Takes what goes in, returns the array that comes out; a tuple of them for several."""


class Cost(NamedTuple):
    """What computing a node takes: bytes of memory, and work in multiplications."""

    memory: int
    work: int


class Operator(NamedTuple):
    """An operator.

    *prepare* returns how a node is computed; it gets the arrays among what goes in that are
    always the same. *cost* says what it takes before anything is done. *shaping* are the places of
    those inputs whose numbers, not only shapes, decide the shape of what comes out. What comes out
    of an operator that is *selective* has a shape that follows from its numbers.
    """

    prepare: Callable[[Node, Given], Compute]
    cost: Callable[[Node, Given], Cost]
    shaping: tuple[int, ...] = ()
    selective: bool = False


def present(given: Given, place: int) -> Array:
    """Return what goes in at a place; NetworkError when it is left out."""
    found = optional(given, place)
    if found is None:
        raise NetworkError(f"its input {place + 1} is left out")
    return found


def optional(given: Given, place: int) -> Array | None:
    """Return what goes in at a place, or None."""
    return given[place] if place < len(given) else None


def whole_numbers(array: Array) -> list[int]:
    """Return the numbers of an array that must be whole ones, as sizes and places are."""
    if array.dtype.kind not in "iu" or array.size > limits.NETWORK_NODES:
        raise NetworkError("sizes and places must be whole numbers, and not without end")
    return [int(number) for number in array.ravel().tolist()]


def axis_of(axis: int, axes: int) -> int:
    """Return the place of an axis that may be counted from the end."""
    if not -axes <= axis < axes:
        raise NetworkError(f"there is no axis {axis} among {axes}")
    return axis % axes


def widest(given: Given) -> int:
    """Return the bytes of the largest type of number that goes in."""
    return max((array.itemsize for array in given if array is not None), default=1)


def made(shape: Sequence[int], size: int, copies: int = 1, steps: int = 16) -> Cost:
    """Return the cost of making arrays of a shape, of numbers of *size* bytes."""
    count = math.prod(shape)
    return Cost(count * size * copies, count * steps)


def broadcast(given: Given) -> tuple[int, ...]:
    """Return the shape of what elementwise arithmetic makes."""
    return broadcast_shape([array.shape for array in given if array is not None])


def broadcast_shape(shapes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the shape that arrays of these shapes have together."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError as error:
        raise NetworkError(f"shapes do not fit together: {shapes}") from error


def elementwise(copies: int = 1, steps: int = 16) -> Callable[[Node, Given], Cost]:
    """Return the cost of something done number by number."""

    def cost(_: Node, given: Given) -> Cost:
        return made(broadcast(given), widest(given), copies, steps * len(given))

    return cost


def of_first(copies: int = 1, steps: int = 16) -> Callable[[Node, Given], Cost]:
    """Return the cost of something that makes no more than what goes in first."""

    def cost(_: Node, given: Given) -> Cost:
        first = present(given, 0)
        return made(first.shape, max(first.itemsize, 4), copies, steps)

    return cost


def of_all(_: Node, given: Given) -> Cost:
    """Return the cost of copying everything that goes in."""
    shapes = [array.shape for array in given if array is not None]
    count = sum(math.prod(shape) for shape in shapes)
    return made((count,), widest(given))


def free(_: Node, __: Given) -> Cost:
    """Return the cost of looking at the same numbers in another way."""
    return Cost(0, 1)


def always(compute: Compute) -> Callable[[Node, Given], Compute]:
    """Return the `prepare` of an operator that has no attributes."""

    def prepare(_: Node, __: Given) -> Compute:
        return compute

    return prepare
