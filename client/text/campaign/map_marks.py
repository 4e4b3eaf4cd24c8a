"""How worlds are marked on the map, such as `A24`, and the worlds that such words name.

What everybody knows of worlds that were never seen counts here alone: that each house has a home
(C2.2), and that the hub is a free world (C2.4). For orders such a world is nobody's (C13.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from client.text.campaign.words import shown
from client.text.catalogue import text
from engine.campaign.vocabulary import Role

if TYPE_CHECKING:
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId, WorldId

FREE: Final = "+"
EMPTY: Final = "."
HOLLOW: Final = "o"
UNSEEN: Final = "?"
OWN_FLEET: Final = "*"
OTHER_FLEET: Final = "!"
_DRAWN: Final = re.compile(r"(?P<mark>\D?)(?P<number>[0-9]{1,4})[*!]?")
_NAMED: Final = "w"
"""The letter of the ids of worlds, which two digits follow (C2.1)."""


def marks_of(view: View) -> dict[HouseId, str]:
    """Return a letter for each house: the first one of its name that no other has."""
    marks: dict[HouseId, str] = {}
    for house in sorted(view.houses):
        letters = [sign.upper() for sign in shown("house", house) if sign.isascii()]
        taken = {*marks.values(), HOLLOW.upper()}
        free = [sign for sign in letters if sign.isalpha() and sign not in taken]
        marks[house] = free[0] if free else UNSEEN
    return marks


def mark_of(view: View, world: WorldId, marks: dict[HouseId, str]) -> str:
    """Return the mark of a world: a capital for an owner, a small letter for a home never seen."""
    owner = view.owner(world)
    if owner is not None:
        return marks[owner]
    if view.map.sites[world].role is Role.HOLLOW:
        return HOLLOW
    if world in view.sightings:
        return FREE if view.is_free(world) else EMPTY
    home_of = _home_of(view, world)
    return UNSEEN if home_of is None else marks[home_of].lower()


def named_world(view: View, word: str) -> str:
    """Return the id of the world that a word names, by its id or as the map shows it (`A24`, `24`),
    with or without a zero before its number; the word as it is if it names none.
    """
    drawn = _DRAWN.fullmatch(word)
    if word.lower() in view.map.sites:
        return word.lower()
    if drawn is None:
        return word
    world = f"{_NAMED}{int(drawn['number']):02}"
    if world not in view.map.sites:
        return word
    is_named = drawn["mark"].lower() in {"", _NAMED}
    is_drawn = drawn["mark"] == mark_of(view, world, marks_of(view))
    return world if is_named or is_drawn else word


def known_people(view: View, world: WorldId) -> str | None:
    """Return who is known to live on a world that was never seen; None if nobody is."""
    if world in view.worlds or world in view.sightings:
        return None
    home_of = _home_of(view, world)
    if home_of is not None:
        return text("campaign-play.home-of", house=shown("house", home_of))
    is_hub = view.map.sites[world].ring == 0
    return text("campaign-play.hub") if is_hub else None


def _home_of(view: View, world: WorldId) -> HouseId | None:
    return next((one.id for one in view.houses.values() if one.home == world), None)
