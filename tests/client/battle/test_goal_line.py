"""The goal stands in one line at the start of a battle, until the person begins to play."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from client.battle.model.session import Session
from client.text.goal import goal_words
from engine.battle import load_scenario
from engine.battle.actions import EndPhase
from engine.battle.scenario import Scenario
from engine.battle.side import Side
from tests.client.battle.desk import AGAINST_BOT, sit_down, start
from tests.client.battle.stage import CLOSE, frame
from tests.client.keyboard_pilot import without_mouse
from tests.client.pilot import Pilot
from tests.client.written import Line

ANCHORS = load_scenario("crossroads")
WITHOUT = msgspec.structs.replace(ANCHORS, score_objectives=False)
SIZES = [((1280, 800), 1.0), ((850, 530), 1.0), ((1280, 800), 1.5), ((3840, 2160), 2.0)]


def goal_in(pilot: Pilot) -> bool:
    """Return whether the goal is written on the board, whole."""
    scenario = pilot.session.game.header.scenario
    return goal_words(scenario) in " ".join(line.words for line in goal_lines(pilot))


def goal_lines(pilot: Pilot) -> list[Line]:
    """Return the lines where the goal stands, on the board or beside it."""
    layout = pilot.screen.layout
    place = layout.column
    return [line for line in frame(pilot).lines if place.contains(line.ink) and not line.cut]


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((1920, 1080), 1.0)])
def test_the_goal_covers_no_hex_where_the_sidebar_has_room_for_it(
    size: tuple[int, int], scale: float
) -> None:
    pilot = sit_down(start(ANCHORS), size, scale)
    assert goal_in(pilot)
    board = pilot.screen.layout.board
    words = " ".join(line.words for line in frame(pilot).lines if board.colliderect(line.ink))
    assert goal_words(ANCHORS) not in words
    others = [area.rect for area in pilot.screen.areas if area.name.startswith("log ")]
    goal = [line.ink for line in goal_lines(pilot) if line.words in goal_words(ANCHORS)]
    assert goal
    assert all(line.collidelist(others) < 0 for line in goal)


@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("scenario", [ANCHORS, WITHOUT], ids=["anchors", "destroy"])
def test_the_goal_is_whole_in_every_window(
    scenario: Scenario, size: tuple[int, int], scale: float
) -> None:
    pilot = sit_down(start(scenario), size, scale)
    assert goal_in(pilot)
    prompt = pilot.screen.layout.prompt
    assert pygame.Rect((0, 0), size).contains(prompt)


def test_a_click_takes_the_goal_away() -> None:
    pilot = sit_down(start(ANCHORS))
    pilot.settle()
    assert goal_in(pilot)
    pilot.point(pilot.screen.layout.board.center)
    assert goal_in(pilot), "looking around does not"
    pilot.click_unit(0)
    assert not goal_in(pilot)


def test_a_key_takes_the_goal_away() -> None:
    pilot = without_mouse(sit_down(start(ANCHORS)))
    assert goal_in(pilot)
    pilot.press("tab")
    assert not goal_in(pilot)


def test_the_goal_stays_while_an_opponent_begins() -> None:
    second = msgspec.structs.replace(CLOSE, first=Side.TWO)
    pilot = sit_down(start(second, ("person", "bot:greedy")))
    pilot.settle()
    assert pilot.session.records
    assert goal_in(pilot)


def test_a_battle_that_goes_on_does_not_repeat_its_goal() -> None:
    session: Session = start(ANCHORS)
    assert session.submit(session.records, EndPhase())
    assert not goal_in(sit_down(session))


def test_the_menu_tells_the_goal_once_its_line_is_gone() -> None:
    pilot = sit_down(start("first_landing", AGAINST_BOT))
    pilot.settle()
    pilot.press("tab")
    assert not pilot.screen.goal.is_shown
    pilot.press("f10")
    assert pilot.overlay is not None
    assert pilot.overlay.dialog is not None
    assert pilot.overlay.dialog.lines == (pilot.screen.goal.words,)
