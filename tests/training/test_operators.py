"""Each operator that is known does what ONNX says: its own examples, and networks of torch."""

from __future__ import annotations

import functools
import warnings
from collections import defaultdict
from typing import Any

import numpy as np
import pytest

pytest.importorskip("onnx")
pytest.importorskip("torch")

import io

import onnx
import torch
from onnx import numpy_helper
from onnx.backend.test.loader import load_model_tests
from onnx.reference import ReferenceEvaluator
from torch import nn

from engine.players.network.evaluator import Evaluator
from engine.players.network.graph import Graph
from engine.players.network.onnx_file import OLDEST, OWN_DOMAINS, read_graph
from engine.players.network.operators import OPERATORS
from engine.players.network.tensors import DTYPES

Example = tuple[str, onnx.ModelProto, list[np.ndarray], list[np.ndarray]]
NOT_DONE = (
    "bfloat16", "BFLOAT16", "bf16", "FLOAT8", "FLOAT4", "INT4", "INT2", "training",
    "with_argmax", "einsum_batch_diagonal", "empty_set",
)  # fmt: skip
"""Parts of the names of examples that are refused on purpose: docs/training.md."""
SECONDS = 60.0


@functools.cache
def examples() -> dict[str, list[Example]]:
    """Gather ONNX's own examples by the operator they are about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = load_model_tests(kind="node")
    found = defaultdict(list)
    for case in cases:
        model = case.model
        used = {node.op_type for node in model.graph.node}
        versions = [one.version for one in model.opset_import if one.domain in OWN_DOMAINS]
        if not used <= OPERATORS.keys() or any(part in case.name for part in NOT_DONE):
            continue
        attributes = [one for node in model.graph.node for one in node.attribute]
        if min(versions) < OLDEST or any(one.name == "ceil_mode" and one.i for one in attributes):
            continue
        for given, expected in case.data_sets:
            arrays = [[as_array(one) for one in side] for side in (given, expected)]
            if all(array is not None for side in arrays for array in side):
                for operator in used:
                    found[operator].append((case.name, model, *arrays))
    return found


def as_array(one: Any) -> np.ndarray | None:
    array = numpy_helper.to_array(one) if isinstance(one, onnx.TensorProto) else one
    return array if isinstance(array, np.ndarray | np.generic) else None


def computed(model: onnx.ModelProto, given: list[np.ndarray], output: str) -> list[np.ndarray]:
    """Compute an output twice: with all but the first input fixed, and with all of them fixed."""
    graph = read_graph(model.SerializeToString())
    names = [one.name for one in graph.inputs]
    answers = []
    for free in (1, 0):
        fixed = dict(zip(names[free:], given[free:], strict=True))
        first = graph.inputs[:free] or (graph.inputs[0]._replace(name=" nothing"),)
        whole = Graph(first, graph.outputs, {**graph.constants, **fixed}, graph.nodes)
        example = given[0] if free else np.zeros(1)
        evaluator = Evaluator(whole, output, example, SECONDS)
        answers += [np.asarray(evaluator.first), np.asarray(evaluator.answer(example))]
    return answers


@pytest.mark.parametrize("operator", sorted(OPERATORS.keys() - {"Constant"}))
def test_an_operator_does_what_its_examples_say(operator: str) -> None:
    found = examples()[operator]
    assert found, "there is an example of each"
    for name, model, given, expected in found:
        if not given:
            continue
        for output, wanted in zip(model.graph.output, expected, strict=True):
            for answer in computed(model, given, output.name):
                assert answer.dtype == wanted.dtype, name
                assert answer.shape == wanted.shape, name
                np.testing.assert_allclose(answer, wanted, rtol=1e-3, atol=1e-5, err_msg=name)


NETWORKS = {
    "layers": nn.Sequential(nn.Linear(12, 16), nn.Tanh(), nn.Linear(16, 8), nn.GELU()),
    "windows": nn.Sequential(
        nn.Unflatten(1, (2, 6)), nn.Conv1d(2, 4, 3, padding=1), nn.BatchNorm1d(4), nn.ELU(),
        nn.MaxPool1d(2), nn.Flatten(), nn.Linear(12, 3), nn.LogSoftmax(1),
    ),
    "attention": nn.Sequential(
        nn.Unflatten(1, (3, 4)), nn.LayerNorm(4),
        nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), nn.Flatten(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_of_torch_are_computed_as_torch_does(name: str) -> None:
    torch.manual_seed(1)
    module = NETWORKS[name].eval()
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module, (torch.zeros(1, 12),), file, input_names=["x"], output_names=["y"],
            dynamo=False,
        )  # fmt: skip
    graph = read_graph(file.getvalue())
    evaluator = Evaluator(graph, "y", np.zeros((1, 12), np.float32), SECONDS)
    for _ in range(5):
        given = torch.randn(1, 12)
        with torch.no_grad():
            wanted = module(given).numpy()
        np.testing.assert_allclose(evaluator.answer(given.numpy()), wanted, rtol=1e-4, atol=1e-5)


def test_the_reference_agrees_on_what_one_of_ours_answers() -> None:
    from engine.players.levels import packaged_model

    model = packaged_model()
    size = model.codec.layout.size
    reference = ReferenceEvaluator(onnx.load_model_from_string(model.policy))
    evaluator = Evaluator(
        read_graph(model.policy), "logits", np.zeros((1, size), np.float32), SECONDS
    )
    given = np.random.default_rng(1).random((1, size), np.float32)
    (wanted,) = reference.run(["logits"], {"observation": given})
    np.testing.assert_allclose(evaluator.answer(given), wanted, rtol=1e-4, atol=1e-4)


def test_all_types_that_are_read_are_those_of_onnx() -> None:
    for kind, dtype in DTYPES.items():
        assert onnx.helper.tensor_dtype_to_np_dtype(kind) == dtype
