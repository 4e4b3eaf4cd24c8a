"""A form: the controls of one screen or box, all usable with mouse and keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui import shapes
from client.draw.ui.writer import Face
from client.keyboard import COMMANDING
from client.text.format import comma_list
from client.widgets.canvas import Canvas
from client.widgets.description import (
    ControlDescription,
    FormDescription,
    LabelDescription,
    PanelDescription,
)
from client.widgets.tooltip import draw_tooltip, hint_at_pointer

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb
    from client.widgets.control import Control

_NEXT: Final = frozenset({pygame.K_DOWN, pygame.K_RIGHT})
_BACK: Final = frozenset({pygame.K_UP, pygame.K_LEFT})
_FUNCTION_KEYS: Final = range(pygame.K_F1, pygame.K_F12 + 1)
_PRESS: Final = frozenset({pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE})
_TYPED: Final = frozenset({pygame.TEXTINPUT, pygame.TEXTEDITING})


class _Label(NamedTuple):
    """A line of text, its position, its size in points, and its maximum width in pixels."""

    words: str
    at: tuple[float, float]
    size: float
    colour: Rgb
    face: Face
    align: tuple[float, float]
    room: int | None
    of: Control | None


class _Panel(NamedTuple):
    rect: pygame.Rect
    title: str
    note: str


def _pass() -> None:
    """Do nothing about a press."""


class Form:
    """The owner of the controls of one screen or box, and of their focus.

    A change of size, theme or scale needs a new form. *on_escape* handles the Escape key;
    *on_press* is called whenever a control is pressed by mouse or key, before it acts.
    """

    def __init__(
        self, style: Style, size: tuple[int, int], on_escape: Callable[[], None] | None = None
    ) -> None:
        """Create a form for a style and the window's size in pixels."""
        self.style = style
        self._window = pygame.Rect((0, 0), size)
        self.controls: list[Control] = []
        self.focus = -1
        self._on_escape = on_escape
        self.calm = False
        self.on_press: Callable[[], None] = _pass
        self._panels: list[_Panel] = []
        self._labels: list[_Label] = []
        self._painters: list[Callable[[Canvas], None]] = []
        self._painted: list[LabelDescription] = []
        self._pointer: tuple[int, int] | None = pygame.mouse.get_pos()
        self._pressed: Control | None = None
        self._follows = False

    def add(self, control: Control) -> None:
        """Add a control; the first focusable one gets the focus. Called by the controls."""
        self.controls.append(control)
        if self.focus < 0 and control.enabled:
            self.focus_on(control)

    def move_to_front(self, control: Control) -> None:
        """Move a control to the front of the focus order; the focus stays where it is."""
        focused = self.focused
        self.controls.remove(control)
        self.controls.insert(0, control)
        if focused is not None:
            self.focus = self.controls.index(focused)

    def panel(self, rect: pygame.Rect, title: str = "", note: str = "") -> None:
        """Add a panel behind the controls."""
        self._panels.append(_Panel(rect, title, note))

    def paint(self, draw: Callable[[Canvas], None]) -> None:
        """Add a drawing between the panels and the controls."""
        self._painters.append(draw)

    def label(
        self,
        text: str,
        at: tuple[float, float],
        size: float,
        colour: Rgb | None = None,
        face: Face = Face.REGULAR,
        align: tuple[float, float] = (0.0, 0.0),
        room: int | None = None,
    ) -> None:
        """Add a line of text, *size* in points, shortened to *room* pixels.

        *align* is the point of it that is *at* the place, such as (0, 0) for its top left corner.
        """
        ink = self.style.colours.bone100 if colour is None else colour
        self._labels.append(_Label(text, at, size, ink, face, align, room, None))

    def label_control(self, control: Control) -> None:
        """Have text mode say the latest label with a control, about which it says something."""
        self._labels[-1] = self._labels[-1]._replace(of=control)

    # Focus

    @property
    def focused(self) -> Control | None:
        """Return the focused control."""
        return self.controls[self.focus] if self.focus >= 0 else None

    def focus_on(self, control: Control) -> None:
        """Focus a control of this form."""
        if control is self.focused:
            return
        if self.focused is not None:
            self.focused.blur()
        self.focus = self.controls.index(control)
        control.take_focus()

    def step_focus(self, step: int) -> None:
        """Move the focus to the next or previous control that can have it."""
        count = len(self.controls)
        for distance in range(1, count + 1):
            control = self.controls[(self.focus + step * distance) % count]
            if control.enabled:
                self.focus_on(control)
                return

    # Events

    def handle(self, event: pygame.event.Event) -> bool:
        """Handle an event; return whether it was for this form."""
        if event.type == pygame.KEYDOWN:
            return self._handle_key(event)
        if event.type in _TYPED:
            focused = self.focused
            return focused is not None and focused.takes_text and focused.handle_text(event)
        if event.type == pygame.MOUSEWHEEL:
            under = self._control_at(self._pointer)
            return under is not None and under.turn_wheel(event.y)
        if event.type == pygame.WINDOWLEAVE:
            self._pointer = None
            return False
        return self._handle_pointer(event)

    def _control_at(self, pixel: tuple[int, int] | None) -> Control | None:
        if pixel is None:
            return None
        found = [
            one
            for one in self.controls
            if one.visible and one.enabled and one.rect.collidepoint(pixel)
        ]
        return found[-1] if found else None

    def _handle_pointer(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEMOTION:
            self._pointer = event.pos
            if self._pressed is not None and self._follows:
                self._pressed.drag(event.pos)
            return self._pressed is not None
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            return self._press_down(event.pos)
        if event.type == pygame.MOUSEBUTTONUP and event.button == pygame.BUTTON_LEFT:
            return self._let_go(event.pos)
        return False

    def _press_down(self, pixel: tuple[int, int]) -> bool:
        """Record which control is pressed: it is clicked if the button is released over it."""
        self._pointer = pixel
        self._pressed = pressed = self._control_at(pixel)
        self._follows = False
        if pressed is not None:
            if pressed.takes_text:
                self.focus_on(pressed)
            self._follows = pressed.grab(pixel)
        return pressed is not None

    def _let_go(self, pixel: tuple[int, int]) -> bool:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return False
        if pressed.enabled and not self._follows and pressed.rect.collidepoint(pixel):
            self.focus_on(pressed)
            self.on_press()
            pressed.click(pixel)
        return True

    def _handle_key(self, event: pygame.event.Event) -> bool:
        focused = self.focused
        if event.mod & COMMANDING:  # only text fields consume such keys
            return focused is not None and focused.takes_text and focused.handle_key(event)
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
                self.on_press()
                focused.press()
        else:
            return self._press_by_key(event)
        return True

    def _step_from_text(self, event: pygame.event.Event) -> bool:
        """Leave a text field upwards or downwards, or press a control by a function key.

        All other keys go to the field.
        """
        if event.key in {pygame.K_UP, pygame.K_DOWN}:
            self.step_focus(1 if event.key == pygame.K_DOWN else -1)
            return True
        return event.key in _FUNCTION_KEYS and self._press_by_key(event)

    def _press_by_key(self, event: pygame.event.Event) -> bool:
        """Press the control whose key was pressed."""
        for control in self.controls:
            if control.enabled and control.shortcut == event.key:
                if not event.repeat:
                    self.focus_on(control)
                    self.on_press()
                    control.press()
                return True
        return False

    # Time and drawing

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*: carets blink, unless the form is calm."""
        if self.calm:
            return
        for control in self.controls:
            control.update(seconds)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw panels, controls, texts, the focus, and a tooltip for what is under the pointer."""
        canvas = Canvas(surface, self.style, self._pointer)
        for panel in self._panels:
            canvas.panel(panel.rect, panel.title, panel.note)
        canvas.texts.clear()  # panels are described by themselves
        for paint in self._painters:
            paint(canvas)
        self._painted = list(canvas.texts)
        for control in self.controls:
            canvas.texts.clear()
            if control.visible:
                control.draw(canvas)
            if control.is_text:
                self._painted += canvas.texts
        for one in self._labels:
            canvas.text(one.words, one.at, one.size, one.colour, one.face, one.align, one.room)
        if self.focused is not None and self.focused.enabled and self.focused.visible:
            shapes.focus_ring(surface, self.style, self.focused.focus_rect())
        hint = hint_at_pointer(canvas)
        if hint is not None and self._pressed is None:
            draw_tooltip(canvas, hint, self._window)

    def describe(self) -> FormDescription:
        """Return a description of what is in sight: controls, texts and panels, with rectangles."""
        controls = tuple(
            ControlDescription(
                control.role,
                control.name,
                control.rect.copy(),
                control.state,
                control.enabled,
                control is self.focused,
                tuple(control.parts),
                control.is_whole,
                self._value_words(control),
                control.options,
            )
            for control in self.controls
            if control.visible
        )
        panels = tuple(
            PanelDescription(one.title, one.rect.copy(), one.note) for one in self._panels
        )
        labels = tuple(map(self._describe_label, self._labels))
        return FormDescription(controls, labels, panels, tuple(self._painted))

    def _value_words(self, control: Control) -> str:
        """Return what a control shows besides its label, with what is beside it."""
        beside = [one.words for one in self._labels if one.of is control]
        parts = (control.subject, control.value_words, *beside)
        return comma_list(one for one in parts if one)

    def _describe_label(self, label: _Label) -> LabelDescription:
        writer = self.style.writer
        size = (
            writer.width(label.words, label.size, label.face),
            writer.height(label.size, label.face),
        )
        whole = label.room is None or size[0] <= label.room
        rect = pygame.Rect(
            (0, 0), size if label.room is None else (min(size[0], label.room), size[1])
        )
        rect.x = round(label.at[0] - rect.w * label.align[0])
        rect.y = round(label.at[1] - rect.h * label.align[1])
        return LabelDescription(label.words, rect, whole, label.of is not None)

    def close(self) -> None:
        """Close everything."""
        if self.focused is not None:
            self.focused.blur()
        self.controls.clear()
        self.focus = -1
        self._pressed = None
