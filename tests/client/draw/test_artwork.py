from __future__ import annotations

import pygame
import pytest

from client.draw import artwork
from client.draw.artwork import Artwork, painted, rasterize
from client.draw.backdrop import FIGURES, Figure, backdrop, quiet_backdrop
from client.draw.logotype import logotype, window_icon
from client.draw.style import Style
from client.draw.theme import Rgb, theme_names
from engine import resources

FIGURE, CUT, ACCENT = Rgb(250, 240, 230), Rgb(20, 40, 160), Rgb(120, 200, 90)
PICTURES = [(kind, name) for kind in ("units", "emblems", "icons") for name in artwork.names(kind)]


def _visible(surface: pygame.Surface) -> int:
    return pygame.mask.from_surface(surface).count()


@pytest.mark.parametrize("size", [16, 40, 160])
@pytest.mark.parametrize(("kind", "name"), sorted(PICTURES))
def test_every_picture_renders(window: pygame.Surface, kind: str, name: str, size: int) -> None:
    del window
    markup = painted(resources.read_text(f"art/{kind}/{name}.svg"), FIGURE, CUT, ACCENT)
    surface = rasterize(markup, (size, size))
    assert surface.get_size() == (size, size)
    assert size * size * 0.03 < _visible(surface) < size * size


@pytest.mark.parametrize(("kind", "name"), sorted(PICTURES))
def test_pictures_use_only_colours_a_theme_replaces(kind: str, name: str) -> None:
    markup = resources.read_text(f"art/{kind}/{name}.svg")
    kept = painted(markup, FIGURE, FIGURE, FIGURE).replace(FIGURE.code, "")
    assert "#" not in kept


def test_mirrored_figures_face_the_other_way(window: pygame.Surface) -> None:
    del window
    art = Artwork()
    right = art.figure("linesman", 40, FIGURE, CUT, mirrored=False)
    left = art.figure("linesman", 40, FIGURE, CUT, mirrored=True)
    assert left.get_at((5, 20)) == right.get_at((34, 20))
    assert left is art.figure("linesman", 40, FIGURE, CUT, mirrored=True)


def test_an_unknown_icon_is_an_error(window: pygame.Surface) -> None:
    del window
    with pytest.raises(FileNotFoundError):
        Artwork().icon("no_such_icon", 20, FIGURE)


def test_the_name_and_the_window_icon_render(window: pygame.Surface) -> None:
    del window
    assert logotype(Style("dusk"), 80).get_height() == 80
    assert window_icon().get_size() == (64, 64)


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("size", [(850, 530), (1280, 800), (2560, 1080)])
def test_the_evening_fills_any_window(
    window: pygame.Surface, theme: str, size: tuple[int, int]
) -> None:
    del window
    style = Style(theme)
    evening, quiet = backdrop(style, size), quiet_backdrop(style, size)
    assert evening.get_size() == quiet.get_size() == size
    assert evening is backdrop(style, size)
    assert sum(pygame.transform.average_color(quiet)[:3]) < 120


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_of_the_evening_have_pictures(figure: Figure) -> None:
    assert figure.code in artwork.names("units")
