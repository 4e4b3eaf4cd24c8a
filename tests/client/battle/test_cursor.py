"""The cursor: a hex pointed at by keys, which does what the mouse does."""

from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.battle.input import cursor
from client.battle.input.keys import KeyCommand
from client.battle.input.unit_selection import weapon_in_hand
from client.battle.model.session import Session
from client.text.catalogue import name, text
from engine.battle import load_scenario, rules
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    Move,
    Shoot,
)
from engine.battle.events import ChargeRolled
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.battle.state import AdvancePending
from engine.hexgrid import Grid, Offset
from tests.client.battle.desk import (
    AGAINST_BOT,
    PEOPLE,
    Prompt,
    muster,
    seed_where,
    sit_down,
    start,
)
from tests.client.battle.stage import (
    FAR,
    active,
    column,
    frame,
    last_action,
    picture,
    pilot_after,
    prompt,
)
from tests.client.keyboard_pilot import KeyboardPilot, without_mouse
from tests.client.pilot import Pilot, greedy

TWO_EACH = muster([("linesman", (1, 4)), ("sapper", (1, 1))], [("loom", (9, 4)), ("fleck", (9, 6))])
NEAR = muster([("linesman", (4, 4))], [("loom", (8, 4)), ("fleck", (8, 6))])
CLOSE = muster([("linesman", (4, 4))], [("loom", (6, 4))])

grids = st.builds(Grid, st.integers(1, 9), st.integers(1, 9))


def by_keys(pilot: Pilot) -> KeyboardPilot:
    return without_mouse(pilot)


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
    pilot = by_keys(pilot_after(TWO_EACH))
    assert pilot.cursor is None
    pilot.press("right")
    assert pilot.cursor is not None


def test_tab_puts_the_cursor_on_the_unit() -> None:
    pilot = by_keys(pilot_after(TWO_EACH))
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
    pilot = by_keys(pilot_after(NEAR))
    pilot.press("tab")
    assert pilot.cursor == (4, 4)
    pilot.press(key)
    assert pilot.cursor == to


def test_the_cursor_shows_what_the_mouse_would() -> None:
    pointing, steering = pilot_after(TWO_EACH, Activate(0)), pilot_after(TWO_EACH, Activate(0))
    keyed = by_keys(steering)
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
    pilot = by_keys(sit_down(start("crossroads", AGAINST_BOT), (900, 560)))
    pilot.settle()
    grid = pilot.session.state.field.grid
    for at in [(grid.columns - 1, grid.rows - 1), (0, 0), (grid.columns - 1, 0)]:
        pilot.move_cursor(at)
        pilot.settle()
        x, y = pilot.screen.control.camera.centre(at)
        assert pilot.screen.is_clear((round(x), round(y)))


def test_shift_and_an_arrow_pan_and_leave_the_cursor_where_it_is() -> None:
    pilot = by_keys(sit_down(start("crossroads", AGAINST_BOT), (900, 560)))
    pilot.settle()
    pilot.press("tab")
    pilot.settle()
    at, before = pilot.cursor, pilot.screen.control.camera
    pilot.press("shift+right")
    pilot.settle()
    assert pilot.screen.control.camera != before
    assert pilot.cursor == at


def test_a_menu_hides_the_cursor_and_it_is_where_it_was_afterwards() -> None:
    pilot = by_keys(pilot_after(TWO_EACH, Activate(0)))
    pilot.move_cursor((3, 3))
    pilot.press("f10")
    assert pilot.cursor is None
    pilot.press("escape")
    pilot.frame()
    assert pilot.cursor == (3, 3)


# Acting


def test_enter_does_what_a_click_does() -> None:
    pilot = by_keys(pilot_after(TWO_EACH))
    pilot.move_cursor((1, 4))
    pilot.press("return")
    assert active(pilot) == 0
    pilot.move_cursor((3, 4))
    pilot.press("return")
    assert last_action(pilot) == Move((3, 4))
    assert pilot.cursor == (3, 4)


def test_enter_says_why_nothing_can_be_done_there() -> None:
    pilot = by_keys(pilot_after(TWO_EACH, Activate(0)))
    pilot.move_cursor((12, 0))
    before = len(pilot.session.history)
    pilot.press("return")
    mouse = pilot_after(TWO_EACH, Activate(0))
    mouse.click_hex((12, 0))
    assert prompt(pilot) == prompt(mouse)
    assert len(pilot.session.history) == before


def test_t_steps_through_the_targets_and_enter_fires() -> None:
    pilot = by_keys(pilot_after(NEAR, EndPhase(), Activate(0)))
    pilot.press("t")
    assert pilot.cursor == (8, 4)
    pilot.press("t")
    assert pilot.cursor == (8, 6)
    pilot.press("shift+t")
    assert pilot.cursor == (8, 4)
    assert "confirm" in pilot.actions()
    pilot.press("return")
    assert isinstance(last_action(pilot), Shoot)


def test_enter_picks_the_first_target_and_then_fires() -> None:
    pilot = by_keys(pilot_after(NEAR, EndPhase()))
    pilot.press("tab")
    told = text(
        "battle.ask.shoot-keys", weapon=name("weapon", hand_of(pilot)), next="T", confirm="Enter"
    )
    assert prompt(pilot) == told
    before = len(pilot.session.history)
    pilot.press("return")
    assert pilot.cursor == (8, 4)
    assert len(pilot.session.history) == before
    assert "confirm" in pilot.actions()
    pilot.press("return")
    assert isinstance(last_action(pilot), Shoot)


def test_after_a_click_on_a_unit_enter_picks_a_target_too() -> None:
    pilot = by_keys(pilot_after(NEAR, EndPhase()))
    pilot.click_unit(0)
    pilot.press("return")
    assert pilot.cursor == (8, 4)


def test_the_list_of_targets_names_the_key_that_steps_through_them() -> None:
    pilot = pilot_after(NEAR, EndPhase(), Activate(0))
    note = text("battle.odds.targets-note")
    assert text("battle.odds.targets-step", note=note, cap="T") in frame(pilot).words


def hand_of(pilot: Pilot) -> str:
    presenter = pilot.screen.presenter
    weapon = weapon_in_hand(presenter.decision, presenter.chosen)
    assert weapon is not None
    return weapon


def test_t_steps_through_the_destinations_and_they_are_all_there() -> None:
    pilot = by_keys(pilot_after(TWO_EACH, Activate(0)))
    state = pilot.session.state
    ends = set(state.field.grid.offsets_of(pilot.screen.presenter.decision.options.move))
    seen = []
    for _ in ends:
        pilot.press("t")
        seen.append(pilot.cursor)
    assert set(seen) == ends
    pilot.press("t")
    assert pilot.cursor == seen[0]


def test_without_targets_and_destinations_t_says_so() -> None:
    pilot = by_keys(pilot_after(FAR, EndPhase(), Activate(0)))
    pilot.press("t")
    assert prompt(pilot) == text("battle.refuse.target")


def test_escape_takes_the_cursor_from_the_target_back_to_the_unit() -> None:
    pilot = by_keys(pilot_after(NEAR, EndPhase(), Activate(0)))
    pilot.press("t")
    pilot.press("escape")
    assert pilot.cursor == (4, 4)
    assert "confirm" not in pilot.actions()
    assert not pilot.menu_open


def test_after_an_advance_roll_the_cursor_is_at_a_destination() -> None:
    pilot = by_keys(pilot_after(TWO_EACH, EndPhase(), Activate(1)))
    pilot.press("right")
    pilot.do(Advance())
    now = pilot.screen.presenter.decision
    assert isinstance(now.state.pending, AdvancePending)
    assert pilot.cursor in now.state.field.grid.offsets_of(now.options.advance_to)
    pilot.press("return")
    assert active(pilot) is None


def test_after_a_successful_charge_enter_ends_it() -> None:
    actions: list[Action] = [EndPhase(), EndPhase(), Activate(0), Charge(1)]
    seed = seed_where(
        CLOSE,
        actions,
        lambda events: any(isinstance(e, ChargeRolled) and e.reached for e in events),
    )
    pilot = by_keys(pilot_after(CLOSE, *actions[:3], seed=seed))
    pilot.press("t")
    pilot.press("return")
    pilot.settle()
    assert last_action(pilot) == Charge(1)
    at = pilot.cursor
    assert at is not None
    pilot.press("return")
    assert last_action(pilot) == ChargeTo(at)


# When nobody is asked


def test_a_held_arrow_goes_on_moving_the_cursor() -> None:
    pilot = by_keys(pilot_after(NEAR))
    pilot.press("tab")
    for _ in range(3):
        pilot.post(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode="", scancode=0)
    pilot.frame()
    assert pilot.cursor == (7, 4)


def test_a_held_enter_acts_once() -> None:
    pilot = by_keys(pilot_after(TWO_EACH))
    pilot.move_cursor((1, 4))
    before = pilot.session.records
    for _ in range(5):
        pilot.post(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="", scancode=0)
        pilot.frame()
    assert pilot.session.records == before + 1


def test_units_can_be_looked_at_by_keys_while_a_bot_thinks() -> None:
    thinking = Prompt()
    thinking.silent = True
    scenario = load_scenario("first_landing")
    session = Session.start(scenario, 7, ("bot:greedy", "person"), thinking, None)
    pilot = by_keys(sit_down(session))
    pilot.frame()
    state = pilot.session.state
    enemy = state.living(Side.ONE)[0]
    assert not pilot.screen.presenter.deciding
    pilot.move_cursor(state.offset(enemy))
    assert column(pilot)[0] == name("unit", enemy.profile.code)


# A whole battle


def impatient(session: Session) -> Action:
    """Choose as `greedy` does, but end the first movement early, and advance without a target."""
    state = session.state
    legal = rules.legal_actions(state)
    if state.round == 1 and state.phase is Phase.MOVE and state.activated and EndPhase() in legal:
        return EndPhase()
    if Advance() in legal and not any(isinstance(action, Shoot) for action in legal):
        return Advance()
    onward = [action for action in legal if isinstance(action, AdvanceTo)]
    return onward[0] if onward else greedy(session)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "players"), [("first_landing", AGAINST_BOT), ("lock_keepers", PEOPLE)]
)
@pytest.mark.parametrize("size", [(1280, 800), (850, 530)])
def test_a_whole_battle_is_played_by_the_keyboard_alone(
    scenario: str, players: tuple[str, str], size: tuple[int, int]
) -> None:
    pilot = by_keys(sit_down(start(scenario, players), size))
    pilot.play(impatient)
    assert pilot.shows_end
    seats = pilot.session.seats
    own = [one for one in pilot.session.history if one.by is not None and seats.is_person(one.by)]
    done = {type(batch.action) for batch in own}
    assert {Activate, Move, Advance, AdvanceTo, Shoot, Charge, ChargeTo, Fight, EndPhase} <= done


def test_enter_goes_to_a_target_and_then_fires_at_it() -> None:
    pilot = pilot_after(CLOSE, EndPhase())
    pilot.press("tab")
    written = frame(pilot)
    assert "Line rifle: T or Enter picks a target" in prompt(pilot)
    assert "best first · T: next" in written.within(pilot.screen.layout.column)
    pilot.press("return")
    assert pilot.screen.presenter.chosen.target == 1
    pilot.press("return")
    assert isinstance(last_action(pilot), Shoot)
