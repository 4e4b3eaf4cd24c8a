"""The kinds of a campaign's data files, as `hexfront validate` inspects them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign import setups
from engine.campaign.data import load_numbers
from engine.campaign.data.draft import FACTIONS, HOUSES, PARTS
from engine.campaign.data.loading import FACTION_KIND, FOLDER, KIND, read_campaign
from engine.data import works
from engine.data.datafiles import SUFFIX, stem_of
from engine.data.inspection import DataKind

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from engine.campaign.data.draft import CampaignDraft
    from engine.data.inspection import Inspect, Notes, Scope


def _inspect_part(part: str) -> Inspect:
    """Return the inspection of the file of a part: all files are read, since they refer to one
    another, and the problems of this one are added.
    """

    def inspect(file: Traversable, scope: Scope, notes: Notes) -> None:
        _add_problems(part, file, scope, notes)

    return inspect


def _inspect_faction(file: Traversable, scope: Scope, notes: Notes) -> None:
    _add_problems(f"{FACTIONS}.{stem_of(file)}", file, scope, notes)


def _inspect_houses(file: Traversable, scope: Scope, notes: Notes) -> None:
    draft = _add_problems(HOUSES, file, scope, notes)
    for house in draft.names(HOUSES) or ():
        notes.add_code(file, house, "house", house)


def _inspect_works(file: Traversable, scope: Scope, notes: Notes) -> None:
    draft = _add_problems("works", file, scope, notes).works
    for code in draft.weapons:
        notes.add_code(file, f"weapons.{code}", "weapon", code)
    for code, unit in draft.units.items():
        notes.add_code(file, f"units.{code}", "unit", code)
        for keyword in unit["keywords"] if "keywords" in unit else ():
            notes.add_code(file, f"units.{code}", "keyword", keyword)


def _add_problems(place: str, file: Traversable, scope: Scope, notes: Notes) -> CampaignDraft:
    folder = scope.root.joinpath(FOLDER)
    path = folder.joinpath(*f"{place.replace('.', '/')}{SUFFIX}".split("/"))
    replaced = {} if str(path) == str(file) else {place: file}
    key = f"campaign {scope.root} {replaced}"
    draft = notes.shared(key, lambda: read_campaign(scope.root, replaced))
    notes.add_problems(problem for problem in draft.problems if problem.file == str(file))
    if not replaced:
        notes.add_problems(draft.of_no_file)
    return draft


def _inspect_setup(file: Traversable, scope: Scope, notes: Notes) -> None:
    """Add the problems of a setup: against the root's campaign, or the packaged one without it."""
    own = scope.root.joinpath(FOLDER).is_dir()
    with notes.catching():
        setups.read_setup(file, load_numbers(scope.root if own else None))


CAMPAIGN_KINDS: Final = (
    *(
        DataKind(KIND.format(part), _inspect_part(part), False, f"{FOLDER}/{part}{SUFFIX}")
        for part in PARTS
    ),
    DataKind(KIND.format(HOUSES), _inspect_houses, False, f"{FOLDER}/{HOUSES}{SUFFIX}"),
    DataKind(FACTION_KIND, _inspect_faction, False, f"{FOLDER}/{FACTIONS}/"),
    DataKind(works.KIND, _inspect_works, False, works.PLACE),
    DataKind(setups.KIND, _inspect_setup, required=False),
)
"""A data root may be without a campaign; one that has its folder must have every file of it."""
