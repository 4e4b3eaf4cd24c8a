"""Drawing of units: a token of two shapes, its bar of hit points, and the marks around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw import geometry
from client.draw.board import badges
from client.draw.board.picture import Aim, Mark, OddsLabel, UnitPicture
from client.draw.ui import artwork, shapes
from client.draw.ui.style import Style, supersampled
from client.draw.ui.theme import BLACK, WHITE, Rgb, Team, TeamColours, mix
from client.draw.ui.writer import Face

if TYPE_CHECKING:
    from client.draw.board.camera import Camera, Pixel

_PAD: Final = 0.2
"""Room for the shadow around a token, as a fraction of its diameter."""
_ASH: Final = Rgb(90, 90, 88)
_ASH_LIGHT: Final = Rgb(138, 138, 136)
_FULL, _HALF = 2 / 3, 1 / 3
"""Above the first share a bar is green, above the second amber, below that red."""
_LIFT: Final = 0.68
"""Distance of the lower edge of a label above the middle of a token, in diameters."""
_CROWDED_LIFT: Final = 0.12
_PALE: Final = 480
"""A side whose red, green and blue add up to more is drawn as light, with a weaker gradient."""


def _shape(team: Team, radius: float, paint: str) -> str:
    """Return the SVG outline of a side's token in a box of 100: a disc, or an upright hexagon."""
    if team is Team.ONE:
        return f'<circle cx="50" cy="50" r="{radius}" {paint}/>'
    tall, wide, flank = radius * 1.06, radius * 0.92, radius * 0.55
    points = (
        (50, 50 - tall),
        (50 + wide, 50 - flank),
        (50 + wide, 50 + flank),
        (50, 50 + tall),
        (50 - wide, 50 + flank),
        (50 - wide, 50 - flank),
    )
    path = " L".join(f"{x} {y}" for x, y in points)
    return f'<path d="M{path} Z" stroke-linejoin="round" {paint}/>'


def _faded(colours: TeamColours) -> TeamColours:
    """Return a side's colours greyed out, for units that are done."""
    base, dark, light = (
        mix(tone, _ASH, 0.55) for tone in (colours.base, colours.dark, colours.light)
    )
    return TeamColours(base, dark, light, mix(colours.glyph, _ASH_LIGHT, 0.35))


def plate(style: Style, team: Team, diameter: int, *, done: bool = False) -> pygame.Surface:
    """Return a side's empty token; small ones are also drawn before names."""
    tones = style.colours.team(team)
    if done:
        tones = _faded(tones)
    depth = 0.55 if sum(tones.base) < _PALE else 0.12
    markup = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
        '<defs><linearGradient id="g" x1="0%" y1="0%" x2="0%" y2="100%">'
        f'<stop offset="0" stop-color="{mix(tones.base, WHITE, 0.14).code}"/>'
        f'<stop offset="1" stop-color="{mix(tones.base, tones.dark, depth).code}"/>'
        "</linearGradient></defs>"
        + _shape(team, 45, f'fill="{tones.dark.code}"')
        + _shape(team, 42.5, f'fill="{tones.light.code}"')
        + _shape(team, 38.6, 'fill="url(#g)"')
        + "</svg>"
    )
    return style.art.svg(markup, diameter, diameter)


def _letters(code: str) -> str:
    """Return the two letters of a code that a token without an image shows."""
    words = code.split("_")
    return (words[0][:2] if len(words) == 1 else words[0][:1] + words[1][:1]).upper()


def face(
    style: Style, team: Team, code: str, diameter: int, *, done: bool = False
) -> pygame.Surface:
    """Return a token with its silhouette, mirrored for TWO; without an image, with its letters."""
    key = "face", style.theme_name, team, code, diameter, done
    return style.art.once(key, lambda: _paint_face(style, team, code, diameter, done=done))


def _paint_face(
    style: Style, team: Team, code: str, diameter: int, *, done: bool
) -> pygame.Surface:
    tones = style.colours.team(team)
    cut = mix(tones.base, tones.dark, 0.3 if sum(tones.base) < _PALE else 0.0)
    if done:
        tones, cut = _faded(tones), mix(cut, _ASH, 0.5)
    token = plate(style, team, diameter, done=done).copy()
    if artwork.silhouette(code) is not None:
        size = round(diameter * style.layout.token.figure)
        figure = style.art.figure(code, size, tones.glyph, cut, mirrored=team is Team.TWO)
        token.blit(figure, figure.get_rect(center=(diameter // 2, diameter // 2)))
    else:
        points = diameter * 0.40 / style.scale
        line = style.writer.line(_letters(code), points, tones.glyph, Face.BOLD)
        token.blit(line, line.get_rect(center=(diameter // 2, diameter // 2)))
    return token


def token(
    style: Style, team: Team, code: str, diameter: int, *, done: bool = False
) -> pygame.Surface:
    """Return a token with its soft shadow; the surface is larger than the token by the shadow."""
    key = "token", style.theme_name, team, code, diameter, done
    return style.art.once(key, lambda: _paint_token(style, team, code, diameter, done=done))


def _paint_token(
    style: Style, team: Team, code: str, diameter: int, *, done: bool
) -> pygame.Surface:
    pad = round(diameter * _PAD)
    size = diameter + 2 * pad
    shade = pygame.Surface((size, size), pygame.SRCALPHA)
    rect = pygame.Rect(pad + 1, round(pad + diameter * 0.34), diameter - 2, round(diameter * 0.74))
    pygame.draw.ellipse(shade, (0, 0, 0, 165), rect)
    shade = pygame.transform.box_blur(shade, max(1, diameter // 12))
    shade.blit(face(style, team, code, diameter, done=done), (pad, pad))
    return shade.convert_alpha()


def diameter(style: Style, radius: int) -> int:
    """Return the diameter of a token on hexes of a radius, in pixels."""
    sizes = style.layout.token
    return max(sizes.smallest, round(radius * sizes.size))


def middle(style: Style, camera: Camera, unit: UnitPicture) -> Pixel:
    """Return the centre of a unit's token in the window."""
    x, y = camera.pixel(unit.spot)
    return x, y - camera.radius * style.layout.token.lift


def draw_unit(
    surface: pygame.Surface, style: Style, camera: Camera, unit: UnitPicture, swing: float
) -> None:
    """Draw a unit with all its marks; *swing* is the state of blinking bars, from 0 to 1."""
    at = middle(style, camera, unit)
    size = round(diameter(style, camera.radius) * unit.size)
    if unit.selected:
        _draw_selection(surface, style, camera, unit)
    picture = token(style, unit.team, unit.code, max(4, size), done=unit.mark is Mark.DONE)
    place = picture.get_rect(center=(round(at[0]), round(at[1])))
    if unit.opacity < 1 or unit.flash > 0:
        picture = _tinted(picture, unit)
    surface.blit(picture, place)
    if unit.opacity < 1:
        return
    if camera.radius >= style.layout.token.bar_from:
        draw_hit_points(surface, style, at, size, unit, swing)
    if unit.mark is Mark.DONE:
        draw_check(surface, style, at, size)
    elif unit.mark is Mark.READY:
        draw_pointer(surface, style, at, size)


def _tinted(picture: pygame.Surface, unit: UnitPicture) -> pygame.Surface:
    changed = picture.copy()
    if unit.flash > 0:
        light = round(255 * unit.flash)
        changed.fill((light, light, light, 0), special_flags=pygame.BLEND_RGBA_ADD)
    changed.set_alpha(round(255 * unit.opacity))
    return changed


def hit_point_colour(style: Style, share: float) -> Rgb:
    """Return the colour of a bar that is filled to *share*."""
    colours = style.colours
    if share > _FULL:
        return colours.hp_good
    return colours.hp_warn if share > _HALF else colours.hp_bad


def draw_hit_points(
    surface: pygame.Surface,
    style: Style,
    at: Pixel,
    size: int,
    unit: UnitPicture,
    swing: float,
) -> None:
    """Draw the bar below a token *size* pixels wide, divided into cells if they are few enough.

    The expected loss is white, and fades in and out with *swing*.
    """
    sizes, colours = style.layout.token, style.colours
    width, height = max(8, round(size * sizes.bar_width)), max(3, round(size * 0.15))
    left, top = round(at[0] - width / 2), round(at[1] + size / 2 - height / 2)
    frame = pygame.Rect(left - 1, top - 1, width + 2, height + 2)
    pygame.draw.rect(surface, colours.shade, frame, border_radius=height // 2)
    inner = pygame.Rect(left, top, width, height)
    pygame.draw.rect(surface, colours.hp_back, inner, border_radius=height // 3)
    after = max(0.0, unit.hp - unit.expected)
    shown = unit.hp + (after - unit.hp) * swing
    parts = ((shown, colours.white), (after, None)) if unit.expected > 0 else ((unit.hp, None),)
    for value, colour in parts:
        length = round(width * value / unit.hp_max)
        if length > 0:
            fill = pygame.Rect(left, top, length, height)
            tone = colour or hit_point_colour(style, unit.hp / unit.hp_max)
            pygame.draw.rect(surface, tone, fill, border_radius=height // 3)
    if unit.hp_max <= sizes.cells:
        for cell in range(1, unit.hp_max):
            x = left + round(width * cell / unit.hp_max)
            pygame.draw.line(surface, colours.shade, (x, top), (x, top + height - 1))


def draw_check(surface: pygame.Surface, style: Style, at: Pixel, size: int) -> None:
    """Draw the check mark of a unit that is done."""
    colours = style.colours
    side = max(9, round(size * 0.42))
    rect = pygame.Rect(0, 0, side, side)
    rect.center = round(at[0] + size * 0.45), round(at[1] - size * 0.32)
    shapes.box(surface, style, rect, colours.ink900, colours.bone300, side / 2)
    icon = style.art.icon("check", max(7, round(side * 0.66)), colours.bone300)
    surface.blit(icon, icon.get_rect(center=rect.center))


def draw_pointer(surface: pygame.Surface, style: Style, at: Pixel, size: int) -> None:
    """Draw the gold pointer above a unit that may act."""
    width = max(8, round(size * 0.34))
    key = "pointer", style.theme_name, width
    pointer = style.art.once(key, lambda: _paint_pointer(style, width))
    surface.blit(pointer, pointer.get_rect(midbottom=(round(at[0]), round(at[1] - size * 0.31))))


def _paint_pointer(style: Style, width: int) -> pygame.Surface:
    height = round(width * 0.8)

    def draw(large: pygame.Surface, times: int) -> None:
        w, h, edge = width * times, height * times, min(2, width // 8) * times
        pygame.draw.polygon(large, style.colours.shade, [(0, 0), (w - 1, 0), (w / 2, h - 1)])
        inner = [
            (1.8 * edge, edge / 2 + 1),
            (w - 1.8 * edge, edge / 2 + 1),
            (w / 2, h - 1.6 * edge),
        ]
        pygame.draw.polygon(large, style.colours.sel, inner)

    return supersampled((width, height), draw)


def _draw_selection(
    surface: pygame.Surface, style: Style, camera: Camera, unit: UnitPicture
) -> None:
    """Draw the gold hex and its glow under the selected unit."""
    key = "selection", style.theme_name, camera.radius
    glow = style.art.once(key, lambda: _paint_selection(style, camera.radius))
    x, y = camera.pixel(unit.spot)
    surface.blit(glow, glow.get_rect(center=(round(x), round(y))))


def _paint_selection(style: Style, radius: int) -> pygame.Surface:
    half = radius * 2
    gold = style.colours.sel
    small = pygame.Surface((32, 32), pygame.SRCALPHA)
    pygame.draw.circle(small, (*gold, 190), (16, 16), 8)
    small = pygame.transform.gaussian_blur(small, 3)
    glow = pygame.transform.smoothscale(small, (2 * half, 2 * half))

    def draw(large: pygame.Surface, times: int) -> None:
        shape = geometry.corners((half * times, half * times), radius * 0.95 * times)
        pygame.draw.polygon(large, (*gold, 80), shape)
        pygame.draw.polygon(large, gold, shape, max(2, round(radius * 0.13)) * times)

    glow.blit(supersampled((2 * half, 2 * half), draw), (0, 0))
    return glow.convert_alpha()


def draw_marks(
    surface: pygame.Surface,
    style: Style,
    camera: Camera,
    unit: UnitPicture,
    *,
    crowded: bool,
) -> None:
    """Draw the marks above all units: target brackets, the label, the badge of a roll.

    The label of a *crowded* unit, which has neighbours above it, lies on its own token and is as
    short as possible, so that it hides none of them.
    """
    at = middle(style, camera, unit)
    size = diameter(style, camera.radius)
    if unit.aim is not Aim.NONE:
        _draw_brackets(surface, style, at, size, chosen=unit.aim is Aim.CHOSEN)
    if unit.label is not None:
        lift = _CROWDED_LIFT if crowded else _LIFT
        _draw_label(surface, style, (at[0], at[1] - size * lift), unit.label, short=crowded)
    if unit.badge is not None:
        spot = at[0] + size * 0.52, at[1] + size * 0.42
        badges.draw_badge(surface, style, spot, unit.badge, badges.board_size(style, camera.radius))


def _draw_brackets(
    surface: pygame.Surface, style: Style, at: Pixel, size: int, *, chosen: bool
) -> None:
    key = "brackets", style.theme_name, size, chosen
    picture = style.art.once(key, lambda: _paint_brackets(style, size, chosen=chosen))
    surface.blit(picture, picture.get_rect(center=(round(at[0]), round(at[1] + size * 0.03))))


def _paint_brackets(style: Style, size: int, *, chosen: bool) -> pygame.Surface:
    colours = style.colours
    whole, arm = round(size * 1.26), size * 0.28
    colour = colours.sel if chosen else colours.target
    width = max(2, round(size * 0.07))

    def draw(large: pygame.Surface, times: int) -> None:
        for tone, thick in ((colours.shade, width + 2), (colour, width)):
            near, far = (width + 2) * times / 2, (whole - (width + 2) / 2) * times
            for x, dx in ((near, arm), (far, -arm)):
                for y, dy in ((near, arm), (far, -arm)):
                    points = [(x + dx * times, y), (x, y), (x, y + dy * times)]
                    pygame.draw.lines(large, tone, False, points, thick * times)
                    pygame.draw.circle(large, tone, (x, y), thick * times / 2)

    return supersampled((whole, whole), draw)


def _draw_label(
    surface: pygame.Surface, style: Style, at: Pixel, label: OddsLabel, *, short: bool
) -> None:
    """Draw the odds of a target on a dark tag: an icon, a figure, and unless *short* a note."""
    colours, size, gap = style.colours, style.layout.text.caption, style.px(4)
    side = round((1.0 if short else 1.4) * style.writer.pixels(size))
    figure = style.writer.line(label.figure, size, colours.white, Face.BOLD)
    width = side + figure.get_width() + (2 if short else 4) * gap
    note = None if short else style.writer.line(label.note, size, colours.bone300)
    if note is not None:
        width += note.get_width()
    rect = pygame.Rect(0, 0, width, figure.get_height())
    rect.midbottom = round(at[0]), round(at[1])
    shapes.box(surface, style, rect, mix(colours.shade, BLACK, 0.3), colours.bone300, style.px(4))
    icon = style.art.icon(label.icon, side, colours.white)
    x = surface.blit(icon, icon.get_rect(midleft=(rect.x + gap, rect.centery))).right + gap // 2
    x = surface.blit(figure, figure.get_rect(midleft=(x, rect.centery))).right + gap
    if note is not None:
        surface.blit(note, note.get_rect(midleft=(x, rect.centery)))
