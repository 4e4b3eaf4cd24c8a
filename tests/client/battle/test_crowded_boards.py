"""Signs on a crowded or small board: labels beside neighbours, dots of the threat map."""

from __future__ import annotations

import itertools

import pygame
import pytest

from client.draw import geometry
from client.draw.board import hint_layer, threat_layer, tokens
from client.draw.board.board_view import has_neighbours_above
from client.draw.board.camera import Camera
from client.draw.board.picture import HintPicture, ThreatPicture
from client.draw.ui.style import Style
from engine.battle.actions import Activate, EndPhase
from engine.battle.phase import Phase
from tests.client.battle.desk import muster, sit_down, start
from tests.client.battle.stage import frame, picture, pilot_after
from tests.client.pilot import Pilot

CROWD = muster(
    [("linesman", (4, 4)), ("sapper", (5, 5)), ("linesman", (4, 5))],
    [("loom", (5, 3)), ("fleck", (5, 4)), ("needle", (6, 4)), ("loom", (6, 5))],
)


def token_of(pilot: Pilot, at: tuple[int, int]) -> pygame.Rect:
    """Return the rectangle of the token in a hex, without its bar."""
    camera, style = pilot.screen.control.camera, pilot.screen.app.style
    x, y = camera.centre(at)
    size = tokens.diameter(style, camera.radius)
    rect = pygame.Rect(0, 0, round(size * 0.7), round(size * 0.7))
    rect.center = round(x), round(y - camera.radius * style.layout.token.lift)
    return rect


@pytest.mark.parametrize("unit", [3, 4, 6])
def test_no_label_lies_on_a_neighbour(unit: int) -> None:
    session = start(CROWD)
    while session.state.phase is not Phase.FIGHT:
        assert session.submit(session.records, EndPhase())
    assert session.submit(session.records, Activate(unit))
    pilot = sit_down(session)
    pilot.settle()
    shown = picture(pilot)
    figures = {one.label.figure for one in shown.units if one.label is not None}
    assert figures
    written, board = frame(pilot), pilot.screen.layout.board
    for other in shown.units:
        own = other.label.figure if other.label is not None else ""
        lines = [one for one in written.lines if one.words in figures - {own}]
        ink = [one.ink for one in lines if board.contains(one.ink)]
        at = geometry.hex_at(other.spot)
        assert token_of(pilot, at).collidelist(ink) < 0, other.unit


def test_only_hexes_above_crowd_a_unit() -> None:
    at = (5, 4)
    above = {geometry.across(at, edge) for edge in (3, 4, 5)}
    below = {geometry.across(at, edge) for edge in (0, 1, 2)}
    assert all(has_neighbours_above(at, {one}) for one in above)
    assert not has_neighbours_above(at, below)
    assert max(geometry.centre(one)[1] for one in above) < geometry.centre(at)[1]


@pytest.mark.parametrize("radius", [8, 10, 14, 18, 21, 28])
def test_one_to_four_enemies_and_more_look_different_at_every_size(radius: int) -> None:
    style = Style("dusk", 1.0)
    looks = [
        pygame.image.tobytes(
            threat_layer.stamp(style, radius, ThreatPicture((0, 0), 2, "1.2", count)), "RGBA"
        )
        for count in range(1, 6)
    ]
    for one, other in itertools.combinations(looks, 2):
        assert one != other


@pytest.mark.parametrize("radius", [8, 10, 14, 18, 21])
def test_a_small_hex_shows_a_plus_sign_from_five_enemies_on(radius: int) -> None:
    style = Style("dusk", 1.0)

    def inked(count: int) -> set[tuple[int, int]]:
        none = threat_layer.stamp(style, radius, ThreatPicture((0, 0), 2, "", 0))
        some = threat_layer.stamp(style, radius, ThreatPicture((0, 0), 2, "", count))
        pixels = itertools.product(range(none.get_width()), range(none.get_height()))
        return {pixel for pixel in pixels if none.get_at(pixel) != some.get_at(pixel)}

    plus = inked(5) - inked(4)
    assert inked(9) == inked(5) > inked(4)
    width, height = (max(one) - min(one) + 1 for one in zip(*plus, strict=True))
    assert width == height >= 3, "a cross"
    assert len(plus) == 2 * width - 1, "of two lines, clear of the dots"
    assert (
        2 * max(y for _, y in plus)
        < threat_layer.stamp(style, radius, ThreatPicture((0, 0), 2, "", 0)).get_height()
    ), "above the figure"


NEAR = (
    HintPicture(1, "34 %", ((4, 9), (5, 9), (6, 10)), (6, 10), stops=True),
    HintPicture(2, "25 %", ((4, 9), (5, 9), (6, 9)), (6, 9), stops=True),
    HintPicture(3, "18 %", ((4, 9), (5, 10)), (5, 10), stops=True),
    HintPicture(4, "7 %", ((4, 9), (5, 10)), (5, 10), stops=True),
)
UNITS = tuple(
    HintPicture(number, "", ((4, row), (7, row + 2)), (4, row), stops=True)
    for number, row in ((1, 8), (2, 9), (3, 10))
)


@pytest.mark.parametrize("hints", [NEAR, UNITS])
@pytest.mark.parametrize("radius", [8, 10, 14, 18, 25, 41])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_tag_of_a_hint_hides_another_one_or_the_head_of_an_arrow(
    hints: tuple[HintPicture, ...], radius: int, scale: float
) -> None:
    style = Style("dusk", scale)
    view = pygame.Rect(0, 60, 900, 700)
    fitted = Camera.fitting(25, 21, view).resized(radius, view.center)
    camera = fitted.looking_at(geometry.centre((6, 9)))
    places = [place for _, place in hint_layer.tag_places(style, camera, hints, ())]
    assert len(places) == len(hints)
    assert all(view.contains(place) for place in places)
    for one, other in itertools.combinations(places, 2):
        assert not one.colliderect(other)
    for hint in hints:
        tip = hint_layer.tip_of(camera, hint)
        assert not any(place.collidepoint(tip) for place in places)
        assert camera.hex_under(tip) == hint.way[-1], "it is clear where the unit goes"


def test_no_tag_of_a_hint_hides_a_unit_while_there_is_room_beside_it() -> None:
    style = Style("dusk", 1.0)
    view = pygame.Rect(0, 60, 900, 700)
    camera = Camera.fitting(25, 21, view).resized(25, view.center)
    pilot = pilot_after(muster([("sapper", (4, 4)), ("linesman", (5, 5))], [("fleck", (4, 5))]))
    units = picture(pilot).units
    hint = HintPicture(1, "95 %", ((1, 4), (3, 4), (4, 4)), (4, 4), stops=True)
    camera = camera.looking_at(geometry.centre((4, 4)))
    spots = [camera.pixel(unit.spot) for unit in units]
    ((_, place),) = hint_layer.tag_places(style, camera, [hint], units)
    assert not any(place.collidepoint(spot) for spot in spots)
    assert view.contains(place)
