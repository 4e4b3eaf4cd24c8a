"""Rendering of the ground of a whole board at small scale: colours, soft patches and noise."""

from __future__ import annotations

import math
import random
import zlib
from typing import TYPE_CHECKING, Final

import pygame

from client.draw import geometry
from client.draw.ui.theme import BLACK, Rgb, mix

if TYPE_CHECKING:
    from client.draw.geometry import Hex
    from client.draw.ui.theme import Colours, Theme

OPEN, WALL, COVER, ROUGH = ".#%~"
UNIT: Final = 6
"""Hex radius in the small image, in pixels."""
TILE: Final = 5
"""Width and height of a tile, in radii."""
BORDER: Final = 2
"""Width of the ground around the board, in radii."""
BLEED: Final = 1
"""Overlap of a tile with its neighbours, in radii, so that scaling leaves no seam."""
_GRAIN_SIZE: Final = 256
_SHADE: Final = 64
"""Maximum darkening of the ground by noise, of 255."""


def decoration(at: Hex) -> int:
    """Return a hash of a hex for its decoration: always the same, independent of the dice."""
    return zlib.crc32(f"{at[0]},{at[1]}".encode())


def tile_count(columns: int, rows: int) -> tuple[int, int]:
    """Return the number of tiles that cover a board and its border, across and down."""
    width, height = geometry.board_size(columns, rows)
    return math.ceil((width + 2 * BORDER) / TILE), math.ceil((height + 2 * BORDER) / TILE)


def split_cover(terrain: tuple[str, ...]) -> frozenset[Hex]:
    """Return the hexes of cover that are woods (the others are ruins), decided patch by patch."""
    left = {
        (column, row)
        for row, line in enumerate(terrain)
        for column, code in enumerate(line)
        if code == COVER
    }
    woods: set[Hex] = set()
    while left:
        patch: set[Hex] = set()
        edge = [min(left)]
        wooded = decoration(edge[0]) % 9 < 5
        while edge:
            at = edge.pop()
            if at in left:
                left.remove(at)
                patch.add(at)
                edge += [geometry.across(at, side) for side in range(6)]
        if wooded:
            woods |= patch
    return frozenset(woods)


def noise(size: tuple[int, int], cells: tuple[int, ...], low: int, high: int) -> pygame.Surface:
    """Return smooth grey noise of brightness *low* to *high*; *cells* are grain sizes in pixels."""
    dice = random.Random(f"{size}{cells}")
    steps = bytes(low + (high - low) * i // 255 for i in range(256))
    layered = pygame.Surface(size, 0, 32)
    for octave, cell in enumerate(cells):
        small = max(2, size[0] // cell), max(2, size[1] // cell)
        grey = pygame.image.frombytes(
            dice.randbytes(small[0] * small[1]).translate(steps), small, "P"
        )
        grey.set_palette([(i, i, i) for i in range(256)])
        colour = pygame.Surface(small, 0, 32)
        colour.blit(grey, (0, 0))
        scaled = pygame.transform.smoothscale(colour, size)
        scaled.set_alpha(255 // (octave + 1))
        layered.blit(scaled, (0, 0))
    return layered


def grain(strength: float) -> tuple[pygame.Surface, pygame.Surface]:
    """Return the two fine textures laid over the ground: one that darkens, one that lightens."""
    size = _GRAIN_SIZE, _GRAIN_SIZE
    darken = noise(size, (6, 3), 255 - round(22 * strength), 255)
    return darken, noise(size, (4, 2), 0, round(16 * strength))


def void(theme: Theme, texture: tuple[pygame.Surface, pygame.Surface]) -> pygame.Surface:
    """Return the darkness around the board, as a repeatable square matching the ground's edge."""
    surface = pygame.Surface((_GRAIN_SIZE, _GRAIN_SIZE), 0, 32)
    shade = 255 - round(_SHADE * theme.opacity.grain / 2)
    surface.fill(theme.colours.ink900)
    surface.fill((shade, shade, shade), special_flags=pygame.BLEND_RGB_MULT)
    surface.blit(texture[0], (0, 0), special_flags=pygame.BLEND_RGB_MULT)
    surface.blit(texture[1], (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return surface


def paint_ground(terrain: tuple[str, ...], woods: frozenset[Hex], theme: Theme) -> pygame.Surface:
    """Draw the board's ground at `UNIT` pixels per radius, with its border and bleed."""
    across, down = tile_count(len(terrain[0]), len(terrain))
    bleed = 2 * BLEED * UNIT
    size = across * TILE * UNIT + bleed, down * TILE * UNIT + bleed
    surface = pygame.Surface(size, 0, 32)
    surface.fill(theme.colours.ink900)
    _paint_hexes(surface, terrain, theme.colours)
    surface = pygame.transform.box_blur(surface, 1)
    _paint_patches(surface, terrain, woods, theme.colours)
    strength = theme.opacity.grain
    dark = noise(size, (60, 24, 10), 255 - round(_SHADE * strength), 255)
    surface.blit(dark, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
    warm = noise(size, (110, 70), 0, 255)
    warm.fill(theme.colours.warm, special_flags=pygame.BLEND_RGB_MULT)
    warm.blit(_mask(size, terrain), (0, 0), special_flags=pygame.BLEND_RGB_MULT)
    surface.blit(warm, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return surface


def _shape(at: Hex, share: float) -> list[tuple[float, float]]:
    x, y = geometry.centre(at)
    shift = BORDER + BLEED
    return geometry.corners(((x + shift) * UNIT, (y + shift) * UNIT), share * UNIT)


def _mask(size: tuple[int, int], terrain: tuple[str, ...]) -> pygame.Surface:
    """Draw the board in white on black, with soft edges."""
    mask = pygame.Surface(size, 0, 32)
    for row, line in enumerate(terrain):
        for column in range(len(line)):
            pygame.draw.polygon(mask, (255, 255, 255), _shape((column, row), 1.2))
    return pygame.transform.box_blur(mask, 3)


def _paint_hexes(surface: pygame.Surface, terrain: tuple[str, ...], colours: Colours) -> None:
    """Draw the shore around the board, then every hex in its own shade of open ground."""
    hexes = [(column, row) for row, line in enumerate(terrain) for column in range(len(line))]
    shore = pygame.Surface(surface.get_size(), 0, 32)
    shore.fill(colours.ink900)
    for at in hexes:
        pygame.draw.polygon(shore, mix(colours.open_lo, colours.ink900, 0.5), _shape(at, 1.9))
    surface.blit(pygame.transform.box_blur(shore, 4), (0, 0))
    for at in hexes:
        shade = mix(colours.open_lo, colours.open_hi, 0.2 + decoration(at) % 64 / 116)
        pygame.draw.polygon(surface, mix(shade, colours.open, 0.45), _shape(at, 1.02))


def _paint_patches(
    surface: pygame.Surface, terrain: tuple[str, ...], woods: frozenset[Hex], colours: Colours
) -> None:
    """Draw the soft-edged patches under rough ground, woods and ruins."""
    patches = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    for row, line in enumerate(terrain):
        for column, code in enumerate(line):
            if code in (ROUGH, COVER):
                at = column, row
                under = colours.cover if at in woods else colours.ruin_ground
                _paint_patch(patches, at, colours.rough if code == ROUGH else under)
    surface.blit(pygame.transform.box_blur(patches, 1), (0, 0))


def _paint_patch(patches: pygame.Surface, at: Hex, base: Rgb) -> None:
    dice = random.Random(decoration(at))
    x, y = geometry.centre(at)
    shift = BORDER + BLEED
    for _ in range(9):
        angle, reach = dice.random() * math.tau, 0.15 + 0.62 * dice.random()
        spot = (
            (x + shift + reach * math.cos(angle)) * UNIT,
            (y + shift + reach * math.sin(angle)) * UNIT,
        )
        shade = mix(base, BLACK, dice.random() * 0.1)
        pygame.draw.circle(patches, shade, spot, UNIT * (0.26 + 0.16 * dice.random()))
    pygame.draw.polygon(patches, base, _shape(at, 0.93))
