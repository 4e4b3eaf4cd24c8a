"""Keys that are held, modifiers that mean nothing, a drag whose end nobody heard of."""

from __future__ import annotations

import pygame
import pytest

from client.settings import HandOver, Settings
from engine.battle.actions import EndPhase
from tests.client.battle.desk import sit_down, start
from tests.client.pilot import Pilot


def hold(pilot: Pilot, key: int, times: int, mod: int = 0) -> None:
    """Post what the toolkit posts for a key held down: many presses, and one release."""
    for _ in range(times):
        pilot.post(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0)
        pilot.frame()
        pilot.settle()
    pilot.post(pygame.KEYUP, key=key, mod=mod, unicode="", scancode=0)
    pilot.frame()


def carefree() -> Pilot:
    pilot = sit_down(start("first_landing"), hand_over=HandOver.OFF)
    pilot.settle()
    pilot.screen.app.settings = Settings(ask_before_end=False, hand_over=HandOver.OFF)
    pilot.screen.lay_out()
    pilot.screen.presenter.asks_before_end = False
    return pilot


def test_a_held_key_ends_one_phase() -> None:
    pilot = carefree()
    hold(pilot, pygame.K_e, 20)
    assert [batch.action for batch in pilot.session.history[1:]] == [EndPhase()]
    hold(pilot, pygame.K_e, 1)
    assert len(pilot.session.history) == 3


@pytest.mark.parametrize("mod", [pygame.KMOD_LALT, pygame.KMOD_LCTRL, pygame.KMOD_MODE])
def test_modifiers_that_mean_nothing_do_nothing(mod: int) -> None:
    pilot = carefree()
    hold(pilot, pygame.K_e, 3, mod)
    hold(pilot, pygame.K_SPACE, 3, mod)
    assert len(pilot.session.history) == 1


def test_a_held_arrow_goes_on_moving_the_view() -> None:
    pilot = carefree()
    seen = set()
    for _ in range(4):
        pilot.post(pygame.KEYDOWN, key=pygame.K_EQUALS, mod=0, unicode="", scancode=0)
        pilot.frame()
        seen.add(pilot.screen.control.camera.radius)
    assert len(seen) > 2


# ---------------------------------------------------------------- the middle button


def motion(buttons: tuple[int, int, int]) -> pygame.event.Event:
    values = {"pos": (300, 300), "rel": (40, 0), "buttons": buttons, "touch": False}
    return pygame.event.Event(pygame.MOUSEMOTION, values)


@pytest.mark.parametrize("ending", ["release unseen", "focus", "another screen"])
def test_a_drag_ends_when_the_button_is_up_whoever_heard_of_it(ending: str) -> None:
    pilot = sit_down(start("full_muster"), (900, 560))
    control = pilot.screen.control
    for _ in range(8):
        pilot.press("+")
    down = {"pos": pilot.screen.layout.board.center, "button": pygame.BUTTON_MIDDLE, "touch": False}
    control.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, down))
    before = control.camera.left
    control.handle(motion((0, 1, 0)))
    dragged = control.camera.left
    assert dragged != before
    if ending == "release unseen":
        control.handle(motion((0, 0, 0)))
    elif ending == "focus":
        control.handle(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    else:
        pilot.screen.lay_out()
        dragged = pilot.screen.control.camera.left
    control.handle(motion((0, 1, 0)))
    assert control.camera.left == dragged
