"""Composition of a frame of the board from a `BoardPicture`, redrawing only what changed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pygame

from client.draw import geometry
from client.draw.board import (
    animation,
    highlights,
    hint_layer,
    objective_markers,
    past_layer,
    routes,
    threat_layer,
    tokens,
)
from client.draw.board.picture import UnitPicture
from client.draw.board.terrain import TerrainView
from client.draw.ui.style import Style, blink

if TYPE_CHECKING:
    from collections.abc import Collection

    from client.draw.board.camera import Camera
    from client.draw.board.highlights import Stamp
    from client.draw.board.picture import BoardPicture, ObjectivePicture, ReachPicture
    from client.draw.geometry import Hex

_PATIENCE: Final = 0.010
"""Time per frame for drawing terrain that came into sight, in seconds."""
_UPPER_EDGES: Final = (3, 4, 5)
"""The edges of a hex to the north-west, north and north-east."""
_VIGNETTE: Final = 28
"""Width of the darkened edge of the view, in points."""


class _Timer:
    """A limit of the time that a frame spends on tiles: the next one is taken to be as slow as the
    slowest so far, so that a frame seldom takes longer than the limit and a tile.
    """

    def __init__(self, patience: float) -> None:
        """Start a timer of so many seconds."""
        self._end = time.perf_counter() + patience
        self._last = time.perf_counter()
        self._slowest = 0.0

    def has_time(self) -> bool:
        """Whether one more tile may be painted; it is called after each."""
        now = time.perf_counter()
        self._slowest = max(self._slowest, now - self._last)
        self._last = now
        return now + self._slowest < self._end


def _always() -> bool:
    return True


class BoardView:
    """The view of one board after another in one style."""

    def __init__(self, style: Style) -> None:
        """Create the view for a style; a change of theme or UI scale needs a new one."""
        self._style = style
        self._terrain: tuple[tuple[str, ...], TerrainView] | None = None
        self._merged: pygame.Surface | None = None
        self._merged_key: tuple[object, ...] = ()
        self._complete = False
        self._reach_key: tuple[Camera, ReachPicture] | None = None
        self._reach_stamps: list[Stamp] = []

    def draw(
        self,
        surface: pygame.Surface,
        camera: Camera,
        picture: BoardPicture,
        now: int,
        *,
        hurried: bool = True,
    ) -> None:
        """Draw a frame into the camera's view of *surface*; *now* is the clock in milliseconds.

        A hurried frame shows plain ground where drawing would take too long, and completes it in
        the following frames; a frame that is not hurried is complete.
        """
        style = self._style
        clip = surface.get_clip()
        surface.set_clip(camera.rect.clip(clip))
        surface.blit(self._ground(camera, picture, hurried=hurried), camera.rect)
        if picture.reach is not None:
            surface.fblits(self._reach_outlines(camera, picture.reach))
        past_layer.draw_ways(surface, style, camera, picture.ways)
        routes.draw_hover(surface, style, camera, picture)
        self._draw_pieces(surface, camera, picture, now)
        surface.blit(self._vignette(camera.rect.size), camera.rect)
        self._draw_above(surface, camera, picture)
        surface.set_clip(clip)

    def _draw_above(self, surface: pygame.Surface, camera: Camera, picture: BoardPicture) -> None:
        """Draw what lies over the pieces: paths, marks, figures, effects."""
        style = self._style
        routes.draw_path(surface, style, camera, picture)
        taken = {geometry.hex_at(unit.spot) for unit in picture.units}
        for unit in picture.units:
            crowded = has_neighbours_above(geometry.hex_at(unit.spot), taken)
            tokens.draw_marks(surface, style, camera, unit, crowded=crowded)
        routes.draw_cursor(surface, style, camera, picture)
        surface.fblits(threat_layer.figures_over_units(style, camera, picture.threat, taken))
        threat_layer.draw_sources(surface, style, camera, picture.sources)
        past_layer.draw_shots(surface, style, camera, picture.shots)
        past_layer.draw_losses(surface, style, camera, picture.losses)
        if picture.told:
            past_layer.draw_told(surface, style, camera, picture.told)
        hint_layer.draw_hints(surface, style, camera, picture.hints, picture.units)
        for effect in picture.effects:
            animation.draw_effect(surface, style, camera, effect)

    def prepare(self, terrain: tuple[str, ...]) -> None:
        """Draw the ground of a board before its first frame: up to 0.2 s for a huge one."""
        self._terrain_of(terrain)

    @property
    def complete(self) -> bool:
        """Whether the last frame was complete."""
        return self._complete

    def _draw_pieces(
        self, surface: pygame.Surface, camera: Camera, picture: BoardPicture, now: int
    ) -> None:
        """Draw pylons and units from back to front."""
        style = self._style
        motion = style.motion
        swing = blink(now, motion.blink, motion.blink_hold)
        taken = {geometry.hex_at(unit.spot) for unit in picture.units}
        pieces: list[tuple[float, int, ObjectivePicture | UnitPicture]] = [
            (geometry.centre(objective_markers.stand(objective.hexes))[1], 0, objective)
            for objective in picture.objectives
        ]
        pieces += [(unit.spot[1], 1 + unit.selected, unit) for unit in picture.units]
        for _, _, piece in sorted(pieces, key=lambda piece: piece[:2]):
            if isinstance(piece, UnitPicture):
                tokens.draw_unit(surface, style, camera, piece, swing)
            else:
                occupied = objective_markers.stand(piece.hexes) in taken
                objective_markers.draw_pylon(surface, style, camera, piece, occupied=occupied)

    def _ground(self, camera: Camera, picture: BoardPicture, *, hurried: bool) -> pygame.Surface:
        """Return the merged layers of everything static."""
        key = (camera, picture.terrain, picture.objectives, picture.glows, picture.threat)
        if self._merged is None or self._merged_key != key or not self._complete:
            self._merged = self._merge(camera, picture, hurried=hurried)
            self._merged_key = key
        return self._merged

    def _reach_outlines(self, camera: Camera, reach: ReachPicture) -> list[Stamp]:
        """Return the stamps of the outlines of a reach, kept while the view stays."""
        key = camera, reach
        if self._reach_key != key:
            self._reach_key = key
            self._reach_stamps = threat_layer.reach_outlines(self._style, camera, reach)
        return self._reach_stamps

    def _terrain_of(self, rows: tuple[str, ...]) -> TerrainView:
        if self._terrain is None or self._terrain[0] != rows:
            self._terrain = rows, TerrainView(self._style, rows)
        return self._terrain[1]

    def _merge(self, camera: Camera, picture: BoardPicture, *, hurried: bool) -> pygame.Surface:
        style, size = self._style, camera.rect.size
        merged = self._merged
        if merged is None or merged.get_size() != size:
            merged = pygame.Surface(size).convert()
        terrain = self._terrain_of(picture.terrain)
        local = camera.moved(-camera.view[0], -camera.view[1])
        placed = list(terrain.placed(local, _Timer(_PATIENCE).has_time if hurried else _always))
        self._complete = all(placed)
        square = terrain.void.get_width()
        spots = [(x, y) for x in range(0, size[0], square) for y in range(0, size[1], square)]
        merged.fblits([(terrain.void, spot) for spot in spots])
        if not self._complete:
            terrain.rough_view(local, merged)
        tiles = [place for place in placed if place is not None]
        merged.fblits([(place.tile.ground, place.at) for place in tiles])
        merged.fblits(objective_markers.tints(style, local, picture.objectives))
        merged.fblits(highlights.fills(style, local, picture.glows))
        merged.fblits([(p.tile.props, p.at) for p in tiles if p.tile.props is not None])
        merged.fblits(threat_layer.figures(style, local, picture.threat))
        merged.fblits(highlights.icons(style, local, picture.glows))
        merged.fblits(highlights.outlines(style, local, picture.glows))
        merged.fblits(objective_markers.outlines(style, local, picture.objectives))
        merged.fblits([(p.tile.walls, p.at) for p in tiles if p.tile.walls is not None])
        return merged

    def _vignette(self, size: tuple[int, int]) -> pygame.Surface:
        """Return the darkened edge of the view."""
        style = self._style
        return style.art.latest("vignette", (size,), lambda: _paint_vignette(style, size))


def has_neighbours_above(at: Hex, taken: Collection[Hex]) -> bool:
    """Whether one of the three hexes above a hex is among those taken."""
    return any(geometry.across(at, edge) in taken for edge in _UPPER_EDGES)


def _paint_vignette(style: Style, size: tuple[int, int]) -> pygame.Surface:
    edge = pygame.Surface(size, pygame.SRCALPHA)
    steps = style.px(_VIGNETTE)
    for step in range(steps):
        shade = round(150 * (1 - step / steps) ** 2)
        rect = pygame.Rect(step, step, size[0] - 2 * step, size[1] - 2 * step)
        if rect.w > 0 and rect.h > 0:
            pygame.draw.rect(edge, (4, 7, 12, shade), rect, 1)
    return edge.convert_alpha()
