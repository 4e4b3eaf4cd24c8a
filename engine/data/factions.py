"""Faction files: the units and weapons they declare, put together into a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.data import catalog
from engine.data.catalog import Catalog, Draft, Faction, UnitEntry, WeaponEntry, check_code
from engine.data.datafiles import FACTION, FILE_NAME, files_in, read_table, stem_of
from engine.errors import DataError, Problem
from engine.sentences import Sentence
from engine.validation import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable


class CatalogDraft:
    """A catalogue while its files are checked: the valid fields of every entry, by code.

    *sources* maps each place, such as `units.rigger`, to the file that declares it.
    """

    def __init__(self) -> None:
        """Start without entries."""
        self.weapons: dict[str, Draft] = {}
        self.units: dict[str, Draft] = {}
        self.factions: dict[str, Faction] = {}
        self.sources: dict[str, str] = {}

    def catalog(self) -> Catalog:
        """Return the catalogue of the entries whose fields are all valid."""
        weapons = catalog.whole(self.weapons, WeaponEntry)
        units = catalog.whole(self.units, UnitEntry)
        return Catalog(
            {code: WeaponEntry(**draft) for code, draft in weapons.items()},
            {code: UnitEntry(**draft) for code, draft in units.items()},
            self.factions,
        )


def load_catalog(root: Traversable) -> Catalog:
    """Return the catalogue of all factions of a data root.

    DataError lists the problems of all files.
    """
    draft, problems = read_catalog(files_in(root, FACTION))
    if problems:
        raise DataError(problems)
    return draft.catalog()


def read_catalog(files: Iterable[Traversable]) -> tuple[CatalogDraft, list[Problem]]:
    """Return what faction files declare as far as it is valid, and all problems of all of them."""
    draft = CatalogDraft()
    problems: list[Problem] = []
    for file in files:
        findings = Findings(str(file))
        try:
            _add_faction(file, draft, findings)
        except DataError as error:
            problems.extend(error.problems)
        problems.extend(findings.problems)
    problems.extend(_check_across(draft))
    return draft, problems


def _add_faction(file: Traversable, draft: CatalogDraft, findings: Findings) -> None:
    table = read_table(file, (FACTION,))
    faction = stem_of(file)
    check_code(faction, FILE_NAME, findings)
    for key in table:
        if key not in ("weapons", "units"):
            findings.add("", key, Sentence("data.unknown-key", known="weapons, units"), "R2.4")
    for key in ("weapons", "units"):
        if key not in table:
            findings.add("", key, Sentence("data.missing"), "R2.4")
            table[key] = {}
    weapons = catalog.draft_weapons(table["weapons"], "weapons", findings)
    units = catalog.draft_units(table["units"], "units", findings)
    for name, drafts in (("weapons", weapons), ("units", units)):
        for code in drafts:
            place = f"{name}.{code}"
            if place in draft.sources:
                sentence = Sentence("data.declared-twice", file=draft.sources[place])
                findings.add(place, "", sentence, "R2.4")
            draft.sources[place] = findings.file
    draft.weapons.update(weapons)
    draft.units.update(units)
    draft.factions[faction] = Faction(faction, tuple(units))


def _check_across(draft: CatalogDraft) -> list[Problem]:
    """Return the problems between entries, which may be in different files."""
    across = Findings("")
    catalog.check_references(draft.units, draft.weapons, "units", across)
    catalog.check_keywords(draft.weapons, draft.units, across)
    return [replace(problem, file=draft.sources[problem.entry]) for problem in across.problems]
