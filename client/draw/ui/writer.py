"""Text rendering: fonts at the UI scale, cached lines, wrapping and shortening to a width."""

from __future__ import annotations

import enum
import functools
import io
from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui.surface_cache import SurfaceCache
from engine import resources
from engine.plaintext import abridge, escape, escape_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.draw.ui.theme import Rgb
    from client.draw.ui.ui_layout import TypeSizes

_LONGEST_LINE: Final = 1000
"""Maximum length of a line, in characters: more than any window shows, and fast to render."""
_LONGEST_TEXT: Final = 10_000
"""Maximum length of a text to be wrapped, in characters."""
MOST_BYTES: Final = 6_000_000
"""Size of the cache of lines, in bytes: a frame of 3840 × 2160 at 200 % needs up to 2.8 million."""

_MOST_WIDTHS: Final = 4096
"""Size of the cache of widths, in texts of at most a line: a frame measures some hundreds."""
_MOST_WRAPPED: Final = 256
"""Wrapped texts that are kept: panels wrap the same ones in every frame."""


class Face(enum.StrEnum):
    """The fonts, by their files."""

    REGULAR = "NotoSans-Regular.ttf"
    BOLD = "NotoSans-Bold.ttf"
    ITALIC = "NotoSans-Italic.ttf"
    FIGURES = "FiraCode-Regular.ttf"


class Writer:
    """A text renderer at one UI scale. Sizes are in points of the layout; the floor is in
    pixels.
    """

    def __init__(self, sizes: TypeSizes, scale: float) -> None:
        """Create a renderer for the layout's type sizes and a scale, 1.0 for 100 %."""
        self._floor = sizes.floor
        self._scale = scale
        self._fonts: dict[tuple[Face, int], pygame.font.Font] = {}
        self.lines: Final = SurfaceCache(MOST_BYTES)
        self._measured = functools.lru_cache(_MOST_WIDTHS)(self._measure)
        self._wrapped = functools.lru_cache(_MOST_WRAPPED)(self._wrap)

    def pixels(self, size: float) -> int:
        """Convert points to pixels, not below the floor."""
        return max(self._floor, round(size * self._scale))

    def font(self, size: float, face: Face = Face.REGULAR) -> pygame.font.Font:
        """Return the font at a size in points."""
        return self._font(self.pixels(size), face)

    def _font(self, pixels: int, face: Face) -> pygame.font.Font:
        key = face, pixels
        if key not in self._fonts:
            data = io.BytesIO(resources.read_bytes(f"fonts/{face.value}"))
            self._fonts[key] = pygame.font.Font(data, pixels)
        return self._fonts[key]

    def line(
        self, text: str, size: float, colour: Rgb, face: Face = Face.REGULAR, tracking: int = 0
    ) -> pygame.Surface:
        """Render one line, cached; *tracking* is the extra space between letters, in pixels."""
        pixels = self.pixels(size)
        return self.lines.once(
            (text, pixels, face, colour, tracking),
            lambda: self._render(text, self._font(pixels, face), colour, tracking),
        )

    @staticmethod
    def _render(text: str, font: pygame.font.Font, colour: Rgb, tracking: int) -> pygame.Surface:
        text = _shown(text)
        if not tracking or not text:
            return _drawn(text, font, colour)
        letters = [_drawn(letter, font, colour) for letter in text]
        width = sum(letter.get_width() for letter in letters) + tracking * (len(letters) - 1)
        spaced = pygame.Surface((width, font.get_height()), pygame.SRCALPHA)
        x = 0
        for letter in letters:
            spaced.blit(letter, (x, 0))
            x += letter.get_width() + tracking
        return spaced

    def write(
        self,
        surface: pygame.Surface,
        text: str,
        at: tuple[float, float],
        size: float,
        colour: Rgb,
        face: Face = Face.REGULAR,
        align: tuple[float, float] = (0.0, 0.0),
    ) -> pygame.Rect:
        """Draw one line; *align* is the point of it that is at *at*: (0.5, 0.5) is its centre."""
        return self.place(surface, self.line(text, size, colour, face), at, align)

    @staticmethod
    def place(
        surface: pygame.Surface,
        line: pygame.Surface,
        at: tuple[float, float],
        align: tuple[float, float] = (0.0, 0.0),
    ) -> pygame.Rect:
        """Draw a rendered line with the point of it given by *align* at *at*; return its
        rectangle.
        """
        x = round(at[0] - line.get_width() * align[0])
        y = round(at[1] - line.get_height() * align[1])
        return surface.blit(line, (x, y))

    def write_outlined(
        self,
        surface: pygame.Surface,
        text: str,
        at: tuple[float, float],
        size: float,
        colours: tuple[Rgb, Rgb],
    ) -> pygame.Rect:
        """Draw one bold line centred at *at* in the first colour, outlined in the second."""
        edge = self.line(text, size, colours[1], Face.BOLD)
        line = self.line(text, size, colours[0], Face.BOLD)
        place = line.get_rect(center=(round(at[0]), round(at[1])))
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1), (1, 1), (-1, -1), (1, -1), (-1, 1)):
            surface.blit(edge, place.move(dx, dy))
        return surface.blit(line, place)

    def width(self, text: str, size: float, face: Face = Face.REGULAR, tracking: int = 0) -> int:
        """Return the width of one line, in pixels."""
        measure = self._measured if len(text) <= _LONGEST_LINE else self._measure
        return measure(text, self.pixels(size), face, tracking)

    def _measure(self, text: str, pixels: int, face: Face, tracking: int) -> int:
        shown = _shown(text)
        return self._font(pixels, face).size(shown)[0] + tracking * max(0, len(shown) - 1)

    def height(self, size: float, face: Face = Face.REGULAR) -> int:
        """Return the height of a line, in pixels."""
        return self.font(size, face).get_linesize()

    def wrap(self, text: str, size: float, width: int, face: Face = Face.REGULAR) -> list[str]:
        """Wrap a text to lines no wider than *width* pixels; a word that is too long is split."""
        return list(self._wrapped(text, size, width, face))

    def _wrap(self, text: str, size: float, width: int, face: Face) -> tuple[str, ...]:
        lines: list[str] = []
        for paragraph in escape_lines(abridge(text, _LONGEST_TEXT)).split("\n"):
            line = ""
            # Not at the other white space that `split` knows: no-break spaces are among it.
            for word in filter(None, paragraph.split(" ")):
                longer = f"{line} {word}".strip()
                if self.width(longer, size, face) <= width:
                    line = longer
                    continue
                if line:
                    lines.append(line)
                line = self._chop(word, size, width, face, lines)
            lines.append(line)
        return tuple(lines)

    def _chop(self, word: str, size: float, width: int, face: Face, lines: list[str]) -> str:
        """Move full lines of a word that is too wide into *lines* and return the rest."""
        while len(word) > 1 and self.width(word, size, face) > width:
            cut = max(1, self._fitting(word, size, width, face))
            lines.append(word[:cut])
            word = word[cut:]
        return word

    def _fitting(self, text: str, size: float, width: int, face: Face, tracking: int = 0) -> int:
        """Return how many of the first letters fit into *width* pixels."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle], size, face, tracking) <= width:
                low = middle
            else:
                high = middle - 1
        return low

    def first_fitting(
        self, texts: Sequence[str], size: float, width: int, face: Face = Face.REGULAR
    ) -> str:
        """Return the first text that fits into *width* pixels, or else the last one, shortened."""
        for text in texts[:-1]:
            if self.width(text, size, face) <= width:
                return text
        return self.shorten(texts[-1], size, width, face)

    def shorten(
        self,
        text: str,
        size: float,
        width: int,
        face: Face = Face.REGULAR,
        tracking: int = 0,
    ) -> str:
        """Shorten a line to *width* pixels, with an ellipsis if something is left out."""
        if self.width(text, size, face, tracking) <= width:
            return text
        room = width - self.width("…", size, face) - tracking
        return text[: self._fitting(text, size, room, face, tracking)].rstrip() + "…"


def _drawn(text: str, font: pygame.font.Font, colour: Rgb) -> pygame.Surface:
    # Combining marks alone have no width, and pygame refuses to render that.
    return font.render(text if font.size(text)[0] else "", True, colour)


def _shown(text: str) -> str:
    """Return the visible form of an untrusted text: one line, with no hidden characters."""
    return escape(abridge(text, _LONGEST_LINE))
