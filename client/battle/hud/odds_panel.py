"""The forecast: what an attack or a charge can be expected to do, roll by roll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.hud.hit_areas import HitArea, PickTarget
from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.text.catalogue import text

if TYPE_CHECKING:
    from client.battle.view.cards import Bar, Chance, OddsCard
    from client.draw.ui.style import Style

_FACE: Final = 38
_TARGET: Final = 44
_FIGURES: Final = 52
_BARS: Final = 78
_STACK: Final = 24
_CHANCE: Final = 38
_REASONED: Final = 35
"""Points a roll needs to have its reasons below it."""
_GAP: Final = 8
_ROW: Final = 40


def odds_height(style: Style, card: OddsCard, *, narrow: bool) -> int:
    """Measure the whole panel."""
    height = style.layout.space.panel_head + 2 * style.layout.space.padding_tight
    height += _TARGET + _FIGURES + (_STACK if narrow else _BARS) + 2 * _GAP
    return style.px(height + len(card.chances) * _CHANCE)


def draw_odds(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: OddsCard,
    heading: tuple[str, str],
    *,
    narrow: bool,
) -> None:
    """Draw the forecast; *heading* is the panel's title and its note."""
    inner = panels.draw_panel(surface, style, rect, *heading)
    _draw_target(surface, style, inner, card)
    y = inner.y + style.px(_TARGET)
    _draw_figures(surface, style, pygame.Rect(inner.x, y, inner.w, style.px(_FIGURES)), card)
    y += style.px(_FIGURES)
    height = style.px(_STACK if narrow else _BARS)
    place = pygame.Rect(inner.x, y, inner.w, height)
    if narrow:
        _draw_stack(surface, style, place, card.bars)
    else:
        _draw_bars(surface, style, place, card.bars)
    y = place.bottom + style.px(_GAP)
    left = inner.bottom - y
    step = min(style.px(_CHANCE), left // max(1, len(card.chances)))
    for chance in card.chances:
        _draw_chance(surface, style, pygame.Rect(inner.x, y, inner.w, step), chance)
        y += step


def _draw_target(surface: pygame.Surface, style: Style, rect: pygame.Rect, card: OddsCard) -> None:
    colours, sizes = style.colours, style.layout.text
    face = tokens.face(style, team_of(card.side), card.code, style.px(_FACE))
    surface.blit(face, rect.topleft)
    x = rect.x + style.px(_FACE + 10)
    room = rect.right - x - style.px(24)
    title = style.writer.shorten(card.title, sizes.strong, room, Face.BOLD)
    style.writer.write(
        surface, title, (x, rect.y - style.px(3)), sizes.strong, colours.bone100, Face.BOLD
    )
    words = style.writer.shorten(card.subtitle, sizes.caption, rect.right - x)
    y = rect.y + style.px(19)
    style.writer.write(surface, words, (x, y), sizes.caption, colours.bone300)
    if card.covered:
        shield = style.art.icon("shield", style.px(20), colours.cov)
        surface.blit(shield, shield.get_rect(topright=(rect.right, rect.y)))


def _draw_figures(surface: pygame.Surface, style: Style, rect: pygame.Rect, card: OddsCard) -> None:
    """Draw the figures in a row; the first is what the label on the board says."""
    colours, sizes = style.colours, style.layout.text
    width = rect.w // len(card.figures)
    for number, (figure, words) in enumerate(card.figures):
        middle = rect.x + number * width + width // 2
        tone = colours.sel if not number else colours.bone100
        size = sizes.headline if len(card.figures) <= 3 else sizes.name
        at = middle, rect.y + style.px(17)
        style.writer.write(surface, figure, at, size, tone, Face.BOLD, (0.5, 0.5))
        label = style.writer.shorten(words, sizes.small, width - style.px(4))
        at = middle, rect.y + style.px(40)
        style.writer.write(surface, label, at, sizes.small, colours.bone300, align=(0.5, 0.5))


def _draw_bars(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, bars: tuple[Bar, ...]
) -> None:
    """Draw a histogram: the target unharmed at the left, destroyed at the right."""
    colours, size = style.colours, style.layout.text.small
    shapes.box(surface, style, rect, colours.ink900, colours.line, style.px(4))
    inner = rect.inflate(-style.px(12), 0)
    width = inner.w // len(bars)
    room = rect.h - style.px(42)
    highest = max(bar.chance for bar in bars)
    for number, bar in enumerate(bars):
        middle = inner.x + number * width + width // 2
        tone = colours.sel if bar.destroys else mix(colours.ink500, colours.bone500, 0.45)
        height = max(2, round(room * bar.chance / highest))
        column = pygame.Rect(0, 0, max(4, width - style.px(6)), height)
        column.midbottom = middle, rect.bottom - style.px(20)
        fill = (mix(tone, colours.white, 0.15), tone)
        shapes.box(surface, style, column, fill, None, min(style.px(3), height / 2))
        ink = colours.sel if bar.destroys else colours.bone100
        at = middle, column.y - style.px(9)
        figure = style.writer.shorten(bar.figure, size, width, Face.BOLD)
        style.writer.write(surface, figure, at, size, ink, Face.BOLD, (0.5, 0.5))
        label = style.writer.shorten(bar.label, size, width - 2)
        at = middle, rect.bottom - style.px(10)
        style.writer.write(surface, label, at, size, ink, align=(0.5, 0.5))


def _draw_stack(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, bars: tuple[Bar, ...]
) -> None:
    """Draw one bar of all outcomes, where a histogram would be too high."""
    colours, size = style.colours, style.layout.text.small
    x = float(rect.x)
    for number, bar in enumerate(bars):
        width = rect.w * bar.chance
        place = pygame.Rect(round(x), rect.y, round(x + width) - round(x) - 1, rect.h)
        x += width
        if place.w < 2:
            continue
        shade = mix(colours.ink500, colours.bone300, 0.75 * number / len(bars))
        fill = colours.sel if bar.destroys else shade
        shapes.box(surface, style, place, fill, None, min(style.px(3), place.w / 2))
        words = bar.label if not bar.destroys else f"{bar.label} {bar.figure}"
        for label in (words, bar.figure):
            if style.writer.width(label, size, Face.BOLD) <= place.w - style.px(4):
                style.writer.write(
                    surface, label, place.center, size, colours.ink900, Face.BOLD, (0.5, 0.5)
                )
                break


def _draw_chance(surface: pygame.Surface, style: Style, rect: pygame.Rect, chance: Chance) -> None:
    """Draw a roll: what is needed, how likely it is, and below it why."""
    colours, sizes = style.colours, style.layout.text
    middle = rect.y + style.px(9)
    style.writer.write(
        surface, chance.title, (rect.x, middle), sizes.table, colours.bone100, Face.BOLD, (0, 0.5)
    )
    cell = pygame.Rect(0, 0, style.px(32), style.px(20))
    cell.midleft = rect.x + style.px(58), middle
    shapes.box(surface, style, cell, colours.ink900, colours.ink500, style.px(4))
    style.writer.write(
        surface, chance.needed, cell.center, sizes.table, colours.bone100, Face.BOLD, (0.5, 0.5)
    )
    written = style.writer.write(
        surface,
        chance.figure,
        (rect.right, middle),
        sizes.table,
        colours.bone100,
        Face.BOLD,
        (1, 0.5),
    )
    left, right = cell.right + style.px(8), min(written.x, rect.right - style.px(60)) - style.px(8)
    low = rect.h < style.px(_REASONED)
    if low and (chance.good or chance.bad):
        # No room below: the reasons take the place of the bar, which only repeats the figure.
        y = middle - style.writer.height(sizes.small) // 2
        _draw_reasons(surface, style, (left, y), right, chance)
        return
    bar = pygame.Rect(left, 0, right - left, style.px(9))
    bar.centery = middle
    if bar.w > style.px(16):
        shapes.bar(surface, style, bar, chance.share, colours.shoot)
    if not low:
        at = cell.x, rect.y + style.px(19)
        _draw_reasons(surface, style, at, rect.right, chance, chance.base)


def _draw_reasons(
    surface: pygame.Surface,
    style: Style,
    at: tuple[int, int],
    right: int,
    chance: Chance,
    base: str = "",
) -> None:
    colours, size = style.colours, style.layout.text.small
    x, y = at
    parts = [
        (base, colours.bone500),
        *((words, colours.good) for words in chance.good),
        *((words, colours.bad) for words in chance.bad),
    ]
    for words, tone in parts:
        room = right - x
        if room < style.px(24):
            return
        if words:
            shown = style.writer.shorten(words, size, room)
            x = style.writer.write(surface, shown, (x, y), size, tone).right + style.px(8)


def draw_targets(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    cards: list[OddsCard],
    heading: tuple[str, str],
    mouse: tuple[int, int],
) -> list[HitArea]:
    """Draw the list of targets if none is under the mouse; return the rows to choose from."""
    colours, sizes = style.colours, style.layout.text
    inner = panels.draw_panel(surface, style, rect, *heading)
    areas = []
    y, step = inner.y, style.px(_ROW)
    for card in cards:
        if y + step > inner.bottom + style.px(_GAP):
            break
        place = pygame.Rect(inner.x, y, inner.w, step - style.px(4))
        hovered = place.collidepoint(mouse)
        look = panels.row_look(style, chosen=False, hovered=hovered)
        shapes.box(surface, style, place, look.fill, look.edge)
        face = tokens.face(style, team_of(card.side), card.code, style.px(26))
        surface.blit(face, face.get_rect(midleft=(place.x + style.px(6), place.centery)))
        figures = text("battle.odds.row", chance=card.figures[0][0], damage=_damage_of(card))
        at = place.right - style.px(8), place.centery
        written = style.writer.write(
            surface, figures, at, sizes.caption, colours.bone300, align=(1, 0.5)
        )
        x = place.x + style.px(40)
        room = written.x - style.px(6) - x
        title = style.writer.shorten(card.title, sizes.table, room, Face.BOLD)
        at = x, place.centery
        style.writer.write(surface, title, at, sizes.table, colours.bone100, Face.BOLD, (0, 0.5))
        areas.append(HitArea(f"target {card.target}", place, PickTarget(card.target)))
        y += step
    return areas


def _damage_of(card: OddsCard) -> str:
    return card.figures[-2][0]
