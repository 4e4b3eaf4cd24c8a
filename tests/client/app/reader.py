"""A reader of what is written on a surface."""

from __future__ import annotations

from typing import Any

import pygame
import pytest

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, button_width
from client.draw.ui.style import Style
from client.draw.ui.writer import Writer


class Reader:
    """Reads what is written on a surface: which lines were shortened, and what was left out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cut: set[str] = set()
        self.clipped: set[str] = set()
        shorten, place, face = Writer.shorten, Writer.place, panels.draw_face

        def read(writer: Writer, text: str, *values: Any, **named: Any) -> str:
            shown = shorten(writer, text, *values, **named)
            if shown != text:
                self.cut.add(text)
            return shown

        def look(surface: pygame.Surface, line: pygame.Surface, *values: Any) -> pygame.Rect:
            rect = place(surface, line, *values)
            if (
                line.get_width()
                and rect.size != line.get_size()
                and surface.get_clip() == surface.get_rect()
            ):
                self.clipped.add(f"{line.get_size()} at {rect}")
            return rect

        def press(
            surface: pygame.Surface, style: Style, rect: pygame.Rect, shown: ButtonFace, look: Any
        ) -> None:
            if button_width(style, shown) > rect.w:
                self.cut.add(shown.label or shown.key)
            face(surface, style, rect, shown, look)

        monkeypatch.setattr(Writer, "shorten", read)
        monkeypatch.setattr(Writer, "place", staticmethod(look))
        monkeypatch.setattr(panels, "draw_face", press)
