"""What build.spec leaves out is named by nothing that goes into the bundle."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def excluded() -> list[str]:
    for node in ast.parse((ROOT / "build.spec").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "EXCLUDES":
            return [str(name) for name in ast.literal_eval(node.value)]
    raise LookupError("build.spec names no EXCLUDES")


def test_no_part_of_numpy_or_pygame_that_is_left_out_is_used() -> None:
    parts = [name.partition(".") for name in excluded()]
    names = [f"{top}.{rest}" for top, _, rest in parts if top in {"numpy", "pygame"} and rest]
    assert "numpy.random" in names
    pattern = re.compile(
        "|".join(rf"\b{re.escape(name)}\b" for name in names).replace("numpy", "(?:numpy|np)")
    )
    code = [
        file
        for package in ("engine", "client", "hexfront")
        for file in sorted((ROOT / package).rglob("*.py"))
        if file.parent != ROOT / "engine" / "env"  # learners' alone, with Gymnasium
    ]
    found = [
        f"{file.relative_to(ROOT)}: {used.group()}"
        for file in code
        for used in pattern.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []
