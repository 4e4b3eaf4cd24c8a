"""The map of a campaign in characters, as its house knows it.

A world is an owner's mark and its number, such as `A24`, with `*` for own fleets and `!` for those
of others; the letter is small for a home that was never seen. Lanes are double when broad, single
when narrow, dotted for shoals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.text.campaign.campaign_names import house_name
from client.text.campaign.map_marks import (
    EMPTY,
    FREE,
    HOLLOW,
    OTHER_FLEET,
    OWN_FLEET,
    UNSEEN,
    mark_of,
    marks_of,
)
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign.vocabulary import Lane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.campaign.budget import Budget
    from engine.campaign.star_map import Site, StarMap
    from engine.campaign.view import View
    from engine.campaign.vocabulary import WorldId

HALF: Final = 4
"""Characters from a world to the middle between it and the next one."""
CELL: Final = 4
_FLAT: Final = {Lane.BROAD: "==", Lane.NARROW: "--", Lane.SHOAL: ".."}
_DOWN: Final = {
    Lane.BROAD: ("\\\\", "//"),
    Lane.NARROW: ("\\", "/"),
    Lane.SHOAL: (":", ":"),
}
"""Lanes down to the right and to the left."""


def draw_star_map(view: View, budget: Budget) -> str:
    """Return the map, a row of worlds on each second line."""
    rows: dict[int, list[str]] = {}
    sites = view.map.sites.values()
    left = min(_column(site) for site in sites)
    top = min(site.r for site in sites)
    width = (max(_column(site) for site in sites) - left + 2) * HALF
    marks = marks_of(view)
    for site in sites:
        x, y = (_column(site) - left) * HALF, 2 * (site.r - top)
        cell = f"{mark_of(view, site.id, marks)}{site.id[1:]}{_fleets(view, budget, site.id)}"
        _write(rows, x, y, cell[:CELL], width)
        _draw_lanes(rows, view.map, site, x, y, width)
    return "\n".join("".join(rows[y]).rstrip() for y in sorted(rows))


def legend(view: View) -> Iterator[str]:
    """Yield the lines that say what the marks mean."""
    houses = comma_list(f"{mark} {house_name(house)}" for house, mark in marks_of(view).items())
    yield text("campaign-play.legend-houses", houses=houses)
    yield text("campaign-play.legend-worlds", free=FREE, empty=EMPTY, hollow=HOLLOW, unseen=UNSEEN)
    yield text("campaign-play.legend-fleets", own=OWN_FLEET, other=OTHER_FLEET)
    yield text(
        "campaign-play.legend-lanes",
        broad=_FLAT[Lane.BROAD],
        narrow=_FLAT[Lane.NARROW],
        shoal=_FLAT[Lane.SHOAL],
    )


def _column(site: Site) -> int:
    return 2 * site.q + site.r


def _fleets(view: View, budget: Budget, world: WorldId) -> str:
    own = any(fleet.world == world for fleet in budget.fleets.values())
    other = world in view.seen and bool(view.sightings[world].fleets)
    return (OWN_FLEET if own else OTHER_FLEET) if own or other else " "


def _draw_lanes(
    rows: dict[int, list[str]], star_map: StarMap, site: Site, x: int, y: int, width: int
) -> None:
    for other, lane in star_map.lanes[site.id].items():
        step = (star_map.sites[other].q - site.q, star_map.sites[other].r - site.r)
        if step == (1, 0):
            _write(rows, x + CELL + 1, y, _FLAT[lane], width)
        elif step == (0, 1):
            _write(rows, x + HALF, y + 1, _DOWN[lane][0], width)
        elif step == (-1, 1):
            _write(rows, x - 1, y + 1, _DOWN[lane][1], width)


def _write(rows: dict[int, list[str]], x: int, y: int, signs: str, width: int) -> None:
    row = rows.setdefault(y, [" "] * width)
    row[max(0, x) : max(0, x) + len(signs)] = signs
