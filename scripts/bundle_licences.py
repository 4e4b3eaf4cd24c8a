"""Puts the licences of everything in a built bundle into its folder `licenses`, with an index, and
checks that folder against the bundle. Anything not listed is an error.

    python -m scripts.bundle_licences BUNDLE           checks
    python -m scripts.bundle_licences BUNDLE --write   writes, as build.spec does
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

import msgspec

from scripts.bundle_contents import Contents, list_contents
from scripts.generate_third_party import describe, normal_name

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "packaging" / "licences.toml"
TEXTS = ROOT / "packaging" / "licenses"
FOLDER = "licenses"
INDEX = "index.json"
PAGE = "README.txt"
OWN = "Hexfront"


class UnlistedError(LookupError):
    """Raised for content of a bundle that is in no list of licences; the message names it."""


@dataclass
class Entry:
    """A line of the index: a work, its licence, its texts and the part of the bundle it covers."""

    name: str
    version: str
    licence: str
    source: str
    texts: list[str] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)


class Component(msgspec.Struct, forbid_unknown_fields=True):
    """A work in the bundle that is not a Python package, as our list describes it."""

    name: str
    licence: str
    source: str
    files: list[str]
    texts: list[str]
    distribution: str | None = None


class Package(msgspec.Struct, forbid_unknown_fields=True):
    """What our list adds to the metadata of an installed Python package."""

    name: str
    libraries: list[str]
    installed: list[str]
    texts: list[str]


class Table(msgspec.Struct, forbid_unknown_fields=True):
    """Our list."""

    component: list[Component]
    package: list[Package]


def write_licences(bundle: Path) -> None:
    """Write texts, index and page into *bundle*; UnlistedError names what is not listed."""
    folder = bundle / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    table = msgspec.toml.decode(TABLE.read_bytes(), type=Table)
    contents = list_contents(bundle)
    entries = [own_entry(folder), *package_entries(contents, table, folder)]
    entries += component_entries(contents, table, folder)
    covered = {path for entry in entries for path in entry.covers}
    if missing := sorted(set(everything(contents)) - covered):
        raise UnlistedError(f"not in {TABLE.name}, yet in the bundle: {', '.join(missing)}")
    facts = [asdict(entry) for entry in entries]
    (folder / INDEX).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    (folder / PAGE).write_text(write_page(entries), encoding="utf-8")


def everything(contents: Contents) -> list[str]:
    """Return everything that must be covered."""
    return [*contents.libraries, *contents.packages, *contents.fonts, *contents.executables]


def own_entry(folder: Path) -> Entry:
    """Return the entry of the game itself."""
    entry = Entry(OWN, "", "MIT AND CC-BY-4.0", "the game")
    keep([ROOT / "LICENSE"], folder, entry)
    return entry


def package_entries(contents: Contents, table: Table, folder: Path) -> list[Entry]:
    """Return the entries of the Python packages in the bundle, from their installed metadata."""
    owners = packages_distributions()
    additions = {row.name: row for row in table.package}
    entries: dict[str, Entry] = {}
    for top in contents.packages:
        if top not in owners:
            raise UnlistedError(f"no installed package owns the module {top}")
        for name in sorted(set(owners[top])):
            if name not in entries:
                entries[name] = describe_package(distribution(name), folder)
                if normal_name(name) in additions:
                    addition = additions[normal_name(name)]
                    entries[name].covers += matching(contents.libraries, addition.libraries)
                    beside = [distribution(name).locate_file(path) for path in addition.installed]
                    keep([Path(str(path)) for path in beside], folder, entries[name])
                    keep([TEXTS / text for text in addition.texts], folder, entries[name])
            entries[name].covers.append(top)
    return list(entries.values())


def describe_package(installed: Distribution, folder: Path) -> Entry:
    """Return the entry of an installed package, and copy its licence texts."""
    library = describe(installed)
    entry = Entry(library.name, library.version, library.licence, library.url)
    keep(licence_files(installed), folder, entry)
    return entry


def component_entries(contents: Contents, table: Table, folder: Path) -> list[Entry]:
    """Return the entries of everything in the bundle besides Python packages, from our list."""
    files = [*contents.libraries, *contents.fonts, *contents.executables]
    entries = []
    for row in table.component:
        covers = matching(files, row.files)
        if not covers:
            continue  # of another system, or not needed any more
        entry = Entry(row.name, "", row.licence, row.source, covers=covers)
        keep([TEXTS / text for text in row.texts], folder, entry)
        if row.distribution is not None:
            keep(licence_files(distribution(row.distribution)), folder, entry)
        entries.append(entry)
    return entries


def matching(files: list[str], patterns: list[str]) -> list[str]:
    """Return the *files* whose name matches a pattern."""
    return [file for file in files if any(fnmatchcase(Path(file).name, one) for one in patterns)]


def licence_files(installed: Distribution) -> Iterator[Path]:
    """Yield the licence texts in a package's metadata."""
    for file in installed.files or []:
        in_metadata = file.parts[0].endswith(".dist-info")
        named = file.name.upper().startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS"))
        if in_metadata and (named or "licenses" in file.parts[1:-1]):
            yield Path(str(installed.locate_file(file)))


def keep(texts: Iterable[Path], folder: Path, entry: Entry) -> None:
    """Copy licence texts to files named after the work."""
    stem = re.sub(r"[^A-Za-z0-9.-]+", "_", entry.name)
    for text in texts:
        number = len(entry.texts) + 1
        target = folder / (f"{stem}.txt" if number == 1 else f"{stem}-{number}.txt")
        shutil.copyfile(text, target)
        entry.texts.append(target.name)


def check_licences(bundle: Path) -> list[str]:
    """Return what is wrong with the licences of a built bundle; empty if all is well."""
    folder = bundle / FOLDER
    entries = [Entry(**facts) for facts in json.loads((folder / INDEX).read_text(encoding="utf-8"))]
    contents = list_contents(bundle)
    covered = {path for entry in entries for path in entry.covers}
    present = set(everything(contents))
    wrong = [f"{path}: in the bundle, but under no licence" for path in sorted(present - covered)]
    wrong += [f"{path}: listed, but not in the bundle" for path in sorted(covered - present)]
    for entry in entries:
        if not entry.texts:
            wrong.append(f"{entry.name}: no licence text")
        for text in entry.texts:
            if not (folder / text).is_file() or not (folder / text).read_bytes().strip():
                wrong.append(f"{entry.name}: the text {text} is missing or empty")
    return wrong


def write_page(entries: list[Entry]) -> str:
    """Return the page for readers."""
    lines = [(TEXTS.parent / "licences_introduction.txt").read_text(encoding="utf-8")]
    for entry in entries:
        lines.append(f"{entry.name} {entry.version}".rstrip())
        lines.append(f"    {entry.licence}; {entry.source}")
        lines.append(f"    texts: {', '.join(entry.texts)}")
        if entry.name != OWN:
            lines.append(f"    covers: {', '.join(entry.covers)}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Check a bundle's licences, or write them first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if asked.write:
        write_licences(asked.bundle)
    wrong = check_licences(asked.bundle)
    print("\n".join(wrong) or f"{asked.bundle}: every library, package and font has its licence")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
