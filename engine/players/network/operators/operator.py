"""The description of an operator: its computation and its cost."""

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
"""The inputs of a node; None for an omitted one."""
Compute = Callable[..., Any]
"""Takes the inputs, returns the output array; a tuple for several outputs."""


class Cost(NamedTuple):
    """The cost of computing a node: bytes of memory, and work in multiplications."""

    memory: int
    work: int


class Operator(NamedTuple):
    """An operator.

    *prepare* returns the computation of a node, given the constants among its inputs. *cost*
    returns its cost in advance. *shaping* are the places of the inputs whose numbers, not only
    shapes, determine the shape of the output. The shape of the output of a *selective* operator
    depends on its numbers.
    """

    prepare: Callable[[Node, Given], Compute]
    cost: Callable[[Node, Given], Cost]
    shaping: tuple[int, ...] = ()
    selective: bool = False


def present(given: Given, place: int) -> Array:
    """Return the input at a place; NetworkError if it is omitted."""
    found = optional(given, place)
    if found is None:
        raise NetworkError(f"its input {place + 1} is left out")
    return found


def optional(given: Given, place: int) -> Array | None:
    """Return the input at a place, or None."""
    return given[place] if place < len(given) else None


def whole_numbers(array: Array) -> list[int]:
    """Return the numbers of an array that must be integers, such as sizes and places."""
    if array.dtype.kind not in "iu" or array.size > limits.NETWORK_NODES:
        raise NetworkError("sizes and places must be whole numbers, and not without end")
    return [int(number) for number in array.ravel().tolist()]


def axis_of(axis: int, axes: int) -> int:
    """Return the index of an axis that may be counted from the end."""
    if not -axes <= axis < axes:
        raise NetworkError(f"there is no axis {axis} among {axes}")
    return axis % axes


def widest(given: Given) -> int:
    """Return the size of the largest number type among the inputs, in bytes."""
    return max((array.itemsize for array in given if array is not None), default=1)


def made(shape: Sequence[int], size: int, copies: int = 1, steps: int = 16) -> Cost:
    """Return the cost of creating arrays of a shape, of numbers of *size* bytes."""
    count = math.prod(shape)
    return Cost(count * size * copies, count * steps)


def broadcast(given: Given) -> tuple[int, ...]:
    """Return the shape of the result of elementwise arithmetic."""
    return broadcast_shape([array.shape for array in given if array is not None])


def broadcast_shape(shapes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the common broadcast shape of some shapes."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError as error:
        raise NetworkError(f"shapes do not fit together: {shapes}") from error


def elementwise(copies: int = 1, steps: int = 16) -> Callable[[Node, Given], Cost]:
    """Return the cost of an elementwise operation."""

    def cost(_: Node, given: Given) -> Cost:
        return made(broadcast(given), widest(given), copies, steps * len(given))

    return cost


def of_first(copies: int = 1, steps: int = 16) -> Callable[[Node, Given], Cost]:
    """Return the cost of an operation whose output is no larger than its first input."""

    def cost(_: Node, given: Given) -> Cost:
        first = present(given, 0)
        return made(first.shape, max(first.itemsize, 4), copies, steps)

    return cost


def of_all(_: Node, given: Given) -> Cost:
    """Return the cost of copying all inputs."""
    shapes = [array.shape for array in given if array is not None]
    count = sum(math.prod(shape) for shape in shapes)
    return made((count,), widest(given))


def free(_: Node, __: Given) -> Cost:
    """Return the cost of a view."""
    return Cost(0, 1)


def always(compute: Compute) -> Callable[[Node, Given], Compute]:
    """Return the `prepare` of an operator that has no attributes."""

    def prepare(_: Node, __: Given) -> Compute:
        return compute

    return prepare
