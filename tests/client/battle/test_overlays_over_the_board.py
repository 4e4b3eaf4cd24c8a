"""What lies over the board hides no unit at the start, and none that is looked for."""

from __future__ import annotations

import pygame
import pytest

from client.draw import geometry
from client.draw.ui.ui_layout import load_layout
from client.screens.battle_screen import BattleScreen
from client.text.catalogue import text
from engine.hexgrid import Offset
from engine.resources import list_names
from tests.client.battle.desk import AGAINST_BOT, sit_down, start
from tests.client.battle.stage import frame
from tests.client.pilot import Pilot

NAMES = sorted(file.removesuffix(".toml") for file in list_names("data/scenarios"))
SIZES = [((900, 560), 1.0), ((1024, 600), 1.0), ((1280, 800), 1.0), ((1920, 1080), 1.25)]


def covers(screen: BattleScreen) -> list[pygame.Rect]:
    """List what lies over the board."""
    found = [screen.layout.prompt]
    if not screen.control.camera.shows_all:
        found.append(screen.layout.minimap)
    return found


def is_seen(screen: BattleScreen, at: Offset) -> bool:
    """Whether the middle of a hex, and most of a unit in it, is on the board and behind nothing."""
    camera = screen.control.camera
    x, y = camera.centre(at)
    body = pygame.Rect(0, 0, camera.radius, camera.radius)
    body.center = round(x), round(y)
    return camera.rect.contains(body) and body.collidelist(covers(screen)) == -1


def own_units(pilot: Pilot) -> list[Offset]:
    state = pilot.session.state
    side = state.to_act if pilot.session.seats.is_person(state.to_act) else state.to_act.other
    return [state.offset(unit) for unit in state.living(side)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_no_own_unit_is_hidden_at_the_start(name: str, size: tuple[int, int], scale: float) -> None:
    pilot = sit_down(start(name, AGAINST_BOT), size, scale)
    screen = pilot.screen
    placed = own_units(pilot)
    camera = screen.control.camera
    hidden = [at for at in placed if not is_seen(screen, at)]
    if camera.shows_all or camera.radius > load_layout().camera.least_opening:
        assert hidden == []
    else:
        assert len(hidden) <= len(placed) // 2, "an army too wide for readable hexes"
    for at in placed:
        screen.control.jump_to(geometry.centre(at))
        assert is_seen(screen, at), "every unit can be brought out from behind"


@pytest.mark.parametrize("corner", [(0, 0), (0, -1), (-1, 0), (-1, -1)])
def test_the_corners_of_a_large_board_can_be_brought_into_sight(corner: tuple[int, int]) -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT), (900, 560))
    grid = pilot.session.state.field.grid
    at = corner[0] % grid.columns, corner[1] % grid.rows
    assert not pilot.screen.control.camera.shows_all
    for _ in range(40):
        if is_seen(pilot.screen, at):
            return
        pilot.press("shift+left" if not corner[0] else "shift+right")
        pilot.press("shift+up" if not corner[1] else "shift+down")
    raise AssertionError(f"{at} stays hidden")


def test_crossroads_begins_with_the_whole_army_in_sight() -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT), (1280, 800))
    assert [at for at in own_units(pilot) if not is_seen(pilot.screen, at)] == []


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_a_long_prompt_is_written_out_in_its_room(size: tuple[int, int], scale: float) -> None:
    pilot = sit_down(start("first_landing"), size, scale)
    reason = "A sidearm and a weapon that is no sidearm are not fired together at Fathom Lord 12"
    words = text("battle.refuse.illegal", reason=reason)
    pilot.screen.presenter.say(words, bad=True)
    shown = frame(pilot)
    room = pilot.screen.layout.prompt
    assert " ".join(shown.within(room)) == words
    assert shown.shortened == []
    assert not any(line.cut for line in shown.lines)
