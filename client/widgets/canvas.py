"""The surface that controls draw on, with a style, the pointer, and hints."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pygame

from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonFace
from client.draw.ui.writer import Face
from client.widgets.description import LabelDescription

if TYPE_CHECKING:
    from collections.abc import Iterator

    from client.draw.ui.shapes import Fill
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb


class Hint(NamedTuple):
    """A text to show while the pointer is over a rectangle."""

    rect: pygame.Rect
    words: str


class Canvas:
    """A surface to draw one frame on.

    *pointer* is the position of the mouse, in pixels, or None while it is elsewhere. `hints`
    collects what to show for the rectangle under the pointer, such as the full form of a text that
    was shortened; `texts` collects the lines that were drawn.
    """

    def __init__(
        self, surface: pygame.Surface, style: Style, pointer: tuple[int, int] | None = None
    ) -> None:
        """Create a canvas for a surface, a style and the pointer."""
        self.surface = surface
        self.style = style
        self.pointer = pointer
        self.hints: list[Hint] = []
        self.texts: list[LabelDescription] = []

    def hovers(self, rect: pygame.Rect) -> bool:
        """Whether the pointer is over a rectangle."""
        return self.pointer is not None and rect.collidepoint(self.pointer)

    def hint(self, rect: pygame.Rect, words: str) -> None:
        """Show *words* while the pointer is over the visible part of a rectangle."""
        self.hints.append(Hint(rect.clip(self.surface.get_clip()), words))

    @contextmanager
    def clipped(self, rect: pygame.Rect) -> Iterator[None]:
        """Clip drawing to a rectangle for a block."""
        before = self.surface.get_clip()
        self.surface.set_clip(before.clip(rect))
        try:
            yield
        finally:
            self.surface.set_clip(before)

    def text(
        self,
        words: str,
        at: tuple[float, float],
        size: float,
        colour: Rgb,
        face: Face = Face.REGULAR,
        align: tuple[float, float] = (0.0, 0.0),
        room: int | None = None,
    ) -> pygame.Rect:
        """Draw a line, shortened to *room* pixels; *align* is the point of it that is at *at*.

        Returns its rectangle.
        """
        writer = self.style.writer
        shown = words if room is None else writer.shorten(words, size, room, face)
        rect = writer.write(self.surface, shown, at, size, colour, face, align)
        self.texts.append(LabelDescription(words, rect, shown == words))
        if shown != words:
            self.hint(rect, words)
        return rect

    def describe(self, rect: pygame.Rect, words: str) -> None:
        """Say in words what is drawn in a rectangle without lines of this canvas."""
        self.texts.append(LabelDescription(words, rect, whole=True))

    def box(
        self,
        rect: pygame.Rect,
        fill: Fill | None,
        edge: Rgb | None = None,
        radius: float | None = None,
        edge_width: float = 1,
    ) -> None:
        """Draw a box; see `client.draw.ui.shapes.box`."""
        shapes.box(self.surface, self.style, rect, fill, edge, radius, edge_width)

    def icon(
        self, name: str, size: int, colour: Rgb, at: tuple[int, int], align: tuple[float, float]
    ) -> pygame.Rect:
        """Draw an icon of *size* pixels; *align* is the point of it that is at *at*."""
        return self.style.writer.place(
            self.surface, self.style.art.icon(name, size, colour), at, align
        )

    def panel(self, rect: pygame.Rect, title: str = "", note: str = "") -> None:
        """Draw a panel, with a title line if there is a title."""
        panels.draw_panel(self.surface, self.style, rect, title, note)
        head = rect.x, rect.y, rect.w, self.style.px(self.style.layout.space.panel_head)
        for words in (title, note):
            if words:
                self.texts.append(LabelDescription(words, pygame.Rect(head), whole=True))

    def lines(
        self, rect: pygame.Rect, face: ButtonFace, subtitle: str, inks: tuple[Rgb, Rgb]
    ) -> None:
        """Draw a title and a subtitle, left-aligned, after an icon if there is one."""
        panels.draw_lines(self.surface, self.style, rect, face, subtitle, inks)
        writer, sizes = self.style.writer, self.style.layout.text
        room = panels.lines_room(self.style, rect, face)
        parts = ((face.label, sizes.strong, Face.BOLD), (subtitle, sizes.table, Face.REGULAR))
        cut = [words for words, size, font in parts if writer.width(words, size, font) > room]
        if cut:
            self.hint(rect, "\n".join(cut))
