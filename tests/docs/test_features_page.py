"""Holds docs/features.md to what there is: every proof that it names exists, and is a test."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
COUNT = 36
OUT_OF_SCOPE = ("Scenario or map editor", "Play over a network", "Automatic updates")
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (yes|no) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
LINK = re.compile(r"\]\(([^)#]+)\)")
ROWS = [(int(number), name, answer, proof) for number, name, answer, proof in ROW.findall(PAGE)]


@functools.cache
def named_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_table_has_all_features_in_order_and_each_once() -> None:
    assert [number for number, *_ in ROWS] == list(range(1, COUNT + 1))
    assert len({name for _, name, _, _ in ROWS}) == COUNT


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_what_is_there_has_a_proof_and_what_is_not_a_reason(row: tuple[int, str, str, str]) -> None:
    _, name, answer, proof = row
    proven = bool(TEST.search(proof) or LINK.search(proof))
    if answer == "yes":
        assert proven
    else:
        assert proof.startswith("out of scope" if name in OUT_OF_SCOPE else "not yet")


@pytest.mark.parametrize(("file", "test"), sorted(set(TEST.findall(PAGE))))
def test_every_test_that_is_named_exists(file: str, test: str) -> None:
    assert test.startswith("test_")
    assert test in named_in(file)


@pytest.mark.parametrize("link", sorted(set(LINK.findall(PAGE))))
def test_every_picture_and_page_that_is_linked_exists(link: str) -> None:
    assert (ROOT / "docs" / link).exists()


def test_nothing_that_looks_like_a_proof_is_overlooked() -> None:
    assert PAGE.count("::test_") == len(TEST.findall(PAGE)), "a test's name is cut or misspelt"
