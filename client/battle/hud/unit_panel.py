"""The card of a unit: who it is, its statline, its marks, its weapons to pick from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.hud.hit_areas import HitArea, PickWeapon
from client.battle.playback.frames import team_of
from client.battle.view.cards import HEADS, UnitCard, WeaponRow
from client.draw.board import tokens
from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.text.catalogue import name, text
from client.text.format import heading

if TYPE_CHECKING:
    from client.draw.ui.style import Style

_FACE: Final = 52
_HEAD: Final = 60
_CELLS: Final = 40
_TABLE_HEAD: Final = 18
_ROW: Final = 24
_RULES: Final = 15
_GAP: Final = 8
_COLUMNS: Final = (30, 32, 28, 24, 24, 30)
"""Points of the columns of numbers in a table of weapons."""


def head_height(style: Style) -> int:
    """Measure the part above the weapons."""
    return style.px(_HEAD + _CELLS + _GAP)


def card_height(style: Style, card: UnitCard) -> int:
    """Measure a whole card, with its panel's edge."""
    pad = 2 * style.px(style.layout.space.padding_tight)
    return pad + head_height(style) + _weapons_height(style, card)


def _weapons_height(style: Style, card: UnitCard) -> int:
    height = style.px(_GAP) if card.marks else 0
    if card.marks:
        height += style.px(18)
    for rows in (card.ranged, card.melee):
        if rows:
            height += style.px(_GAP // 2 + _TABLE_HEAD) + sum(_row_height(style, r) for r in rows)
    return height


def _row_height(style: Style, row: WeaponRow) -> int:
    return style.px(_ROW + (_RULES if row.rules else 0))


def draw_card(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, card: UnitCard, mouse: tuple[int, int]
) -> list[HitArea]:
    """Draw a card with everything; return the weapons that answer clicks."""
    inner = panels.draw_panel(surface, style, rect)
    draw_head(surface, style, inner, card)
    top = inner.y + head_height(style)
    return draw_weapons(
        surface, style, pygame.Rect(inner.x, top, inner.w, inner.bottom - top), card, mouse
    )


def draw_head(surface: pygame.Surface, style: Style, rect: pygame.Rect, card: UnitCard) -> None:
    """Draw who it is, how it is, and its statline."""
    colours, sizes = style.colours, style.layout.text
    face = tokens.face(style, team_of(card.side), card.code, style.px(_FACE))
    surface.blit(face, rect.topleft)
    x = rect.x + style.px(_FACE + 12)
    room = rect.right - x
    title = style.writer.shorten(card.title, sizes.lead, room, Face.BOLD)
    y = rect.y - style.px(4)
    style.writer.write(surface, title, (x, y), sizes.lead, colours.bone100, Face.BOLD)
    words = style.writer.shorten(card.subtitle, sizes.small, room)
    y = rect.y + style.px(21)
    style.writer.write(surface, words, (x, y), sizes.small, colours.bone300)
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
    _draw_stats(surface, style, pygame.Rect(rect.x, rect.y + style.px(_HEAD), rect.w, 0), card)


def _draw_stats(surface: pygame.Surface, style: Style, rect: pygame.Rect, card: UnitCard) -> None:
    gap, count = style.px(5), len(card.stats)
    width = (rect.w - gap * (count - 1)) // count
    for number, (label, value) in enumerate(card.stats):
        place = pygame.Rect(rect.x + number * (width + gap), rect.y, width, style.px(_CELLS))
        panels.draw_cell(surface, style, place, label, value)


def draw_weapons(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: UnitCard,
    mouse: tuple[int, int],
) -> list[HitArea]:
    """Draw the marks and the tables of weapons."""
    y = rect.y
    if card.marks:
        y = _draw_marks(surface, style, rect, card.marks)
    areas: list[HitArea] = []
    for key, rows in (("battle.card.ranged", card.ranged), ("battle.card.melee", card.melee)):
        if not rows or y + style.px(_TABLE_HEAD + _ROW) > rect.bottom + style.px(_GAP):
            continue
        y += style.px(_GAP // 2)
        _draw_heads(
            surface, style, pygame.Rect(rect.x, y, rect.w, style.px(_TABLE_HEAD)), text(key)
        )
        y += style.px(_TABLE_HEAD)
        for row in rows:
            place = pygame.Rect(rect.x, y, rect.w, _row_height(style, row))
            areas += _draw_row(surface, style, place, row, mouse)
            y = place.bottom
    return areas


def _draw_marks(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, marks: tuple[str, ...]
) -> int:
    colours, size = style.colours, style.layout.text.small
    x, height = rect.x, style.px(18)
    for mark in marks:
        line = style.writer.line(mark, size, colours.bone100, Face.BOLD)
        place = pygame.Rect(x, rect.y, line.get_width() + style.px(12), height)
        if place.right > rect.right:
            break
        shapes.box(surface, style, place, colours.ink600, colours.ink500, height / 2)
        surface.blit(line, line.get_rect(center=place.center))
        x = place.right + style.px(5)
    return rect.y + height + style.px(_GAP)


def _columns(style: Style, rect: pygame.Rect) -> list[int]:
    """Return the right edges of the columns of numbers."""
    right = rect.right - style.px(4)
    edges = []
    for width in reversed(_COLUMNS):
        edges.append(right)
        right -= style.px(width)
    return edges[::-1]


def _draw_heads(surface: pygame.Surface, style: Style, rect: pygame.Rect, title: str) -> None:
    colours, size = style.colours, style.layout.text.small
    at = rect.x + style.px(4), rect.centery
    style.writer.write(surface, heading(title), at, size, colours.bone500, Face.BOLD, (0, 0.5))
    for key, right in zip(HEADS, _columns(style, rect), strict=True):
        words = name("stat", key)
        at = right, rect.centery
        style.writer.write(surface, words, at, size, colours.bone500, Face.REGULAR, (1, 0.5))
    line = rect.bottom - 1
    pygame.draw.line(surface, colours.line, (rect.x, line), (rect.right - 1, line))


def _draw_row(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    row: WeaponRow,
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
    edges = _columns(style, rect)
    middle = rect.y + style.px(_ROW) // 2
    x = rect.x + style.px(4)
    if row.number:
        at = x + style.px(1), middle
        style.writer.write(
            surface, str(row.number), at, sizes.small, colours.brass, Face.BOLD, (0, 0.5)
        )
        x += style.px(12)
    room = edges[0] - style.px(18) - x
    face = Face.BOLD if row.in_hand else Face.REGULAR
    title = style.writer.shorten(row.title, sizes.caption, room, face)
    style.writer.write(surface, title, (x, middle), sizes.caption, ink, face, (0, 0.5))
    for cell, right in zip(row.cells, edges, strict=True):
        at = right, middle
        style.writer.write(surface, cell, at, sizes.caption, ink, Face.REGULAR, (1, 0.5))
    if row.rules:
        words = style.writer.shorten(row.rules, sizes.small, rect.w - style.px(24), Face.ITALIC)
        at = x, middle + style.px(9)
        tone = colours.ink500 if row.spent else colours.brass
        style.writer.write(surface, words, at, sizes.small, tone, Face.ITALIC)
    return [HitArea(f"weapon {row.code}", place, PickWeapon(row.code))] if row.asked else []
