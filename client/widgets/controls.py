"""The controls of a form: button, toggle, text entry and list chooser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pygame
from pygame_gui.elements import UIButton, UITextEntryLine, UIVerticalScrollBar

from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.keyboard import repeat_held_keys
from client.widgets.control import Control

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.widgets.control import ControlOwner


def _element(form: ControlOwner, rect: pygame.Rect, command: Callable[[], None]) -> UIButton:
    """Make the pygame_gui button behind a control: it feels the mouse, we draw."""
    return UIButton(rect, "", form.manager, command=command)


class Button(Control):
    """Call *on_press* when clicked or chosen by key; with an icon, a subtitle, a key's name."""

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        face: ButtonFace,
        on_press: Callable[[], None],
        kind: ButtonKind = ButtonKind.NORMAL,
        subtitle: str = "",
    ) -> None:
        """Take what the button shows and does; a subtitle makes it left-aligned and two-lined."""
        super().__init__(form, rect)
        self.face = face
        self.kind = kind
        self.subtitle = subtitle
        self.left_aligned = bool(subtitle)
        self._on_press = on_press
        self._element = _element(form, rect, lambda: form.press_later(self))
        form.add(self)

    def enable(self, enabled: bool) -> None:  # noqa: FBT001 - the whole point of the call
        """Let the button be pressed, or not."""
        self.enabled = enabled
        if enabled:
            self._element.enable()  # type: ignore[no-untyped-call]  # pygame_gui's lack
        else:
            self._element.disable()  # type: ignore[no-untyped-call]  # pygame_gui's lack

    def press(self) -> None:
        """Call what the button is for."""
        self._on_press()

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the button and what it shows."""
        style = self.form.style
        hovered = self._element.hovered or self._element.held
        look = panels.button_look(style, self.kind, enabled=self.enabled, hovered=hovered)
        shapes.shadow(surface, style, self.rect, 0.5)
        shapes.box(surface, style, self.rect, look.fill, look.edge)
        if self.left_aligned:
            plain = self.kind is ButtonKind.NORMAL and self.enabled
            soft = style.colours.bone300 if plain else look.words
            panels.draw_lines(
                surface, style, self.rect, self.face, self.subtitle, (look.words, soft)
            )
        else:
            panels.draw_face(surface, style, self.rect, self.face, look)


class Toggle(Control):
    """Be on or off: a box with a check mark, and words beside it that may be clicked as well."""

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        label: str,
        value: bool,  # noqa: FBT001 - a toggle's value is a truth
        on_change: Callable[[bool], None],
    ) -> None:
        """Take the words, the value at the start and who hears of changes."""
        super().__init__(form, rect)
        self.label = label
        self.value = value
        self._on_change = on_change
        side = min(rect.h, form.style.px(24))
        self._box = pygame.Rect(0, 0, side, side)
        self._box.midleft = rect.x + form.style.px(6), rect.centery
        self._element = _element(form, rect, lambda: form.press_later(self))
        form.add(self)

    def press(self) -> None:
        """Turn from on to off and back."""
        self.value = not self.value
        self._on_change(self.value)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw box, mark and words."""
        style = self.form.style
        c = style.colours
        look = panels.row_look(style, chosen=False, hovered=self._element.hovered)
        shapes.box(surface, style, self.rect, look.fill, look.edge)
        radius = style.px(style.layout.space.radius_cell)
        shapes.box(surface, style, self._box, c.ink900, c.ink500, radius)
        if self.value:
            icon = style.art.icon("check", round(self._box.h * 0.7), c.good)
            surface.blit(icon, icon.get_rect(center=self._box.center))
        x = self._box.right + style.px(10)
        size = style.layout.text.body
        words = style.writer.shorten(self.label, size, self.rect.right - x - style.px(6))
        style.writer.write(surface, words, (x, self.rect.centery), size, c.bone100, align=(0, 0.5))


class _TextLine(UITextEntryLine):
    """A line of text that leaves alone how held keys are repeated; its base ends that for all."""

    def focus(self) -> None:
        super().focus()  # type: ignore[no-untyped-call]  # pygame_gui's own
        repeat_held_keys()

    def unfocus(self) -> None:
        super().unfocus()  # type: ignore[no-untyped-call]  # as above
        repeat_held_keys()


class TextField(Control):
    """One line of text a person types; *on_change* hears of every letter."""

    takes_text = True

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        text: str,
        on_change: Callable[[str], None],
        allowed: str = "",
    ) -> None:
        """Take the text at the start; *allowed* lists the letters that may be typed, or all."""
        super().__init__(form, rect)
        self._on_change = on_change
        self._element = _TextLine(rect, form.manager)
        if allowed:
            self._element.set_allowed_characters(list(allowed))
        self._element.set_text(text)
        self._last = text
        form.add(self)

    @property
    def text(self) -> str:
        """Return the text as it stands."""
        return str(self._element.get_text())

    def write(self, text: str) -> None:
        """Replace the text, as if it had been typed."""
        self._element.set_text(text)
        self._tell()

    def handle(self, event: pygame.event.Event) -> bool:
        """Follow clicks into the field, and tell of changes."""
        clicked = event.type == pygame.MOUSEBUTTONDOWN and self.rect.collidepoint(event.pos)
        if clicked and self.form.focused is not self:
            self.form.focus_on(self)
        self._tell()
        return clicked

    def take_focus(self) -> None:
        """Show the cursor."""
        self.form.manager.set_focus_set(self._element)

    def blur(self) -> None:
        """Hide the cursor."""
        self.form.manager.set_focus_set(None)

    def update(self) -> None:
        """Tell of changes no event brought, such as a held key."""
        self._tell()

    def _tell(self) -> None:
        if self.text != self._last:
            self._last = self.text
            self._on_change(self.text)


class ListRow(NamedTuple):
    """Show one thing that may be chosen; *note* stands at the right."""

    code: str
    title: str
    subtitle: str = ""
    icon: str = ""
    note: str = ""


class ListBox(Control):
    """Let one row of a list be chosen: click, arrows, page keys, wheel; *on_choose* hears of it."""

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        rows: Sequence[ListRow],
        chosen: str,
        on_choose: Callable[[str], None],
        on_open: Callable[[], None] | None = None,
    ) -> None:
        """Take the rows and the code chosen at the start; Enter calls *on_open*."""
        super().__init__(form, rect)
        self.rows = list(rows)
        self.index = next((i for i, row in enumerate(self.rows) if row.code == chosen), 0)
        self._on_choose = on_choose
        self._on_open = on_open
        style = form.style
        gap = style.px(style.layout.space.gap) // 2
        step = style.px(style.layout.space.row) + gap
        self._shown = max(1, min(len(self.rows), rect.h // step))
        self._first = 0
        crowded = len(self.rows) > self._shown
        bar = style.px(16) if crowded else 0
        self._slots = [
            self._slot(i, pygame.Rect(rect.x, rect.y + i * step, rect.w - bar, step - gap))
            for i in range(min(self._shown, len(self.rows)))
        ]
        self._bar = None
        if crowded:
            place = pygame.Rect(rect.right - bar + 4, rect.y, bar - 4, rect.h)
            self._bar = UIVerticalScrollBar(place, self._shown / len(self.rows), form.manager)
        self.enabled = bool(self.rows)
        form.add(self)
        self._scroll_to(self.index)

    def _slot(self, place: int, rect: pygame.Rect) -> _Slot:
        def click() -> None:
            self.choose_slot(place)
            self.form.focus_on(self)

        return _Slot(rect, _element(self.form, rect, click))

    @property
    def code(self) -> str:
        """Return the code of the chosen row."""
        return self.rows[self.index].code

    def choose(self, index: int) -> None:
        """Choose a row by its number; numbers off the list mean its ends."""
        index = min(max(index, 0), len(self.rows) - 1)
        changed = index != self.index
        self.index = index
        self._scroll_to(index)
        if changed:
            self._on_choose(self.code)

    def choose_slot(self, slot: int) -> None:
        """Choose the row shown at a place of the list."""
        self.choose(self._first + slot)

    def press(self) -> None:
        """Open the chosen row."""
        if self._on_open is not None:
            self._on_open()

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Move the choice."""
        steps = {
            pygame.K_UP: -1,
            pygame.K_DOWN: 1,
            pygame.K_PAGEUP: -self._shown,
            pygame.K_PAGEDOWN: self._shown,
            pygame.K_HOME: -len(self.rows),
            pygame.K_END: len(self.rows),
        }
        if event.key not in steps:
            return False
        self.choose(self.index + steps[event.key])
        return True

    def handle(self, event: pygame.event.Event) -> bool:
        """Scroll by the wheel while the mouse is over the list."""
        if event.type != pygame.MOUSEWHEEL or not self.rect.collidepoint(pygame.mouse.get_pos()):
            return False
        self.scroll(self._first - event.y)
        return True

    def update(self) -> None:
        """Follow the scroll bar."""
        if self._bar is not None and self._bar.check_has_moved_recently():
            self._first = round(self._bar.start_percentage * len(self.rows))
            self._first = min(self._first, len(self.rows) - self._shown)

    def focus_rect(self) -> pygame.Rect:
        """Put the ring around the chosen row, or the whole list when that is out of sight."""
        slot = self.index - self._first
        return self._slots[slot].rect if 0 <= slot < len(self._slots) else self.rect

    def draw(self, surface: pygame.Surface) -> None:
        """Write the rows in sight."""
        style = self.form.style
        inks = style.colours.bone100, style.colours.bone300
        for slot, row in zip(self._slots, self.rows[self._first :], strict=False):
            look = panels.row_look(
                style, chosen=row.code == self.code, hovered=slot.element.hovered
            )
            shapes.box(surface, style, slot.rect, look.fill, look.edge)
            face = ButtonFace(row.title, row.icon)
            panels.draw_lines(surface, style, slot.rect, face, row.subtitle, inks)
            if row.note:
                at = slot.rect.right - style.px(12), slot.rect.centery
                size, colour = style.layout.text.caption, style.colours.bone300
                style.writer.write(surface, row.note, at, size, colour, Face.BOLD, (1, 0.5))

    def _scroll_to(self, index: int) -> None:
        first = min(self._first, index)
        self.scroll(max(first, index - self._shown + 1))

    @property
    def first(self) -> int:
        """The number of the first row in sight."""
        return self._first

    def scroll(self, first: int) -> None:
        """Bring the rows from number *first* on into sight, as far as there are so many."""
        self._first = min(max(first, 0), max(0, len(self.rows) - self._shown))
        if self._bar is not None:
            self._bar.set_scroll_from_start_percentage(self._first / len(self.rows))


class _Slot(NamedTuple):
    """Stand for one place of a chooser that rows scroll through."""

    rect: pygame.Rect
    element: UIButton
