"""Operators that normalize numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engine.players.network.errors import NetworkError
from engine.players.network.operators.operator import (
    Operator,
    axis_of,
    elementwise,
    of_first,
    present,
)

if TYPE_CHECKING:
    from engine.players.network.graph import Node
    from engine.players.network.operators.operator import Compute, Cost, Given
    from engine.players.network.tensors import Array, Computed

_SMALL: Final = 1e-5
_PER_CHANNEL: Final = 21
"""From this version on, GroupNormalization scales channels; before that, groups of them."""


def _standardized(x: Array, axes: tuple[int, ...], small: float) -> Computed:
    """Return numbers with mean 0 and variance 1."""
    return _standardize(x, axes, small)[0]


def _standardize(x: Array, axes: tuple[int, ...], small: float) -> tuple[Any, Any, Any]:
    """Return numbers with mean 0 and variance 1, the mean, and the scaling factor."""
    mean = x.mean(axis=axes, keepdims=True)
    centred = x - mean
    variance = np.square(centred).mean(axis=axes, keepdims=True)
    factor = 1 / np.sqrt(variance + x.dtype.type(small))
    return centred * factor, mean, factor


def _along_channels(array: Array, x: Array) -> Array:
    if x.ndim < 2 or array.shape != x.shape[1:2]:
        raise NetworkError("it has not one number a channel")
    return array.reshape(-1, *[1] * (x.ndim - 2))


def _layer(node: Node, _: Given) -> Compute:
    axis, small = node.integer("axis", -1), node.number("epsilon", _SMALL)

    def compute(x: Array, scale: Array, bias: Array | None = None) -> Computed:
        axes = tuple(range(axis_of(axis, x.ndim), x.ndim))
        made, mean, factor = _standardize(x, axes, small)
        scaled = made * scale
        return (scaled if bias is None else scaled + bias), mean, factor

    return compute


def _root_mean_square(node: Node, _: Given) -> Compute:
    axis, small = node.integer("axis", -1), node.number("epsilon", _SMALL)

    def compute(x: Array, scale: Array) -> Computed:
        axes = tuple(range(axis_of(axis, x.ndim), x.ndim))
        mean = np.square(x).mean(axis=axes, keepdims=True)
        return x / np.sqrt(mean + x.dtype.type(small)) * scale

    return compute


def _batch(node: Node, _: Given) -> Compute:
    small = node.number("epsilon", _SMALL)
    if node.integer("training_mode", 0) or len(node.outputs) > 1:
        raise NetworkError("it is in training")

    def compute(x: Array, scale: Array, bias: Array, mean: Array, variance: Array) -> Computed:
        factor = scale / np.sqrt(variance + variance.dtype.type(small))
        shift = bias - mean * factor
        return x * _along_channels(factor, x) + _along_channels(shift, x)

    return compute


def _cost_of_batch(node: Node, given: Given) -> Cost:
    x = present(given, 0)
    if any(present(given, place).shape != x.shape[1:2] for place in range(1, 5)):
        raise NetworkError("it has not one number a channel")
    return of_first(3)(node, given)


def _instance(node: Node, _: Given) -> Compute:
    small = node.number("epsilon", _SMALL)

    def compute(x: Array, scale: Array, bias: Array) -> Computed:
        made = _standardized(x, tuple(range(2, x.ndim)), small)
        return made * _along_channels(scale, x) + _along_channels(bias, x)

    return compute


def _group(node: Node, _: Given) -> Compute:
    small, groups = node.number("epsilon", _SMALL), node.integer("num_groups", 0)
    if groups < 1:
        raise NetworkError("it has no groups")

    def compute(x: Array, scale: Array, bias: Array) -> Computed:
        parts = x.reshape(x.shape[0], groups, -1)
        made = _standardized(parts, (2,), small)
        if node.version < _PER_CHANNEL:
            if scale.shape != (groups,) or bias.shape != (groups,):
                raise NetworkError("it has not one number a group")
            made = made * scale[:, None] + bias[:, None]
            return made.reshape(x.shape)
        return made.reshape(x.shape) * _along_channels(scale, x) + _along_channels(bias, x)

    return compute


def _mean_variance(node: Node, _: Given) -> Compute:
    named = node.integers("axes")
    axes = (0, 2, 3) if named is None else tuple(named)

    def compute(x: Array) -> Computed:
        centred = x - x.mean(axis=axes, keepdims=True)
        deviation = np.sqrt(np.square(centred).mean(axis=axes, keepdims=True))
        return centred / (deviation + x.dtype.type(1e-9))

    return compute


def _length(node: Node, _: Given) -> Compute:
    axis, power = node.integer("axis", -1), node.integer("p", 2)
    if power not in {1, 2}:
        raise NetworkError("its power is neither 1 nor 2")

    def compute(x: Array) -> Computed:
        length = np.linalg.norm(x, power, axis_of(axis, x.ndim), keepdims=True)
        return np.where(length == 0, x.dtype.type(0), x / length)

    return compute


OPERATORS: Final[dict[str, Operator]] = {
    "BatchNormalization": Operator(_batch, _cost_of_batch),
    "GroupNormalization": Operator(_group, of_first(6)),
    "InstanceNormalization": Operator(_instance, of_first(6)),
    "LayerNormalization": Operator(_layer, elementwise(6)),
    "LpNormalization": Operator(_length, of_first(4)),
    "MeanVarianceNormalization": Operator(_mean_variance, of_first(5)),
    "RMSNormalization": Operator(_root_mean_square, elementwise(4)),
}
