"""The basic controls of a form: button and toggle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonKind
from client.text.catalogue import text
from client.text.format import comma_list
from client.widgets.control import Control

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.draw.ui.panels import ButtonFace
    from client.widgets.canvas import Canvas
    from client.widgets.control import ControlOwner


class Button(Control):
    """A button that calls *on_press*; it may have an icon, a subtitle and a key's name."""

    role = "button"

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        face: ButtonFace,
        on_press: Callable[[], None],
        kind: ButtonKind = ButtonKind.NORMAL,
        subtitle: str = "",
    ) -> None:
        """Create the button; a subtitle makes it left-aligned and two-lined."""
        super().__init__(form, rect)
        self.face = face
        self.kind = kind
        self.subtitle = subtitle
        self.left_aligned = bool(subtitle)
        self._on_press = on_press
        form.add(self)

    @property
    def name(self) -> str:
        """Return the words on the button."""
        return self.face.label

    @property
    def value_words(self) -> str:
        """Return its subtitle, and its key."""
        key = text("speech.key", cap=self.face.key) if self.face.key else ""
        return comma_list(one for one in (self.subtitle, key) if one)

    @property
    def is_whole(self) -> bool:
        """Whether there is room for everything that the button shows."""
        style, face = self.form.style, self.face
        if not self.left_aligned:
            return panels.button_width(style, face) <= self.rect.w
        return panels.lines_width(style, face, self.subtitle) <= panels.lines_room(
            style, self.rect, face
        )

    def enable(self, enabled: bool) -> None:  # noqa: FBT001 - the whole point of the call
        """Enable or disable the button."""
        self.enabled = enabled

    def press(self) -> None:
        """Call the action of the button."""
        self._on_press()

    def draw(self, canvas: Canvas) -> None:
        """Draw the button and what it shows."""
        style, surface = canvas.style, canvas.surface
        hovered = self.enabled and canvas.hovers(self.rect)
        look = panels.button_look(style, self.kind, enabled=self.enabled, hovered=hovered)
        shapes.shadow(surface, style, self.rect, 0.5)
        canvas.box(self.rect, look.fill, look.edge)
        if self.left_aligned:
            plain = self.kind is ButtonKind.NORMAL and self.enabled
            soft = style.colours.bone300 if plain else look.words
            canvas.lines(self.rect, self.face, self.subtitle, (look.words, soft))
            return
        panels.draw_face(surface, style, self.rect, self.face, look)
        if not self.is_whole:
            canvas.hint(self.rect, self.face.label)


class Toggle(Control):
    """A check box, and words next to it that may be clicked as well."""

    role = "toggle"

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        label: str,
        value: bool,  # noqa: FBT001 - a toggle's value is a truth
        on_change: Callable[[bool], None],
    ) -> None:
        """Create the toggle; *on_change* is called with each new value."""
        super().__init__(form, rect)
        self.label = label
        self.value = value
        self._on_change = on_change
        side = min(rect.h, form.style.px(24))
        self._box = pygame.Rect(0, 0, side, side)
        self._box.midleft = rect.x + form.style.px(6), rect.centery
        form.add(self)

    @property
    def name(self) -> str:
        """Return the words next to the box."""
        return self.label

    @property
    def state(self) -> str:
        """Return whether it is on."""
        return "on" if self.value else "off"

    @property
    def value_words(self) -> str:
        """Return whether it is on, in words."""
        return text("speech.on" if self.value else "speech.off")

    def press(self) -> None:
        """Toggle the value."""
        self.value = not self.value
        self._on_change(self.value)

    def draw(self, canvas: Canvas) -> None:
        """Draw box, mark and words."""
        style, c = canvas.style, canvas.style.colours
        look = panels.row_look(style, chosen=False, hovered=canvas.hovers(self.rect))
        canvas.box(self.rect, look.fill, look.edge)
        radius = style.px(style.layout.space.radius_cell)
        canvas.box(self._box, c.ink900, c.ink500, radius)
        if self.value:
            size = round(self._box.h * 0.7)
            canvas.icon("check", size, c.good, self._box.center, (0.5, 0.5))
        x = self._box.right + style.px(10)
        at, room = (x, self.rect.centery), self.rect.right - x - style.px(6)
        canvas.text(self.label, at, style.layout.text.body, c.bone100, align=(0, 0.5), room=room)
