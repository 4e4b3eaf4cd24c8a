"""Rendering of SVG images at any size and in a theme's colours, with a cache."""

from __future__ import annotations

import functools
import io
import re
from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui.surface_cache import SurfaceCache
from client.draw.ui.theme import Rgb
from engine import resources

if TYPE_CHECKING:
    from collections.abc import Callable

_FIGURE: Final = "#FFFFFF"
_CUT: Final = "#000000"
_ACCENT: Final = "#888888"
_NUMBERS: Final = re.compile(r"(_\d+)+$")
_PAINT: Final = re.compile(f"{_FIGURE}|{_CUT}|{_ACCENT}", re.IGNORECASE)
MOST_BYTES: Final = 24_000_000
"""Size of the image cache, in bytes: a zoomed board of 3840 × 2160 at 200 % needs up to 17 million.

Window-sized images are kept separately, one per slot.
"""


@functools.cache
def names(folder: str) -> frozenset[str]:
    """Return the names of the images of `units`, `roles`, `emblems` or `icons`."""
    files = resources.list_names(f"art/{folder}")
    return frozenset(file.removesuffix(".svg") for file in files if file.endswith(".svg"))


@functools.cache
def silhouette(code: str) -> str | None:
    """Return the path of a unit's silhouette; None if it has none.

    A unit of a puzzle has that of its role: its code without the numbers at the end.
    """
    role = _NUMBERS.sub("", code)
    for folder, name in (("units", code), ("roles", role), ("units", role)):
        if name in names(folder):
            return f"{folder}/{name}"
    return None


@functools.cache
def _markup(path: str) -> str:
    return resources.read_text(f"art/{path}.svg")


def painted(markup: str, figure: Rgb, cut: Rgb, accent: Rgb) -> str:
    """Return SVG with colours in place of the white figure, the black cuts and the grey accents."""
    paints = {_FIGURE: figure.code, _CUT: cut.code, _ACCENT: accent.code}
    return _PAINT.sub(lambda match: paints[match.group().upper()], markup)


def rasterize(markup: str, size: tuple[int, int]) -> pygame.Surface:
    """Render SVG at a size in pixels; the proportions of its box are kept."""
    loaded = pygame.image.load_sized_svg(io.BytesIO(markup.encode()), size)
    return loaded.convert_alpha() if pygame.display.get_surface() else loaded


class Artwork:
    """A cache of rendered images."""

    def __init__(self) -> None:
        """Start with an empty cache."""
        self.kept: Final = SurfaceCache(MOST_BYTES)
        self._latest: dict[str, tuple[tuple[object, ...], pygame.Surface]] = {}

    def latest(
        self, slot: str, key: tuple[object, ...], make: Callable[[], pygame.Surface]
    ) -> pygame.Surface:
        """Return the last image made for *slot* if its key was *key*, or make it now.

        For window-sized images: those of earlier sizes are dropped.
        """
        if slot not in self._latest or self._latest[slot][0] != key:
            self._latest[slot] = key, make()
        return self._latest[slot][1]

    def once(self, key: tuple[object, ...], make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return the image cached under *key*, or make it now."""
        return self.kept.once(key, make)

    def svg(self, markup: str, width: int, height: int) -> pygame.Surface:
        """Render SVG at *width* by *height* pixels."""
        return self.once(("svg", markup, width, height), lambda: rasterize(markup, (width, height)))

    def icon(self, name: str, size: int, colour: Rgb) -> pygame.Surface:
        """Render an icon, *size* pixels square; FileNotFoundError for an unknown name."""
        return self._picture(f"icons/{name}", size, (colour, colour, colour))

    def emblem(self, name: str, size: int) -> pygame.Surface:
        """Render a faction's emblem in its own colours, *size* pixels square."""
        return self.svg(_markup(f"emblems/{name}"), size, size)

    def figure(
        self, code: str, size: int, figure: Rgb, cut: Rgb, *, mirrored: bool
    ) -> pygame.Surface:
        """Render the silhouette of a unit that has one, facing right, or left when *mirrored*."""
        path = silhouette(code)
        assert path is not None, f"{code} has a silhouette"
        if not mirrored:
            return self._picture(path, size, (figure, cut, cut))
        key = "mirrored", path, size, figure, cut
        return self.once(
            key,
            lambda: pygame.transform.flip(
                self._picture(path, size, (figure, cut, cut)), True, False
            ),
        )

    def _picture(self, path: str, size: int, paint: tuple[Rgb, Rgb, Rgb]) -> pygame.Surface:
        return self.once(
            (path, size, *paint),
            lambda: rasterize(painted(_markup(path), *paint), (size, size)),
        )
