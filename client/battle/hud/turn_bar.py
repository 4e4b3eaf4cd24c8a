"""The bar at the top: the side to act, the round, the phases, the points, and a few buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.battle.hud.hit_areas import HitArea, button_area
from client.battle.input.keys import KeyCommand, Press
from client.battle.playback.frames import team_of
from client.draw.board import tokens
from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.text import glossary
from client.text.catalogue import name, text
from client.text.glossary import Term
from engine.battle.phase import Phase
from engine.battle.side import Side

if TYPE_CHECKING:
    from client.battle.hud.explained import ExplainedPlaces
    from client.draw.ui.style import Style

_BUTTONS: Final = (
    (KeyCommand.THREAT, "threat"),
    (KeyCommand.SPEED, "speed"),
    (KeyCommand.SAVE, "save"),
    (KeyCommand.MENU, "menu"),
)
UNSAVED: Final = "unsaved"
"""The name of the indicator that the battle is not completely saved."""
_SIDE_WIDTH: Final = (212, 148, 128)
"""Minimum width of the part for the side to act, by level, in points."""
_ROUND_WIDTH: Final = (104, 92, 64)
_POINTS_WIDTH: Final = (116, 92, 74)
_SMALL_FACE: Final = 30
_MOST_WORDS: Final = 200
"""Maximum width of a name, in points; longer ones (from players' own files) are shortened."""


class TurnInfo(NamedTuple):
    """What the turn bar shows.

    *names*, *players*, *points* and *faces* (codes of units) are by side; *waiting* counts the
    units that may still act, including the active one; *speed* is the label of its button;
    *threats* is whether the threat map is shown, *unsaved* whether the battle is not completely
    saved at the moment; *buttons* are commands with their icons.
    """

    side: Side
    phase: Phase | None
    round: int
    rounds: int
    waiting: int
    names: tuple[str, str]
    players: tuple[str, str]
    points: tuple[int, int]
    faces: tuple[str, str]
    speed: str
    threats: bool
    unsaved: bool
    buttons: tuple[tuple[KeyCommand, str], ...] = _BUTTONS


class _Chips(NamedTuple):
    """How the chips of the phases are drawn: their padding and the gap between them, in points;
    which ones have their names, and whether the past ones of these are *checked*.
    """

    pad: int
    gap: int
    all_named: bool
    current_named: bool = True
    checked: bool = True

    def names(self, phase: Phase, info: TurnInfo) -> bool:
        """Whether the chip of a phase has its name."""
        return self.all_named or (self.current_named and phase is info.phase)

    def width(self, style: Style, phase: Phase, info: TurnInfo) -> int:
        """Return the width of a chip, in pixels."""
        width = 2 * style.px(self.pad) + style.px(_PHASE_ICON)
        if self.names(phase, info):
            words = name("phase", phase.value)
            width += style.px(6) + style.writer.width(words, style.layout.text.table, Face.BOLD)
        if phase is info.phase and phase is not Phase.COMMAND:
            width += style.px(8) + style.px(_COUNT)  # also while nothing is counted: no chip jumps
        elif self.all_named and self.checked:
            width += style.px(20)
        return width


_PHASE_ICON: Final = 18
_COUNT: Final = 20
"""Side of the square with the number of units, in points."""
_CHIPS: Final = (
    _Chips(9, 6, all_named=True),
    _Chips(5, 3, all_named=True),
    _Chips(5, 3, all_named=True, checked=False),
    _Chips(9, 6, all_named=False),
    _Chips(5, 3, all_named=False),
    _Chips(2, 1, all_named=False),
    _Chips(5, 3, all_named=False, current_named=False),
)
"""The ways to draw the chips, the roomiest first."""


def draw_turn_bar(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    info: TurnInfo,
    level: int,
    mouse: tuple[int, int],
    explained: ExplainedPlaces,
) -> list[HitArea]:
    """Draw the bar; return its buttons, preceded by the "not saved" indicator if it is shown."""
    panels.draw_strip(surface, style, rect, line_below=True)
    wash = pygame.Rect(rect.x, rect.y, style.px(320), rect.h - 1)
    panels.draw_side_wash(surface, style, wash, team_of(info.side))
    x = rect.x + style.px(12)
    wide = _side_width(style, rect.h, info, level)
    place = pygame.Rect(x, rect.y, wide, rect.h)
    _draw_side(surface, style, place, info)
    explained.add(place, Term.SIDE.topic)
    place = pygame.Rect(place.right, rect.y, style.px(_ROUND_WIDTH[level]), rect.h)
    _draw_round(surface, style, place, info, level)
    explained.add(place, Term.ROUND.topic)
    x = place.right
    areas = _draw_buttons(surface, style, rect, info, mouse)
    if info.unsaved:
        areas.insert(0, _draw_unsaved(surface, style, areas[0].rect, level, mouse))
    right = areas[0].rect.x - style.px(8)
    points = _points_width(style, info, level)
    place = pygame.Rect(x, rect.y, right - 2 * points - x, rect.h)
    _draw_phases(surface, style, place, info, explained)
    for side in Side:
        place = pygame.Rect(right - (2 - side.index) * points, rect.y, points, rect.h)
        _draw_points(surface, style, place, info, side, level)
        explained.add(place, Term.POINTS.topic, Term.GOAL.topic)
    return areas


def _side_width(style: Style, height: int, info: TurnInfo, level: int) -> int:
    """Return the width of the part for the side to act, enough for either side, in pixels."""
    sizes, measure = style.layout.text, style.writer.width
    words = max(
        *(measure(title, sizes.strong, Face.BOLD) for title in info.names),
        *(measure(player, sizes.caption) for player in info.players),
    )
    room = min(words, style.px(_MOST_WORDS))
    return max(style.px(_SIDE_WIDTH[level]), _face_size(style, height) + style.px(22) + room)


def _points_width(style: Style, info: TurnInfo, level: int) -> int:
    least = style.px(_POINTS_WIDTH[level])
    if level:
        return least
    words = max(style.writer.width(title, style.layout.text.small) for title in info.names)
    return max(least, style.px(_SMALL_FACE + 14) + min(words, style.px(_MOST_WORDS)))


def _face_size(style: Style, height: int) -> int:
    return min(height - style.px(14), style.px(40))


def _draw_side(surface: pygame.Surface, style: Style, rect: pygame.Rect, info: TurnInfo) -> None:
    sizes, colours, side = style.layout.text, style.colours, info.side
    size = _face_size(style, rect.h)
    face = tokens.face(style, team_of(side), info.faces[side.index], size)
    surface.blit(face, face.get_rect(midleft=(rect.x, rect.centery)))
    x = rect.x + size + style.px(10)
    room = rect.right - x - style.px(6)
    title = style.writer.shorten(info.names[side.index], sizes.strong, room, Face.BOLD)
    player = style.writer.shorten(info.players[side.index], sizes.caption, room)
    y = rect.centery - style.px(1)
    style.writer.write(surface, title, (x, y), sizes.strong, colours.bone100, Face.BOLD, (0, 0.92))
    style.writer.write(surface, player, (x, y), sizes.caption, colours.bone300, align=(0, -0.08))


def _draw_round(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, info: TurnInfo, level: int
) -> None:
    colours, sizes = style.colours, style.layout.text
    if level < 2:
        words = text("battle.turn.round", round=info.round, rounds=info.rounds)
    else:
        words = f"{info.round}/{info.rounds}"
    middle = rect.y + round(rect.h * 0.34)
    style.writer.write(
        surface, words, (rect.x, middle), sizes.caption, colours.bone100, Face.BOLD, (0, 0.5)
    )
    pip, gap = style.px(9), style.px(5)
    y = rect.y + round(rect.h * 0.68) - pip // 2
    if info.rounds * (pip + gap) > rect.w:
        return
    for number in range(1, info.rounds + 1):
        place = pygame.Rect(rect.x + (number - 1) * (pip + gap), y, pip, pip)
        current = number == info.round
        fill = colours.sel if current else colours.brass if number < info.round else None
        edge = colours.sel if current else colours.brass if fill else colours.ink500
        shapes.box(surface, style, place, fill or colours.ink900, edge, style.px(2))


def _draw_phases(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    info: TurnInfo,
    explained: ExplainedPlaces,
) -> None:
    """Draw one chip per phase: past ones checked, the current one gold with its count of units."""
    chips, width = _chips_for(style, rect.w, info)
    x = rect.x + max(0, (rect.w - width) // 2)
    height = min(style.px(36), rect.h - style.px(12))
    order = list(Phase)
    for phase in order:
        place = pygame.Rect(x, rect.centery - height // 2, chips.width(style, phase, info), height)
        passed = info.phase is None or order.index(phase) < order.index(info.phase)
        _draw_chip(surface, style, place, phase, info, chips, passed=passed)
        explained.add(place, glossary.phase(phase))
        if _is_counted(phase, info):
            explained.add(_count_of(style, place), Term.WAITING.topic)
        x = place.right + style.px(chips.gap)


def _chips_for(style: Style, room: int, info: TurnInfo) -> tuple[_Chips, int]:
    """Return the roomiest chips of at most *room* pixels, and how wide all of them are; the last
    ones if none are.
    """
    for chips in _CHIPS:
        width = sum(chips.width(style, phase, info) for phase in Phase)
        width += (len(Phase) - 1) * style.px(chips.gap)
        if width <= room:
            break
    return chips, width


def _is_counted(phase: Phase, info: TurnInfo) -> bool:
    """Whether the chip of a phase counts units: none are waiting in what an opponent does."""
    return phase is info.phase and phase is not Phase.COMMAND and info.waiting > 0


def _count_of(style: Style, chip: pygame.Rect) -> pygame.Rect:
    """Return the place of the number of units in the chip of the current phase."""
    side = style.px(_COUNT)
    count = pygame.Rect(chip.right - style.px(5) - side, 0, side, side)
    count.centery = chip.centery
    return count


def _draw_chip(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    phase: Phase,
    info: TurnInfo,
    chips: _Chips,
    *,
    passed: bool,
) -> None:
    colours, sizes = style.colours, style.layout.text
    current = phase is info.phase
    words = colours.bone100 if current else colours.bone500
    if current:
        fill = (colours.phase_hi, colours.phase_lo)
        shapes.box(surface, style, rect, fill, colours.sel, None, 2)
    else:
        shapes.box(surface, style, rect, colours.ink800, colours.line)
    x = rect.x + style.px(chips.pad)
    icon = style.art.icon(phase.value.lower(), style.px(_PHASE_ICON), words)
    x = surface.blit(icon, icon.get_rect(midleft=(x, rect.centery))).right + style.px(6)
    if chips.names(phase, info):
        face = Face.BOLD if current else Face.REGULAR
        title = name("phase", phase.value)
        style.writer.write(surface, title, (x, rect.centery), sizes.table, words, face, (0, 0.5))
    if _is_counted(phase, info):
        count = _count_of(style, rect)
        shapes.box(surface, style, count, colours.sel, None, style.px(4))
        line = style.writer.line(str(info.waiting), sizes.caption, colours.on_brass, Face.BOLD)
        surface.blit(line, line.get_rect(center=count.center))
    elif passed and chips.all_named and chips.checked:
        check = style.art.icon("check", style.px(14), colours.good)
        surface.blit(check, check.get_rect(midright=(rect.right - style.px(7), rect.centery)))


def _draw_points(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    info: TurnInfo,
    side: Side,
    level: int,
) -> None:
    colours, sizes = style.colours, style.layout.text
    size = style.px(26 if level else _SMALL_FACE)
    plate = tokens.face(style, team_of(side), info.faces[side.index], size)
    surface.blit(plate, plate.get_rect(midleft=(rect.x, rect.centery)))
    x = rect.x + size + style.px(8)
    middle = rect.centery - (0 if level else style.px(7))
    figure = style.writer.write(
        surface,
        str(info.points[side.index]),
        (x, middle),
        sizes.name if level else sizes.points,
        colours.bone100,
        Face.BOLD,
        (0, 0.5),
    )
    if level > 1:
        return
    unit = text("battle.turn.points")
    at = figure.right + style.px(5), figure.bottom - style.px(8)
    style.writer.write(surface, unit, at, sizes.small, colours.bone500, Face.BOLD, (0, 0.8))
    if not level:
        words = style.writer.shorten(
            info.names[side.index], sizes.small, rect.right - x - style.px(4)
        )
        lowest = rect.bottom - style.writer.height(sizes.small) - style.px(3)
        at = x, min(rect.centery + style.px(8), lowest)
        style.writer.write(surface, words, at, sizes.small, colours.bone300)


def _draw_buttons(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    info: TurnInfo,
    mouse: tuple[int, int],
) -> list[HitArea]:
    side, gap = style.px(36), style.px(6)
    x = rect.right - style.px(10) - len(info.buttons) * side - (len(info.buttons) - 1) * gap
    areas = []
    for command, icon in info.buttons:
        place = pygame.Rect(x, rect.centery - side // 2, side, side)
        hovered = place.collidepoint(mouse)
        pressed = command is KeyCommand.THREAT and info.threats
        kind = ButtonKind.PRIMARY if pressed else ButtonKind.NORMAL
        look = panels.button_look(style, kind, enabled=True, hovered=hovered)
        if command is KeyCommand.SPEED:
            shapes.box(surface, style, place, look.fill, look.edge)
            _draw_speed(surface, style, place, info.speed)
        else:
            panels.draw_button(surface, style, place, ButtonFace("", icon), look)
        areas.append(button_area(command, place))
        x += side + gap
    return areas


def _draw_unsaved(
    surface: pygame.Surface,
    style: Style,
    beside: pygame.Rect,
    level: int,
    mouse: tuple[int, int],
) -> HitArea:
    """Draw the "not saved" indicator, left of a button; like F5, it saves under a new name."""
    face = ButtonFace("" if level else text("battle.unsaved"), "save_off")
    wide = beside.w if level else panels.button_width(style, face)
    place = pygame.Rect(beside.x - style.px(6) - wide, beside.y, wide, beside.h)
    hovered = place.collidepoint(mouse)
    look = panels.button_look(style, ButtonKind.CANCEL, enabled=True, hovered=hovered)
    panels.draw_button(surface, style, place, face, look)
    return HitArea(UNSAVED, place, Press(KeyCommand.SAVE))


def _draw_speed(surface: pygame.Surface, style: Style, rect: pygame.Rect, speed: str) -> None:
    colours = style.colours
    icon = style.art.icon("speed", style.px(16), colours.bone100)
    surface.blit(icon, icon.get_rect(center=(rect.centerx, rect.y + round(rect.h * 0.33))))
    tone = mix(colours.bone100, colours.bone500, 0.3)
    at = rect.centerx, rect.y + round(rect.h * 0.74)
    style.writer.write(surface, speed, at, style.layout.text.small, tone, Face.BOLD, (0.5, 0.5))
