"""The conditions that several checks of a campaign's data share: one problem or none each."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.campaign.data.draft import CampaignDraft


def require_length(
    draft: CampaignDraft, part: str, place: str, needed: int | None, rule: str
) -> None:
    """Add a problem if a list has not the number of entries that is *needed*."""
    found = draft.value(part, *place.split("."))
    if found is not None and needed is not None and len(found) != needed:
        sentence = Sentence("data.entries-needed", needed=needed, found=len(found))
        draft.add(part, place, rule, sentence)


def require_ascending(draft: CampaignDraft, part: str, place: str, rule: str) -> None:
    """Add a problem if the numbers of a list do not ascend."""
    found = draft.value(part, *place.split("."))
    if found is not None and any(low >= high for low, high in itertools.pairwise(found)):
        draft.add(part, place, rule, Sentence("data.not-ascending"))


def require_at_most(
    draft: CampaignDraft, part: str, place: str, most: float | None, key: str, rule: str
) -> None:
    """Add a problem if a number is above *most*, which is the value of *key*."""
    found = draft.value(part, *place.split("."))
    if found is not None and most is not None and found > most:
        draft.add(part, place, rule, Sentence("data.smallest-above-largest", key=key, most=most))


def require_name(
    draft: CampaignDraft, part: str, place: str, known: Iterable[str] | None, rule: str
) -> None:
    """Add a problem if the name at a place is none of those *known*."""
    found = draft.value(part, *place.split("."))
    if found is not None:
        refuse_unknown(draft, part, place, [found], known, rule)


def refuse_unknown(
    draft: CampaignDraft,
    part: str,
    place: str,
    found: Iterable[object],
    known: Iterable[object] | None,
    rule: str,
) -> None:
    """Add a problem for each of the values *found* that is none of those *known*."""
    if known is None:
        return
    listed = [str(one) for one in known]
    for value in dict.fromkeys(str(one) for one in found):
        if value not in listed:
            sentence = Sentence("data.unknown-name", name=value, known=", ".join(listed))
            draft.add(part, place, rule, sentence)


def refuse_repeats(
    draft: CampaignDraft, part: str, place: str, found: Sequence[object], rule: str
) -> None:
    """Add a problem for each value that is listed twice."""
    for value in dict.fromkeys(one for one in found if found.count(one) > 1):
        draft.add(part, place, rule, Sentence("data.twice", name=str(value)))


def require_weight(draft: CampaignDraft, part: str, table: str, rule: str) -> None:
    """Add a problem if no entry of a table can be drawn."""
    weights = [entry["WEIGHT"] for _, entry in draft.items(part, table) if "WEIGHT" in entry]
    if weights and not any(weights):
        draft.add_entry(part, table, rule, Sentence("data.no-weight"))


def require_entry(draft: CampaignDraft, part: str, table: str, name: str, rule: str) -> None:
    """Add a problem if a table is without an entry that the rules name."""
    known = draft.names(part, table)
    if known is not None and name not in known:
        sentence = Sentence("data.missing")
        draft.add(part, f"{table}.{name}".lstrip("."), rule, sentence)
