"""Drawing of the evening behind the menus: sky, planet, hexagonal pillars, a pylon lighting up."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui.artwork import rasterize
from client.draw.ui.theme import BLACK, Rgb, mix

if TYPE_CHECKING:
    from client.draw.ui.style import Style

_TALL: Final = 800.0
"""Height of the scene in its own units; the width follows from the window."""
_SEED: Final = 5


class Ridge(NamedTuple):
    """A row of pillars: its base line, its slope, the width of a pillar, its colours."""

    base: float
    rise: float
    pillar: float
    colour: Rgb
    light: Rgb


class Figure(NamedTuple):
    """A unit's silhouette on the terrace; *place* is a fraction of the width."""

    code: str
    place: float
    size: float
    mirrored: bool


FIGURES: Final = (
    Figure("linesman", 0.4125, 84, mirrored=False),
    Figure("marshal", 0.4875, 96, mirrored=False),
    Figure("theodolite", 0.5625, 96, mirrored=False),
    Figure("skitter", 0.735, 88, mirrored=True),
    Figure("needle", 0.815, 92, mirrored=True),
    Figure("loom", 0.92, 150, mirrored=True),
)
FLOCK: Final = (
    (Figure("fleck", 0.702, 42, mirrored=True), 600),
    (Figure("fleck", 0.779, 52, mirrored=True), 532),
    (Figure("fleck", 0.860, 44, mirrored=True), 474),
)
"""The figures in the air, with their heights."""


def backdrop(style: Style, size: tuple[int, int]) -> pygame.Surface:
    """Return the evening behind the title, *size* pixels large, from the cache if possible."""
    key = style.theme_name, size
    return style.art.latest("backdrop", key, lambda: _paint(style, size))


def quiet_backdrop(style: Style, size: tuple[int, int]) -> pygame.Surface:
    """Return a much darker version of the evening, for the other screens."""

    def paint() -> pygame.Surface:
        dim = backdrop(style, size).copy()
        veil = pygame.Surface(size, pygame.SRCALPHA)
        veil.fill(style.colours.ink900.alpha(0.84))
        dim.blit(veil, (0, 0))
        return dim

    return style.art.latest("quiet", (style.theme_name, size), paint)


def _paint(style: Style, size: tuple[int, int]) -> pygame.Surface:
    wide = _TALL * size[0] / size[1]
    dice = random.Random(_SEED)
    tops = terrace_tops(wide)
    parts = [_definitions(style), _sky(style, wide, dice), _planet(wide)]
    c = style.colours
    for ridge in (
        Ridge(560, 120, 34, c.ridge_far, c.ridge_far_hi),
        Ridge(612, 150, 42, c.ridge_middle, c.ridge_middle_hi),
        Ridge(672, 120, 56, c.ridge_near, c.ridge_near_hi),
    ):
        parts.append(_ridge(ridge, wide, dice))
        parts.append(_fog(style, ridge.base, wide))
    parts += [_beam(style, wide), _terrace(style, tops)]
    markup = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1f} {_TALL}" '
        f'width="{wide:.1f}" height="{_TALL}">{"".join(parts)}</svg>'
    )
    surface = pygame.Surface(size)
    surface.fill(c.sky_top)
    surface.blit(rasterize(markup, size), (0, 0))
    scale = size[1] / _TALL
    for figure, top in stands(wide, tops):
        _stand(surface, style, figure, top, scale)
    for figure, height in FLOCK:
        place = pygame.Rect(0, 0, round(figure.size * scale), round(figure.size * scale))
        place.center = round(figure.place * size[0]), round(height * scale)
        _light(surface, style, figure, place, scale)
    surface.blit(_shade(style, size), (0, 0))
    return surface.convert()


def _definitions(style: Style) -> str:
    """Return the SVG of the gradients."""
    c = style.colours
    sky = (
        (0, c.sky_top),
        (0.30, c.sky_high),
        (0.52, c.sky_middle),
        (0.66, c.sky_low),
        (0.80, c.sky_glow),
        (1, c.sky_glow),
    )
    planet = (
        (0, c.planet_light),
        (0.28, c.planet_middle),
        (0.68, c.sky_middle),
        (1, c.planet_dark),
    )
    stops = {
        name: "".join(f'<stop offset="{at}" stop-color="{tone.code}"/>' for at, tone in tones)
        for name, tones in (("sky", sky), ("planet", planet))
    }
    return (
        f'<defs><linearGradient id="sky" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" '
        f'y2="{_TALL}">{stops["sky"]}</linearGradient>'
        '<radialGradient id="planet" gradientUnits="userSpaceOnUse" cx="30" cy="150" r="290">'
        f"{stops['planet']}</radialGradient>"
        f"{stops['planet']}</radialGradient></defs>"
    )


def _sky(style: Style, wide: float, dice: random.Random) -> str:
    """Return the SVG of the sky, its stars, and the tides between some of them."""
    star = style.colours.star.code
    parts = [f'<rect width="{wide:.1f}" height="{_TALL}" fill="url(#sky)"/>']
    for _ in range(260):
        x, y = dice.random() * wide, dice.random() ** 1.5 * _TALL * 0.6
        size, glow = dice.choice((0.6, 0.8, 1.3)), dice.random() * (1 - y / (_TALL * 0.62))
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{star}" '
            f'fill-opacity="{glow:.2f}"/>'
        )
    places = (
        (0.475, 66),
        (0.52, 166),
        (0.665, 96),
        (0.73, 196),
        (0.84, 104),
        (0.92, 214),
        (0.58, 290),
        (0.96, 60),
    )
    stars = [(share * wide, y) for share, y in places]
    for a, b in ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (1, 6), (6, 3), (4, 7)):
        (x, y), (to_x, to_y) = stars[a], stars[b]
        parts.append(
            f'<path d="M{x:.1f} {y} L{to_x:.1f} {to_y}" stroke="{star}" stroke-opacity="0.25"/>'
        )
    for index, (x, y) in enumerate(stars):
        for size, opacity in ((11, 0.06), (7, 0.14), (2.4 + index % 3, 1)):
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y}" r="{size}" fill="{star}" fill-opacity="{opacity}"/>'
            )
    return "".join(parts)


def _planet(wide: float) -> str:
    bands = ("M-150 40 Q0 90 152 26", "M-134 82 Q10 126 134 74")
    lines = "".join(
        f'<path d="{band}" fill="none" stroke="#FFD9A8" stroke-opacity="0.16" stroke-width="7"/>'
        for band in bands
    )
    return (
        f'<g transform="translate({wide - 215:.1f} 340)">'
        f'<circle r="162" fill="url(#planet)"/>{lines}</g>'
    )


def _polygon(points: list[tuple[float, float]], colour: Rgb) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{path}" fill="{colour.code}"/>'


def _pillar(left: float, top: float, width: float, colours: tuple[Rgb, Rgb]) -> str:
    """Return the SVG of one pillar: three faces and the lit top of a hexagon seen from above."""
    colour, light = colours
    a, b, right, slope = left + width * 0.3, left + width * 0.7, left + width, width * 0.16
    near = top + 2 * slope
    return (
        _polygon([(a, near), (b, near), (b, _TALL), (a, _TALL)], colour)
        + _polygon(
            [(left, top + slope), (a, near), (a, _TALL), (left, _TALL)], mix(colour, BLACK, 0.18)
        )
        + _polygon(
            [(b, near), (right, top + slope), (right, _TALL), (b, _TALL)], mix(colour, light, 0.28)
        )
        + _polygon(
            [(left, top + slope), (a, top), (b, top), (right, top + slope), (b, near), (a, near)],
            mix(colour, light, 0.75),
        )
    )


def _ridge(ridge: Ridge, wide: float, dice: random.Random) -> str:
    phase = dice.random() * 9
    parts = []
    for index in range(-1, math.ceil(wide / ridge.pillar) + 1):
        left = index * ridge.pillar
        t = left / wide
        wave = (0.5 + 0.5 * math.sin(t * 5.2 + phase)) * (
            0.45 + 0.55 * abs(math.sin(t * 2.3 + phase * 1.7))
        )
        valley = 60 * math.exp(-(((t - 0.6) / 0.16) ** 2))
        top = ridge.base - ridge.rise * wave - dice.choice((0, 10, 20, 34)) + valley
        parts.append(_pillar(left, top, ridge.pillar, (ridge.colour, ridge.light)))
    return "".join(parts)


def _fade(
    name: str, colour: Rgb, line: tuple[float, float, float, float], opacities: tuple[float, ...]
) -> str:
    """Return the SVG of a gradient of opacity along a line, in units of the scene."""
    x, y, to_x, to_y = line
    stops = "".join(
        f'<stop offset="{i / (len(opacities) - 1)}" stop-color="{colour.code}" '
        f'stop-opacity="{opacity}"/>'
        for i, opacity in enumerate(opacities)
    )
    return (
        f'<defs><linearGradient id="{name}" gradientUnits="userSpaceOnUse" '
        f'x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}">{stops}</linearGradient></defs>'
    )


def _fog(style: Style, base: float, wide: float) -> str:
    """Return the SVG of the haze at the foot of a ridge."""
    colour = mix(style.colours.sky_low, style.colours.sky_glow, 0.4)
    name = f"fog{base:.0f}"
    top, bottom = base - 70, base + 110
    return (
        _fade(name, colour, (0, top, 0, bottom), (0, 0.42))
        + f'<rect x="0" y="{top}" width="{wide:.1f}" height="{bottom - top}" fill="url(#{name})"/>'
        + f'<rect x="0" y="{bottom}" width="{wide:.1f}" height="{_TALL - bottom}" '
        f'fill="{colour.code}" fill-opacity="0.42"/>'
    )


def _beam(style: Style, wide: float) -> str:
    """Return the SVG of the pylon and the beam of light above it."""
    x = wide * 0.625
    light = style.colours.rim
    return (
        _fade("halo", light, (x - 60, 0, x + 60, 0), (0, 0.04, 0.17, 0.04, 0))
        + _fade("ray", light, (x - 8, 0, x + 8, 0), (0, 0.6, 0))
        + f'<rect x="{x - 60}" y="0" width="120" height="540" fill="url(#halo)"/>'
        f'<rect x="{x - 8}" y="0" width="16" height="540" fill="url(#ray)"/>'
        f'<g transform="translate({x - 50:.1f} 518)">'
        '<path d="M36 230 L46 26 H54 L64 230 Z" fill="#1B1730"/>'
        '<path d="M50 230 V26 H54 L64 230 Z" fill="#E09A5E"/>'
        '<path d="M8 234 L30 206 H70 L92 234 Z" fill="#15112A"/>'
        '<path d="M52 206 H70 L92 234 H60 Z" fill="#8A5548"/>'
        '<circle cx="50" cy="18" r="13" fill="#2A2233" stroke="#FFE9B8" stroke-width="5"/>'
        '<circle cx="50" cy="18" r="5" fill="#FFFFFF"/></g>'
    )


def terrace_tops(wide: float) -> list[tuple[float, float]]:
    """Return the centres of the nearest pillars' tops, from left to right, 96 units apart."""
    dice = random.Random(2)
    tops = []
    for index in range(-1, math.ceil(wide / 96) + 1):
        x = index * 96
        t = x / wide
        rise = 64 * math.exp(-(((t - 0.42) / 0.13) ** 2)) + 78 * math.exp(
            -(((t - 0.97) / 0.14) ** 2)
        )
        tops.append((x + 48.0, 757 - rise + dice.choice((0, 8, 14))))
    return tops


def _terrace(style: Style, tops: list[tuple[float, float]]) -> str:
    c = style.colours
    parts = []
    for x, y in tops:
        left, right, a, b = x - 48, x + 48, x - 21, x + 21
        upper, near = y - 15, y + 15
        parts += [
            _polygon(
                [(left, y), (a, upper), (b, upper), (right, y), (right, _TALL), (left, _TALL)],
                c.terrace,
            ),
            _polygon(
                [(left, y), (a, upper), (b, upper), (right, y), (b, near), (a, near)], c.terrace_hi
            ),
            (
                f'<polyline points="{left},{y:.1f} {a},{upper:.1f} '
                f'{b},{upper:.1f} {right},{y:.1f}" '
                f'fill="none" stroke="{c.rim.code}" stroke-opacity="0.8" stroke-width="1.6"/>'
            ),
        ]
    return "".join(parts)


def stands(
    wide: float, tops: list[tuple[float, float]]
) -> list[tuple[Figure, tuple[float, float]]]:
    """Return the pillar top of each figure, in a picture *wide* units wide.

    It is the one nearest to the figure's place that does not overlap another figure; the largest
    figures choose first.
    """
    found: dict[Figure, tuple[float, float]] = {}
    for figure in sorted(FIGURES, key=lambda one: -one.size):
        free = [
            top
            for top in tops
            if all(
                abs(top[0] - place[0]) >= (figure.size + other.size) / 2
                for other, place in found.items()
            )
        ]
        x = figure.place * wide
        found[figure] = min(free, key=lambda top: abs(top[0] - x))
    return [(figure, found[figure]) for figure in FIGURES]


def _stand(
    surface: pygame.Surface,
    style: Style,
    figure: Figure,
    top: tuple[float, float],
    scale: float,
) -> None:
    """Draw a figure on top of a pillar."""
    size = round(figure.size * scale)
    place = pygame.Rect(0, 0, size, size)
    place.midbottom = round(top[0] * scale), round((top[1] + figure.size * 0.075) * scale)
    _light(surface, style, figure, place, scale)


def _light(
    surface: pygame.Surface, style: Style, figure: Figure, place: pygame.Rect, scale: float
) -> None:
    """Draw a dark figure with a lit rim."""
    size, rim, body = place.w, style.colours.rim, style.colours.terrace
    shift = max(1, round(1.6 * scale)) * (-1 if figure.mirrored else 1)
    lit = style.art.figure(figure.code, size, rim, rim, mirrored=figure.mirrored)
    surface.blit(lit, place.move(shift, -abs(shift)))
    cut = mix(body, rim, 0.35)
    surface.blit(style.art.figure(figure.code, size, body, cut, mirrored=figure.mirrored), place)


def _shade(style: Style, size: tuple[int, int]) -> pygame.Surface:
    """Return the darkness at the left, behind the menu."""
    strip = pygame.Surface((64, 1), pygame.SRCALPHA)
    for x in range(64):
        share = max(0.0, 1 - x / 34)
        smooth = share * share * (3 - 2 * share)
        strip.set_at((x, 0), style.colours.ink900.alpha(0.88 * smooth))
    return pygame.transform.smoothscale(strip, size)
