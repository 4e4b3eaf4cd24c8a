"""Drawing of what has happened: ways that were gone, attacks, losses, and words about them."""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pygame

from client.draw import geometry
from client.draw.board import routes
from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from client.draw.board.camera import Camera, Pixel
    from client.draw.board.picture import LossPicture, ShotPicture, WayPicture
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb

_WAY: Final = 0.15
"""Width of a way, in radii."""
_SHOT: Final = 0.1
"""Width of the line of an attack, in radii."""
_HEAD: Final = 0.45
"""Length of an arrow's head, in radii."""
_ROOM: Final = 0.7
"""Distance that an arrow keeps from the centre of the hex that it ends in, in radii."""
_BELOW: Final = 0.5
"""Distance of a figure below the centre of its hex, in radii."""
_SKULL: Final = 1.1
"""Height of the mark of a destroyed unit, in radii."""
_NARROW: Final = 700
"""Width of the view below which the words are smaller, in points."""
_EDGE: Final = 10
"""Distance of the words from the edge of the view, in points."""


@contextmanager
def _layer(
    surface: pygame.Surface, points: Sequence[Pixel], opacity: float, margin: float
) -> Iterator[tuple[pygame.Surface, list[Pixel]] | None]:
    """Yield a surface to draw something with *points* on, and the points on it.

    It is laid over *surface* at an opacity. Yields None if nothing of it is in sight.
    """
    x, y = min(one[0] for one in points), min(one[1] for one in points)
    right, bottom = max(one[0] for one in points), max(one[1] for one in points)
    room = pygame.Rect(x, y, right - x, bottom - y).inflate(2 * margin, 2 * margin)
    room = room.clip(surface.get_clip())
    if not room.w or not room.h:
        yield None
    elif opacity >= 1:
        yield surface, list(points)
    else:
        veil = pygame.Surface(room.size, pygame.SRCALPHA)
        yield veil, [(one[0] - room.x, one[1] - room.y) for one in points]
        veil.set_alpha(round(255 * opacity))
        surface.blit(veil, room)


def draw_ways(
    surface: pygame.Surface, style: Style, camera: Camera, ways: Iterable[WayPicture]
) -> None:
    """Draw the ways that units have gone, with an arrow at the end, below the units."""
    width = max(2, round(camera.radius * _WAY))
    for way in ways:
        centres = [camera.centre(at) for at in way.hexes]
        tone = mix(style.colours.team(way.team).light, style.colours.white, 0.35)
        with _layer(surface, centres, way.opacity, camera.radius) as layer:
            if layer is None:
                continue
            target, points = layer
            points[-1] = _short_of(points[-2], points[-1], camera.radius * _ROOM)
            for colour, more in ((style.colours.shade, 4), (tone, 0)):
                pygame.draw.lines(target, colour, False, points, width + more)
                for point in points[:-1]:
                    pygame.draw.circle(target, colour, point, 0.9 * width + more / 2)
                _draw_head(target, colour, points[-2:], camera.radius, more)


def _short_of(start: Pixel, end: Pixel, room: float) -> Pixel:
    """Return the pixel *room* before the end of a line, which leaves at least a half of it."""
    share = room / max(1.0, math.dist(start, end))
    return geometry.between(start, end, max(0.5, 1 - share))


def _draw_head(
    target: pygame.Surface, colour: Rgb, ends: Sequence[Pixel], radius: int, more: int
) -> None:
    """Draw the head of an arrow that ends at the second of two pixels."""
    (x, y), tip = ends
    angle = math.atan2(tip[1] - y, tip[0] - x)
    long = radius * _HEAD + more
    front = tip[0] + math.cos(angle) * long / 2, tip[1] + math.sin(angle) * long / 2
    sides = [
        (front[0] - math.cos(angle + turn) * long, front[1] - math.sin(angle + turn) * long)
        for turn in (-0.6, 0.6)
    ]
    pygame.draw.polygon(target, colour, [front, *sides])


def draw_shots(
    surface: pygame.Surface, style: Style, camera: Camera, shots: Iterable[ShotPicture]
) -> None:
    """Draw the lines of attacks, above the units; a harmless one is dashed."""
    width, room = max(2, round(camera.radius * _SHOT)), camera.radius * _ROOM
    for shot in shots:
        centres = camera.centre(shot.start), camera.centre(shot.end)
        tone = style.colours.team(shot.team).light
        with _layer(surface, centres, shot.opacity, camera.radius) as layer:
            if layer is None:
                continue
            target, (start, end) = layer
            if shot.harmless:
                routes.draw_dashes(target, style, start, end, camera.radius)
                continue
            ends = _short_of(end, start, room), _short_of(start, end, room)
            for colour, more in ((style.colours.shade, 3), (tone, 0)):
                pygame.draw.line(target, colour, *ends, width + more)
                _draw_head(target, colour, ends, camera.radius, more)


def draw_losses(
    surface: pygame.Surface, style: Style, camera: Camera, losses: Iterable[LossPicture]
) -> None:
    """Draw what units have lost, and a skull in the team's colour where one was destroyed."""
    for loss in losses:
        x, y = camera.centre(loss.at)
        tones = style.colours.team(loss.team)
        if loss.destroyed:
            side = round(camera.radius * _SKULL)
            pygame.draw.circle(surface, style.colours.shade, (x, y), side * 0.62)
            pygame.draw.circle(surface, tones.light, (x, y), side * 0.62, max(2, side // 14))
            icon = style.art.icon("skull", side, tones.light)
            surface.blit(icon, icon.get_rect(center=(round(x), round(y))))
        size = style.layout.text.body
        line = style.writer.line(loss.label, size, style.colours.bad, Face.BOLD)
        rect = line.get_rect().inflate(style.px(8), 0)
        rect.midtop = round(x), round(y + camera.radius * _BELOW)
        shapes.box(surface, style, rect, style.colours.shade, tones.light, style.px(4))
        surface.blit(line, line.get_rect(center=rect.center))


def draw_told(surface: pygame.Surface, style: Style, camera: Camera, lines: Sequence[str]) -> None:
    """Draw lines of words on a panel at the upper right of the view; the first is a heading."""
    sizes, pad = style.layout.text, style.px(style.layout.space.padding_tight)
    view, edge = camera.clear, style.px(_EDGE)
    narrow = view.w < style.px(_NARROW)
    head, body = (sizes.body, sizes.caption) if narrow else (sizes.strong, sizes.body)
    faces = [(head, Face.BOLD), *[(body, Face.REGULAR)] * (len(lines) - 1)]
    room = view.w - 2 * edge - 2 * pad
    shown = [
        style.writer.shorten(words, size, room, face)
        for words, (size, face) in zip(lines, faces, strict=True)
    ]
    wide = max(
        style.writer.width(words, size, face)
        for words, (size, face) in zip(shown, faces, strict=True)
    )
    tall = sum(style.writer.height(size, face) for size, face in faces)
    panel = pygame.Rect(0, 0, wide + 2 * pad, tall + 2 * pad)
    panel.topright = view.right - edge, view.y + edge
    panels.draw_panel(surface, style, panel)
    y = panel.y + pad
    for words, (size, face) in zip(shown, faces, strict=True):
        colour = style.colours.bone100 if face is Face.BOLD else style.colours.bone300
        style.writer.write(surface, words, (panel.x + pad, y), size, colour, face)
        y += style.writer.height(size, face)
