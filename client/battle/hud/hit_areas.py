"""What a click beside the board may hit: named rectangles, as they were drawn last."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from client.battle.input.intent import Reply
from client.battle.input.keys import Command, Press

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pygame

    from engine.battle.actions import UnitId


class Tab(enum.Enum):
    """Name the tabs of a narrow column; the value is the name in the catalogue."""

    UNIT = "battle.tab.unit"
    ODDS = "battle.tab.odds"
    LOG = "battle.tab.log"


class EndChoice(enum.Enum):
    """Name what may be done once a battle is over."""

    NEW = "battle.end.new"
    VIEW = "battle.end.view"
    TITLE = "battle.end.title"


class MenuChoice(enum.Enum):
    """Name what the menu of a battle offers."""

    RESUME = "battle.menu.resume"
    SAVE = "battle.menu.save"
    SETTINGS = "battle.menu.settings"
    HELP = "battle.menu.help"
    LEAVE = "battle.menu.leave"


class PickWeapon(NamedTuple):
    """Take a weapon in hand."""

    code: str


class PickTarget(NamedTuple):
    """Point at a target."""

    unit: UnitId


class Unfold(NamedTuple):
    """Unfold or fold a line of the log, counted from the oldest."""

    line: int


class Ready(NamedTuple):
    """Take over from the other person."""


Hit: TypeAlias = (
    Press | Reply | Tab | EndChoice | MenuChoice | PickWeapon | PickTarget | Unfold | Ready
)


class HotSpot(NamedTuple):
    """Hold a rectangle that answers clicks; *name* is for tests."""

    name: str
    rect: pygame.Rect
    hit: Hit
    enabled: bool = True


def button_spot(command: Command, rect: pygame.Rect, *, enabled: bool = True) -> HotSpot:
    """Make the spot of a button that does what a key does."""
    return HotSpot(command.name.lower(), rect, Press(command), enabled)


def spot_at(spots: Iterable[HotSpot], pixel: tuple[float, float]) -> HotSpot | None:
    """Find the enabled spot under a pixel; of those on top of each other the one drawn last."""
    found = [spot for spot in spots if spot.enabled and spot.rect.collidepoint(pixel)]
    return found[-1] if found else None
