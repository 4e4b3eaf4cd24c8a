"""Rendering of scenery: woods, ruins, stones, walls and tufts, one image per hex."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw import geometry
from client.draw.ui.theme import BLACK, WHITE, Rgb, mix

if TYPE_CHECKING:
    from client.draw.ui.theme import Colours

REACH: Final = 1.6
"""Half the width of an image, in radii."""
_SHADOW: Final = 160
_EARTH: Final = Rgb(30, 26, 20)
_SUNLIT: Final = Rgb(255, 246, 220)
_RUIN_LIGHT: Final = (0.42, 0.30, 0.14, 0.06, 0.20, 0.34)
"""Share of earth mixed into a broken wall, by edge: the light comes from the north-west."""
_FACE_LIGHT: Final = (0.55, 0.25, 0.0)
"""Darkness of a wall's three southern faces: south-east, south, south-west."""


class SceneryStage(NamedTuple):
    """What one hex is drawn with: its surfaces, its centre, its radius in pixels, a random
    generator.
    """

    props: pygame.Surface
    shadow: pygame.Surface
    middle: tuple[float, float]
    radius: float
    colours: Colours
    dice: random.Random

    def ellipse(self, spot: tuple[float, float], width: float, height: float) -> None:
        """Draw an oval shadow; *spot* is its top left corner."""
        rect = pygame.Rect(*map(round, (*spot, width, height)))
        pygame.draw.ellipse(self.shadow, (0, 0, 0, _SHADOW), rect)


def paint_woods(stage: SceneryStage) -> None:
    """Draw a ring of six crowns, so that a unit in the centre stays visible."""
    x, y = stage.middle
    dice, radius = stage.dice, stage.radius
    crowns = []
    for i in range(6):
        angle = i * math.pi / 3 + 0.5 + dice.uniform(-0.3, 0.3)
        reach, size = radius * dice.uniform(0.54, 0.70), radius * dice.uniform(0.29, 0.43)
        spot = x + reach * math.cos(angle), y + reach * math.sin(angle)
        crowns.append((spot[1], spot[0], size, dice.random() > 0.72))
    for crown_y, crown_x, size, dry in sorted(crowns):
        stage.ellipse((crown_x - size * 0.7, crown_y - size * 0.1), size * 2.1, size * 1.3)
        _paint_crown(stage, (crown_x, crown_y - size * 0.35), size, dry=dry)


def _paint_crown(stage: SceneryStage, spot: tuple[float, float], size: float, *, dry: bool) -> None:
    colours = stage.colours
    tone = 0.42 if dry else 0.0
    low, middle, high = (
        mix(leaf, colours.leaf_dry, tone)
        for leaf in (colours.leaf_lo, colours.leaf, colours.leaf_hi)
    )
    x, y = spot
    pygame.draw.circle(stage.props, mix(low, BLACK, 0.35), (x, y + size * 0.1), size * 1.06)
    pygame.draw.circle(stage.props, low, spot, size)
    for dx, dy, share, colour in (
        (-0.10, -0.12, 0.80, mix(low, middle, 0.7)),
        (-0.20, -0.24, 0.56, middle),
        (-0.28, -0.36, 0.30, mix(middle, high, 0.6)),
    ):
        pygame.draw.circle(stage.props, colour, (x + dx * size, y + dy * size), size * share)


def paint_ruins(stage: SceneryStage) -> None:
    """Draw three pieces of broken wall along edges of the hex."""
    first = stage.dice.randrange(6)
    pieces = [edge for edge in range(6) if (edge - first) % 6 in (0, 1, 3)]
    for edge in sorted(pieces, key=lambda edge: math.sin((edge + 0.5) * math.pi / 3)):
        _paint_broken_wall(stage, edge)


def _paint_broken_wall(stage: SceneryStage, edge: int) -> None:
    colours, radius, props = stage.colours, stage.radius, stage.props
    shape = geometry.corners(stage.middle, radius * 0.8)
    start, end = shape[edge], shape[(edge + 1) % 6]
    phase = stage.dice.random() * 9
    steps = 4
    top = []
    for step in range(steps + 1):
        x, y = geometry.between(start, end, step / steps)
        height = radius * 0.34 * (0.45 + 0.55 * abs(math.sin(phase + step * 1.7)))
        top.append((x, y - height))
    foot = [geometry.between(start, end, step / steps) for step in range(steps + 1)]
    drop = radius * 0.12
    pygame.draw.line(
        stage.shadow,
        (0, 0, 0, _SHADOW),
        (start[0] + drop, start[1] + drop),
        (end[0] + drop, end[1] + drop),
        round(radius * 0.26),
    )
    back = [(x + radius * 0.06, y) for x, y in reversed(top)]
    sunk = [(x, y + radius * 0.08) for x, y in foot]
    pygame.draw.polygon(props, mix(colours.ruin, BLACK, 0.5), sunk + back)
    face = mix(colours.ruin, _EARTH, _RUIN_LIGHT[edge])
    pygame.draw.polygon(props, face, foot + top[::-1])
    crest = max(1, round(radius * 0.08))
    pygame.draw.lines(props, mix(colours.ruin, _SUNLIT, 0.5), False, top, crest)
    joint = mix(colours.ruin, BLACK, 0.42)
    for (x, y), (_, upper) in list(zip(foot, top, strict=True))[1:-1]:
        pygame.draw.line(props, joint, (x, y), (x, y + (upper - y) * 0.8), max(1, crest // 2))


def paint_stones(stage: SceneryStage) -> None:
    """Draw a handful of boulders."""
    x, y = stage.middle
    dice, radius = stage.dice, stage.radius
    stones = []
    for _ in range(7):
        angle, reach = dice.random() * math.tau, radius * (0.25 + 0.5 * dice.random())
        size = radius * dice.uniform(0.09, 0.20)
        stones.append((y + reach * math.sin(angle) * 0.9, x + reach * math.cos(angle), size))
    for stone_y, stone_x, size in sorted(stones):
        stage.ellipse((stone_x - size * 0.6, stone_y - size * 0.1), size * 2.2, size * 1.2)
        _paint_stone(stage, (stone_x, stone_y), size)


def _paint_stone(stage: SceneryStage, spot: tuple[float, float], size: float) -> None:
    colours, dice = stage.colours, stage.dice
    x, y = spot
    turn, tone = dice.random() * 5, dice.random()
    sides = 6
    outline = []
    for i in range(sides):
        angle, reach = i * math.tau / sides + turn, size * dice.uniform(0.8, 1.15)
        outline.append((x + reach * math.cos(angle), y + reach * 0.78 * math.sin(angle)))
    drop = stage.radius * 0.05
    dark = mix(colours.rough_stone, BLACK, 0.45)
    pygame.draw.polygon(stage.props, dark, [(px + drop, py + 1.5 * drop) for px, py in outline])
    pygame.draw.polygon(stage.props, mix(colours.rough_stone, colours.rough, tone * 0.35), outline)
    lit = [
        ((px - x) * 0.55 + x - size * 0.16, (py - y) * 0.5 + y - size * 0.26) for px, py in outline
    ]
    pygame.draw.polygon(stage.props, mix(colours.rough_hi, colours.rough_stone, tone * 0.4), lit)


def paint_tufts(stage: SceneryStage) -> None:
    """Draw a few blades of grass and pebbles."""
    x, y = stage.middle
    dice, radius, colours = stage.dice, stage.radius, stage.colours
    for _ in range(9):
        angle, reach = dice.random() * math.tau, radius * 0.8 * math.sqrt(dice.random())
        px, py = x + reach * math.cos(angle), y + reach * math.sin(angle)
        if dice.random() < 0.7:
            blade = mix(colours.open_hi, colours.tuft, 0.4 * dice.random())
            tip = px + radius * dice.uniform(-0.06, 0.06), py - radius * dice.uniform(0.05, 0.13)
            pygame.draw.line(stage.props, blade, (px, py), tip, max(1, round(radius * 0.02)))
        else:
            size = radius * 0.035
            shade = mix(colours.open_lo, BLACK, 0.2)
            pygame.draw.circle(stage.props, shade, (px + size / 2, py + size / 2), size)
            pygame.draw.circle(stage.props, mix(colours.open_hi, WHITE, 0.12), (px, py), size)


def paint_wall(stage: SceneryStage, joined: frozenset[int], height: float) -> None:
    """Draw a wall *height* radii high; *joined* are the edges to neighbouring walls."""
    radius, colours, props = stage.radius, stage.colours, stage.props
    x, y = stage.middle
    lift = radius * height
    foot = geometry.corners(stage.middle, radius * 1.01)
    top = geometry.corners((x, y - lift), radius * 1.01)
    for share in (0, 0.35, 0.7, 1):
        shape = [(px + lift * 1.15 * share, py + lift * 0.55 * share) for px, py in foot]
        pygame.draw.polygon(stage.shadow, (0, 0, 0, _SHADOW), shape)
    for edge, dark in enumerate(_FACE_LIGHT):
        if edge not in joined:
            _paint_face(stage, (top[edge], top[edge + 1], foot[edge + 1], foot[edge]), dark)
    pygame.draw.polygon(
        props, mix(colours.wall_top, colours.wall_side, stage.dice.random() * 0.18), top
    )
    _paint_weather(stage, (x, y - lift))
    thick = max(1, round(radius * 0.09))
    for edge in range(6):
        start, end = top[edge], top[(edge + 1) % 6]
        if edge in joined:
            seam = mix(colours.wall_top, BLACK, 0.22)
            pygame.draw.line(props, seam, start, end, max(1, thick // 2))
        else:
            lit = edge in (2, 3, 4)
            bevel = colours.wall_hi if lit else mix(colours.wall_hi, colours.wall_top, 0.35)
            pygame.draw.line(props, bevel, start, end, thick)
            pygame.draw.circle(props, bevel, start, thick / 2)
            pygame.draw.circle(props, bevel, end, thick / 2)


def _paint_face(stage: SceneryStage, face: tuple[tuple[float, float], ...], dark: float) -> None:
    colours = stage.colours
    colour = mix(colours.wall_side, colours.wall_dark, dark)
    pygame.draw.polygon(stage.props, colour, face)
    upper_left, upper_right, lower_right, lower_left = face
    for course in (0.36, 0.7):
        pygame.draw.line(
            stage.props,
            mix(colour, BLACK, 0.3),
            geometry.between(upper_left, lower_left, course),
            geometry.between(upper_right, lower_right, course),
            max(1, round(stage.radius * 0.04)),
        )


def _paint_weather(stage: SceneryStage, middle: tuple[float, float]) -> None:
    """Draw speckles and cracks on the top of a wall."""
    dice, radius, colours, (x, y) = stage.dice, stage.radius, stage.colours, middle
    for _ in range(12):
        spot = x + dice.uniform(-0.6, 0.6) * radius, y + dice.uniform(-0.55, 0.55) * radius
        speck = mix(colours.wall_top, dice.choice((WHITE, BLACK)), 0.14)
        pygame.draw.circle(stage.props, speck, spot, radius * dice.uniform(0.02, 0.09))
    if dice.random() < 0.5:
        dx, dy = dice.uniform(-0.3, 0.3), dice.uniform(-0.2, 0.3)
        crack = [(-0.35, -0.25), (-0.1, -0.1), (0.02, 0.12), (0.3, 0.2)]
        points = [(x + (dx + cx) * radius, y + (dy + cy) * radius) for cx, cy in crack]
        width = max(1, round(radius * 0.05))
        pygame.draw.lines(stage.props, mix(colours.wall_top, BLACK, 0.34), False, points, width)
