"""Data files: finding them in a data root, reading them within limits, and telling kinds apart.

A data root is a folder such as the packaged `assets/data/`: single files, and one folder for each
other kind.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine import limits, plaintext
from engine.errors import DataError, Problem
from engine.files import FileTooLarge, is_file, read_bounded
from engine.resources import resource
from engine.sentences import InvalidValue, Sentence
from engine.system_errors import reason_of
from engine.validation import Findings, in_short, parse_toml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FACTION: Final = "faction"
FOLDERS: Final = {FACTION: "factions", "board": "boards", "scenario": "scenarios"}
"""Folder of a data root by the kind of the files in it; the other kinds are single files."""
RULES_FILE: Final = "rules.toml"
GENERATOR_FILE: Final = "generator.toml"
SUFFIX: Final = ".toml"
"""Suffix of data files, in any case."""
FILE_NAME: Final = "the file's name"
"""Entry of problems with a file's stem, which other files refer to."""


def packaged_data() -> Traversable:
    """Return the data root that comes with the game."""
    return resource("data")


def read_file(file: Traversable) -> str:
    """Return the text of a data file; DataError if it can't be read, is too large or no text."""
    try:
        return plaintext.decode(_content(file))
    except FileTooLarge:
        sentence = Sentence("data.too-many-bytes", most=limits.FILE_BYTES)
    except OSError as error:
        sentence = Sentence("data.unreadable", reason=reason_of(error))
    except InvalidValue as error:
        sentence = error.sentence
    raise DataError([Problem(str(file), "", "", sentence, "R2.4")])


def _content(file: Traversable) -> bytes:
    if isinstance(file, Path):
        return read_bounded(file, limits.FILE_BYTES)
    # Packaged files need not lie on a disk.
    with file.open("rb") as stream:
        return stream.read(limits.FILE_BYTES)


def read_table(file: Traversable, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Return the content of a data file of one of *kinds*, without its `kind`; DataError if not."""
    return read_kind(file, kinds)[1]


def read_kind(file: Traversable, kinds: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """Return the kind of a data file, one of *kinds*, and the rest of it; DataError if it is not.

    Every data file names its kind at the top, as in `kind = "board"`.
    """
    table = parse_toml(read_file(file), str(file), "R2.4")
    if "kind" not in table:
        sentence = Sentence("data.missing-kind", kinds=", ".join(kinds))
        raise DataError([Problem(str(file), "", "kind", sentence, "R2.4")])
    kind = table.pop("kind")
    if kind not in kinds:
        sentence = Sentence("data.other-kind", kind=in_short(kind), kinds=", ".join(kinds))
        raise DataError([Problem(str(file), "", "kind", sentence, "R2.4")])
    return str(kind), table


def files_in(root: Traversable, kind: str) -> list[Traversable]:
    """Return the files of a kind of `FOLDERS` in a data root, sorted by name.

    DataError if the folder is missing or two files have the same stem.
    """
    folder = root.joinpath(FOLDERS[kind])
    if not folder.is_dir():
        sentence = Sentence("data.no-folder")
        raise DataError([Problem(str(root), FOLDERS[kind], "", sentence, "R2.4")])
    files = files_of_folder(folder)
    findings = Findings(str(folder))
    stems: dict[str, str] = {}
    for file in files:
        stem = stem_of(file)
        if stem in stems:
            findings.add(file.name, "", Sentence("data.same-stem", other=stems[stem]), "R2.4")
        stems[stem] = file.name
    findings.raise_if_any()
    return files


def files_of_folder(folder: Traversable) -> list[Traversable]:
    """Return the data files directly in a folder, sorted by name; only regular files count."""
    named = (entry for entry in folder.iterdir() if entry.name.lower().endswith(SUFFIX))
    return sorted(filter(_is_file, named), key=lambda entry: entry.name)


def _is_file(entry: Traversable) -> bool:
    # A Path's own method raises where one may not look.
    return is_file(entry) if isinstance(entry, Path) else entry.is_file()


def file_of(root: Traversable, kind: str, name: str) -> Traversable:
    """Return the file of a *name* that `names_of` lists."""
    return next(file for file in files_in(root, kind) if stem_of(file) == name)


def names_of(root: Traversable, kind: str) -> list[str]:
    """Return the names of the files of a kind in a data root: their stems, sorted."""
    return [stem_of(file) for file in files_in(root, kind)]


def stem_of(file: Traversable) -> str:
    """Return a file's name without its suffix: the name by which other files refer to it."""
    return Path(file.name).stem
