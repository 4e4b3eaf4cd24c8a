"""Drawing of basic shapes: boxes, shadows, hexes, arrows, keys and bars."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, TypeAlias

import pygame

from client.draw import geometry
from client.draw.ui.theme import BLACK, WHITE, Rgb, mix
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from client.draw.ui.style import Style

Fill: TypeAlias = Rgb | tuple[Rgb, Rgb]
"""One colour, or two for a gradient from top to bottom."""

_SHADOW_ALPHA: Final = 150


def rounded(
    style: Style,
    size: tuple[int, int],
    radius: float,
    fill: Fill | None,
    edge: Rgb | None = None,
    edge_width: float = 1,
    opacity: float = 1.0,
) -> pygame.Surface:
    """Return a box with round, smooth corners, from the cache if possible; sizes are in pixels."""
    width, height = max(1, size[0]), max(1, size[1])
    gradient, paint = "", 'fill="none"'
    if isinstance(fill, Rgb):
        paint = f'fill="{fill.code}" fill-opacity="{opacity}"'
    elif fill is not None:
        gradient = (
            # SDL_image takes bare numbers as pixels, also where SVG means shares of the shape.
            '<defs><linearGradient id="g" x1="0%" y1="0%" x2="0%" y2="100%">'
            f'<stop offset="0" stop-color="{fill[0].code}"/>'
            f'<stop offset="1" stop-color="{fill[1].code}"/></linearGradient></defs>'
        )
        paint = f'fill="url(#g)" fill-opacity="{opacity}"'
    inset = edge_width / 2 if edge else 0
    stroke = f'stroke="{edge.code}" stroke-width="{edge_width}"' if edge else ""
    markup = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{gradient}<rect x="{inset}" y="{inset}" '
        f'width="{width - 2 * inset}" height="{height - 2 * inset}" rx="{radius}" '
        f"{paint} {stroke}/></svg>"
    )
    return style.art.svg(markup, width, height)


def box(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    fill: Fill | None,
    edge: Rgb | None = None,
    radius: float | None = None,
    edge_width: float = 1,
) -> None:
    """Draw a box; *radius* is in pixels, the layout's default if None."""
    corner = style.px(style.layout.space.radius) if radius is None else radius
    surface.blit(rounded(style, rect.size, corner, fill, edge, edge_width), rect)


@functools.lru_cache(maxsize=256)
def _shadow(width: int, height: int, radius: int, blur: int, alpha: int) -> pygame.Surface:
    cast = pygame.Surface((width + 4 * blur, height + 4 * blur), pygame.SRCALPHA)
    rect = pygame.Rect(2 * blur, 2 * blur, width, height)
    pygame.draw.rect(cast, (0, 0, 0, alpha), rect, border_radius=radius)
    return pygame.transform.box_blur(cast, blur)


def shadow(surface: pygame.Surface, style: Style, rect: pygame.Rect, depth: float = 1.0) -> None:
    """Draw a soft shadow below a box."""
    blur = max(1, style.px(style.layout.space.shadow * depth))
    radius = style.px(style.layout.space.radius)
    cast = _shadow(rect.w, rect.h, radius, blur, _SHADOW_ALPHA)
    surface.blit(cast, (rect.x - 2 * blur, rect.y - 2 * blur + blur // 2))


def focus_ring(surface: pygame.Surface, style: Style, rect: pygame.Rect) -> None:
    """Draw the gold ring around the focused control."""
    space = style.layout.space
    away, width = style.px(space.focus_distance), max(2, style.px(space.focus))
    outer = rect.inflate(2 * away, 2 * away)
    box(surface, style, outer, None, style.colours.sel, style.px(space.radius + 3), width)


def bar(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, share: float, colour: Rgb
) -> None:
    """Draw a horizontal bar, filled to *share* (0 to 1)."""
    colours = style.colours
    radius = rect.h / 2
    box(surface, style, rect, colours.ink900, colours.ink500, radius)
    width = round((rect.w - 2) * min(max(share, 0.0), 1.0))
    if width >= 2:
        inner = pygame.Rect(rect.x + 1, rect.y + 1, width, rect.h - 2)
        rounding = min(radius - 1, width / 2)
        box(surface, style, inner, (mix(colour, WHITE, 0.22), colour), None, max(0.0, rounding))


def key_cap(
    surface: pygame.Surface,
    style: Style,
    label: str,
    midleft: tuple[int, int],
    back: Rgb | None = None,
    *,
    dull: bool = False,
) -> pygame.Rect:
    """Draw a key's name in a small dark box; return its rectangle."""
    rect = key_cap_rect(style, label, midleft)
    colours = style.colours
    words = colours.ink500 if dull else colours.bone100
    box(
        surface, style, rect, back or colours.ink900, None, style.px(style.layout.space.radius_cell)
    )
    line = style.writer.line(label, style.layout.text.small, words, Face.BOLD)
    style.writer.place(surface, line, rect.center, (0.5, 0.5))
    return rect


def key_cap_rect(style: Style, label: str, midleft: tuple[int, int]) -> pygame.Rect:
    """Return the rectangle of a key cap."""
    size = style.layout.text.small
    width = style.writer.width(label, size, Face.BOLD) + style.px(10)
    height = max(style.px(18), style.writer.height(size) + 2)
    rect = pygame.Rect(0, 0, max(width, height), height)
    rect.midleft = midleft
    return rect


def hexagon(
    surface: pygame.Surface, middle: tuple[float, float], radius: float, colour: Rgb
) -> None:
    """Fill a flat-top hex."""
    pygame.draw.polygon(surface, colour, geometry.corners(middle, radius))


def dark(colour: Rgb, share: float) -> Rgb:
    """Return a colour darkened by *share*, 0 to 1."""
    return mix(colour, BLACK, share)
