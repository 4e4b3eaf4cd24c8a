"""Tensors of an ONNX file as arrays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from engine import limits
from engine.players.network import wire
from engine.players.network.errors import NetworkError, shown

if TYPE_CHECKING:
    from engine.players.network.wire import Message, Reader

Array = npt.NDArray[Any]
"""A tensor of a network, with the shape and the type that the file declares."""
Computed = Any
"""The results of numpy's arithmetic: arrays, or its scalars, which behave as arrays do."""

DTYPES: Final[dict[int, np.dtype[Any]]] = {
    1: np.dtype("<f4"),
    2: np.dtype("u1"),
    3: np.dtype("i1"),
    4: np.dtype("<u2"),
    5: np.dtype("<i2"),
    6: np.dtype("<i4"),
    7: np.dtype("<i8"),
    9: np.dtype("?"),
    10: np.dtype("<f2"),
    11: np.dtype("<f8"),
    12: np.dtype("<u4"),
    13: np.dtype("<u8"),
}
"""The supported types of numbers, by their number in ONNX."""
FLOAT32: Final = 1
_HALF: Final = 10
_NAMES: Final = {8: "text", 14: "complex64", 15: "complex128", 16: "bfloat16"}
_EXTERNAL: Final = 1

_DIMS, _TYPE, _SEGMENT, _FLOATS, _INT32S, _TEXTS, _INT64S = 1, 2, 3, 4, 5, 6, 7
_NAME, _RAW, _DOUBLES, _UINT64S, _ELSEWHERE, _LOCATION = 8, 9, 10, 11, 13, 14
_TYPED: Final = {1: (_FLOATS, "<f4"), 11: (_DOUBLES, "<f8")}


def dtype_of(kind: int) -> np.dtype[Any]:
    """Return the number type of ONNX's number *kind*; NetworkError for others."""
    if kind not in DTYPES:
        name = _NAMES[kind] if kind in _NAMES else f"type {kind}"
        raise NetworkError(f"numbers of {name} are not supported")
    return DTYPES[kind]


def tensor_name(message: Message) -> str:
    """Return the name of a tensor."""
    return wire.text(message, _NAME)


def read_tensor(reader: Reader, message: Message) -> Array:
    """Read a tensor; NetworkError if it is incomplete, in another file, or too large."""
    place = f"the tensor {shown(tensor_name(message))}"
    outside = wire.fields_of(message, _ELSEWHERE)
    if outside or reader.integer(message, _LOCATION, 0) == _EXTERNAL:
        raise NetworkError(f"{place} is kept in another file; a policy is one file")
    if wire.fields_of(message, _SEGMENT) or wire.fields_of(message, _TEXTS):
        raise NetworkError(f"{place} is of a kind that is not supported")
    dtype = dtype_of(reader.integer(message, _TYPE, 0))
    shape = reader.integers(message, _DIMS)
    if len(shape) > limits.NETWORK_AXES or any(size < 0 for size in shape):
        raise NetworkError(f"{place} has no possible shape")
    count = math.prod(shape)
    if count * dtype.itemsize > limits.NETWORK_BYTES:
        raise NetworkError(f"{place} says that it has {count:,} numbers, which is too large")
    values = _values(reader, message, dtype)
    if len(values) != count:
        raise NetworkError(f"{place} says that it has {count:,} numbers, and has {len(values):,}")
    return values.reshape(shape)


def _values(reader: Reader, message: Message, dtype: np.dtype[Any]) -> Array:
    raw = wire.chunks(message, _RAW)
    if raw:
        if len(raw[-1]) % dtype.itemsize:
            raise NetworkError("a tensor holds half a number")
        # A copy is aligned, as fast arithmetic requires.
        return np.frombuffer(raw[-1], dtype).copy()
    kind = next(kind for kind, known in DTYPES.items() if known == dtype)
    if kind in _TYPED:
        number, written = _TYPED[kind]
        data = b"".join(wire.chunks(message, number))
        if len(data) % dtype.itemsize:
            raise NetworkError("a tensor holds half a number")
        return np.frombuffer(data, written)
    if dtype == np.int64:
        return np.array(reader.integers(message, _INT64S), dtype)
    if dtype.kind == "u" and dtype.itemsize > np.dtype("u2").itemsize:
        return np.array(reader.naturals(message, _UINT64S), np.uint64).astype(dtype)
    numbers = np.array(reader.integers(message, _INT32S), np.int64)
    if kind == _HALF:
        return numbers.astype("<u2").view(dtype)
    return numbers.astype(dtype)
