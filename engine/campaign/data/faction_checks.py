"""The checks of factions, houses and personas (C1.1, C6.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.campaign.data.conditions import (
    refuse_repeats,
    refuse_unknown,
    require_ascending,
    require_length,
    require_name,
)
from engine.campaign.data.draft import FACTIONS, HOUSES
from engine.campaign.data.rules_of_fields import PERSONAS
from engine.campaign.vocabulary import FIELDS, LEVELS, PERSON, WORLD_ID
from engine.errors import Problem
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.data.draft import CampaignDraft
    from engine.validation import Draft


# Factions


def check_factions(draft: CampaignDraft) -> None:
    """Check the units of each faction (C6.3).

    Choice (C6.3): a faction without a file of its own takes no part in campaigns.
    """
    known = draft.catalog.factions
    if not draft.factions:
        problem = Problem(draft.files[FACTIONS], "", "", Sentence("data.empty"), "C6.3")
        draft.add_of_no_file(problem)
    for faction, units in draft.factions.items():
        part = f"{FACTIONS}.{faction}"
        if faction not in known:
            listed = ", ".join(known)
            sentence = Sentence("data.unknown-name", name=faction, known=listed)
            draft.add_entry(part, "", "C6.3", sentence)
            continue
        draft.parts[part] = units
        _check_units(draft, part, units, known[faction].units)
        _check_militia(draft, part, units)
        _check_load(draft, part, units)


def _check_units(draft: CampaignDraft, part: str, faction: Draft, known: Iterable[str]) -> None:
    for field in ("GARRISON", "LANDING_FORCE"):
        if field in faction:
            refuse_unknown(draft, part, field, faction[field], known, "C6.3")
    if "MILITIA" in faction:
        refuse_unknown(draft, part, "MILITIA", [faction["MILITIA"]], known, "C3.7")
    if "UNITS" not in faction:
        return
    levels = faction["UNITS"]
    opened = [unit for level in levels for unit in level]
    refuse_unknown(draft, part, "UNITS", opened, known, "C6.3")
    refuse_repeats(draft, part, "UNITS", opened, "C6.3")
    if not levels or not levels[0]:
        draft.add(part, "UNITS", "C6.3", Sentence("data.no-first-units"))
    if len(levels) > LEVELS + 1:
        sentence = Sentence("data.more-than", found=len(levels), most=LEVELS + 1)
        draft.add(part, "UNITS", "C6.3", sentence)


def _check_militia(draft: CampaignDraft, part: str, faction: Draft) -> None:
    if "MILITIA" not in faction or faction["MILITIA"] not in draft.catalog.units:
        return
    unit = draft.catalog.units[faction["MILITIA"]]
    if "value" in unit and not unit["value"]:
        # The size of the militia is a number of points by its VALUE.
        draft.add(part, "MILITIA", "C3.7", Sentence("data.no-value", unit=faction["MILITIA"]))


def _check_load(draft: CampaignDraft, part: str, faction: Draft) -> None:
    """Check that the landing force fits into the first fleet (C4.3)."""
    fleets, hulls = draft.value("worlds", "start", "FLEETS"), draft.value("ships", "hulls")
    if not fleets or hulls is None or "LANDING_FORCE" not in faction:
        return
    ships = [hulls[hull] for hull in fleets[0] if hull in hulls]
    units = [
        draft.catalog.units[code] for code in faction["LANDING_FORCE"] if _is_known(draft, code)
    ]
    if any("CAPACITY" not in ship for ship in ships) or any("value" not in unit for unit in units):
        return
    capacity = sum(ship["CAPACITY"] for ship in ships)
    load = sum(unit["value"] for unit in units)
    if load > capacity:
        sentence = Sentence("data.overloaded", load=load, capacity=capacity)
        draft.add(part, "LANDING_FORCE", "C4.3", sentence)


def _is_known(draft: CampaignDraft, unit: str) -> bool:
    return unit in draft.catalog.units


# Houses


def check_houses(draft: CampaignDraft) -> None:
    """Check the houses (C1.1): enough of them, each of a known faction and persona."""
    houses = draft.value(HOUSES)
    if houses is None:
        return
    sizes = [layout["HOUSES"] for _, layout in draft.items("map", "layouts") if "HOUSES" in layout]
    if sizes and len(houses) < max(sizes):
        sentence = Sentence("data.too-few-houses", found=len(houses), needed=max(sizes))
        draft.add_entry(HOUSES, "", "C1.1", sentence)
    personas = draft.names("personas", "personas")
    for house in houses:
        if re.fullmatch(WORLD_ID, house):
            # Ids of units begin with that of a house or of a free world (C14.3).
            draft.add_entry(HOUSES, house, "C14.3", Sentence("data.name-of-world"))
        require_name(draft, HOUSES, f"{house}.FACTION", draft.factions, "C1.1")
        require_name(draft, HOUSES, f"{house}.PERSONA", personas, "C1.1")
    seen: dict[str, str] = {}
    for house, entry in houses.items():
        colour = entry["COLOUR"] if "COLOUR" in entry else house
        if colour in seen:
            sentence = Sentence("data.name-taken", name=seen[colour])
            draft.add(HOUSES, f"{house}.COLOUR", "C1.1", sentence)
        seen[colour] = house


# Personas


def check_personas(draft: CampaignDraft) -> None:
    """Check the weights of research of each persona, and the tables of their policy."""
    for table in ("personas", "levels"):
        if draft.names("personas", table) == []:
            draft.add_entry("personas", table, PERSONAS, Sentence("data.empty"))
    if PERSON in (draft.names("personas", "personas") or ()):
        sentence = Sentence("data.name-used", name=PERSON)
        draft.add_entry("personas", f"personas.{PERSON}", PERSONAS, sentence)
    for entry, _ in draft.items("personas", "personas"):
        _check_fields(draft, f"{entry}.FIELDS")
    moods = draft.value("personas", "lookahead", "moods")
    if moods is not None and not moods:
        draft.add("personas", "lookahead.moods", PERSONAS, Sentence("data.empty"))
    steps = draft.value("personas", "policy", "RESEARCH_STEPS")
    needed = None if steps is None else len(steps) + 1
    require_length(draft, "personas", "policy.RESEARCH_SHARES", needed, PERSONAS)
    require_ascending(draft, "personas", "policy.RESEARCH_STEPS", PERSONAS)
    shares = draft.value("research", "SHARES")
    for field in ("RESEARCH_LOW", "RESEARCH_SHARES"):
        found = draft.value("personas", "policy", field)
        if found is not None:
            listed = found if isinstance(found, tuple) else [found]
            refuse_unknown(draft, "personas", f"policy.{field}", listed, shares, "C6.1")


def _check_fields(draft: CampaignDraft, place: str) -> None:
    weights = draft.value("personas", *place.split("."))
    require_length(draft, "personas", place, len(FIELDS), "C6.1")
    most = draft.value("research", "MOST_WEIGHT")
    if weights and not any(weights):
        draft.add("personas", place, "C6.1", Sentence("data.no-weight"))
    for weight in weights or ():
        if most is not None and weight > most:
            sentence = Sentence("data.not-between", value=weight, least=0, most=most)
            draft.add("personas", place, "C6.1", sentence)
