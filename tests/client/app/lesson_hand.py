"""What a hand does to open a lesson, and the pupil who takes its steps."""

from __future__ import annotations

from typing import cast

from client.settings import Pace, Settings
from client.text.catalogue import text
from client.tutorial.lesson import Lesson, lesson_of
from client.tutorial.lesson_drawing import LessonDrawing
from client.tutorial.lesson_screen import LessonScreen
from client.tutorial.tutorial_menu import TutorialMenuScreen
from tests.client.app.hand import Hand, OpenApp
from tests.client.keyboard_pilot import KeyboardPilot
from tests.client.pilot import Pilot
from tests.client.tutorial.pupil import Pupil

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)


def open_menu(open_app: OpenApp, settings: Settings = SETTINGS) -> Hand:
    hand = open_app((1280, 800), settings)
    hand.press(text("title.tutorial"))
    assert isinstance(hand.screen, TutorialMenuScreen)
    return hand


def lesson_label(lesson: Lesson) -> str:
    return text("tutorial.lesson", number=lesson.number, name=text(f"lesson.{lesson.code}"))


def start(hand: Hand, code: str) -> Pupil:
    hand.press(lesson_label(lesson_of(code)))
    return pupil_at(hand)


def pupil_at(hand: Hand, *, by_keys: bool = False) -> Pupil:
    hand.frame(2)
    assert isinstance(hand.screen, LessonScreen)
    kind = KeyboardPilot if by_keys else Pilot
    return Pupil(kind(hand.screen, hand.app.stack, hand.app.frame), by_keys=by_keys)


def drawing_of(hand: Hand) -> LessonDrawing:
    return cast("LessonDrawing", hand.screen._drawing)
