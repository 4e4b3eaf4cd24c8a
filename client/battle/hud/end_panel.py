"""The end of a battle: who won and why, the points and what is left, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.battle.hud.boxes import BoxButton, draw_choices
from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.hud.hit_areas import HitArea
    from client.draw.ui.style import Style

_WIDTH: Final = 560
_HEAD: Final = 84
_TABLE_HEAD: Final = 84
_ROW: Final = 36
_VEIL: Final = 0.62


class EndView(NamedTuple):
    """What the end shows: *rows* are a label and the figures of ONE and TWO."""

    title: str
    reason: str
    note: str
    winner: Side | None
    names: tuple[str, str]
    codes: tuple[str, str]
    rows: tuple[tuple[str, str, str], ...]


def draw_end(
    surface: pygame.Surface,
    style: Style,
    view: EndView,
    choices: Sequence[BoxButton],
    mouse: tuple[int, int],
) -> list[HitArea]:
    """Darken the board and draw the end in the middle; return its buttons."""
    panels.draw_veil(surface, style, _VEIL)
    pad, space = style.px(style.layout.space.padding), style.layout.space
    width = min(style.px(_WIDTH), surface.get_width() - 2 * pad)
    height = style.px(_HEAD + _TABLE_HEAD + _ROW * len(view.rows) + space.button_menu) + 3 * pad
    rect = pygame.Rect(0, 0, width, height)
    rect.center = surface.get_rect().center
    panels.draw_panel(surface, style, rect)
    _draw_head(surface, style, rect, view)
    table = rect.inflate(-2 * pad, 0)
    table.y += style.px(_HEAD)
    _draw_table(surface, style, table, view)
    button = style.px(space.button_menu)
    row = pygame.Rect(table.x, rect.bottom - pad - button, table.w, button)
    return draw_choices(surface, style, row, choices, mouse)


def _draw_head(surface: pygame.Surface, style: Style, rect: pygame.Rect, view: EndView) -> None:
    colours, sizes = style.colours, style.layout.text
    if view.winner is not None:
        wash = rect.inflate(-2, -2)
        wash.h = style.px(_HEAD) - 2
        tone = colours.team(team_of(view.winner)).base
        fill = mix(colours.ink800, tone, 0.45), colours.ink800
        shapes.box(surface, style, wash, fill)
    pad = style.px(style.layout.space.padding)
    room = rect.w - 2 * pad
    title = style.writer.shorten(view.title, sizes.result, room, Face.BOLD)
    at = rect.centerx, rect.y + style.px(32)
    style.writer.write(surface, title, at, sizes.result, colours.bone100, Face.BOLD, (0.5, 0.5))
    words = style.writer.shorten(view.reason, sizes.body, room)
    at = rect.centerx, rect.y + style.px(66)
    style.writer.write(surface, words, at, sizes.body, colours.bone300, align=(0.5, 0.5))


def _draw_table(surface: pygame.Surface, style: Style, rect: pygame.Rect, view: EndView) -> None:
    """Draw a column a side around the labels in the middle."""
    colours, sizes = style.colours, style.layout.text
    columns = rect.x + rect.w // 5, rect.right - rect.w // 5
    for side, x in zip(Side, columns, strict=True):
        face = tokens.face(style, team_of(side), view.codes[side.index], style.px(44))
        surface.blit(face, face.get_rect(center=(x, rect.y + style.px(28))))
        name = style.writer.shorten(view.names[side.index], sizes.body, rect.w // 3, Face.BOLD)
        tone = colours.team(team_of(side)).light
        at = x, rect.y + style.px(62)
        style.writer.write(surface, name, at, sizes.body, tone, Face.BOLD, (0.5, 0.5))
    at = rect.centerx, rect.y + style.px(28)
    style.writer.write(surface, view.note, at, sizes.table, colours.bone500, align=(0.5, 0.5))
    y = rect.y + style.px(_TABLE_HEAD)
    for label, *figures in view.rows:
        line = pygame.Rect(rect.x, y, rect.w, style.px(_ROW - 4))
        shapes.box(surface, style, line, colours.ink900, colours.line, style.px(4))
        style.writer.write(
            surface, label, line.center, sizes.table, colours.bone300, align=(0.5, 0.5)
        )
        for figure, x in zip(figures, columns, strict=True):
            at = x, line.centery
            style.writer.write(
                surface, figure, at, sizes.lead, colours.bone100, Face.BOLD, (0.5, 0.5)
            )
        y += style.px(_ROW)
