"""A box that must be answered before anything else: a title, some lines, buttons."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.form import Form
from client.widgets.layout import Share
from client.widgets.scrolling import BAR, ScrollArea

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.draw.ui.style import Style
    from client.widgets.canvas import Canvas

_WIDTH = 520
"""Width of a dialog if the window allows it, in points."""
_MANY = 4
"""So many buttons stand in two columns rather than all below each other."""
_LEAST = 96
"""Minimum width of a button, in points."""


class DialogShape(NamedTuple):
    """The layout of a dialog: *width* in points; *stacked* buttons are below each other.

    *place* returns the top left corner for a size in pixels; None means centred in the window.
    """

    width: float = _WIDTH
    stacked: bool = False
    place: Callable[[tuple[int, int]], tuple[int, int]] | None = None


_PLAIN = DialogShape()


class DialogButton(NamedTuple):
    """One answer; *shortcut* is a pygame key code, *key* the key's name for the button."""

    label: str
    kind: ButtonKind
    on_press: Callable[[], None]
    icon: str = ""
    key: str = ""
    shortcut: int | None = None

    @property
    def face(self) -> ButtonFace:
        """Return what the button shows."""
        return ButtonFace(self.label, self.icon, self.key)


class Dialog:
    """A box with a title, lines and buttons. Escape means the last choice.

    The first choice has the focus, or the last one if *cautious*. Subclasses may draw something
    else above the buttons.
    """

    def __init__(
        self,
        style: Style,
        size: tuple[int, int],
        title: str,
        lines: Sequence[str],
        choices: Sequence[DialogButton],
        *,
        cautious: bool = False,
        shape: DialogShape = _PLAIN,
    ) -> None:
        """Create the dialog; long lines are wrapped, and there must be at least one choice.

        Buttons are next to each other; if the window is too narrow for that, below each other, in
        columns if there are many. The text scrolls if the window is too low.
        """
        self._style = style
        self.title, self.lines = title, tuple(lines)
        window = pygame.Rect((0, 0), size)
        pad, gap = style.px(style.layout.space.padding), style.px(style.layout.space.gap)
        widths = [max(panels.button_width(style, one.face), style.px(_LEAST)) for one in choices]
        needed = max(widths) if shape.stacked else sum(widths) + gap * (len(widths) - 1)
        room = min(window.w - 4 * pad, max(style.px(shape.width) - 2 * pad, needed))
        words, most = self._write_head(title, lines, room), window.h - pad
        rows = self._rows(widths, room, shape)
        foot = self._foot(max(1, rows), most - words - 3 * pad)
        if words + foot + 3 * pad > most:
            words = self._write_head(title, lines, room - style.px(BAR))
        tall = min(words + foot + 3 * pad, most)
        self.rect = layout.within(window, (room + 2 * pad, tall))
        if shape.place is not None:
            self.rect.topleft = shape.place(self.rect.size)
        self.form = Form(style, size, choices[-1].on_press)
        above, below = layout.split_rows(layout.inset(self.rect, pad), [Share(), foot], pad)
        self._build_buttons(choices, self._places(below, widths, rows))
        ScrollArea(self.form, above, words, self._draw_words)
        if cautious:
            self.form.focus_on(self.form.controls[len(choices) - 1])

    def _rows(self, widths: Sequence[int], room: int, shape: DialogShape) -> int:
        """Return how many rows buttons of these *widths* are stacked in; 0 for a single line."""
        gap, count = self._style.px(self._style.layout.space.gap), len(widths)
        if shape.stacked:
            return count
        if sum(widths) + gap * (count - 1) <= room:
            return 0
        in_columns = count >= _MANY and 2 * max(widths) + gap <= room
        return math.ceil(count / 2) if in_columns else count

    def _foot(self, rows: int, room: int) -> int:
        """Return the height of rows of buttons; they get lower if the room is not enough."""
        space = self._style.layout.space
        gap, usual = self._style.px(space.gap), self._style.px(space.button_menu)
        fitting = (room + gap) // rows - gap
        height = min(usual, max(fitting, self._style.px(space.target))) if rows > 1 else usual
        return rows * (height + gap) - gap

    def _places(self, rect: pygame.Rect, widths: Sequence[int], rows: int) -> Sequence[pygame.Rect]:
        """Return the places of buttons of these *widths*: at the right of a rectangle, or, in so
        many *rows*, all over it.
        """
        gap, count = self._style.px(self._style.layout.space.gap), len(widths)
        if not rows:
            used = sum(widths) + gap * (count - 1)
            row = layout.within(rect, (used, rect.h), (1, 0))
            return layout.split_columns(row, widths, gap)
        lines = layout.split_rows(rect, [Share()] * rows, gap)
        columns = math.ceil(count / rows)
        cells = [
            cell for line in lines for cell in layout.split_columns(line, [Share()] * columns, gap)
        ]
        return cells[:count]

    def _build_buttons(
        self, choices: Sequence[DialogButton], places: Sequence[pygame.Rect]
    ) -> None:
        """Add a button for each choice at its place."""
        for choice, place in zip(choices, places, strict=True):
            button = Button(self.form, place, choice.face, choice.on_press, choice.kind)
            button.shortcut = choice.shortcut

    def _write_head(self, title: str, lines: Sequence[str], room: int) -> int:
        """Fit the texts into *room* pixels of width; return their height."""
        writer, sizes = self._style.writer, self._style.layout.text
        self._titles = writer.wrap(title, sizes.name, room, Face.BOLD)
        self._lines = [part for line in lines for part in writer.wrap(line, sizes.body, room)]
        head = writer.height(sizes.name, Face.BOLD) * len(self._titles)
        return head + self._gap + len(self._lines) * self._leading()

    @property
    def _gap(self) -> int:
        return self._style.px(self._style.layout.space.padding) // 2

    def _leading(self) -> int:
        return self._style.writer.height(self._style.layout.text.body) + self._style.px(2)

    def _draw_words(self, canvas: Canvas, rect: pygame.Rect) -> None:
        self._draw_head(canvas.surface, rect.topleft)

    def _draw_head(self, surface: pygame.Surface, at: tuple[int, int]) -> None:
        """Draw the texts that `_write_head` has fitted, *at* their top left corner."""
        writer, (x, y) = self._style.writer, at
        sizes, colours = self._style.layout.text, self._style.colours
        for line in self._titles:
            writer.write(surface, line, (x, y), sizes.name, colours.bone100, Face.BOLD)
            y += writer.height(sizes.name, Face.BOLD)
        y += self._gap
        for line in self._lines:
            writer.write(surface, line, (x, y), sizes.body, colours.bone300)
            y += self._leading()

    def _draw_behind(self, surface: pygame.Surface) -> None:
        """Draw what lies on the box beneath everything else, edge to edge; nothing here."""

    def handle(self, event: pygame.event.Event) -> bool:
        """Handle an event; the dialog consumes all events of mouse and keyboard."""
        self.form.handle(event)
        return event.type in {
            pygame.KEYDOWN,
            pygame.KEYUP,
            pygame.MOUSEBUTTONDOWN,
            pygame.MOUSEBUTTONUP,
            pygame.MOUSEMOTION,
            pygame.MOUSEWHEEL,
            pygame.TEXTINPUT,
            pygame.TEXTEDITING,
        }

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*."""
        self.form.update(seconds)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the box and its content."""
        panels.draw_panel(surface, self._style, self.rect)
        self._draw_behind(surface)
        self.form.draw(surface)

    def close(self) -> None:
        """Close everything."""
        self.form.close()
