"""The track of a replay: a bar over the board with its turns and kills, to click and drag on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.model.replay import Landmark
from client.battle.playback.frames import team_of
from client.draw.ui import shapes
from client.draw.ui.writer import Face
from client.text.catalogue import text

if TYPE_CHECKING:
    from client.battle.model.replay import Replay
    from client.draw.ui.style import Style

_INSET: Final = 14
_BAR: Final = 8
_SKULL: Final = 13
"""Size of the sign of a kill, in points."""


class ReplayTrack:
    """The track in a rectangle; *bar* is the part that stands for the battle, in pixels."""

    def __init__(self, style: Style, rect: pygame.Rect, replay: Replay) -> None:
        """Create the track for a replay."""
        self.rect: Final = rect
        self._style = style
        self._replay = replay
        inset = style.px(_INSET)
        words = max(
            style.writer.width(self._words(place), style.layout.text.caption, Face.BOLD)
            for place in (0, replay.end)
        )
        left = rect.x + 2 * inset + words
        self._words_at = rect.x + inset, rect.centery
        height = style.px(_BAR)
        self.bar: Final = pygame.Rect(
            left, rect.centery - height // 2, max(1, rect.right - 2 * inset - left), height
        )

    def _words(self, place: int) -> str:
        return text("replay.place", place=place, end=self._replay.end)

    def x_of(self, place: int) -> int:
        """Return where a place is on the bar, in pixels."""
        return self.bar.x + round(self.bar.w * place / max(1, self._replay.end))

    def place_at(self, x: int) -> int:
        """Return the place nearest to a pixel column."""
        share = (x - self.bar.x) / self.bar.w
        return min(max(round(share * self._replay.end), 0), self._replay.end)

    def hit(self, pixel: tuple[int, int]) -> bool:
        """Whether a pixel is on the track, where a click goes to a place."""
        reach = self.rect.inflate(0, -self._style.px(4))
        return reach.collidepoint(pixel) and pixel[0] >= self.bar.x - self._style.px(_INSET)

    def draw(self, surface: pygame.Surface, place: int) -> None:
        """Draw the track with a knob at a place."""
        style, colours = self._style, self._style.colours
        panel = self.rect.inflate(-style.px(12), -style.px(8))
        shapes.box(surface, style, panel, colours.ink900, colours.line)
        style.writer.write(
            surface,
            self._words(place),
            self._words_at,
            style.layout.text.caption,
            colours.bone100,
            Face.BOLD,
            (0, 0.5),
        )
        starts = self._replay.places(Landmark.TURN)
        for start, end in zip(starts, (*starts[1:], self._replay.end), strict=True):
            left, right = self.x_of(start), self.x_of(end)
            side = self._replay.state(start).side
            part = pygame.Rect(left, self.bar.y, max(1, right - left - 1), self.bar.h)
            surface.fill(colours.team(team_of(side)).base, part)
        skull = style.art.icon("skull", style.px(_SKULL), colours.bad)
        for kill in self._replay.places(Landmark.KILL):
            spot = skull.get_rect(midbottom=(self.x_of(kill), self.bar.y))
            surface.blit(skull, spot)
        knob = pygame.Rect(0, 0, style.px(6), self.bar.h + style.px(10))
        knob.center = self.x_of(place), self.bar.centery
        shapes.box(surface, style, knob, colours.sel, colours.ink900, style.px(2))
