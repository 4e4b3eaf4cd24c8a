"""What a frame of a screen writes: every line with its place, and what was left out of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pygame

from client.draw.ui.style import Style


@dataclasses.dataclass(frozen=True)
class Line:
    """A line as it was drawn: *ink* is what its letters cover, *cut* whether some is not seen."""

    words: str
    ink: pygame.Rect
    cut: bool


@dataclasses.dataclass(frozen=True)
class Frame:
    """Everything a frame wrote, and the texts that were shortened, as they should have been."""

    lines: list[Line]
    shortened: list[str]

    @property
    def words(self) -> list[str]:
        return [line.words for line in self.lines]

    def within(self, rect: pygame.Rect) -> list[str]:
        """List what is written inside a rectangle, from the top."""
        inside = [line for line in self.lines if rect.contains(line.ink)]
        return [line.words for line in sorted(inside, key=lambda one: (one.ink.y, one.ink.x))]

    def touching(self) -> Iterator[tuple[str, str]]:
        """List the pairs of lines whose letters touch."""
        for number, one in enumerate(self.lines):
            near = one.ink.inflate(2, 0)
            for other in self.lines[number + 1 :]:
                if near.colliderect(other.ink):
                    yield one.words, other.words


class _Sheet(pygame.Surface):
    """A surface that notes the lines that are drawn on it."""

    def __init__(self, size: tuple[int, int], words_of: dict[int, str]) -> None:
        super().__init__(size)
        self.lines: list[Line] = []
        self._words_of = words_of

    def blit(self, source: pygame.Surface, dest: Any = (0, 0), *rest: Any, **more: Any) -> Any:
        place = super().blit(source, dest, *rest, **more)
        if id(source) in self._words_of and self._words_of[id(source)].strip():
            bounds = source.get_bounding_rect()
            ink = bounds.move(dest[0], dest[1])
            clip = self.get_clip()
            # What belongs to a part of the board that is out of sight is not written at all.
            if clip == self.get_rect() or clip.colliderect(ink):
                self.lines.append(Line(self._words_of[id(source)], ink, not clip.contains(ink)))
        return place


def frame_of(style: Style, size: tuple[int, int], draw: Callable[[pygame.Surface], None]) -> Frame:
    """Draw one frame and return what was written in it."""
    writer = style.writer
    words_of: dict[int, str] = {}
    kept: list[pygame.Surface] = []
    shortened: list[str] = []
    line, shorten = writer.line, writer.shorten

    def noting_line(words: str, *rest: Any, **more: Any) -> pygame.Surface:
        made = line(words, *rest, **more)
        words_of[id(made)] = words
        kept.append(made)
        return made

    def noting_shorten(words: str, *rest: Any, **more: Any) -> str:
        short = shorten(words, *rest, **more)
        if short != words:
            shortened.append(words)
        return short

    writer.line = noting_line  # type: ignore[method-assign]
    writer.shorten = noting_shorten  # type: ignore[method-assign]
    sheet = _Sheet(size, words_of)
    try:
        draw(sheet)
    finally:
        del writer.line, writer.shorten  # the methods of the class are back
    return Frame(sheet.lines, shortened)
