from __future__ import annotations

from pathlib import Path

import pygame
import pytest

import assets
from client.draw.ui import artwork
from client.draw.ui.artwork import Artwork, painted, rasterize
from client.draw.ui.backdrop import FIGURES, FLOCK, Figure, backdrop, quiet_backdrop
from client.draw.ui.logotype import logotype, window_icon
from client.draw.ui.style import Style
from client.draw.ui.theme import Rgb, theme_names
from engine import resources
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog
from engine.data.works import load_works
from engine.players.puzzles.puzzle_settings import packaged_settings

FIGURE, CUT, ACCENT = Rgb(250, 240, 230), Rgb(20, 40, 160), Rgb(120, 200, 90)
KINDS = ("units", "roles", "emblems", "icons")


def _visible(surface: pygame.Surface) -> int:
    return pygame.mask.from_surface(surface).count()


@pytest.mark.parametrize("size", [16, 40, 160])
@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_renders(window: pygame.Surface, kind: str, size: int) -> None:
    del window
    for name in artwork.names(kind):
        markup = painted(resources.read_text(f"art/{kind}/{name}.svg"), FIGURE, CUT, ACCENT)
        surface = rasterize(markup, (size, size))
        assert surface.get_size() == (size, size), name
        assert size * size * 0.03 < _visible(surface) < size * size, name


@pytest.mark.parametrize("height", [16, 40, 160])
def test_the_name_and_the_window_icon_render(window: pygame.Surface, height: int) -> None:
    del window
    name, icon = logotype(Style("dusk"), height), window_icon(height)
    assert name.get_height() == height
    assert icon.get_size() == (height, height)
    for surface in (name, icon):
        pixels = surface.get_width() * surface.get_height()
        assert pixels * 0.03 < _visible(surface) <= pixels


def test_no_picture_is_left_out() -> None:
    folder = Path(assets.__file__).parent / "art"
    known = {f"{kind}/{name}.svg" for kind in KINDS for name in artwork.names(kind)}
    known |= {"icon.svg", "logotype.svg"}
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.svg")} == known


def test_every_faction_has_an_emblem_and_every_unit_a_silhouette() -> None:
    factions = load_catalog(packaged_data()).factions
    assert artwork.names("emblems") == factions.keys()
    units = [unit for faction in factions.values() for unit in faction.units]
    works = load_works(packaged_data()).units
    assert artwork.names("units") == {*units, *works}
    assert {len(faction.units) for faction in factions.values()} == {7}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "emblems"])
def test_pictures_use_only_colours_a_theme_replaces(kind: str) -> None:
    for name in artwork.names(kind):
        markup = resources.read_text(f"art/{kind}/{name}.svg")
        kept = painted(markup, FIGURE, FIGURE, FIGURE).replace(FIGURE.code, "")
        assert "#" not in kept, name


def test_every_role_of_a_puzzle_has_a_silhouette() -> None:
    roles = packaged_settings().roles
    for role in roles:
        assert artwork.silhouette(f"{role}_3_1") in {f"roles/{role}", f"units/{role}"}, role
    assert artwork.names("roles") <= roles.keys()
    assert artwork.silhouette("nobody_1") is None


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


@pytest.mark.parametrize("figure", [*FIGURES, *(figure for figure, _ in FLOCK)])
def test_figures_of_the_evening_have_pictures(figure: Figure) -> None:
    assert figure.code in artwork.names("units")
