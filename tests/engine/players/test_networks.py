"""A stranger's network is looked at before it plays: what is not as it must be is refused with a
sentence, and nothing in a file takes the memory, the time or the interpreter.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import limits
from engine.errors import MatchError, ModelError
from engine.players.arena.match import make_match
from engine.players.arena.match_log import MatchLog
from engine.players.arena.running import run
from engine.players.network.operators import OPERATORS
from engine.players.policy import Network
from engine.players.scenario_list import read_scenario_list
from tests.engine.players.onnx_writer import (
    CODEC,
    GRAPH,
    LOGITS,
    OBSERVATION,
    OUTPUTS,
    ROWS,
    SIZE,
    VALUE,
    WEIGHTS,
    declared,
    field,
    fields,
    function,
    graph,
    model,
    node,
    policy,
    tensor,
)  # fmt: skip
from tests.engine.players.test_models import card, write_model

ROOT = Path(__file__).parents[3]
MOST_MEMORY = 500_000_000


def card_of(content: bytes) -> dict[str, object]:
    return card(sha256=hashlib.sha256(content).hexdigest())


# What fits


def of(*nodes: bytes, constants: tuple[bytes, ...] = ()) -> bytes:
    return policy(*nodes, constants=constants)


def doubled(times: int) -> list[bytes]:
    """Functions that call the one before twice."""
    made = [function("F0", ["x"], ["y"], node("Identity", ["x"], ["y"]))]
    for number in range(1, times):
        inner = f"F{number - 1}"
        made.append(
            function(f"F{number}", ["x"], ["y"],
                     node(inner, ["x"], ["m"], "own"), node(inner, ["m"], ["y"], "own"))
        )  # fmt: skip
    return made


LOOPING = field(1, "body") + field(6, graph()) + field(20, GRAPH)
SCORES = node("MatMul", ["observation", "weights"], ["a"])
HUGE = tensor("size", np.array([10**9, 10**9]))
BIG = tensor("big", np.zeros((1, 30_000), np.float32))
TALL = tensor("tall", np.zeros((30_000, 1), np.float32))
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no network"),
    "text": (b"hello, this is no network at all", "no "),
    "zeros": (bytes(1000), "no "),
    "ones": (b"\xff" * 1000, "no "),
    "a torn file": (model()[: len(model()) // 2], "no whole ONNX file"),
    "a length beyond the end": (field(1, 8) + b"\x3a\xff\xff\xff\xff\x0f", "no whole ONNX file"),
    "no operators": (field(1, 8) + field(7, graph()), "does not say which version"),
    "operators of tomorrow": (model(version=99), "version 99"),
    "operators of yesterday": (model(version=1), "version 1 "),
    "two networks": (model(None, field(7, graph())), "no network"),
    "no nodes": (model(graph(nodes=[])), "nothing makes its output 'logits'"),
    "no outputs": (model(graph(outputs=[])), "no output logits, value"),
    "no value": (model(graph(outputs=OUTPUTS[:1])), "no output value"),
    "an output twice": (model(graph(outputs=[*OUTPUTS, OUTPUTS[0]])), "have the same name"),
    "made twice": (of(LOGITS, LOGITS), "'logits' is made twice"),
    "no input": (model(graph(inputs=[])), "nothing before it makes"),
    "another input": (
        model(graph(inputs=[declared("obs", ["n", SIZE])])), "nothing before it makes"),
    "one input more": (
        model(graph(inputs=[OBSERVATION, declared("x", [1])])), "inputs are 'observation', 'x'"),
    "an input of another size": (
        model(graph(inputs=[declared("observation", ["n", SIZE + 1])])), f"any number by {SIZE}"),
    "an input of a batch of two": (
        model(graph(inputs=[declared("observation", [2, SIZE])])), f"any number by {SIZE}"),
    "an input of -1": (
        model(graph(inputs=[declared("observation", [-1, SIZE])])), f"any number by {SIZE}"),
    "an input of 10^9": (
        model(graph(inputs=[declared("observation", ["n", 10**9])])), f"any number by {SIZE}"),
    "an input of doubles": (
        model(graph(inputs=[declared("observation", ["n", SIZE], 11)])), "32-bit floats"),
    "an input of texts": (
        model(graph(inputs=[declared("observation", ["n", SIZE], 8)])), "32-bit floats"),
    "an input that is a list": (
        model(graph(inputs=[field(1, "observation") + field(2, field(4, b""))])), "is no tensor"),
    "a circle": (
        of(node("Add", ["logits", "observation"], ["a"]), node("Relu", ["a"], ["logits"])),
        "nothing before it makes"),
    "a loop": (of(node("Loop", [], ["logits"]) + field(5, LOOPING)), "loops and branches"),
    "a branch": (of(node("If", [], ["logits"]) + field(5, LOOPING)), "loops and branches"),
    "a scan": (of(node("Scan", [], ["logits"]) + field(5, LOOPING)), "loops and branches"),
    "a loop in a function": (
        model(graph(), function("F", ["x"], ["y"], node("Loop", [], ["y"]) + field(5, LOOPING))),
        "loops and branches"),
    "a loop without a body": (of(node("Loop", [], ["logits"])), "'Loop' is not supported"),
    "a function that calls itself": (
        model(graph([node("F", ["observation"], ["logits"], "own"), VALUE]),
              function("F", ["x"], ["y"], node("F", ["x"], ["y"], "own"))), "nodes"),
    "functions that double": (
        model(graph([node("F39", ["observation"], ["logits"], "own"), VALUE]), *doubled(40)),
        "nodes"),
    "an operator that nobody knows": (of(node("Frobnicate", [], ["logits"])), "'Frobnicate'"),
    "an operator of others": (
        of(node("FusedMatMul", ["observation", "weights"], ["logits"], "com.microsoft")),
        "'com.microsoft'"),
    "an operator with a name to write on screens": (
        of(node("\x1b[2J\u202egnp", [], ["logits"])), r"'\x1b[2J\u202egnp'"),
    "chance": (of(node("RandomNormal", [], ["logits"], shape=[1, ROWS])), "not supported"),
    "tensors in other files": (
        of(LOGITS, constants=(tensor("x", np.zeros(1, np.float32)) + field(14, 1),)),
        "another file"),
    "tensors somewhere": (
        of(LOGITS, constants=(tensor("x", np.zeros(1, np.float32))
                              + field(13, field(1, "location") + field(2, "/dev/zero")),)),
        "another file"),
    "sparse tensors": (model(graph() + field(15, b"")), "sparse"),
    "a tensor of texts": (
        of(LOGITS, constants=(field(1, 1) + field(2, 8) + field(6, "a"),)), "kind"),
    "a tensor of complex numbers": (
        of(LOGITS, constants=(tensor("x", np.zeros(2, np.float32), [1], 14),)), "complex64"),
    "a tensor below zero": (
        of(LOGITS, constants=(tensor("x", np.zeros(1, np.float32), [-1]),)), "shape"),
    "a tensor without end": (
        of(LOGITS, constants=(tensor("x", np.zeros(1, np.float32), [10**9, 10**9]),)),
        "too large"),
    "a tensor with fewer numbers": (
        of(LOGITS, constants=(tensor("x", np.zeros(3, np.float32), [4]),)), "has 3"),
    "a tensor with half a number": (
        of(LOGITS, constants=(tensor("x", np.zeros(3, np.uint8), [1], 1),)), "half"),
    "a tensor with too many axes": (
        of(LOGITS, constants=(tensor("x", np.zeros(1, np.float32), [1] * 70),)), "shape"),
    "a constant twice": (of(LOGITS, constants=(WEIGHTS[0],)), "'weights' is made twice"),
    "a name without end": (of(node("Relu", ["observation"], ["x" * 5000]), LOGITS), "1,000 bytes"),
    "a name that is no text": (
        of(field(4, b"\xff\xfe") + fields(2, ["logits"])), "no UTF-8 text"),
    "too many nodes": (
        model(graph([node("Relu", ["observation"], [f"n{i}"]) for i in range(10_001)])), "10,000"),
    "too many fields": (model(None, field(99, 1) * 300_001), "300,000"),
    "numbers without end in a tensor": (
        of(LOGITS, constants=(field(1, 400_000) + field(2, 7) + field(7, bytes(400_000)),)),
        "300,000"),
    "logits of doubles": (
        of(SCORES, node("Cast", ["a"], ["logits"], to=11)),
        "not made of 32-bit floats"),
    "logits of whole numbers": (
        of(SCORES, node("Cast", ["a"], ["logits"], to=7)),
        "not made of 32-bit floats"),
    "one logit too few": (
        of(node("Slice", ["observation", "a", "b", "c"], ["logits"]), constants=(
            tensor("a", np.array([0])), tensor("b", np.array([ROWS - 1])),
            tensor("c", np.array([1])))), f"1 by {ROWS - 1} for one observation, not 1 by {ROWS}"),
    "logits that are one number": (
        of(node("ReduceSum", ["observation"], ["logits"], keepdims=0)), "a single number"),
    "no logits at all": (
        of(node("Slice", ["observation", "a", "a", "a"], ["logits"]), constants=(
            tensor("a", np.array([0])),)), "0 by"),
    "shapes that do not fit": (of(node("MatMul", ["observation", "wide2"], ["logits"]), constants=(
        tensor("wide2", np.zeros((3, ROWS), np.float32)),)), "'MatMul', which makes 'logits'"),
    "a missing input": (of(node("MatMul", ["observation"], ["logits"])), "input 2 is left out"),
    "an attribute of another kind": (
        of(node("Softmax", ["observation"], ["logits"], axis=1.0)), "no whole number"),
    "an axis that is not there": (of(node("Softmax", ["observation"], ["logits"], axis=7)), "axis"),
    "a size of gigabytes": (
        of(node("ConstantOfShape", ["size"], ["logits"]), constants=(HUGE,)), "bytes"),
    "a product of gigabytes": (
        of(node("MatMul", ["tall", "big"], ["logits"]), constants=(BIG, TALL)), "bytes"),
    "a sum of gigabytes": (
        of(node("Add", ["tall", "big"], ["logits"]), constants=(BIG, TALL)), "bytes"),
    "gigabytes by and by": (
        of(*[node("Add", ["big", f"a{i}" if i else "big"], [f"a{i + 1}"]) for i in range(2000)],
           node("Add", ["a2000", "a2000"], ["logits"]), constants=(BIG,)), "bytes"),
    "work without end": (
        of(*[node("MatMul", ["square", f"a{i}" if i else "square"], [f"a{i + 1}"])
             for i in range(9)], node("Add", ["a9", "a9"], ["logits"]),
           constants=(tensor("square", np.zeros((1000, 1000), np.float32)),)), "multiplications"),
    "a tiled giant": (of(node("Expand", ["observation", "size"], ["a"]),
                         node("Relu", ["a"], ["logits"]), constants=(
                             tensor("size", np.array([10**6, SIZE])),)), "bytes"),
    "a range without end": (of(node("Range", ["a", "b", "c"], ["logits"]), constants=(
        tensor("a", np.array(0)), tensor("b", np.array(10**15)), tensor("c", np.array(1)))),
        "bytes"),
    "a range that stands still": (of(node("Range", ["a", "a", "a"], ["logits"]), constants=(
        tensor("a", np.array(0)),)), "no end"),
    "margins of gigabytes": (of(node("Pad", ["observation", "p"], ["logits"]), constants=(
        tensor("p", np.array([0, 0, 10**6, 10**6])),)), "bytes"),
    "a depth of gigabytes": (of(node("OneHot", ["d", "d", "v"], ["logits"]), constants=(
        tensor("d", np.array([10**10])), tensor("v", np.zeros(2, np.float32)))), "bytes"),
    "a scale that is larger than what it scales": (
        of(node("LayerNormalization", ["tall", "big"], ["logits"]), constants=(BIG, TALL)),
        "bytes"),
    "places without end": (
        of(node("Slice", ["observation", "many", "many"], ["logits"]), constants=(
            tensor("many", np.zeros(10**6, np.uint8)),)), "without end"),
    "a triangle of gigabytes": (
        of(node("Squeeze", ["tall"], ["line"]), node("Trilu", ["line"], ["logits"]),
           constants=(TALL,)), "rows and columns"),
    "mirrors without end": (of(node("Pad", ["two", "p"], ["logits"], mode="reflect"), constants=(
        tensor("two", np.zeros(2, np.float32)), tensor("p", np.array([10**7, 0])))), "mirrors"),
    "places with more numbers than axes": (
        of(node("GatherND", ["observation", "p"], ["logits"]), constants=(
            tensor("p", np.zeros((1, 10**6), np.int64)),)), "more numbers than there are axes"),
    "a sum of very much": (
        of(node("Sum", ["big", *["tall"] * 3000], ["logits"]), constants=(BIG, TALL)), "bytes"),
    "an unknown type": (of(node("Cast", ["observation"], ["logits"], to=16)), "bfloat16"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_network_that_can_not_be_run_is_refused(name: str) -> None:
    content, says = REFUSED[name]
    with pytest.raises(ModelError) as caught:
        Network(content, CODEC)
    said = str(caught.value)
    assert says in said
    assert said.isprintable()
    assert len(said) < 500


MEASURED = """
import re
from tests.engine.players.test_networks import CODEC, REFUSED, ModelError, Network
for content, _ in REFUSED.values():
    try:
        Network(content, CODEC)
    except ModelError:
        continue
# Not `getrusage`: its largest size is that of whoever started the process, if that was larger.
print(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read()).group(1))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts kilobytes as Linux does")
def test_what_is_refused_has_not_taken_the_memory() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], capture_output=True, text=True, env=environment,
        cwd=ROOT, check=True,
    )  # fmt: skip
    assert int(done.stdout) * 1024 < MOST_MEMORY


def test_a_file_without_end_is_refused_before_it_is_read() -> None:
    with pytest.raises(ModelError, match="larger than"):
        Network(bytes(limits.NETWORK_BYTES + 1), CODEC)


@given(st.integers(0, 2**32), st.integers(1, 8))
@settings(max_examples=300, deadline=None)
def test_damaged_bytes_are_refused_or_run(seed: int, changes: int) -> None:
    draw = np.random.default_rng(seed)
    content = bytearray(policy(*SMALL, constants=PLACES))
    # All but the weights: there everything is allowed.
    start = len(content) - 600
    for _ in range(changes):
        content[int(draw.integers(start, len(content)))] = int(draw.integers(256))
    del content[int(draw.integers(len(content) - 40, len(content) * 2)) :]
    said = ""
    try:
        network = Network(bytes(content), CODEC)
        network.score(np.ones(SIZE, np.float32))
    except ModelError as error:
        said = str(error)
    assert said.isprintable()


SMALL = (
    node("Slice", ["observation", "a", "b", "c"], ["part"]),
    node("Relu", ["part"], ["kept"]),
    node("Softmax", ["kept"], ["logits"], axis=1),
)

PLACES = (
    tensor("a", np.array([0])), tensor("b", np.array([ROWS])), tensor("c", np.array([1])),
)  # fmt: skip

# What is refused when it decides


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_answers_that_are_no_finite_numbers_are_refused(number: float) -> None:
    spoilt = tensor("spoilt", np.array([1] * (ROWS - 1) + [number], np.float32))
    nodes = (
        node("MatMul", ["observation", "weights"], ["m"]), node("Add", ["m", "spoilt"], ["logits"]),
    )  # fmt: skip
    network = Network(policy(*nodes, constants=(spoilt,)), CODEC)
    with pytest.raises(ModelError, match="logits that are not finite numbers"):
        network.score(np.zeros(SIZE, np.float32))


def test_a_match_with_such_answers_ends_and_names_player_scenario_and_place(
    tmp_path: Path,
) -> None:
    spoilt = tensor("spoilt", np.full(ROWS, np.nan, np.float32))
    nodes = (node("MatMul", ["observation", "weights"], ["m"]),)
    content = policy(*nodes, node("Add", ["m", "spoilt"], ["logits"]), constants=(spoilt,))
    folder = write_model(tmp_path / "strange", card_of(content), content)
    match = make_match(f"model:{folder}", "bot:random", read_scenario_list("first_landing"), 2, 5)
    with pytest.raises(MatchError) as caught:
        list(run(MatchLog(match, None), None, 1))
    said = str(caught.value)
    assert said.startswith(f"player model:{folder} as ONE in scenario first_landing, seed ")
    assert ", ply " in said
    assert said.endswith("the policy's network returns logits that are not finite numbers")


def test_a_value_that_is_no_number_is_refused() -> None:
    nodes = (LOGITS, node("MatMul", ["observation", "wide"], ["m"]), node("Log", ["m"], ["value"]))
    network = Network(model(graph(nodes)), CODEC)
    with pytest.raises(ModelError, match="value that are not finite numbers"):
        network.predict_value(np.full(SIZE, -1, np.float32))


def test_memory_that_depends_on_numbers_is_bounded_at_each_answer() -> None:
    """The first observation is all zeros: of it nothing is made."""
    nodes = (
        node("ReduceSum", ["observation"], ["sum"], keepdims=0),
        node("Cast", ["sum"], ["count"], to=7),
        node("Unsqueeze", ["count", "zero"], ["size"]),
        node("ConstantOfShape", ["size"], ["giant"]),
        node("ReduceSum", ["giant"], ["nothing"], keepdims=0),
        node("MatMul", ["observation", "weights"], ["m"]),
        node("Add", ["m", "nothing"], ["logits"]),
    )
    network = Network(policy(*nodes, constants=(tensor("zero", np.array([0])),)), CODEC)
    assert len(network.score(np.zeros(SIZE, np.float32))) == ROWS
    with pytest.raises(ModelError, match="bytes"):
        network.score(np.full(SIZE, 1e6, np.float32))


def test_a_slow_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.players import policy as module
    from engine.players.model_limits import Allowances

    monkeypatch.setattr(module, "packaged_allowances", lambda: Allowances(1e-9))
    with pytest.raises(ModelError, match="first answer takes more than 1e-09 seconds"):
        Network(model(), CODEC)


def test_the_page_lists_the_operators_that_are_known() -> None:
    page = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
    listed = page.partition("<!-- operators -->")[2].partition("<!-- /operators -->")[0]
    names = set(listed.replace(",", " ").replace("`", " ").replace(".", " ").split())
    assert names == set(OPERATORS)
