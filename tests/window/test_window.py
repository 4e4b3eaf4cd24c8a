"""What may happen to a real window while a battle is played in it."""

from __future__ import annotations

import signal

import msgspec
import pytest

from client.settings import Pace, Settings
from client.text.catalogue import text
from engine.battle.actions import EndPhase, Move
from tests.client.pilot import Pilot, greedy
from tests.window.conftest import OpenEvening
from tests.window.evening import Evening, play_on
from tests.window.person import Person
from tests.window.program import wait_until
from tests.window.shadow import read_rows

pytestmark = [pytest.mark.window, pytest.mark.timeout(300)]

QUICK = Settings(pace=Pace.INSTANT)
PLACE_OF_E = 26
"""The number of the key in X, on every keyboard of a PC."""
SMALL = Settings(pace=Pace.INSTANT, window=(900, 620))


def begin(evening: Evening, actions: int = 3) -> Person:
    evening.start()
    person = evening.begin()
    play_on(person, actions)
    return person


def require_left(evening: Evening, person: Person, code: int = 0) -> None:
    """Check that the program has ended by itself with an exit code, and lost nothing."""
    assert evening.program.wait() == code, evening.computer.output
    evening.program.require_alone()
    person.battle.require_recorded()
    assert evening.computer.strays() == []


@pytest.mark.parametrize("size", [(1024, 600), (1920, 1080), (2560, 1440)])
def test_the_first_window_lies_on_the_screen_and_shows_everything(
    open_evening: OpenEvening, size: tuple[int, int]
) -> None:
    evening = open_evening(None, size)
    evening.start()
    require_on_screen(evening, size)
    person = evening.begin()
    play_on(person, 2)


@pytest.mark.parametrize("size", [(1024, 768), (900, 560)])
def test_a_window_remembered_from_a_larger_screen_fits_the_one_there_is(
    open_evening: OpenEvening, size: tuple[int, int]
) -> None:
    evening = open_evening(Settings(pace=Pace.INSTANT, window=(2560, 1400)), size)
    evening.start()
    require_on_screen(evening, size)
    person = evening.begin()
    play_on(person, 2)


def require_on_screen(evening: Evening, size: tuple[int, int]) -> None:
    """Check that the whole window lies on a screen of *size* pixels."""
    place = evening.eyes.place
    assert place.x >= 0
    assert place.y >= 0
    assert place.x + place.width <= size[0]
    assert place.y + place.height <= size[1]


def test_the_close_button_of_the_window_leaves_and_loses_nothing(
    open_evening: OpenEvening,
) -> None:
    evening = open_evening(QUICK)
    person = begin(evening)
    evening.computer.display.client.ask_to_close(evening.eyes.place.window)
    require_left(evening, person)
    evening.start()
    assert evening.carry_on().session.records == person.session.records


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_is_a_leaving(open_evening: OpenEvening, number: signal.Signals) -> None:
    evening = open_evening(QUICK)
    person = begin(evening)
    evening.program.process.send_signal(number)
    require_left(evening, person, 128 + number)  # as shells tell what a signal ended


def test_a_window_of_another_size_shows_the_same_battle(open_evening: OpenEvening) -> None:
    evening = open_evening(QUICK)
    person = begin(evening)
    for size in ((1000, 620), (1280, 800), (860, 700)):
        resize(evening, size)
        person.battle.resize(size)
        play_on(person, 1)


def resize(evening: Evening, size: tuple[int, int]) -> None:
    evening.computer.display.resize(evening.eyes.place.window, size)
    wait_until(lambda: evening.eyes.place[3:] == size, f"a window of {size}")


def test_an_opponent_plays_on_while_the_window_is_hidden(open_evening: OpenEvening) -> None:
    evening = open_evening(QUICK)
    person = begin(evening, 0)
    while person.session.awaits_person:
        person.look()
        person._steer(greedy(person.session))
    display, window = evening.computer.display, evening.eyes.place.window
    display.hide(window)
    told = len(person.session.game.lines)
    wait_until(lambda: len(read_rows(person.battle.file)) > told, "an action of the opponent")
    display.show(window)
    person.look()
    assert person.session.records > told
    play_on(person, 1)


def test_a_still_window_that_was_hidden_is_drawn_again(open_evening: OpenEvening) -> None:
    evening = open_evening(QUICK)
    person = begin(evening, 2)
    display, window = evening.computer.display, evening.eyes.place.window
    for _ in range(3):
        display.hide(window)
        display.show(window)
        person.look()


def test_keys_reach_the_window_without_a_click(open_evening: OpenEvening) -> None:
    evening = open_evening(QUICK)
    person = begin(evening, 0)
    person.press("tab")
    assert person.session.state.active is not None
    person.press("escape")
    assert person.session.state.active is None
    person.press("shift+tab")
    assert person.session.state.active is not None
    person.press("f10")
    assert person.menu_open
    person.press("escape")
    person.look()
    person.battle.require_recorded()


def test_a_key_that_is_held_ends_one_phase(open_evening: OpenEvening) -> None:
    evening = open_evening(msgspec.structs.replace(QUICK, ask_before_end=False))
    evening.start()
    person = evening.begin(None)
    evening.computer.display.hold("e", 1.5)
    require_one_phase_ended(person)


@pytest.mark.parametrize("layout", ["ru", "gr", "fr"])
def test_keys_mean_the_same_on_other_keyboards(open_evening: OpenEvening, layout: str) -> None:
    evening = open_evening(msgspec.structs.replace(QUICK, ask_before_end=False))
    person = begin(evening, 0)
    person.look()
    evening.computer.display.change_keyboard(layout)
    evening.computer.display.press_at(PLACE_OF_E)
    require_one_phase_ended(person)


def require_one_phase_ended(person: Person) -> None:
    """Check that the window shows what it does after E was pressed once, and only that."""
    Pilot.press(person, "e")
    person.look()
    done = [batch.action for batch in person.session.history if batch.by is not None]
    assert done == [EndPhase()]


def test_the_wheel_the_arrows_and_the_right_button_move_the_view_and_step_back(
    open_evening: OpenEvening,
) -> None:
    evening = open_evening(QUICK)
    person = begin(evening, 1)
    fitted = person.screen.control.camera
    person.point(person.screen.layout.board.center)
    person.wheel(2)
    person.press("shift+left")
    assert person.screen.control.camera != fitted
    person.press("0")
    assert person.screen.control.camera == fitted
    person.step_back()
    play_on(person, 3)


def test_the_arrows_move_a_cursor_and_enter_acts_there(open_evening: OpenEvening) -> None:
    person = begin(open_evening(QUICK), 0)
    person.press("tab")
    start = person.screen.picture().cursor
    assert start is not None
    person.press("down")
    cursor = person.screen.picture().cursor
    assert cursor == (start[0], start[1] + 1)
    person.press("t")
    person.press("return")
    moves = [batch.action for batch in person.session.history if isinstance(batch.action, Move)]
    assert len(moves) == 1


def put(evening: Evening, left: int) -> None:
    """Put a window at the top of the screen, so far from its left edge."""
    evening.computer.display.move(evening.eyes.place.window, (left, 0))
    wait_until(lambda: evening.eyes.place[1:3] == (left, 0), "the window beside the other one")


def test_a_battle_that_one_window_plays_is_not_offered_by_another_until_it_is_left(
    open_evening: OpenEvening,
) -> None:
    one = open_evening(SMALL, (1800, 620))
    person = begin(one, 2)
    two = open_evening(beside=one)
    two.start()
    for evening, left in ((one, 0), (two, 900)):
        put(evening, left)
    title = two.visit_title_beside_another()
    offer = title.hand.button(text("title.continue"))
    assert not offer.enabled
    assert offer.subtitle
    title.click(offer.rect.center)
    title.look()
    person.lose_mouse()
    play_on(person, 2)
    one.computer.display.client.ask_to_close(one.eyes.place.window)
    assert one.program.wait() == 0, one.computer.output
    title.press(text("title.help"))
    title.look()
    title.press(text("app.back"))
    assert title.hand.button(text("title.continue")).enabled
    assert two.carry_on(title).session.records == person.session.records
