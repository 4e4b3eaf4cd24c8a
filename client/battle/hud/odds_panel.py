"""The forecast: the expected outcome of an attack or a charge, roll by roll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import panels, shapes
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.text import glossary
from client.text.catalogue import text
from client.text.glossary import Term

if TYPE_CHECKING:
    from client.battle.hud.explained import ExplainedPlaces
    from client.battle.view.odds_cards import Bar, Chance, OddsCard, Reason
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb
    from client.text.glossary import Topic

_FACE: Final = 38
_TARGET: Final = 44
_FIGURES: Final = 52
_BARS: Final = 92
_AXIS: Final = 14
"""Height of the words below the bars, in points."""
_STACK: Final = 24
_ROLL: Final = 19
"""Height of a roll without its reasons, in points."""
_BELOW: Final = 5
"""Points between two rolls."""
_GAP: Final = 8


def odds_height(style: Style, card: OddsCard, width: int, *, narrow: bool) -> int:
    """Return the height of the whole panel at *width* pixels, in pixels."""
    space = style.layout.space
    height = space.panel_head + 2 * space.padding_tight
    height += _TARGET + _FIGURES + (_STACK if narrow else _BARS) + 2 * _GAP
    across = width - 2 * style.px(space.padding_tight)
    chances = sum(_chance_height(style, one, across, based=True) for one in card.chances)
    answer = _answer_height(style, card, across)
    return style.px(height) + chances + len(card.chances) * style.px(_BELOW) + answer


def _answer_parts(style: Style, card: OddsCard, width: int) -> list[tuple[Topic, list[str]]]:
    """Return what the attack may cost, in wrapped lines with their topics: the answer of the
    target, and what the weapon does to its bearer.
    """
    parts = (Term.ANSWER.topic, card.answer), (glossary.rule("HAZARDOUS"), card.risk)
    size = style.layout.text.small
    return [(topic, style.writer.wrap(words, size, width)) for topic, words in parts if words]


def _answer_height(style: Style, card: OddsCard, width: int) -> int:
    """Return the height of what the attack may cost, in pixels."""
    lines = sum(len(part) for _, part in _answer_parts(style, card, width))
    return lines * _leading(style) + (style.px(_BELOW) if lines else 0)


def _draw_answer(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: OddsCard,
    explained: ExplainedPlaces,
) -> int:
    """Draw what the attack may cost; return the y below it."""
    y, step = rect.y, _leading(style)
    size, colour = style.layout.text.small, style.colours.bad
    for topic, lines in _answer_parts(style, card, rect.w):
        explained.add(pygame.Rect(rect.x, y, rect.w, len(lines) * step), topic)
        for line in lines:
            at = rect.x, y + step // 2
            style.writer.write(surface, line, at, size, colour, align=(0, 0.5))
            y += step
    return y + (style.px(_BELOW) if y > rect.y else 0)


def draw_odds(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: OddsCard,
    heading: tuple[str, str],
    explained: ExplainedPlaces,
    *,
    narrow: bool,
) -> None:
    """Draw the forecast; *heading* is the panel's title and its note.

    If it is *narrow*, or too low for a histogram, the outcomes are one stacked bar.
    """
    inner = panels.draw_panel(surface, style, rect, *heading)
    explained.add_title(style, rect, Term.FORECAST.topic)
    _draw_target(surface, style, inner, card)
    y = inner.y + style.px(_TARGET)
    figures = pygame.Rect(inner.x, y, inner.w, style.px(_FIGURES))
    _draw_figures(surface, style, figures, card, explained)
    stacked = narrow or odds_height(style, card, rect.w, narrow=False) > rect.h
    height = style.px(_STACK if stacked else _BARS)
    place = pygame.Rect(inner.x, figures.bottom, inner.w, height)
    draw_outcomes = _draw_stack if stacked else _draw_bars
    draw_outcomes(surface, style, place, card.bars)
    explained.add(place, Term.OUTCOMES.topic)
    y = place.bottom + style.px(_GAP)
    below = pygame.Rect(inner.x, y, inner.w, inner.bottom - y)
    below.y = _draw_answer(surface, style, below, card, explained)
    below.h = inner.bottom - below.y
    _draw_chances(surface, style, below, card.chances, explained)


def _draw_chances(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    chances: tuple[Chance, ...],
    explained: ExplainedPlaces,
) -> None:
    """Draw the rolls; if there is too little room, the bases of their reasons are left out."""
    tall = [_chance_height(style, chance, rect.w, based=True) for chance in chances]
    based = sum(tall) <= rect.h
    if not based:
        tall = [_chance_height(style, chance, rect.w, based=False) for chance in chances]
    between = min(style.px(_BELOW), max(0, rect.h - sum(tall)) // max(1, len(tall)))
    y = rect.y
    for chance, height in zip(chances, tall, strict=True):
        place = pygame.Rect(rect.x, y, rect.w, height)
        _draw_chance(surface, style, place, chance, explained, based=based)
        y += height + between


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
    words = style.writer.first_fitting(card.subtitles, sizes.caption, rect.right - x)
    y = rect.y + style.px(19)
    style.writer.write(surface, words, (x, y), sizes.caption, colours.bone300)
    if card.covered:
        shield = style.art.icon("shield", style.px(20), colours.cov)
        surface.blit(shield, shield.get_rect(topright=(rect.right, rect.y)))


def _draw_figures(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    card: OddsCard,
    explained: ExplainedPlaces,
) -> None:
    """Draw the figures in a row; the first one is also the label on the board."""
    colours, sizes = style.colours, style.layout.text
    width = rect.w // len(card.figures)
    for number, figure in enumerate(card.figures):
        place = pygame.Rect(rect.x + number * width, rect.y, width, rect.h)
        explained.add(place, figure.term.topic)
        middle = rect.x + number * width + width // 2
        tone = colours.sel if not number else colours.bone100
        size = sizes.headline if len(card.figures) <= 3 else sizes.name
        at = middle, rect.y + style.px(17)
        style.writer.write(surface, figure.words, at, size, tone, Face.BOLD, (0.5, 0.5))
        label = style.writer.first_fitting(figure.labels, sizes.small, width - style.px(4))
        at = middle, rect.y + style.px(40)
        style.writer.write(surface, label, at, sizes.small, colours.bone300, align=(0.5, 0.5))


def _draw_bars(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, bars: tuple[Bar, ...]
) -> None:
    """Draw a histogram of the hit points left: unharmed at the left, destroyed at the right."""
    colours, size = style.colours, style.layout.text.small
    shapes.box(surface, style, rect, colours.ink900, colours.line, style.px(4))
    at = rect.centerx, rect.bottom - style.px(9)
    words = text("battle.odds.bars")
    style.writer.write(surface, words, at, size, colours.bone500, align=(0.5, 0.5))
    rect = pygame.Rect(rect.x, rect.y, rect.w, rect.h - style.px(_AXIS))
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
        label = style.writer.shorten(bar.left, size, width - 2)
        at = middle, rect.bottom - style.px(10)
        style.writer.write(surface, label, at, size, ink, align=(0.5, 0.5))


def _draw_stack(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, bars: tuple[Bar, ...]
) -> None:
    """Draw all outcomes as one stacked bar, where a histogram would be too high."""
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


def _chance_height(style: Style, chance: Chance, width: int, *, based: bool) -> int:
    lines = _reason_lines(style, chance, width, based=based)
    return _roll_height(style) + len(lines) * _leading(style)


def _roll_height(style: Style) -> int:
    return max(style.px(_ROLL), style.writer.pixels(style.layout.text.table) + style.px(5))


def _leading(style: Style) -> int:
    return style.writer.pixels(style.layout.text.small) + style.px(4)


def _draw_chance(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    chance: Chance,
    explained: ExplainedPlaces,
    *,
    based: bool,
) -> None:
    """Draw a roll: the number needed, its probability, and the reasons below."""
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
    at, ink = (rect.right, middle), colours.bone100
    written = style.writer.write(surface, chance.figure, at, sizes.table, ink, Face.BOLD, (1, 0.5))
    left, right = cell.right + style.px(8), min(written.x, rect.right - style.px(60)) - style.px(8)
    bar = pygame.Rect(left, 0, right - left, style.px(9))
    bar.centery = middle
    if bar.w > style.px(16):
        shapes.bar(surface, style, bar, chance.share, colours.shoot)
    height = _roll_height(style)
    explained.add(pygame.Rect(rect.x, rect.y, rect.w, height), chance.term.topic)
    below = pygame.Rect(rect.x, rect.y + height, rect.w, rect.h - height)
    lines = _reason_lines(style, chance, rect.w, based=based)
    _draw_reasons(surface, style, below, lines, explained)


def _draw_reasons(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    lines: list[list[tuple[Reason, Rgb]]],
    explained: ExplainedPlaces,
) -> None:
    """Draw the reasons of a roll below it."""
    size, y = style.layout.text.small, rect.y
    for line in lines:
        x = rect.x
        for reason, tone in line:
            at = x, y + _leading(style) // 2
            written = style.writer.write(surface, reason.words, at, size, tone, align=(0, 0.5))
            explained.add(written, reason.topic)
            x = written.right + style.px(8)
        y += _leading(style)


def _reason_lines(
    style: Style, chance: Chance, width: int, *, based: bool
) -> list[list[tuple[Reason, Rgb]]]:
    """Return the reasons of a roll, broken into lines; if *based*, they start with the base
    value.
    """
    colours, size = style.colours, style.layout.text.small
    parts = [
        *([(chance.base, colours.bone500)] if based and chance.base is not None else []),
        *((reason, colours.good) for reason in chance.good),
        *((reason, colours.bad) for reason in chance.bad),
    ]
    lines: list[list[tuple[Reason, Rgb]]] = []
    used = width
    for reason, tone in parts:
        wide = style.writer.width(reason.words, size) + style.px(8)
        if used + wide > width + style.px(8):
            lines.append([])
            used = 0
        lines[-1].append((reason, tone))
        used += wide
    return lines
