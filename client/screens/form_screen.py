"""What all menu screens share: a form on a backdrop, laid out anew whenever the window changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import panels
from client.draw.ui.backdrop import quiet_backdrop
from client.draw.ui.panels import ButtonFace
from client.draw.ui.writer import Face
from client.screen import FULL, Pop
from client.text.catalogue import text
from client.widgets.controls import Button
from client.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.draw.ui.style import Style
    from client.host import Host


_HEAD: Final = 12
"""Points from the window's edge to the buttons of the head."""


class FormScreen:
    """Show a form. A screen of this kind says in `build` what is on it."""

    layer = FULL
    title = ""
    """The key of the title at the top; without one there is no head."""

    def __init__(self, app: Host) -> None:
        """Take the window."""
        self.app = app
        self.form: Form | None = None

    @property
    def result(self) -> object:
        """Return what the screen gives back; most have nothing to give."""
        return None

    @property
    def style(self) -> Style:
        """Return the style in use."""
        return self.app.style

    def build(self, form: Form) -> None:
        """Put the controls on a fresh form, for `app.size` and `app.style`."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go back; Escape does it, too."""
        self.app.go(Pop(self))

    # The protocol of a screen

    def lay_out(self) -> None:
        """Make the form anew; the focus stays on the control of the same number."""
        focus = self.form.focus if self.form is not None else -1
        self._let_go()
        self.form = Form(self.style, self.app.size, self.leave)
        self.build(self.form)
        if self.title:
            self._build_head(self.form)
        if 0 <= focus < len(self.form.controls) and self.form.controls[focus].enabled:
            self.form.focus_on(self.form.controls[focus])

    def handle(self, event: pygame.event.Event) -> None:
        """Let the form answer."""
        if self.form is not None:
            self.form.handle(event)

    def update(self, seconds: float) -> None:
        """Let time pass on the form."""
        if self.form is not None:
            self.form.update(seconds)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw backdrop and form."""
        self.draw_backdrop(surface)
        if self.form is not None:
            self.form.draw(surface)

    def draw_backdrop(self, surface: pygame.Surface) -> None:
        """Fill the window behind the form."""
        surface.blit(quiet_backdrop(self.style, self.app.size), (0, 0))

    def close(self) -> None:
        """Let go of everything: the screen leaves the stack."""
        self._let_go()

    def _let_go(self) -> None:
        if self.form is not None:
            self.form.close()
        self.form = None

    # Room

    @property
    def body(self) -> pygame.Rect:
        """Return the room below the head, inside the window's edge, in pixels."""
        edge, head = self.style.px(self.style.layout.space.edge), self.style.px(64)
        width, height = self.app.size
        return pygame.Rect(edge, head, width - 2 * edge, height - head - edge)

    def build_beside_title(
        self, form: Form, face: ButtonFace, on_press: Callable[[], None]
    ) -> None:
        """Put a button at the right end of the head."""
        style, space = self.style, self.style.layout.space
        wide = panels.button_width(style, face)
        left = self.app.size[0] - style.px(space.edge) - wide
        Button(
            form, pygame.Rect(left, style.px(_HEAD), wide, style.px(space.button)), face, on_press
        )

    def _build_head(self, form: Form) -> None:
        style, space = self.style, self.style.layout.space
        face = ButtonFace(text("app.back"), "undo", text("key.escape"))
        edge, height = style.px(space.edge), style.px(space.button)
        rect = pygame.Rect(edge, style.px(_HEAD), panels.button_width(style, face), height)
        Button(form, rect, face, self.leave)
        size = style.layout.text.title
        line = style.writer.height(size, Face.BOLD)
        at = rect.right + style.px(24), rect.centery - line // 2
        words = style.writer.shorten(
            text(self.title), size, self.app.size[0] - at[0] - edge, Face.BOLD
        )
        form.label(words, at, size, None, Face.BOLD)
