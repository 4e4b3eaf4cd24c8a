"""Looking at data files without playing them: everything that is wrong, and the codes they use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from engine.battle import datafiles
from engine.battle.datafiles import (
    FOLDERS,
    GENERATOR_FILE,
    RULES_FILE,
    SUFFIX,
    Declared,
    files_of_folder,
)
from engine.errors import DataError, Problem
from engine.files import is_file
from engine.validation import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.battle.scenario import RuleNumbers

KINDS = (*FOLDERS, "rules", "generator")

Reader: TypeAlias = Callable[[Traversable], object]
"""Reads a file and raises DataError with everything that is wrong with it."""
Readers: TypeAlias = Mapping[str, Reader]
"""How files are read that no battle needs, by their kind."""


class UsedCode(NamedTuple):
    """Name a code that a file declares and a reader meets, by the context of its text."""

    file: str
    entry: str
    context: str
    code: str


class Inspection(msgspec.Struct, frozen=True):
    """Hold what was found: the files looked at, their problems, and the codes they declare."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    codes: tuple[UsedCode, ...]


class _Notes:
    """Gather what is found; what two files share is noted once."""

    def __init__(self) -> None:
        self.files: dict[str, None] = {}
        self.problems: dict[Problem, None] = {}
        self.codes: dict[UsedCode, None] = {}

    def add_problems(self, problems: Iterable[Problem]) -> None:
        self.problems.update(dict.fromkeys(problems))

    def add_code(self, file: Traversable, entry: str, context: str, code: str) -> None:
        self.codes[UsedCode(str(file), entry, context, code)] = None

    def inspection(self) -> Inspection:
        return Inspection(tuple(self.files), tuple(self.problems), tuple(self.codes))


def is_root(folder: Traversable) -> bool:
    """Tell whether a folder is a data root: it holds rules, or a folder of each kind."""
    inside = [folder.joinpath(name) for name in FOLDERS.values()]
    return folder.joinpath(RULES_FILE).is_file() or all(entry.is_dir() for entry in inside)


def inspect_root(root: Traversable, readers: Readers) -> Inspection:
    """Look at everything in a data root.

    A file of a kind of *readers* is named after it, or stands in a folder named after several of
    it; a root that only serves battles has none.
    """
    notes = _Notes()
    files = {kind: _files_in(root, kind, notes) for kind in FOLDERS}
    single = [root.joinpath(name) for name in (RULES_FILE, GENERATOR_FILE)]
    every = [*single, *(file for kind in FOLDERS for file in files[kind])]
    notes.files.update(dict.fromkeys(str(file) for file in every))
    declared, problems = datafiles.read_catalog(files["faction"])
    notes.add_problems(problems)
    for file in files["faction"]:
        _note_faction(file, declared, notes)
    rules = _rules_of(root, notes)
    _inspect_generator(root.joinpath(GENERATOR_FILE), rules, notes)
    for file in files["board"]:
        _inspect_board(file, rules, notes)
    for file in files["scenario"]:
        _inspect_scenario(file, root, rules, declared, notes)
    for kind, read in readers.items():
        for further in _further_files(root, kind):
            _inspect_further(further, read, notes)
    return notes.inspection()


def _further_files(root: Traversable, kind: str) -> list[Traversable]:
    file, folder = root.joinpath(f"{kind}{SUFFIX}"), root.joinpath(f"{kind}s")
    inside = files_of_folder(folder) if folder.is_dir() else []
    return [*([file] if file.is_file() else []), *inside]


def inspect_further(file: Traversable, read: Reader) -> Inspection:
    """Look at a file of a kind that no battle needs."""
    notes = _Notes()
    _inspect_further(file, read, notes)
    return notes.inspection()


def inspect_file(file: Path, readers: Readers) -> Inspection:
    """Look at one data file of any kind, those of *readers* too, with the others of its data root.

    Without a root of its own it is looked at beside the packaged files, as the game would.
    """
    notes = _Notes()
    notes.files[str(file)] = None
    try:
        kind, _ = datafiles.read_kind(file, (*KINDS, *readers))
    except DataError as error:
        notes.add_problems(error.problems)
        return notes.inspection()
    if kind in readers:
        return inspect_further(file, readers[kind])
    root = _root_of(file)
    declared, problems = _declared_with(file if kind == "faction" else None, root)
    if kind == "faction":
        notes.add_problems(problem for problem in problems if problem.file == str(file))
        _note_faction(file, declared, notes)
    elif kind == "rules":
        _note_rules(file, notes)
    elif kind == "generator":
        _inspect_generator(file, _rules_of(root, notes), notes)
    elif kind == "board":
        _inspect_board(file, _rules_of(root, notes), notes)
    else:
        _inspect_scenario(file, root, _rules_of(root, notes), declared, notes)
    return notes.inspection()


def inspect_folder(folder: Path, readers: Readers) -> Inspection:
    """Look at a data root, or at every data file in a folder and those below it."""
    if is_root(folder):
        return inspect_root(folder, readers)
    found = (path for path in folder.rglob("*") if path.name.lower().endswith(SUFFIX))
    files = sorted(path for path in found if is_file(path))
    if not files:
        problem = Problem(str(folder), "", "", f"holds no data file (*{SUFFIX})", "R2.4")
        return Inspection((), (problem,), ())
    return joined(inspect_file(file, readers) for file in files)


def joined(inspections: Iterable[Inspection]) -> Inspection:
    """Put several inspections together."""
    notes = _Notes()
    for one in inspections:
        notes.files.update(dict.fromkeys(one.files))
        notes.add_problems(one.problems)
        notes.codes.update(dict.fromkeys(one.codes))
    return notes.inspection()


def _root_of(file: Path) -> Traversable:
    above = file.absolute().parent
    folder = above if file.name in {RULES_FILE, GENERATOR_FILE} else above.parent
    return folder if is_root(folder) else datafiles.packaged_data()


def _files_in(root: Traversable, kind: str, notes: _Notes) -> list[Traversable]:
    try:
        return datafiles.files_in(root, kind)
    except DataError as error:
        notes.add_problems(error.problems)
        return []


def _declared_with(file: Path | None, root: Traversable) -> tuple[Declared, list[Problem]]:
    """Read the factions of a root and *file*, which stands for the one of its name."""
    files = _files_in(root, "faction", _Notes())
    if file is not None:
        files = [*(other for other in files if other.name != file.name), file]
    return datafiles.read_catalog(files)


def _rules_of(root: Traversable, notes: _Notes) -> RuleNumbers:
    """Give the numbers of a root; while they are broken, the rest is held to the packaged ones."""
    try:
        return datafiles.load_rules(root)
    except DataError as error:
        notes.add_problems(error.problems)
        return datafiles.load_rules(datafiles.packaged_data())


def _note_rules(file: Path, notes: _Notes) -> None:
    try:
        datafiles.read_rules(file)
    except DataError as error:
        notes.add_problems(error.problems)


def _inspect_generator(file: Traversable, rules: RuleNumbers, notes: _Notes) -> None:
    try:
        datafiles.read_generator(file, rules)
    except DataError as error:
        notes.add_problems(error.problems)


def _inspect_further(file: Traversable, read: Reader, notes: _Notes) -> None:
    notes.files[str(file)] = None
    try:
        read(file)
    except DataError as error:
        notes.add_problems(error.problems)


def _note_faction(file: Traversable, declared: Declared, notes: _Notes) -> None:
    faction = Path(file.name).stem
    if faction not in declared.factions:
        return
    notes.add_code(file, "", "faction", faction)
    for place, source in declared.sources.items():
        table, _, code = place.partition(".")
        if source == str(file):
            notes.add_code(file, place, table.removesuffix("s"), code)
    for code in declared.factions[faction]:
        unit = declared.units[code]
        for keyword in unit["keywords"] if "keywords" in unit else ():
            notes.add_code(file, f"units.{code}", "keyword", keyword)


def _inspect_board(file: Traversable, rules: RuleNumbers, notes: _Notes) -> None:
    notes.add_code(file, "", "board", Path(file.name).stem)
    try:
        datafiles.read_board(file, rules)
    except DataError as error:
        notes.add_problems(error.problems)


def _inspect_scenario(
    file: Traversable, root: Traversable, rules: RuleNumbers, declared: Declared, notes: _Notes
) -> None:
    notes.add_code(file, "", "scenario", Path(file.name).stem)
    findings = Findings(str(file))
    try:
        parts = datafiles.check_scenario_file(file, root, rules, declared.units, findings)
    except DataError as error:
        notes.add_problems(error.problems)
        return
    notes.add_problems(findings.problems)
    for number, objective in parts.objectives.items():
        # One letter is a mark on the board; a longer code is read as a name.
        if objective.code[1:]:
            notes.add_code(file, f"objectives[{number}]", "objective", objective.code)
