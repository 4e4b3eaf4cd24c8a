"""Everything is inside the window and apart from everything else, at every size and UI scale."""

from __future__ import annotations

import pygame
import pytest

from client.battle.battle_layout import battle_layout_of
from client.draw.ui.style import Style
from client.tuning import load_tuning
from engine.battle.actions import Activate, EndPhase
from tests.client.battle.desk import AGAINST_BOT, muster, sit_down, start
from tests.client.pilot import Pilot

pytestmark = pytest.mark.usefixtures("each_language")
SIZES = [
    (850, 530),
    (1024, 600),
    (1280, 720),
    (1280, 800),
    (1366, 768),
    (1600, 900),
    (1700, 1060),
    (1920, 1080),
    (2560, 1440),
    (3840, 2160),
]
LEAST = load_tuning().scale.least_points
OFFERED = [
    (size, step / 100)
    for size in SIZES
    for step in load_tuning().scale.steps
    if size[0] * 100 >= LEAST[0] * step and size[1] * 100 >= LEAST[1] * step
]
DRAWN = [
    ((850, 530), 1.0),
    ((1024, 600), 1.0),
    ((1024, 600), 0.75),
    ((1280, 800), 1.0),
    ((1280, 800), 1.25),
    ((1280, 800), 1.5),
    ((1920, 1080), 1.0),
    ((1920, 1080), 2.0),
]
CROWD = muster(
    [("sapper", (4, 4)), ("theodolite", (1, 1)), ("linesman", (2, 6))],
    [("loom", (8, 4)), ("fleck", (8, 7)), ("needle", (9, 2)), ("bellows", (10, 5))],
)


@pytest.mark.parametrize(("size", "scale"), OFFERED)
def test_the_parts_fill_the_window_without_touching(size: tuple[int, int], scale: float) -> None:
    places = battle_layout_of(Style("dusk", scale), size)
    window = pygame.Rect((0, 0), size)
    parts = [places.turn_bar, places.board, places.action_bar, places.column]
    if places.narrow:
        parts.append(places.tabs)
    assert all(window.contains(part) and part.w > 0 and part.h > 0 for part in parts)
    for number, part in enumerate(parts):
        assert part.collidelist(parts[number + 1 :]) == -1
    assert places.board.contains(places.minimap)
    assert places.board.w >= size[0] // 2
    assert places.column.h >= 300 * scale


def assert_tidy(pilot: Pilot) -> None:
    """Check that all buttons are in the window, reachable, and none is over another."""
    screen = pilot.screen
    window = pygame.Rect((0, 0), screen.app.size)
    buttons = pilot.buttons or {spot.name: spot.rect for spot in screen.areas}
    names, rects = list(buttons), list(buttons.values())
    if not screen.in_front:
        for code in screen.action_codes():
            rects.append(screen.action_rect(code))
            names.append(code)
    assert rects
    for number, rect in enumerate(rects):
        assert window.contains(rect), (names[number], rect)
        hit = rect.collidelist(rects[number + 1 :])
        assert hit == -1, (names[number], names[number + 1 + hit])


@pytest.mark.parametrize(("size", "scale"), DRAWN)
def test_every_phase_is_tidy(size: tuple[int, int], scale: float) -> None:
    session = start(CROWD)
    for action in (EndPhase(), Activate(0)):
        session.submit(session.records, action)
    pilot = sit_down(session, size, scale)
    pilot.settle()
    assert_tidy(pilot)
    for tab in ("tab unit", "tab odds", "tab log"):
        if any(spot.name == tab for spot in pilot.screen.areas):
            pilot.click(tab)
            assert_tidy(pilot)
    pilot.point_at_hex((8, 4))
    assert_tidy(pilot)
    pilot.press("a")
    assert len(pilot.buttons) == 3
    assert_tidy(pilot)
    pilot.press("escape")
    pilot.press("f10")
    assert_tidy(pilot)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "scale"), DRAWN)
def test_the_end_is_tidy(size: tuple[int, int], scale: float) -> None:
    pilot = sit_down(start("lock_keepers", ("bot:greedy", "bot:random")), size, scale)
    pilot.settle()
    assert pilot.shows_end
    assert_tidy(pilot)


def test_a_battle_goes_on_when_the_window_changes() -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT))
    pilot.settle()
    desk = pilot.screen.app
    for size, scale in (((850, 530), 1.0), ((1920, 1080), 1.5), ((1280, 800), 0.75)):
        desk.size = size
        desk.surface = pygame.display.set_mode(size)  # type: ignore[attr-defined]
        desk.style = Style("high_contrast", scale)
        desk.settle(anew=True)  # type: ignore[attr-defined]
        pilot.frame()
        assert_tidy(pilot)
        pilot.press("tab")
        pilot.settle()
        assert pilot.screen.control.camera.rect == pilot.screen.layout.board
