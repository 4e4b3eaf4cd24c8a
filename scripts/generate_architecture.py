"""Draws the import graph into the marked part of docs/architecture.md, from the code itself.

A test fails if the picture is stale.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "architecture.md"
BEGIN = "<!-- imports: begin, written by `make docs` -->"
END = "<!-- imports: end -->"

ROOTS = ("hexfront", "client", "training", "engine")
INSIDE = ("engine.battle",)
"""Packages whose modules get a picture of their own."""


def modules_of(root: Path) -> dict[str, Path]:
    """Return every module of the project by its dotted name; a package is its `__init__`."""
    found: dict[str, Path] = {}
    for package in ROOTS:
        for file in sorted((root / package).rglob("*.py")):
            parts = file.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports_of(file: Path, modules: dict[str, Path]) -> set[str]:
    """Return the project's modules that *file* imports anywhere, including lazily and for types."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {name for node in ast.walk(tree) for name in named_in(node, modules) if name in modules}


def named_in(node: ast.AST, modules: dict[str, Path]) -> Iterator[str]:
    """Yield the modules that an import statement names: `from a import b` means a.b if it is a
    module.
    """
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in modules else node.module


def edges_between(root: Path) -> set[tuple[str, str]]:
    """Return all pairs (importing module, imported module) of the project."""
    modules = modules_of(root)
    return {(name, other) for name, file in modules.items() for other in imports_of(file, modules)}


def overview(root: Path, edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Merge modules into packages: those of the second level, and the first level for the rest."""
    packages = {name for name, file in modules_of(root).items() if file.name == "__init__.py"}

    def box(module: str) -> str:
        second = ".".join(module.split(".")[:2])
        return second if second in packages else module.split(".", maxsplit=1)[0]

    return {(box(one), box(other)) for one, other in edges}


def draw(pairs: set[tuple[str, str]]) -> list[str]:
    """Return pairs as a mermaid graph, sorted, so that the same code gives the same text."""
    lines = [f"    {one} --> {other}" for one, other in sorted(pairs) if one != other]
    return ["```mermaid", "graph TD", *lines, "```"]


def inside(package: str, edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the imports among the modules of *package*, by their names in it."""
    prefix = f"{package}."
    return {
        (one.removeprefix(prefix), other.removeprefix(prefix))
        for one, other in edges
        if one.startswith(prefix) and other.startswith(prefix)
    }


def write_section(root: Path) -> str:
    """Return the marked part, marks included."""
    edges = edges_between(root)
    lines = [BEGIN, "", "Packages:", "", *draw(overview(root, edges))]
    for package in INSIDE:
        lines += ["", f"Modules of `{package}`:", "", *draw(inside(package, edges))]
    return "\n".join([*lines, "", END])


def replace_section(page: str, section: str) -> str:
    """Return a page with its marked part replaced; ValueError if the page has no marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{TARGET.name} has lost its marks")
    return before + section + after


if __name__ == "__main__":
    current = TARGET.read_text(encoding="utf-8")
    TARGET.write_text(replace_section(current, write_section(ROOT)), encoding="utf-8", newline="\n")
