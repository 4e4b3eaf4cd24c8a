from __future__ import annotations

import dataclasses
import itertools

import pygame
import pytest

from client.draw import geometry
from client.draw.board import ground, highlights, objective_markers, tokens
from client.draw.board.board_view import BoardView
from client.draw.board.camera import Camera
from client.draw.board.minimap import MiniMap
from client.draw.board.picture import BoardPicture, Glow, GlowPicture
from client.draw.ui.style import Style, blink
from client.draw.ui.theme import Team, theme_names
from tests.client.draw import pictures

VIEW = pygame.Rect(0, 56, 960, 680)


def _bytes(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


def _draw(window: pygame.Surface, style: Style, picture: BoardPicture, now: int = 0) -> bytes:
    window.fill("black")
    camera = Camera.opening(picture.columns, picture.rows, VIEW)
    BoardView(style).draw(window, camera, picture, now, hurried=False)
    return _bytes(window)


@pytest.mark.parametrize("scale", [0.75, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("theme", theme_names())
def test_everything_draws_in_every_theme_and_scale(
    window: pygame.Surface, theme: str, scale: float
) -> None:
    style = Style(theme, scale)
    frames = {_draw(window, style, pictures.everything(p)) for p in (0.0, 0.3, 0.8, 1.0)}
    assert len(frames) == 4


@pytest.mark.parametrize("progress", [0.0, 0.01, 0.5, 0.72, 0.99, 1.0])
def test_effects_are_seen_at_every_point_in_time(window: pygame.Surface, progress: float) -> None:
    style, picture = Style("dusk"), pictures.everything(progress)
    without = _draw(window, style, dataclasses.replace(picture, effects=()))
    assert _draw(window, style, picture) != without


def test_every_effect_is_seen_by_itself(window: pygame.Surface) -> None:
    style, picture = Style("dusk"), pictures.everything()
    without = _draw(window, style, dataclasses.replace(picture, effects=()))
    for effect in picture.effects:
        assert _draw(window, style, dataclasses.replace(picture, effects=(effect,))) != without


def test_nothing_is_drawn_outside_the_view(window: pygame.Surface) -> None:
    _draw(window, Style("dusk"), pictures.everything())
    assert pygame.transform.average_color(window, pygame.Rect(0, 0, 1280, 56))[:3] == (0, 0, 0)
    assert pygame.transform.average_color(window, pygame.Rect(960, 0, 320, 800))[:3] == (0, 0, 0)


def test_the_same_picture_always_looks_the_same(window: pygame.Surface) -> None:
    first = _draw(window, Style("dusk"), pictures.everything())
    assert _draw(window, Style("dusk"), pictures.everything()) == first


def test_a_hurried_frame_becomes_complete(window: pygame.Surface) -> None:
    style, picture = Style("dusk"), pictures.everything()
    whole = _draw(window, style, picture)
    camera = Camera.opening(picture.columns, picture.rows, VIEW)
    view = BoardView(style)
    for _ in range(50):
        view.draw(window, camera, picture, 0)
        if view.complete:
            break
    view.draw(window, camera, picture, 0)
    assert view.complete
    assert _bytes(window) == whole


@pytest.mark.parametrize(("columns", "rows"), [(5, 5), (25, 21), (44, 60), (5, 60), (44, 5)])
def test_boards_of_every_size_draw(window: pygame.Surface, columns: int, rows: int) -> None:
    row = "..#%~"
    terrain = tuple((row[i % 5 :] + row * 9)[:columns] for i in range(rows))
    style = Style("dusk")
    for camera in (
        Camera.fitting(columns, rows, VIEW),
        Camera.opening(columns, rows, VIEW).zoomed(99, VIEW.center),
    ):
        view = BoardView(style)
        view.draw(window, camera, BoardPicture(terrain), 0, hurried=False)
        assert view.complete


def test_a_change_of_highlight_is_drawn(window: pygame.Surface) -> None:
    style, picture = Style("dusk"), BoardPicture(pictures.TERRAIN)
    camera = Camera.opening(picture.columns, picture.rows, VIEW)
    view = BoardView(style)
    seen = set()
    for kind in (None, *Glow):
        glows = () if kind is None else (GlowPicture(kind, frozenset({(4, 5), (4, 6)})),)
        lit = dataclasses.replace(picture, glows=glows)
        view.draw(window, camera, lit, 0, hurried=False)
        seen.add(_bytes(window))
    assert len(seen) == 1 + len(Glow)


def test_a_region_costs_one_stamp_a_hex_and_one_an_outer_edge(window: pygame.Surface) -> None:
    del window
    style = Style("dusk")
    camera = Camera.fitting(44, 60, VIEW)
    region = frozenset(itertools.product(range(44), range(60)))
    glows = (GlowPicture(Glow.MOVE, region),)
    fills = highlights.fills(style, camera, glows)
    assert len(fills) == len(region)
    assert len({id(stamp) for stamp, _ in fills}) == 1
    edges = highlights.outlines(style, camera, glows)
    assert len({id(stamp) for stamp, _ in edges}) == 6
    outer = sum(geometry.across(at, edge) not in region for at in region for edge in range(6))
    assert len(edges) == outer


def test_covered_hexes_share_the_outline_of_a_shot(window: pygame.Surface) -> None:
    del window
    style, camera = Style("dusk"), Camera.fitting(10, 8, VIEW)
    parts = (
        GlowPicture(Glow.SHOOT, frozenset({(4, 4)})),
        GlowPicture(Glow.COVERED, frozenset({(4, 5)})),
    )
    assert len(highlights.outlines(style, camera, parts)) == 10


def test_the_two_sides_differ_in_shape(window: pygame.Surface) -> None:
    del window
    style = Style("dusk")
    one, two = (pygame.mask.from_surface(tokens.plate(style, team, 80)) for team in Team)
    assert one.overlap_area(two, (0, 0)) < max(one.count(), two.count())


def test_units_are_seen_on_the_smallest_hexes_and_their_bars_once_these_have_room(
    window: pygame.Surface,
) -> None:
    style = Style("dusk")
    sizes = style.layout.token
    hale = pictures.unit(0, "linesman", Team.ONE, (3, 3))
    hurt = dataclasses.replace(hale, hp=1)
    for radius in (3, sizes.bar_from - 1, sizes.bar_from, 25):
        assert tokens.diameter(style, radius) >= sizes.smallest
        camera = Camera.fitting(10, 8, VIEW).resized(radius, VIEW.center)
        drawn = []
        for unit in (hale, hurt):
            window.fill("black")
            tokens.draw_unit(window, style, camera, unit, 0.0)
            drawn.append(_bytes(window))
        assert (drawn[0] != drawn[1]) == (radius >= sizes.bar_from)


def test_a_bar_blinks_between_now_and_expected(window: pygame.Surface) -> None:
    style, picture = Style("dusk"), pictures.everything()
    motion = style.motion
    calm = _draw(window, style, picture, 0)
    assert _draw(window, style, picture, motion.blink_hold // 2) == calm
    assert _draw(window, style, picture, motion.blink_hold + motion.blink // 2) != calm
    assert blink(motion.blink_hold + motion.blink // 2, motion.blink, motion.blink_hold) == 1


def test_a_patch_of_cover_is_woods_or_ruins_as_a_whole() -> None:
    woods = ground.split_cover(pictures.TERRAIN)
    patch = {(9, 0), (8, 1), (9, 1), (8, 2)}
    assert patch <= woods or not patch & woods


def test_a_pylon_stands_on_its_objective() -> None:
    for hexes in (((3, 3),), pictures.flower((4, 4)), ((1, 1), (2, 1), (9, 9))):
        assert objective_markers.stand(hexes) in hexes


def test_the_small_map_leads_back_to_the_board(window: pygame.Surface) -> None:
    style, picture = Style("dusk"), pictures.everything()
    small = MiniMap(style, pygame.Rect(10, 600, 148, 144), picture.columns, picture.rows)
    small.draw(window, Camera.opening(picture.columns, picture.rows, VIEW), picture)
    width, height = geometry.board_size(picture.columns, picture.rows)
    middle = small.spot(small.rect.center)
    assert abs(middle[0] - width / 2) < 0.5
    assert abs(middle[1] - height / 2) < 0.5
