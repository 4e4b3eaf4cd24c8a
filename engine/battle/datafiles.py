"""Data files under `assets/data/` and of players: reading, checking, putting them together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from engine.battle import catalog, scenario
from engine.battle.catalog import Catalog, Code
from engine.battle.scenario import Objective, Placement, RuleNumbers, Scenario
from engine.battle.side import Side
from engine.errors import DataError, Problem
from engine.resources import resource
from engine.validation import Findings, decode_table, parse_toml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDERS = {"faction": "factions", "board": "boards", "scenario": "scenarios"}
"""The folder of a data root that holds the files of a kind; rules.toml stands beside them."""
RULES_FILE = "rules.toml"
_SUFFIX = ".toml"


class _ScenarioFile(msgspec.Struct, frozen=True):
    first: Side
    score_objectives: bool
    objectives: tuple[Objective, ...]
    units: tuple[Placement, ...]
    board: Code | None = None
    terrain: str | None = None


class _BoardFile(msgspec.Struct, frozen=True):
    terrain: str


def packaged_data() -> Traversable:
    """Name the data folder that comes with the game."""
    return resource("data")


def read_table(file: Traversable, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Read a data file of one of *kinds* without its `kind`; DataError when it isn't one."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        raise DataError([Problem(str(file), "", "", message, "R2.4")]) from error
    except UnicodeDecodeError as error:
        message = f"not UTF-8 text: {error.reason} at byte {error.start}"
        raise DataError([Problem(str(file), "", "", message, "R2.4")]) from error
    table = parse_toml(text, str(file), "R2.4")
    if "kind" not in table:
        message = f"missing; expected one of {', '.join(kinds)}"
        raise DataError([Problem(str(file), "", "kind", message, "R2.4")])
    kind = table.pop("kind")
    if kind not in kinds:
        message = f"{kind!r} is not one of {', '.join(kinds)}"
        raise DataError([Problem(str(file), "", "kind", message, "R2.4")])
    return table


def load_rules(root: Traversable) -> RuleNumbers:
    """Load the numbers of the rules of a data root."""
    file = root.joinpath(RULES_FILE)
    findings = Findings(str(file))
    numbers = scenario.decode_rules(read_table(file, ("rules",)), "", findings)
    findings.raise_if_any()
    assert numbers is not None, "without a finding there are numbers"
    return numbers


def load_catalog(root: Traversable) -> Catalog:
    """Load all factions of a data root; DataError gathers the problems of every file."""
    whole = Catalog({}, {}, {})
    problems: list[Problem] = []
    sources: dict[str, Findings] = {}
    for file in files_in(root, "faction"):
        findings = Findings(str(file))
        try:
            _add_faction(file, whole, sources, findings)
        except DataError as error:
            problems.extend(error.problems)
        problems.extend(findings.problems)
    problems.extend(_check_across(whole, sources))
    if problems:
        raise DataError(problems)
    return whole


def _add_faction(
    file: Traversable, whole: Catalog, sources: dict[str, Findings], findings: Findings
) -> None:
    table = read_table(file, ("faction",))
    for key in table:
        if key not in ("weapons", "units"):
            findings.add("", key, "unknown key; known are: weapons, units", "R2.4")
    for key in ("weapons", "units"):
        if key not in table:
            findings.add("", key, "missing", "R2.4")
            table[key] = {}
    weapons = catalog.decode_weapons(table["weapons"], "weapons", findings)
    units = catalog.decode_units(table["units"], "units", findings)
    for name, entries, known in (
        ("weapons", weapons, whole.weapons),
        ("units", units, whole.units),
    ):
        for code in entries:
            place = f"{name}.{code}"
            if code in known:
                message = f"declared before, in {sources[place].file}"
                findings.add(place, "", message, "R2.4")
            sources[place] = findings
    whole.weapons.update(weapons)
    whole.units.update(units)
    whole.factions[Path(file.name).stem] = tuple(units)


def _check_across(whole: Catalog, sources: dict[str, Findings]) -> list[Problem]:
    """Check what one file says against what the others declare."""
    across = Findings("")
    catalog.check_references(whole.units, whole.weapons, "units", across)
    keywords = frozenset(word for unit in whole.units.values() for word in unit.keywords)
    catalog.check_keywords(whole.weapons, keywords, across)
    return [
        msgspec.structs.replace(problem, file=sources[problem.entry].file)
        for problem in across.problems
    ]


def load_board(root: Traversable, name: str, rules: RuleNumbers) -> tuple[str, ...]:
    """Load the rows of a board of a data root."""
    return read_board(root.joinpath(FOLDERS["board"], f"{name}{_SUFFIX}"), rules)


def read_board(file: Traversable, rules: RuleNumbers) -> tuple[str, ...]:
    """Read the rows of a board file; DataError names what is wrong with them."""
    findings = Findings(str(file))
    board = decode_table(read_table(file, ("board",)), _BoardFile, "", findings, lambda _: "R1.1")
    rows = scenario.split_terrain(board.terrain) if board is not None else ()
    if board is not None:
        scenario.check_terrain(rows, rules, findings)
    findings.raise_if_any()
    return rows


def load_scenario(source: str | Path) -> Scenario:
    """Load a scenario by its name among the packaged ones, or from a player's own file.

    A file's units, weapons, rules, and its board where it names one, are the packaged ones.
    DataError says everything that is wrong with it.
    """
    root = packaged_data()
    if isinstance(source, Path):
        return read_scenario(source, root)
    names = names_of(root, "scenario")
    if source not in names:
        message = f"scenario {source!r} does not exist; there are: {', '.join(names)}"
        raise DataError([Problem(str(root), FOLDERS["scenario"], "", message, "R3.1")])
    return read_scenario(root.joinpath(FOLDERS["scenario"], f"{source}{_SUFFIX}"), root)


def read_scenario(file: Traversable, root: Traversable) -> Scenario:
    """Read a scenario file against the factions, boards and rules of a data root."""
    rules, whole = load_rules(root), load_catalog(root)
    findings = Findings(str(file))
    table = read_table(file, ("scenario",))
    decoded = decode_table(table, _ScenarioFile, "", findings, lambda _: "R3.1")
    if decoded is None:
        findings.raise_if_any()
    assert decoded is not None, "a problem was noted otherwise"
    terrain = _terrain_of(decoded, root, rules, findings)
    findings.raise_if_any()
    taking_part = {placed.unit for placed in decoded.units}
    profiles = {code: entry for code, entry in whole.units.items() if code in taking_part}
    carried = {
        code
        for entry in profiles.values()
        for code in entry.rng_weapon_codes + entry.cc_weapon_codes
    }
    complete = Scenario(
        name=Path(file.name).stem,
        terrain=terrain,
        first=decoded.first,
        score_objectives=decoded.score_objectives,
        objectives=decoded.objectives,
        units=decoded.units,
        rules=rules,
        profiles=profiles,
        weapons={code: entry for code, entry in whole.weapons.items() if code in carried},
    )
    scenario.check_scenario(complete, findings)
    findings.raise_if_any()
    return complete


def _terrain_of(
    decoded: _ScenarioFile, root: Traversable, rules: RuleNumbers, findings: Findings
) -> tuple[str, ...]:
    if (decoded.board is None) == (decoded.terrain is None):
        findings.add("", "board", "name a board, or write its terrain here: one of the two", "R3.1")
        return ()
    if decoded.terrain is not None:
        return scenario.split_terrain(decoded.terrain)
    boards = names_of(root, "board")
    if decoded.board not in boards:
        message = f"board {decoded.board!r} does not exist; there are: {', '.join(boards)}"
        findings.add("", "board", message, "R3.1")
        return ()
    return load_board(root, decoded.board, rules)


def files_in(root: Traversable, kind: str) -> list[Traversable]:
    """List the files of one kind in a data root, by name."""
    folder = root.joinpath(FOLDERS[kind])
    if not folder.is_dir():
        message = "the folder is missing"
        raise DataError([Problem(str(root), FOLDERS[kind], "", message, "R2.4")])
    files = (entry for entry in folder.iterdir() if entry.name.endswith(_SUFFIX))
    return sorted(files, key=lambda entry: entry.name)


def names_of(root: Traversable, kind: str) -> list[str]:
    """List the names of the files of one kind in a data root: their stems."""
    return [Path(file.name).stem for file in files_in(root, kind)]
