"""Lessons, a puzzle and a hint by keys alone, by somebody who hears the window and sees nothing."""

from __future__ import annotations

import re
from typing import Final

import pygame
import pytest

from client.battle.input.keys import KeyCommand
from client.puzzles.puzzle_screen import PuzzleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from client.tutorial.lesson import lesson_of, packaged_lessons
from engine.battle.actions import Activate
from tests.client.app.hand import OpenApp
from tests.client.battle.desk import AGAINST_BOT
from tests.client.speech.blind_window import HEX, BlindWindow, Place
from tests.client.speech.fights import fight

SETTINGS: Final = Settings(scale=100, pace=Pace.INSTANT)
_STEP: Final = re.compile(r"Step (\d+) of (\d+)$")
_CHANCE: Final = re.compile(r"(\d+)\D{0,3}%")
_BUTTON: Final = re.compile(r"Marked button: .+, key (.+)\.$")


class BlindPupil:
    """Does what a lesson says, by what it says alone."""

    def __init__(self, window: BlindWindow) -> None:
        self.window = window
        self.step = self.steps = 0
        self.told: list[str] = []
        self.marked: Place | None = None
        self.button = ""

    def take_in(self, heard: list[str]) -> None:
        for line in heard:
            if found := _STEP.match(line):
                self.step, self.steps = int(found[1]), int(found[2])
                self.told, self.marked, self.button = [], None, ""
            elif line.startswith("Marked hex") and (place := HEX.search(line)):
                self.marked = int(place[1]), int(place[2])
            elif found := _BUTTON.match(line):
                self.button = found[1]
            self.told.append(line)

    def press(self, key: int) -> None:
        self.take_in(self.window.press(key))

    def take_step(self) -> None:
        """Do the next thing that the open step asks for."""
        window, words = self.window, " ".join(self.told)
        if "Read on, then continue" in words:
            self.press(pygame.K_RETURN)
        elif self.button:
            self.take_in(window.press_named(self.button))
            if window.lines[-1].endswith("button, key Enter"):  # "if you are asked"
                self.press(pygame.K_RETURN)
        elif "any green hex" in words:
            self.press(pygame.K_t)
            self.press(pygame.K_RETURN)
        elif window.active is None:
            assert self.marked is not None, words
            self.take_in(window.choose_unit_at(self.marked))
        else:
            assert self.marked is not None, words
            self.take_in(window.go_to(self.marked))
            if "Point at" not in words:
                self.press(pygame.K_RETURN)
            else:
                self.take_in(window.hear())


@pytest.mark.slow
@pytest.mark.parametrize("code", ["move", "shoot"])
def test_a_lesson_is_done_by_ear(open_app: OpenApp, code: str) -> None:
    window = BlindWindow(open_app((1280, 800), SETTINGS))
    window.open(text("title.tutorial"))
    pupil = BlindPupil(window)
    lesson = lesson_of(code)
    title = text("tutorial.lesson", number=lesson.number, name=text(f"lesson.{code}"))
    pupil.take_in(window.open(title))
    for _ in range(60):
        if pupil.step == pupil.steps > 0:
            break
        pupil.take_step()
    assert pupil.step == len(lesson.steps)


def test_the_lessons_are_told_apart_with_what_is_done_of_them(open_app: OpenApp) -> None:
    window = BlindWindow(open_app((1280, 800), SETTINGS))
    heard = window.open(text("title.tutorial"))
    for _ in packaged_lessons():
        heard += window.press(pygame.K_TAB)
    for lesson in packaged_lessons():
        title = text("tutorial.lesson", number=lesson.number, name=text(f"lesson.{lesson.code}"))
        (line,) = {line for line in heard if line.startswith(title)}
        assert line.endswith(text("tutorial.new"))
    assert text("tutorial.new") not in heard, "the state alone tells nothing"


def test_a_puzzle_is_answered_by_ear(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    window = BlindWindow(hand)
    window.open(text("title.puzzles"))
    window.open(text("puzzle.theme.sure_kill"))
    hand.until(lambda: isinstance(hand.screen, PuzzleScreen))
    heard = window.hear()
    assert text("puzzle.question.sure_kill") in heard
    targets = [line for line in window.lines if line.startswith("Target: ")]
    best = max(targets, key=lambda line: float(_CHANCE.findall(line)[-1]))
    place = HEX.search(best)
    assert place is not None
    window.go_to((int(place[1]), int(place[2])))
    heard = window.press(pygame.K_RETURN)
    assert {text("puzzle.right"), text("puzzle.wrong")} & set(heard)
    rows = [line for line in heard if line.startswith(("Right: ", "Wrong: "))]
    assert rows
    assert len([row for row in rows if HEX.search(row)]) >= len(targets), "they say where they are"
    assert any(line.startswith("Keys: ") and text("puzzle.next") in line for line in heard)


def test_a_hint_is_followed_by_ear(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    screen = fight(hand, AGAINST_BOT)
    window = BlindWindow(hand)
    hand.key(pygame.K_h)
    hand.until(lambda: screen.advice.advice is not None)
    heard = window.hear()
    (unit, destination) = first_option(heard)
    advised = screen.advice.advice.favourites[0]
    assert isinstance(advised.action, Activate)
    assert advised.then is not None
    window.choose_unit_at(unit)
    window.go_to(destination)
    window.press(pygame.K_RETURN)
    done = [batch.action for batch in screen.session.history]
    assert advised.action in done
    assert advised.then.action in done


def first_option(heard: list[str]) -> tuple[Place, Place]:
    """Return from where to where the first option of a hint leads, as it is said."""
    (line,) = [line for line in heard if line.startswith("Option 1: ")]
    places = [(int(column), int(row)) for column, row in HEX.findall(line)]
    return places[0], places[-1]


def test_what_is_closed_is_said_to_be(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    screen = fight(hand, AGAINST_BOT)
    window = BlindWindow(hand)
    for key, command in ((pygame.K_d, KeyCommand.THREAT), (pygame.K_h, None)):
        hand.key(key)
        hand.until(lambda: not screen.threats.is_waiting)
        heard = window.hear()
        title = text("advice.hint") if command is None else text(command.value)
        assert title in heard
        assert text("speech.closed", title=title) in window.press(key)
