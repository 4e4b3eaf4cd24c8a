"""A pilot that plays by mouse and keyboard alone: it posts events and looks at the layout.

It knows the rules through a *brain* (a function from a session to an action) and does what the
brain says by the clicks and keys a person would use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pygame

from client.battle.hud.hit_areas import HitArea
from client.battle.input.questions import Question
from client.battle.input.unit_selection import weapon_in_hand
from client.battle.model.session import Session
from client.overlays.dialog_overlay import DialogOverlay
from client.overlays.hand_over import HandOverOverlay
from client.overlays.menu import MenuOverlay
from client.overlays.question import QuestionOverlay
from client.overlays.result import ResultOverlay
from client.screens.battle_screen import BattleScreen
from client.stack import ScreenStack
from client.widgets.controls import Button
from engine.battle import rules
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.hexgrid import Offset
from engine.players.greedy import GreedyBot

Brain = Callable[[Session], Action]

FRAME: Final = 0.05
"""Seconds a frame of the pilot's takes."""
_PATIENCE: Final = 20000
"""Frames until the pilot gives up waiting."""
_KEYS: Final = {
    "tab": pygame.K_TAB,
    "space": pygame.K_SPACE,
    "return": pygame.K_RETURN,
    "escape": pygame.K_ESCAPE,
    "f5": pygame.K_F5,
    "f10": pygame.K_F10,
    "left": pygame.K_LEFT,
    "right": pygame.K_RIGHT,
    "up": pygame.K_UP,
    "down": pygame.K_DOWN,
}


def greedy(session: Session) -> Action:
    """Choose as the bot `greedy` does."""
    state = session.state
    return GreedyBot().choose(state, rules.legal_actions(state))


class Pilot:
    """A person before a battle screen; *frame* handles what was posted and draws once."""

    def __init__(
        self, screen: BattleScreen, stack: ScreenStack, frame: Callable[[float], None]
    ) -> None:
        self.screen = screen
        self.stack = stack
        self._frame = frame

    @property
    def session(self) -> Session:
        return self.screen.session

    def frame(self, seconds: float = FRAME) -> None:
        self._frame(seconds)

    # Raw events

    def post(self, kind: int, **values: object) -> None:
        pygame.event.post(pygame.event.Event(kind, values))

    def press(self, name: str) -> None:
        """Press a key by its name in `battle.input.keys`, such as "ctrl+z", and show a frame."""
        *modifiers, key = name.split("+") if name != "+" else ["+"]
        mod = (pygame.KMOD_LCTRL if "ctrl" in modifiers else 0) | (
            pygame.KMOD_LSHIFT if "shift" in modifiers else 0
        )
        code = _KEYS[key] if key in _KEYS else pygame.key.key_code(key)
        self.post(pygame.KEYDOWN, key=code, mod=mod, unicode="", scancode=0)
        self.post(pygame.KEYUP, key=code, mod=mod, unicode="", scancode=0)
        self.frame()

    def point(self, pixel: tuple[int, int]) -> None:
        """Move the mouse and show a frame."""
        self.post(pygame.MOUSEMOTION, pos=pixel, rel=(0, 0), buttons=(0, 0, 0), touch=False)
        self.frame()

    def click_at(self, pixel: tuple[int, int], button: int = pygame.BUTTON_LEFT) -> None:
        """Move there, click, and show a frame."""
        self.point(pixel)
        self.post(pygame.MOUSEBUTTONDOWN, pos=pixel, button=button, touch=False)
        self.post(pygame.MOUSEBUTTONUP, pos=pixel, button=button, touch=False)
        self.frame()

    def wheel(self, steps: int) -> None:
        """Turn the wheel where the mouse is."""
        self.post(pygame.MOUSEWHEEL, x=0, y=steps, flipped=False, touch=False)
        self.frame()

    # What is on the screen

    @property
    def overlay(self) -> DialogOverlay[Any] | None:
        """Return what is in front of the board, if something is."""
        top = self.stack.top
        return top if isinstance(top, DialogOverlay) else None

    @property
    def question(self) -> Question | None:
        overlay = self.overlay
        return overlay.question if isinstance(overlay, QuestionOverlay) else None

    @property
    def menu_open(self) -> bool:
        return isinstance(self.overlay, MenuOverlay)

    @property
    def shows_end(self) -> bool:
        return isinstance(self.overlay, ResultOverlay)

    @property
    def hands_over(self) -> bool:
        return isinstance(self.overlay, HandOverOverlay)

    @property
    def covered(self) -> bool:
        """Whether nothing of the battle is drawn."""
        return all(screen is not self.screen for screen in self.stack.visible)

    @property
    def left(self) -> bool:
        """Whether the battle has been left."""
        return all(screen is not self.screen for screen in self.stack.screens)

    @property
    def buttons(self) -> dict[str, pygame.Rect]:
        """Return the buttons of what is in front, by the names of their answers."""
        overlay = self.overlay
        if overlay is None or overlay.dialog is None:
            return {}
        controls = [one for one in overlay.dialog.form.controls if isinstance(one, Button)]
        answers = [choice.answer.name.lower() for choice in overlay.choices()]
        return {name: control.rect for name, control in zip(answers, controls, strict=True)}

    @property
    def focused(self) -> str:
        """Name the button of what is in front that the keyboard is on."""
        overlay = self.overlay
        assert overlay is not None
        assert overlay.dialog is not None
        return list(self.buttons)[overlay.dialog.form.focus]

    def area(self, name: str) -> HitArea:
        """Find a button drawn by the panels by its name."""
        found = [spot for spot in self.screen.areas if spot.name == name]
        assert found, f"no {name!r} among {[spot.name for spot in self.screen.areas]}"
        return found[-1]

    def offers(self, name: str) -> bool:
        """Whether a button of that name can be pressed."""
        if self.overlay is not None:
            return name in self.buttons
        if any(spot.name == name and spot.enabled for spot in self.screen.areas):
            return True
        return name in self.actions()

    def actions(self) -> list[str]:
        """List the enabled buttons of the action bar."""
        return self.screen.action_codes()

    def pixel_of(self, at: Offset) -> tuple[int, int]:
        """Find a hex in the window; the view is moved until it can be clicked."""
        screen = self.screen
        for _ in range(100):
            x, y = screen.control.camera.centre(at)
            pixel = round(x), round(y)
            if screen.control.camera.hex_under(pixel) == at and screen.is_clear(pixel):
                return pixel
            self._look_towards(pixel)
        raise AssertionError(f"hex {at} can't be brought into sight")

    def _look_towards(self, pixel: tuple[int, int]) -> None:
        """Press the arrow that brings a pixel nearer to the middle; fit the board at last."""
        before = self.screen.control.camera
        middle = before.rect.center
        across, down = pixel[0] - middle[0], pixel[1] - middle[1]
        if abs(across) > abs(down):
            self.press("shift+right" if across > 0 else "shift+left")
        else:
            self.press("shift+down" if down > 0 else "shift+up")
        if self.screen.control.camera == before:
            self.press("-" if before.radius > 8 else "0")

    # What a person does

    def click(self, name: str) -> None:
        """Click a button by its name; in the action bar it may not move away from the pointer.

        In the panels it may: pointing at a hex before may have opened what is closed now.
        """
        place = self._place_of(name)
        self.point(place.center)
        now = self._place_of(name)
        assert now == place or name not in self.actions(), f"{name} moved beneath the pointer"
        self.click_at(now.center)

    def _place_of(self, name: str) -> pygame.Rect:
        if self.overlay is not None:
            assert name in self.buttons, f"no {name!r} among {list(self.buttons)}"
            return self.buttons[name]
        if any(spot.name == name for spot in self.screen.areas):
            return self.area(name).rect
        return self.screen.action_rect(name)

    def click_hex(self, at: Offset) -> None:
        self.click_at(self.pixel_of(at))

    def point_at_hex(self, at: Offset) -> None:
        self.point(self.pixel_of(at))

    def click_unit(self, unit: int) -> None:
        state = self.session.state
        self.click_hex(state.offset(state.units[unit]))

    def step_back(self) -> None:
        """Click the right button in the middle of the board."""
        self.click_at(self.screen.layout.board.center, pygame.BUTTON_RIGHT)

    def settle(self) -> None:
        """Wait until nothing goes on by itself any more."""
        for _ in range(_PATIENCE):
            if self.screen.still:
                return
            self.frame()
        raise AssertionError("the battle does not come to rest")

    # Playing

    def do(self, action: Action) -> None:
        """Bring an action about by clicks and keys, and wait until it has been shown."""
        place = len(self.session.history)
        self._steer(action)
        done = [batch.action for batch in self.session.history[place:]]
        assert done[:1] == [action], f"wanted {action}, got {done}"
        self.settle()

    def _steer(self, action: Action) -> None:
        match action:
            case Activate(unit):
                self.click_unit(unit)
            case Move(to) | AdvanceTo(to) | ChargeTo(to):
                self.click_hex(to)
            case Charge(target):
                self.click_unit(target)
            case Shoot(weapon, target, mode) | Fight(weapon, target, mode):
                self._attack(weapon, target, mode)
            case Advance():
                if self.question is None:
                    self.click("advance")
                self.click("confirm")
            case Wait():
                self.click("skip" if self.question is not None else "wait")
            case Stay() | GiveUp():
                self.click("wait")
            case EndPhase():
                self.click("end_phase")
                if self.question is not None:
                    self.click("confirm")

    def _attack(self, weapon: str, target: int, mode: Mode) -> None:
        presenter = self.screen.presenter
        if weapon_in_hand(presenter.decision, presenter.chosen) != weapon:
            codes = [code for code, _ in presenter.decision.attacks]
            self.press(str(codes.index(weapon) + 1))
        if presenter.chosen.mode is not mode:
            self.press("v")
        self.click_unit(target)

    def play(self, brain: Brain = greedy, most: int = 5000) -> None:
        """Play to the end for every person at the screen."""
        for _ in range(most):
            self.settle()
            presenter = self.screen.presenter
            if presenter.over:
                return
            if self.hands_over:
                self.click("ready")
                continue
            self.do(brain(self.session))
        raise AssertionError("the battle does not end")
