"""Forms and dialogs in words: their texts in the order of reading, and their controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from client.speech.spoken import CONTENT, FOCUS, TITLE, Speech
from client.text.catalogue import name, text
from client.text.format import comma_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pygame

    from client.widgets.description import (
        ControlDescription,
        FormDescription,
        LabelDescription,
    )


_ENDS: Final = ".!?:…"
"""What a sentence ends with."""


class FormWords(NamedTuple):
    """The words of a form: its *title*, its texts in lines, and its controls.

    What is said *on_request* alone would be too long each time that the form is opened.
    """

    title: str
    content: Sequence[str]
    form: FormDescription
    on_request: Sequence[str] = ()

    def speech(self) -> Speech:
        """Return title, texts, and the control that has the focus."""
        focused = [one for one in self.form.controls if one.focused and one.enabled]
        topics = {
            TITLE: (self.title,) if self.title else (),
            CONTENT: tuple(line for line in self.content if line != self.title),
            FOCUS: tuple(control_words(one) for one in focused),
        }
        return Speech(topics)

    def overview(self) -> list[str]:
        """Return title, texts, all controls with what they offer, and the focused one once more."""
        said = self.speech().topics
        controls: list[str] = []
        for one in self.form.controls:
            controls += [control_words(one)] if one.name or one.value_words else []
            if one.options:
                options = text("speech.option-comma").join(one.options)
                controls.append(text("speech.options", options=options))
        return [*said[TITLE], *said[CONTENT], *self.on_request, *controls, *said[FOCUS]]


def control_words(control: ControlDescription) -> str:
    """Return a control in words: what it is called, what it is, its value, if it can be used."""
    role = name("role", control.role)
    usable = [] if control.enabled else [text("speech.disabled")]
    parts = [one for one in (control.name, role, control.value_words, *usable) if one]
    return comma_list(parts)


def reading_order(form: FormDescription) -> list[str]:
    """Return the texts of a form: those outside panels first, then panel by panel, each row of
    texts on one line. What is said with a control is left out.
    """
    texts = [*(one for one in form.labels if not one.described), *form.painted]
    panels = [(panel.rect, panel) for panel in form.panels]
    lines = _rows(one for one in texts if _panel_of(one, [rect for rect, _ in panels]) is None)
    for rect, panel in sorted(panels, key=lambda one: (one[0].x, one[0].y)):
        inside = [one for one in texts if _panel_of(one, [rect for rect, _ in panels]) is rect]
        heading = [one for one in (panel.title, panel.note) if one]
        lines += [comma_list(heading)] if heading else []
        lines += _rows(inside)
    return lines


def _panel_of(label: LabelDescription, panels: Iterable[pygame.Rect]) -> pygame.Rect | None:
    """Return the smallest panel in which a text begins; None if there is none."""
    around = [rect for rect in panels if rect.collidepoint(label.rect.midleft)]
    return min(around, key=lambda rect: rect.w * rect.h) if around else None


def _rows(labels: Iterable[LabelDescription]) -> list[str]:
    """Return texts row by row, from the top, each row from the left; a sentence that was broken
    into lines is put together again.
    """
    rows: list[list[LabelDescription]] = []
    for label in sorted(labels, key=lambda one: (one.rect.centery, one.rect.x)):
        if not label.words:
            continue
        row = rows[-1] if rows else None
        if row is not None and row[0].rect.top <= label.rect.centery < row[0].rect.bottom:
            row.append(label)
        else:
            rows.append([label])
    lines: list[str] = []
    before: LabelDescription | None = None
    for row in rows:
        parts = [one.words for one in sorted(row, key=lambda one: one.rect.x)]
        if len(parts) > 1 and all(part[-1] in _ENDS for part in parts):
            lines += parts  # sentences beside each other
            before = None
            continue
        words = comma_list(parts)
        alone = row[0] if len(row) == 1 else None
        if before is not None and alone is not None and _goes_on(before, alone):
            lines[-1] = f"{lines[-1]} {words}"
        else:
            lines.append(words)
        before = alone
    return lines


def _goes_on(line: LabelDescription, below: LabelDescription) -> bool:
    """Whether a line goes on in the one below it: no sentence ends, and they are one block."""
    is_block = line.rect.x == below.rect.x and line.rect.h == below.rect.h
    close = below.rect.top - line.rect.bottom < line.rect.h // 2
    return is_block and close and line.words[-1] not in _ENDS
