"""The checks of the numbers of ships, research, diplomacy, landings and the resolver."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine import plaintext
from engine.campaign.data.conditions import (
    refuse_unknown,
    require_ascending,
    require_at_most,
    require_length,
)
from engine.campaign.vocabulary import FREE_TIERS, LEVELS, Duty, Lane, Thing
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.campaign.data.draft import CampaignDraft

_SHIPS: Final = "ships"
_RESOLVER_STEPS: Final = 21
"""Entries of each table of the resolver: x = -1000, -900 … 1000 (C10.10)."""
_TENTHS: Final = 10


def check_ships(draft: CampaignDraft) -> None:
    """Check the lengths of tables, the rolls of volleys and the costs of lanes (C4, C9.3)."""
    require_length(draft, _SHIPS, "FLEET_SHIPS", LEVELS + 1, "C4.2")
    rolls = draft.value(_SHIPS, "combat", "VOLLEY_ROLLS")
    needed = None if rolls is None else len(rolls) + 1
    require_length(draft, _SHIPS, "combat.VOLLEY_SHARES", needed, "C9.3")
    require_ascending(draft, _SHIPS, "combat.VOLLEY_ROLLS", "C9.3")
    points = draft.value(_SHIPS, "POINTS")
    for lane in Lane:
        # Points do not carry over: nothing would ever pass a dearer lane.
        require_at_most(draft, _SHIPS, f"lanes.{lane.upper()}", points, "POINTS", "C4.4")


def check_hulls(draft: CampaignDraft) -> None:
    """Check the hulls (C4.1, C4.2): their names, their duties, the levels that open them."""
    if draft.names(_SHIPS, "hulls") == []:
        draft.add_entry(_SHIPS, "hulls", "C4.1", Sentence("data.empty"))
    for entry, hull in draft.items(_SHIPS, "hulls"):
        name = entry.removeprefix("hulls.")
        if name in list(Thing):
            sentence = Sentence("data.name-used", name=name)
            draft.add_entry(_SHIPS, entry, "C3.6", sentence)
        if "DUTY" in hull:
            refuse_unknown(draft, _SHIPS, f"{entry}.DUTY", [hull["DUTY"]], list(Duty), "C4.2")
        if "ENGINEERING" in hull and hull["ENGINEERING"] > LEVELS:
            sentence = Sentence("data.not-between", value=hull["ENGINEERING"], least=0, most=LEVELS)
            draft.add(_SHIPS, f"{entry}.ENGINEERING", "C4.1", sentence)


def check_research(draft: CampaignDraft) -> None:
    """Check the tables of research and the levels that open something (C6)."""
    require_length(draft, "research", "LEVEL_PRICES", LEVELS, "C6.2")
    require_ascending(draft, "research", "SHARES", "C6.1")
    if draft.value("research", "SHARES") == ():
        draft.add("research", "SHARES", "C6.1", Sentence("data.empty"))
    most = draft.value("research", "MOST_WEIGHT")
    require_at_most(draft, "research", "START_WEIGHT", most, "MOST_WEIGHT", "C6.1")
    for field, rule in (("ALL_UNITS_LEVEL", "C6.3"), ("SIGHT_LEVEL", "C5.1")):
        level = draft.value("research", field)
        if level is not None and level > LEVELS:
            sentence = Sentence("data.not-between", value=level, least=1, most=LEVELS)
            draft.add("research", field, rule, sentence)


def check_diplomacy(draft: CampaignDraft) -> None:
    """Check that the leader's pacts do not end before nobody makes them any more (C8.7)."""
    end = draft.value("diplomacy", "treaties", "LEADER_END_TURN")
    require_at_most(
        draft, "diplomacy", "treaties.LEADER_PACTS_TURN", end, "LEADER_END_TURN", "C8.7"
    )


def check_free_worlds(draft: CampaignDraft) -> None:
    """Check the tiers of free worlds (C11.1) and the unit that a battery is (C10.4)."""
    require_length(draft, "invasion", "free_worlds.tiers", FREE_TIERS, "C11.1")
    most = draft.value("worlds", "battery", "MOST")
    for number, tier in enumerate(draft.value("invasion", "free_worlds", "tiers") or ()):
        if most is not None and "BATTERIES" in tier and tier["BATTERIES"] > most:
            sentence = Sentence("data.smallest-above-largest", key="battery.MOST", most=most)
            draft.add("invasion", f"free_worlds.tiers[{number}].BATTERIES", "C11.1", sentence)
    pit = draft.value("invasion", "PIT")
    if pit is not None:
        refuse_unknown(draft, "invasion", "PIT", [pit], draft.works.units, "C10.4")


def check_resolver(draft: CampaignDraft) -> None:
    """Check the tables of the resolver and what they were fitted to (C10.10)."""
    draws = draft.value("invasion", "calibration", "draws") or {}
    spans = [("POINTS", draws["POINTS"])] if "POINTS" in draws else []
    spans += [("RATIOS", span) for span in draws["RATIOS"]] if "RATIOS" in draws else []
    for field, (low, high) in spans:
        if low > high:
            sentence = Sentence("data.wrong-order", low=low, high=high)
            draft.add("invasion", f"calibration.draws.{field}", "C10.10", sentence)
    if "RATIOS" in draws and not draws["RATIOS"]:
        draft.add("invasion", "calibration.draws.RATIOS", "C10.10", Sentence("data.empty"))
    for table in ("CHANCE", "WINNER_LOSES", "LOSER_LOSES"):
        require_length(draft, "resolver", table, _RESOLVER_STEPS, "C10.10")
    chance = draft.value("resolver", "CHANCE")
    if chance is not None and list(chance) != sorted(chance):
        draft.add("resolver", "CHANCE", "C10.10", Sentence("data.not-ascending"))
    _check_tenths(draft)
    battles, digest = draft.value("resolver", "BATTLES"), draft.value("resolver", "FITTED_TO")
    fitted = bool(battles) or bool(digest)
    if fitted and digest is not None and re.fullmatch(plaintext.DIGEST, digest) is None:
        draft.add("resolver", "FITTED_TO", "C10.10", plaintext.RULES[plaintext.DIGEST])


def _check_tenths(draft: CampaignDraft) -> None:
    """Check how the battles of the resolver are counted by tenths of the chance."""
    for place in ("TENTH_BATTLES", "TENTH_WON"):
        require_length(draft, "resolver", place, _TENTHS, "C10.10")
    battles, counted = draft.value("resolver", "BATTLES"), draft.value("resolver", "TENTH_BATTLES")
    won = draft.value("resolver", "TENTH_WON")
    if counted is not None and battles is not None and sum(counted) != battles:
        sentence = Sentence("data.other-sum", found=sum(counted), key="BATTLES", expected=battles)
        draft.add("resolver", "TENTH_BATTLES", "C10.10", sentence)
    if counted is not None and won is not None:
        for tenth, (one, most) in enumerate(zip(won, counted, strict=False)):
            if one > most:
                key = f"TENTH_BATTLES[{tenth}]"
                sentence = Sentence("data.smallest-above-largest", key=key, most=most)
                draft.add("resolver", f"TENTH_WON[{tenth}]", "C10.10", sentence)
