"""Reports import cycles between files, including imports inside functions and for types.

Settings: `[tool.hexfront.import_circles]` of pyproject.toml lists the cycles that are allowed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from scripts.generate_architecture import imports_of, modules_of

ROOT = Path(__file__).parents[1]


def graph_of(root: Path) -> dict[str, set[str]]:
    """Return the project's modules that each module of the project imports."""
    modules = modules_of(root)
    return {name: imports_of(file, modules) - {name} for name, file in modules.items()}


def circles_in(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected components of more than one module, each sorted (Tarjan)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        path.append(name)
        for other in sorted(graph[name]):
            if other not in order:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in path:
                lowest[name] = min(lowest[name], order[other])
        if lowest[name] == order[name]:
            place = path.index(name)
            component = sorted(path[place:])
            del path[place:]
            if len(component) > 1:
                found.append(component)

    for name in graph:
        if name not in order:
            visit(name)
    return found


def allowed_circles(pyproject: Path) -> list[list[str]]:
    """Return the allowed cycles; KeyError if the settings are missing."""
    table = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    return [sorted(circle) for circle in table["tool"]["hexfront"]["import_circles"]["allowed"]]


def report(root: Path) -> list[str]:
    """Return a line for each cycle that is not allowed, and each allowed one that does not
    exist.
    """
    found, allowed = circles_in(graph_of(root)), allowed_circles(root / "pyproject.toml")
    lines = [f"these modules import one another: {', '.join(one)}" for one in found]
    lines = [line for line, one in zip(lines, found, strict=True) if one not in allowed]
    return lines + [
        f"allowed, but no circle any more: {', '.join(one)}" for one in allowed if one not in found
    ]


def main() -> int:
    """Print the report; return 1 unless it is empty."""
    lines = report(ROOT)
    print(*lines, sep="\n", end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
