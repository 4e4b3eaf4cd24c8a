"""Rectangles outside the board that respond to clicks, as drawn in the last frame."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from client.battle.input.keys import KeyCommand, Press

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pygame

    from engine.battle.actions import UnitId


class Tab(enum.Enum):
    """The tabs of a narrow sidebar; the value is the key of its name in the catalogue."""

    UNIT = "battle.tab.unit"
    ODDS = "battle.tab.odds"
    LOG = "battle.tab.log"


class PickWeapon(NamedTuple):
    """Select a weapon."""

    code: str


class PickTarget(NamedTuple):
    """Select a target, and the weapon for it unless it is charged."""

    unit: UnitId
    weapon: str | None


class PickUnit(NamedTuple):
    """Select a unit of the roster, or show its card."""

    unit: UnitId


class Unfold(NamedTuple):
    """Unfold or fold a line of the log, counted from the oldest."""

    line: int


AreaAction: TypeAlias = Press | Tab | PickWeapon | PickTarget | PickUnit | Unfold


class HitArea(NamedTuple):
    """A rectangle that responds to clicks; *name* identifies it in tests."""

    name: str
    rect: pygame.Rect
    action: AreaAction
    enabled: bool = True


def button_area(command: KeyCommand, rect: pygame.Rect, *, enabled: bool = True) -> HitArea:
    """Return the area of a button that does what a key does."""
    return HitArea(command.name.lower(), rect, Press(command), enabled)


def area_at(areas: Iterable[HitArea], pixel: tuple[float, float]) -> HitArea | None:
    """Return the enabled area under a pixel; of several, the one drawn last."""
    found = [area for area in areas if area.enabled and area.rect.collidepoint(pixel)]
    return found[-1] if found else None
