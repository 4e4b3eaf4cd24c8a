"""Renders SVG pictures crisply at any size and in a theme's colours, and keeps them."""

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
_PAINT: Final = re.compile(f"{_FIGURE}|{_CUT}|{_ACCENT}", re.IGNORECASE)
MOST_BYTES: Final = 24_000_000
"""Bytes of pictures that stay: a zoomed board of 3840 × 2160 at 200 % needs up to 17 million.

Those as large as the window are kept apart, one a slot.
"""


@functools.cache
def names(folder: str) -> frozenset[str]:
    """List the pictures of `units`, `emblems` or `icons`."""
    files = resources.list_names(f"art/{folder}")
    return frozenset(file.removesuffix(".svg") for file in files if file.endswith(".svg"))


@functools.cache
def _markup(path: str) -> str:
    return resources.read_text(f"art/{path}.svg")


def painted(markup: str, figure: Rgb, cut: Rgb, accent: Rgb) -> str:
    """Put colours in the place of a drawing's white figure, black cuts and grey accents."""
    paints = {_FIGURE: figure.code, _CUT: cut.code, _ACCENT: accent.code}
    return _PAINT.sub(lambda match: paints[match.group().upper()], markup)


def rasterize(markup: str, size: tuple[int, int]) -> pygame.Surface:
    """Render SVG text at a size in pixels; the proportions of its box are kept."""
    loaded = pygame.image.load_sized_svg(io.BytesIO(markup.encode()), size)
    return loaded.convert_alpha() if pygame.display.get_surface() else loaded


class Artwork:
    """Hand out rendered pictures, each made once."""

    def __init__(self) -> None:
        """Start with nothing rendered."""
        self.kept: Final = SurfaceCache(MOST_BYTES)
        self._latest: dict[str, tuple[tuple[object, ...], pygame.Surface]] = {}

    def latest(
        self, slot: str, key: tuple[object, ...], make: Callable[[], pygame.Surface]
    ) -> pygame.Surface:
        """Return what was made last for *slot* if it was under *key*, or make it now.

        For pictures as large as the window: those of former sizes are let go.
        """
        if slot not in self._latest or self._latest[slot][0] != key:
            self._latest[slot] = key, make()
        return self._latest[slot][1]

    def once(self, key: tuple[object, ...], make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return what was made under *key* before, or make it now."""
        return self.kept.once(key, make)

    def svg(self, markup: str, width: int, height: int) -> pygame.Surface:
        """Render SVG text at *width* by *height* pixels."""
        return self.once(("svg", markup, width, height), lambda: rasterize(markup, (width, height)))

    def icon(self, name: str, size: int, colour: Rgb) -> pygame.Surface:
        """Render an icon, *size* pixels square; FileNotFoundError for an unknown name."""
        return self._picture(f"icons/{name}", size, (colour, colour, colour))

    def emblem(self, name: str, size: int) -> pygame.Surface:
        """Render a faction's emblem in the colours of its own, *size* pixels square."""
        return self.svg(_markup(f"emblems/{name}"), size, size)

    def figure(
        self, code: str, size: int, figure: Rgb, cut: Rgb, *, mirrored: bool
    ) -> pygame.Surface:
        """Render a unit's silhouette, facing right, or left when *mirrored*."""
        if not mirrored:
            return self._picture(f"units/{code}", size, (figure, cut, cut))
        key = "mirrored", code, size, figure, cut
        return self.once(
            key,
            lambda: pygame.transform.flip(
                self._picture(f"units/{code}", size, (figure, cut, cut)), True, False
            ),
        )

    def _picture(self, path: str, size: int, paint: tuple[Rgb, Rgb, Rgb]) -> pygame.Surface:
        return self.once(
            (path, size, *paint),
            lambda: rasterize(painted(_markup(path), *paint), (size, size)),
        )
