"""Boxes over the board: questions, the hand-over, the menu, the end. And the tabs' row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.battle.hud.hit_areas import AreaAction, HitArea, Tab
from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.text.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.draw.ui.style import Style
    from engine.battle.side import Side

_WIDTH: Final = 500
_VEIL: Final = 0.62


class BoxButton(NamedTuple):
    """Offer one answer: *name* is for tests."""

    name: str
    face: ButtonFace
    kind: ButtonKind
    action: AreaAction


class BoxText(NamedTuple):
    """What a box says: a title and paragraphs; with a *side* its token stands beside them."""

    title: str
    lines: tuple[str, ...]
    side: Side | None = None
    code: str = ""


def draw_box(
    surface: pygame.Surface,
    style: Style,
    area: pygame.Rect,
    says: BoxText,
    choices: Sequence[BoxButton],
    mouse: tuple[int, int],
    *,
    veiled: bool = True,
) -> list[HitArea]:
    """Darken what is there and ask in the middle of *area*; return the answers.

    Answers stand side by side, or below each other where they are too wide for that.
    """
    if veiled:
        panels.draw_veil(surface, style, _VEIL)
    space, pad = style.layout.space, style.px(style.layout.space.padding)
    width = min(style.px(_WIDTH), area.w - 2 * pad)
    left = style.px(64) if says.side is not None else 0
    lines = _wrapped(style, says, width - 2 * pad - left)
    widths = _widths(style, choices)
    gap, button = style.px(space.gap), style.px(space.button_menu)
    beside = sum(widths) + gap * (len(widths) - 1) <= width - 2 * pad
    below = button if beside else len(choices) * (button + gap) - gap
    title = style.writer.height(style.layout.text.name, Face.BOLD)
    words = len(lines) * _leading(style)
    height = pad + max(title + style.px(6) + words, left) + pad + below + pad
    rect = pygame.Rect(0, 0, width, height)
    rect.center = area.center
    panels.draw_panel(surface, style, rect)
    _draw_words(surface, style, rect, says, lines)
    row = pygame.Rect(rect.x + pad, rect.bottom - pad - below, rect.w - 2 * pad, below)
    return draw_choices(surface, style, row, choices, mouse)


def draw_choices(
    surface: pygame.Surface,
    style: Style,
    row: pygame.Rect,
    choices: Sequence[BoxButton],
    mouse: tuple[int, int],
) -> list[HitArea]:
    """Draw answers at the right of a row, or below each other in a higher one; return them."""
    widths = _widths(style, choices)
    gap, button = style.px(style.layout.space.gap), style.px(style.layout.space.button_menu)
    beside = row.h < 2 * button
    layout = _beside(row, widths, gap) if beside else _below(row, len(choices), button, gap)
    return [
        _draw_choice(surface, style, place, choice, mouse, first=not number)
        for number, (choice, place) in enumerate(zip(choices, layout, strict=True))
    ]


def _leading(style: Style) -> int:
    return style.writer.height(style.layout.text.body) + style.px(2)


def _wrapped(style: Style, says: BoxText, room: int) -> list[str]:
    size = style.layout.text.body
    return [part for line in says.lines for part in style.writer.wrap(line, size, room)]


def _widths(style: Style, choices: Sequence[BoxButton]) -> list[int]:
    least = style.px(104)
    return [max(least, panels.button_width(style, choice.face)) for choice in choices]


def _beside(row: pygame.Rect, widths: list[int], gap: int) -> list[pygame.Rect]:
    x = row.right - sum(widths) - gap * (len(widths) - 1)
    layout = []
    for width in widths:
        layout.append(pygame.Rect(x, row.y, width, row.h))
        x += width + gap
    return layout


def _below(row: pygame.Rect, count: int, height: int, gap: int) -> list[pygame.Rect]:
    return [
        pygame.Rect(row.x, row.y + number * (height + gap), row.w, height)
        for number in range(count)
    ]


def _draw_words(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, says: BoxText, lines: list[str]
) -> None:
    colours, sizes, pad = style.colours, style.layout.text, style.px(style.layout.space.padding)
    x, y = rect.x + pad, rect.y + pad
    if says.side is not None:
        face = tokens.face(style, team_of(says.side), says.code, style.px(52))
        surface.blit(face, (x, y))
        x += style.px(64)
    title = style.writer.shorten(says.title, sizes.name, rect.right - pad - x, Face.BOLD)
    written = style.writer.write(surface, title, (x, y), sizes.name, colours.bone100, Face.BOLD)
    y = written.bottom + style.px(6)
    for line in lines:
        style.writer.write(surface, line, (x, y), sizes.body, colours.bone300)
        y += _leading(style)


def _draw_choice(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    choice: BoxButton,
    mouse: tuple[int, int],
    *,
    first: bool,
) -> HitArea:
    hovered = rect.collidepoint(mouse)
    look = panels.button_look(style, choice.kind, enabled=True, hovered=hovered)
    panels.draw_button(surface, style, rect, choice.face, look, focused=first)
    return HitArea(choice.name, rect, choice.action)


def draw_tabs(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, chosen: Tab, mouse: tuple[int, int]
) -> list[HitArea]:
    """Draw the tabs of a narrow column."""
    gap = style.px(6)
    width = (rect.w - gap * (len(Tab) - 1)) // len(Tab)
    areas = []
    for number, tab in enumerate(Tab):
        place = pygame.Rect(rect.x + number * (width + gap), rect.y, width, rect.h)
        hovered = place.collidepoint(mouse)
        look = panels.row_look(style, chosen=tab is chosen, hovered=hovered)
        shapes.box(surface, style, place, look.fill, look.edge)
        size, face = style.layout.text.table, Face.BOLD if tab is chosen else Face.REGULAR
        words = style.writer.shorten(text(tab.value), size, width - style.px(8), face)
        style.writer.write(surface, words, place.center, size, look.words, face, (0.5, 0.5))
        areas.append(HitArea(f"tab {tab.name.lower()}", place, tab))
    return areas


def draw_cover(surface: pygame.Surface, style: Style, side: Side) -> None:
    """Hide the whole window behind a side's colours."""
    colours = style.colours.team(team_of(side))
    stops = (style.colours.ink900, colours.dark, style.colours.ink900)
    surface.blit(panels.gradient(style, surface.get_size(), stops), (0, 0))
