"""Inspection of data files: every problem of them, and the codes that a reader will meet.

What a kind of file is checked for is registered by its owner, as a `DataKind`; factions alone
are known here, since other kinds are checked against them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar, cast

import msgspec

from engine.data import datafiles
from engine.data.datafiles import (
    FACTION,
    FOLDERS,
    RULES_FILE,
    SUFFIX,
    files_of_folder,
    packaged_data,
    stem_of,
)
from engine.data.factions import CatalogDraft, read_catalog
from engine.errors import DataError, Problem
from engine.files import is_file
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_T = TypeVar("_T")


class UsedCode(NamedTuple):
    """A code that a file declares and that people see, by the *context* of its text."""

    file: str
    entry: str
    context: str
    code: str


class Inspection(msgspec.Struct, frozen=True):
    """The result of an inspection: the files, their problems, and the codes they declare."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    codes: tuple[UsedCode, ...]


class Notes:
    """Collects the result of an inspection; what several files share is noted once."""

    def __init__(self) -> None:
        """Start without findings."""
        self._files: dict[str, None] = {}
        self._problems: dict[Problem, None] = {}
        self._codes: dict[UsedCode, None] = {}
        self._shared: dict[str, object] = {}

    def shared(self, key: str, read: Callable[[], _T]) -> _T:
        """Return what *read* returned for a key at the first call: what several files need."""
        if key not in self._shared:
            self._shared[key] = read()
        return cast("_T", self._shared[key])

    def add_files(self, files: Iterable[Traversable | str]) -> None:
        """Add files that are inspected."""
        self._files.update(dict.fromkeys(map(str, files)))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Add problems."""
        self._problems.update(dict.fromkeys(problems))

    def add_code(self, file: Traversable, entry: str, context: str, code: str) -> None:
        """Add a code that an entry of a file declares."""
        self._codes[UsedCode(str(file), entry, context, code)] = None

    def add(self, inspection: Inspection) -> None:
        """Add everything that another inspection has found."""
        self.add_files(inspection.files)
        self.add_problems(inspection.problems)
        self._codes.update(dict.fromkeys(inspection.codes))

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Add the problems of a DataError that is raised in a block, which ends there."""
        try:
            yield
        except DataError as error:
            self.add_problems(error.problems)

    def inspection(self) -> Inspection:
        """Return what has been found so far."""
        return Inspection(tuple(self._files), tuple(self._problems), tuple(self._codes))


class Scope(NamedTuple):
    """What a file is checked against: its data root and what the factions of it declare."""

    root: Traversable
    draft: CatalogDraft


Inspect: TypeAlias = Callable[[Traversable, Scope, Notes], None]
"""Inspects a file: adds its problems and the codes that it declares to the notes."""
Read: TypeAlias = Callable[[Traversable], object]
"""Reads a file; DataError lists everything that is wrong with it."""


class DataKind(NamedTuple):
    """A kind of data file, named as in `kind = "board"`, and how a file of it is inspected.

    Every data root must hold the files of a *required* kind: those of its folder in `FOLDERS`, or
    one named after it. Files of another kind may be there, by either name, or at a *place* of the
    root: a file, or a folder of files if it ends with a slash. A root may be without the folder of
    such a place; in one that has it no file may be missing.
    """

    name: str
    inspect: Inspect
    required: bool = True
    place: str = ""

    @classmethod
    def from_reader(cls, name: str, read: Read, place: str = "") -> DataKind:
        """Return an optional kind of file that depends on no other file and declares no codes."""
        return cls(name, lambda file, _, notes: notes.add(inspect_read(file, read)), False, place)

    @property
    def file(self) -> str:
        """Return the name of the only file of this kind in a data root."""
        return f"{self.name}{SUFFIX}"


def is_root(folder: Traversable) -> bool:
    """Whether a folder is a data root: it has a file of rules, or a folder for each kind."""
    inside = [folder.joinpath(name) for name in FOLDERS.values()]
    return folder.joinpath(RULES_FILE).is_file() or all(entry.is_dir() for entry in inside)


def inspect_root(root: Traversable, kinds: Sequence[DataKind]) -> Inspection:
    """Inspect all files of a data root: its factions, then those of *kinds*, in that order."""
    notes = Notes()
    factions = _files_in(root, FACTION, notes)
    files = {kind.name: _files_of(root, kind, notes) for kind in kinds}
    notes.add_files(file for kind in kinds if _is_single(kind) for file in files[kind.name])
    notes.add_files(factions)
    notes.add_files(file for kind in kinds for file in files[kind.name])
    draft, problems = read_catalog(factions)
    notes.add_problems(problems)
    for file in factions:
        _note_faction(file, draft, notes)
    for kind in kinds:
        for file in files[kind.name]:
            kind.inspect(file, Scope(root, draft), notes)
    return notes.inspection()


def inspect_file(file: Path, kinds: Sequence[DataKind]) -> Inspection:
    """Inspect one data file of any of *kinds*, or of a faction, with the others of its data root.

    A file outside any data root is checked against the packaged data, as the game would.
    """
    notes = Notes()
    notes.add_files([file])
    known = {kind.name: kind for kind in kinds}
    with notes.catching():
        name, _ = datafiles.read_kind(file, (FACTION, *known))
        scope = Scope(_root_of(file, name, kinds), CatalogDraft())
        if name == FACTION:
            draft, problems = _read_factions(scope.root, file)
            notes.add_problems(problem for problem in problems if problem.file == str(file))
            _note_faction(file, draft, notes)
        elif known[name].required:
            draft, _ = _read_factions(scope.root, None)
            known[name].inspect(file, scope._replace(draft=draft), notes)
        else:
            known[name].inspect(file, scope, notes)
    return notes.inspection()


def inspect_read(file: Traversable, read: Read) -> Inspection:
    """Inspect a file by reading it."""
    notes = Notes()
    notes.add_files([file])
    with notes.catching():
        read(file)
    return notes.inspection()


def inspect_folder(folder: Path, kinds: Sequence[DataKind]) -> Inspection:
    """Inspect a data root, or all data files in a folder and its subfolders."""
    if is_root(folder):
        return inspect_root(folder, kinds)
    found = (path for path in folder.rglob("*") if path.name.lower().endswith(SUFFIX))
    files = sorted(path for path in found if is_file(path))
    if not files:
        sentence = Sentence("data.no-data-file", suffix=SUFFIX)
        problem = Problem(str(folder), "", "", sentence, "R2.4")
        return Inspection((), (problem,), ())
    return join(inspect_file(file, kinds) for file in files)


def join(inspections: Iterable[Inspection]) -> Inspection:
    """Return several inspections as one."""
    notes = Notes()
    for one in inspections:
        notes.add(one)
    return notes.inspection()


def _is_single(kind: DataKind) -> bool:
    return kind.required and kind.name not in FOLDERS


def _files_of(root: Traversable, kind: DataKind, notes: Notes) -> list[Traversable]:
    if kind.name in FOLDERS:
        return _files_in(root, kind.name, notes)
    if kind.place:
        return _files_at(root, kind.place)
    file, folder = root.joinpath(kind.file), root.joinpath(f"{kind.name}s")
    if kind.required:
        return [file]
    inside = files_of_folder(folder) if folder.is_dir() else []
    return [*([file] if file.is_file() else []), *inside]


def _files_at(root: Traversable, place: str) -> list[Traversable]:
    """Return the files at a place; none if the root is without its first folder."""
    first, *inner = place.split("/")
    folder = root.joinpath(first)
    if not folder.is_dir():
        return []
    path = folder.joinpath(*filter(None, inner))
    if not place.endswith("/"):
        return [path]
    return files_of_folder(path) if path.is_dir() else []


def _files_in(root: Traversable, kind: str, notes: Notes) -> list[Traversable]:
    try:
        return datafiles.files_in(root, kind)
    except DataError as error:
        notes.add_problems(error.problems)
        return []


def _root_of(file: Path, name: str, kinds: Sequence[DataKind]) -> Traversable:
    """Return the data root that a file of a kind is in; the packaged one if it is in none."""
    above = file.absolute().parent
    singles = {kind.file for kind in kinds if _is_single(kind)}
    folder = above if file.name in singles else above.parent
    for kind in kinds:
        if kind.name == name and kind.place:
            folder = above
            for _ in range(kind.place.count("/")):
                folder = folder.parent
    return folder if is_root(folder) else packaged_data()


def _read_factions(root: Traversable, file: Path | None) -> tuple[CatalogDraft, Sequence[Problem]]:
    """Read the factions of a root; *file* replaces the one of the same name."""
    files = _files_in(root, FACTION, Notes())
    if file is not None:
        files = [*(other for other in files if other.name != file.name), file]
    return read_catalog(files)


def _note_faction(file: Traversable, draft: CatalogDraft, notes: Notes) -> None:
    faction = stem_of(file)
    if faction not in draft.factions:
        return
    notes.add_code(file, "", FACTION, faction)
    for place, source in draft.sources.items():
        table, _, code = place.partition(".")
        if source == str(file):
            notes.add_code(file, place, table.removesuffix("s"), code)
    for code in draft.factions[faction].units:
        unit = draft.units[code]
        for keyword in unit["keywords"] if "keywords" in unit else ():
            notes.add_code(file, f"units.{code}", "keyword", keyword)
