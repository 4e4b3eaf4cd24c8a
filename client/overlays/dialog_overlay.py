"""The base of all overlays: a dialog over the screen beneath, and the answer it returns."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import OVERLAY, Pop
from client.speech.form_words import FormWords
from client.widgets.dialog import DialogButton
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pygame

    from client.draw.ui.style import Style
    from client.screen import Layer, StackCommand
    from client.sound.sound_player import SoundPlayer
    from client.widgets.dialog import Dialog

A = TypeVar("A")


class OverlayHost(Protocol):
    """The window, as an overlay sees it."""

    @property
    def style(self) -> Style:
        """Return the theme at the current UI scale."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Return the width and height of the window, in pixels."""
        ...

    @property
    def sounds(self) -> SoundPlayer:
        """Return the player of sounds."""
        ...

    def go(self, command: StackCommand) -> None:
        """Apply a command to the stack of screens, after the current event has been handled."""
        ...


class Choice(NamedTuple, Generic[A]):
    """An answer, and the button that gives it."""

    answer: A
    face: ButtonFace
    kind: ButtonKind = ButtonKind.NORMAL


class DialogOverlay(Generic[A]):
    """Base class of overlays that show a dialog; *result* is the answer, None until there is one.

    Escape means the last choice, unless a subclass handles the key before the dialog does.
    """

    layer: Layer = OVERLAY

    def __init__(self, app: OverlayHost) -> None:
        """Create the overlay for a window."""
        self.app = app
        self.result: A | None = None
        self.dialog: Dialog | None = None

    def choices(self) -> Sequence[Choice[A]]:
        """Return the answers, in the order of their buttons."""
        raise NotImplementedError

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return the dialog for the size and the style of the window."""
        raise NotImplementedError

    def take(self, event: pygame.event.Event) -> bool:
        """Handle an event before the dialog does; return whether it was consumed."""
        del event
        return False

    def answer(self, answer: A) -> None:
        """Set the answer, unless there is one already, and leave the stack."""
        if self.result is None:
            self.result = answer
            self.app.go(Pop(self))

    # The protocol of a screen

    def lay_out(self) -> None:
        """Create a new dialog; the focus stays on the button with the same index."""
        focus = -1 if self.dialog is None else self.dialog.form.focus
        self.close()
        buttons = [
            DialogButton(
                choice.face.label,
                choice.kind,
                functools.partial(self.answer, choice.answer),
                choice.face.icon,
                choice.face.key,
            )
            for choice in self.choices()
        ]
        self.dialog = self.build(buttons)
        self.dialog.form.on_press = self.app.sounds.click
        if 0 <= focus < len(self.dialog.form.controls):
            self.dialog.form.focus_on(self.dialog.form.controls[focus])

    def handle(self, event: pygame.event.Event) -> None:
        """Handle an event; none is passed on to the screen beneath."""
        if not self.take(event) and self.dialog is not None:
            self.dialog.handle(event)

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*."""
        if self.dialog is not None:
            self.dialog.update(seconds)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the dialog."""
        if self.dialog is not None:
            self.dialog.draw(surface)

    def words(self) -> FormWords:
        """Return what text mode says of the dialog."""
        dialog = require_present(self.dialog, "a dialog")
        return FormWords(dialog.title, self.spoken_content(dialog), dialog.form.describe())

    def spoken_content(self, dialog: Dialog) -> list[str]:
        """Return the lines of the dialog, as text mode says them."""
        return list(dialog.lines)

    def close(self) -> None:
        """Close the dialog."""
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = None
