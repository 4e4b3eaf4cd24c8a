"""Drawing of advice on the board: an arrow for each option, with its number and its share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pygame

from client.draw.board import highlights
from client.draw.ui import shapes
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.draw.board.camera import Camera, Pixel
    from client.draw.board.picture import HintPicture, UnitPicture
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb

_NUMBER: Final = 20
"""Diameter of a number, in points."""
_TAG: Final = 24
"""Height of a number with its share, in points."""
_WIDTH: Final = 0.13
"""Width of an arrow, in radii."""
_HEAD: Final = 0.42
"""Length of the head of an arrow, in radii."""
_RINGS: Final = 4
"""How many times farther from its hex a tag may be, step by step."""
_SHORT: Final = 0.62
"""Distance of the head of an arrow from the middle of its last hex, in radii: before a unit."""
_UNIT: Final = 1.3
"""Width of the middle of a unit that no tag should cover, in radii."""
_INSIDE: Final = 0.05
"""The same where the unit itself stops: which hex that is must be clear."""


def tone(style: Style, number: int, *, taken: bool) -> Rgb:
    """Return the colour of an option: what was done, the first choice, or another one."""
    colours = style.colours
    if taken:
        return colours.adv_edge
    return colours.sel if number == 1 else colours.bone100


def draw_number(
    surface: pygame.Surface, style: Style, middle: Pixel, number: int, *, taken: bool
) -> None:
    """Draw the number of an option: dark on its colour, in a hexagon for what was done."""
    colour, radius = tone(style, number, taken=taken), style.px(_NUMBER) / 2
    if taken:
        shapes.hexagon(surface, (round(middle[0]), round(middle[1])), radius, colour)
    else:
        pygame.draw.circle(surface, colour, middle, radius)
    size = style.layout.text.caption
    style.writer.write(
        surface, str(number), middle, size, style.colours.ink900, Face.BOLD, (0.5, 0.5)
    )


def draw_hints(
    surface: pygame.Surface,
    style: Style,
    camera: Camera,
    hints: Sequence[HintPicture],
    units: Sequence[UnitPicture],
) -> None:
    """Draw all options, the first choice on top; tags hide neither each other, the arrows nor
    units.
    """
    for hint in reversed(hints):
        _draw_arrow(surface, style, camera, hint)
    for hint, place in tag_places(style, camera, hints, units):
        _draw_tag(surface, style, hint, place)


def tag_places(
    style: Style,
    camera: Camera,
    hints: Sequence[HintPicture],
    units: Sequence[UnitPicture],
) -> list[tuple[HintPicture, pygame.Rect]]:
    """Return where the number and the share of each option are drawn: near its hex, clear of the
    heads of the arrows, the units and each other as far as there is room in the view.
    """
    taken = [_box_of(style, camera, unit) for unit in units]
    taken += [_box_around(camera, *_head_of(camera, hint)) for hint in hints if hint.way[1:]]
    found: list[tuple[HintPicture, pygame.Rect]] = []
    for hint in hints:
        if not highlights.is_near(camera, hint.at):
            continue
        places = [place.clamp(camera.rect) for place in _places_near(style, camera, hint)]
        covered = [sum(_common(place, one) for one in taken) for place in places]
        place = places[covered.index(min(covered))]
        taken.append(place)
        found.append((hint, place))
    return found


def _places_near(style: Style, camera: Camera, hint: HintPicture) -> list[pygame.Rect]:
    """Return the places for a tag, the best first: below the middle of its hex, then around it in
    growing distance.
    """
    height = style.px(_TAG)
    size = style.layout.text.caption
    words = style.writer.width(hint.label, size, Face.BOLD) + style.px(10) if hint.label else 0
    rect = pygame.Rect(0, 0, height + words, height)
    x, y = (round(one) for one in camera.centre(hint.at))
    first = rect.copy()
    first.midtop = x, round(y + camera.radius * 0.3)
    places = [first]
    for away in range(1, _RINGS + 1):
        across, down = rect.w * away / 2 + camera.radius * 0.6, rect.h * away
        for right, low in ((0, 1), (1, 0), (-1, 0), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            place = rect.copy()
            place.center = round(x + right * across), round(y + low * (down + camera.radius * 0.3))
            places.append(place)
    return places


def _common(one: pygame.Rect, other: pygame.Rect) -> int:
    """Return the area that two rectangles have in common, in pixels."""
    both = one.clip(other)
    return both.w * both.h


def _box_of(style: Style, camera: Camera, unit: UnitPicture) -> pygame.Rect:
    """Return the rectangle around the middle of a unit's token."""
    x, y = camera.pixel(unit.spot)
    side = round(camera.radius * _UNIT)
    box = pygame.Rect(0, 0, side, side)
    box.center = round(x), round(y - camera.radius * style.layout.token.lift)
    return box


def _box_around(camera: Camera, tip: Pixel, back: Pixel) -> pygame.Rect:
    """Return the rectangle around the head of an arrow."""
    wide = round(camera.radius * _HEAD * 1.2)
    box = pygame.Rect(0, 0, wide, wide)
    box.center = round((tip[0] + back[0]) / 2), round((tip[1] + back[1]) / 2)
    return box


def tip_of(camera: Camera, hint: HintPicture) -> Pixel:
    """Return the pixel at which the arrow of an option ends."""
    return _head_of(camera, hint)[0]


def _head_of(camera: Camera, hint: HintPicture) -> tuple[Pixel, Pixel]:
    """Return the tip of the arrow of an option, and the middle of the base of its head."""
    last, before = camera.centre(hint.way[-1]), camera.centre(hint.way[-2])
    tip = _towards(last, before, camera.radius * (_INSIDE if hint.stops else _SHORT))
    return tip, _towards(tip, before, camera.radius * _HEAD)


def _draw_arrow(surface: pygame.Surface, style: Style, camera: Camera, hint: HintPicture) -> None:
    """Draw the way of an option: a line along its hexes, and a head before the last one."""
    if len(hint.way) < 2:
        return
    colour, radius = tone(style, hint.number, taken=hint.taken), camera.radius
    points = [camera.centre(at) for at in hint.way]
    width = max(2, round(radius * _WIDTH))
    tip, back = _head_of(camera, hint)
    head = [tip, *_beside(back, tip, radius * _HEAD * 0.6)]
    line = [*points[:-1], back]
    pygame.draw.lines(surface, style.colours.shade, False, line, width + 4)
    pygame.draw.polygon(surface, style.colours.shade, head, 4)
    pygame.draw.lines(surface, colour, False, line, width)
    pygame.draw.polygon(surface, colour, head)


def _towards(start: Pixel, end: Pixel, length: float) -> Pixel:
    """Return the point at a *length* from *start* in the direction of *end*."""
    whole = math.dist(start, end)
    share = 0.0 if not whole else min(1.0, length / whole)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _beside(at: Pixel, tip: Pixel, length: float) -> tuple[Pixel, Pixel]:
    """Return the points at a *length* from *at* to both sides of the direction to *tip*."""
    whole = math.dist(at, tip) or 1.0
    across = (tip[1] - at[1]) / whole * length, (at[0] - tip[0]) / whole * length
    return (at[0] + across[0], at[1] + across[1]), (at[0] - across[0], at[1] - across[1])


def _draw_tag(surface: pygame.Surface, style: Style, hint: HintPicture, rect: pygame.Rect) -> None:
    """Draw the number and the share of an option in a place."""
    size, height = style.layout.text.caption, rect.h
    edge = tone(style, hint.number, taken=hint.taken)
    shapes.box(surface, style, rect, style.colours.ink900, edge, height / 2)
    middle = rect.x + height / 2, rect.centery
    draw_number(surface, style, middle, hint.number, taken=hint.taken)
    at = rect.x + height + style.px(3), rect.centery
    style.writer.write(surface, hint.label, at, size, style.colours.bone100, Face.BOLD, (0, 0.5))
