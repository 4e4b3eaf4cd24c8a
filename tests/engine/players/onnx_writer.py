"""Writes ONNX files byte by byte, also those that no tool would write."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.players.model import codec_of

KINDS = {"float32": 1, "uint8": 2, "int32": 6, "int64": 7, "bool": 9, "float64": 11}
FLOAT, INT, STRING, TENSOR, GRAPH, FLOATS, INTS = 1, 2, 3, 4, 5, 6, 7
CODEC = codec_of("rows")
SIZE, ROWS = CODEC.layout.size, CODEC.spec.rows


def varint(value: int) -> bytes:
    value %= 1 << 64
    groups = []
    while value >= 128:
        groups.append(value % 128 + 128)
        value //= 128
    return bytes([*groups, value])


def field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def fields(number: int, values: Sequence[int | str | bytes]) -> bytes:
    return b"".join(field(number, value) for value in values)


def tensor(
    name: str, array: Any, dims: Sequence[int] | None = None, kind: int | None = None
) -> bytes:
    array = np.asarray(array)
    shape = array.shape if dims is None else dims
    number = KINDS[array.dtype.name] if kind is None else kind
    return fields(1, shape) + field(2, number) + field(8, name) + field(9, array.tobytes())


def attribute(name: str, value: Any) -> bytes:
    said = field(1, name)
    if isinstance(value, bytes):
        return said + field(5, value) + field(20, TENSOR)
    if isinstance(value, float):
        return said + varint(2 << 3 | 5) + struct.pack("<f", value) + field(20, FLOAT)
    if isinstance(value, int):
        return said + field(3, value) + field(20, INT)
    if isinstance(value, str):
        return said + field(4, value) + field(20, STRING)
    return said + fields(8, value) + field(20, INTS)


def node(
    operator: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    domain: str = "",
    **attributes: Any,
) -> bytes:
    written = [attribute(name, value) for name, value in attributes.items()]
    return (
        fields(1, inputs) + fields(2, outputs) + field(4, operator) + fields(5, written)
        + field(7, domain)
    )  # fmt: skip


def declared(name: str, shape: Sequence[int | str], kind: int = 1) -> bytes:
    dims = [field(1, field(1 if isinstance(size, int) else 2, size)) for size in shape]
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, b"".join(dims))))


OBSERVATION = declared("observation", ["n", SIZE])
OUTPUTS = (declared("logits", ["n", ROWS]), declared("value", ["n"]))
WEIGHTS = (
    tensor("weights", np.full((SIZE, ROWS), 0.25, np.float32)),
    tensor("wide", np.full((SIZE, 1), 0.5, np.float32)),
)
LOGITS = node("MatMul", ["observation", "weights"], ["logits"])
VALUE = node("MatMul", ["observation", "wide"], ["value"])


def graph(
    nodes: Sequence[bytes] = (LOGITS, VALUE),
    constants: Sequence[bytes] = WEIGHTS,
    inputs: Sequence[bytes] = (OBSERVATION,),
    outputs: Sequence[bytes] = OUTPUTS,
) -> bytes:
    return fields(1, nodes) + fields(5, constants) + fields(11, inputs) + fields(12, outputs)


def operators(version: int = 17, domain: str = "") -> bytes:
    return field(8, field(1, domain) + field(2, version))


def function(name: str, inputs: Sequence[str], outputs: Sequence[str], *nodes: bytes) -> bytes:
    return field(
        25,
        field(1, name) + fields(4, inputs) + fields(5, outputs) + fields(7, nodes)
        + field(9, field(2, 17)) + field(10, "own"),
    )  # fmt: skip


def model(content: bytes | None = None, *more: bytes, version: int = 17) -> bytes:
    """Write a file; with nothing said, a network that fits."""
    written = graph() if content is None else content
    return field(1, 8) + operators(version) + field(7, written) + b"".join(more)


def policy(*nodes: bytes, constants: Sequence[bytes] = (), **parts: Any) -> bytes:
    """Write a network whose nodes are these and those of its value."""
    return model(graph([*nodes, VALUE], [*WEIGHTS, *constants], **parts))
