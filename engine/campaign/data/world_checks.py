"""The checks of the numbers of worlds: classes, buildings, and the start of a house (C2, C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.data.conditions import (
    refuse_unknown,
    require_at_most,
    require_entry,
    require_length,
    require_name,
    require_weight,
)
from engine.campaign.data.draft import GROUNDS
from engine.campaign.vocabulary import (
    CAPITAL_RICHNESS,
    HOME_CLASS,
    HUB_CLASS,
    LEVELS,
    YARD_LEVELS,
)
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.campaign.data.draft import CampaignDraft

_WORLDS: Final = "worlds"


def check_classes(draft: CampaignDraft) -> None:
    """Check the classes and the richness of worlds (C2.4, C2.6, C2.7)."""
    for name in (HUB_CLASS, HOME_CLASS):
        require_entry(draft, _WORLDS, "classes", name, "C2.4")
    require_entry(draft, _WORLDS, "richness", CAPITAL_RICHNESS, "C2.4")
    require_weight(draft, _WORLDS, "classes", "C2.6")
    require_weight(draft, _WORLDS, "richness", "C2.7")
    if draft.value(_WORLDS, "classes", HOME_CLASS, "WEIGHT"):
        # Homes stand where the layout says.
        sentence = Sentence("data.must-be", value=0)
        draft.add(_WORLDS, f"classes.{HOME_CLASS}.WEIGHT", "C2.6", sentence)
    settlers = draft.value(_WORLDS, "SETTLERS")
    for entry, drawn in draft.items(_WORLDS, "classes"):
        require_name(draft, _WORLDS, f"{entry}.GROUND", draft.names(GROUNDS), "C2.6")
        if settlers is not None and "MOST_POPULATION" in drawn:
            most = drawn["MOST_POPULATION"]
            if settlers > most:
                sentence = Sentence("data.number-below", least=settlers, key="SETTLERS")
                draft.add(_WORLDS, f"{entry}.MOST_POPULATION", "C3.9", sentence)


def check_worlds(draft: CampaignDraft) -> None:
    """Check the lengths of tables and the levels of buildings (C3.1, C3.6)."""
    require_length(draft, _WORLDS, "YARD_PRICES", YARD_LEVELS, "C3.6")
    require_length(draft, _WORLDS, "YARD_POPULATION", YARD_LEVELS, "C3.6")
    most = draft.value(_WORLDS, "starbase", "MOST")
    if most is not None and most != 1:
        draft.add(_WORLDS, "starbase.MOST", "C3.1", Sentence("data.must-be", value=1))
    shields = draft.value(_WORLDS, "shield", "MOST")
    if shields is not None and shields > LEVELS:
        sentence = Sentence("data.not-between", value=shields, least=1, most=LEVELS)
        draft.add(_WORLDS, "shield.MOST", "C6.3", sentence)
    if draft.names(_WORLDS, "taxes") == []:
        draft.add_entry(_WORLDS, "taxes", "C3.3", Sentence("data.empty"))


def check_start(draft: CampaignDraft) -> None:
    """Check what a house starts with against the limits of all others (C6.3)."""
    most = draft.value(_WORLDS, "classes", HOME_CLASS, "MOST_POPULATION")
    key = f"classes.{HOME_CLASS}.MOST_POPULATION"
    require_at_most(draft, _WORLDS, "start.POPULATION", most, key, "C3.4")
    batteries = draft.value(_WORLDS, "battery", "MOST")
    require_at_most(draft, _WORLDS, "start.BATTERIES", batteries, "battery.MOST", "C3.6")
    yard = draft.value(_WORLDS, "start", "YARD")
    if yard is not None and yard > YARD_LEVELS:
        sentence = Sentence("data.not-between", value=yard, least=0, most=YARD_LEVELS)
        draft.add(_WORLDS, "start.YARD", "C3.6", sentence)
    require_name(draft, _WORLDS, "start.TAX", draft.names(_WORLDS, "taxes"), "C3.3")
    share, shares = draft.value(_WORLDS, "start", "RESEARCH_SHARE"), _shares(draft)
    if share is not None:
        refuse_unknown(draft, _WORLDS, "start.RESEARCH_SHARE", [share], shares, "C6.1")
    _check_fleets(draft)


def _shares(draft: CampaignDraft) -> list[int] | None:
    shares: list[int] | None = draft.value("research", "SHARES")
    return shares if shares is None else list(shares)


def _check_fleets(draft: CampaignDraft) -> None:
    fleets, place = draft.value(_WORLDS, "start", "FLEETS"), "start.FLEETS"
    if fleets is None:
        return
    if not fleets:
        draft.add(_WORLDS, place, "C6.3", Sentence("data.empty"))
    most = draft.value("ships", "FLEETS")
    if most is not None and len(fleets) > most:
        sentence = Sentence("data.more-than", found=len(fleets), most=most)
        draft.add(_WORLDS, place, "C4.2", sentence)
    sizes = draft.value("ships", "FLEET_SHIPS")
    for number, fleet in enumerate(fleets):
        inner = f"{place}[{number}]"
        refuse_unknown(draft, _WORLDS, inner, fleet, draft.names("ships", "hulls"), "C4.1")
        if not fleet:
            draft.add(_WORLDS, inner, "C4.2", Sentence("data.empty"))
        if sizes and len(fleet) > sizes[0]:
            sentence = Sentence("data.more-than", found=len(fleet), most=sizes[0])
            draft.add(_WORLDS, inner, "C4.2", sentence)
