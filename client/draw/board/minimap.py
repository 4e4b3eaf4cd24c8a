"""Drawing of the minimap: terrain, owners, units and the part of the board in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from client.draw import geometry
from client.draw.board import ground, objective_markers
from client.draw.ui import shapes
from client.draw.ui.style import Style, supersampled
from client.draw.ui.theme import Rgb, Team, mix

if TYPE_CHECKING:
    from client.draw.board.camera import Camera
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Spot

_EDGE = 6
"""Distance between the map and its frame, in points."""


class MiniMap:
    """A minimap in a rectangle of the window."""

    def __init__(self, style: Style, rect: pygame.Rect, columns: int, rows: int) -> None:
        """Create the map in a rectangle that includes its frame, for a board's size."""
        self.rect = rect
        self._style = style
        width, height = geometry.board_size(columns, rows)
        edge = 2 * style.px(_EDGE)
        self._unit = min((rect.w - edge) / width, (rect.h - edge) / height)
        self._left = rect.x + (rect.w - width * self._unit) / 2
        self._top = rect.y + (rect.h - height * self._unit) / 2

    def spot(self, pixel: tuple[float, float]) -> Spot:
        """Return the spot of the board at a pixel of the window."""
        return (pixel[0] - self._left) / self._unit, (pixel[1] - self._top) / self._unit

    def draw(self, surface: pygame.Surface, camera: Camera, picture: BoardPicture) -> None:
        """Draw the map of a picture and the camera's view in it."""
        style, rect = self._style, self.rect
        clip = surface.get_clip()
        shapes.shadow(surface, style, rect)
        shapes.box(surface, style, rect, style.colours.ink900, style.colours.ink500)
        key = "minimap", style.theme_name, picture.terrain, rect.size
        surface.blit(style.art.once(key, lambda: self._paint(picture.terrain)), rect)
        surface.set_clip(rect.inflate(-2, -2).clip(clip))
        for objective in picture.objectives:
            at = self._pixel(geometry.centre(objective_markers.stand(objective.hexes)))
            colour = style.colours.owner(objective.owner)
            pygame.draw.circle(surface, colour, at, max(3.0, 2.2 * self._unit), 2)
        for unit in picture.units:
            self._draw_unit(surface, unit.team, self._pixel(unit.spot))
        view = camera.rect
        corner = self._pixel(camera.spot(view.topleft))
        size = view.w / camera.radius * self._unit, view.h / camera.radius * self._unit
        frame = pygame.Rect(corner, size).clip(rect.inflate(-4, -4))
        pygame.draw.rect(surface, style.colours.sel, frame, 2, 3)
        surface.set_clip(clip)

    def _pixel(self, spot: Spot) -> tuple[float, float]:
        return self._left + spot[0] * self._unit, self._top + spot[1] * self._unit

    def _draw_unit(self, surface: pygame.Surface, team: Team, at: tuple[float, float]) -> None:
        colours = self._style.colours
        tones = colours.team(team)
        colour = mix(tones.base, tones.light, 0.4)
        size = max(2.5, 1.2 * self._unit)
        for tone, reach in ((colours.shade, size + 1), (colour, size)):
            if team is Team.ONE:
                pygame.draw.circle(surface, tone, at, reach)
            else:
                x, y = at
                far = 1.3 * reach
                shape = [(x, y - far), (x + far, y), (x, y + far), (x - far, y)]
                pygame.draw.polygon(surface, tone, shape)

    def _paint(self, terrain: tuple[str, ...]) -> pygame.Surface:
        left, top = self._left - self.rect.x, self._top - self.rect.y
        tones = terrain_tones(self._style)

        def draw(large: pygame.Surface, times: int) -> None:
            for row, line in enumerate(terrain):
                for column, code in enumerate(line):
                    x, y = geometry.centre((column, row))
                    middle = (left + x * self._unit) * times, (top + y * self._unit) * times
                    shapes.hexagon(large, middle, self._unit * times * 1.04, tones[code])

        return supersampled(self.rect.size, draw)


def terrain_tones(style: Style) -> dict[str, Rgb]:
    """Return the colour of each kind of terrain on minimaps and in legends."""
    colours = style.colours
    return {
        ground.OPEN: colours.open,
        ground.WALL: colours.wall_top,
        ground.COVER: colours.leaf,
        ground.ROUGH: colours.rough,
    }
