"""Control of the board's view: zooming, panning by key and drag, following the action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.input.keys import KeyCommand
from client.draw.board.camera import Camera
from client.draw.ui.ui_layout import load_layout
from client.settings import FollowTo, Pan
from client.tuning import load_tuning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.battle_layout import BattleLayout
    from client.draw.geometry import Spot
    from client.settings import Settings

_STEP: Final = 0.12
"""Fraction of the view that a key pans by."""
_NEAR: Final = 1.5
"""Distance from the edge of the view at which a unit counts as out of sight, in radii."""
_MIDDLE: Final = pygame.BUTTON_MIDDLE - 1
"""Index of the middle button in the buttons of a motion event."""


class BoardControl:
    """The owner of the camera of a battle's board."""

    def __init__(self, columns: int, rows: int, layout: BattleLayout) -> None:
        """Start with a view of the whole board, or of its centre if it is too large."""
        self.camera = Camera.opening(columns, rows, layout.board, layout.covers)
        self._dragging = False
        self._seconds = load_tuning().camera.normal
        self._centres = True
        self._way: tuple[tuple[int, int], tuple[int, int], float] | None = None

    @property
    def moving(self) -> bool:
        """Whether the view is panning."""
        return self._way is not None

    def follow_by(self, settings: Settings) -> None:
        """Follow as fast and as far as the settings say; without motion, at once."""
        numbers = load_tuning().camera
        seconds = {
            Pan.SLOW: numbers.slow,
            Pan.NORMAL: numbers.normal,
            Pan.FAST: numbers.fast,
            Pan.INSTANT: 0.0,
        }
        self._seconds = 0.0 if settings.reduce_motion else seconds[settings.pan]
        self._centres = settings.follow_to is FollowTo.CENTRE

    def lay_out(self, layout: BattleLayout) -> None:
        """Adapt to a new layout, with the same spot in view; a drag in progress ends."""
        self._way = None
        self._dragging = False
        self.camera = self.camera.through(layout.board, layout.covers)

    def handle(self, event: pygame.event.Event) -> bool:
        """Handle dragging with the middle button; return whether the event was consumed."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_MIDDLE:
            self._dragging = self.camera.rect.collidepoint(event.pos)
            return self._dragging
        if event.type == pygame.MOUSEBUTTONUP and event.button == pygame.BUTTON_MIDDLE:
            self._dragging = False
            return True
        if event.type == pygame.WINDOWFOCUSLOST:
            self._dragging = False
        if event.type == pygame.MOUSEMOTION and self._dragging:
            if not event.buttons[_MIDDLE]:
                # The button was released where no event reached us: in another window or screen.
                self._dragging = False
                return False
            self._move_to(self.camera.panned(*event.rel))
            return True
        return False

    def wheel(self, steps: int, at: tuple[int, int]) -> bool:
        """Zoom around a pixel of the board; return whether the pixel is on the board."""
        if not self.camera.rect.collidepoint(at):
            return False
        self._move_to(self.camera.zoomed(steps, at))
        return True

    def press(self, command: KeyCommand) -> bool:
        """Apply a key command to the view; return whether it concerns the view."""
        camera = self.camera
        across, down = camera.rect.w * _STEP, camera.rect.h * _STEP
        pans = {
            KeyCommand.PAN_LEFT: (across, 0.0),
            KeyCommand.PAN_RIGHT: (-across, 0.0),
            KeyCommand.PAN_UP: (0.0, down),
            KeyCommand.PAN_DOWN: (0.0, -down),
        }
        if command in pans:
            self._move_to(camera.panned(*pans[command]))
        elif command is KeyCommand.ZOOM_IN:
            self._move_to(camera.zoomed(1, camera.rect.center))
        elif command is KeyCommand.ZOOM_OUT:
            self._move_to(camera.zoomed(-1, camera.rect.center))
        elif command is KeyCommand.FIT:
            self._move_to(Camera.fitting(camera.columns, camera.rows, camera.rect, camera.covers))
        else:
            return False
        return True

    def _move_to(self, camera: Camera) -> None:
        self._way = None
        self.camera = camera

    def jump_to(self, spot: Spot) -> None:
        """Centre the view on a spot at once."""
        self._move_to(self.camera.looking_at(spot))

    def open_on(self, spots: Sequence[Spot], others: Sequence[Spot] = ()) -> None:
        """Start with all the spots in clear sight, or as many as fit at the smallest hex size.

        The *others* are in sight too if hexes of an opening size allow it.
        """
        camera = self.camera
        if camera.shows_all:
            return
        everything = [*spots, *others]
        found = _camera_on(camera, everything)
        if not all(found.sees(spot) for spot in everything):
            found = _camera_on(camera, spots)
        self._move_to(found.filled(everything if others else spots))

    def follow(self, spot: Spot) -> None:
        """Pan to a spot if it is out of sight."""
        if self.camera.sees(spot, _NEAR):
            return
        end = self.camera.showing(spot, _NEAR)
        if self._centres:
            end = self.camera.looking_at(spot).filled([spot], _NEAR)
        if not self._seconds:
            self._move_to(end)
            return
        here = self.camera.left, self.camera.top
        if self._way is None or self._way[1] != (end.left, end.top):
            self._way = here, (end.left, end.top), 0.0

    def update(self, seconds: float) -> None:
        """Advance the pan in progress by *seconds*."""
        if self._way is None:
            return
        start, end, spent = self._way
        spent += seconds
        share = min(1.0, spent / self._seconds) if self._seconds else 1.0
        eased = share * share * (3 - 2 * share)
        left, top = (round(a + (b - a) * eased) for a, b in zip(start, end, strict=True))
        self.camera = self.camera.panned(left - self.camera.left, top - self.camera.top)
        self._way = None if share >= 1 else (start, end, spent)


def _camera_on(camera: Camera, spots: Sequence[Spot]) -> Camera:
    """Return a camera that has all the spots in clear sight, with the largest hexes that allow it,
    or the smallest ones with which a battle may begin.
    """
    columns, rows = zip(*spots, strict=True)
    middle = (min(columns) + max(columns)) / 2, (min(rows) + max(rows)) / 2
    sizes = load_layout().camera
    rungs = [r for r in reversed(sizes.ladder) if sizes.least_opening <= r < camera.radius]
    for radius in (camera.radius, *rungs):
        found = camera.resized(radius, camera.clear.center).looking_at(middle)
        if all(found.sees(spot) for spot in spots):
            break
    return found
