"""The panel of a side's army in a scenario, which also selects the side's player."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.model.listing import army_of
from client.draw.board import tokens
from client.draw.ui import artwork, panels
from client.draw.ui.theme import Team
from client.draw.ui.writer import Face
from client.screens.seating import SeatButton
from client.text.catalogue import has_name, name, plural, text
from client.widgets import layout
from client.widgets.layout import Length, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import pygame

    from client.battle.model.listing import ArmySummary
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from engine.battle import Side
    from engine.battle.scenario import Scenario
    from engine.data.catalog import UnitEntry

_HEAD: Final = 60
_LOW_HEAD: Final = 44
_SEAT: Final = 52
"""Height of the button of a player, in points."""
_LOW: Final = 184
"""Height that a panel needs in addition for the tall header and a caption, in points."""
_CAPTION: Final = 12
_CELL: Final = (80, 76)
_BARE: Final = 44
"""Height of a unit without its name, in points."""
_BAREST: Final = 18
"""Minimum height of a unit, in points."""
_GAP: Final = 4


class ArmyPanel:
    """The part of a screen for one side: its player and its units."""

    def __init__(
        self,
        form: Form,
        rect: pygame.Rect,
        side_name: str,
        player: str,
        on_press: Callable[[], None],
        on_choose: Callable[[str], None],
    ) -> None:
        """Create the panel of a side with its player; it has no army yet."""
        style = form.style
        self.rect = rect
        self._style = style
        self._army: ArmySummary | None = None
        self._profiles: Mapping[str, UnitEntry] = {}
        self._team = Team[side_name]
        self._side_name = name("side", side_name)
        pad, gap = style.px(style.layout.space.padding_tight), style.px(_GAP)
        low = rect.h < style.px(_LOW + _SEAT)
        caption = 0 if low else style.px(_CAPTION)
        lengths: list[Length] = [
            style.px(_LOW_HEAD if low else _HEAD),
            caption,
            style.px(_SEAT),
            Share(),
        ]
        self._head, below, seat, units = layout.split_rows(rect, lengths, 2 * gap)
        if low:
            seat.y, units.y, units.h = below.y, below.y + seat.h + 2 * gap, units.h + 2 * gap
        self._caption = None if low else layout.inset(below, pad, 0)
        self.seat = SeatButton(form, layout.inset(seat, pad, 0), player, on_press, on_choose)
        self.seat.enable(enabled=False)
        units.h -= pad
        self.units_rect = layout.inset(units, pad, 0)
        form.paint(self._draw)

    def show(self, scenario: Scenario | None, side: Side, barred: Collection[str]) -> None:
        """Show the army of another scenario; *barred* are the players that can't play it."""
        self._army = None if scenario is None else army_of(scenario, side)
        self._profiles = {} if scenario is None else scenario.profiles
        self.seat.barred = barred
        self.seat.enable(scenario is not None)

    def _draw(self, canvas: Canvas) -> None:
        canvas.panel(self.rect)
        wash = layout.inset(self._head, 1)
        panels.draw_side_wash(canvas.surface, self._style, wash, self._team)
        self._draw_head(canvas)
        if self._caption is not None:
            at, width = self._caption.midleft, self._caption.w
            panels.draw_caption(canvas.surface, self._style, text("new.played-by"), at, width)
        if self._army is not None:
            self._draw_units(canvas, self._army)

    def _draw_head(self, canvas: Canvas) -> None:
        style, army = self._style, self._army
        sizes, c = style.layout.text, style.colours
        inner = layout.inset(self._head, style.px(12), 0)
        faction = None if army is None else army.faction
        if faction is not None and faction in artwork.names("emblems"):
            size = inner.h - style.px(14)
            emblem = style.art.emblem(faction, size)
            seen = canvas.surface.blit(emblem, emblem.get_rect(midleft=inner.midleft))
            inner.w, inner.x = inner.right - seen.right - style.px(12), seen.right + style.px(12)
        value = "" if army is None else text("new.points", n=army.value)
        half = inner.h // 4
        notes = [
            canvas.text(words, (inner.right, y), sizes.caption, c.bone300, Face.BOLD, (1, 0.5))
            for words, y in ((self._side_name, inner.centery - half), (value, inner.centery + half))
        ]
        room = min(note.x for note in notes) - style.px(8) - inner.x
        title = "" if army is None else text("new.mixed")
        motto = ""
        if faction is not None:
            title = name("faction", faction)
            motto = name("faction-style", faction) if has_name("faction-style", faction) else ""
        low = inner.h < style.px(_HEAD)
        large, small = (sizes.strong, sizes.caption) if low else (sizes.name, sizes.table)
        y = inner.centery - (half * 4 // 5 if motto else 0)
        canvas.text(title, (inner.x, y), large, c.bone100, Face.BOLD, (0, 0.5), room)
        y = inner.centery + half
        canvas.text(motto, (inner.x, y), small, c.bone300, align=(0, 0.5), room=room)

    def _draw_units(self, canvas: Canvas, army: ArmySummary) -> None:
        """Draw the kinds of units in cells, with their names if there is room."""
        named = self._are_named(army)
        cells = self.cells(len(army.units), named=named)
        for rect, (code, number) in zip(cells, army.units, strict=False):
            self._draw_unit(canvas, rect, code, number, named=named)

    def _are_named(self, army: ArmySummary) -> bool:
        """Whether there is room for the full names of all units."""
        count = len(army.units)
        if self._places(_CELL) < count:
            return False
        size, room = self._style.layout.text.caption, self.cells(count, named=True)[0].w
        width = self._style.writer.width
        return all(width(name("unit", code), size, Face.BOLD) <= room for code, _ in army.units)

    def cells(self, count: int, *, named: bool = False) -> list[pygame.Rect]:
        """Return the cells of *count* kinds of units, large enough for names or as large as
        possible.
        """
        gap = self._style.px(_GAP)
        sizes = [(size, size) for size in range(_BARE, _BAREST - 1, -1)]
        size = next((one for one in sizes if self._places(one) >= count), sizes[-1])
        if named:
            size = _CELL
        across = self._across(size[0])
        room = self.units_rect.copy()
        if not named:
            room.w = across * (self._style.px(size[0]) + gap) - gap
        seen = min(count, self._places(size))
        return layout.grid(room, seen, across, self._style.px(size[1]), gap)

    def _across(self, width: int) -> int:
        """Return how many cells of a width, in points, fit next to each other."""
        gap = self._style.px(_GAP)
        return max(1, (self.units_rect.w + gap) // (self._style.px(width) + gap))

    def _places(self, size: tuple[int, int]) -> int:
        """Return how many cells of a size, in points, fit into the panel."""
        gap = self._style.px(_GAP)
        rows = (self.units_rect.h + gap) // (self._style.px(size[1]) + gap)
        return self._across(size[0]) * max(0, rows)

    def _draw_unit(
        self, canvas: Canvas, rect: pygame.Rect, code: str, number: int, *, named: bool
    ) -> None:
        """Draw a unit without a frame, as it is not a button; a tooltip has its name."""
        style = self._style
        sizes, c = style.layout.text, style.colours
        picture, foot = layout.split_rows(rect, [Share(), style.px(24) if named else 0])
        size = min(picture.size) - (0 if named else rect.w // 10)
        face = tokens.face(style, self._team, code, size)
        canvas.surface.blit(face, face.get_rect(center=picture.center))
        if number > 1:
            line = style.writer.line(
                text("new.times", n=number), sizes.small, c.on_brass, Face.BOLD
            )
            tag = line.get_rect(topleft=rect.topleft).inflate(style.px(6), 0)
            tag.topleft = rect.topleft
            canvas.box(tag, c.brass, None, style.px(3))
            style.writer.place(canvas.surface, line, tag.center, (0.5, 0.5))
        if named:
            at, words = foot.center, name("unit", code)
            canvas.text(words, at, sizes.caption, c.bone100, Face.BOLD, (0.5, 0.5), foot.w)
        profile = self._profiles[code]
        words = text(
            "new.unit",
            unit=name("unit", code),
            hp=plural("new.unit.hp", profile.hp_max),
            move=profile.move,
            value=plural("battle.card.value", profile.value),
        )
        canvas.hint(rect, words)
