"""The base class of the controls of a form, and their interface to the form."""

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
    """Base class of everything on a form that can have the keyboard focus."""

    takes_text = False
    """Whether it handles typed letters while focused."""
    is_text = False
    """Whether it only shows texts."""
    role = "control"
    """The kind of control, in a description of the form."""

    def __init__(self, form: ControlOwner, rect: pygame.Rect) -> None:
        """Create the control in a rectangle of the window."""
        self.form = form
        self.rect = rect
        self.enabled = True
        self.visible = True
        """Whether it is in sight; one that is not may still get the focus, and then comes there."""
        self.shortcut: int | None = None
        self.subject = ""
        """What it is about, where its label alone does not tell it from others."""

    @property
    def name(self) -> str:
        """Return its label."""
        return ""

    @property
    def state(self) -> str:
        """Return its value: a text, the code of a choice, on or off."""
        return ""

    @property
    def value_words(self) -> str:
        """Return what it shows besides its label, in words."""
        return ""

    @property
    def options(self) -> tuple[str, ...]:
        """Return the values in sight that it offers, in words."""
        return ()

    @property
    def is_whole(self) -> bool:
        """Whether there is room for everything that the control shows."""
        return True

    @property
    def parts(self) -> list[pygame.Rect]:
        """Return the rectangles that can be clicked, one by one."""
        return [self.rect]

    def press(self) -> None:
        """Perform the action of the control."""

    def click(self, pixel: tuple[int, int]) -> None:
        """Handle a click: the left button pressed and released on the control, which has the
        focus.
        """
        del pixel
        self.press()

    def grab(self, pixel: tuple[int, int]) -> bool:
        """Handle the left button going down here; return whether to track the pointer."""
        del pixel
        return False

    def drag(self, pixel: tuple[int, int]) -> None:
        """Handle pointer motion while the left button is down, after `grab` returned True."""

    def turn_wheel(self, steps: int) -> bool:
        """Handle the wheel over the control, up is positive; return whether the event was
        consumed.
        """
        del steps
        return False

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Handle a key while focused, before the form does; return whether the event was
        consumed.
        """
        del event
        return False

    def handle_text(self, event: pygame.event.Event) -> bool:
        """Handle typed text while focused: TEXTINPUT or TEXTEDITING."""
        del event
        return False

    def take_focus(self) -> None:
        """Handle getting the focus."""

    def blur(self) -> None:
        """Handle losing the focus."""

    def focus_rect(self) -> pygame.Rect:
        """Return the rectangle that the focus ring is drawn around."""
        return self.rect

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*."""

    def draw(self, canvas: Canvas) -> None:
        """Draw the control."""
