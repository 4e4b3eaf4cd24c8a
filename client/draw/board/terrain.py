"""Composition of the terrain: images of hexes on tiles of three layers, cached by zoom."""

from __future__ import annotations

import collections
import random
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw import geometry
from client.draw.board import camera as cameras
from client.draw.board import ground, scenery
from client.draw.board.scenery import SceneryStage
from client.draw.ui.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from client.draw.board.camera import Camera
    from client.draw.geometry import Hex

_VARIANTS: Final = 8
"""Number of variants of woods, ruins, stones and tufts."""
_BUDGET: Final = 10_000_000
"""Maximum number of pixels of all layers that stay cached while out of sight."""
_BOOK_BUDGET: Final = 3_000_000
"""Maximum number of pixels of the images of hexes that stay cached for other zoom levels."""


class Sprite(NamedTuple):
    """The image of one hex and the shadow it casts, both around the hex's centre."""

    props: pygame.Surface
    shadow: pygame.Surface | None


class Tile(NamedTuple):
    """A rendered piece of the board; the upper layers are None if they would be empty."""

    ground: pygame.Surface
    props: pygame.Surface | None
    walls: pygame.Surface | None


class Placed(NamedTuple):
    """A tile and its position in the window."""

    tile: Tile
    at: tuple[int, int]


class SpriteBook:
    """A cache of the images of hexes at one radius."""

    def __init__(self, style: Style, radius: int) -> None:
        """Create the cache for a style and a hex radius in pixels."""
        self._style = style
        self.radius = radius
        self._times = 3 if radius < 32 else 2
        self.half = round(radius * scenery.REACH)
        self._sprites: dict[tuple[str, int, frozenset[int]], Sprite] = {}

    @property
    def pixels(self) -> int:
        """Return how many pixels the images have, with their shadows."""
        return 2 * len(self._sprites) * (2 * self.half) ** 2

    def sprite(self, kind: str, number: int, joined: frozenset[int] = frozenset()) -> Sprite:
        """Return the image of a kind of scenery; *number* selects the variant."""
        key = kind, number % _VARIANTS, joined
        if key not in self._sprites:
            self._sprites[key] = self._paint(*key)
        return self._sprites[key]

    def _paint(self, kind: str, variant: int, joined: frozenset[int]) -> Sprite:
        if kind == "grid":
            return Sprite(self._grid(), None)
        times, size = self._times, 2 * self.half
        big = size * times, size * times
        props, shadow = (pygame.Surface(big, pygame.SRCALPHA) for _ in range(2))
        middle = self.half * times, self.half * times
        dice = random.Random(f"{kind}{variant}")
        stage = SceneryStage(props, shadow, middle, self.radius * times, self._style.colours, dice)
        if kind == "wall":
            scenery.paint_wall(stage, joined, self._style.layout.hex.wall_height)
        else:
            _PAINTERS[kind](stage)
        small = pygame.transform.smoothscale(props, (size, size)).convert_alpha()
        if kind == "tufts":
            return Sprite(small, None)
        cast = pygame.transform.smoothscale(shadow, (size, size))
        soft = pygame.transform.box_blur(cast, max(1, self.radius // 12))
        return Sprite(small, soft.convert_alpha())

    def _grid(self) -> pygame.Surface:
        """Draw a hex's outline, with a faint light below the upper edges."""
        times, size = self._times, 2 * self.half
        lines = pygame.Surface((size * times, size * times), pygame.SRCALPHA)
        middle = self.half * times, self.half * times
        shape = geometry.corners(middle, self.radius * times)
        glint = [(x, y + times) for x, y in shape[3:6]]
        pygame.draw.lines(lines, (255, 250, 225, 24), False, glint, times)
        pygame.draw.polygon(lines, self._style.colours.grid.alpha(0.42), shape, times)
        return pygame.transform.smoothscale(lines, (size, size)).convert_alpha()


_PAINTERS: Final[dict[str, Callable[[SceneryStage], None]]] = {
    "woods": scenery.paint_woods,
    "ruins": scenery.paint_ruins,
    "stones": scenery.paint_stones,
    "tufts": scenery.paint_tufts,
}


class TerrainView:
    """The terrain of one board in one style, rendered tile by tile as tiles come into sight."""

    def __init__(self, style: Style, terrain: tuple[str, ...]) -> None:
        """Create the view of a board's rows of terrain; this renders the small ground."""
        self._style = style
        self._terrain = terrain
        self._columns, self._rows = len(terrain[0]), len(terrain)
        self._woods = ground.split_cover(terrain)
        self._small = ground.paint_ground(terrain, self._woods, style.theme)
        self._grain = ground.grain(style.opacity.grain)
        self.void = ground.void(style.theme, self._grain)
        """The surroundings of the board, a square to repeat."""
        self._books: collections.OrderedDict[int, SpriteBook] = collections.OrderedDict()
        self._tiles: collections.OrderedDict[tuple[int, int, int], Tile] = collections.OrderedDict()

    def placed(self, camera: Camera, allowed: Callable[[], bool]) -> Iterator[Placed | None]:
        """Yield the tiles in sight, rendering while *allowed* returns True; None for one left
        out.
        """
        self._forget(camera)
        for place in self._in_sight(camera):
            key = camera.radius, *place
            if key not in self._tiles and allowed():
                self._tiles[key] = self._paint(camera.radius, place)
            if key in self._tiles:
                self._tiles.move_to_end(key)
                yield Placed(self._tiles[key], self._corner(camera, place))
            else:
                yield None

    def kind(self, at: Hex) -> str:
        """Return the scenery of a hex: woods, ruins, stones, wall, or "" for open ground."""
        column, row = at
        if not (0 <= column < self._columns and 0 <= row < self._rows):
            return ""
        match self._terrain[row][column]:
            case ground.WALL:
                return "wall"
            case ground.ROUGH:
                return "stones"
            case ground.COVER:
                return "woods" if at in self._woods else "ruins"
            case _:
                return ""

    def rough_view(self, camera: Camera, surface: pygame.Surface) -> None:
        """Draw the small ground scaled up, until the tiles have been rendered."""
        scale = camera.radius / ground.UNIT
        edge = (ground.BORDER + ground.BLEED) * ground.UNIT
        rect = camera.rect
        left, top = (rect.x - camera.left) / scale + edge, (rect.y - camera.top) / scale + edge
        part = pygame.Rect(left, top, rect.w / scale + 1, rect.h / scale + 1)
        inside = part.clip(self._small.get_rect())
        if not inside.w or not inside.h:
            return
        size = round(inside.w * scale), round(inside.h * scale)
        at = (
            camera.left + (inside.x - edge) * scale,
            camera.top + (inside.y - edge) * scale,
        )
        surface.blit(pygame.transform.scale(self._small.subsurface(inside), size), at)

    def _corner(self, camera: Camera, place: tuple[int, int]) -> tuple[int, int]:
        """Return the pixel of a tile's top left corner."""
        step, border = ground.TILE * camera.radius, ground.BORDER * camera.radius
        return camera.left - border + place[0] * step, camera.top - border + place[1] * step

    def _in_sight(self, camera: Camera) -> Iterator[tuple[int, int]]:
        across, down = ground.tile_count(self._columns, self._rows)
        size = ground.TILE * camera.radius
        for y in range(down):
            for x in range(across):
                rect = pygame.Rect(self._corner(camera, (x, y)), (size, size))
                if rect.colliderect(camera.rect):
                    yield x, y

    def _forget(self, camera: Camera) -> None:
        """Drop the tiles longest out of sight, and images of other zoom levels, above a limit."""
        sight = {(camera.radius, *place) for place in self._in_sight(camera)}
        pixels = sum(3 * (ground.TILE * key[0]) ** 2 for key in self._tiles if key not in sight)
        for key in [key for key in self._tiles if key not in sight]:
            if pixels <= _BUDGET:
                break
            pixels -= 3 * (ground.TILE * key[0]) ** 2
            del self._tiles[key]
        self._forget_books(camera.radius)

    def _forget_books(self, radius: int) -> None:
        """Drop the images of the zoom levels longest out of use, above a limit."""
        others = [book for book in self._books.values() if book.radius != radius]
        pixels = sum(book.pixels for book in others)
        for book in others:
            if pixels <= _BOOK_BUDGET:
                break
            pixels -= book.pixels
            del self._books[book.radius]

    def _paint(self, radius: int, place: tuple[int, int]) -> Tile:
        if radius not in self._books:
            self._books[radius] = SpriteBook(self._style, radius)
        self._books.move_to_end(radius)
        book = self._books[radius]
        left, top = (step * ground.TILE - ground.BORDER for step in place)
        hexes = list(
            cameras.hexes_within(
                self._columns,
                self._rows,
                (left - 1, top - 1),
                (left + ground.TILE + 1, top + ground.TILE + 1),
            )
        )
        corner = round(left * radius), round(top * radius)
        bottom = self._ground(radius, place)
        self._cover(bottom, book, hexes, corner)
        stones = [at for at in hexes if self.kind(at) not in {"", "wall"}]
        walls = [at for at in hexes if self.kind(at) == "wall"]
        return Tile(
            bottom,
            self._layer(book, stones, corner) if stones else None,
            self._layer(book, walls, corner) if walls else None,
        )

    def _ground(self, radius: int, place: tuple[int, int]) -> pygame.Surface:
        """Return a tile's piece of the small ground, scaled up, with the grain over it."""
        step, bleed = ground.TILE * ground.UNIT, ground.BLEED * ground.UNIT
        piece = pygame.Rect(place[0] * step, place[1] * step, step + 2 * bleed, step + 2 * bleed)
        # Scaling lets the first and the last pixels meet: so many make a radius equal everywhere.
        whole = round((piece.w - 1) * radius / ground.UNIT) + 1
        scaled = pygame.transform.smoothscale(self._small.subsurface(piece), (whole, whole))
        size = ground.TILE * radius
        surface = pygame.Surface((size, size)).convert()
        edge = ground.BLEED * radius
        surface.blit(scaled, (0, 0), (edge, edge, size, size))
        darken, lighten = self._grain
        width = darken.get_width()
        spots = [(x, y) for x in range(0, size, width) for y in range(0, size, width)]
        surface.fblits([(darken, spot) for spot in spots], pygame.BLEND_RGB_MULT)
        surface.fblits([(lighten, spot) for spot in spots], pygame.BLEND_RGB_ADD)
        return surface

    def _cover(
        self,
        surface: pygame.Surface,
        book: SpriteBook,
        hexes: list[Hex],
        corner: tuple[int, int],
    ) -> None:
        """Draw tufts, the grid and all shadows on a tile's ground."""
        shadows = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
        flat, cast = [], []
        for at in hexes:
            spot = self._spot(book, at, corner)
            number = ground.decoration(at)
            flat += [
                (book.sprite("tufts", number).props, spot),
                (book.sprite("grid", 0).props, spot),
            ]
            shadow = self._sprite(book, at).shadow if self.kind(at) else None
            if shadow is not None:
                cast.append((shadow, spot))
        surface.fblits(flat)
        if cast:
            shadows.fblits(cast, pygame.BLEND_RGBA_MAX)
            surface.blit(shadows, (0, 0))

    def _layer(self, book: SpriteBook, hexes: list[Hex], corner: tuple[int, int]) -> pygame.Surface:
        size = ground.TILE * book.radius
        surface = pygame.Surface((size, size), pygame.SRCALPHA).convert_alpha()
        surface.fblits(
            [(self._sprite(book, at).props, self._spot(book, at, corner)) for at in hexes]
        )
        return surface

    def _sprite(self, book: SpriteBook, at: Hex) -> Sprite:
        kind = self.kind(at)
        joined = frozenset[int]()
        if kind == "wall":
            joined = frozenset(
                edge for edge in range(6) if self.kind(geometry.across(at, edge)) == "wall"
            )
        return book.sprite(kind, ground.decoration(at), joined)

    @staticmethod
    def _spot(book: SpriteBook, at: Hex, corner: tuple[int, int]) -> tuple[int, int]:
        x, y = geometry.centre(at)
        return (
            round(x * book.radius) - book.half - corner[0],
            round(y * book.radius) - book.half - corner[1],
        )
