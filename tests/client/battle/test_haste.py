"""Move now: the opponent that thinks is asked to answer at once, until a person decides again."""

from __future__ import annotations

import pytest

from client.battle.model.session import Session
from engine.battle.actions import EndPhase
from tests.client.battle.desk import AGAINST_BOT, Prompt, muster, sit_down
from tests.client.battle.stage import prompt
from tests.client.pilot import Pilot

FAR = muster([("linesman", (1, 1)), ("linesman", (1, 4)), ("sapper", (1, 7))], [("fleck", (13, 1))])


class Slow(Prompt):
    """A source that thinks until it is hurried, and notes what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = True
        self.told: list[bool] = []

    def hurry(self, *, hurried: bool) -> None:
        self.told.append(hurried)
        self.silent = not hurried


@pytest.fixture
def pilot() -> Pilot:
    """Return a pilot whose opponent thinks."""
    pilot = sit_down(Session.start(FAR, 7, AGAINST_BOT, Slow()))
    pilot.settle()
    while pilot.session.awaits_person:
        pilot.session.submit(pilot.session.records, EndPhase())
    for _ in range(5):
        pilot.frame()
    assert pilot.session.awaits_computer
    return pilot


def told(pilot: Pilot) -> list[bool]:
    thinking = pilot.session._decisions
    assert isinstance(thinking, Slow)
    return thinking.told


def test_by_the_key_the_opponent_moves_until_the_person_decides(pilot: Pilot) -> None:
    pilot.press("m")
    assert told(pilot) == [True]
    pilot.settle()
    assert pilot.session.awaits_person
    assert told(pilot) == [True, False], "in its next turn it takes its time again"


def test_by_the_button(pilot: Pilot) -> None:
    assert pilot.actions() == ["wait", "pause", "step", "move_now"]
    pilot.click("move_now")
    assert told(pilot) == [True]


def test_pressed_again_it_takes_its_time(pilot: Pilot) -> None:
    thinking = pilot.session._decisions
    thinking.poll = lambda: None  # type: ignore[method-assign]
    pilot.press("m")
    pilot.press("m")
    assert told(pilot) == [True, False]


def test_with_nobody_thinking_it_says_so(pilot: Pilot) -> None:
    pilot.press("m")
    pilot.settle()
    before = told(pilot)
    pilot.press("m")
    assert prompt(pilot) == "No opponent is thinking."
    assert told(pilot) == before
