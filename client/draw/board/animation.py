"""Drawing of single frames of effects, which are defined in `effects`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, assert_never

import pygame

from client.draw import geometry
from client.draw.board import badges, highlights, tokens
from client.draw.board.effects import (
    AttackLine,
    Capture,
    Debris,
    Effect,
    FloatingText,
    Impact,
    OutcomeRing,
    Puff,
    RollingDie,
    ShieldRing,
    Slash,
    Tracer,
)
from client.draw.board.picture import Badge
from client.draw.ui.theme import mix

if TYPE_CHECKING:
    from client.draw.board.camera import Camera, Pixel
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb

_GOLDEN_ANGLE: Final = 2.4
"""Angle between the directions of debris, in radians, so that no two coincide."""
_FADE: Final = 0.2
"""Share of an effect without motion in which it fades in, and out."""


def ease_out(progress: float) -> float:
    """Return the eased progress: a fast start and a slow end (cubic)."""
    return float(1 - (1 - progress) ** 3)


def back_out(progress: float) -> float:
    """Return the eased progress with a small overshoot before the end."""
    late = progress - 1
    return float(1 + 2.7 * late**3 + 1.7 * late**2)


def in_and_out(progress: float) -> float:
    """Return the opacity of what fades in quickly, stays, and fades out quickly."""
    return min(1.0, progress / _FADE, (1 - progress) / _FADE)


def draw_effect(surface: pygame.Surface, style: Style, camera: Camera, effect: Effect) -> None:
    """Draw one frame of an effect."""
    match effect:
        case Tracer():
            _draw_tracer(surface, style, camera, effect)
        case Impact():
            _draw_impact(surface, style, camera, effect)
        case Puff():
            _draw_puff(surface, style, camera, effect)
        case ShieldRing():
            _draw_shield(surface, style, camera, effect)
        case FloatingText():
            _draw_float(surface, style, camera, effect)
        case Debris():
            _draw_debris(surface, style, camera, effect)
        case Capture():
            _draw_capture(surface, style, camera, effect)
        case RollingDie():
            _draw_die(surface, style, camera, effect)
        case Slash():
            _draw_slash(surface, style, camera, effect)
        case AttackLine():
            _draw_attack_line(surface, style, camera, effect)
        case OutcomeRing():
            _draw_outcome(surface, style, camera, effect)
        case _:
            assert_never(effect)


def _veil(reach: float) -> tuple[pygame.Surface, Pixel]:
    """Return a transparent square to draw translucent shapes on, and its centre."""
    half = max(2, math.ceil(reach))
    return pygame.Surface((2 * half, 2 * half), pygame.SRCALPHA), (half, half)


def _lay(surface: pygame.Surface, veil: pygame.Surface, at: Pixel) -> None:
    surface.blit(veil, veil.get_rect(center=(round(at[0]), round(at[1]))))


def _draw_tracer(surface: pygame.Surface, style: Style, camera: Camera, effect: Tracer) -> None:
    start, end = camera.pixel(effect.start), camera.pixel(effect.end)
    head = geometry.between(start, end, effect.progress)
    tail = geometry.between(start, end, max(0.0, effect.progress - 0.35))
    width = max(2, round(camera.radius * 0.12))
    pygame.draw.line(surface, style.colours.adv, tail, head, width + 3)
    pygame.draw.line(surface, style.colours.adv_edge, tail, head, width)
    pygame.draw.circle(surface, style.colours.white, head, width)


def _draw_impact(surface: pygame.Surface, style: Style, camera: Camera, effect: Impact) -> None:
    radius, fade = camera.radius, 1 - effect.progress
    veil, middle = _veil(radius * 1.5)
    reach = radius * (0.3 + 0.7 * ease_out(effect.progress))
    pygame.draw.circle(veil, style.colours.adv_edge.alpha(0.7 * fade), middle, reach)
    pygame.draw.circle(veil, style.colours.white.alpha(0.9 * fade), middle, reach * 0.6)
    for spark in range(8):
        angle = spark * _GOLDEN_ANGLE
        near, far = (
            (middle[0] + math.cos(angle) * reach * r, middle[1] + math.sin(angle) * reach * r)
            for r in (0.9, 1.3)
        )
        pygame.draw.line(veil, style.colours.adv.alpha(fade), near, far, max(2, radius // 12))
    _lay(surface, veil, camera.pixel(effect.spot))


def _draw_puff(surface: pygame.Surface, style: Style, camera: Camera, effect: Puff) -> None:
    radius, fade = camera.radius, 1 - effect.progress
    veil, (x, y) = _veil(radius * 1.6)
    dust = style.colours.bone300
    for cloud in range(5):
        angle, reach = cloud * _GOLDEN_ANGLE, radius * (0.4 + 0.5 * effect.progress)
        spot = x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.6
        size = radius * (0.16 + 0.16 * effect.progress)
        pygame.draw.circle(veil, dust.alpha(0.55 * fade), spot, size)
    at = camera.pixel(effect.spot)
    _lay(surface, veil, (at[0], at[1] + radius * 0.4))


def _draw_shield(surface: pygame.Surface, style: Style, camera: Camera, effect: ShieldRing) -> None:
    radius, fade = camera.radius, 1 - effect.progress**2
    veil, middle = _veil(radius * 1.5)
    reach = radius * (0.75 + 0.4 * ease_out(effect.progress))
    width = max(2, round(radius * 0.16 * (1 - 0.6 * effect.progress)))
    pygame.draw.circle(veil, style.colours.info.alpha(0.2 * fade), middle, reach)
    pygame.draw.circle(veil, style.colours.info.alpha(fade), middle, reach, width)
    _lay(surface, veil, camera.pixel(effect.spot))
    icon = style.art.icon("shield", round(radius * 0.8), style.colours.white)
    faded = icon.copy()
    faded.set_alpha(round(255 * fade))
    _lay(surface, faded, camera.pixel(effect.spot))


def _draw_float(
    surface: pygame.Surface, style: Style, camera: Camera, effect: FloatingText
) -> None:
    colours = style.colours
    x, y = camera.pixel(effect.spot)
    risen = 0.5 if effect.calm else ease_out(effect.progress)
    y -= camera.radius * 0.5 + style.px(24) * risen
    colour: Rgb = colours.bad if effect.bad else colours.good
    fade = min(1.0, 3 * (1 - effect.progress))
    size = style.layout.text.name
    width = style.writer.width(effect.text, size) + style.px(20)
    veil = pygame.Surface((width, style.writer.height(size) + 4), pygame.SRCALPHA)
    style.writer.write_outlined(
        veil, effect.text, veil.get_rect().center, size, (colour, colours.shade)
    )
    veil.set_alpha(round(255 * fade))
    _lay(surface, veil, (x, y))


def _draw_debris(surface: pygame.Surface, style: Style, camera: Camera, effect: Debris) -> None:
    radius, fade = camera.radius, 1 - effect.progress
    veil, (x, y) = _veil(radius * 2)
    tones = style.colours.team(effect.team)
    for piece in range(9):
        angle = piece * _GOLDEN_ANGLE
        reach = radius * (0.25 + (0.8 + 0.1 * (piece % 4)) * ease_out(effect.progress))
        spot = x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.8
        tone = (tones.base, tones.light, tones.dark)[piece % 3]
        size = radius * (0.16 - 0.02 * (piece % 3)) * (0.5 + 0.5 * fade)
        turned = angle + 4 * effect.progress
        shape = [
            (spot[0] + size * math.cos(turned + k), spot[1] + size * math.sin(turned + k))
            for k in (0, 2.2, 4.1)
        ]
        pygame.draw.polygon(veil, tone.alpha(fade), shape)
    pygame.draw.circle(veil, style.colours.shade.alpha(0.35 * fade), (x, y), radius * 0.7)
    _lay(surface, veil, camera.pixel(effect.spot))


def _draw_capture(surface: pygame.Surface, style: Style, camera: Camera, effect: Capture) -> None:
    """Draw the hexes lighting up one after another, and a bright outline sweeping around them.

    A calm one has all hexes and the whole outline from the start.
    """
    colour = style.colours.owner(effect.owner)
    reached = 1.0 if effect.calm else min(1.0, 2 * effect.progress)
    shown = max(1, round(len(effect.hexes) * reached))
    fade = in_and_out(effect.progress) if effect.calm else 1 - max(0.0, 2 * effect.progress - 1)
    stamp = highlights.hex_stamp(style, camera.radius, colour, 0.5, 0)
    stamp = stamp.copy()
    stamp.set_alpha(round(255 * fade))
    half = stamp.get_width() // 2
    for at in effect.hexes[:shown]:
        x, y = camera.centre(at)
        surface.blit(stamp, (round(x) - half, round(y) - half))
    width = 0.12 + 0.14 * (1 if effect.calm else fade)
    edges = highlights.outline(style, camera, effect.hexes, colour, round(width, 2))
    surface.fblits(edges[: max(1, round(len(edges) * reached))])


def _draw_die(surface: pygame.Surface, style: Style, camera: Camera, effect: RollingDie) -> None:
    """Draw faces changing ever slower, then the result popping up in the last quarter."""
    roll, faces = min(1.0, effect.progress / 0.72), effect.faces
    index = min(len(faces) - 1, int(ease_out(roll) * len(faces)))
    done = effect.progress >= 0.72
    grown = 1.25 - 0.25 * back_out((effect.progress - 0.72) / 0.28) if done else 0.92
    size = tokens.diameter(style, camera.radius)
    x, y = camera.pixel(effect.spot)
    bounce = 0 if done else abs(math.sin(roll * math.pi * 3)) * (1 - roll) * camera.radius * 0.6
    spot = x + size * 0.52, y + size * 0.3 - bounce
    badge = Badge(faces[index], effect.reached if done else True)
    height = badges.board_size(style, camera.radius)
    badges.draw_badge(surface, style, spot, badge, height, grown)


def _draw_slash(surface: pygame.Surface, style: Style, camera: Camera, effect: Slash) -> None:
    start, end = camera.pixel(effect.start), camera.pixel(effect.end)
    x, y = geometry.between(start, end, 0.72)
    radius, fade = camera.radius, 1 - effect.progress
    veil, middle = _veil(radius * 1.3)
    aim = math.atan2(end[1] - start[1], end[0] - start[0])
    grown = ease_out(min(1.0, 2 * effect.progress))
    for turn in (-0.7, 0.7):
        angle = aim + math.pi / 2 + turn
        dx, dy = math.cos(angle) * radius * 0.9, math.sin(angle) * radius * 0.9
        first = middle[0] - dx, middle[1] - dy
        last = middle[0] - dx + 2 * dx * grown, middle[1] - dy + 2 * dy * grown
        thick = max(2, round(radius * 0.16))
        edge = mix(style.colours.sel, style.colours.adv, 0.5)
        pygame.draw.line(veil, edge.alpha(fade), first, last, thick + 2)
        pygame.draw.line(veil, style.colours.white.alpha(fade), first, last, max(1, thick // 2))
    _lay(surface, veil, (x, y))


def _draw_attack_line(
    surface: pygame.Surface, style: Style, camera: Camera, effect: AttackLine
) -> None:
    start, end = camera.pixel(effect.start), camera.pixel(effect.end)
    width, fade = max(2, round(camera.radius * 0.12)), in_and_out(effect.progress)
    room = pygame.Rect(start, (0, 0)).union(pygame.Rect(end, (0, 0))).inflate(4 * width, 4 * width)
    room = room.clip(surface.get_clip())
    if not room.w or not room.h:
        return
    veil = pygame.Surface(room.size, pygame.SRCALPHA)
    (ax, ay), (bx, by) = start, end
    ends = (ax - room.x, ay - room.y), (bx - room.x, by - room.y)
    pygame.draw.line(veil, style.colours.adv.alpha(fade), *ends, width + 3)
    pygame.draw.line(veil, style.colours.adv_edge.alpha(fade), *ends, width)
    surface.blit(veil, room)


def _draw_outcome(
    surface: pygame.Surface, style: Style, camera: Camera, effect: OutcomeRing
) -> None:
    colour = style.colours.bad if effect.bad else style.colours.info
    radius, fade = camera.radius, in_and_out(effect.progress)
    veil, middle = _veil(radius * 1.2)
    width = max(2, round(radius * 0.12))
    pygame.draw.circle(veil, colour.alpha(fade), middle, radius, width)
    _lay(surface, veil, camera.pixel(effect.spot))
