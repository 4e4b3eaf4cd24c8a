"""What has been said is not said again; what happened is never lost."""

from __future__ import annotations

from typing import Any

import pygame

from client.screen import COVER, FULL, OVERLAY, Layer, Pop, Push
from client.speech.spoken import CONTENT, FOCUS, PROMPT, TITLE, Speech
from client.stack import ScreenStack
from tests.client.speech.listening import Listener


class Said:
    """A screen that says what it is told."""

    result = None

    def __init__(self, layer: Layer = FULL) -> None:
        self.layer = layer
        self.opening: tuple[str, ...] = ()
        self.log: list[str] = []
        self.topics: dict[str, tuple[str, ...]] = {}

    def words(self) -> Said:
        return self

    def speech(self) -> Speech:
        return Speech(dict(self.topics), self.log, self.opening)

    def overview(self) -> list[str]:
        return ["everything"]

    def lay_out(self) -> None:
        pass

    def handle(self, event: pygame.event.Event) -> None:
        pass

    def update(self, seconds: float) -> None:
        pass

    def draw(self, surface: pygame.Surface) -> None:
        pass

    def close(self) -> None:
        pass


class Ears(Listener):
    """Listens to a stack of its own."""

    def __init__(self, *screens: Any) -> None:
        super().__init__()
        self.stack = ScreenStack()
        for screen in screens:
            self.stack.change(Push(screen))

    def hear(self) -> list[str]:
        self.listen(self.stack)
        return self.news()


def test_a_topic_is_said_when_it_changes_and_again_when_it_comes_back() -> None:
    screen = Said()
    ears = Ears(screen)
    screen.topics = {"hex": ("a", "b")}
    assert [ears.hear() for _ in range(2)] == [["a", "b"], []]
    screen.topics = {"hex": ("a", "c")}
    assert ears.hear() == ["a", "c"]
    screen.topics = {}
    assert ears.hear() == []
    screen.topics = {"hex": ("a", "c")}
    assert ears.hear() == [], "it was never said to be gone"
    screen.topics = {"hex": ()}
    assert ears.hear() == []
    screen.topics = {"hex": ("a", "c")}
    assert ears.hear() == ["a", "c"]


def test_of_texts_only_the_new_lines_are_said() -> None:
    screen = Said()
    ears = Ears(screen)
    screen.topics = {CONTENT: ("a", "b", "c")}
    assert ears.hear() == ["a", "b", "c"]
    screen.topics = {CONTENT: ("a", "x", "c")}
    assert ears.hear() == ["x"]


def test_every_line_of_a_log_is_said_once_even_equal_ones_and_below_an_overlay() -> None:
    battle, question = Said(), Said(OVERLAY)
    battle.opening = ("here it begins",)
    battle.log = ["one"]
    battle.topics = {PROMPT: ("choose",)}
    ears = Ears(battle)
    assert ears.hear() == ["here it begins", "one", "choose"]
    question.topics = {TITLE: ("really?",), FOCUS: ("yes",)}
    ears.stack.change(Push(question))
    assert ears.hear() == ["really?", "yes"]
    battle.log = ["one", "two", "two"]
    battle.topics = {PROMPT: ("another",)}
    assert ears.hear() == ["two", "two"]
    ears.stack.change(Pop(question))
    assert ears.hear() == ["another"]


def test_what_is_covered_is_not_said_until_it_is_seen() -> None:
    battle, hand_over = Said(), Said(COVER)
    ears = Ears(battle, hand_over)
    battle.log = ["secret"]
    assert ears.hear() == []
    ears.stack.change(Pop(hand_over))
    assert ears.hear() == ["secret"]


def test_a_screen_that_comes_back_says_where_one_is() -> None:
    menu, page = Said(), Said()
    menu.topics = {TITLE: ("menu",), CONTENT: ("a picture",), FOCUS: ("play, button",)}
    ears = Ears(menu)
    ears.hear()
    page.topics = {TITLE: ("page",)}
    ears.stack.change(Push(page))
    assert ears.hear() == ["page"]
    ears.stack.change(Pop(page))
    assert ears.hear() == ["menu", "play, button"]


def test_a_screen_that_says_nothing_is_passed_over() -> None:
    class Mute:
        layer = FULL
        result = None

    ears = Ears(Mute())
    assert ears.hear() == []
    ears.narrator.repeat(ears.stack)
    assert ears.news() == []


def test_everything_is_said_when_it_is_asked_for() -> None:
    ears = Ears(Said())
    ears.hear()
    ears.narrator.repeat(ears.stack)
    assert ears.news() == ["everything"]
