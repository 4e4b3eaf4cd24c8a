"""Operators that rearrange numbers, and those that generate them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.players.network.errors import NetworkError
from engine.players.network.operators.operator import (
    Cost,
    Operator,
    always,
    axis_of,
    free,
    made,
    of_all,
    of_first,
    optional,
    present,
    whole_numbers,
)
from engine.players.network.tensors import dtype_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.players.network.graph import Node
    from engine.players.network.operators.operator import Compute, Given
    from engine.players.network.tensors import Array, Computed

_END: Final = 2**62


def _shape(node: Node, _: Given) -> Compute:
    first, last = node.integer("start", 0), node.integer("end", _END)
    return lambda x: np.array(x.shape[first:last], np.int64)


def _size(x: Array) -> Computed:
    return np.array(x.size, np.int64)


def _reshape(node: Node, _: Given) -> Compute:
    zero_is_zero = bool(node.integer("allowzero", 0))

    def compute(x: Array, shape: Array) -> Computed:
        sizes = whole_numbers(shape)
        if not zero_is_zero:
            sizes = [size or x.shape[at] for at, size in enumerate(sizes)]
        return x.reshape(sizes)

    return compute


def _flatten(node: Node, _: Given) -> Compute:
    axis = node.integer("axis", 1)

    def compute(x: Array) -> Computed:
        first = axis if axis == x.ndim else axis_of(axis, x.ndim)
        return x.reshape(math.prod(x.shape[:first]), math.prod(x.shape[first:]))

    return compute


def _axes(node: Node, given: Array | None) -> list[int] | None:
    return node.integers("axes") if given is None else whole_numbers(given)


def _squeeze(node: Node, _: Given) -> Compute:
    def compute(x: Array, axes: Array | None = None) -> Computed:
        named = _axes(node, axes)
        return x.squeeze(None if named is None else tuple(named))

    return compute


def _unsqueeze(node: Node, _: Given) -> Compute:
    def compute(x: Array, axes: Array | None = None) -> Computed:
        named = _axes(node, axes)
        if named is None:
            raise NetworkError("its axes are left out")
        return np.expand_dims(x, tuple(named))

    return compute


def _transpose(node: Node, _: Given) -> Compute:
    order = node.integers("perm")
    return lambda x: x.transpose(order)


def _concat(node: Node, _: Given) -> Compute:
    axis = node.integer("axis", 0)
    return lambda *arrays: np.concatenate(arrays, axis)


def _split(node: Node, _: Given) -> Compute:
    axis, parts = node.integer("axis", 0), len(node.outputs)

    def compute(x: Array, sizes: Array | None = None) -> Computed:
        place = axis_of(axis, x.ndim)
        if sizes is not None:
            each: list[int] | None = whole_numbers(sizes)
        else:
            each = node.integers("split")
        if each is None:
            size = -(-x.shape[place] // parts)
            each = [min(size, max(0, x.shape[place] - size * at)) for at in range(parts)]
        if len(each) != parts or sum(each) != x.shape[place] or min(each) < 0:
            raise NetworkError("its parts are not the whole")
        found = np.split(x, np.cumsum(each)[:-1], place)
        return tuple(found) if parts > 1 else found[0]

    return compute


def _slice(node: Node, known: Given) -> Compute:
    def index_of(axes: int, named: Sequence[Array | None]) -> tuple[slice, ...]:
        starts, ends, places, steps = _slice_numbers(node, named)
        index = [slice(None)] * axes
        for start, end, place, step in zip(starts, ends, places, steps, strict=True):
            if not step:
                raise NetworkError("a step of 0 leads nowhere")
            # The position before the first number can be written in Python only as None.
            stop = None if step < 0 and end < -_END else end
            index[axis_of(place, axes)] = slice(start, stop, step)
        return tuple(index)

    named = [*known[1:], *[None] * (4 - len(known[1:]))]
    names = [*node.inputs[1:], *[""] * 4][: len(named)]
    if all(array is not None or not name for array, name in zip(named, names, strict=True)):
        remembered: dict[int, tuple[slice, ...]] = {}

        def quickly(x: Array, *_: Array | None) -> Computed:
            if x.ndim not in remembered:
                remembered[x.ndim] = index_of(x.ndim, named)
            return x[remembered[x.ndim]]

        return quickly
    return lambda x, *numbers: x[index_of(x.ndim, [*numbers, *[None] * (4 - len(numbers))])]


def _slice_numbers(
    node: Node, named: Sequence[Array | None]
) -> tuple[list[int], list[int], list[int], list[int]]:
    if named[0] is None or named[1] is None:
        starts, ends = node.integers("starts"), node.integers("ends")
        places = node.integers("axes")
    else:
        starts, ends = whole_numbers(named[0]), whole_numbers(named[1])
        places = None if named[2] is None else whole_numbers(named[2])
    if starts is None or ends is None:
        raise NetworkError("it does not say where it starts and ends")
    places = list(range(len(starts))) if places is None else places
    steps = [1] * len(starts) if named[3] is None else whole_numbers(named[3])
    if not len(starts) == len(ends) == len(places) == len(steps):
        raise NetworkError("it has not as many ends as starts")
    return starts, ends, places, steps


def _expand(x: Array, shape: Array) -> Computed:
    sizes = np.broadcast_shapes(x.shape, tuple(whole_numbers(shape)))
    return np.broadcast_to(x, sizes)


def _tile(x: Array, repeats: Array) -> Computed:
    return np.tile(x, whole_numbers(repeats))


def _cost_of_tile(_: Node, given: Given) -> Cost:
    x, repeats = present(given, 0), whole_numbers(present(given, 1))
    if len(repeats) != x.ndim or any(count < 0 for count in repeats):
        raise NetworkError("it has not as many repeats as axes")
    return made((x.size, *repeats), x.itemsize, 2)


_PAD_MODES: Final = {"constant": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}


_MIRRORING: Final = ("reflect", "wrap")
"""Modes that are applied in steps at most as wide as the array."""


def _margins(node: Node, given: Given) -> list[tuple[int, int]]:
    x = present(given, 0)
    sizes = optional(given, 1)
    pads = node.integers("pads") if sizes is None else whole_numbers(sizes)
    axes = optional(given, 3)
    places = list(range(x.ndim)) if axes is None else whole_numbers(axes)
    if pads is None or len(pads) != 2 * len(places):
        raise NetworkError("it has not as many margins as sides")
    margins = [(0, 0)] * x.ndim
    for place, before, after in zip(places, pads, pads[len(places) :], strict=False):
        margins[axis_of(place, x.ndim)] = (before, after)
    return margins


def _pad(node: Node, _: Given) -> Compute:
    mode = node.text("mode", "constant")
    if mode not in _PAD_MODES:
        raise NetworkError("its mode is not known")
    value = node.number("value", 0.0)

    def compute(*given: Array | None) -> Computed:
        x, margins, number = present(given, 0), _margins(node, given), optional(given, 2)
        inner = tuple(
            slice(max(0, -before), size - max(0, -after))
            for size, (before, after) in zip(x.shape, margins, strict=True)
        )
        outer = [(max(0, before), max(0, after)) for before, after in margins]
        if mode != "constant":
            return np.pad(x[inner], outer, mode=mode)  # type: ignore[call-overload] # of those above
        filling = value if number is None else number.item()
        return np.pad(x[inner], outer, constant_values=filling)

    return compute


def _cost_of_pad(node: Node, given: Given) -> Cost:
    x, margins = present(given, 0), _margins(node, given)
    longest = max((max(pair) for pair in margins), default=0)
    if node.text("mode", "constant") in _MIRRORING and longest > min(x.shape):
        raise NetworkError("a margin is wider than what it mirrors")
    sizes = [
        max(0, size + max(0, before) + max(0, after))
        for size, (before, after) in zip(x.shape, margins, strict=True)
    ]
    return made(sizes, x.itemsize, 2)


def _constant(node: Node, _: Given) -> Compute:
    for name in ("value", "value_float", "value_floats", "value_int", "value_ints"):
        if node.has(name):
            kind = np.float32 if "float" in name else np.int64
            value = node.attributes[name]
            array = value if isinstance(value, np.ndarray) else np.array(value, kind)
            return lambda: array
    raise NetworkError("its value is of a kind that is not supported")


def _filled(node: Node, _: Given) -> Compute:
    value = node.attributes["value"] if node.has("value") else np.zeros(1, np.float32)
    if not isinstance(value, np.ndarray) or value.size != 1:
        raise NetworkError("its value is no single number")
    return lambda shape: np.full(whole_numbers(shape), value.ravel()[0], value.dtype)


def _cost_of_filled(_: Node, given: Given) -> Cost:
    sizes = whole_numbers(present(given, 0))
    if any(size < 0 for size in sizes):
        raise NetworkError("a size is below 0")
    return made(sizes, 8)


def _range(start: Array, limit: Array, delta: Array) -> Computed:
    first, last, step = (array.item() for array in (start, limit, delta))
    count = max(0, math.ceil((last - first) / step))
    return (first + np.arange(count) * step).astype(start.dtype)


def _cost_of_range(_: Node, given: Given) -> Cost:
    first, last, step = (float(present(given, place).item()) for place in range(3))
    count = (last - first) / step if step else math.nan
    if not math.isfinite(count):
        raise NetworkError("it has no end")
    return made((max(0, math.ceil(count)),), 8, 3)


def _eye(node: Node, _: Given) -> Compute:
    offset = node.integer("k", 0)
    dtype = dtype_of(node.integer("dtype", 0)) if node.has("dtype") else None

    def compute(x: Array) -> Computed:
        rows, columns = x.shape
        return np.eye(rows, columns, offset, x.dtype if dtype is None else dtype)

    return compute


def _triangle(node: Node, _: Given) -> Compute:
    upper = node.integer("upper", 1)

    def compute(x: Array, offset: Array | None = None) -> Computed:
        diagonal = 0 if offset is None else whole_numbers(offset)[0]
        return np.triu(x, diagonal) if upper else np.tril(x, diagonal)

    return compute


def _cost_of_triangle(node: Node, given: Given) -> Cost:
    if present(given, 0).ndim < 2:
        raise NetworkError("it has no rows and columns")
    return of_first(2)(node, given)


OPERATORS: Final[dict[str, Operator]] = {
    "Concat": Operator(_concat, of_all),
    "Constant": Operator(_constant, free),
    "ConstantOfShape": Operator(_filled, _cost_of_filled, (0,)),
    "Expand": Operator(always(_expand), free, (1,)),
    "EyeLike": Operator(_eye, of_first(2)),
    "Flatten": Operator(_flatten, of_first()),
    "Pad": Operator(_pad, _cost_of_pad, (1, 3)),
    "Range": Operator(always(_range), _cost_of_range, (0, 1, 2)),
    "Reshape": Operator(_reshape, of_first(), (1,)),
    "Shape": Operator(_shape, free),
    "Size": Operator(always(_size), free),
    "Slice": Operator(_slice, free, (1, 2, 3, 4)),
    "Split": Operator(_split, free, (1,)),
    "Squeeze": Operator(_squeeze, free, (1,)),
    "Tile": Operator(always(_tile), _cost_of_tile, (1,)),
    "Transpose": Operator(_transpose, free),
    "Trilu": Operator(_triangle, _cost_of_triangle),
    "Unsqueeze": Operator(_unsqueeze, free, (1,)),
}
