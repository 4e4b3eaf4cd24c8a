"""What docs/architecture.md names exists: modules, functions, and the calls of its walks."""

from __future__ import annotations

import ast
import itertools
import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAME = re.compile(r"`((?:client|engine|hexfront|training)(?:\.\w+)*):([\w.]+)`")
HOP = re.compile(r"^\| (\d+) \| [^|]+ \| `([\w.]+):([\w.]+)` \| (\w+) \|$", re.MULTILINE)


TABLE = re.compile(r"^\| [^|\n]+ \| (?:modules?|package)(?: of `([\w/]+)/`)? \|\n", re.MULTILINE)
MODULE = re.compile(r"`([a-z_]+(?:/[a-z_]+)*)`")


class Hop(NamedTuple):
    """A row of a walk: its number, the function, and what carries the walk to the next row."""

    number: int
    module: str
    name: str
    on_by: str


def file_of(module: str) -> Path:
    return ROOT / Path(*module.split(".")).with_suffix(".py")


def definition(module: str, name: str) -> ast.AST:
    """Return the class or function of a dotted name; LookupError if there is none."""
    node: ast.AST = ast.parse(file_of(module).read_text(encoding="utf-8"))
    for part in name.split("."):
        inside = [
            one
            for one in ast.iter_child_nodes(node)
            if isinstance(one, ast.ClassDef | ast.FunctionDef) and one.name == part
        ]
        if not inside:
            raise LookupError(f"{module} has no {name}")
        node = inside[-1]
    return node


def names_in(node: ast.AST) -> set[str]:
    """Return every name that code refers to, of attributes the last part."""
    return {
        one.attr if isinstance(one, ast.Attribute) else one.id
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute | ast.Name)
    }


def walks() -> dict[str, list[Hop]]:
    """Return the hops of each walk by its heading."""
    found = {}
    for section in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        hops = [
            Hop(int(number), module, name, on_by)
            for number, module, name, on_by in HOP.findall(section)
        ]
        if hops:
            found[section.partition("\n")[0]] = hops
    return found


def modules() -> list[tuple[str, str]]:
    """Return the folder of each row of a table of modules, and what its last column says."""
    found = []
    for table in TABLE.finditer(PAGE):
        rows = itertools.takewhile(
            lambda line: line.startswith("|"), PAGE[table.end() :].splitlines()
        )
        found += [(table[1] or "", row.rstrip("|").rpartition("|")[2]) for row in rows]
    return [(folder, cell) for folder, cell in found if MODULE.search(cell)]


def missing_modules(folder: str, cell: str) -> list[str]:
    """Return the modules in a cell that are in none of their places.

    A name stands for a module of the table's folder, of a package named before it in the same cell,
    or for a path from the root. Functions stand in parentheses.
    """
    packages, missing = [ROOT, ROOT / folder], []
    for name in MODULE.findall(re.sub(r"\([^)]*\)", "", cell)):
        places = [package / name for package in packages]
        if not any(place.is_dir() or place.with_suffix(".py").is_file() for place in places):
            missing.append(name)
        packages += [place for place in places if place.is_dir()]
    return missing


@pytest.mark.parametrize(("folder", "cell"), modules())
def test_every_module_in_a_table_exists(folder: str, cell: str) -> None:
    assert missing_modules(folder, cell) == []


def test_a_module_that_is_not_there_is_noticed() -> None:
    assert missing_modules("client", "`features`; `battles`") == ["features"]
    assert missing_modules("engine/players", "`network`: `wire`, `wires`") == ["wires"]
    folders = {folder for folder, _ in modules()}
    assert {"engine/encoding", "client", "training", "engine/battle"} <= folders


def test_every_module_and_rule_of_the_campaign_is_in_its_table() -> None:
    folder = ROOT / "engine" / "campaign"
    cells = [cell for place, cell in modules() if place == "engine/campaign"]
    named = {name for cell in cells for name in MODULE.findall(cell)}
    there = {path.stem for path in folder.iterdir() if not path.name.startswith("_")}
    assert there - named == set()
    table = PAGE.partition("| modules of `engine/campaign/` |")[2].partition("\n\n")[0]
    assert {f"C{number}" for number in range(1, 15)} <= set(re.findall(r"C\d+", table))


@pytest.mark.parametrize(("module", "name"), sorted(set(NAME.findall(PAGE))))
def test_what_the_page_names_exists(module: str, name: str) -> None:
    assert definition(module, name)


def test_there_are_six_walks_without_a_gap() -> None:
    assert len(walks()) == 6
    for hops in walks().values():
        assert [hop.number for hop in hops] == list(range(1, len(hops) + 1))
        assert [hop.on_by for hop in hops].index("end") == len(hops) - 1


@pytest.mark.parametrize("walk", walks())
def test_a_hop_that_calls_the_next_one_names_it(walk: str) -> None:
    hops = walks()[walk]
    missing = [
        f"{hop.number}: {hop.module}:{hop.name} does not name {following.name}"
        for hop, following in itertools.pairwise(hops)
        if hop.on_by == "call"
        and following.name.split(".")[-1] not in names_in(definition(hop.module, hop.name))
    ]
    assert missing == []


def test_a_function_that_is_not_there_is_noticed() -> None:
    with pytest.raises(LookupError):
        definition("engine.battle.rules", "fly")
