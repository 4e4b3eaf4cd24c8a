"""A row of the roster: the token and name of a unit, its hit points and its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import shapes
from client.draw.ui.writer import Face
from client.text import glossary
from client.text.catalogue import text
from client.text.glossary import Term

if TYPE_CHECKING:
    from client.battle.hud.explained import ExplainedPlaces
    from client.battle.view.roster import RosterRow
    from client.draw.ui.style import Style
    from client.text.glossary import Topic

_MARKS: Final = {
    "moved": "move",
    "fled": "exit",
    "advanced": "advance",
    "shot": "shoot",
    "charged": "charge",
    "fought": "fight",
}
"""The icon of each mark."""
_ENGAGED: Final = "threat"
_INSET: Final = 5
_BETWEEN: Final = 6
"""Distance between the parts of a row, in points."""
_MARK: Final = 12
"""Side of the icon of a mark, in points."""
_BAR: Final = 64
"""Width of the bar of hit points below a name, in points."""
_SHORT_BAR: Final = 16, 40
"""The least and the greatest width of a bar beside a name, in points."""
_BAR_HEIGHT: Final = 6


def row_height(style: Style, row: RosterRow, *, short: bool) -> int:
    """Return the height of a row; that of a destroyed unit has one line."""
    if short or not row.hp:
        return _line_height(style) + style.px(2)
    return _line_height(style) + _mark_size(style) + style.px(_INSET)


def _line_height(style: Style) -> int:
    return style.writer.height(style.layout.text.caption, Face.BOLD)


def _mark_size(style: Style) -> int:
    return max(9, style.px(_MARK))


def _points_of(row: RosterRow) -> str:
    return text("battle.card.hp", hp=row.hp, most=row.hp_max)


def _marks_of(row: RosterRow) -> list[tuple[str, Topic]]:
    """Return the icons of what a unit did this turn, and whether it is engaged, with their
    topics.
    """
    marks = [(_MARKS[one], glossary.mark(one)) for one in row.marks]
    return [*marks, (_ENGAGED, Term.ENGAGED.topic)] if row.engaged else marks


def _name_left(style: Style, height: int) -> int:
    """Return where a name begins in a row of a height."""
    return style.px(_INSET + 8) + height - style.px(2)


def short_room(style: Style, row: RosterRow, width: int) -> int:
    """Return how many pixels are left in a row of one line, for the bar; less than 0 if it does not
    fit.
    """
    sizes, writer = style.layout.text, style.writer
    room = width - _name_left(style, _line_height(style) + style.px(2)) - style.px(_INSET)
    room -= writer.width(row.title, sizes.caption, Face.BOLD)
    if not row.hp:
        return room
    marks = len(_marks_of(row)) * (_mark_size(style) + style.px(2))
    return room - marks - writer.width(_points_of(row), sizes.small) - style.px(2 * _BETWEEN)


def draw_row(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    row: RosterRow,
    explained: ExplainedPlaces,
) -> None:
    """Draw a unit: its token and name, its hit points and marks beside or below it."""
    _draw_token(surface, style, rect, row, explained)
    x, right = rect.x + _name_left(style, rect.h), rect.right - style.px(_INSET)
    size, face = style.layout.text.caption, Face.BOLD if row.hp else Face.REGULAR
    tone = style.colours.bone100 if row.hp else style.colours.bone500
    title = style.writer.shorten(row.title, size, right - x, face)
    one_line = rect.h < _line_height(style) + _mark_size(style)
    middle = rect.centery if one_line else rect.y + style.px(1) + _line_height(style) // 2
    written = style.writer.write(surface, title, (x, middle), size, tone, face, (0, 0.5))
    if not row.hp:
        ends = (written.x - 2, rect.centery), (written.right + 1, rect.centery)
        pygame.draw.line(surface, tone, *ends, max(1, style.px(1)))
        return
    if one_line:
        x = written.right + style.px(_BETWEEN)
        bar = min(short_room(style, row, rect.w) - style.px(_BETWEEN), style.px(_SHORT_BAR[1]))
        points = _draw_points(surface, style, (right, middle), row, explained)
        if bar >= style.px(_SHORT_BAR[0]):
            left = points.x - style.px(_BETWEEN) - bar
            _draw_bar(surface, style, (left, middle), bar, row, explained)
    else:
        middle, bar = rect.bottom - style.px(2) - _mark_size(style) // 2, style.px(_BAR)
        _draw_points(surface, style, (right, middle), row, explained)
        _draw_bar(surface, style, (x, middle), bar, row, explained)
        x += bar + style.px(_BETWEEN)
    _draw_marks(surface, style, (x, middle), row, explained)


def _draw_points(
    surface: pygame.Surface,
    style: Style,
    midright: tuple[int, int],
    row: RosterRow,
    explained: ExplainedPlaces,
) -> pygame.Rect:
    """Draw the hit points of a unit as a figure; return its place."""
    size, tone = style.layout.text.small, style.colours.bone300
    place = style.writer.write(surface, _points_of(row), midright, size, tone, align=(1, 0.5))
    explained.add(place, glossary.stat("HP"), glossary.stat("HP_MAX"))
    return place


def _draw_bar(
    surface: pygame.Surface,
    style: Style,
    midleft: tuple[int, int],
    width: int,
    row: RosterRow,
    explained: ExplainedPlaces,
) -> None:
    """Draw the hit points of a unit as a bar."""
    bar = pygame.Rect(midleft[0], 0, width, max(5, style.px(_BAR_HEIGHT)))
    bar.centery = midleft[1]
    share = row.hp / row.hp_max
    shapes.bar(surface, style, bar, share, tokens.hit_point_colour(style, share))
    explained.add(bar, glossary.stat("HP"), glossary.stat("HP_MAX"))


def _draw_token(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    row: RosterRow,
    explained: ExplainedPlaces,
) -> None:
    """Draw the token of a unit, marked as on the board; that of a destroyed one is grey."""
    size = rect.h - style.px(2)
    token = pygame.Rect(rect.x + style.px(_INSET), rect.centery - size // 2, size, size)
    done = row.done or not row.hp
    surface.blit(tokens.face(style, team_of(row.side), row.code, size, done=done), token)
    if row.ready:
        tokens.draw_pointer(surface, style, token.center, size)
        explained.add(token, Term.READY.topic)
    elif row.done and row.hp:
        tokens.draw_check(surface, style, token.center, size)
        explained.add(token, Term.DONE.topic)


def _draw_marks(
    surface: pygame.Surface,
    style: Style,
    at: tuple[int, int],
    row: RosterRow,
    explained: ExplainedPlaces,
) -> None:
    """Draw the icons of a unit's marks from the left."""
    colours, size = style.colours, _mark_size(style)
    x, middle = at
    for icon, topic in _marks_of(row):
        tone = colours.warn if icon == _ENGAGED else colours.bone300
        place = pygame.Rect(x, middle - size // 2, size, size)
        surface.blit(style.art.icon(icon, size, tone), place)
        explained.add(place, topic)
        x = place.right + style.px(2)
