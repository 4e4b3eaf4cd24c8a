"""Networks that fit, and what they answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.players.levels import packaged_model
from engine.players.network.evaluator import Evaluator
from engine.players.network.onnx_file import read_graph
from engine.players.policy import Network
from tests.engine.players.onnx_writer import (
    CODEC,
    ROWS,
    SIZE,
    VALUE,
    declared,
    function,
    graph,
    model,
    node,
    policy,
    tensor,
)  # fmt: skip

JUDGED = Path(__file__).parent / "judged_by_onnxruntime.npz"
SECONDS = 60.0
"""Far more than a first answer takes."""


def test_the_policy_that_ships_answers_as_onnxruntime_does() -> None:
    model = packaged_model()
    network = Network(model.policy, model.codec)
    with np.load(JUDGED) as judged:
        entries = zip(judged["observations"], judged["logits"], judged["values"], strict=True)
        compared = 0
        for observation, logits, value in entries:
            scores = network.score(observation)
            assert np.allclose(scores, logits, rtol=1e-5, atol=1e-4)
            assert scores.argmax() == logits.argmax()
            assert network.predict_value(observation) == pytest.approx(float(value), abs=1e-5)
            compared += 1
    assert compared > 30


@pytest.mark.parametrize("count", [1, 2, 3, 24])
def test_the_policy_that_ships_answers_any_number_of_observations(count: int) -> None:
    model = packaged_model()
    network = Network(model.policy, model.codec)
    with np.load(JUDGED) as judged:
        observations = judged["observations"][:count]
    opened = read_graph(model.policy)
    logits = Evaluator(opened, "logits", observations, SECONDS).first
    values = Evaluator(opened, "value", observations, SECONDS).first
    assert logits is not None
    assert values is not None
    assert logits.shape == (count, model.codec.spec.rows)
    assert values.shape == (count,)
    for number, observation in enumerate(observations):
        assert np.allclose(logits[number], network.score(observation), rtol=1e-5, atol=1e-4)
        assert values[number] == pytest.approx(network.predict_value(observation), abs=1e-5)


def test_a_network_that_fits_is_computed() -> None:
    network = Network(model(), CODEC)
    observation = np.zeros(SIZE, np.float32)
    observation[3] = 2.0
    assert np.array_equal(network.score(observation), np.full(ROWS, 0.5, np.float32))
    assert network.predict_value(observation) == 1.0


def test_the_same_network_serves_all_observations_one_after_another() -> None:
    network = Network(model(), CODEC)
    for number in (1.0, -3.0, 0.0, 1.0):
        observation = np.full(SIZE, number / SIZE, np.float32)
        assert network.predict_value(observation) == pytest.approx(number / 2, abs=1e-4)


def test_functions_are_what_they_stand_for() -> None:
    twice = function("Twice", ["x"], ["y"], node("Add", ["x", "x"], ["y"]))
    four = function(
        "Four", ["x"], ["z"],
        node("Twice", ["x"], ["y"], "own"), node("Twice", ["y"], ["z"], "own"),
    )  # fmt: skip
    half = node("MatMul", ["observation", "weights"], ["h"])
    called = node("Four", ["h"], ["logits"], "own")
    network = Network(model(graph([half, called, VALUE]), twice, four), CODEC)
    assert np.array_equal(network.score(np.eye(1, SIZE, dtype=np.float32)[0]), np.ones(ROWS))


def test_a_fixed_batch_of_one_is_as_good_as_any() -> None:
    content = graph(inputs=[declared("observation", [1, SIZE])], outputs=[
        declared("logits", [1, ROWS]), declared("value", [1, 1])])  # fmt: skip
    assert Network(model(content), CODEC).predict_value(np.zeros(SIZE, np.float32)) == 0.0


def test_what_depends_on_numbers_is_computed_anew_for_each_observation() -> None:
    """Shapes that follow from the input's numbers must not be those of the first answer."""
    nodes = (
        node("NonZero", ["observation"], ["places"]),
        node("Shape", ["places"], ["shape"]),
        node("Slice", ["shape", "one", "two"], ["count"]),
        node("Cast", ["count"], ["counted"], to=1),
        node("Mul", ["counted", "ones"], ["flat"]),
        node("Unsqueeze", ["flat", "zero"], ["logits"]),
    )
    constants = (
        tensor("zero", np.array([0])), tensor("one", np.array([1])), tensor("two", np.array([2])),
        tensor("ones", np.ones(ROWS, np.float32)),
    )  # fmt: skip
    network = Network(policy(*nodes, constants=constants), CODEC)
    for count in (0, 5, 2):
        observation = np.zeros(SIZE, np.float32)
        observation[:count] = 1
        assert set(network.score(observation)) == {count}


# What is refused when it is read
