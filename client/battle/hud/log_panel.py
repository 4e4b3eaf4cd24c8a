"""The log: one line per action, newest first below its headings; lines unfold to show their
dice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.battle.hud.hit_areas import HitArea, Unfold
from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import panels
from client.draw.ui.writer import Face
from client.text.battle_log import Heading
from client.text.catalogue import text
from client.text.format import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.draw.ui.style import Style
    from client.text.battle_log import LogLine

_INDENT: Final = 18
_GAP: Final = 5


class LogView(NamedTuple):
    """What the log shows: *lines* in the *order* of indices, some of them unfolded.

    *scroll* is the number of lines above the first one shown, *cap* the name of the key that
    unfolds everything, "" if there is none.
    """

    lines: Sequence[LogLine]
    order: Sequence[int]
    unfolded: frozenset[int]
    all_unfolded: bool
    scroll: int
    cap: str


def draw_log(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    view: LogView,
    mouse: tuple[int, int],
) -> list[HitArea]:
    """Draw the log; return the hit areas of the lines that can be unfolded."""
    note = _note(view)
    inner = panels.draw_panel(surface, style, rect, text("battle.log.title"), note)
    clip = surface.get_clip()
    surface.set_clip(inner.clip(clip))
    areas: list[HitArea] = []
    y = inner.y
    if not view.lines:
        size = style.layout.text.table
        style.writer.write(
            surface, text("battle.log.empty"), inner.topleft, size, style.colours.bone500
        )
    for number, height in _fitting(style, view, inner):
        line = view.lines[number]
        unfolded = view.all_unfolded or number in view.unfolded
        place = pygame.Rect(inner.x, y, inner.w, height)
        hovered = is_marking(line) and place.collidepoint(mouse)
        _draw_line(surface, style, place, line, unfolded=unfolded, hovered=hovered)
        area = HitArea(f"log {number}", place.clip(inner), Unfold(number), enabled=bool(line.dice))
        areas.append(area)
        y = place.bottom + style.px(_GAP)
    surface.set_clip(clip)
    return areas


def _fitting(style: Style, view: LogView, room: pygame.Rect) -> list[tuple[int, int]]:
    """Return the lines that fit, with their heights; of an unfolded one, as many rows as fit.

    Where headings would leave no entry any room, there are entries alone, and no heading is the
    last line below others.
    """
    order = view.order[view.scroll :]
    found = _fitting_of(style, view, order, room)
    if all(_is_mere_heading(view.lines[number]) for number, _ in found):
        entries = [number for number in order if not _is_mere_heading(view.lines[number])]
        entries.sort(reverse=True)
        found = _fitting_of(style, view, entries, room) or found
    while len(found) > 1 and _is_mere_heading(view.lines[found[-1][0]]):
        if not any(not _is_mere_heading(view.lines[number]) for number, _ in found):
            break  # there are no entries yet
        found.pop()
    return found


def _is_mere_heading(line: LogLine) -> bool:
    return line.heading not in {None, Heading.RESULT}


def _fitting_of(
    style: Style, view: LogView, order: Sequence[int], room: pygame.Rect
) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    left = room.h
    for number in order:
        line, unfolded = view.lines[number], view.all_unfolded or number in view.unfolded
        height = line_height(style, line, room.w, unfolded)
        least = line_height(style, line, room.w, unfolded=False)
        if unfolded and line.dice:
            least += _leading(style, style.layout.text.small)  # a row, or the sign of more
        if height > left and (least <= left or not found):
            found.append((number, left))
        if height > left:
            break
        found.append((number, height))
        left -= height + style.px(_GAP)
    return found


def log_height(style: Style, view: LogView, width: int, most: int) -> int:
    """Return the height of the whole log in a panel *width* pixels wide, at most *most* pixels."""
    space = style.layout.space
    pad = style.px(space.padding_tight)
    height = style.px(space.panel_head) + 2 * pad
    for number in view.order[view.scroll :]:
        if height >= most:
            return most
        unfolded = view.all_unfolded or number in view.unfolded
        height += line_height(style, view.lines[number], width - 2 * pad, unfolded) + style.px(_GAP)
    return min(height, most)


def is_marking(line: LogLine) -> bool:
    """Whether hovering over a line has an effect: it has dice, or refers to a place on the
    board.
    """
    return bool(line.dice or line.units or line.hexes or line.objectives)


def line_height(style: Style, line: LogLine, width: int, unfolded: bool) -> int:  # noqa: FBT001 - a measure
    """Return the height of a line of the log in a panel *width* pixels wide, in pixels."""
    writer, sizes = style.writer, style.layout.text
    room = width - style.px(_INDENT)
    if _is_ruled(style, line, width):
        return writer.height(sizes.small, Face.BOLD) + style.px(4)
    height = len(_headline(style, line, room)) * _leading(style, sizes.caption)
    if unfolded:
        height += sum(len(writer.wrap(row, sizes.small, room)) for row in line.dice) * _leading(
            style, sizes.small
        )
    return height


def _is_ruled(style: Style, line: LogLine, width: int) -> bool:
    """Whether a line is a heading short enough to be drawn in capitals with a rule beside it."""
    words = heading(line.headline)
    needed = style.writer.width(words, style.layout.text.small, Face.BOLD) + style.px(8)
    return line.heading is not None and needed <= width


def _leading(style: Style, size: float) -> int:
    return style.writer.pixels(size) + style.px(5)


def _headline(style: Style, line: LogLine, room: int) -> list[str]:
    return style.writer.wrap(line.headline, style.layout.text.caption, room)


def _draw_line(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    line: LogLine,
    *,
    unfolded: bool,
    hovered: bool,
) -> None:
    colours, sizes, writer = style.colours, style.layout.text, style.writer
    if _is_ruled(style, line, rect.w):
        _draw_heading(surface, style, rect, line)
        return
    leading = _leading(style, sizes.caption)
    if line.side is not None:
        dot = tokens.plate(style, team_of(line.side), style.px(11))
        at = rect.x + style.px(6), rect.y + leading // 2
        surface.blit(dot, dot.get_rect(center=at))
    x, room = rect.x + style.px(_INDENT), rect.w - style.px(_INDENT)
    ink = colours.white if hovered else colours.bone100
    y = rect.y
    for words in _headline(style, line, room):
        at = x, y + leading // 2
        writer.write(surface, words, at, sizes.caption, ink, align=(0, 0.5))
        y += leading
    if not unfolded:
        return
    small = _leading(style, sizes.small)
    rows = [words for row in line.dice for words in writer.wrap(row, sizes.small, room)]
    fitting = max(1, (rect.bottom - y) // small)
    if len(rows) > fitting:
        rows[fitting - 1 :] = ["…"]
    for words in rows:
        at = x, y + small // 2
        writer.write(surface, words, at, sizes.small, colours.bone500, align=(0, 0.5))
        y += small


def _draw_heading(surface: pygame.Surface, style: Style, rect: pygame.Rect, line: LogLine) -> None:
    colours, size = style.colours, style.layout.text.small
    words = style.writer.shorten(heading(line.headline), size, rect.w - style.px(8), Face.BOLD)
    tone = colours.brass if line.side is None else colours.team(team_of(line.side)).light
    at = rect.x, rect.centery
    written = style.writer.write(surface, words, at, size, tone, Face.BOLD, (0, 0.5))
    start = written.right + style.px(8)
    if start < rect.right:
        pygame.draw.line(surface, colours.line, (start, rect.centery), (rect.right, rect.centery))


def _note(view: LogView) -> str:
    """Return the note that says which key shows or hides the dice; "" if none does."""
    if not view.cap:
        return ""
    return text("battle.log.fold" if view.all_unfolded else "battle.log.unfold", cap=view.cap)
