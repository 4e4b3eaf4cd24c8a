"""A lesson marks what a step is about, hides none of it, and has room for its texts."""

from __future__ import annotations

from typing import cast

import msgspec
import pygame
import pytest

from client.draw import geometry
from client.tutorial.lesson import Lesson, Wait, packaged_lessons
from client.tutorial.lesson_bar import bar_rect
from client.tutorial.lesson_screen import LessonScreen
from client.tutorial.lesson_text import all_words
from client.tutorial.tutorial import Tutorial
from engine.hexgrid import Offset
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.lesson_hand import SETTINGS, drawing_of, open_menu, start
from tests.client.app.sizes import CASES


@pytest.mark.slow
@pytest.mark.parametrize("code", [lesson.code for lesson in packaged_lessons()])
def test_what_a_step_is_about_is_marked_in_clear_sight(open_app: OpenApp, code: str) -> None:
    hand = open_app((850, 530), SETTINGS)
    hand.app.tutorial.open()
    hand.frame(2)
    pupil = start(hand, code)
    while not pupil.asked.is_last:
        pupil.wait_until_still()
        hand.frame()
        screen, step = pupil.pilot.screen, pupil.asked.step
        drawing = drawing_of(hand)
        hexes = drawing.marked_hexes()
        assert hexes or step.wait in {
            *(Wait.READ, Wait.PHASE, Wait.SCORE, Wait.END, Wait.ADVANCE_TO, Wait.CHARGE_TO),
            *(Wait.MOVE, Wait.ADVANCE),
        }
        for at in hexes:
            assert_in_clear_sight(screen, at)
        if step.button is not None and pupil.asked.state.active == step.unit:
            assert drawing.marked_rects(screen.areas)
        pupil.take_step()


def assert_in_clear_sight(screen: object, at: Offset) -> None:
    assert isinstance(screen, LessonScreen)
    x, y = screen.control.camera.pixel(geometry.centre(at))
    pixel = round(x), round(y)
    assert screen.is_clear(pixel), f"{at} is covered"
    assert not screen.layout.prompt.collidepoint(pixel)
    assert not bar_rect(screen.layout).collidepoint(pixel)


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_the_bar_has_room_for_every_text_and_leaves_room_for_the_board(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_app(size, msgspec.structs.replace(SETTINGS, scale=scale))
    tutorial = cast("Tutorial", hand.app.tutorial)
    for lesson in packaged_lessons():
        tutorial.start(lesson)
        hand.frame()
        check_bar(hand, lesson, size)
        tutorial.leave()
        hand.frame()


def check_bar(hand: Hand, lesson: Lesson, size: tuple[int, int]) -> None:
    screen, style = hand.screen, hand.app.style
    bar, layout = bar_rect(screen.layout), screen.layout
    window = pygame.Rect((0, 0), size)
    for one in (bar, layout.board, layout.column, layout.action_bar):
        assert window.contains(one)
    assert not bar.colliderect(layout.board)
    assert not bar.colliderect(layout.column)
    assert not bar.colliderect(layout.turn_bar)
    assert bar.h < layout.board.h
    assert screen.control.camera.shows_all
    assert screen.control.camera.radius >= style.px(10)
    lines = max(
        len(style.writer.wrap(words, style.layout.text.body, bar.w - style.px(41)))
        for words in all_words(lesson)
    )
    assert bar.h >= lines * style.writer.height(style.layout.text.body)


def test_a_resized_window_keeps_the_whole_board_in_sight(open_app: OpenApp) -> None:
    hand = open_menu(open_app)
    start(hand, "anchors")
    for size in ((850, 530), (1920, 1080), (1024, 600)):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        hand.frame(2)
        assert hand.screen.control.camera.shows_all
        assert bar_rect(hand.screen.layout).w == hand.screen.layout.board.w
