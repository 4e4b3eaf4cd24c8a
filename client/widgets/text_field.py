"""A text field for one line: caret, selection, clipboard and input methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.keyboard import key_name
from client.widgets import clipboard
from client.widgets.control import Control
from client.widgets.line_editor import LONGEST, LineEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.widgets.canvas import Canvas
    from client.widgets.control import ControlOwner

_PADDING: Final = 10
_CARET_SECONDS: Final = 0.5
"""Time that the caret is shown, and hidden, in seconds."""
_DOUBLE_CLICK: Final = 400
"""Maximum time between the presses of a double click, in milliseconds."""


class TextField(Control):
    """One line of text that a person types; *on_change* is called after every change."""

    role = "text field"
    takes_text = True

    def __init__(
        self,
        form: ControlOwner,
        rect: pygame.Rect,
        text: str,
        on_change: Callable[[str], None],
        allowed: str = "",
        limit: int = LONGEST,
        label: str = "",
    ) -> None:
        """Create the field with a text; *allowed* lists the allowed characters, "" means all.

        The *label* is what the field is for; it is shown elsewhere.
        """
        super().__init__(form, rect)
        self._on_change = on_change
        self._label = label
        self.editor: Final = LineEditor(text, allowed, limit)
        self.composed = ""
        """The text being composed by an input method."""
        self._shift = 0
        self._age = 0.0
        self._pressed = -_DOUBLE_CLICK
        form.add(self)

    @property
    def name(self) -> str:
        """Return what the field is for."""
        return self._label

    @property
    def state(self) -> str:
        """Return the text."""
        return self.text

    @property
    def value_words(self) -> str:
        """Return the text."""
        return self.text

    @property
    def text(self) -> str:
        """Return the text."""
        return self.editor.text

    def write(self, text: str) -> None:
        """Replace the text, as if it had been typed."""
        self._edit(lambda: self.editor.replace(text))

    def show(self, text: str) -> None:
        """Replace the text without calling *on_change*."""
        self.editor.replace(text)

    def _edit(self, change: Callable[[], None]) -> None:
        before = self.text
        change()
        self._age = 0.0
        if self.text != before:
            self._on_change(self.text)

    # Focus

    def take_focus(self) -> None:
        """Show the caret, and start text input."""
        self._age = 0.0
        pygame.key.start_text_input()
        pygame.key.set_text_input_rect(self._caret_rect())

    def blur(self) -> None:
        """Hide the caret; a composition in progress is dropped."""
        self.composed = ""
        self.editor.move(self.editor.caret)
        pygame.key.stop_text_input()

    # Keys

    def handle_text(self, event: pygame.event.Event) -> bool:
        """Insert typed text, or show what an input method composes."""
        if event.type == pygame.TEXTEDITING:
            self.composed = event.text
        else:
            self.composed = ""
            self._edit(lambda: self.editor.insert(event.text))
        pygame.key.set_text_input_rect(self._caret_rect())
        return True

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Move the caret, select, delete, use the clipboard."""
        if self.composed:
            return True  # all keys belong to the input method
        change = self._change_of(key_name(event))
        if change is None:
            return False
        self._edit(change)
        pygame.key.set_text_input_rect(self._caret_rect())
        return True

    def _change_of(self, name: str) -> Callable[[], None] | None:
        """Return the edit that a key makes, by its name; None if it makes none."""
        *modifiers, key = name.split("+")
        extend, word = "shift" in modifiers, "ctrl" in modifiers
        if not {"shift", "ctrl"}.issuperset(modifiers):
            return None
        editor = self.editor
        moves: dict[str, Callable[[], None]] = {
            "left": lambda: editor.step(-1, extend=extend, word=word),
            "right": lambda: editor.step(1, extend=extend, word=word),
            "home": lambda: editor.move(0, extend=extend),
            "end": lambda: editor.move(len(editor.text), extend=extend),
        }
        if key in moves:
            return moves[key]
        return self._deeds[name] if name in self._deeds else None

    @property
    def _deeds(self) -> dict[str, Callable[[], None]]:
        editor = self.editor
        return {
            "backspace": lambda: editor.delete(-1),
            "ctrl+backspace": lambda: editor.delete(-1, word=True),
            "delete": lambda: editor.delete(1),
            "ctrl+delete": lambda: editor.delete(1, word=True),
            "ctrl+a": editor.select_all,
            "ctrl+c": self._copy,
            "ctrl+insert": self._copy,
            "ctrl+x": self._cut,
            "shift+delete": self._cut,
            "ctrl+v": self._paste,
            "shift+insert": self._paste,
        }

    def _copy(self) -> None:
        if self.editor.selected:
            clipboard.copy_text(self.editor.selected)

    def _cut(self) -> None:
        self._copy()
        self.editor.cut()

    def _paste(self) -> None:
        self.editor.insert(clipboard.read_text())

    # Mouse

    def grab(self, pixel: tuple[int, int]) -> bool:
        """Move the caret to the pointer and start selecting; a double click selects the word."""
        place, now = self._place_at(pixel[0]), pygame.time.get_ticks()
        is_double = now - self._pressed < _DOUBLE_CLICK
        self._pressed = now
        self._age = 0.0
        if is_double:
            self.editor.select_word(place)
            return False
        self.editor.move(place, extend=bool(pygame.key.get_mods() & pygame.KMOD_SHIFT))
        return True

    def drag(self, pixel: tuple[int, int]) -> None:
        """Extend the selection to the pointer."""
        self.editor.move(self._place_at(pixel[0]), extend=True)

    def click(self, pixel: tuple[int, int]) -> None:
        """Do nothing: the press has done everything."""

    def _place_at(self, x: int) -> int:
        """Return the position between two characters that is nearest to an x coordinate."""
        wanted = x - self._inner.x + self._shift
        places = range(len(self.text) + 1)
        return min(places, key=lambda place: abs(self._width(self.text[:place]) - wanted))

    # Drawing

    @property
    def _inner(self) -> pygame.Rect:
        return self.rect.inflate(-2 * self.form.style.px(_PADDING), -4)

    def _width(self, text: str) -> int:
        style = self.form.style
        return style.writer.width(text, style.layout.text.strong)

    def _caret_rect(self) -> pygame.Rect:
        """Return the rectangle of the caret, after the text being composed."""
        inner = self._inner
        x = self._width(self.text[: self.editor.caret] + self.composed)
        self._shift = min(max(self._shift, x - inner.w + 1), x)
        height = min(inner.h, self.form.style.writer.height(self.form.style.layout.text.strong))
        rect = pygame.Rect(0, 0, max(1, self.form.style.px(1)), height)
        rect.midleft = inner.x + x - self._shift, inner.centery
        return rect

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*: the caret blinks."""
        self._age += seconds

    def draw(self, canvas: Canvas) -> None:
        """Draw the field, its text, the selection and the caret."""
        style, c = canvas.style, canvas.style.colours
        edge = c.bone500 if canvas.hovers(self.rect) else c.ink500
        canvas.box(self.rect, c.ink900, edge, style.px(style.layout.space.radius_cell))
        focused = self.form.focused is self
        caret, inner = self._caret_rect(), self._inner
        with canvas.clipped(inner):
            self._draw_text(canvas, inner, caret.h)
            if focused and self._age % (2 * _CARET_SECONDS) < _CARET_SECONDS:
                canvas.surface.fill(c.sel, caret)

    def _draw_text(self, canvas: Canvas, inner: pygame.Rect, height: int) -> None:
        c, size = canvas.style.colours, canvas.style.layout.text.strong
        start, end = self.editor.selection
        left = inner.x - self._shift
        if start != end and not self.composed:
            x, to = (left + self._width(self.text[:place]) for place in (start, end))
            lit = pygame.Rect(x, 0, to - x, height)
            lit.centery = inner.centery
            canvas.surface.fill(c.phase_hi, lit)
        before, after = self.text[: self.editor.caret], self.text[self.editor.caret :]
        if self.composed:
            before, after = self.text[:start], self.text[end:]
        at = left, inner.centery
        canvas.text(before + self.composed + after, at, size, c.bone100, align=(0, 0.5))
        if self.composed:
            x, to = (left + self._width(words) for words in (before, before + self.composed))
            y = inner.centery + height // 2 - 1
            pygame.draw.line(canvas.surface, c.sel, (x, y), (to - 1, y))
