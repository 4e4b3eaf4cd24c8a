"""Data files under `assets/data/` and of players: reading, checking, putting them together."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from engine import limits, plaintext
from engine.battle import catalog, generator, scenario
from engine.battle.catalog import Catalog, Code, Draft, UnitEntry, WeaponEntry, check_code
from engine.battle.generator import GeneratorNumbers, Materials
from engine.battle.scenario import Objective, Placement, RuleNumbers, Scenario
from engine.battle.side import Side
from engine.errors import DataError, Problem
from engine.files import FileTooLarge, is_file, read_bounded
from engine.resources import resource
from engine.validation import Findings, decode_entries, decode_table, in_short, parse_toml

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from importlib.resources.abc import Traversable

FOLDERS = {"faction": "factions", "board": "boards", "scenario": "scenarios"}
"""The folder of a data root that holds the files of a kind; two files stand beside them."""
RULES_FILE = "rules.toml"
GENERATOR_FILE = "generator.toml"
SUFFIX = ".toml"
"""Ends the name of a data file, in capitals too."""
_FILE_NAME = "the file's name"
"""Stands for the entry in problems with the stem of a file that others name."""

_S = TypeVar("_S", bound=msgspec.Struct)


class _ScenarioFile(msgspec.Struct, frozen=True):
    first: Side
    score_objectives: bool
    objectives: list[Any]
    units: list[Any]
    board: Code | None = None
    terrain: str | None = None


class _BoardFile(msgspec.Struct, frozen=True):
    terrain: str


def packaged_data() -> Traversable:
    """Name the data folder that comes with the game."""
    return resource("data")


def read_file(file: Traversable) -> str:
    """Read a data file's text; DataError when that can't be done, or when it is no end of text."""
    try:
        return plaintext.decode(_content(file))
    except FileTooLarge:
        message = f"more than {limits.FILE_BYTES} bytes; no data file needs as many"
    except OSError as error:
        message = f"can't be read: {error.strerror}"
    except ValueError as error:
        message = str(error)
    raise DataError([Problem(str(file), "", "", message, "R2.4")])


def _content(file: Traversable) -> bytes:
    if isinstance(file, Path):
        return read_bounded(file, limits.FILE_BYTES)
    # Packaged files need not lie on a disk.
    with file.open("rb") as stream:
        return stream.read(limits.FILE_BYTES)


def read_table(file: Traversable, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Read a data file of one of *kinds* without its `kind`; DataError when it isn't one."""
    return read_kind(file, kinds)[1]


def read_kind(file: Traversable, kinds: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """Read a data file of one of *kinds*: which it is, and the rest; DataError if it isn't one."""
    table = parse_toml(read_file(file), str(file), "R2.4")
    if "kind" not in table:
        message = f"missing; expected one of {', '.join(kinds)}"
        raise DataError([Problem(str(file), "", "kind", message, "R2.4")])
    kind = table.pop("kind")
    if kind not in kinds:
        message = f"{in_short(kind)} is not one of {', '.join(kinds)}"
        raise DataError([Problem(str(file), "", "kind", message, "R2.4")])
    return str(kind), table


def load_rules(root: Traversable) -> RuleNumbers:
    """Load the numbers of the rules of a data root."""
    return read_rules(root.joinpath(RULES_FILE))


def read_rules(file: Traversable) -> RuleNumbers:
    """Read a file of the numbers of the rules; DataError says what is wrong with them."""
    findings = Findings(str(file))
    numbers = scenario.decode_rules(read_table(file, ("rules",)), "", findings)
    findings.raise_if_any()
    assert numbers is not None, "without a finding there are numbers"
    return numbers


def read_generator(file: Traversable, rules: RuleNumbers) -> GeneratorNumbers:
    """Read a file of the numbers of the generator; DataError says what is wrong with them."""
    findings = Findings(str(file))
    table = read_table(file, ("generator",))
    numbers = generator.decode_generator(table, rules, findings)
    findings.raise_if_any()
    assert numbers is not None, "without a finding there are numbers"
    return numbers


def load_materials(root: Traversable) -> Materials:
    """Load what battles are generated from."""
    rules = load_rules(root)
    numbers = read_generator(root.joinpath(GENERATOR_FILE), rules)
    return Materials(load_catalog(root), rules, numbers)


@functools.cache
def packaged_materials() -> Materials:
    """Give what the game generates battles from, read the first time it is asked for."""
    return load_materials(packaged_data())


def generate_scenario(seed: int, factions: tuple[str, str] | None = None) -> Scenario:
    """Generate a battle with the packaged data, with *factions* for ONE and TWO if they are given.

    DataError when the seed or a faction does not exist.
    """
    return load_scenario(generator.GenerationRequest(seed, factions).name)


def load_catalog(root: Traversable) -> Catalog:
    """Load all factions of a data root; DataError gathers the problems of every file."""
    declared, problems = read_catalog(files_in(root, "faction"))
    if problems:
        raise DataError(problems)
    return declared.catalog()


class Declared:
    """Hold what faction files declare, by code: the fields that are right, and who declares it."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.weapons: dict[str, Draft] = {}
        self.units: dict[str, Draft] = {}
        self.factions: dict[str, tuple[str, ...]] = {}
        self.sources: dict[str, str] = {}

    def catalog(self) -> Catalog:
        """Give the entries of which every field is right."""
        weapons = catalog.whole(self.weapons, WeaponEntry)
        units = catalog.whole(self.units, UnitEntry)
        return Catalog(
            {code: WeaponEntry(**draft) for code, draft in weapons.items()},
            {code: UnitEntry(**draft) for code, draft in units.items()},
            self.factions,
        )


def read_catalog(files: Iterable[Traversable]) -> tuple[Declared, list[Problem]]:
    """Read factions as far as they can be read, with all problems of all of them."""
    declared = Declared()
    problems: list[Problem] = []
    for file in files:
        findings = Findings(str(file))
        try:
            _add_faction(file, declared, findings)
        except DataError as error:
            problems.extend(error.problems)
        problems.extend(findings.problems)
    problems.extend(_check_across(declared))
    return declared, problems


def _add_faction(file: Traversable, declared: Declared, findings: Findings) -> None:
    table = read_table(file, ("faction",))
    check_code(Path(file.name).stem, _FILE_NAME, findings)
    for key in table:
        if key not in ("weapons", "units"):
            findings.add("", key, "unknown key; known are: weapons, units", "R2.4")
    for key in ("weapons", "units"):
        if key not in table:
            findings.add("", key, "missing", "R2.4")
            table[key] = {}
    weapons = catalog.draft_weapons(table["weapons"], "weapons", findings)
    units = catalog.draft_units(table["units"], "units", findings)
    for name, drafts in (("weapons", weapons), ("units", units)):
        for code in drafts:
            place = f"{name}.{code}"
            if place in declared.sources:
                message = f"declared before, in {declared.sources[place]}"
                findings.add(place, "", message, "R2.4")
            declared.sources[place] = findings.file
    declared.weapons.update(weapons)
    declared.units.update(units)
    declared.factions[Path(file.name).stem] = tuple(units)


def _check_across(declared: Declared) -> list[Problem]:
    """Check what one file says against what the others declare."""
    across = Findings("")
    catalog.check_references(declared.units, declared.weapons, "units", across)
    catalog.check_keywords(declared.weapons, declared.units, across)
    return [
        msgspec.structs.replace(problem, file=declared.sources[problem.entry])
        for problem in across.problems
    ]


def load_board(root: Traversable, name: str, rules: RuleNumbers) -> tuple[str, ...]:
    """Load the rows of a board of a data root."""
    return read_board(_file_of(root, "board", name), rules)


def read_board(file: Traversable, rules: RuleNumbers) -> tuple[str, ...]:
    """Read the rows of a board file; DataError names what is wrong with them."""
    findings = Findings(str(file))
    check_code(Path(file.name).stem, _FILE_NAME, findings)
    board = decode_table(read_table(file, ("board",)), _BoardFile, "", findings, lambda _: "R1.1")
    rows = scenario.split_terrain(board.terrain) if board is not None else ()
    if board is not None:
        scenario.check_terrain(rows, rules, findings)
    findings.raise_if_any()
    return rows


def load_scenario(source: str | Path) -> Scenario:
    """Load a scenario by its name among the packaged ones, or from a player's own file.

    `random:17` names the one that is generated from seed 17, `random:17:ordinate:murmur` the same
    with these factions for ONE and TWO.

    A file's units, weapons, rules, and its board where it names one, are the packaged ones.
    DataError says everything that is wrong with it.
    """
    materials = packaged_materials()
    if isinstance(source, str) and generator.is_generated(source):
        return generator.generate(materials, *generator.parse_name(source, materials))
    root = packaged_data()
    if isinstance(source, Path):
        return _put_together(source, root, materials.rules, materials.catalog)
    names = names_of(root, "scenario")
    if source not in names:
        message = f"scenario {source!r} does not exist; there are: {', '.join(names)}"
        raise DataError([Problem(str(root), FOLDERS["scenario"], "", message, "R3.1")])
    file = _file_of(root, "scenario", source)
    return _put_together(file, root, materials.rules, materials.catalog)


def read_scenario(file: Traversable, root: Traversable) -> Scenario:
    """Read a scenario file against the factions, boards and rules of a data root."""
    return _put_together(file, root, load_rules(root), load_catalog(root))


def _put_together(
    file: Traversable, root: Traversable, rules: RuleNumbers, known: Catalog
) -> Scenario:
    findings = Findings(str(file))
    parts = check_scenario_file(file, root, rules, known.units, findings)
    findings.raise_if_any()
    decoded, units, objectives, terrain = parts
    assert decoded is not None, "a problem was noted otherwise"
    profiles = known.profiles_of({placed.unit for placed in units.values()})
    return Scenario(
        # A file may be named in ways that no save may say.
        name=plaintext.fit_name(Path(file.name).stem),
        terrain=terrain,
        first=decoded.first,
        score_objectives=decoded.score_objectives,
        objectives=tuple(objectives.values()),
        units=tuple(units.values()),
        rules=rules,
        profiles=profiles,
        weapons=known.weapons_of(profiles.values()),
    )


class ScenarioParts(NamedTuple):
    """Hold what of a scenario file is right; units and objectives by their place in their list."""

    decoded: _ScenarioFile | None
    units: dict[int, Placement]
    objectives: dict[int, Objective]
    terrain: tuple[str, ...]


def check_scenario_file(
    file: Traversable,
    root: Traversable,
    rules: RuleNumbers,
    known: Container[str],
    findings: Findings,
) -> ScenarioParts:
    """Read a scenario file whose units are *known*, noting every problem of it.

    DataError when it is no scenario file at all.
    """
    table = read_table(file, ("scenario",))
    decoded = decode_table(table, _ScenarioFile, "", findings, _rule_of_scenario)
    units = _entries(table, "units", Placement, findings)
    objectives = _entries(table, "objectives", Objective, findings)
    terrain = _terrain_of(table, root, rules, findings)
    scenario.check_units(units, known, terrain, findings)
    scenario.check_objectives(objectives, terrain, findings)
    if decoded is not None and len(units) == len(decoded.units):
        scenario.check_numbers(units.values(), rules, findings)
    if decoded is not None:
        scenario.check_scoring(decoded.objectives, decoded.score_objectives, findings)
    return ScenarioParts(decoded, units, objectives, terrain)


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
    """Give the rows of a scenario's board if there is nothing wrong with it, otherwise ()."""
    if ("board" in table) == ("terrain" in table):
        findings.add("", "board", "name a board, or write its terrain here: one of the two", "R3.1")
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
        message = f"board {board} does not exist; there are: {', '.join(boards)}"
        findings.add("", "board", message, "R3.1")
        return ()
    try:
        return load_board(root, table["board"], rules)
    except DataError as error:
        findings.problems.extend(error.problems)
        return ()


def files_in(root: Traversable, kind: str) -> list[Traversable]:
    """List the files of one kind in a data root, by name; DataError where names are wrong."""
    folder = root.joinpath(FOLDERS[kind])
    if not folder.is_dir():
        message = "the folder is missing"
        raise DataError([Problem(str(root), FOLDERS[kind], "", message, "R2.4")])
    files = files_of_folder(folder)
    findings = Findings(str(folder))
    stems: dict[str, str] = {}
    for file in files:
        stem = Path(file.name).stem
        if stem in stems:
            message = f"named as {stems[stem]} is, but for its suffix"
            findings.add(file.name, "", message, "R2.4")
        stems[stem] = file.name
    findings.raise_if_any()
    return files


def files_of_folder(folder: Traversable) -> list[Traversable]:
    """List the data files that lie in a folder, by name; what is no plain file is none of them."""
    named = (entry for entry in folder.iterdir() if entry.name.lower().endswith(SUFFIX))
    return sorted(filter(_is_file, named), key=lambda entry: entry.name)


def _is_file(entry: Traversable) -> bool:
    # A Path's own raises where one may not look.
    return is_file(entry) if isinstance(entry, Path) else entry.is_file()


def _file_of(root: Traversable, kind: str, name: str) -> Traversable:
    """Find the file of a name that `names_of` lists."""
    return next(file for file in files_in(root, kind) if Path(file.name).stem == name)


def names_of(root: Traversable, kind: str) -> list[str]:
    """List the names of the files of one kind in a data root: their stems."""
    return [Path(file.name).stem for file in files_in(root, kind)]
