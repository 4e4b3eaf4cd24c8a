"""The graph of an ONNX file: inputs, outputs, and the nodes between, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.players.network.errors import NetworkError, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.players.network.tensors import Array

    Attribute = float | int | str | Array | Sequence[float] | Sequence[int] | Sequence[str]


class Node(NamedTuple):
    """One step: an operator, and the names of its inputs ("" if omitted) and outputs.

    *references* are attributes that the caller of a function sets, by the caller's name.
    """

    operator: str
    domain: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Attribute]
    references: Mapping[str, str]
    version: int

    @property
    def place(self) -> str:
        """Return how messages name the node."""
        made = next((name for name in self.outputs if name), "")
        return f"{shown(self.operator)}, which makes {shown(made)}"

    def has(self, name: str) -> bool:
        """Whether an attribute is set."""
        return name in self.attributes

    def integer(self, name: str, absent: int) -> int:
        """Return an integer attribute, or ONNX's default *absent*."""
        value = self.attributes[name] if name in self.attributes else absent
        if not isinstance(value, int):
            raise NetworkError(f"the attribute {name} is no whole number")
        return value

    def number(self, name: str, absent: float) -> float:
        """Return a float attribute, or ONNX's default *absent*."""
        value = self.attributes[name] if name in self.attributes else absent
        if not isinstance(value, float):
            raise NetworkError(f"the attribute {name} is no number")
        return value

    def text(self, name: str, absent: str) -> str:
        """Return a text attribute, or ONNX's default *absent*."""
        value = self.attributes[name] if name in self.attributes else absent
        if not isinstance(value, str):
            raise NetworkError(f"the attribute {name} is no text")
        return value

    def integers(self, name: str) -> list[int] | None:
        """Return the integers of an attribute; None if it is not set."""
        if name not in self.attributes:
            return None
        value = self.attributes[name]
        if not isinstance(value, list) or not all(isinstance(one, int) for one in value):
            raise NetworkError(f"the attribute {name} is no list of whole numbers")
        return value


class Declared(NamedTuple):
    """The declaration of an input or output: its type, and its shape.

    A size that may be any is None, and so is an undeclared shape.
    """

    name: str
    kind: int
    shape: tuple[int | None, ...] | None


class Graph(NamedTuple):
    """A network: every name is defined once, and before it is used."""

    inputs: tuple[Declared, ...]
    outputs: tuple[Declared, ...]
    constants: Mapping[str, Array]
    nodes: tuple[Node, ...]

    def check(self) -> None:
        """Raise NetworkError if a name is defined twice, or used before its definition."""
        made: set[str] = set()
        for name in (*(one.name for one in self.inputs), *self.constants):
            _add(made, name)
        for node in self.nodes:
            for name in node.inputs:
                if name and name not in made:
                    raise NetworkError(
                        f"the node {node.place} uses {shown(name)}, which nothing before it makes"
                    )
            for name in node.outputs:
                if name:
                    _add(made, name)
        for output in self.outputs:
            if output.name not in made:
                raise NetworkError(f"nothing makes its output {shown(output.name)}")
        if len({output.name for output in self.outputs}) < len(self.outputs):
            raise NetworkError("two of its outputs have the same name")


def _add(made: set[str], name: str) -> None:
    if name in made:
        raise NetworkError(f"the name {shown(name)} is made twice")
    made.add(name)
