"""A box that must be answered before anything else: a title, some lines, a row of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.widgets.controls import Button
from client.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.draw.ui.style import Style

_WIDTH = 520
"""Points a dialog is wide, where the window allows it."""


class DialogShape(NamedTuple):
    """How a dialog is laid out: *width* in points, its buttons below each other if *stacked*.

    *place* finds the top left corner for its size in pixels; None means the middle of the window.
    """

    width: float = _WIDTH
    stacked: bool = False
    place: Callable[[tuple[int, int]], tuple[int, int]] | None = None


_PLAIN = DialogShape()


class DialogButton(NamedTuple):
    """Offer one answer; *shortcut* is a pygame key code, *key* the key's name for the button."""

    label: str
    kind: ButtonKind
    on_press: Callable[[], None]
    icon: str = ""
    key: str = ""
    shortcut: int | None = None


class Dialog:
    """A box with a title, lines and buttons. Escape means the last choice.

    The first one has the focus; when *cautious*, the last one has. Subclasses may draw something
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
        """Take finished texts; long lines are wrapped, and there is at least one choice."""
        self._style = style
        space = style.layout.space
        pad = style.px(space.padding)
        faces = [ButtonFace(choice.label, choice.icon, choice.key) for choice in choices]
        gap, height = style.px(space.gap), style.px(space.button_menu)
        widths = [max(panels.button_width(style, face), style.px(96)) for face in faces]
        needed = (max(widths) if shape.stacked else sum(widths) + gap * (len(widths) - 1)) + 2 * pad
        width = min(size[0] - 2 * pad, max(style.px(shape.width), needed))
        if shape.stacked:
            widths = [width - 2 * pad] * len(widths)
        elif needed > width:
            widths = [(width - 2 * pad - gap * (len(widths) - 1)) // len(widths)] * len(widths)
        rows = len(widths) if shape.stacked else 1
        self._buttons_height = rows * (height + gap) - gap
        head = self._write_head(title, lines, width - 2 * pad)
        self.rect = pygame.Rect(0, 0, width, pad + head + pad + self._buttons_height + pad)
        self.rect.center = size[0] // 2, size[1] // 2
        if shape.place is not None:
            self.rect.topleft = shape.place(self.rect.size)
        self.form = Form(style, size, choices[-1].on_press)
        self._build_buttons(choices, faces, widths, stacked=shape.stacked)
        if cautious:
            self.form.focus_on(self.form.controls[-1])

    def _build_buttons(
        self,
        choices: Sequence[DialogButton],
        faces: Sequence[ButtonFace],
        widths: Sequence[int],
        *,
        stacked: bool,
    ) -> None:
        """Put a button for each choice in a row at the lower right, or below each other."""
        style, space = self._style, self._style.layout.space
        pad, gap, height = style.px(space.padding), style.px(space.gap), style.px(space.button_menu)
        x = self.rect.x + pad
        if not stacked:
            x = self.rect.right - pad - sum(widths) - gap * (len(widths) - 1)
        y = self.rect.bottom - pad - self._buttons_height
        for choice, face, wide in zip(choices, faces, widths, strict=True):
            place = pygame.Rect(x, y, wide, height)
            button = Button(self.form, place, face, choice.on_press, choice.kind)
            button.shortcut = choice.shortcut
            if stacked:
                y += height + gap
            else:
                x += wide + gap

    def _write_head(self, title: str, lines: Sequence[str], room: int) -> int:
        """Fit the texts into *room* pixels of width; return how high they are."""
        style = self._style
        sizes = style.layout.text
        self._lines = [part for line in lines for part in style.writer.wrap(line, sizes.body, room)]
        self._title = style.writer.shorten(title, sizes.name, room, Face.BOLD)
        head = style.writer.height(sizes.name, Face.BOLD)
        return head + self._gap + len(self._lines) * self._leading()

    @property
    def _gap(self) -> int:
        return self._style.px(self._style.layout.space.padding) // 2

    def _leading(self) -> int:
        return self._style.writer.height(self._style.layout.text.body) + self._style.px(2)

    def handle(self, event: pygame.event.Event) -> bool:
        """Answer an event; everything of mouse and keyboard is for the dialog."""
        self.form.handle(event)
        return event.type in {
            pygame.KEYDOWN,
            pygame.KEYUP,
            pygame.MOUSEBUTTONDOWN,
            pygame.MOUSEBUTTONUP,
            pygame.MOUSEMOTION,
            pygame.MOUSEWHEEL,
            pygame.TEXTINPUT,
        }

    def update(self, seconds: float) -> None:
        """Let time pass."""
        self.form.update(seconds)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the box and what is in it."""
        pad = self._style.px(self._style.layout.space.padding)
        panels.draw_panel(surface, self._style, self.rect)
        self._draw_head(surface, (self.rect.x + pad, self.rect.y + pad))
        self.form.draw(surface)

    def _draw_head(self, surface: pygame.Surface, at: tuple[int, int]) -> None:
        """Write what `_write_head` has fitted, *at* its top left corner."""
        style = self._style
        sizes, colours = style.layout.text, style.colours
        written = style.writer.write(
            surface, self._title, at, sizes.name, colours.bone100, Face.BOLD
        )
        y = written.bottom + self._gap
        for line in self._lines:
            style.writer.write(surface, line, (at[0], y), sizes.body, colours.bone300)
            y += self._leading()

    def close(self) -> None:
        """Let go of everything."""
        self.form.close()
