"""A form: controls on one pygame_gui manager, reachable with mouse and keyboard alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pygame_gui

from client.draw.ui import panels, shapes
from client.draw.ui.writer import Face
from client.keyboard import COMMANDING
from client.widgets.gui_theme import gui_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb
    from client.widgets.control import Control

_NEXT = frozenset({pygame.K_DOWN, pygame.K_RIGHT})
_BACK = frozenset({pygame.K_UP, pygame.K_LEFT})
_FUNCTION_KEYS = range(pygame.K_F1, pygame.K_F12 + 1)
_PRESS = frozenset({pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE})


class Form:
    """Own the controls of one screen or box, their focus and their pygame_gui elements.

    A change of size, theme or scale needs a new form. *on_escape* answers the Escape key.
    """

    def __init__(
        self, style: Style, size: tuple[int, int], on_escape: Callable[[], None] | None = None
    ) -> None:
        """Take the style and the window's size in pixels."""
        self.style = style
        self.manager = pygame_gui.UIManager(size, gui_theme(style), enable_live_theme_updates=False)
        self.controls: list[Control] = []
        self.focus = -1
        self._on_escape = on_escape
        self._pressed: list[Control] = []
        self._panels: list[tuple[pygame.Rect, str, str]] = []
        self._labels: list[tuple[str, tuple[int, int], float, Rgb, Face]] = []

    def add(self, control: Control) -> None:
        """Take a control in; the first that can be focused gets the focus. Controls do this."""
        self.controls.append(control)
        if self.focus < 0 and control.enabled:
            self.focus_on(control)

    def move_to_front(self, control: Control) -> None:
        """Let the keyboard reach a control before all others; the focus stays where it is."""
        focused = self.focused
        self.controls.remove(control)
        self.controls.insert(0, control)
        if focused is not None:
            self.focus = self.controls.index(focused)

    def panel(self, rect: pygame.Rect, title: str = "", note: str = "") -> None:
        """Put a panel behind the controls."""
        self._panels.append((rect, title, note))

    def label(
        self,
        text: str,
        at: tuple[int, int],
        size: float,
        colour: Rgb | None = None,
        face: Face = Face.REGULAR,
    ) -> None:
        """Put a line of text on the form, *at* its top left corner, *size* in points."""
        ink = self.style.colours.bone100 if colour is None else colour
        self._labels.append((text, at, size, ink, face))

    @property
    def focused(self) -> Control | None:
        """Return the control the keyboard is on."""
        return self.controls[self.focus] if self.focus >= 0 else None

    def focus_on(self, control: Control) -> None:
        """Move the keyboard to a control of this form."""
        if self.focused is not None:
            self.focused.blur()
        self.focus = self.controls.index(control)
        control.take_focus()

    def step_focus(self, step: int) -> None:
        """Move the keyboard to the next control that can be used, or the one before."""
        count = len(self.controls)
        for distance in range(1, count + 1):
            control = self.controls[(self.focus + step * distance) % count]
            if control.enabled:
                self.focus_on(control)
                return

    def press_later(self, control: Control) -> None:
        """Note a press; it is answered when pygame_gui has finished with the event."""
        self._pressed.append(control)

    def handle(self, event: pygame.event.Event) -> bool:
        """Answer an event; return whether it was for this form."""
        if event.type == pygame.KEYDOWN and self._handle_key(event):
            return True
        taken = self.manager.process_events(event)
        for control in self.controls:
            taken = control.handle(event) or taken
        pressed, self._pressed = self._pressed, []
        for control in pressed:
            self.focus_on(control)
            control.press()
        return taken or bool(pressed)

    def _handle_key(self, event: pygame.event.Event) -> bool:
        if event.mod & COMMANDING:
            return False  # Ctrl+V is for text fields; nothing else here has such keys
        focused = self.focused
        if focused is not None and focused.enabled and focused.handle_key(event):
            return True
        if event.key == pygame.K_ESCAPE and self._on_escape is not None:
            if not event.repeat:
                self._on_escape()
        elif event.key == pygame.K_TAB:
            self.step_focus(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif focused is not None and focused.takes_text:
            return self._step_from_text(event)
        elif event.key in _NEXT or event.key in _BACK:
            self.step_focus(1 if event.key in _NEXT else -1)
        elif event.key in _PRESS and focused is not None and focused.enabled:
            if not event.repeat:
                focused.press()
        else:
            return self._press_by_key(event)
        return True

    def _step_from_text(self, event: pygame.event.Event) -> bool:
        """Leave a text field upwards or downwards, or press a control by a function key.

        All other keys are the field's.
        """
        if event.key in {pygame.K_UP, pygame.K_DOWN}:
            self.step_focus(1 if event.key == pygame.K_DOWN else -1)
            return True
        return event.key in _FUNCTION_KEYS and self._press_by_key(event)

    def _press_by_key(self, event: pygame.event.Event) -> bool:
        """Press the control that has the key as its own."""
        for control in self.controls:
            if control.enabled and control.shortcut == event.key:
                if not event.repeat:
                    self.focus_on(control)
                    control.press()
                return True
        return False

    def update(self, seconds: float) -> None:
        """Let time pass: cursors blink, held buttons repeat."""
        self.manager.update(seconds)
        for control in self.controls:
            control.update()

    def draw(self, surface: pygame.Surface) -> None:
        """Draw panels, controls, texts and the focus."""
        style = self.style
        for rect, title, note in self._panels:
            panels.draw_panel(surface, style, rect, title, note)
        self.manager.draw_ui(surface)
        for control in self.controls:
            control.draw(surface)
        for text, at, size, colour, face in self._labels:
            style.writer.write(surface, text, at, size, colour, face)
        if self.focused is not None and self.focused.enabled:
            shapes.focus_ring(surface, style, self.focused.focus_rect())

    def close(self) -> None:
        """Let go of everything."""
        self.manager.clear_and_reset()  # type: ignore[no-untyped-call]  # pygame_gui's lack
        self.controls.clear()
        self.focus = -1
