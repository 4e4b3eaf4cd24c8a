"""Functions of an ONNX file: each call is replaced by the function's nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine import limits
from engine.players.network.errors import NetworkError, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.players.network.graph import Attribute, Node


class Function(NamedTuple):
    """Nodes with a name; *defaults* are the attributes that a call may omit."""

    name: str
    domain: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    defaults: Mapping[str, Attribute]
    nodes: tuple[Node, ...]


def call_functions(nodes: Sequence[Node], functions: Sequence[Function]) -> tuple[Node, ...]:
    """Inline all calls; NetworkError if that makes too many nodes, as for a function that
    calls itself.
    """
    known = {("" if one.domain == "ai.onnx" else one.domain, one.name): one for one in functions}
    called: list[Node] = []
    waiting = list(reversed(nodes))
    calls = 0
    while waiting:
        node = waiting.pop()
        key = (node.domain, node.operator)
        if key in known:
            calls += 1
            waiting += reversed(_body(node, known[key], f"call {calls}: "))
        else:
            called.append(node)
        if len(called) + len(waiting) > limits.NETWORK_NODES or calls > limits.NETWORK_NODES:
            raise NetworkError(f"it has more than {limits.NETWORK_NODES:,} nodes")
    return tuple(called)


def _body(call: Node, function: Function, prefix: str) -> list[Node]:
    """Return the nodes of a function with the names and attributes of one call."""
    if len(call.inputs) > len(function.inputs) or len(call.outputs) > len(function.outputs):
        raise NetworkError(f"the function {shown(function.name)} is called with too many names")
    given = [*call.inputs, *[""] * (len(function.inputs) - len(call.inputs))]
    names = dict(zip(function.inputs, given, strict=True))
    for inner, outer in zip(function.outputs, call.outputs, strict=False):
        if outer:
            if inner in names:
                raise NetworkError(f"the function {shown(function.name)} makes one of its inputs")
            names[inner] = outer

    def rename(name: str) -> str:
        return names[name] if name in names else f"{prefix}{name}" if name else ""

    attributes = {**function.defaults, **call.attributes}
    return [
        node._replace(
            inputs=tuple(rename(name) for name in node.inputs),
            outputs=tuple(rename(name) for name in node.outputs),
            attributes={
                **node.attributes,
                **{
                    name: attributes[reference]
                    for name, reference in node.references.items()
                    if reference in attributes
                },
            },
            references={
                name: call.references[reference]
                for name, reference in node.references.items()
                if reference not in attributes and reference in call.references
            },
        )
        for node in function.nodes
    ]
