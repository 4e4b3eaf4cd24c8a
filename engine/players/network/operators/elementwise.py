"""Elementwise operators."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engine.players.network.errors import NetworkError
from engine.players.network.operators.operator import (
    Operator,
    always,
    elementwise,
    free,
    of_first,
    optional,
    present,
)
from engine.players.network.tensors import dtype_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.players.network.graph import Node
    from engine.players.network.operators.operator import Compute, Cost, Given
    from engine.players.network.tensors import Array, Computed


def _divide(first: Array, second: Array) -> Computed:
    """Divide; integers are truncated towards zero."""
    if first.dtype.kind == "f":
        return first / second
    quotient = np.floor_divide(first, second)
    left = first - quotient * second
    return quotient + ((left != 0) & ((first < 0) != (second < 0)))


def _power(base: Array, exponent: Array) -> Computed:
    return np.power(base, exponent).astype(base.dtype)


def _modulo(node: Node, _: Given) -> Compute:
    return np.fmod if node.integer("fmod", 0) else np.mod


def _sigmoid(x: Array) -> Computed:
    return 1 / (1 + np.exp(-x))


def _softplus(x: Array) -> Computed:
    return np.logaddexp(x, x.dtype.type(0))


def _error_function(x: Array) -> Computed:
    """Return the error function to seven digits (Abramowitz and Stegun 1964, 7.1.26)."""
    size = np.abs(x.astype(np.float64))
    t = 1 / (1 + 0.3275911 * size)
    sum_of = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    return (np.sign(x) * (1 - sum_of * np.exp(-size * size))).astype(x.dtype)


def _gelu(node: Node, _: Given) -> Compute:
    if node.text("approximate", "none") == "tanh":
        return lambda x: x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return lambda x: x / 2 * (1 + _error_function(x / math.sqrt(2)))


def _with(compute: Callable[..., Any], **absent: float) -> Callable[[Node, Given], Compute]:
    """Return the `prepare` of a function with attributes, given with their defaults."""

    def prepare(node: Node, _: Given) -> Compute:
        values = {name: node.number(name, number) for name, number in absent.items()}
        return functools.partial(compute, **values)

    return prepare


def _leaky(x: Array, alpha: float) -> Computed:
    return np.where(x < 0, x * alpha, x)


def _elu(x: Array, alpha: float) -> Computed:
    return np.where(x < 0, alpha * np.expm1(np.minimum(x, 0)), x)


def _selu(x: Array, alpha: float, gamma: float) -> Computed:
    return gamma * _elu(x, alpha)


def _celu(x: Array, alpha: float) -> Computed:
    return np.maximum(x, 0) + np.minimum(0, alpha * np.expm1(x / alpha))


def _above(x: Array, alpha: float) -> Computed:
    return np.where(x > alpha, x, 0)


def _hard_sigmoid(x: Array, alpha: float, beta: float) -> Computed:
    return np.clip(alpha * x + beta, 0, 1)


def _swish(x: Array, alpha: float) -> Computed:
    return x * _sigmoid(alpha * x)


def _shrink(x: Array, lambd: float, bias: float) -> Computed:
    return np.where(x < -lambd, x + bias, np.where(x > lambd, x - bias, 0))


def _hard_swish(x: Array) -> Computed:
    return x * np.clip(x / 6 + 1 / 2, 0, 1)


def _mish(x: Array) -> Computed:
    return x * np.tanh(_softplus(x))


def _softsign(x: Array) -> Computed:
    return x / (1 + np.abs(x))


def _inverse(x: Array) -> Computed:
    return 1 / x


def _prelu(x: Array, slope: Array) -> Computed:
    return np.where(x < 0, x * slope, x)


def _clip(node: Node, _: Given) -> Compute:
    low, high = (node.number(name, 0.0) if node.has(name) else None for name in ("min", "max"))

    def clip(x: Array, least: Array | None = None, most: Array | None = None) -> Computed:
        if least is None and low is not None:
            least = np.asarray(low, x.dtype)
        if most is None and high is not None:
            most = np.asarray(high, x.dtype)
        x = x if least is None else np.maximum(x, least)
        return x if most is None else np.minimum(x, most)

    return clip


def _fold(compute: Compute) -> Compute:
    return lambda *arrays: functools.reduce(compute, arrays)


def _mean(*arrays: Array) -> Computed:
    return functools.reduce(np.add, arrays) / len(arrays)


def _infinite(node: Node, _: Given) -> Compute:
    below, above = node.integer("detect_negative", 1), node.integer("detect_positive", 1)
    return lambda x: (np.isposinf(x) & bool(above)) | (np.isneginf(x) & bool(below))


def _where(condition: Array, first: Array, second: Array) -> Computed:
    return np.where(condition, first, second)


def _cast(node: Node, _: Given) -> Compute:
    dtype = dtype_of(node.integer("to", 0))
    return lambda x: x.astype(dtype)


def _cast_like(x: Array, like: Array) -> Computed:
    return x.astype(like.dtype)


def _cost_of_cast(_: Node, given: Given) -> Cost:
    return of_first(copies=2)(_, given)


def _identity(x: Array) -> Computed:
    return x


def _dropout(node: Node, known: Given) -> Compute:
    """Return the input unchanged: dropout is only for training."""
    training = optional(known, 2)
    if len(known) > 2 and (training is None or training.any()):
        raise NetworkError("it may be in training, which draws by chance")
    if len(node.outputs) == 1:
        return lambda x, *_: x
    return lambda x, *_: (x, np.ones(x.shape, np.bool_))


def _simple(compute: Compute, copies: int = 1) -> Operator:
    return Operator(always(compute), elementwise(copies))


def _function(compute: Callable[..., Any], copies: int = 4, **absent: float) -> Operator:
    """Return an operator of one number; results keep the input's type."""
    prepared = _with(compute, **absent)

    def prepare(node: Node, known: Given) -> Compute:
        inner = prepared(node, known)
        return lambda x: inner(x).astype(x.dtype, copy=False)

    return Operator(prepare, of_first(copies))


def _cost_of_first_shape(_: Node, given: Given) -> Cost:
    return of_first(2)(_, [present(given, 0)])


OPERATORS: Final[dict[str, Operator]] = {
    "Abs": _simple(np.absolute),
    "Add": _simple(np.add),
    "And": _simple(np.logical_and),
    "BitwiseAnd": _simple(np.bitwise_and),
    "BitwiseNot": _simple(np.invert),
    "BitwiseOr": _simple(np.bitwise_or),
    "BitwiseXor": _simple(np.bitwise_xor),
    "Cast": Operator(_cast, _cost_of_cast),
    "CastLike": Operator(always(_cast_like), _cost_of_first_shape),
    "Clip": Operator(_clip, elementwise(2)),
    "Div": _simple(_divide, 4),
    "Dropout": Operator(_dropout, _cost_of_first_shape),
    "Equal": _simple(np.equal),
    "Gelu": Operator(_gelu, of_first(16)),
    "Greater": _simple(np.greater),
    "GreaterOrEqual": _simple(np.greater_equal),
    "HardSwish": _simple(_hard_swish, 4),
    "Identity": Operator(always(_identity), free),
    "IsInf": Operator(_infinite, of_first(3)),
    "IsNaN": _simple(np.isnan),
    "Less": _simple(np.less),
    "LessOrEqual": _simple(np.less_equal),
    "Max": _simple(_fold(np.maximum), 2),
    "Mean": _simple(_mean, 2),
    "Min": _simple(_fold(np.minimum), 2),
    "Mish": _simple(_mish, 4),
    "Mod": Operator(_modulo, elementwise()),
    "Mul": _simple(np.multiply),
    "Neg": _simple(np.negative),
    "Not": _simple(np.logical_not),
    "Or": _simple(np.logical_or),
    "PRelu": _simple(_prelu, 3),
    "Pow": Operator(always(_power), elementwise(3, 128)),
    "Relu": _simple(lambda x: np.maximum(x, 0)),
    "Sub": _simple(np.subtract),
    "Sum": _simple(_fold(np.add), 2),
    "Where": _simple(_where),
    "Xor": _simple(np.logical_xor),
    **{
        name: Operator(always(compute), elementwise(1, 64))
        for name, compute in {
            "Acos": np.arccos,
            "Acosh": np.arccosh,
            "Asin": np.arcsin,
            "Asinh": np.arcsinh,
            "Atan": np.arctan,
            "Atanh": np.arctanh,
            "Ceil": np.ceil,
            "Cos": np.cos,
            "Cosh": np.cosh,
            "Exp": np.exp,
            "Floor": np.floor,
            "Log": np.log,
            "Round": np.rint,
            "Sign": np.sign,
            "Sin": np.sin,
            "Sinh": np.sinh,
            "Sqrt": np.sqrt,
            "Tan": np.tan,
            "Tanh": np.tanh,
        }.items()
    },
    "Celu": _function(_celu, alpha=1.0),
    "Elu": _function(_elu, alpha=1.0),
    "Erf": _function(_error_function, 12),
    "HardSigmoid": _function(_hard_sigmoid, alpha=0.2, beta=0.5),
    "LeakyRelu": _function(_leaky, alpha=0.01),
    "Reciprocal": _function(_inverse),
    "Selu": _function(_selu, alpha=1.6732631921768188, gamma=1.0507010221481323),
    "Shrink": _function(_shrink, lambd=0.5, bias=0.0),
    "Sigmoid": _function(_sigmoid),
    "Softplus": _function(_softplus),
    "Softsign": _function(_softsign),
    "Swish": _function(_swish, alpha=1.0),
    "ThresholdedRelu": _function(_above, alpha=1.0),
}
