"""A box of the system's own says what stderr says, to who started the program by a double click."""

from __future__ import annotations

import signal

import pytest

from tests.window.conftest import OpenEvening
from tests.window.evening import Evening
from tests.window.program import Program, wait_until
from tests.window.x11 import Place

pytestmark = [pytest.mark.window, pytest.mark.timeout(300)]

OK: tuple[float, int] = (0.5, 25)
"""Where the only button of a box is: a part of its width, and pixels from its lower edge."""


def press_ok(evening: Evening, box: Place) -> None:
    middle = box.x + round(box.width * OK[0]), box.y + box.height - OK[1]
    evening.computer.display.click(middle)


def start_without_a_folder(evening: Evening) -> tuple[Program, Place]:
    """Start the program where its folder can't be made."""
    (evening.computer.home / ".local").write_text("in the way")
    program = evening.computer.start()
    return program, program.wait_for_window()


def test_what_keeps_the_window_from_opening_is_shown_until_it_is_read(
    open_evening: OpenEvening,
) -> None:
    evening = open_evening()
    program, box = start_without_a_folder(evening)
    assert "Hexfront can't start: " in evening.computer.output
    assert program.process.poll() is None, "it waits for the person"
    press_ok(evening, box)
    assert program.wait() == 1
    program.require_alone()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_takes_the_box_along(open_evening: OpenEvening, name: str) -> None:
    evening = open_evening()
    program, _ = start_without_a_folder(evening)
    number = signal.Signals[name]
    program.process.send_signal(number)
    assert program.wait() == 128 + number
    program.require_alone()
    display = evening.computer.display
    wait_until(lambda: not display.client.windows(), "the box is gone")


def test_what_is_lost_when_the_window_is_closed_is_shown(open_evening: OpenEvening) -> None:
    evening = open_evening()
    program = evening.computer.start()
    program.wait_for_window()
    folder, client = evening.computer.user_folder, evening.computer.display.client
    wait_until(lambda: len(evening.computer.processes()) > 2, "the title, and its worker")
    folder.rename(folder.with_name("aside"))
    folder.write_text("in the way")
    (window,) = client.windows()
    client.ask_to_close(window.window)
    wait_until(lambda: window not in client.windows(), "the end of the window")
    wait_until(lambda: bool(client.windows()), "a box")
    assert "Not everything could be kept: " in evening.computer.output
    press_ok(evening, client.windows()[0])
    assert program.wait() == 1
    program.require_alone()
