"""What can be counted in campaigns: the keys of each kind of counts, so that what is never used is
seen, too.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, get_args

from engine.campaign.data import load_numbers
from engine.campaign.events import Event
from engine.campaign.kinds import all_kinds
from engine.campaign.orders import VERBS
from engine.campaign.prices import STARBASE
from engine.campaign.vocabulary import Ending, Message, Spying, Thing, Work

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIP: Final = "ship"
"""How ships that were repaired are counted: their ids say nothing."""
DEEDS: Final = (
    "dark_anchor",
    "eliminated",
    "exposed",
    "last_stand",
    "pact",
    "pact_broken",
    "peace",
    "shortfall",
    "space_fight",
    "starbase_hit",
    "war",
    "wreckage",
)
"""Deeds that are counted; besides, orders that fail are, by the rule that they failed by."""


@functools.cache
def known_keys(kind: str) -> frozenset[str]:
    """Return the keys that counts of a kind can have; KeyError if there is no such kind."""
    spying = frozenset(one.value for one in Spying)
    return {
        "verbs": frozenset(VERBS),
        "messages": frozenset(one.value for one in Message),
        "spy_missions": spying,
        "effects": spying,
        "things": frozenset(_things()),
        "events": frozenset(one.__name__ for one in get_args(Event)),
        "deeds": frozenset(DEEDS),
        "ends": frozenset(one.value for one in Ending),
    }[kind]


def _things() -> Iterator[str]:
    numbers = load_numbers()
    for thing in (*(one.value for one in Thing), *numbers.ships.hulls):
        yield f"{Work.BUILD.value} {thing}"
    for unit in all_kinds(numbers):
        yield f"{Work.MUSTER.value} {unit}"
    for target in (SHIP, STARBASE):
        yield f"{Work.REPAIR.value} {target}"
