"""The base of all menu screens: a form on a backdrop, laid out anew whenever the window changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import panels
from client.draw.ui.backdrop import quiet_backdrop
from client.draw.ui.panels import ButtonFace
from client.draw.ui.writer import Face
from client.screen import FULL, Pop
from client.speech.form_words import FormWords, reading_order
from client.text.catalogue import text
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.form import Form
from client.widgets.layout import Share
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.draw.ui.style import Style
    from client.host import Host
    from client.widgets.description import FormDescription


_HEAD: Final = 64
"""Height of the header, in points."""
_ABOVE: Final = 12
"""Distance between the window's edge and the buttons of the header, in points."""
_BESIDE: Final = 24
"""Distance between the back button and the title, in points."""


class FormScreen:
    """Base class of screens with a form, whose controls are created in `build`."""

    layer = FULL
    title = ""
    """The key of the title at the top; without one there is no header."""

    def __init__(self, app: Host) -> None:
        """Create the screen for a window."""
        self.app = app
        self.form: Form | None = None

    @property
    def result(self) -> object:
        """Return the result of the screen; most have none."""
        return None

    @property
    def style(self) -> Style:
        """Return the current style."""
        return self.app.style

    def build(self, form: Form) -> None:
        """Add the controls to a new form, for `app.size` and `app.style`."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go back, as Escape does."""
        self.app.go(Pop(self))

    # The protocol of a screen

    def lay_out(self) -> None:
        """Create a new form; the focus stays on the control with the same index."""
        focus = self.form.focus if self.form is not None else -1
        self._let_go()
        self.form = Form(self.style, self.app.size, self.leave)
        self.form.on_press = self.app.sounds.click
        self.form.calm = self.app.settings.reduce_motion
        self.build(self.form)
        if self.title:
            self._build_head(self.form)
        if 0 <= focus < len(self.form.controls) and self.form.controls[focus].enabled:
            self.form.focus_on(self.form.controls[focus])

    def handle(self, event: pygame.event.Event) -> None:
        """Pass an event on to the form."""
        if self.form is not None:
            self.form.handle(event)

    def update(self, seconds: float) -> None:
        """Advance time on the form by *seconds*."""
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

    def words(self) -> FormWords:
        """Return what text mode says of the screen."""
        form = require_present(self.form, "a form").describe()
        return FormWords(self.spoken_title(), self.spoken_content(form), form)

    def spoken_title(self) -> str:
        """Return the title of the screen, as text mode says it."""
        return text(self.title) if self.title else ""

    def spoken_content(self, form: FormDescription) -> list[str]:
        """Return the texts of the screen in lines: by default those of the form, row by row."""
        return reading_order(form)

    def close(self) -> None:
        """Close everything: the screen leaves the stack."""
        self._let_go()

    def _let_go(self) -> None:
        if self.form is not None:
            self.form.close()
        self.form = None

    # Room

    @property
    def body(self) -> pygame.Rect:
        """Return the rectangle below the header, inside the window's margin, in pixels."""
        edge = self.style.px(self.style.layout.space.edge)
        window = pygame.Rect((0, 0), self.app.size)
        _, body, _ = layout.split_rows(window, [self.style.px(_HEAD), Share(), edge])
        return layout.inset(body, edge, 0)

    def build_beside_title(
        self, form: Form, *buttons: tuple[ButtonFace, Callable[[], None]]
    ) -> list[Button]:
        """Add buttons at the right end of the header, each by its face and what it does, and return
        them.
        """
        widths = [panels.button_width(self.style, face) for face, _ in buttons]
        gap = self.style.px(_BESIDE)
        _, *places = layout.split_columns(self._head(), [Share(), *widths], gap)
        return [
            Button(form, place, face, on_press)
            for place, (face, on_press) in zip(places, buttons, strict=True)
        ]

    def _head(self) -> pygame.Rect:
        """Return the row of the header's buttons."""
        style, space = self.style, self.style.layout.space
        top = pygame.Rect(0, style.px(_ABOVE), self.app.size[0], style.px(space.button))
        return layout.inset(top, style.px(space.edge), 0)

    def _build_head(self, form: Form) -> None:
        style, size = self.style, self.style.layout.text.title
        face = ButtonFace(text("app.back"), "undo", text("key.escape"))
        wide, gap = panels.button_width(style, face), style.px(_BESIDE)
        place, title = layout.split_columns(self._head(), [wide, Share()], gap)
        Button(form, place, face, self.leave)
        line = style.writer.height(size, Face.BOLD)
        at = title.x, title.centery - line // 2
        form.label(text(self.title), at, size, None, Face.BOLD, room=title.w)
