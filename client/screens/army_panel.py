"""Shows what one side of a scenario fields, and lets its player be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.board import tokens
from client.draw.ui import artwork, panels, shapes
from client.draw.ui.theme import Rgb, Team
from client.draw.ui.writer import Face
from client.screens.seating import SeatButton
from client.text.catalogue import has_name, name, text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from client.battle.model.listing import ArmySummary
    from client.widgets.form import Form

_HEAD: Final = 60
_LOW_HEAD: Final = 44
_SEAT: Final = 52
"""Points the button of a player is high."""
_LOW: Final = 184
"""Points a panel needs besides that for the high head and a caption."""
_CELL: Final = (80, 76)
_BARE: Final = 44
"""Points a unit takes where there is no room for its name."""
_BAREST: Final = 18
"""Points it takes at least."""
_GAP: Final = 4


class ArmyPanel:
    """Stand on one side's part of a screen."""

    def __init__(
        self,
        form: Form,
        rect: pygame.Rect,
        army: ArmySummary | None,
        side_name: str,
        player: str,
        on_press: Callable[[], None],
        on_choose: Callable[[str], None],
    ) -> None:
        """Take the army (None for a scenario that can't be read) and who plays it."""
        style = form.style
        self.rect = rect
        self._style = style
        self._army = army
        self._team = Team[side_name]
        self._side_name = name("side", side_name)
        pad = style.px(style.layout.space.padding_tight)
        tall = style.px(_SEAT)
        low = rect.h < style.px(_LOW) + tall
        self._head = pygame.Rect(rect.topleft, (rect.w, style.px(_LOW_HEAD if low else _HEAD)))
        y = self._head.bottom + style.px(8)
        self._caption = None if low else (rect.x + pad, y + style.px(8))
        y += 0 if low else style.px(20)
        place = pygame.Rect(rect.x + pad, y, rect.w - 2 * pad, tall)
        self.seat = SeatButton(form, place, player, on_press, on_choose)
        self.seat.enable(army is not None)
        top = place.bottom + style.px(8)
        self._units = pygame.Rect(place.x, top, place.w, rect.bottom - pad - top)

    def show(self, army: ArmySummary | None, barred: Collection[str]) -> None:
        """Show another army, and which players can't play its battle."""
        self._army = army
        self.seat.barred = barred
        if self.seat.enabled != (army is not None):
            self.seat.enable(army is not None)

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
            emblem = style.art.emblem(faction, size)
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

    def _draw_units(self, surface: pygame.Surface, army: ArmySummary) -> None:
        """Draw the kinds of units in cells, with their names where there is room for these."""
        named = self._places(_CELL) >= len(army.units)
        for rect, (code, number) in zip(self.cells(len(army.units)), army.units, strict=False):
            self._draw_unit(surface, rect, code, number, named=named)

    def cells(self, count: int) -> list[pygame.Rect]:
        """Place the cells of *count* kinds of units, without names where these have no room."""
        style, room, gap = self._style, self._units, self._style.px(_GAP)
        sizes = [_CELL, *((size, size) for size in range(_BARE, _BAREST - 1, -1))]
        size = next((size for size in sizes if self._places(size) >= count), sizes[-1])
        width, height = style.px(size[0]), style.px(size[1])
        across = self._across(size[0])
        if size == _CELL:
            width = (room.w + gap) // across - gap
        return [
            pygame.Rect(
                room.x + place % across * (width + gap),
                room.y + place // across * (height + gap),
                width,
                height,
            )
            for place in range(min(count, self._places(size)))
        ]

    def _across(self, width: int) -> int:
        """Count the cells of a width, in points, side by side."""
        gap = self._style.px(_GAP)
        return max(1, (self._units.w + gap) // (self._style.px(width) + gap))

    def _places(self, size: tuple[int, int]) -> int:
        """Count the cells of a size, in points, there is room for."""
        gap = self._style.px(_GAP)
        rows = (self._units.h + gap) // (self._style.px(size[1]) + gap)
        return self._across(size[0]) * max(0, rows)

    def _draw_unit(
        self, surface: pygame.Surface, rect: pygame.Rect, code: str, number: int, *, named: bool
    ) -> None:
        style = self._style
        sizes, c = style.layout.text, style.colours
        radius = style.px(style.layout.space.radius_cell)
        shapes.box(surface, style, rect, c.ink900, c.line, radius)
        foot = style.px(24) if named else 0
        size = min(rect.w, rect.h - foot) - (style.px(10) if named else rect.w // 5)
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
