"""A whole battle in a real window, by real mouse and keys, with a kill in the middle."""

from __future__ import annotations

import pytest

from client.settings import Pace, Settings
from tests.window.conftest import OpenEvening
from tests.window.evening import play_on, play_whole_evening

pytestmark = [pytest.mark.window, pytest.mark.timeout(600)]


def test_a_battle_is_killed_continued_and_played_to_its_end_by_mouse(
    open_evening: OpenEvening,
) -> None:
    play_whole_evening(open_evening(Settings(pace=Pace.INSTANT)), before_kill=9)


def test_a_first_start_is_played_at_its_own_pace_and_killed_again_and_again(
    open_evening: OpenEvening,
) -> None:
    evening = open_evening()
    evening.start()
    person = evening.begin()
    for _ in range(3):
        play_on(person, 4)
        evening.kill(person)
        evening.start()
        person = evening.carry_on()
    assert evening.computer.strays() == []
