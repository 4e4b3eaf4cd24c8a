"""Reading an ONNX file (https://onnx.ai/onnx/repo-docs/IR.html); fields are those of onnx.proto."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from engine import limits
from engine.players.network import wire
from engine.players.network.errors import NetworkError, shown
from engine.players.network.functions import Function, call_functions
from engine.players.network.graph import Declared, Graph, Node
from engine.players.network.tensors import Array, read_tensor, tensor_name
from engine.players.network.wire import Message, Reader

if TYPE_CHECKING:
    from engine.players.network.graph import Attribute

OLDEST: Final = 7
NEWEST: Final = 28
"""The newest supported version of the operators."""
OWN_DOMAINS: Final = ("", "ai.onnx")

_GRAPH, _OPERATORS, _FUNCTIONS = 7, 8, 25
_DOMAIN, _VERSION = 1, 2


class _Node(NamedTuple):
    inputs: int = 1
    outputs: int = 2
    operator: int = 4
    attributes: int = 5
    domain: int = 7


class _Attribute(NamedTuple):
    name: int = 1
    number: int = 2
    integer: int = 3
    text: int = 4
    tensor: int = 5
    graph: int = 6
    numbers: int = 7
    integers: int = 8
    texts: int = 9
    graphs: int = 11
    kind: int = 20
    reference: int = 21


class _Graph(NamedTuple):
    nodes: int = 1
    constants: int = 5
    inputs: int = 11
    outputs: int = 12
    sparse: int = 15


class _Function(NamedTuple):
    name: int = 1
    inputs: int = 4
    outputs: int = 5
    attributes: int = 6
    nodes: int = 7
    operators: int = 9
    domain: int = 10
    defaults: int = 11


_NODE, _ATTRIBUTE, _PARTS, _FUNCTION = _Node(), _Attribute(), _Graph(), _Function()
_NUMBER, _INTEGER, _TEXT, _TENSOR, _NUMBERS, _INTEGERS, _TEXTS = 1, 2, 3, 4, 6, 7, 8
"""Types of attributes."""


def read_graph(content: bytes) -> Graph:
    """Read the graph of a file; NetworkError says in a sentence why it can't be run.

    The result has no loops and no branches, is in one file, and is within `engine.limits`.
    Functions are inlined.
    """
    if len(content) > limits.NETWORK_BYTES:
        raise NetworkError(f"it is larger than {limits.NETWORK_BYTES:,} bytes")
    reader = Reader()
    model = reader.message(memoryview(content))
    graphs = reader.messages(model, _GRAPH)
    if len(graphs) != 1:
        raise NetworkError("it is no ONNX file: there is no network in it")
    (parts,) = graphs
    if wire.fields_of(parts, _PARTS.sparse):
        raise NetworkError("it has sparse tensors, which are not supported")
    version = _version(reader, reader.messages(model, _OPERATORS))
    nodes = [_read_node(reader, one, version) for one in reader.messages(parts, _PARTS.nodes)]
    functions = [_read_function(reader, one) for one in reader.messages(model, _FUNCTIONS)]
    constants = _read_constants(reader, parts)
    graph = Graph(
        tuple(
            declared
            for declared in _read_declared(reader, parts, _PARTS.inputs)
            if declared.name not in constants
        ),
        tuple(_read_declared(reader, parts, _PARTS.outputs)),
        constants,
        call_functions(nodes, functions),
    )
    graph.check()
    return graph


def _version(reader: Reader, operators: list[Message]) -> int:
    """Return the version of ONNX's own operators."""
    for one in operators:
        if wire.text(one, _DOMAIN) in OWN_DOMAINS:
            version = reader.integer(one, _VERSION, 0)
            if not OLDEST <= version <= NEWEST:
                raise NetworkError(
                    f"it needs version {version} of ONNX's operators;"
                    f" known are {OLDEST} to {NEWEST}"
                )
            return version
    raise NetworkError("it does not say which version of ONNX's operators it needs")


def _read_constants(reader: Reader, parts: Message) -> dict[str, Array]:
    constants: dict[str, Array] = {}
    for one in reader.messages(parts, _PARTS.constants):
        name = tensor_name(one)
        if name in constants:
            raise NetworkError(f"the name {shown(name)} is made twice")
        constants[name] = read_tensor(reader, one)
    return constants


def _read_declared(reader: Reader, parts: Message, number: int) -> list[Declared]:
    return [_read_value(reader, one) for one in reader.messages(parts, number)]


def _read_value(reader: Reader, message: Message) -> Declared:
    """Read an input or output: its name and type, which must be a tensor."""
    name = wire.text(message, 1)
    tensors = [
        tensor for kind in reader.messages(message, 2) for tensor in reader.messages(kind, 1)
    ]
    if len(tensors) != 1:
        raise NetworkError(f"{shown(name)} is no tensor")
    (tensor,) = tensors
    shapes = reader.messages(tensor, 2)
    shape = (
        None if not shapes else tuple(_size(reader, one) for one in reader.messages(shapes[-1], 1))
    )
    return Declared(name, reader.integer(tensor, 1, 0), shape)


def _size(reader: Reader, message: Message) -> int | None:
    """Read the size of an axis, None if it may be any."""
    sizes = reader.integers(message, 1)
    return sizes[-1] if sizes else None


def _read_node(reader: Reader, message: Message, version: int) -> Node:
    operator = wire.text(message, _NODE.operator)
    domain = wire.text(message, _NODE.domain)
    attributes: dict[str, Attribute] = {}
    references: dict[str, str] = {}
    for one in reader.messages(message, _NODE.attributes):
        name, reference = wire.text(one, _ATTRIBUTE.name), wire.text(one, _ATTRIBUTE.reference)
        if wire.fields_of(one, _ATTRIBUTE.graph) or wire.fields_of(one, _ATTRIBUTE.graphs):
            raise NetworkError(
                f"the operator {shown(operator)} holds a network of its own:"
                " loops and branches are not supported"
            )
        if reference:
            references[name] = reference
        else:
            attributes[name] = _read_attribute(reader, one, name)
    return Node(
        operator,
        "" if domain in OWN_DOMAINS else domain,
        tuple(wire.texts(message, _NODE.inputs)),
        tuple(wire.texts(message, _NODE.outputs)),
        attributes,
        references,
        version,
    )


def _read_attribute(reader: Reader, message: Message, name: str) -> Attribute:
    kind = reader.integer(message, _ATTRIBUTE.kind, 0)
    if kind == _NUMBER:
        data = wire.chunks(message, _ATTRIBUTE.number)
        return struct.unpack("<f", data[-1])[0] if data else 0.0
    if kind == _INTEGER:
        return reader.integer(message, _ATTRIBUTE.integer, 0)
    if kind == _TEXT:
        return wire.text(message, _ATTRIBUTE.text)
    if kind == _TENSOR:
        tensors = reader.messages(message, _ATTRIBUTE.tensor)
        if len(tensors) == 1:
            return read_tensor(reader, tensors[0])
    if kind == _NUMBERS:
        return wire.floats(message, _ATTRIBUTE.numbers)
    if kind == _INTEGERS:
        return reader.integers(message, _ATTRIBUTE.integers)
    if kind == _TEXTS:
        return wire.texts(message, _ATTRIBUTE.texts)
    raise NetworkError(f"the attribute {shown(name)} is of a kind that is not supported")


def _read_function(reader: Reader, message: Message) -> Function:
    version = _version(reader, reader.messages(message, _FUNCTION.operators))
    defaults = {
        wire.text(one, _ATTRIBUTE.name): _read_attribute(
            reader, one, wire.text(one, _ATTRIBUTE.name)
        )
        for one in reader.messages(message, _FUNCTION.defaults)
    }
    return Function(
        wire.text(message, _FUNCTION.name),
        wire.text(message, _FUNCTION.domain),
        tuple(wire.texts(message, _FUNCTION.inputs)),
        tuple(wire.texts(message, _FUNCTION.outputs)),
        defaults,
        tuple(
            _read_node(reader, one, version) for one in reader.messages(message, _FUNCTION.nodes)
        ),
    )
