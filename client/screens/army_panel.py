"""Shows what one side of a scenario fields, and lets its player be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw import artwork, panels, shapes, tokens
from client.draw.text import Face
from client.draw.theme import Rgb, Team
from client.texts import has_name, name, text
from client.widgets.segments import Segment, Segments
from engine.players import roster

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.listing import Army
    from client.widgets.form import Form

_HEAD: Final = 60
_LOW_HEAD: Final = 44
_CELL: Final = (80, 76)
_BARE: Final = 44
"""Points a unit takes where there is no room for its name."""


def seats() -> list[str]:
    """List who can sit at a side: a person, then the bots."""
    return [roster.PERSON, *roster.bot_names()]


def seat_name(player: str) -> str:
    """Name a player in one word, for a button."""
    return name("seat", player.removeprefix(roster.BOT))


class ArmyPanel:
    """Stand on one side's part of a screen."""

    def __init__(
        self,
        form: Form,
        rect: pygame.Rect,
        army: Army | None,
        side_name: str,
        player: str,
        on_choose: Callable[[str], None],
    ) -> None:
        """Take the army (None for a scenario that can't be read) and who plays it."""
        style = form.style
        self.rect = rect
        self._style = style
        self._army = army
        self._team = Team[side_name]
        self._side_name = name("side", side_name)
        low = rect.h < style.px(220)
        self._head = pygame.Rect(rect.topleft, (rect.w, style.px(_LOW_HEAD if low else _HEAD)))
        pad, space = style.px(style.layout.space.padding_tight), style.layout.space
        y = self._head.bottom + style.px(8)
        self._caption = None if low else (rect.x + pad, y + style.px(8))
        y += 0 if low else style.px(20)
        segments = [
            Segment(code, seat_name(code), "person" if code == roster.PERSON else "chip")
            for code in seats()
        ]
        place = pygame.Rect(rect.x + pad, y, rect.w - 2 * pad, style.px(space.target))
        self.choice = Segments(form, place, segments, player, on_choose)
        self.choice.enabled = army is not None
        top = place.bottom + style.px(8)
        self._units = pygame.Rect(place.x, top, place.w, rect.bottom - pad - top)

    def show(self, army: Army | None) -> None:
        """Show another army."""
        self._army = army
        self.choice.enabled = army is not None

    def draw_behind(self, surface: pygame.Surface) -> None:
        """Draw everything below the controls."""
        style, rect = self._style, self.rect
        panels.draw_panel(surface, style, rect)
        panels.draw_side_wash(surface, style, self._head.inflate(-2, -2), self._team)
        self._draw_head(surface)
        if self._caption is not None:
            panels.draw_caption(surface, style, text("new.played-by"), self._caption, rect.w)
        if self._army is not None:
            self._draw_units(surface, self._army)

    def _draw_head(self, surface: pygame.Surface) -> None:
        style, head, army = self._style, self._head, self._army
        sizes, c = style.layout.text, style.colours
        x = head.x + style.px(12)
        faction = None if army is None else army.faction
        if faction is not None and faction in artwork.names("emblems"):
            size = head.h - style.px(14)
            emblem = style.art.emblem(faction, size, c.bone100, c.brass)
            x = surface.blit(emblem, emblem.get_rect(midleft=(x, head.centery))).right
            x += style.px(12)
        right = head.right - style.px(12)
        value = "" if army is None else text("new.points", n=army.value)
        half = head.h // 4
        lines = [
            style.writer.line(words, sizes.caption, c.bone300, Face.BOLD)
            for words in (self._side_name, value)
        ]
        for line, y in zip(lines, (head.centery - half, head.centery + half), strict=True):
            style.writer.place(surface, line, (right, y), (1, 0.5))
        room = right - max(line.get_width() for line in lines) - style.px(8) - x
        title = "" if army is None else text("new.mixed")
        if faction is not None:
            title = name("faction", faction)
        style_line = ""
        if faction is not None and has_name("faction-style", faction):
            style_line = name("faction-style", faction)
        y = head.centery - (half * 4 // 5 if style_line else 0)
        low = head.h < style.px(_HEAD)
        large, small = (sizes.strong, sizes.caption) if low else (sizes.name, sizes.table)
        self._write(surface, title, (x, y), large, (room, c.bone100, Face.BOLD))
        y = head.centery + half
        self._write(surface, style_line, (x, y), small, (room, c.bone300, Face.REGULAR))

    def _write(
        self,
        surface: pygame.Surface,
        words: str,
        at: tuple[float, float],
        size: float,
        look: tuple[int, Rgb, Face],
    ) -> None:
        room, colour, face = look
        writer = self._style.writer
        line = writer.line(writer.shorten(words, size, room, face), size, colour, face)
        writer.place(surface, line, at, (0, 0.5))

    def _draw_units(self, surface: pygame.Surface, army: Army) -> None:
        """Draw the kinds of units in cells, with their names where there is room for these."""
        style, room, gap = self._style, self._units, self._style.px(6)
        width, height, named = *_CELL, True
        if len(army.units) > self._places(width, height):
            width, height, named = _BARE, _BARE, False
        across = max(1, (room.w + gap) // (style.px(width) + gap))
        cell = (room.w + gap) // across - gap
        for place, (code, number) in enumerate(army.units):
            row, column = divmod(place, across)
            y = room.y + row * (style.px(height) + gap)
            if y + style.px(height) > room.bottom:
                return
            rect = pygame.Rect(room.x + column * (cell + gap), y, cell, style.px(height))
            self._draw_unit(surface, rect, code, number, named=named)

    def _places(self, width: int, height: int) -> int:
        """Count the cells of a size, in points, there is room for."""
        style, room, gap = self._style, self._units, self._style.px(6)
        across = (room.w + gap) // (style.px(width) + gap)
        return across * ((room.h + gap) // (style.px(height) + gap))

    def _draw_unit(
        self, surface: pygame.Surface, rect: pygame.Rect, code: str, number: int, *, named: bool
    ) -> None:
        style = self._style
        sizes, c = style.layout.text, style.colours
        radius = style.px(style.layout.space.radius_cell)
        shapes.box(surface, style, rect, c.ink900, c.line, radius)
        foot = style.px(24) if named else 0
        size = min(rect.w, rect.h - foot) - style.px(10)
        face = tokens.face(style, self._team, code, size)
        middle = rect.centerx, rect.y + (rect.h - foot) // 2 + (style.px(2) if named else 0)
        surface.blit(face, face.get_rect(center=middle))
        if number > 1:
            words = text("new.times", n=number)
            line = style.writer.line(words, sizes.small, c.on_brass, Face.BOLD)
            tag = line.get_rect(topleft=(rect.x + 3, rect.y + 3)).inflate(style.px(6), 0)
            tag.topleft = rect.x + 2, rect.y + 2
            shapes.box(surface, style, tag, c.brass, None, style.px(3))
            style.writer.place(surface, line, tag.center, (0.5, 0.5))
        if named:
            words = style.writer.shorten(
                name("unit", code), sizes.caption, rect.w - style.px(6), Face.BOLD
            )
            at = rect.centerx, rect.bottom - style.px(13)
            style.writer.write(surface, words, at, sizes.caption, c.bone100, Face.BOLD, (0.5, 0.5))
