"""The checks of the map's numbers (C2), and of the layouts against what depends on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.data.conditions import refuse_repeats, refuse_unknown, require_length
from engine.campaign.rings import SIDES, half_turn_of, has_images
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.campaign.data.draft import CampaignDraft
    from engine.validation import Draft

_MAP: Final = "map"
_HUNDRED: Final = 100
_SIZES: Final = ("small", "large", "capital")


def check_map(draft: CampaignDraft) -> None:
    """Check the shares of lanes and the sizes of worlds (C2.3, C2.7)."""
    broad, narrow = draft.value(_MAP, "BROAD_SHARE"), draft.value(_MAP, "NARROW_SHARE")
    if broad is not None and narrow is not None and broad + narrow > _HUNDRED:
        sentence = Sentence("data.shares-above-all", key="BROAD_SHARE", total=broad + narrow)
        draft.add(_MAP, "NARROW_SHARE", "C2.3", sentence)
    for size in _SIZES:
        anchors, columns = draft.value(_MAP, size, "ANCHORS"), draft.value(_MAP, size, "COLUMNS")
        if anchors is not None and columns is not None and anchors % 2 and columns % 2 == 0:
            # The half turn of a board (R1.6) maps no hex onto itself: objectives come in pairs.
            sentence = Sentence("data.odd-objectives", objectives=anchors)
            draft.add(_MAP, f"{size}.COLUMNS", "C2.7", sentence)


def check_layouts(draft: CampaignDraft) -> None:
    """Check the homes of each layout (C2.2), and that no number of houses has two layouts."""
    layouts = draft.value(_MAP, "layouts")
    if layouts is None:
        return
    if not layouts:
        draft.add(_MAP, "layouts", "C2.1", Sentence("data.empty"))
    refuse_repeats(draft, _MAP, "layouts", _numbers_of_houses(layouts), "C1.1")
    for number, layout in enumerate(layouts):
        _check_homes(draft, f"layouts[{number}]", layout)


def _check_homes(draft: CampaignDraft, entry: str, layout: Draft) -> None:
    place = f"{entry}.HOMES"
    if not {"HOUSES", "RINGS", "HOMES"} <= layout.keys():
        return
    houses, rings, homes = layout["HOUSES"], layout["RINGS"], layout["HOMES"]
    places = SIDES * rings
    if len(homes) != houses:
        sentence = Sentence("data.entries-needed", needed=houses, found=len(homes))
        draft.add(_MAP, place, "C2.2", sentence)
    refuse_repeats(draft, _MAP, place, homes, "C2.2")
    outside = [home for home in homes if home >= places]
    for home in outside:
        sentence = Sentence("data.not-between", value=home, least=0, most=places - 1)
        draft.add(_MAP, place, "C2.2", sentence)
    if outside:
        return
    if any((home + 1) % places in homes for home in homes):
        draft.add(_MAP, place, "C2.2", Sentence("data.homes-adjacent"))
    if has_images(houses) and {half_turn_of(home, rings) for home in homes} != set(homes):
        draft.add(_MAP, place, "C2.2", Sentence("data.homes-without-image"))


def check_keepers(draft: CampaignDraft) -> None:
    """Check that each layout has one share that wins (C12.3)."""
    layouts, keepers = draft.value(_MAP, "layouts"), draft.value("victory", "keepers")
    if keepers is None:
        return
    shares = _numbers_of_houses(keepers)
    refuse_repeats(draft, "victory", "keepers", shares, "C12.3")
    if layouts is None:
        return
    known = _numbers_of_houses(layouts)
    for houses in known:
        if houses not in shares:
            sentence = Sentence("data.no-keeper", houses=houses)
            draft.add("victory", "keepers", "C12.3", sentence)
    for number, keeper in enumerate(keepers):
        if "HOUSES" in keeper:
            place = f"keepers[{number}].HOUSES"
            refuse_unknown(draft, "victory", place, [keeper["HOUSES"]], known, "C12.3")


def check_victory(draft: CampaignDraft) -> None:
    """Check the turns of a campaign against the most, and the tiers that give prestige."""
    turns, most = draft.value("victory", "TURNS"), draft.value("victory", "MOST_TURNS")
    if turns is not None and most is not None and turns > most:
        sentence = Sentence("data.smallest-above-largest", key="MOST_TURNS", most=most)
        draft.add("victory", "TURNS", "C1.4", sentence)
    tiers = draft.value("invasion", "free_worlds", "tiers")
    needed = None if tiers is None else len(tiers)
    require_length(draft, "victory", "prestige.FREE_WORLD", needed, "C12.1")


def _numbers_of_houses(tables: list[Draft]) -> list[int]:
    return [table["HOUSES"] for table in tables if "HOUSES" in table]
