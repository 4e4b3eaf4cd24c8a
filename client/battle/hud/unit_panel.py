"""The card of a unit: name, statline, marks, and weapons to select from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.battle.hud.hit_areas import HitArea, PickWeapon
from client.battle.playback.frames import team_of
from client.battle.view.cards import UnitCard, WeaponRow
from client.draw.board import tokens
from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.text import glossary
from client.text.catalogue import name, text
from client.text.format import comma_list, heading
from client.text.glossary import WEAPON_STATS

if TYPE_CHECKING:
    from client.battle.hud.explained import ExplainedPlaces
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb

_FACE: Final = 44
_HEAD: Final = 60
_CELLS: Final = 40
_TABLE_HEAD: Final = 18
_ROW: Final = 24
_GAP: Final = 8
_COLUMNS: Final = (30, 32, 28, 24, 24, 30)
"""Minimum widths of the columns of numbers in a table of weapons, in points."""
_BETWEEN: Final = 5
"""Minimum distance between two columns, in points."""
_ACCENT: Final = 1
"""Distance of the rules from a weapon's name, in points, for capitals with accents."""
_KEY: Final = 12
"""Width of the key that selects a weapon, in points."""


class _RowLayout(NamedTuple):
    """The layout of a weapon's row.

    *above* is whether its name has a line of its own above the numbers, *rules* are the lines of
    its rules, and *height* is in pixels.
    """

    above: bool
    rules: list[str]
    height: int


def head_height(style: Style) -> int:
    """Return the height of the part above the weapons, in pixels."""
    return style.px(_HEAD + _CELLS + _GAP)


def card_height(style: Style, card: UnitCard, width: int) -> int:
    """Return the height of a whole card at *width* pixels, including the panel's edge, in
    pixels.
    """
    pad = 2 * style.px(style.layout.space.padding_tight)
    return pad + head_height(style) + weapons_height(style, card, width - pad)


def weapons_height(style: Style, card: UnitCard, width: int) -> int:
    """Return the height of the marks and weapons of a card at *width* pixels, in pixels."""
    height = 0
    if card.marks:
        height += len(_mark_lines(style, card.marks, width)) * _mark_step(style) + style.px(_GAP)
    for rows in (card.ranged, card.melee):
        if rows:
            columns = _columns(style, width, rows)
            height += style.px(_GAP // 2) + _table_head(style)
            height += sum(_row_layout(style, row, width, columns).height for row in rows)
    if card.left_out:
        height += len(_left_out_lines(style, card, width)) * _leading(style, _left_out_size(style))
    return height


def _left_out_size(style: Style) -> float:
    return style.layout.text.small


def _left_out_lines(style: Style, card: UnitCard, width: int) -> list[str]:
    """Return the lines that name the weapons without room for their numbers."""
    words = text("battle.card.left-out", weapons=comma_list(card.left_out))
    return style.writer.wrap(words, _left_out_size(style), width - style.px(8), Face.ITALIC)


def _table_head(style: Style) -> int:
    return max(style.px(_TABLE_HEAD), style.writer.pixels(style.layout.text.small) + style.px(5))


def _leading(style: Style, size: float) -> int:
    return style.writer.pixels(size) + max(4, style.px(4))


def _row_layout(style: Style, row: WeaponRow, width: int, columns: list[int]) -> _RowLayout:
    sizes = style.layout.text
    room = columns[0] - style.px(_COLUMNS[0]) - _title_left(style, row)
    above = style.writer.width(row.title, sizes.caption, Face.BOLD) > room
    rules = []
    if row.rules:
        across = width - style.px(_KEY + 8)
        rules = style.writer.wrap(row.rules, sizes.small, across, Face.ITALIC)
    height = _line_height(style) + len(rules) * _leading(style, sizes.small)
    return _RowLayout(above, rules, height + above * _leading(style, sizes.caption))


def _line_height(style: Style) -> int:
    """Return the height of a line of a weapon's numbers, in pixels."""
    size = style.layout.text.caption
    return style.px(_ROW) - style.px(size) + style.writer.pixels(size)


def _title_left(style: Style, row: WeaponRow) -> int:
    return style.px(4) + (style.px(_KEY) if row.number else 0)


def draw_card(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: UnitCard,
    mouse: tuple[int, int],
    explained: ExplainedPlaces,
) -> list[HitArea]:
    """Draw a whole card; return the hit areas of its weapons."""
    inner = panels.draw_panel(surface, style, rect)
    draw_head(surface, style, inner, card, explained)
    top = inner.y + head_height(style)
    below = pygame.Rect(inner.x, top, inner.w, inner.bottom - top)
    return draw_weapons(surface, style, below, card, mouse, explained)


def draw_head(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: UnitCard,
    explained: ExplainedPlaces,
) -> None:
    """Draw the name, the condition and the statline of a unit."""
    colours, sizes = style.colours, style.layout.text
    face = tokens.face(style, team_of(card.side), card.code, style.px(_FACE))
    surface.blit(face, rect.topleft)
    x = rect.x + style.px(_FACE + 8)
    room = rect.right - x
    title = style.writer.shorten(card.title, sizes.lead, room, Face.BOLD)
    y = rect.y - style.px(4)
    style.writer.write(surface, title, (x, y), sizes.lead, colours.bone100, Face.BOLD)
    words = style.writer.first_fitting(card.subtitles, sizes.small, room)
    y = rect.y + style.px(23) - (style.writer.pixels(sizes.small) - style.px(sizes.small))
    about = style.writer.write(surface, words, (x, y), sizes.small, colours.bone300)
    explained.add(about, glossary.stat("KEYWORDS"), glossary.stat("VALUE"))
    points = text("battle.card.hp", hp=card.hp, most=card.hp_max)
    middle = rect.y + style.px(45)
    written = style.writer.write(
        surface,
        points,
        (rect.right, middle),
        sizes.caption,
        colours.bone100,
        Face.BOLD,
        (1, 0.5),
    )
    bar = pygame.Rect(x, middle - style.px(5), written.x - style.px(8) - x, style.px(10))
    share = card.hp / card.hp_max
    shapes.bar(surface, style, bar, share, tokens.hit_point_colour(style, share))
    explained.add(bar.union(written), glossary.stat("HP"), glossary.stat("HP_MAX"))
    row = pygame.Rect(rect.x, rect.y + style.px(_HEAD), rect.w, 0)
    _draw_stats(surface, style, row, card, explained)


def _draw_stats(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: UnitCard,
    explained: ExplainedPlaces,
) -> None:
    gap, count = style.px(5), len(card.stats)
    width = (rect.w - gap * (count - 1)) // count
    for number, (code, value) in enumerate(card.stats):
        place = pygame.Rect(rect.x + number * (width + gap), rect.y, width, style.px(_CELLS))
        panels.draw_cell(surface, style, place, name("stat", code), value)
        explained.add(place, glossary.stat(code))


def draw_weapons(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: UnitCard,
    mouse: tuple[int, int],
    explained: ExplainedPlaces,
) -> list[HitArea]:
    """Draw the marks and the tables of weapons; return the hit areas of the weapons."""
    y = rect.y
    if card.marks:
        y = _draw_marks(surface, style, rect, card.marks, explained)
    areas: list[HitArea] = []
    for key, rows in (("battle.card.ranged", card.ranged), ("battle.card.melee", card.melee)):
        if not rows:
            continue
        y += style.px(_GAP // 2)
        columns = _columns(style, rect.w, rows)
        head = pygame.Rect(rect.x, y, rect.w, _table_head(style))
        _draw_heads(surface, style, head, text(key), columns)
        y = head.bottom
        for row in rows:
            layout = _row_layout(style, row, rect.w, columns)
            place = pygame.Rect(rect.x, y, rect.w, layout.height)
            areas += _draw_row(surface, style, place, row, layout, columns, mouse)
            y = place.bottom
        _explain_columns(head, columns, y, explained)
        _explain_rules(style, rect, rows, columns, head.bottom, explained)
    if card.left_out:
        size, ink = _left_out_size(style), style.colours.bone500
        for line in _left_out_lines(style, card, rect.w):
            at = rect.x + style.px(4), y
            style.writer.write(surface, line, at, size, ink, Face.ITALIC)
            y += _leading(style, size)
    return areas


def _mark_step(style: Style) -> int:
    return style.px(18) + style.px(4)


def _mark_width(style: Style, mark: str) -> int:
    words = name("mark", mark)
    return style.writer.width(words, style.layout.text.small, Face.BOLD) + style.px(12)


def _mark_lines(style: Style, marks: tuple[str, ...], width: int) -> list[list[str]]:
    """Return marks in lines that fit into *width* pixels."""
    lines: list[list[str]] = [[]]
    used = 0
    for mark in marks:
        wide = _mark_width(style, mark) + style.px(5)
        if lines[-1] and used + wide > width + style.px(5):
            lines.append([])
            used = 0
        lines[-1].append(mark)
        used += wide
    return lines


def _draw_marks(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    marks: tuple[str, ...],
    explained: ExplainedPlaces,
) -> int:
    """Draw the marks; return the y coordinate of their end."""
    colours, size = style.colours, style.layout.text.small
    y, height = rect.y, style.px(18)
    for line in _mark_lines(style, marks, rect.w):
        x = rect.x
        for mark in line:
            place = pygame.Rect(x, y, _mark_width(style, mark), height)
            shapes.box(surface, style, place, colours.ink600, colours.ink500, height / 2)
            words, ink = name("mark", mark), colours.bone100
            style.writer.write(surface, words, place.center, size, ink, Face.BOLD, (0.5, 0.5))
            explained.add(place, glossary.mark(mark))
            x = place.right + style.px(5)
        y += _mark_step(style)
    return y + style.px(_GAP)


def _columns(style: Style, width: int, rows: tuple[WeaponRow, ...]) -> list[int]:
    """Return the right edges of the columns of numbers, wide enough for all of *rows*."""
    sizes, between = style.layout.text, style.px(_BETWEEN)
    right = width - style.px(4)
    edges = []
    for number in reversed(range(len(_COLUMNS))):
        edges.append(right)
        head = style.writer.width(name("stat", WEAPON_STATS[number]), sizes.small)
        cells = [style.writer.width(row.cells[number], sizes.caption) for row in rows]
        right -= max(style.px(_COLUMNS[number]), head + between, *(one + between for one in cells))
    return edges[::-1]


def _draw_heads(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, title: str, columns: list[int]
) -> None:
    colours, size = style.colours, style.layout.text.small
    at = rect.x + style.px(4), rect.centery
    style.writer.write(surface, heading(title), at, size, colours.bone500, Face.BOLD, (0, 0.5))
    for key, right in zip(WEAPON_STATS, columns, strict=True):
        words = name("stat", key)
        at = rect.x + right, rect.centery
        style.writer.write(surface, words, at, size, colours.bone500, Face.REGULAR, (1, 0.5))
    line = rect.bottom - 1
    pygame.draw.line(surface, colours.line, (rect.x, line), (rect.right - 1, line))


def _explain_columns(
    head: pygame.Rect, columns: list[int], bottom: int, explained: ExplainedPlaces
) -> None:
    """Explain the columns of a table of weapons, from its heads down to *bottom*."""
    lefts = [columns[0] - (columns[1] - columns[0]), *columns[:-1]]
    for code, left, right in zip(WEAPON_STATS, lefts, columns, strict=True):
        place = pygame.Rect(head.x + left, head.y, right - left, bottom - head.y)
        explained.add(place, glossary.stat(code))


def _explain_rules(
    style: Style,
    rect: pygame.Rect,
    rows: tuple[WeaponRow, ...],
    columns: list[int],
    top: int,
    explained: ExplainedPlaces,
) -> None:
    """Explain the weapon rules below the numbers of each weapon."""
    y, step = top, _leading(style, style.layout.text.small)
    for row in rows:
        layout = _row_layout(style, row, rect.w, columns)
        height = len(layout.rules) * step
        place = pygame.Rect(rect.x, y + layout.height - height, rect.w, height)
        explained.add(place, *(glossary.rule(written) for written in row.written))
        y += layout.height


def _draw_row(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    row: WeaponRow,
    layout: _RowLayout,
    columns: list[int],
    mouse: tuple[int, int],
) -> list[HitArea]:
    colours, sizes = style.colours, style.layout.text
    place = rect.inflate(0, -2)
    hovered = row.asked and place.collidepoint(mouse)
    if row.in_hand or hovered:
        edge = colours.info if row.in_hand else colours.ink500
        fill = mix(colours.ink700, colours.info, 0.16) if row.in_hand else colours.ink700
        shapes.box(surface, style, place, fill, edge, style.px(4))
    ink = colours.ink500 if row.spent else colours.bone100 if row.number else colours.bone300
    middle = rect.y + _line_height(style) // 2
    if row.number:
        at = rect.x + style.px(5), middle
        style.writer.write(
            surface, str(row.number), at, sizes.small, colours.brass, Face.BOLD, (0, 0.5)
        )
    x = rect.x + _title_left(style, row)
    face = Face.BOLD if row.in_hand else Face.REGULAR
    title = style.writer.shorten(row.title, sizes.caption, rect.right - x, face)
    style.writer.write(surface, title, (x, middle), sizes.caption, ink, face, (0, 0.5))
    if layout.above:
        middle += _leading(style, sizes.caption)
    for cell, right in zip(row.cells, columns, strict=True):
        at = rect.x + right, middle
        style.writer.write(surface, cell, at, sizes.caption, ink, Face.REGULAR, (1, 0.5))
    tone = colours.ink500 if row.spent else colours.brass
    _draw_rules(surface, style, (x, middle), layout.rules, tone)
    return [HitArea(f"weapon {row.code}", place, PickWeapon(row.code))] if row.asked else []


def _draw_rules(
    surface: pygame.Surface, style: Style, at: tuple[int, int], lines: list[str], tone: Rgb
) -> None:
    """Draw the rules of a weapon below its numbers."""
    sizes = style.layout.text
    x, step = at[0], _leading(style, sizes.small)
    between = step - style.writer.pixels(sizes.small)
    y = (
        at[1]
        + (style.writer.pixels(sizes.caption) + style.writer.pixels(sizes.small)) // 2
        + between
        + style.px(_ACCENT)
    )
    for words in lines:
        style.writer.write(surface, words, (x, y), sizes.small, tone, Face.ITALIC, (0, 0.5))
        y += step
