"""While nothing moves the window waits for events; when something moves or comes, it does not."""

from __future__ import annotations

import pygame
import pytest

from client.app import App
from client.screens.battle_screen import BattleScreen
from client.settings import Pace, Settings
from client.signals import Request
from engine.battle import load_scenario
from tests.client.app.hand import OpenApp

NOTHING = pygame.event.Event(pygame.NOEVENT)


class Waits:
    """Waits for events that end at once, each with its events; some waits end the loop."""

    def __init__(self, app: App, events: list[pygame.event.Event]) -> None:
        self.request = Request()
        self.count = 0
        self.frames: list[int] = []
        self._events = events
        self._drawn = 0
        frame = app.frame

        def counting(seconds: float) -> None:
            self._drawn += 1
            frame(seconds)
            if self._drawn > 600:
                self.request.number = 1

        app.frame = counting  # type: ignore[method-assign]

    def __call__(self, milliseconds: int) -> pygame.event.Event:
        assert milliseconds > 0
        self.count += 1
        self.frames.append(self._drawn)
        if not self._events:
            self.request.number = 1
            return NOTHING
        return self._events.pop(0)


def run(app: App, monkeypatch: pytest.MonkeyPatch, events: list[pygame.event.Event]) -> Waits:
    waits = Waits(app, events)
    pygame.event.clear()
    monkeypatch.setattr(pygame.event, "wait", waits)
    app.run(waits.request)
    return waits


def test_a_still_title_waits_for_events_between_frames(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app().app
    waits = run(app, monkeypatch, [NOTHING] * 5)
    assert waits.count == 6
    assert waits.frames == list(range(waits.frames[0], waits.frames[0] + 6)), "one frame a wait"


def test_an_event_that_ends_a_wait_is_answered_and_frames_follow_at_once(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app().app
    key = pygame.event.Event(
        pygame.KEYDOWN, key=pygame.K_F11, mod=0, unicode="", scancode=0, repeat=False
    )
    before = app.settings.fullscreen
    waits = run(app, monkeypatch, [NOTHING, key])
    assert app.settings.fullscreen is not before
    assert waits.frames[1] - waits.frames[0] == 1
    assert waits.frames[2] - waits.frames[1] > 5, "many frames after the event"


def test_a_battle_is_drawn_seldom_only_while_nothing_moves(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app(settings=Settings(scale=100, pace=Pace.NORMAL))
    hand.app.battles.start(load_scenario("first_landing"), 7, ("person", "person"))
    hand.until(lambda: isinstance(hand.app.screen, BattleScreen))
    screen = hand.app.screen
    assert isinstance(screen, BattleScreen)
    assert screen.animating, "the opening is announced"
    waits = run(hand.app, monkeypatch, [NOTHING] * 3)
    assert not screen.animating
    assert waits.count == 4
    assert waits.frames[0] > 10, "the opening had all its frames"
