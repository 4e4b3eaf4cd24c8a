"""The roster beside the board: a row for each unit of both armies, to point at and to click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.battle.hud.hit_areas import HitArea, PickUnit
from client.battle.hud.roster_rows import draw_row, row_height, short_room
from client.battle.playback.frames import team_of
from client.battle.view.roster import RosterArmy, RosterRow
from client.draw.ui import panels, shapes
from client.draw.ui.writer import Face
from client.text.catalogue import plural, text
from client.text.glossary import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.hud.explained import ExplainedPlaces
    from client.draw.ui.style import Style
    from engine.battle.actions import UnitId

_GAP: Final = 3
"""Distance between two rows, in points."""
_THUMB: Final = 4
"""Width of what shows which part of a long roster is visible, in points."""
_LEAST: Final = 4
"""Number of rows below a heading that a roster needs at least."""


class _Entry(NamedTuple):
    """A line of the roster, *height* pixels high: a unit, or the heading of an army."""

    content: RosterRow | RosterArmy
    height: int


class RosterScroll:
    """Where a roster is scrolled to, and where it was drawn in the last frame."""

    def __init__(self) -> None:
        """Start at the top, with nothing drawn."""
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.first = 0
        self._last = 0
        self._followed: UnitId | None = None

    def hide(self) -> None:
        """Begin a frame, in which it may not be drawn."""
        self.rect = pygame.Rect(0, 0, 0, 0)

    def turn_wheel(self, steps: int, at: tuple[int, int]) -> bool:
        """Scroll by the wheel; return whether the pixel is on the roster."""
        if not self.rect.collidepoint(at):
            return False
        self.first = min(max(self.first - steps, 0), self._last)
        return True

    def show(self, rect: pygame.Rect, last: int) -> None:
        """Show the roster in a rectangle, scrolled no further than to the entry *last*."""
        self.rect, self._last = rect.copy(), last
        self.first = min(self.first, last)

    def follow(self, unit: UnitId | None, least: int, most: int) -> None:
        """Bring a unit into sight once: there the first entry is from *least* to *most*."""
        if unit != self._followed:
            self._followed = unit
            if unit is not None:
                self.first = min(max(self.first, least), most)


class RosterPanel:
    """The panel of a roster; the row of the unit *chosen* stands out, and is scrolled into sight
    once if a key has chosen it.
    """

    def __init__(
        self,
        style: Style,
        armies: Sequence[RosterArmy],
        scroll: RosterScroll,
        chosen: UnitId | None,
        *,
        keyed: bool = False,
        note: str = "",
    ) -> None:
        """Create the panel for both armies, with a note beside its title."""
        self._keyed = keyed
        self._style = style
        self._armies = armies
        self._scroll = scroll
        self._chosen = chosen
        self._note = note
        self._made: dict[int, tuple[list[_Entry], list[_Entry] | None]] = {}
        """The lines by the width of the panel, with two and with one line for a unit."""

    def height(self, width: int, most: int) -> int:
        """Return the height that shows all units in a panel *width* pixels wide, or as many whole
        lines as *most* pixels have room for.
        """
        height = self._frame_height
        for one in self._entries(width, most):
            if height + one.height > most:
                break
            height += one.height
        return height

    def shows_all(self, width: int, height: int) -> bool:
        """Whether a panel of a size shows all units without scrolling."""
        entries = self._entries(width, height)
        return self._frame_height + sum(one.height for one in entries) <= height

    def least_height(self, width: int) -> int:
        """Return the height below which the panel is not worth its place."""
        entries = self._entries(width, 0)[: _LEAST + 1]
        return self._frame_height + sum(one.height for one in entries)

    @property
    def _frame_height(self) -> int:
        space = self._style.layout.space
        return self._style.px(space.panel_head) + 2 * self._style.px(space.padding_tight)

    def _entries(self, width: int, height: int) -> list[_Entry]:
        """Return all lines of a panel of a size; units have one line instead of two if not all fit
        with two, and no name is too long for it.
        """
        if width not in self._made:
            self._made[width] = self._entries_of(width, short=False), self._short_entries(width)
        usual, short = self._made[width]
        whole = self._frame_height + sum(one.height for one in usual)
        return usual if short is None or whole <= height else short

    def _short_entries(self, width: int) -> list[_Entry] | None:
        """Return all lines with one for a unit; None if a name is too long for it."""
        room = self._room(width)
        rows = [row for army in self._armies for row in army.rows]
        if not all(short_room(self._style, row, room) >= 0 for row in rows):
            return None
        return self._entries_of(width, short=True)

    def _entries_of(self, width: int, *, short: bool) -> list[_Entry]:
        style, entries = self._style, []
        gap = style.px(_GAP)
        for army in self._armies:
            entries.append(_Entry(army, _heading_height(style, army, self._room(width))))
            entries += [_Entry(row, row_height(style, row, short=short) + gap) for row in army.rows]
        return entries

    def _room(self, width: int) -> int:
        return width - 2 * self._style.px(self._style.layout.space.padding_tight)

    def draw(
        self,
        surface: pygame.Surface,
        rect: pygame.Rect,
        mouse: tuple[int, int],
        explained: ExplainedPlaces,
    ) -> list[HitArea]:
        """Draw the lines that fit, from the one scrolled to; return the areas of the rows."""
        style = self._style
        inner = panels.draw_panel(surface, style, rect, text("battle.roster.title"), self._note)
        explained.add_title(style, rect, Term.ROSTER.topic)
        entries = self._entries(rect.w, rect.h)
        self._scroll_to(rect, entries, inner.h + style.px(_GAP))
        areas: list[HitArea] = []
        y, shown = inner.y, 0
        for entry in entries[self._scroll.first :]:
            if y + entry.height - style.px(_GAP) > inner.bottom:
                break
            place_of = pygame.Rect(inner.x, y, inner.w, entry.height - style.px(_GAP))
            if isinstance(entry.content, RosterArmy):
                _draw_heading(surface, style, place_of, entry.content)
            else:
                row = entry.content
                chosen = row.unit == self._chosen
                hovered = place_of.collidepoint(mouse)
                look = panels.row_look(style, chosen=chosen, hovered=hovered)
                shapes.box(surface, style, place_of, look.fill, look.edge, style.px(4))
                draw_row(surface, style, place_of, row, explained)
                areas.append(HitArea(f"unit {row.unit}", place_of, PickUnit(row.unit)))
            y += entry.height
            shown += 1
        if shown < len(entries):
            _draw_thumb(surface, style, rect, inner, (self._scroll.first, shown, len(entries)))
        return areas

    def _scroll_to(self, rect: pygame.Rect, entries: Sequence[_Entry], room: int) -> None:
        """Scroll as far as the entries allow of which *room* pixels are shown."""
        self._scroll.show(rect, _last_first(entries, room))
        followed = self._chosen if self._keyed else None
        contents = [entry.content for entry in entries]
        units = [one.unit if isinstance(one, RosterRow) else None for one in contents]
        place = units.index(followed) if followed is not None else 0
        self._scroll.follow(followed, _last_first(entries[: place + 1], room), place)


def _last_first(entries: Sequence[_Entry], room: int) -> int:
    """Return the first of the last entries that fit into *room* pixels."""
    first = len(entries)
    while first and entries[first - 1].height <= room:
        first -= 1
        room -= entries[first].height
    return min(first, max(0, len(entries) - 1))


def _draw_thumb(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    inner: pygame.Rect,
    part: tuple[int, int, int],
) -> None:
    """Draw which part is visible at the edge: the first entry, their number, and that of all."""
    first, shown, total = part
    wide = style.px(_THUMB)
    x = (inner.right + rect.right - wide) // 2
    long = max(2 * wide, inner.h * shown // total)
    y = inner.y + (inner.h - long) * first // max(1, total - shown)
    shapes.box(surface, style, pygame.Rect(x, y, wide, long), style.colours.ink500, None, wide / 2)


# The heading of an army


def left_words(army: RosterArmy) -> str:
    """Return what is left of an army."""
    return text(
        "battle.roster.left",
        units=plural("battle.roster.units", army.living),
        points=plural("battle.card.value", army.value),
    )


def _is_wide(style: Style, army: RosterArmy, width: int) -> bool:
    """Whether the name of an army has no room beside what is left of it."""
    sizes = style.layout.text
    words = style.writer.width(army.title, sizes.table, Face.BOLD)
    return words + style.px(8) + style.writer.width(left_words(army), sizes.small) > width


def _heading_height(style: Style, army: RosterArmy, width: int) -> int:
    sizes = style.layout.text
    height = style.writer.height(sizes.table, Face.BOLD) + style.px(2 * _GAP)
    return height + _is_wide(style, army, width) * style.writer.height(sizes.small)


def _draw_heading(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, army: RosterArmy
) -> None:
    """Draw the name of an army in its colour, and what is left of it."""
    colours, sizes, writer = style.colours, style.layout.text, style.writer
    tone = colours.team(team_of(army.side)).light
    title = writer.shorten(army.title, sizes.table, rect.w, Face.BOLD)
    if _is_wide(style, army, rect.w):
        writer.write(surface, title, rect.topleft, sizes.table, tone, Face.BOLD)
        y = rect.y + writer.height(sizes.table, Face.BOLD)
        writer.write(surface, left_words(army), (rect.x, y), sizes.small, colours.bone300)
        return
    at = rect.x, rect.centery
    writer.write(surface, title, at, sizes.table, tone, Face.BOLD, (0, 0.5))
    at = rect.right, rect.centery
    writer.write(surface, left_words(army), at, sizes.small, colours.bone300, align=(1, 0.5))
