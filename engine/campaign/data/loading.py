"""The reading of a campaign's data files: all problems of all of them at once, or the numbers."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from engine.campaign.data.checks import check_across
from engine.campaign.data.draft import FACTIONS, GROUNDS, HOUSES, PARTS, CampaignDraft
from engine.campaign.data.rules_of_fields import rule_of
from engine.campaign.numbers import (
    CampaignFaction,
    CampaignNumbers,
    DiplomacyNumbers,
    HouseEntry,
    InvasionNumbers,
    MapNumbers,
    PersonaNumbers,
    ResearchNumbers,
    ResolverTables,
    ShipNumbers,
    UnitNumbers,
    VictoryNumbers,
    WorldNumbers,
)
from engine.data import works
from engine.data.datafiles import (
    FACTION,
    SUFFIX,
    files_in,
    files_of_folder,
    packaged_data,
    read_table,
    stem_of,
)
from engine.data.factions import read_catalog
from engine.errors import DataError, Problem
from engine.sentences import Sentence
from engine.validation import Draft, Findings, draft_entries, draft_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

_S = TypeVar("_S", bound=msgspec.Struct)

FOLDER: Final = "campaign"
"""The folder of a data root that the files are in."""
KIND: Final = "campaign_{}"
"""The kind of a file, by its name."""
FACTION_KIND: Final = "campaign_faction"
_WORKS: Final = "works"
_SINGLE: Final = (*PARTS, HOUSES, GROUNDS, _WORKS)


def load_numbers(root: Traversable | None = None) -> CampaignNumbers:
    """Return the numbers of a data root; without one the packaged ones, read at the first call.

    DataError lists all problems of all files.
    """
    return _packaged_numbers() if root is None else _load(root)


@functools.cache
def _packaged_numbers() -> CampaignNumbers:
    return _load(packaged_data())


def _load(root: Traversable) -> CampaignNumbers:
    draft = read_campaign(root, {})
    if draft.problems:
        raise DataError(draft.problems)
    return _numbers_of(draft)


def read_campaign(root: Traversable, replaced: Mapping[str, Traversable]) -> CampaignDraft:
    """Return what the files of a campaign say as far as it is valid, and all their problems.

    *replaced* are files that are read in the place of those of the root, by place: `map`,
    `factions.murmur`.
    """
    draft = CampaignDraft()
    folder = root.joinpath(FOLDER)
    if not folder.is_dir():
        sentence = Sentence("data.no-folder")
        draft.add_of_no_file(Problem(str(root), FOLDER, "", sentence, "C1.1"))
        return draft
    _read_catalogues(root, replaced, draft)
    for part, struct in PARTS.items():
        findings = _read_table(part, folder, replaced, draft)
        if part in draft.raw:
            draft.parts[part] = draft_table(draft.raw[part], struct, "", findings, rule_of)
        draft.problems += findings.problems
    findings = _read_table(HOUSES, folder, replaced, draft)
    if HOUSES in draft.raw:
        draft.parts[HOUSES] = draft_entries(draft.raw[HOUSES], HouseEntry, "", findings, rule_of)
    draft.problems += findings.problems
    # The kinds of ground are those of the battle's generator: only their names matter here.
    findings = _read_table(GROUNDS, folder, replaced, draft)
    if GROUNDS in draft.raw:
        draft.parts[GROUNDS] = draft.raw[GROUNDS]
    draft.problems += findings.problems
    _read_factions(folder, replaced, draft)
    _refuse_others(folder, draft)
    check_across(draft)
    return draft


def _read_catalogues(
    root: Traversable, replaced: Mapping[str, Traversable], draft: CampaignDraft
) -> None:
    try:
        draft.catalog, problems = read_catalog(files_in(root, FACTION))
    except DataError as error:
        problems = list(error.problems)
    draft.problems += problems
    file = _file_of(_WORKS, root.joinpath(FOLDER), replaced, draft)
    draft.works, problems = works.read_works(file, draft.catalog)
    draft.problems += problems


def _file_of(
    part: str, folder: Traversable, replaced: Mapping[str, Traversable], draft: CampaignDraft
) -> Traversable:
    file = replaced[part] if part in replaced else folder.joinpath(f"{part}{SUFFIX}")
    draft.files[part] = str(file)
    return file


def _read_table(
    part: str, folder: Traversable, replaced: Mapping[str, Traversable], draft: CampaignDraft
) -> Findings:
    """Read a file into the draft's raw tables, and return findings for it."""
    file = _file_of(part, folder, replaced, draft)
    findings = Findings(str(file))
    try:
        draft.raw[part] = read_table(file, (KIND.format(part),))
    except DataError as error:
        findings.problems.extend(error.problems)
    return findings


def _read_factions(
    folder: Traversable, replaced: Mapping[str, Traversable], draft: CampaignDraft
) -> None:
    inside = folder.joinpath(FACTIONS)
    draft.files[FACTIONS] = str(inside)
    if not inside.is_dir():
        problem = Problem(str(folder), FACTIONS, "", Sentence("data.no-folder"), "C6.3")
        draft.add_of_no_file(problem)
        return
    files = {f"{FACTIONS}.{stem_of(file)}": file for file in files_of_folder(inside)}
    files |= {place: file for place, file in replaced.items() if place.startswith(FACTIONS)}
    for place, file in sorted(files.items()):
        draft.files[place] = str(file)
        findings = Findings(str(file))
        try:
            draft.raw[place] = read_table(file, (FACTION_KIND,))
        except DataError as error:
            findings.problems.extend(error.problems)
        stem = place.removeprefix(f"{FACTIONS}.")
        draft.factions[stem] = {}
        if place in draft.raw:
            raw = draft.raw[place]
            draft.factions[stem] = draft_table(raw, CampaignFaction, "", findings, rule_of)
        draft.problems += findings.problems


def _refuse_others(folder: Traversable, draft: CampaignDraft) -> None:
    """Add a problem for each data file that nothing reads."""
    for file in files_of_folder(folder):
        if stem_of(file) not in _SINGLE:
            sentence = Sentence("data.unknown-file", known=", ".join(_SINGLE))
            draft.add_of_no_file(Problem(str(file), "", "", sentence, "C1.1"))


# From drafts without a problem to structs


def _numbers_of(draft: CampaignDraft) -> CampaignNumbers:
    units = {**draft.catalog.catalog().units, **draft.works.catalog().units}
    factions = {
        stem: msgspec.convert(draft.raw[f"{FACTIONS}.{stem}"], CampaignFaction)
        for stem in draft.factions
    }
    return CampaignNumbers(
        victory=_part(draft, "victory", VictoryNumbers),
        map=_part(draft, "map", MapNumbers),
        worlds=_part(draft, "worlds", WorldNumbers),
        ships=_part(draft, "ships", ShipNumbers),
        research=_part(draft, "research", ResearchNumbers),
        diplomacy=_part(draft, "diplomacy", DiplomacyNumbers),
        invasion=_part(draft, "invasion", InvasionNumbers),
        resolver=_part(draft, "resolver", ResolverTables),
        personas=_part(draft, "personas", PersonaNumbers),
        factions=factions,
        houses=msgspec.convert(draft.raw[HOUSES], dict[str, HouseEntry]),
        units={code: UnitNumbers(entry.value, entry.hp_max) for code, entry in units.items()},
    )


def _part(draft: CampaignDraft, part: str, kind: type[_S]) -> _S:
    raw: dict[str, Any] | Draft = draft.raw[part]
    return msgspec.convert(raw, kind)
