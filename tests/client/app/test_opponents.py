"""Battles of levels in the window, with the worker process: played, watched, and gone wrong."""

from __future__ import annotations

import time

import pytest

from client.app import App
from client.overlays.result import ResultOverlay
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.text.catalogue import name, text
from client.tuning import load_tuning
from client.worker.worker import Worker
from engine.battle import Side, load_scenario
from tests.client.app.hand import Hand, OpenApp
from tests.client.pilot import Pilot

QUICK = Settings(scale=100, pace=Pace.INSTANT, ask_before_end=False)
LONG = 500.0
"""Seconds that a whole battle may take."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def begin(hand: Hand, players: tuple[str, str], scenario: str = "lock_keepers") -> App:
    """Start a battle and wait until it is shown."""
    hand.app.battles.start(load_scenario(scenario), 7, players)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    return hand.app


@pytest.mark.parametrize("players", [("veteran", "recruit"), ("soldier", "bot:tactician")])
def test_two_who_are_no_people_are_watched_to_the_end(
    open_app: OpenApp, players: tuple[str, str]
) -> None:
    hand = open_app(settings=QUICK)
    app = begin(hand, players)
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay), LONG)
    assert app.battles.session is not None
    assert app.battles.session.game.result is not None
    assert app.message is None


def test_a_person_plays_against_a_level_to_the_end(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    begin(hand, ("person", "commander"))

    def frame(seconds: float) -> None:
        hand.app.frame(seconds)
        time.sleep(0.001)  # the level's process shares the machine

    Pilot(hand.screen, hand.app.stack, frame).play()
    assert isinstance(hand.app.stack.top, ResultOverlay)


def test_a_player_that_fails_is_told_of_and_a_bot_plays_on(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    app = begin(hand, ("bot:nobody", "bot:greedy"))
    hand.until(lambda: app.message is not None)
    assert app.message is not None
    assert app.message.title == text("app.player.failed")
    assert "'bot:nobody' does not exist" in app.message.lines[0]
    hand.frame()
    hand.press(text("app.player.replace"))
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay), LONG)
    told = [line.headline for line in hand.screen.presenter.lines]
    bot = name("player", load_tuning().worker.stand_in)
    side = hand.screen.presenter.names.side(Side.ONE)
    assert told.count(text("log.failed", side=side, bot=bot)) == 1


def test_a_battle_can_be_left_when_a_player_fails(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    app = begin(hand, ("bot:nobody", "bot:nobody"))
    hand.until(lambda: app.message is not None)
    hand.frame()
    hand.press(text("app.worker.leave"))
    assert isinstance(hand.screen, TitleScreen)
    assert app.battles.session is None


def test_the_window_goes_on_while_a_player_takes_too_long(
    open_app: OpenApp, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "most_seconds", 0.0)
    hand = open_app(settings=QUICK)
    app = begin(hand, ("commander", "commander"))
    hand.until(
        lambda: any("took too long" in line.headline for line in hand.screen.presenter.lines)
    )
    assert app.message is None, "the battle goes on by itself"
    monkeypatch.setattr(worker, "most_seconds", LONG)
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay), LONG)
