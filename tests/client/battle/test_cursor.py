"""The cursor: a hex pointed at by keys, which shows what the mouse does."""

from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.battle.input import cursor
from client.battle.input.keys import KeyCommand
from client.battle.model.session import Session
from client.text.catalogue import name
from engine.battle import load_scenario
from engine.battle.actions import Activate
from engine.battle.side import Side
from engine.hexgrid import Grid, Offset
from tests.client.battle.desk import AGAINST_BOT, Prompt, sit_down, start
from tests.client.battle.stage import NEAR, TWO_EACH, column, picture, pilot_after
from tests.client.keyboard_pilot import without_mouse

grids = st.builds(Grid, st.integers(1, 9), st.integers(1, 9))


# Where the keys lead


@given(grids, st.data(), st.sampled_from(sorted(cursor.DIRECTIONS, key=lambda one: one.name)))
def test_a_step_leads_to_an_adjacent_hex_or_nowhere_at_the_edge(
    grid: Grid, data: st.DataObject, command: KeyCommand
) -> None:
    at = data.draw(st.sampled_from(sorted(grid.offsets.values())))
    to = cursor.step(grid, at, command)
    assert grid.holds(to)
    assert grid.distance(grid.cell(at), grid.cell(to)) <= 1


@pytest.mark.parametrize("at", [(4, 4), (5, 4)])
def test_the_six_directions_lead_to_the_six_neighbours(at: Offset) -> None:
    grid = Grid(10, 10)
    straight = {KeyCommand.CURSOR_LEFT, KeyCommand.CURSOR_RIGHT}
    reached = {cursor.step(grid, at, one) for one in cursor.DIRECTIONS - straight}
    assert reached == set(grid.offsets_of(grid.near[grid.cell(at)]))


@given(grids, st.data())
def test_the_arrows_alone_lead_everywhere(grid: Grid, data: st.DataObject) -> None:
    places = st.sampled_from(sorted(grid.offsets.values()))
    here, at = data.draw(places), data.draw(places)
    for command, axis, sign in (
        (KeyCommand.CURSOR_LEFT, 0, -1),
        (KeyCommand.CURSOR_RIGHT, 0, 1),
        (KeyCommand.CURSOR_UP, 1, -1),
        (KeyCommand.CURSOR_DOWN, 1, 1),
    ):
        for _ in range(max(0, sign * (at[axis] - here[axis]))):
            here = cursor.step(grid, here, command)
    assert here == at


# Showing it


def test_there_is_no_cursor_until_a_key_asks_for_it() -> None:
    pilot = without_mouse(pilot_after(TWO_EACH))
    assert pilot.cursor is None
    pilot.press("right")
    assert pilot.cursor is not None


def test_tab_puts_the_cursor_on_the_unit() -> None:
    pilot = without_mouse(pilot_after(TWO_EACH))
    pilot.press("tab")
    assert pilot.cursor == (1, 4)
    pilot.press("tab")
    assert pilot.cursor == (1, 1)
    pilot.press("down")
    assert pilot.cursor == (1, 2)


@pytest.mark.parametrize(
    ("key", "to"),
    [
        ("[8]", (4, 3)),
        ("[2]", (4, 5)),
        ("[7]", (3, 3)),
        ("[9]", (5, 3)),
        ("[1]", (3, 4)),
        ("[3]", (5, 4)),
        ("[4]", (3, 4)),
        ("[6]", (5, 4)),
    ],
)
def test_the_keypad_has_the_six_directions(key: str, to: Offset) -> None:
    pilot = without_mouse(pilot_after(NEAR))
    pilot.press("tab")
    assert pilot.cursor == (4, 4)
    pilot.press(key)
    assert pilot.cursor == to


def test_the_cursor_shows_what_the_mouse_would() -> None:
    pointing, steering = pilot_after(TWO_EACH, Activate(0)), pilot_after(TWO_EACH, Activate(0))
    keyed = without_mouse(steering)
    for at in [(3, 4), (9, 6), (9, 4), (1, 1), (14, 8)]:
        pointing.point_at_hex(at)
        keyed.move_cursor(at)
        mouse, keys = picture(pointing), picture(steering)
        assert (keys.path, keys.hovered, keys.aim_line) == (
            mouse.path,
            mouse.hovered,
            mouse.aim_line,
        )
        assert column(steering) == column(pointing)


def test_the_mouse_takes_over_when_it_moves_and_the_keys_when_they_are_pressed() -> None:
    pilot = pilot_after(TWO_EACH, Activate(0))
    pilot.press("right")
    assert picture(pilot).cursor == (1, 4)
    pilot.point_at_hex((3, 4))
    assert picture(pilot).cursor is None
    assert picture(pilot).path is not None
    pilot.press("right")
    assert picture(pilot).cursor == (1, 4), "it starts at the active unit"
    assert picture(pilot).path is None
    pilot.post(pygame.WINDOWLEAVE)
    pilot.frame()
    assert picture(pilot).cursor == (1, 4), "a mouse that leaves takes nothing from the keys"


def test_the_cursor_is_brought_into_sight() -> None:
    pilot = without_mouse(sit_down(start("crossroads", AGAINST_BOT), (900, 560)))
    pilot.settle()
    grid = pilot.session.state.field.grid
    for at in [(grid.columns - 1, grid.rows - 1), (0, 0), (grid.columns - 1, 0)]:
        pilot.move_cursor(at)
        pilot.settle()
        x, y = pilot.screen.control.camera.centre(at)
        assert pilot.screen.is_clear((round(x), round(y)))


def test_shift_and_an_arrow_pan_and_leave_the_cursor_where_it_is() -> None:
    pilot = without_mouse(sit_down(start("crossroads", AGAINST_BOT), (900, 560)))
    pilot.settle()
    pilot.press("tab")
    pilot.settle()
    at, before = pilot.cursor, pilot.screen.control.camera
    pilot.press("shift+right")
    pilot.settle()
    assert pilot.screen.control.camera != before
    assert pilot.cursor == at


def test_a_menu_hides_the_cursor_and_it_is_where_it_was_afterwards() -> None:
    pilot = without_mouse(pilot_after(TWO_EACH, Activate(0)))
    pilot.move_cursor((3, 3))
    pilot.press("f10")
    assert pilot.cursor is None
    pilot.press("escape")
    pilot.frame()
    assert pilot.cursor == (3, 3)


# When nobody is asked


def test_a_held_arrow_goes_on_moving_the_cursor() -> None:
    pilot = without_mouse(pilot_after(NEAR))
    pilot.press("tab")
    for _ in range(3):
        pilot.post(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode="", scancode=0)
    pilot.frame()
    assert pilot.cursor == (7, 4)


def test_units_can_be_looked_at_by_keys_while_a_bot_thinks() -> None:
    thinking = Prompt()
    thinking.silent = True
    scenario = load_scenario("first_landing")
    session = Session.start(scenario, 7, ("bot:greedy", "person"), thinking, None)
    pilot = without_mouse(sit_down(session))
    pilot.frame()
    state = pilot.session.state
    enemy = state.living(Side.ONE)[0]
    assert not pilot.screen.presenter.deciding
    pilot.move_cursor(state.offset(enemy))
    assert column(pilot)[0] == name("unit", enemy.profile.code)
