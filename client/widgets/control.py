"""The base class of the controls of a form, and what they need of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pygame
    import pygame_gui

    from client.draw.ui.style import Style


class ControlOwner(Protocol):
    """A form, as its controls see it."""

    @property
    def style(self) -> Style:
        """Return the style of the form."""
        ...

    @property
    def manager(self) -> pygame_gui.UIManager:
        """Return the manager of the pygame_gui elements."""
        ...

    @property
    def focused(self) -> Control | None:
        """Return the control that has the keyboard focus."""
        ...

    def add(self, control: Control) -> None:
        """Add a control; the first that can be focused gets the focus."""
        ...

    def focus_on(self, control: Control) -> None:
        """Move the keyboard focus to a control of this form."""
        ...

    def press_later(self, control: Control) -> None:
        """Press a control when pygame_gui has finished with the event."""
        ...


class Control:
    """Base class of everything on a form that the keyboard can reach."""

    takes_text = False
    """Whether letters typed while it is focused are its own."""

    def __init__(self, form: ControlOwner, rect: pygame.Rect) -> None:
        """Take the form and the rectangle in the window."""
        self.form = form
        self.rect = rect
        self.enabled = True
        self.shortcut: int | None = None

    def press(self) -> None:
        """Do what the control is for."""

    def handle(self, event: pygame.event.Event) -> bool:
        """Answer an event pygame_gui has seen; return whether it was for this control."""
        del event
        return False

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Answer a key while focused, before the form does; return whether that was all."""
        del event
        return False

    def take_focus(self) -> None:
        """Get the keyboard."""

    def blur(self) -> None:
        """Lose the keyboard."""

    def focus_rect(self) -> pygame.Rect:
        """Return the rectangle that the focus ring is drawn around."""
        return self.rect

    def update(self) -> None:
        """Let time pass."""

    def draw(self, surface: pygame.Surface) -> None:
        """Draw what pygame_gui does not draw."""
