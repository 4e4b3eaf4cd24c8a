"""Operators that multiply arrays, and convolutions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine.players.network.errors import NetworkError
from engine.players.network.operators.operator import (
    Cost,
    Operator,
    always,
    broadcast_shape,
    of_first,
    optional,
    present,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.players.network.graph import Node
    from engine.players.network.operators.operator import Compute, Given
    from engine.players.network.tensors import Array, Computed

_SLOWER: Final = 64
"""Factor by which products of other numbers are slower than those of 32- and 64-bit floats."""


def _product(shape: tuple[int, ...], summed: int, array: Array) -> Cost:
    """Return the cost of sums of *summed* products each."""
    count = math.prod(shape)
    fast = array.dtype in {np.dtype(np.float32), np.dtype(np.float64)}
    return Cost(count * array.itemsize, count * max(1, summed) * (1 if fast else _SLOWER))


def _cost_of_matmul(_: Node, given: Given) -> Cost:
    first, second = present(given, 0), present(given, 1)
    if not first.ndim or not second.ndim:
        raise NetworkError("a single number has no rows to multiply")
    common = np.broadcast_shapes(first.shape[:-2], second.shape[:-2])
    rows = first.shape[-2:-1]
    columns = second.shape[-1:] if second.ndim > 1 else ()
    cost = _product((*common, *rows, *columns), first.shape[-1], first)
    return cost._replace(memory=cost.memory + _copied(first) + _copied(second))


def _copied(array: Array) -> int:
    """Return the bytes that a multiplication copies: arrays that are not contiguous."""
    return 0 if array.flags.forc else array.size * array.itemsize


def _gemm(node: Node, _: Given) -> Compute:
    alpha, beta = node.number("alpha", 1.0), node.number("beta", 1.0)
    turn_first, turn_second = node.integer("transA", 0), node.integer("transB", 0)

    def compute(first: Array, second: Array, added: Array | None = None) -> Computed:
        made = (first.T if turn_first else first) @ (second.T if turn_second else second)
        if alpha != 1:
            made = made * first.dtype.type(alpha)
        if added is None:
            return made
        return made + (added if beta == 1 else added * first.dtype.type(beta))

    return compute


def _cost_of_gemm(node: Node, given: Given) -> Cost:
    first, second = present(given, 0), present(given, 1)
    if first.ndim != 2 or second.ndim != 2:
        raise NetworkError("it multiplies what is no matrix")
    rows, summed = first.T.shape if node.integer("transA", 0) else first.shape
    columns = second.shape[0] if node.integer("transB", 0) else second.shape[1]
    added = optional(given, 2)
    shapes = [(rows, columns), *([] if added is None else [added.shape])]
    if broadcast_shape(shapes) != (rows, columns):
        raise NetworkError("what it adds has another shape than what it multiplies")
    cost = _product((rows, columns), summed, first)
    return cost._replace(memory=3 * cost.memory + _copied(first) + _copied(second))


def _einsum(node: Node, _: Given) -> Compute:
    equation = node.text("equation", "")
    return lambda *arrays: np.einsum(equation, *arrays)


def _cost_of_einsum(node: Node, given: Given) -> Cost:
    """Return the cost: the product of the sizes of all letters; the output is no larger."""
    equation = node.text("equation", "").replace(" ", "")
    inputs, arrow, kept = equation.partition("->")
    if not arrow:
        kept = "".join(letter for letter in inputs if inputs.count(letter) == 1)
    terms = inputs.split(",")
    arrays = [present(given, place) for place in range(len(given))]
    if len(terms) != len(arrays) or "." in equation:
        raise NetworkError(f"the equation {equation!r} is not supported")
    sizes: dict[str, int] = {}
    for term, array in zip(terms, arrays, strict=True):
        if len(term) != array.ndim:
            raise NetworkError(f"the equation {equation!r} does not fit what goes in")
        for letter, size in zip(term, array.shape, strict=True):
            sizes[letter] = max(size, sizes[letter] if letter in sizes else 0)
    out = math.prod(sizes[letter] for letter in kept if letter in sizes)
    return Cost(2 * out * arrays[0].itemsize, 16 * math.prod(sizes.values()))


class _Window(NamedTuple):
    """The movement of a window over axes: its size, steps, dilation, and padding."""

    size: tuple[int, ...]
    steps: tuple[int, ...]
    spread: tuple[int, ...]
    margins: tuple[tuple[int, int], ...]

    def over(self, sizes: tuple[int, ...]) -> tuple[int, ...]:
        """Return how often the window fits along each axis."""
        return tuple(
            max(0, (size + sum(margin) - (window - 1) * spread - 1) // step + 1)
            for size, window, step, spread, margin in zip(
                sizes, self.size, self.steps, self.spread, self.margins, strict=True
            )
        )

    def views(self, x: Array, filling: float) -> Array:
        """Return the windows: axes of their positions, then those within."""
        padded = np.pad(x, ((0, 0), (0, 0), *self.margins), constant_values=filling)
        axes = tuple(range(2, x.ndim))
        reach = tuple(
            (size - 1) * spread + 1 for size, spread in zip(self.size, self.spread, strict=True)
        )
        views = sliding_window_view(padded, reach, axes)
        steps = tuple(slice(None, None, step) for step in self.steps)
        within = tuple(slice(None, None, spread) for spread in self.spread)
        return views[(slice(None), slice(None), *steps, *within)]


def _window(node: Node, x: Array, size: tuple[int, ...]) -> _Window:
    count = x.ndim - 2
    if count < 1 or len(size) != count:
        raise NetworkError("it slides over what has no such axes")
    steps = _numbers(node, "strides", count)
    spread = _numbers(node, "dilations", count)
    automatic = node.text("auto_pad", "NOTSET")
    if automatic in {"SAME_UPPER", "SAME_LOWER"}:
        margins = [
            _same(*numbers, lower=automatic == "SAME_LOWER")
            for numbers in zip(x.shape[2:], size, steps, spread, strict=True)
        ]
    else:
        pads = node.integers("pads") if automatic == "NOTSET" else None
        pads = [0] * (2 * count) if pads is None else pads
        if len(pads) != 2 * count or min(pads) < 0:
            raise NetworkError("it has not as many margins as sides")
        margins = list(zip(pads[:count], pads[count:], strict=True))
    if min(*size, *steps, *spread) < 1:
        raise NetworkError("a window, its steps or its spread are below 1")
    return _Window(size, steps, spread, tuple(margins))


def _numbers(node: Node, name: str, count: int) -> tuple[int, ...]:
    found = node.integers(name)
    numbers = (1,) * count if found is None else tuple(found)
    if len(numbers) != count:
        raise NetworkError(f"the attribute {name} has not one number an axis")
    return numbers


def _same(size: int, window: int, step: int, spread: int, *, lower: bool) -> tuple[int, int]:
    most = (-(-size // step) - 1) * step + (window - 1) * spread + 1
    missing = max(0, most - size)
    less, more = missing // 2, missing - missing // 2
    return (more, less) if lower else (less, more)


def _convolution(node: Node, _: Given) -> Compute:
    groups = node.integer("group", 1)

    def compute(x: Array, weights: Array, bias: Array | None = None) -> Computed:
        window = _window(node, x, weights.shape[2:])
        views = window.views(x, 0)
        count = x.ndim - 2
        within = tuple(range(-count, 0))
        parts = [
            np.tensordot(part, kernel, ((1, *within), tuple(range(1, count + 2))))
            for part, kernel in zip(
                np.split(views, groups, 1), np.split(weights, groups, 0), strict=True
            )
        ]
        made = np.moveaxis(np.concatenate(parts, -1), -1, 1)
        return made if bias is None else made + bias.reshape(-1, *[1] * count)

    return compute


def _cost_of_convolution(node: Node, given: Given) -> Cost:
    x, weights = present(given, 0), present(given, 1)
    groups = node.integer("group", 1)
    if weights.ndim != x.ndim or not groups >= 1 or weights.shape[1] * groups != x.shape[1]:
        raise NetworkError("its weights do not fit what goes in")
    bias = optional(given, 2)
    if bias is not None and bias.shape != weights.shape[:1]:
        raise NetworkError("it has not one number a channel")
    window = _window(node, x, weights.shape[2:])
    places = x.shape[0] * math.prod(window.over(x.shape[2:]))
    looked_at = places * x.shape[1] * math.prod(window.size)
    made_of = places * weights.shape[0]
    padded = math.prod(
        size + sum(margin) for size, margin in zip(x.shape[2:], window.margins, strict=True)
    )
    memory = (2 * looked_at + 3 * made_of + padded * x.shape[0] * x.shape[1]) * x.itemsize
    return Cost(memory, 2 * looked_at * max(1, weights.shape[0] // groups) + 64 * looked_at)


def _pool(node: Node, x: Array) -> _Window:
    size = node.integers("kernel_shape")
    if size is None or node.integer("ceil_mode", 0):
        raise NetworkError("how its windows end is not supported")
    return _window(node, x, tuple(size))


def _most(node: Node, _: Given) -> Compute:
    if len(node.outputs) > 1:
        raise NetworkError("places of maxima are not supported")

    def compute(x: Array) -> Computed:
        window = _pool(node, x)
        least = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
        views = window.views(x, least)
        return views.max(axis=tuple(range(x.ndim, views.ndim)))

    return compute


def _average(node: Node, _: Given) -> Compute:
    margins_count = node.integer("count_include_pad", 0)

    def compute(x: Array) -> Computed:
        window = _pool(node, x)
        within = tuple(range(x.ndim, 2 * x.ndim - 2))
        summed = window.views(x, 0).sum(axis=within)
        if margins_count:
            return summed / x.dtype.type(math.prod(window.size))
        there = np.ones((1, 1, *x.shape[2:]), x.dtype)
        return summed / window.views(there, 0).sum(axis=within)

    return compute


def _cost_of_pool(node: Node, given: Given) -> Cost:
    x = present(given, 0)
    window = _pool(node, x)
    places = x.shape[0] * x.shape[1] * math.prod(window.over(x.shape[2:]))
    padded = math.prod(
        size + sum(margin) for size, margin in zip(x.shape[2:], window.margins, strict=True)
    )
    memory = (3 * places + 2 * padded * x.shape[0] * x.shape[1]) * x.itemsize
    return Cost(memory, 16 * places * math.prod(window.size))


def _over_all(reduce: Callable[..., Any]) -> Compute:
    return lambda x: reduce(x, axis=tuple(range(2, x.ndim)), keepdims=True)


OPERATORS: Final[dict[str, Operator]] = {
    "AveragePool": Operator(_average, _cost_of_pool),
    "Conv": Operator(_convolution, _cost_of_convolution),
    "Einsum": Operator(_einsum, _cost_of_einsum),
    "Gemm": Operator(_gemm, _cost_of_gemm),
    "GlobalAveragePool": Operator(always(_over_all(np.mean)), of_first()),
    "GlobalMaxPool": Operator(always(_over_all(np.max)), of_first()),
    "MatMul": Operator(always(np.matmul), _cost_of_matmul),
    "MaxPool": Operator(_most, _cost_of_pool),
}
