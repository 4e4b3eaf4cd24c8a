"""Every text of the catalogue is asked for by some code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.compile_catalogues import find_catalogues, read_catalogue, texts_of

ROOT = Path(__file__).parents[2]
ASKING = ("client", "engine", "hexfront", "training")


def constants_and_patterns(tree: ast.AST) -> Iterator[str | re.Pattern[str]]:
    """Yield the texts written in code, and a pattern for each that is put together."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(part.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
                else r"([\w.-]+)"
                for part in node.values
            ]
            yield re.compile("".join(parts))


def unused(keys: set[str], trees: list[ast.AST]) -> set[str]:
    """Return the keys that no code can ask for: not as they are, nor put together.

    What is put together of a key and an ending counts if the key itself is written somewhere.
    """
    found = [one for tree in trees for one in constants_and_patterns(tree)]
    written = {one for one in found if isinstance(one, str)}
    patterns = [one for one in found if isinstance(one, re.Pattern)]

    def is_asked(key: str) -> bool:
        if key in written:
            return True
        for pattern in patterns:
            match = pattern.fullmatch(key)
            if match is None:
                continue
            begins_open = pattern.pattern.startswith("(")
            if not begins_open and "." in pattern.pattern:
                return True
            if begins_open and match[1] in written and match[1] != "":
                return True
        return False

    return {key for key in keys if not is_asked(key)}


def trees() -> list[ast.AST]:
    files = [file for package in ASKING for file in (ROOT / package).rglob("*.py")]
    return [ast.parse(file.read_text(encoding="utf-8")) for file in files]


def test_every_text_is_asked_for() -> None:
    (english,) = [path for path in find_catalogues() if path.parts[-3] == "en"]
    keys = {key for context, key in texts_of(read_catalogue(english)) if not context and "." in key}
    assert len(keys) > 300
    assert unused(keys, trees()) == set()


def test_a_text_that_nobody_asks_for_is_found() -> None:
    code = ast.parse('text("a.b"); text(f"c.{x}"); key = "d.e"; text(f"{key}.text")')
    keys = {"a.b", "c.one", "d.e", "d.e.text", "f.g", "a.b.text", "f.g.text"}
    assert unused(keys, [code]) == {"f.g", "f.g.text"}
