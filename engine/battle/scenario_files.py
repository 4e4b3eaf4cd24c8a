"""Scenarios, boards and numbers from data files, and scenarios generated from their materials."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import msgspec

from engine import plaintext
from engine.battle import generator, scenario
from engine.battle.deployment_areas import Battleground, Deployment, read_deployment
from engine.battle.generator import GeneratorNumbers, GroundKind, Materials
from engine.battle.scenario import (
    Objective,
    Placement,
    RuleNumbers,
    Scenario,
    ScenarioLists,
    ScenarioParts,
)
from engine.battle.side import Side
from engine.data.catalog import Code, check_code
from engine.data.datafiles import (
    FILE_NAME,
    FOLDERS,
    GENERATOR_FILE,
    RULES_FILE,
    file_of,
    names_of,
    packaged_data,
    read_table,
    stem_of,
)
from engine.data.factions import load_catalog
from engine.errors import DataError, Problem
from engine.sentences import Sentence
from engine.validation import Findings, decode_entries, decode_table, in_short

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from engine.data.catalog import Catalog

_S = TypeVar("_S", bound=msgspec.Struct)

WORKS: Final = "WORKS"
"""The keyword of works, which stand on the boards of landings and are of no faction."""
GROUNDS_KIND: Final = "campaign_grounds"
"""The kind of the file with the grounds of a campaign's worlds, which no battle needs."""
GROUNDS_PLACE: Final = "campaign/grounds.toml"


class _ScenarioFile(ScenarioLists, frozen=True):
    board: Code | None = None
    terrain: str | None = None
    deployment: str | None = None


class ScenarioContent(NamedTuple):
    """The valid parts of a scenario file; without a valid *deployment* its armies are fixed."""

    parts: ScenarioParts
    deployment: Deployment | None


class _BoardFile(msgspec.Struct, frozen=True):
    terrain: str


def load_rules(root: Traversable) -> RuleNumbers:
    """Return the numbers of the rules of a data root."""
    return read_rules(root.joinpath(RULES_FILE))


def read_rules(file: Traversable) -> RuleNumbers:
    """Return the numbers of the rules in a file; DataError lists all problems of it."""
    findings = Findings(str(file))
    numbers = scenario.decode_rules(read_table(file, ("rules",)), "", findings)
    findings.raise_if_any()
    assert numbers is not None, "without a finding there are numbers"
    return numbers


def read_generator(file: Traversable, rules: RuleNumbers) -> GeneratorNumbers:
    """Return the numbers of the generator in a file; DataError lists all problems of it."""
    findings = Findings(str(file))
    table = read_table(file, ("generator",))
    numbers = generator.decode_generator(table, rules, findings)
    findings.raise_if_any()
    assert numbers is not None, "without a finding there are numbers"
    return numbers


def read_grounds(file: Traversable) -> dict[str, GroundKind]:
    """Return the kinds of ground of a campaign's worlds; DataError lists all problems of it."""
    findings = Findings(str(file))
    table = read_table(file, (GROUNDS_KIND,))
    if not table:
        findings.add("", "", Sentence("data.no-ground"), "R1.3")
    grounds = generator.decode_grounds(table, "", findings)
    findings.raise_if_any()
    return grounds


def load_materials(root: Traversable) -> Materials:
    """Return what battles are generated from, of a data root."""
    rules = load_rules(root)
    numbers = read_generator(root.joinpath(GENERATOR_FILE), rules)
    return Materials(load_catalog(root), rules, numbers)


@functools.cache
def packaged_materials() -> Materials:
    """Return the packaged materials of the generator, read at the first call."""
    return load_materials(packaged_data())


def load_board(root: Traversable, name: str, rules: RuleNumbers) -> tuple[str, ...]:
    """Return the rows of a board of a data root, by its name."""
    return read_board(file_of(root, "board", name), rules)


def read_board(file: Traversable, rules: RuleNumbers) -> tuple[str, ...]:
    """Return the rows of a board file; DataError lists all problems of it."""
    findings = Findings(str(file))
    check_code(stem_of(file), FILE_NAME, findings)
    board = decode_table(read_table(file, ("board",)), _BoardFile, "", findings, lambda _: "R1.1")
    rows = scenario.split_terrain(board.terrain) if board is not None else ()
    if board is not None:
        scenario.check_terrain(rows, rules, findings)
    findings.raise_if_any()
    return rows


def load_scenario(source: str | Path) -> Scenario:
    """Return a packaged scenario by its name, a generated one by `random:17`, or one from a file.

    `random:17:ordinate:murmur` is generated from seed 17, with these factions for ONE and TWO.

    The units, weapons and rules of a file, and its board where it names one, are the packaged ones.
    DataError lists all problems.
    """
    return load_ground(source).scenario


def load_ground(source: str | Path) -> Battleground:
    """Return the scenario that `load_scenario` does, with the areas where armies may deploy."""
    materials = packaged_materials()
    if isinstance(source, str) and generator.is_generated(source):
        return generator.generate_ground(materials, *generator.parse_name(source, materials))
    root = packaged_data()
    if isinstance(source, Path):
        return read_ground(source, root, materials.rules, materials.catalog)
    names = names_of(root, "scenario")
    if source not in names:
        sentence = Sentence("data.no-scenario", scenario=repr(source), known=", ".join(names))
        raise DataError([Problem(str(root), FOLDERS["scenario"], "", sentence, "R3.1")])
    file = file_of(root, "scenario", source)
    return read_ground(file, root, materials.rules, materials.catalog)


def faction_of_side(scenario: Scenario, side: Side) -> str | None:
    """Return the packaged faction of a side; None if its units are of several factions or none.

    Works are of no faction: a side that has some is known by its other units.
    """
    catalog = packaged_materials().catalog
    units = {placed.unit for placed in scenario.units if placed.side is side}
    return catalog.common_faction(unit for unit in units if not _is_works(scenario, catalog, unit))


def _is_works(scenario: Scenario, catalog: Catalog, unit: str) -> bool:
    return WORKS in scenario.profiles[unit].keywords and catalog.faction_of(unit) is None


def read_scenario(
    file: Traversable, root: Traversable, rules: RuleNumbers, catalog: Catalog
) -> Scenario:
    """Return the scenario in a file, with units of *catalog* and the boards of a data root.

    DataError lists all problems of the file, and of its board.
    """
    return read_ground(file, root, rules, catalog).scenario


def read_ground(
    file: Traversable, root: Traversable, rules: RuleNumbers, catalog: Catalog
) -> Battleground:
    """Return the scenario that `read_scenario` does, with the areas where armies may deploy."""
    findings = Findings(str(file))
    known = {code: entry.hp_max for code, entry in catalog.units.items()}
    parts, deployment = check_scenario_file(file, root, rules, known, findings)
    findings.raise_if_any()
    assert parts.lists is not None, "a problem was noted otherwise"
    profiles = catalog.profiles_of({placed.unit for placed in parts.units.values()})
    read = Scenario(
        # A file may be named in ways that no save may say.
        name=plaintext.fit_name(stem_of(file)),
        terrain=parts.terrain,
        first=parts.lists.first,
        score_objectives=parts.lists.score_objectives,
        objectives=tuple(parts.objectives.values()),
        units=tuple(parts.units.values()),
        rules=rules,
        profiles=profiles,
        weapons=catalog.weapons_of(profiles.values()),
    )
    return Battleground(read, deployment)


def check_scenario_file(
    file: Traversable,
    root: Traversable,
    rules: RuleNumbers,
    known: Mapping[str, int | None],
    findings: Findings,
) -> ScenarioContent:
    """Return the valid parts of a scenario file and note all its problems; units must be *known*,
    which has the HP_MAX of each, None for an invalid one.

    DataError if it is not a scenario file at all.
    """
    table = read_table(file, ("scenario",))
    parts = ScenarioParts(
        lists=decode_table(table, _ScenarioFile, "", findings, _rule_of_scenario),
        units=_entries(table, "units", Placement, findings),
        objectives=_entries(table, "objectives", Objective, findings),
        terrain=_terrain_of(table, root, rules, findings),
    )
    scenario.check_parts(parts, known, rules, findings)
    return ScenarioContent(parts, _deployment_of(table, parts, findings))


def _deployment_of(
    table: Mapping[str, Any], parts: ScenarioParts, findings: Findings
) -> Deployment | None:
    """Return the deployment of a scenario; None if it has none, or an invalid one."""
    if "deployment" not in table or not isinstance(table["deployment"], str) or not parts.terrain:
        return None
    rows = scenario.split_terrain(table["deployment"])
    return read_deployment(rows, parts.terrain, parts.units, findings)


def _rule_of_scenario(_: str) -> str:
    return "R3.1"


def _entries(
    table: Mapping[str, Any], key: str, kind: type[_S], findings: Findings
) -> dict[int, _S]:
    if key not in table or not isinstance(table[key], list):
        return {}
    return decode_entries(table[key], kind, key, findings, _rule_of_scenario)


def _terrain_of(
    table: Mapping[str, Any], root: Traversable, rules: RuleNumbers, findings: Findings
) -> tuple[str, ...]:
    """Return the rows of a scenario's board if it is valid, otherwise ()."""
    if ("board" in table) == ("terrain" in table):
        findings.add("", "board", Sentence("data.board-or-terrain"), "R3.1")
        return ()
    if "terrain" in table:
        if not isinstance(table["terrain"], str):
            return ()
        rows = scenario.split_terrain(table["terrain"])
        return rows if scenario.check_terrain(rows, rules, findings) else ()
    if not isinstance(table["board"], str):
        return ()
    boards = names_of(root, "board")
    if table["board"] not in boards:
        board = in_short(table["board"])
        sentence = Sentence("data.no-board", board=board, known=", ".join(boards))
        findings.add("", "board", sentence, "R3.1")
        return ()
    try:
        return load_board(root, table["board"], rules)
    except DataError as error:
        findings.problems.extend(error.problems)
        return ()
