from __future__ import annotations

import pygame
from hypothesis import example, given
from hypothesis import strategies as st

from client.draw import geometry
from client.draw.board.camera import Camera, Covers, hexes_within
from client.draw.ui.ui_layout import load_layout

views = st.builds(
    pygame.Rect,
    st.integers(0, 300),
    st.integers(0, 100),
    st.integers(300, 3500),
    st.integers(200, 2000),
)
moves = st.lists(
    st.tuples(st.integers(-4, 4), st.integers(-900, 900), st.integers(-900, 900)), max_size=5
)


@st.composite
def cameras(draw: st.DrawFn) -> Camera:
    view = draw(views)
    camera = Camera.opening(draw(st.integers(5, 44)), draw(st.integers(5, 60)), view)
    for steps, right, down in draw(moves):
        around = view.x + abs(right) % view.w, view.y + abs(down) % view.h
        camera = camera.zoomed(steps, around).panned(right, down)
    return camera


@given(cameras())
def test_every_hex_is_found_under_its_middle(camera: Camera) -> None:
    for column in range(0, camera.columns, 3):
        for row in range(0, camera.rows, 3):
            at = column, row
            pixel = camera.centre(at)
            if camera.rect.collidepoint(pixel):
                assert camera.hex_under(pixel) == at


@given(cameras(), st.floats(-5, 70), st.floats(-5, 110))
def test_spots_and_pixels_are_inverse(camera: Camera, x: float, y: float) -> None:
    back = camera.spot(camera.pixel((x, y)))
    assert abs(back[0] - x) < 1e-6
    assert abs(back[1] - y) < 1e-6


@given(cameras())
def test_some_of_the_board_is_always_in_view(camera: Camera) -> None:
    assert camera.rect.colliderect(camera.board_rect)
    assert camera.radius >= load_layout().camera.smallest


@given(st.integers(5, 44), st.integers(5, 60), views)
def test_fitting_shows_the_whole_board(columns: int, rows: int, view: pygame.Rect) -> None:
    camera = Camera.fitting(columns, rows, view)
    assert camera.shows_all or camera.radius == load_layout().camera.smallest


@given(st.integers(20, 44), st.integers(20, 60), st.integers(1, 3))
def test_zooming_keeps_what_is_under_the_cursor(columns: int, rows: int, steps: int) -> None:
    view = pygame.Rect(0, 56, 640, 480)
    camera = Camera.opening(columns, rows, view).zoomed(2, view.center)
    zoomed = camera.zoomed(steps, view.center)
    before, after = camera.spot(view.center), zoomed.spot(view.center)
    assert zoomed.radius > camera.radius
    assert abs(before[0] - after[0]) < 0.1
    assert abs(before[1] - after[1]) < 0.1


@given(cameras())
def test_zooming_ends_at_fitted_and_at_largest(camera: Camera) -> None:
    middle = camera.rect.center
    fitted = Camera.fitting(camera.columns, camera.rows, camera.rect)
    assert camera.zoomed(-99, middle).radius == fitted.radius
    assert camera.zoomed(99, middle).radius == load_layout().camera.ladder[-1]


@given(cameras())
def test_hexes_in_view_are_listed_once_and_none_is_missing(camera: Camera) -> None:
    listed = list(camera.visible())
    assert len(listed) == len(set(listed))
    for column in range(camera.columns):
        for row in range(camera.rows):
            if camera.rect.collidepoint(camera.centre((column, row))):
                assert (column, row) in set(listed)


@given(cameras(), views)
def test_another_window_shows_the_same_place(camera: Camera, view: pygame.Rect) -> None:
    resized = camera.through(view)
    assert resized.view == tuple(view)
    assert view.colliderect(resized.board_rect)


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_a_point_lies_in_the_hex_whose_middle_is_nearest(x: float, y: float) -> None:
    at = geometry.hex_at((x, y))

    def away(hex_: geometry.Hex) -> float:
        middle = geometry.centre(hex_)
        return (middle[0] - x) ** 2 + (middle[1] - y) ** 2

    assert all(away(at) <= away(geometry.across(at, edge)) + 1e-9 for edge in range(6))


@given(st.integers(-9, 50), st.integers(-9, 70), st.integers(0, 5))
def test_crossing_an_edge_and_back_ends_where_it_began(column: int, row: int, edge: int) -> None:
    at = column, row
    assert geometry.across(geometry.across(at, edge), (edge + 3) % 6) == at


def test_hexes_within_lists_upper_before_lower() -> None:
    heights = [geometry.centre(at)[1] for at in hexes_within(9, 7, (0, 0), (99, 99))]
    assert heights == sorted(heights)
    assert len(heights) == 63


@given(st.integers(5, 44), st.integers(5, 60), views, views)
def test_a_fitted_board_stays_fitted_in_another_window(
    columns: int, rows: int, view: pygame.Rect, other: pygame.Rect
) -> None:
    fitted = Camera.fitting(columns, rows, view)
    assert fitted.through(view) == fitted
    if fitted.shows_all:
        assert fitted.through(other) == Camera.fitting(columns, rows, other)


def test_a_board_that_would_be_smaller_than_fitted_is_fitted_as_the_window_grows() -> None:
    small, large = pygame.Rect(0, 48, 560, 430), pygame.Rect(0, 56, 1500, 950)
    camera = Camera.opening(25, 14, small)
    assert not camera.shows_all
    fitted = Camera.fitting(25, 14, large)
    assert fitted.radius > camera.radius
    assert camera.through(large) == fitted
    zoomed = camera.zoomed(4, small.center)
    assert zoomed.radius > fitted.radius
    assert zoomed.through(large).radius == zoomed.radius, "what was enlarged stays enlarged"


COVERS = Covers(50, 190, 120)


@given(
    st.integers(18, 44),
    st.integers(18, 60),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6),
)
@example(26, 60, [(0.09462269977045401, 0.9548672152048422)])
@example(28, 20, [(0.0732, 0.8662), (0.7881, 0.8286), (0.3409, 0.6152), (0.7819, 0.378)])
def test_a_filled_view_keeps_in_sight_what_was_and_has_no_gap_that_need_not_be(
    columns: int, rows: int, shares: list[tuple[float, float]]
) -> None:
    view = pygame.Rect(0, 48, 700, 430)
    width, height = geometry.board_size(columns, rows)
    spots = [(x * width, y * height) for x, y in shares]
    camera = Camera.opening(columns, rows, view, COVERS).looking_at(spots[0])
    filled = camera.filled(spots)
    assert filled.clamped() == filled
    for spot in spots:
        assert filled.sees(spot) or not camera.sees(spot)
    seen = [spot for spot in spots if camera.sees(spot)]
    if not seen:
        return
    gap = filled.board_rect.left - view.left
    if gap > 0 and filled.board_rect.right > view.right:
        one_more = filled.panned(-1, 0)
        assert not all(one_more.sees(spot) for spot in seen)
