"""The base class of the controls of a form, and what they need of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pygame

    from client.draw.ui.style import Style
    from client.widgets.canvas import Canvas


class ControlOwner(Protocol):
    """A form, as its controls see it."""

    @property
    def style(self) -> Style:
        """Return the style of the form."""
        ...

    @property
    def focused(self) -> Control | None:
        """Return the control that has the keyboard focus."""
        ...

    def add(self, control: Control) -> None:
        """Add a control; the first that can be focused gets the focus."""
        ...


class Control:
    """Base class of everything on a form that the keyboard can reach."""

    takes_text = False
    """Whether letters typed while it is focused are its own."""
    role = "control"
    """What it is, in a description of the form."""

    def __init__(self, form: ControlOwner, rect: pygame.Rect) -> None:
        """Take the form and the rectangle in the window."""
        self.form = form
        self.rect = rect
        self.enabled = True
        self.shortcut: int | None = None

    @property
    def name(self) -> str:
        """Return the words that it is known by."""
        return ""

    @property
    def state(self) -> str:
        """Return what it is set to: a text, the code of a choice, on or off."""
        return ""

    @property
    def is_whole(self) -> bool:
        """Whether there is room for everything that the control shows."""
        return True

    @property
    def parts(self) -> list[pygame.Rect]:
        """Return the rectangles that can be clicked, one by one."""
        return [self.rect]

    def press(self) -> None:
        """Do what the control is for."""

    def click(self, pixel: tuple[int, int]) -> None:
        """Answer the left button, pressed and let go of on the control; the focus is here."""
        del pixel
        self.press()

    def grab(self, pixel: tuple[int, int]) -> bool:
        """Answer the left button going down here; whether the pointer's way is followed."""
        del pixel
        return False

    def drag(self, pixel: tuple[int, int]) -> None:
        """Follow the pointer while the left button is down, after `grab` returned True."""

    def turn_wheel(self, steps: int) -> bool:
        """Answer the wheel over the control, up is positive; return whether that was all."""
        del steps
        return False

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Answer a key while focused, before the form does; return whether that was all."""
        del event
        return False

    def handle_text(self, event: pygame.event.Event) -> bool:
        """Answer typed text while focused: TEXTINPUT or TEXTEDITING."""
        del event
        return False

    def take_focus(self) -> None:
        """Get the keyboard."""

    def blur(self) -> None:
        """Lose the keyboard."""

    def focus_rect(self) -> pygame.Rect:
        """Return the rectangle that the focus ring is drawn around."""
        return self.rect

    def update(self, seconds: float) -> None:
        """Let time pass."""

    def draw(self, canvas: Canvas) -> None:
        """Draw the control."""
