"""Operators that combine many numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engine.players.network.errors import NetworkError
from engine.players.network.operators.operator import (
    Operator,
    axis_of,
    made,
    of_first,
    optional,
    present,
    whole_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.players.network.graph import Node
    from engine.players.network.operators.operator import Compute, Cost, Given
    from engine.players.network.tensors import Array, Computed

_AXES_REQUIRED: Final = 13
"""Before this version, Softmax and the like work on all axes from the named one on."""


def _reduce(reduce: Callable[..., Any]) -> Operator:
    """Return an operator whose axes are an attribute or, in newer versions, its second input."""

    def prepare(node: Node, known: Given) -> Compute:
        keep = bool(node.integer("keepdims", 1))
        nothing = bool(node.integer("noop_with_empty_axes", 0))

        def axes_of(axes: list[int] | None) -> tuple[int, ...] | None:
            return tuple(axes) if axes else () if nothing else None

        attribute, fixed = node.integers("axes"), optional(known, 1)
        if len(node.inputs) > 1 and node.inputs[1] and fixed is None:

            def from_input(x: Array, axes: Array) -> Computed:
                chosen = axes_of(whole_numbers(axes))
                return _typed(reduce(x, axis=chosen, keepdims=keep), x)

            return from_input
        named = axes_of(attribute if fixed is None else whole_numbers(fixed))
        return lambda x, *_: _typed(reduce(x, axis=named, keepdims=keep), x)

    return Operator(prepare, of_first(3), (1,))


def _typed(result: Computed, x: Array) -> Computed:
    return np.asarray(result, x.dtype)


def _sum_of_exponentials(x: Array, axis: tuple[int, ...] | None, *, keepdims: bool) -> Computed:
    most = x.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(x - most).sum(axis=axis, keepdims=True)) + most
    return summed if keepdims else summed.squeeze(axis)


def _arg(find: Callable[..., Any]) -> Operator:
    def prepare(node: Node, _: Given) -> Compute:
        axis, keep = node.integer("axis", 0), bool(node.integer("keepdims", 1))
        last = bool(node.integer("select_last_index", 0))

        def compute(x: Array) -> Computed:
            place = axis_of(axis, x.ndim)
            if last:
                found = x.shape[place] - 1 - find(np.flip(x, place), axis=place, keepdims=keep)
            else:
                found = find(x, axis=place, keepdims=keep)
            return np.asarray(found, np.int64)

        return compute

    return Operator(prepare, of_first(2))


def _over_axis(compute: Callable[[Array, int], Any]) -> Operator:
    """Return Softmax and the like, of which older versions merge all later axes."""

    def prepare(node: Node, _: Given) -> Compute:
        if node.version >= _AXES_REQUIRED:
            axis = node.integer("axis", -1)
            return lambda x: compute(x, axis_of(axis, x.ndim))
        first = node.integer("axis", 1)

        def together(x: Array) -> Computed:
            rows = int(np.prod(x.shape[: axis_of(first, x.ndim)], dtype=np.int64))
            return compute(x.reshape(rows, -1), 1).reshape(x.shape)

        return together

    return Operator(prepare, of_first(4, 64))


def softmax(x: Array, axis: int) -> Computed:
    """Return shares that add up to 1."""
    grown = np.exp(x - x.max(axis=axis, keepdims=True))
    return grown / grown.sum(axis=axis, keepdims=True)


def _log_softmax(x: Array, axis: int) -> Computed:
    lowered = x - x.max(axis=axis, keepdims=True)
    return lowered - np.log(np.exp(lowered).sum(axis=axis, keepdims=True))


def _hardmax(x: Array, axis: int) -> Computed:
    found = np.zeros_like(x)
    np.put_along_axis(found, x.argmax(axis=axis, keepdims=True), 1, axis)
    return found


def _cumulative(node: Node, _: Given) -> Compute:
    exclusive, backwards = node.integer("exclusive", 0), node.integer("reverse", 0)

    def compute(x: Array, axis: Array) -> Computed:
        place = axis_of(whole_numbers(axis)[0], x.ndim)
        x = np.flip(x, place) if backwards else x
        summed = np.cumsum(x, axis=place, dtype=x.dtype)
        if exclusive:
            summed = summed - x
        return np.flip(summed, place) if backwards else summed

    return compute


def _top(node: Node, _: Given) -> Compute:
    axis, largest = node.integer("axis", -1), node.integer("largest", 1)
    attribute = node.integer("k", 0) if node.has("k") else None

    def compute(x: Array, count: Array | None = None) -> Computed:
        place = axis_of(axis, x.ndim)
        wanted = attribute if count is None else whole_numbers(count)[0]
        if wanted is None or not 0 <= wanted <= x.shape[place]:
            raise NetworkError(f"there are no {wanted} of {x.shape[place]} numbers")
        if largest:
            # Equal numbers keep their order.
            flipped = np.flip(np.argsort(np.flip(x, place), place, kind="stable"), place)
            order = x.shape[place] - 1 - flipped
        else:
            order = np.argsort(x, place, kind="stable")
        chosen = np.take(order, np.arange(wanted), place)
        return np.take_along_axis(x, chosen, place), chosen.astype(np.int64)

    return compute


def _cost_of_sorting(_: Node, given: Given) -> Cost:
    return made(present(given, 0).shape, 8, 6, 512)


OPERATORS: Final[dict[str, Operator]] = {
    "ArgMax": _arg(np.argmax),
    "ArgMin": _arg(np.argmin),
    "CumSum": Operator(_cumulative, of_first(3)),
    "Hardmax": _over_axis(_hardmax),
    "LogSoftmax": _over_axis(_log_softmax),
    "ReduceL1": _reduce(lambda x, **over: np.abs(x).sum(**over)),
    "ReduceL2": _reduce(lambda x, **over: np.sqrt(np.square(x).sum(**over))),
    "ReduceLogSum": _reduce(lambda x, **over: np.log(x.sum(**over))),
    "ReduceLogSumExp": _reduce(_sum_of_exponentials),
    "ReduceMax": _reduce(np.maximum.reduce),
    "ReduceMean": _reduce(np.mean),
    "ReduceMin": _reduce(np.minimum.reduce),
    "ReduceProd": _reduce(np.multiply.reduce),
    "ReduceSum": _reduce(np.add.reduce),
    "ReduceSumSquare": _reduce(lambda x, **over: np.square(x).sum(**over)),
    "Softmax": _over_axis(softmax),
    "TopK": Operator(_top, _cost_of_sorting, (1,)),
}
