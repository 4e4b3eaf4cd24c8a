"""Both languages in the window: at the first start, by the settings, and through a battle."""

from __future__ import annotations

import pytest

from client.folders import Folders
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.help import HelpScreen
from client.screens.load import LoadScreen
from client.screens.settings import SettingsScreen
from client.screens.title import TitleScreen
from client.settings import Pace, Settings, load_settings
from client.text.catalogue import language, name, text
from client.widgets.segmented_control import SegmentedControl
from engine.battle import load_scenario
from tests.client.app.hand import Hand, OpenApp
from tests.client.battle.desk import PEOPLE
from tests.client.language_check import left_in, written
from tests.client.pilot import greedy

SMALL = (1280, 800)


def offered_languages(hand: Hand) -> dict[str, str]:
    """Read the languages that the settings offer, by code."""
    rows = [one for one in hand.controls if isinstance(one, SegmentedControl)]
    (row,) = [one for one in rows if {"en", "fr"} <= {each.code for each in one.segments}]
    return {each.code: each.label for each in row.segments}


@pytest.mark.parametrize(
    ("system", "spoken"),
    [("fr_FR.UTF-8", "fr"), ("fr_CA", "fr"), ("en_GB.UTF-8", "en"), ("tlh", "en"), ("C", "en")],
)
def test_the_first_start_speaks_the_language_of_the_system(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, system: str, spoken: str
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    hand = open_app(SMALL, load_settings(folders.settings))
    assert language() == spoken
    expected = {"fr": "Nouvelle bataille", "en": "New battle"}[spoken]
    assert expected in hand.labels()


def test_the_language_that_was_chosen_outlives_that_of_the_system(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    hand = open_app(SMALL, load_settings(folders.settings))
    hand.press("Réglages")
    hand.frame()
    assert offered_languages(hand) == {"en": "English", "fr": "Français"}
    hand.pick("en")
    hand.back()
    hand.frame()
    assert "New battle" in hand.labels()
    assert load_settings(folders.settings).language == "en"
    again = open_app(SMALL, load_settings(folders.settings))
    assert "New battle" in again.labels()


def test_settings_that_name_no_language_keep_following_the_system(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    hand = open_app(SMALL, load_settings(folders.settings))
    hand.press("Réglages")
    hand.pick("high_contrast")
    assert load_settings(folders.settings).language is None
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    again = open_app(SMALL, load_settings(folders.settings))
    assert "New battle" in again.labels()


def test_a_language_is_switched_at_once_and_everything_on_the_screen_with_it(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app(SMALL)
    hand.press(text("title.settings"))
    with written(monkeypatch) as words:
        hand.pick("fr")
        words.clear()
        hand.frame(2)
    assert language() == "fr"
    assert text("settings.pace") in words
    assert left_in(words, "en", "fr") == set()
    with written(monkeypatch) as words:
        hand.back()
        words.clear()
        hand.frame(2)
    assert isinstance(hand.screen, TitleScreen)
    assert "Nouvelle bataille" in words
    assert left_in(words, "en", "fr") == set()


def test_english_is_told_from_french() -> None:
    words = {"Settings", "Réglages", "Round 3 of 5", "Manche 3 sur 5", "Linesman 2", "7"}
    assert left_in(words, "en", "fr") == {"Settings", "Round 3 of 5"}
    assert left_in(words, "fr", "en") == {"Réglages", "Manche 3 sur 5"}


@pytest.mark.parametrize("screen", [SettingsScreen, HelpScreen, LoadScreen])
def test_screens_in_french_have_no_english_left(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, screen: type
) -> None:
    hand = open_app(SMALL, Settings(scale=100, language="fr"))
    with written(monkeypatch) as words:
        hand.app.go(Push(screen(hand.app)))
        hand.frame(3)
    assert words
    assert left_in(words, "en", "fr") == set()


def test_a_battle_is_worded_anew_where_the_language_is_switched_in_it(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app(SMALL, Settings(scale=100, pace=Pace.INSTANT))
    hand.app.battles.start(load_scenario("first_landing"), 5, PEOPLE)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    screen = hand.screen
    for _ in range(12):
        session = screen.presenter.session
        session.submit(session.records, greedy(session))
        hand.frame(2)
    if screen.presenter.handing_to is not None:
        hand.key(13)
    before = list(screen.presenter.lines)
    screen.show_settings()
    hand.frame(2)
    hand.pick("fr")
    with written(monkeypatch) as words:
        hand.back()
        words.clear()
        hand.frame(2)
    assert hand.screen is screen
    lines = screen.presenter.lines
    assert len(lines) == len(before)
    assert [line.units for line in lines] == [line.units for line in before]
    assert left_in({line.headline for line in lines}, "en", "fr") == set()
    assert left_in(words, "en", "fr") == set()
    assert any(line.headline == name("phase", "MOVE") for line in lines)
