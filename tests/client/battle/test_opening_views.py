"""The first view of a battle on a board too large for the window."""

from __future__ import annotations

import pytest

from client.draw import geometry
from tests.client.battle.desk import AGAINST_BOT, muster, sit_down, start
from tests.client.pilot import Pilot

LARGE = tuple("." * 25 for _ in range(21))
FAR_LEFT = muster(
    [("linesman", (1, 8)), ("sapper", (1, 9)), ("linesman", (1, 10))],
    [("loom", (23, 1)), ("fleck", (23, 12))],
    LARGE,
)
CLOSE = muster([("linesman", (9, 9))], [("loom", (15, 11)), ("fleck", (13, 4))], LARGE)


def gaps(pilot: Pilot) -> tuple[int, int]:
    """Return the pixels beside the board at the left and the right of its view."""
    camera = pilot.screen.control.camera
    board, view = camera.board_rect, camera.rect
    return max(0, board.left - view.left), max(0, view.right - board.right)


@pytest.mark.parametrize(
    ("size", "scale"), [((850, 530), 1.0), ((1280, 800), 1.5), ((1024, 600), 1.0)]
)
def test_little_of_the_first_view_lies_beside_a_large_board(
    size: tuple[int, int], scale: float
) -> None:
    pilot = sit_down(start(FAR_LEFT, AGAINST_BOT), size, scale)
    camera = pilot.screen.control.camera
    assert not camera.shows_all
    own = [unit for unit in pilot.session.state.units if unit.side is pilot.session.state.to_act]
    for unit in own:
        assert camera.sees(geometry.centre(pilot.session.state.offset(unit)))
    assert sum(gaps(pilot)) <= max(camera.rect.w - camera.board_rect.w, camera.radius)


def test_both_armies_are_in_the_first_view_where_they_fit() -> None:
    pilot = sit_down(start(CLOSE, AGAINST_BOT), (850, 530))
    camera, state = pilot.screen.control.camera, pilot.session.state
    assert not camera.shows_all
    for unit in state.units:
        assert camera.sees(geometry.centre(state.offset(unit)))


def test_following_a_unit_at_the_edge_shows_more_of_the_board_than_of_what_is_beside_it() -> None:
    corner = muster([("linesman", (1, 1)), ("sapper", (22, 19))], [("loom", (12, 10))], LARGE)
    pilot = sit_down(start(corner, AGAINST_BOT), (850, 530))
    pilot.settle()
    for unit in (0, 1, 0):
        while pilot.session.state.active != unit:
            pilot.press("tab")
        pilot.settle()
        camera = pilot.screen.control.camera
        assert camera.sees(
            geometry.centre(pilot.session.state.offset(pilot.session.state.units[unit]))
        )
        assert sum(gaps(pilot)) <= 3 * camera.radius
