"""Works: units of no faction, from a file of their own, which stand on the boards of landings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from engine.data import catalog
from engine.data.datafiles import FACTION, files_in, read_table
from engine.data.factions import CatalogDraft, read_catalog
from engine.errors import DataError
from engine.sentences import Sentence
from engine.validation import Findings

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from engine.data.catalog import Catalog, Draft
    from engine.errors import Problem

KIND: Final = "works"
PLACE: Final = "campaign/works.toml"
"""The file of works in a data root."""
_TABLES: Final = ("weapons", "units")


def load_works(root: Traversable) -> Catalog:
    """Return the works of a data root: a catalogue without factions.

    DataError lists all problems of the file, and those of the factions.
    """
    factions, problems = read_catalog(files_in(root, FACTION))
    draft, found = read_works(root.joinpath(*PLACE.split("/")), factions)
    if problems or found:
        raise DataError([*problems, *found])
    return draft.catalog()


def add_works(factions: Catalog, works: Catalog) -> Catalog:
    """Return the catalogue of both, for the scenarios of landings: works are of no faction."""
    return replace(
        factions,
        weapons={**factions.weapons, **works.weapons},
        units={**factions.units, **works.units},
    )


def read_works(file: Traversable, factions: CatalogDraft) -> tuple[CatalogDraft, list[Problem]]:
    """Return what a file of works declares as far as it is valid, and all problems of it.

    Its codes must be none of *factions*' and its ANTI_ rules may name their keywords.
    """
    draft = CatalogDraft()
    findings = Findings(str(file))
    try:
        table = read_table(file, (KIND,))
    except DataError as error:
        return draft, list(error.problems)
    for key in table:
        if key not in _TABLES:
            findings.add("", key, Sentence("data.unknown-key", known=", ".join(_TABLES)), "R2.4")
    for key in _TABLES:
        if key not in table:
            findings.add("", key, Sentence("data.missing"), "R2.4")
            table[key] = {}
    draft.weapons = catalog.draft_weapons(table["weapons"], "weapons", findings)
    draft.units = catalog.draft_units(table["units"], "units", findings)
    for name, drafts in (("weapons", draft.weapons), ("units", draft.units)):
        _check_new(name, drafts, factions, draft, findings)
    catalog.check_references(draft.units, draft.weapons, "units", findings)
    catalog.check_keywords(draft.weapons, {**factions.units, **draft.units}, findings)
    return draft, findings.problems


def _check_new(
    table: str,
    drafts: dict[str, Draft],
    factions: CatalogDraft,
    draft: CatalogDraft,
    findings: Findings,
) -> None:
    for code in drafts:
        place = f"{table}.{code}"
        if place in factions.sources:
            sentence = Sentence("data.declared-twice", file=factions.sources[place])
            findings.add(place, "", sentence, "R2.4")
        draft.sources[place] = findings.file
