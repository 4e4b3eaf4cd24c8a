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
_VEIL = 0.6


class DialogButton(NamedTuple):
    """Offer one answer; *shortcut* is a pygame key code, *key* the key's name for the button."""

    label: str
    kind: ButtonKind
    on_press: Callable[[], None]
    icon: str = ""
    key: str = ""
    shortcut: int | None = None


class Dialog:
    """Darken the window and ask. Escape means the last choice.

    The first one has the focus; when *cautious*, the last one has.
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
    ) -> None:
        """Take finished texts; long lines are wrapped, and there is at least one choice."""
        self._style = style
        space = style.layout.space
        pad = style.px(space.padding)
        faces = [ButtonFace(choice.label, choice.icon, choice.key) for choice in choices]
        gap, height = style.px(space.gap), style.px(space.button_menu)
        widths = [max(panels.button_width(style, face), style.px(96)) for face in faces]
        needed = sum(widths) + gap * (len(widths) - 1) + 2 * pad
        width = min(size[0] - 2 * pad, max(style.px(_WIDTH), needed))
        if needed > width:
            widths = [(width - 2 * pad - gap * (len(widths) - 1)) // len(widths)] * len(widths)
        body = style.layout.text.body
        self._lines = [
            part for line in lines for part in style.writer.wrap(line, body, width - 2 * pad)
        ]
        self._title = style.writer.shorten(
            title, style.layout.text.name, width - 2 * pad, Face.BOLD
        )
        words = len(self._lines) * self._leading()
        head = style.writer.height(style.layout.text.name, Face.BOLD)
        tall = pad + head + pad // 2 + words + pad + height + pad
        self.rect = pygame.Rect(0, 0, width, tall)
        self.rect.center = size[0] // 2, size[1] // 2
        self.form = Form(style, size, choices[-1].on_press)
        self._build_buttons(choices, faces, widths)
        if cautious:
            self.form.focus_on(self.form.controls[-1])

    def _build_buttons(
        self, choices: Sequence[DialogButton], faces: Sequence[ButtonFace], widths: Sequence[int]
    ) -> None:
        """Put a button for each choice in a row at the lower right."""
        style, space = self._style, self._style.layout.space
        pad, gap, height = style.px(space.padding), style.px(space.gap), style.px(space.button_menu)
        x = self.rect.right - pad - sum(widths) - gap * (len(widths) - 1)
        y = self.rect.bottom - pad - height
        for choice, face, wide in zip(choices, faces, widths, strict=True):
            place = pygame.Rect(x, y, wide, height)
            button = Button(self.form, place, face, choice.on_press, choice.kind)
            button.shortcut = choice.shortcut
            x += wide + gap

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
        """Darken what is there and draw the box over it."""
        style = self._style
        pad = style.px(style.layout.space.padding)
        panels.draw_veil(surface, style, _VEIL)
        panels.draw_panel(surface, style, self.rect)
        sizes, colours = style.layout.text, style.colours
        at = self.rect.x + pad, self.rect.y + pad
        written = style.writer.write(
            surface, self._title, at, sizes.name, colours.bone100, Face.BOLD
        )
        y = written.bottom + pad // 2
        for line in self._lines:
            style.writer.write(surface, line, (at[0], y), sizes.body, colours.bone300)
            y += self._leading()
        self.form.draw(surface)

    def close(self) -> None:
        """Let go of everything."""
        self.form.close()
