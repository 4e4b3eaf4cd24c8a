"""Drawing of objectives: tinted ground, an outline in the owner's colour, a pylon and a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw import geometry
from client.draw.board import highlights
from client.draw.ui import shapes
from client.draw.ui.theme import Rgb, Team
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from client.draw.board.camera import Camera
    from client.draw.board.highlights import Stamp
    from client.draw.board.picture import ObjectivePicture
    from client.draw.geometry import Hex
    from client.draw.ui.style import Style

_BACKING: Final = 0.20
_OUTLINE: Final = 0.105


def stand(hexes: tuple[Hex, ...]) -> Hex:
    """Return the hex of the pylon: the one nearest to the centre of them all."""
    spots = [geometry.centre(at) for at in hexes]
    x = sum(spot[0] for spot in spots) / len(spots)
    y = sum(spot[1] for spot in spots) / len(spots)

    def offset(at: Hex) -> tuple[float, Hex]:
        spot = geometry.centre(at)
        return round((spot[0] - x) ** 2 + (spot[1] - y) ** 2, 6), at

    return min(hexes, key=offset)


def tints(style: Style, camera: Camera, objectives: Iterable[ObjectivePicture]) -> list[Stamp]:
    """Return the stamps of the tinted hexes, below all highlights."""
    stamps: list[Stamp] = []
    for objective in objectives:
        tone = _tone(style, objective.owner)
        stamp = highlights.hex_stamp(style, camera.radius, tone, style.opacity.objective, 0)
        half = stamp.get_width() // 2
        for at in objective.hexes:
            x, y = camera.centre(at)
            stamps.append((stamp, (round(x) - half, round(y) - half)))
    return stamps


def _tone(style: Style, owner: Team | None) -> Rgb:
    return style.colours.neutral if owner is None else style.colours.team(owner).base


def outlines(style: Style, camera: Camera, objectives: Iterable[ObjectivePicture]) -> list[Stamp]:
    """Return the stamps of the outlines in the owners' colours, each on a dark backing."""
    stamps: list[Stamp] = []
    for objective in objectives:
        dark, light = style.colours.ink900, style.colours.owner(objective.owner)
        hexes = objective.hexes
        stamps += highlights.outline(style, camera, hexes, dark, _BACKING, 0.67)
        stamps += highlights.outline(style, camera, hexes, light, _OUTLINE)
    return stamps


def _pennant(style: Style, owner: Team | None) -> str:
    """Return the SVG of the head of a pylon: a hollow ring, a disc or a lozenge in a hexagon."""
    colours = style.colours
    light = colours.owner(owner).code
    if owner is None:
        return (
            f'<circle cx="32" cy="14" r="9" fill="{colours.shade.code}" '
            f'stroke="{light}" stroke-width="4.5"/>'
        )
    base = colours.team(owner).base.code
    if owner is Team.ONE:
        return (
            f'<circle cx="32" cy="14" r="11.5" fill="{base}" stroke="{light}" '
            f'stroke-width="3.6"/><circle cx="32" cy="14" r="4.2" fill="{light}"/>'
        )
    return (
        f'<path d="M32 1 L44 8 V20 L32 27 L20 20 V8 Z" fill="{base}" stroke="{light}" '
        'stroke-width="3.6" stroke-linejoin="round"/>'
        f'<path d="M32 8.5 L37.5 14 L32 19.5 L26.5 14 Z" fill="{light}"/>'
    )


def pylon(style: Style, owner: Team | None, size: int) -> pygame.Surface:
    """Return the pale pylon of an objective, *size* pixels high."""
    colours = style.colours
    light, shade = colours.pylon_hi.code, colours.pylon_lo.code
    base, dark = colours.pylon_base.code, colours.pylon_dark.code
    markup = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 68" width="64" height="68">'
        '<ellipse cx="37" cy="58" rx="23" ry="7" fill="#000000" fill-opacity="0.45"/>'
        f'<path d="M13 57 L25 50 H39 L51 57 L32 65 Z" fill="{base}"/>'
        f'<path d="M13 57 L32 65 L51 57 V60 L32 68 L13 60 Z" fill="{dark}"/>'
        f'<path d="M27 57 L30 21 H34 L37 57 Z" fill="{light}"/>'
        f'<path d="M32 58 V21 H34 L37 57 Z" fill="{shade}"/>'
        f"{_pennant(style, owner)}</svg>"
    )
    return style.art.svg(markup, size, size)


def draw_pylon(
    surface: pygame.Surface,
    style: Style,
    camera: Camera,
    objective: ObjectivePicture,
    *,
    occupied: bool,
) -> None:
    """Draw an objective's pylon and letter, shifted aside if a unit is in its hex."""
    radius = camera.radius
    at = stand(objective.hexes)
    x, y = camera.centre(at)
    size = max(10, round(radius * (1.2 if occupied else 1.6)))
    shift = -0.5 * radius if occupied else 0.0
    picture = pylon(style, objective.owner, size)
    foot = round(x + shift), round(y + radius * (0.1 if occupied else 0.5))
    surface.blit(picture, picture.get_rect(midbottom=foot))
    draw_letter(surface, style, (x + radius * 0.72, y + radius * 0.62), objective.code)


def draw_letter(
    surface: pygame.Surface, style: Style, middle: tuple[float, float], code: str
) -> None:
    """Draw an objective's letter on a small dark tag."""
    size = style.layout.text.small
    line = style.writer.line(code, size, style.colours.bone100, Face.BOLD)
    side = max(style.px(16), line.get_height())
    rect = pygame.Rect(0, 0, max(side, line.get_width() + style.px(8)), side)
    rect.center = round(middle[0]), round(middle[1])
    tag = shapes.rounded(style, rect.size, style.px(4), style.colours.ink900, None, 1, 0.86)
    surface.blit(tag, rect)
    surface.blit(line, line.get_rect(center=rect.center))
