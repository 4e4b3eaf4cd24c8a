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
    from client.draw.board.picture import HintPicture
    from client.draw.geometry import Hex
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
_SHORT: Final = 0.62
"""Distance of the head of an arrow from the middle of its last hex, in radii."""


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
    surface: pygame.Surface, style: Style, camera: Camera, hints: Sequence[HintPicture]
) -> None:
    """Draw all options, the first choice on top; shares at the same hex are below each other."""
    for hint in reversed(hints):
        _draw_arrow(surface, style, camera, hint)
    below: dict[Hex, int] = {}
    for hint in hints:
        place = below[hint.at] if hint.at in below else 0
        below[hint.at] = place + 1
        _draw_tag(surface, style, camera, hint, place)


def _draw_arrow(surface: pygame.Surface, style: Style, camera: Camera, hint: HintPicture) -> None:
    """Draw the way of an option: a line along its hexes, and a head before the last one."""
    if len(hint.way) < 2:
        return
    colour, radius = tone(style, hint.number, taken=hint.taken), camera.radius
    points = [camera.centre(at) for at in hint.way]
    points[-1] = _towards(points[-1], points[-2], radius * _SHORT)
    width = max(2, round(radius * _WIDTH))
    tip = points[-1]
    back = _towards(tip, points[-2], radius * _HEAD)
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


def _draw_tag(
    surface: pygame.Surface, style: Style, camera: Camera, hint: HintPicture, place: int
) -> None:
    """Draw the number and the share of an option below the middle of its hex, inside the view."""
    if not highlights.is_near(camera, hint.at):
        return
    x, y = camera.centre(hint.at)
    size = style.layout.text.caption
    height = style.px(_TAG)
    words = style.writer.width(hint.label, size, Face.BOLD) + style.px(10) if hint.label else 0
    rect = pygame.Rect(0, 0, height + words, height)
    rect.midtop = round(x), round(y + camera.radius * 0.3) + place * (height + style.px(2))
    rect.clamp_ip(camera.rect)
    edge = tone(style, hint.number, taken=hint.taken)
    shapes.box(surface, style, rect, style.colours.ink900, edge, height / 2)
    middle = rect.x + height / 2, rect.centery
    draw_number(surface, style, middle, hint.number, taken=hint.taken)
    at = rect.x + height + style.px(3), rect.centery
    style.writer.write(surface, hint.label, at, size, style.colours.bone100, Face.BOLD, (0, 0.5))
