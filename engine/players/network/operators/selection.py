"""Operators that select numbers by their places, or store them there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engine.players.network.errors import NetworkError
from engine.players.network.operators.operator import (
    Cost,
    Operator,
    always,
    axis_of,
    made,
    of_first,
    present,
    whole_numbers,
)

if TYPE_CHECKING:
    from engine.players.network.graph import Node
    from engine.players.network.operators.operator import Compute, Given
    from engine.players.network.tensors import Array, Computed


def _gather(node: Node, known: Given) -> Compute:
    axis, places = node.integer("axis", 0), known[1]
    if places is not None and not places.ndim and axis >= 0:
        index = (*[slice(None)] * axis, int(places))
        return lambda x, _: x[index]
    return lambda x, places: np.take(x, places, axis)


def _cost_of_gather(node: Node, given: Given) -> Cost:
    x, places = present(given, 0), present(given, 1)
    axis = axis_of(node.integer("axis", 0), x.ndim)
    return made((*x.shape[:axis], places.size, *x.shape[axis + 1 :]), max(8, x.itemsize))


def _from_start(places: Array, size: int) -> Array:
    return np.where(places < 0, places + size, places)


def _gather_elements(node: Node, _: Given) -> Compute:
    axis = node.integer("axis", 0)

    def compute(x: Array, places: Array) -> Computed:
        return x[_elements(x, places, axis)]

    return compute


def _elements(x: Array, places: Array, axis: int) -> tuple[Array, ...]:
    """Return the numpy index for places along an axis."""
    place = axis_of(axis, x.ndim)
    index: list[Array] = list(np.indices(places.shape, sparse=True))
    index[place] = _from_start(places, x.shape[place])
    return tuple(index)


def _cost_of_places(_: Node, given: Given) -> Cost:
    places = present(given, 1)
    return made((places.size, max(1, places.ndim)), 8, 6)


def _gather_slices(node: Node, _: Given) -> Compute:
    batch = node.integer("batch_dims", 0)

    def compute(x: Array, places: Array) -> Computed:
        return x[_index(places, batch)]

    return compute


def _index(places: Array, batch: int) -> tuple[Any, ...]:
    """Return the numpy index for rows of places after *batch* common axes."""
    shape = places.shape[:-1]
    common = np.ogrid[tuple(slice(size) for size in shape[:batch])] if batch else []
    wide = [one.reshape(one.shape + (1,) * (len(shape) - batch)) for one in common]
    return (*wide, *np.moveaxis(places, -1, 0))


def _cost_of_slices(node: Node, given: Given) -> Cost:
    x, places = present(given, 0), present(given, 1)
    if not places.ndim:
        raise NetworkError("its places are no list")
    picked = node.integer("batch_dims", 0) + places.shape[-1]
    if picked > x.ndim:
        raise NetworkError("its places have more numbers than there are axes")
    return made((*places.shape[:-1], *x.shape[picked:]), max(8, x.itemsize), 2)


_CHANGES: Final = {
    "add": np.add,
    "mul": np.multiply,
    "max": np.maximum,
    "min": np.minimum,
}


def _change(node: Node, found: Array, index: tuple[Any, ...], updates: Array) -> Computed:
    how = node.text("reduction", "none")
    if how == "none":
        found[index] = updates
    elif how in _CHANGES:
        _CHANGES[how].at(found, index, updates)
    else:
        raise NetworkError("its reduction is not known")
    return found


def _scatter_elements(node: Node, _: Given) -> Compute:
    axis = node.integer("axis", 0)

    def compute(x: Array, places: Array, updates: Array) -> Computed:
        if updates.shape != places.shape:
            raise NetworkError("it has not as many numbers as places")
        return _change(node, x.copy(), _elements(x, places, axis), updates)

    return compute


def _scatter_slices(node: Node, _: Given) -> Compute:
    def compute(x: Array, places: Array, updates: Array) -> Computed:
        if updates.shape != (*places.shape[:-1], *x.shape[places.shape[-1] :]):
            raise NetworkError("it has not as many numbers as places")
        return _change(node, x.copy(), _index(places, 0), updates)

    return compute


def _cost_of_scatter(node: Node, given: Given) -> Cost:
    x, places, updates = (present(given, place) for place in range(3))
    if node.operator == "ScatterND" and (not places.ndim or places.shape[-1] > x.ndim):
        raise NetworkError("its places have more numbers than there are axes")
    count = x.size + 4 * places.size + 2 * updates.size
    return made((count,), 8)


def _one_hot(node: Node, _: Given) -> Compute:
    axis = node.integer("axis", -1)

    def compute(places: Array, depth: Array, values: Array) -> Computed:
        size = int(depth.item())
        wide = np.expand_dims(_from_start(places, size), axis)
        shape = [1] * wide.ndim
        shape[axis] = size
        off, on = values
        return np.where(wide == np.arange(size).reshape(shape), on, off)

    return compute


def _cost_of_one_hot(_: Node, given: Given) -> Cost:
    places, depth = present(given, 0), int(present(given, 1).item())
    if depth < 0:
        raise NetworkError("a size is below 0")
    return made((places.size + 1, depth + 1), 8, 2)


def _nonzero(x: Array) -> Computed:
    return np.array(np.nonzero(x), np.int64).reshape(x.ndim, -1)


def _cost_of_nonzero(_: Node, given: Given) -> Cost:
    x = present(given, 0)
    return made((x.size, max(1, x.ndim)), 8, 2)


def _compress(node: Node, _: Given) -> Compute:
    axis = node.integer("axis", 0) if node.has("axis") else None

    def compute(x: Array, condition: Array) -> Computed:
        return np.compress(condition, x, axis)

    return compute


def _reverse_sequence(node: Node, _: Given) -> Compute:
    time, batch = node.integer("time_axis", 0), node.integer("batch_axis", 1)

    def compute(x: Array, lengths: Array) -> Computed:
        moved = np.moveaxis(x, (batch, time), (0, 1)).copy()
        for row, length in zip(moved, whole_numbers(lengths), strict=True):
            row[:length] = row[:length][::-1].copy()
        return np.moveaxis(moved, (0, 1), (batch, time))

    return compute


OPERATORS: Final[dict[str, Operator]] = {
    "Compress": Operator(_compress, of_first(2), selective=True),
    "Gather": Operator(_gather, _cost_of_gather),
    "GatherElements": Operator(_gather_elements, _cost_of_places),
    "GatherND": Operator(_gather_slices, _cost_of_slices),
    "NonZero": Operator(always(_nonzero), _cost_of_nonzero, selective=True),
    "OneHot": Operator(_one_hot, _cost_of_one_hot, (1,)),
    "ReverseSequence": Operator(_reverse_sequence, of_first(2, 512)),
    "ScatterElements": Operator(_scatter_elements, _cost_of_scatter),
    "ScatterND": Operator(_scatter_slices, _cost_of_scatter),
}
