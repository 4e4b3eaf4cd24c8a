"""Drawing of panels, buttons, chips, table cells and bars."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

import pygame

from client.draw.ui import shapes
from client.draw.ui.theme import BLACK, WHITE, Rgb, Team, mix
from client.draw.ui.writer import Face
from client.text.format import heading

if TYPE_CHECKING:
    from client.draw.ui.style import Style


class ButtonKind(enum.Enum):
    """The kinds of buttons, by look."""

    NORMAL = enum.auto()
    PRIMARY = enum.auto()
    CONFIRM = enum.auto()
    """Green."""
    SKIP = enum.auto()
    """Grey."""
    CANCEL = enum.auto()
    """Red."""
    ADVANCE = enum.auto()
    """Orange."""


class ButtonLook(NamedTuple):
    """The colours of a button."""

    fill: tuple[Rgb, Rgb]
    edge: Rgb
    words: Rgb


class ButtonFace(NamedTuple):
    """The content of a button: its words, an icon and a key's name; each may be empty.

    With *corner*, the key is drawn over the upper right corner, where it takes no width.
    """

    label: str
    icon: str = ""
    key: str = ""
    corner: bool = False


def button_look(style: Style, kind: ButtonKind, *, enabled: bool, hovered: bool) -> ButtonLook:
    """Return the colours of a button."""
    c = style.colours
    if not enabled:
        return ButtonLook((c.ink700, c.ink800), c.line, c.ink500)
    looks = {
        ButtonKind.NORMAL: ButtonLook((c.ink600, c.ink700), c.ink500, c.bone100),
        ButtonKind.PRIMARY: ButtonLook(
            (mix(c.brass, WHITE, 0.12), mix(c.brass, BLACK, 0.18)), c.brass_hi, c.on_brass
        ),
        ButtonKind.CONFIRM: ButtonLook(
            (c.button_ok, mix(c.button_ok, BLACK, 0.25)), c.button_ok_edge, c.white
        ),
        ButtonKind.SKIP: ButtonLook(
            (c.button_skip, mix(c.button_skip, BLACK, 0.25)), c.button_skip_edge, c.white
        ),
        ButtonKind.CANCEL: ButtonLook(
            (c.button_no, mix(c.button_no, BLACK, 0.25)), c.button_no_edge, c.white
        ),
        ButtonKind.ADVANCE: ButtonLook(
            (c.button_orange, mix(c.button_orange, BLACK, 0.25)), c.button_orange_edge, c.white
        ),
    }
    look = looks[kind]
    if hovered:
        upper, lower = (mix(tone, WHITE, 0.10) for tone in look.fill)
        return ButtonLook((upper, lower), mix(look.edge, WHITE, 0.3), look.words)
    return look


def row_look(style: Style, *, chosen: bool, hovered: bool) -> ButtonLook:
    """Return the colours of a row of a list."""
    c = style.colours
    if chosen:
        return ButtonLook((c.phase_hi, c.phase_lo), c.sel, c.bone100)
    if hovered:
        return ButtonLook((c.ink600, c.ink600), c.ink500, c.bone100)
    return ButtonLook((c.ink700, c.ink700), c.line, c.bone100)


def draw_panel(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, title: str = "", note: str = ""
) -> pygame.Rect:
    """Draw a panel, with a title line if there is a title; return the rectangle inside."""
    c, space = style.colours, style.layout.space
    shapes.shadow(surface, style, rect)
    shapes.box(surface, style, rect, (mix(c.ink800, c.ink700, 0.55), c.ink800), c.line)
    pad = style.px(space.padding_tight)
    inner = rect.inflate(-2 * pad, -2 * pad)
    if not title:
        return inner
    head = style.px(space.panel_head)
    middle = rect.y + head // 2
    right = rect.right - style.px(space.padding)
    if note:
        size = style.layout.text.caption
        written = style.writer.write(
            surface, note, (right, middle), size, c.bone500, align=(1, 0.5)
        )
        right = written.x - pad
    left = rect.x + style.px(space.padding)
    draw_caption(surface, style, title, (left, middle), right - left)
    line = rect.y + head - 1
    pygame.draw.line(surface, c.line, (inner.x, line), (inner.right - 1, line))
    return pygame.Rect(inner.x, line + pad, inner.w, rect.bottom - pad - (line + pad))


def draw_caption(
    surface: pygame.Surface, style: Style, text: str, midleft: tuple[int, int], width: int
) -> None:
    """Draw a panel's title: small capitals, spaced, in brass."""
    size = style.layout.text.caption
    words = style.writer.shorten(heading(text), size, width, Face.BOLD, style.px(1))
    line = style.writer.line(words, size, style.colours.brass, Face.BOLD, style.px(1))
    style.writer.place(surface, line, midleft, (0, 0.5))


def caption_width(style: Style, text: str) -> int:
    """Return the width of a panel's title, in pixels."""
    return style.writer.width(heading(text), style.layout.text.caption, Face.BOLD, style.px(1))


def button_width(style: Style, face: ButtonFace, size: float | None = None) -> int:
    """Return the minimum width of a button for its face, in pixels."""
    points = size or style.layout.text.body
    width = 2 * style.px(style.layout.space.padding_tight)
    width += style.writer.width(face.label, points, Face.BOLD)
    if face.icon:
        width += style.px(style.layout.space.icon) + style.px(6)
    if face.key and not face.corner:
        width += shapes.key_cap_rect(style, face.key, (0, 0)).w + style.px(10)
    return max(width, style.px(style.layout.space.target))


def draw_button(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    face: ButtonFace,
    look: ButtonLook,
    *,
    focused: bool = False,
) -> None:
    """Draw a button with its face."""
    shapes.shadow(surface, style, rect, 0.5)
    shapes.box(surface, style, rect, look.fill, look.edge)
    if focused:
        shapes.focus_ring(surface, style, rect)
    draw_face(surface, style, rect, face, look)


def draw_face(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, face: ButtonFace, look: ButtonLook
) -> None:
    """Draw a button's face, centred; what does not fit is left out, the key first."""
    if face.key and face.corner:
        _draw_corner_key(surface, style, rect, face.key, look)
        face = face._replace(key="")
    elif face.key and button_width(style, face) > rect.w:
        face = face._replace(key="")
    if face.icon and button_width(style, face) > rect.w:
        face = face._replace(label="")
    x = rect.x + (rect.w - button_width(style, face)) // 2 + style.px(12)
    if not face.label and not face.key:
        x = rect.centerx - style.px(style.layout.space.icon) // 2
    if face.icon:
        size = style.px(style.layout.space.icon)
        icon = style.art.icon(face.icon, size, look.words)
        surface.blit(icon, icon.get_rect(midleft=(x, rect.centery)))
        x += size + style.px(6)
    if face.label:
        size_pt = style.layout.text.body
        line = style.writer.line(face.label, size_pt, look.words, Face.BOLD)
        x = style.writer.place(surface, line, (x, rect.centery), (0, 0.5)).right
    if face.key:
        dull = look.words == style.colours.ink500
        back = style.colours.brass_dark if look.words == style.colours.on_brass else None
        midleft = x + style.px(10), rect.centery
        shapes.key_cap(surface, style, face.key, midleft, back, dull=dull)


def _draw_corner_key(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, key: str, look: ButtonLook
) -> None:
    """Draw a key over the upper right corner of a button."""
    cap = shapes.key_cap_rect(style, key, (0, 0))
    cap.topright = rect.right + style.px(4), rect.y - style.px(5)
    dull = look.words == style.colours.ink500
    edge = cap.inflate(2, 2)
    radius = style.px(style.layout.space.radius_cell) + 1
    shapes.box(surface, style, edge, look.edge, None, radius)
    shapes.key_cap(surface, style, key, cap.midleft, dull=dull)


def lines_room(style: Style, rect: pygame.Rect, face: ButtonFace) -> int:
    """Return the room for the lines of `draw_lines`, in pixels."""
    icon = style.px(22) + style.px(16) if face.icon else 0
    return rect.w - style.px(style.layout.space.padding) - icon - style.px(8)


def lines_width(style: Style, face: ButtonFace, subtitle: str) -> int:
    """Return the width of the wider line of `draw_lines`, in pixels."""
    sizes = style.layout.text
    title = style.writer.width(face.label, sizes.strong, Face.BOLD)
    return max(title, style.writer.width(subtitle, sizes.table))


def draw_lines(
    surface: pygame.Surface,
    style: Style,
    rect: pygame.Rect,
    face: ButtonFace,
    subtitle: str,
    inks: tuple[Rgb, Rgb],
) -> None:
    """Draw a title and a subtitle, left-aligned, after an icon if there is one."""
    sizes = style.layout.text
    x = rect.x + style.px(style.layout.space.padding)
    if face.icon:
        icon = style.art.icon(face.icon, style.px(22), inks[0])
        x = surface.blit(icon, icon.get_rect(midleft=(x, rect.centery))).right + style.px(16)
    room = lines_room(style, rect, face)
    parts = [(face.label, sizes.strong, inks[0], Face.BOLD)]
    if subtitle:
        parts.append((subtitle, sizes.table, inks[1], Face.REGULAR))
    lines = [
        style.writer.line(style.writer.shorten(words, size, room, font), size, ink, font)
        for words, size, ink, font in parts
    ]
    y = rect.centery - sum(line.get_height() for line in lines) // 2
    for line in lines:
        surface.blit(line, (x, y))
        y += line.get_height()


def draw_cell(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, head: str, value: str
) -> None:
    """Draw one cell of a statline: a small heading above a value."""
    c, sizes = style.colours, style.layout.text
    radius = style.px(style.layout.space.radius_cell)
    shapes.box(surface, style, rect, c.ink900, c.line, radius)
    words = style.writer.shorten(head, sizes.small, rect.w - 2)
    top = rect.y + rect.h * 0.30
    for text, y, size, colour, face in (
        (words, top, sizes.small, c.bone500, Face.REGULAR),
        (value, rect.y + rect.h * 0.68, sizes.body, c.bone100, Face.BOLD),
    ):
        line = style.writer.line(text, size, colour, face)
        style.writer.place(surface, line, (rect.centerx, y), (0.5, 0.5))


def draw_side_wash(surface: pygame.Surface, style: Style, rect: pygame.Rect, team: Team) -> None:
    """Draw a side's colour over a bar, fading to the right."""
    key = "wash", style.theme_name, rect.size, team
    surface.blit(style.art.once(key, lambda: _paint_wash(style, rect.size, team)), rect)


def _paint_wash(style: Style, size: tuple[int, int], team: Team) -> pygame.Surface:
    strip = pygame.Surface((64, 1), pygame.SRCALPHA)
    for x in range(64):
        strip.set_at((x, 0), style.colours.team(team).base.alpha(0.6 * (1 - x / 63)))
    return pygame.transform.smoothscale(strip, size)


def draw_strip(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, *, line_below: bool
) -> None:
    """Draw the background of a bar across the screen: turn bar or action bar."""
    c = style.colours
    surface.blit(shapes.rounded(style, rect.size, 0, (c.ink700, c.ink800)), rect)
    y = rect.bottom - 1 if line_below else rect.y
    colour = c.brass_dark if line_below else c.line
    pygame.draw.line(surface, colour, (rect.x, y), (rect.right - 1, y))


def draw_banner(
    surface: pygame.Surface, style: Style, rect: pygame.Rect, edge: Rgb, icon: str, text: str
) -> pygame.Rect:
    """Draw a dark notice over the board with an edge in *edge*; return the rectangle of its
    text.
    """
    shapes.shadow(surface, style, rect)
    back = mix(style.colours.ink900, edge, 0.16)
    shapes.box(surface, style, rect, back, edge, None, 2)
    x = rect.x + style.px(14)
    if icon:
        picture = style.art.icon(icon, style.px(22), style.colours.bone100)
        x = surface.blit(picture, picture.get_rect(midleft=(x, rect.centery))).right + style.px(10)
    room = rect.right - style.px(12) - x
    words = style.writer.shorten(text, style.layout.text.strong, room, Face.BOLD)
    line = style.writer.line(words, style.layout.text.strong, style.colours.bone100, Face.BOLD)
    return style.writer.place(surface, line, (x, rect.centery), (0, 0.5))


def draw_veil(surface: pygame.Surface, style: Style, opacity: float) -> None:
    """Draw a veil over everything drawn so far, behind a box that must be answered."""
    veil = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    veil.fill(style.colours.ink900.alpha(opacity))
    surface.blit(veil, (0, 0))


def gradient(style: Style, size: tuple[int, int], stops: tuple[Rgb, ...]) -> pygame.Surface:
    """Return a vertical gradient through *stops*, evenly spaced."""

    def paint() -> pygame.Surface:
        strip = pygame.Surface((1, len(stops)), 0, 32)
        for y, stop in enumerate(stops):
            strip.set_at((0, y), stop)
        tall = pygame.transform.smoothscale(strip, (1, max(size[1], len(stops))))
        return pygame.transform.scale(tall, size).convert()

    return style.art.once(("gradient", size, stops), paint)
