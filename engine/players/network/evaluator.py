"""The evaluation of a network: constants are computed once, the rest for each answer.

The cost of an answer is known before it is computed, step by step: a step that would exceed the
memory or work allowed by `engine.limits` is refused before it begins. So no network can fill the
memory or run for ever.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engine import limits
from engine.players.network.errors import NetworkError
from engine.players.network.operators import OPERATORS

if TYPE_CHECKING:
    from engine.players.network.graph import Graph, Node
    from engine.players.network.operators.operator import Compute, Cost, Operator
    from engine.players.network.tensors import Array, Computed

_CONSTANT_SHAPES: Final = ("Shape", "Size")
"""Return the same for all inputs of the same shape."""
_VIEWS: Final = ("Flatten", "Reshape", "Squeeze", "Unsqueeze")
"""Return an array in another shape."""
_NOTHING: Final = 0
"""The place of an omitted input."""


class _Step(NamedTuple):
    """A node that is computed for each answer; places are those of arrays, `_NOTHING` if omitted.

    *is_fixed* is whether it has the same cost every time.
    """

    node: Node
    operator: Operator
    compute: Compute
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    is_fixed: bool


class _Spending:
    """What an answer has cost so far."""

    def __init__(self, memory: int = 0, work: int = 0) -> None:
        """Start with a known cost."""
        self.memory = memory
        self.work = work

    def spend(self, cost: Cost) -> None:
        """Add the cost of the next step; NetworkError if it is too much."""
        self.memory += cost.memory
        self.work += cost.work
        if self.memory > limits.NETWORK_MEMORY:
            raise NetworkError(f"an answer would take more than {limits.NETWORK_MEMORY:,} bytes")
        if self.work > limits.NETWORK_WORK:
            raise NetworkError(
                f"an answer would take more than {limits.NETWORK_WORK:,} multiplications"
            )


class Evaluator:
    """The computation of one output of a network from its input."""

    def __init__(self, graph: Graph, output: str, example: Array, seconds: float) -> None:
        """Prepare for inputs of the shape of *example*, and compute a first answer for it.

        NetworkError if that takes more than *seconds*, or if the network can't be computed.
        """
        self._places: dict[str, int] = {}
        self._arrays: list[Array | None] = [None]
        self._constant: set[int] = {_NOTHING}
        self._shaped: set[int] = set()
        self._steps: list[_Step] = []
        spending = _Spending()
        ends = time.monotonic() + seconds
        for name, array in graph.constants.items():
            self._constant.add(self._add(name, array))
        self._input = self._add(graph.inputs[0].name, example)
        self._shaped.add(self._input)
        with np.errstate(all="ignore"):
            for node in _needed(graph, output):
                self._prepare(node, spending)
                if time.monotonic() > ends:
                    raise NetworkError(f"its first answer takes more than {seconds:g} seconds")
        self._output = self._places[output]
        self.first: Array | None = self._arrays[self._output]
        self._fixed = self._spending_of_fixed()
        for place in range(len(self._arrays)):
            if place not in self._constant:
                self._arrays[place] = None

    def _add(self, name: str, array: Array | None) -> int:
        place = len(self._arrays)
        self._places[name] = place
        self._arrays.append(array)
        return place

    def answer(self, given: Array) -> Computed:
        """Compute the output; NetworkError if that is impossible for this input."""
        arrays = self._arrays.copy()
        arrays[self._input] = given
        spending = _Spending(*self._fixed)
        with np.errstate(all="ignore"):
            for step in self._steps:
                inputs = [arrays[place] for place in step.inputs]
                try:
                    if not step.is_fixed:
                        spending.spend(step.operator.cost(step.node, inputs))
                    made = step.compute(*inputs)
                except Exception as error:
                    raise _refusal(step.node, error) from error
                if isinstance(made, tuple):
                    for place, array in zip(step.outputs, made, strict=False):
                        arrays[place] = array
                else:
                    arrays[step.outputs[0]] = made
        return arrays[self._output]

    def _spending_of_fixed(self) -> tuple[int, int]:
        spending = _Spending()
        for step in self._steps:
            if step.is_fixed:
                inputs = [self._arrays[place] for place in step.inputs]
                spending.spend(step.operator.cost(step.node, inputs))
        return spending.memory, spending.work

    def _prepare(self, node: Node, spending: _Spending) -> None:
        """Compute a node once, and record its step unless it is the same for all inputs."""
        if node.domain or node.operator not in OPERATORS:
            domain = f" of {node.domain!r}" if node.domain else ""
            raise NetworkError(f"the operator {node.operator!r}{domain} is not supported")
        operator = OPERATORS[node.operator]
        inputs = tuple(self._places[name] if name else _NOTHING for name in node.inputs)
        given = [self._arrays[place] for place in inputs]
        known = [
            array if place in self._constant else None
            for place, array in zip(inputs, given, strict=True)
        ]
        try:
            compute = operator.prepare(node, known)
            spending.spend(operator.cost(node, given))
            made = compute(*given)
        except Exception as error:
            raise _refusal(node, error) from error
        results = (
            [np.asarray(one) for one in made] if isinstance(made, tuple) else [np.asarray(made)]
        )
        if len(results) < len(node.outputs):
            raise NetworkError(f"{node.place}: it makes only {len(results)} of its outputs")
        named = [name or f" unnamed {len(self._arrays)}" for name in node.outputs]
        outputs = tuple(self._add(name, array) for name, array in zip(named, results, strict=False))
        self._judge(_Step(node, operator, compute, inputs, outputs, is_fixed=True))

    def _judge(self, step: _Step) -> None:
        """Record a step for recomputation if it depends on numbers of the input."""
        used = set(step.inputs)
        is_shaped = used <= self._constant | self._shaped
        if used <= self._constant or (is_shaped and step.node.operator in _CONSTANT_SHAPES):
            self._constant.update(step.outputs)
            return
        shaping = {
            step.inputs[place] for place in step.operator.shaping if place < len(step.inputs)
        }
        is_fixed = is_shaped and shaping <= self._constant
        if is_fixed and not step.operator.selective:
            self._shaped.update(step.outputs)
        step = step._replace(is_fixed=is_fixed)
        if is_fixed and step.node.operator in _VIEWS:
            made = self._arrays[step.outputs[0]]
            assert made is not None, "it has just been computed"
            step = step._replace(compute=_view(made.shape), inputs=step.inputs[:1])
        self._steps.append(step)


def _view(shape: tuple[int, ...]) -> Compute:
    return lambda x: x.reshape(shape)


def _needed(graph: Graph, output: str) -> list[Node]:
    """Return the nodes that an output depends on, in their order."""
    wanted = {output}
    needed: list[Node] = []
    for node in reversed(graph.nodes):
        if any(name in wanted for name in node.outputs):
            wanted.update(name for name in node.inputs if name)
            needed.append(node)
    return needed[::-1]


def _refusal(node: Node, error: Exception) -> NetworkError:
    return NetworkError(f"{node.place}: {error}")
