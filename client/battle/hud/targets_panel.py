"""The list of all targets of the acting unit, best first, shown while none is aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.hud.hit_areas import HitArea, PickTarget
from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import panels, shapes
from client.draw.ui.writer import Face
from client.text.catalogue import plural, text
from client.text.format import amount
from client.text.glossary import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.hud.explained import ExplainedPlaces
    from client.battle.view.odds_cards import OddsCard
    from client.draw.ui.style import Style

_ROW: Final = 44
_SHORT: Final = 24
"""Height of a row of one line, where there is no room for two, in points."""
_GAP: Final = 4


def targets_height(style: Style, rows: int) -> int:
    """Return the height of a panel of so many targets, in pixels."""
    space = style.layout.space
    return style.px(space.panel_head + 2 * space.padding_tight + rows * _ROW)


def draw_targets(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    cards: Sequence[OddsCard],
    heading: tuple[str, str],
    mouse: tuple[int, int],
    explained: ExplainedPlaces,
) -> list[HitArea]:
    """Draw the list of targets; return its hit areas.

    Rows have one line instead of two if that shows more of them; those left out are counted.
    """
    inner = panels.draw_panel(surface, style, rect, *heading)
    explained.add_title(style, rect, Term.TARGETS.topic)
    gap = style.px(_GAP)
    short = len(cards) * style.px(_ROW) - gap > inner.h
    step = _short_step(style) if short else style.px(_ROW)
    shown = list(cards)
    if len(cards) * step - gap > inner.h:
        shown = shown[: max(1, (inner.h + gap) // step - 1)]
    areas, y = [], inner.y
    for card in shown:
        place = pygame.Rect(inner.x, y, inner.w, step - gap)
        look = panels.row_look(style, chosen=False, hovered=place.collidepoint(mouse))
        shapes.box(surface, style, place, look.fill, look.edge)
        draw_row = _draw_short_row if short else _draw_row
        draw_row(surface, style, place, card)
        areas.append(HitArea(f"target {card.target}", place, PickTarget(card.target, card.weapon)))
        y += step
    if len(shown) < len(cards):
        words = plural("battle.odds.more-targets", len(cards) - len(shown))
        at, size = (inner.x, y + (step - gap) // 2), style.layout.text.small
        style.writer.write(surface, words, at, size, style.colours.bone500, align=(0, 0.5))
    return areas


def _short_step(style: Style) -> int:
    """Return the distance between two rows of one line, in pixels."""
    height = style.writer.height(style.layout.text.table)
    return max(style.px(_SHORT), height + 2) + style.px(_GAP)


def _draw_row(surface: pygame.Surface, style: Style, place: pygame.Rect, card: OddsCard) -> None:
    """Draw a target: its name, and its odds below."""
    colours, sizes = style.colours, style.layout.text
    face = tokens.face(style, team_of(card.side), card.code, style.px(26))
    surface.blit(face, face.get_rect(midleft=(place.x + style.px(6), place.centery)))
    x, middle = place.x + style.px(40), place.centery
    room = place.right - style.px(6) - x
    title = style.writer.shorten(card.title, sizes.table, room, Face.BOLD)
    at = x, middle + style.px(1)
    style.writer.write(surface, title, at, sizes.table, colours.bone100, Face.BOLD, (0, 0.95))
    words = style.writer.first_fitting(row_words(card), sizes.small, room)
    style.writer.write(surface, words, at, sizes.small, colours.bone300, align=(0, 0.05))


def _draw_short_row(
    surface: pygame.Surface, style: Style, place: pygame.Rect, card: OddsCard
) -> None:
    """Draw a target in one line: its name, and its most important odds at the right."""
    colours, sizes = style.colours, style.layout.text
    face = tokens.face(style, team_of(card.side), card.code, place.h - style.px(4))
    surface.blit(face, face.get_rect(midleft=(place.x + style.px(4), place.centery)))
    x, middle = place.x + place.h + style.px(6), place.centery
    figures = text("battle.odds.row-least", chance=card.figures[0].words, damage=card.damage)
    right = place.right - style.px(6), middle
    written = style.writer.write(
        surface, figures, right, sizes.small, colours.bone300, align=(1, 0.5)
    )
    room = written.x - style.px(8) - x
    title = style.writer.first_fitting((card.title,), sizes.caption, room, Face.BOLD)
    style.writer.write(
        surface, title, (x, middle), sizes.caption, colours.bone100, Face.BOLD, (0, 0.5)
    )


def row_words(card: OddsCard) -> list[str]:
    """Return the odds of a target in a row, from the longest text to the shortest."""
    chance, worth = card.figures[0], amount(card.worth)
    return [
        text(
            f"battle.odds.{key}",
            chance=chance.words,
            what=chance.labels[0],
            damage=card.damage,
            worth=worth,
        )
        for key in ("row", "row-short")
    ]
