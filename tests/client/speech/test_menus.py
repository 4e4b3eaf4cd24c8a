"""Menus and boxes in words: by keys alone, with nothing but what is said to go by."""

from __future__ import annotations

import pygame
import pytest

from client.screen import Reply
from client.screens.battle_screen import BattleScreen
from client.screens.help import battle_keys
from client.screens.settings import SettingsScreen
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.text.catalogue import name, text
from client.text.names import scenario_name
from tests.client.app.hand import Hand, OpenApp
from tests.client.speech.listening import Listener

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)
BUTTON = "button"


class Reader:
    """A person who hears the window and has a keyboard."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.ears = Listener()
        hand.app.narrator = self.ears.narrator
        hand.frame()

    def press(self, key: int, mod: int = 0) -> list[str]:
        self.hand.key(key, mod)
        self.hand.frame()
        return self.ears.news()

    def step_to(self, label: str) -> list[str]:
        """Press Tab until a control with that label has the focus."""
        news = self.ears.lines[-1:]
        for _ in range(60):
            if news and news[-1].startswith(label):
                return news
            news = self.press(pygame.K_TAB)
        raise AssertionError(f"{label!r} was never heard: {self.ears.lines[-60:]}")

    def open(self, label: str) -> list[str]:
        self.step_to(label)
        return self.press(pygame.K_RETURN)


@pytest.fixture
def reader(open_app: OpenApp) -> Reader:
    return Reader(open_app((1280, 800), SETTINGS))


def test_the_title_says_its_name_and_what_has_the_focus(reader: Reader) -> None:
    heard = reader.ears.news()
    assert heard[0] == text("speech.game")
    assert heard[-1] == f"{text('title.new-battle')}, {BUTTON}"
    tutorial = f"{text('title.tutorial')}, {BUTTON}, {text('title.tutorial.suggested')}"
    assert reader.press(pygame.K_DOWN) == [tutorial]
    for _ in range(3):
        reader.hand.frame()
    assert reader.ears.news() == []


def test_settings_are_heard_and_changed(reader: Reader) -> None:
    heard = reader.open(text("title.settings"))
    assert heard[0] == text("settings.title")
    assert isinstance(reader.hand.screen, SettingsScreen)
    said = {line.split(",")[0] for line in reader.ears.lines}
    assert text("settings.title") in said
    before = reader.hand.app.settings
    heard = reader.press(pygame.K_F12)
    controls = [line for line in heard if name("role", "row of values") in line]
    assert len(controls) > 2
    label = text("settings.theme")
    reader.step_to(label)
    changed = reader.press(pygame.K_RIGHT) or reader.press(pygame.K_LEFT)
    assert changed[-1].startswith(label)
    assert reader.hand.app.settings != before


def test_a_message_says_its_lines_and_its_answers(reader: Reader) -> None:
    reader.ears.news()
    replies = [Reply("Do it", lambda: None), Reply("Leave it", lambda: None)]
    reader.hand.app.tell("A title", ["One line.", "Another \x1b line."], replies)
    reader.hand.frame(2)
    assert reader.ears.news() == ["A title", "One line.", "Another \x1b line.", f"Do it, {BUTTON}"]
    assert reader.press(pygame.K_TAB) == [f"Leave it, {BUTTON}"]
    assert reader.press(pygame.K_RETURN)[0] == text("speech.game")


def test_the_help_says_every_key(reader: Reader) -> None:
    heard = reader.open(text("title.help"))
    for words, caps in battle_keys():
        assert text("speech.keys", command=words, keys=", ".join(caps)) in heard
    assert text("help.cursor.keys") in heard


def test_a_battle_is_found_and_started_by_ear(reader: Reader) -> None:
    reader.open(text("title.new-battle"))
    listed = reader.step_to(name("role", "list box"))
    for _ in range(40):
        if scenario_name("first_landing") in listed[-1] or any(
            scenario_name("first_landing") in line for line in listed
        ):
            break
        listed = reader.press(pygame.K_DOWN)
    assert any(scenario_name("first_landing") in line for line in listed)
    reader.press(pygame.K_F9)
    reader.hand.until(lambda: isinstance(reader.hand.screen, BattleScreen))
    reader.hand.frame(5)
    heard = reader.ears.lines
    assert any(line.startswith("Round 1 of ") for line in heard)
    assert any(line.startswith("You play ") for line in heard)


def test_the_key_that_says_all_says_every_control_of_a_menu(reader: Reader) -> None:
    reader.ears.news()
    heard = reader.press(pygame.K_F12)
    form = reader.hand.screen.form
    assert isinstance(reader.hand.screen, TitleScreen)
    for control in form.controls:
        assert any(line.startswith(control.name) for line in heard)
