"""The panel of a side: its army, which may be exchanged, its player, its units with their costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from client.battle.model.listing import army_of
from client.draw.board import tokens
from client.draw.ui.theme import Team
from client.draw.ui.writer import Face
from client.screens.army_head import ArmyHead, HeadWords, faction_words
from client.screens.seating import SeatButton, seat_style
from client.text.catalogue import name, plural, text
from client.widgets import layout
from client.widgets.layout import Length, Share

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

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
"""Height that a panel needs in addition for the tall head and the line on the player, in points."""
_CAPTION: Final = 18
"""Height of the line on how the player plays, in points."""
_CELL: Final = (80, 76)
_LARGEST: Final = 72
"""Height of a unit without its name where there is room, in points."""
_BARE: Final = 44
"""Height from which a unit has its cost beside it, in points."""
_BAREST: Final = 18
"""Minimum height of a unit, in points."""
_GAP: Final = 4


class PanelOwner(Protocol):
    """The screen that the panels of both sides belong to."""

    def ask_player(self, side: Side) -> None:
        """Ask who plays a side."""

    def choose_player(self, side: Side, player: str) -> None:
        """Let another player play a side."""

    def ask_army(self, side: Side) -> None:
        """Show the units of a side's army, and ask which it fields."""

    def step_army(self, side: Side, step: int) -> None:
        """Let a side field the next or previous army that it may."""


class ArmyPanel:
    """The part of a screen for one side: its army, its player and its units."""

    def __init__(
        self, form: Form, rect: pygame.Rect, side: Side, player: str, owner: PanelOwner
    ) -> None:
        """Create the panel of a side with its player; it has no army yet."""
        style = form.style
        self.rect = rect
        self._style = style
        self._army: ArmySummary | None = None
        self._profiles: Mapping[str, UnitEntry] = {}
        self._side = side
        self._team = Team[side.name]
        pad, gap = style.px(style.layout.space.padding_tight), style.px(_GAP)
        low = rect.h < style.px(_LOW + _SEAT)
        roomy = rect.h >= style.px(_LOW + _SEAT + _CAPTION)
        lengths: list[Length] = [style.px(_LOW_HEAD if low else _HEAD), style.px(_SEAT)]
        lengths += [Share()] if low else [style.px(_CAPTION * (2 if roomy else 1)), Share()]
        head, seat, *below = layout.split_rows(rect, lengths, 2 * gap)
        form.paint(self._draw)
        self.head = ArmyHead(
            form,
            head,
            self._team,
            lambda: owner.ask_army(side),
            lambda step: owner.step_army(side, step),
        )
        self.seat = SeatButton(
            form,
            layout.inset(seat, pad, 0),
            player,
            lambda: owner.ask_player(side),
            lambda chosen: owner.choose_player(side, chosen),
        )
        self._caption = None if low else layout.inset(below[0], pad, 0)
        units = below[-1]
        units.h -= pad
        self.units_rect = layout.inset(units, pad, 0)
        self.head.enable(enabled=False)
        self.seat.enable(enabled=False)

    def show(self, scenario: Scenario | None, barred: Collection[str], title: str = "") -> None:
        """Show the army of another scenario; *barred* are the players that can't play it, and
        *title* is the name of an army of the player's own.
        """
        self._army = None if scenario is None else army_of(scenario, self._side)
        self._profiles = {} if scenario is None else scenario.profiles
        self.seat.barred = barred
        self.seat.enable(scenario is not None)
        self.head.enable(scenario is not None)
        self.head.words = self._words(title)

    def _words(self, title: str) -> HeadWords:
        """Return what the head says: an own army's faction stands in place of its motto."""
        army, side = self._army, name("side", self._side.name)
        if army is None:
            return HeadWords("", "", side, "", None)
        named, motto = faction_words(army.faction)
        if title:
            named, motto = title, named
        return HeadWords(named, motto, side, text("new.points", n=army.value), army.faction)

    def _draw(self, canvas: Canvas) -> None:
        canvas.panel(self.rect)
        style, caption = self._style, self._caption
        if caption is not None:
            words = seat_style(self.seat.player)
            size, ink = style.layout.text.caption, style.colours.bone300
            lines = style.writer.wrap(words, size, caption.w, Face.ITALIC)
            height = style.writer.height(size, Face.ITALIC)
            if len(lines) * height <= caption.h + _GAP:  # else the tooltip has it
                for number, line in enumerate(lines):
                    at = caption.x, caption.y + number * height
                    canvas.text(line, at, size, ink, Face.ITALIC)
        if self._army is not None:
            self._draw_units(canvas, self._army)

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
        size = self._style.layout.text.caption
        room = min(cell.w for cell in self.cells(count, named=True))  # they differ by a pixel
        width = self._style.writer.width
        return all(width(name("unit", code), size, Face.BOLD) <= room for code, _ in army.units)

    def cells(self, count: int, *, named: bool = False) -> list[pygame.Rect]:
        """Return the cells of *count* kinds of units, large enough for names or as large as
        possible.
        """
        gap = self._style.px(_GAP)
        sizes = [(size, size) for size in range(_LARGEST, _BAREST - 1, -1)]
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
            ink, middle = c.bone100, (0.5, 0.5)
            style.writer.write(canvas.surface, words, at, sizes.caption, ink, Face.BOLD, middle)
        profile = self._profiles[code]
        if min(rect.size) >= style.px(_BARE):
            self._draw_cost(canvas, picture, profile.value)
        words = text(
            "new.unit",
            unit=name("unit", code),
            hp=plural("new.unit.hp", profile.hp_max),
            move=profile.move,
            value=plural("battle.card.value", profile.value),
        )
        canvas.hint(rect, words)
        times = text("new.times", n=number)
        canvas.describe(rect, text("speech.several", times=times, words=words))

    def _draw_cost(self, canvas: Canvas, picture: pygame.Rect, value: int) -> None:
        """Draw what a unit costs, below its picture at the right."""
        style, c = self._style, self._style.colours
        line = style.writer.line(str(value), style.layout.text.small, c.bone100, Face.BOLD)
        tag = line.get_rect(bottomright=picture.bottomright).inflate(style.px(6), 0)
        tag.bottomright = picture.bottomright
        canvas.box(tag, c.ink900, c.line, style.px(3))
        style.writer.place(canvas.surface, line, tag.center, (0.5, 0.5))
