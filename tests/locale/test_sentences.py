"""Every sentence of the engine has a text in the catalogue, and every such text is a sentence."""

from __future__ import annotations

import ast
import json
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import DataError, EngineError, Problem
from engine.resources import resource
from engine.sentences import ENGLISH, Sentence
from engine.system_errors import GROUP, KNOWN
from scripts.compile_catalogues import (
    GROUPS,
    find_catalogues,
    read_catalogue,
    sentences_of,
)

ROOT = Path(__file__).parents[2]
PACKAGES = ("engine", "training", "client")


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield the place of every sentence in the code, and the call that makes it."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "Sentence"
                ):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def code_of(call: ast.Call) -> str:
    (code,) = call.args
    assert isinstance(code, ast.Constant), "a code that is put together is found by no search"
    assert isinstance(code.value, str)
    return code.value


def texts() -> dict[str, str]:
    (english,) = [po for po in find_catalogues() if po.parents[1].name == "en"]
    return sentences_of(read_catalogue(english))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_has_a_text_and_every_text_a_sentence() -> None:
    reasons = {f"{GROUP}.{code}" for code in KNOWN}  # by their numbers, not by a sentence
    assert {code_of(call) for _, call in calls()} | reasons == texts().keys()


def test_the_parameters_of_a_sentence_are_the_placeholders_of_its_text() -> None:
    wanted = texts()
    other = {
        place: code_of(call)
        for place, call in calls()
        if {one.arg for one in call.keywords} != placeholders(wanted[code_of(call)])
    }
    assert other == {}


def test_codes_begin_with_the_name_of_a_group() -> None:
    assert {code.partition(".")[0] for code in texts()} == set(GROUPS)


def test_the_engine_reads_what_was_compiled() -> None:
    assert json.loads(resource(ENGLISH).read_text(encoding="utf-8")) == texts()


def test_an_error_is_worded_by_any_catalogue() -> None:
    inner = Sentence("data.twice", name="rifle")
    problem = Problem("a.toml", "units.x", "RNG", inner, "R2.1")
    outer = EngineError(Sentence("model.no-encoding", place="m", encoding="e", reason=problem))
    catalogue = {"data.twice": "<{name}>", "model.no-encoding": "{reason} {encoding} {place}"}
    assert outer.render(catalogue.__getitem__) == "a.toml: units.x.RNG: <rifle> [R2.1] e m"
    assert DataError([problem]).render(catalogue.__getitem__).endswith("<rifle> [R2.1]")
    assert str(DataError([problem])) == "a.toml: units.x.RNG: rifle is listed twice [R2.1]"


def test_a_code_without_a_text_is_a_fault_of_the_program() -> None:
    with pytest.raises(LookupError):
        str(Sentence("data.nothing"))
