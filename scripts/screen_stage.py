"""A window for pictures: with a user folder of battles and scores, led by clicks and keys."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pygame

from client.app import App
from client.folders import HOME_VARIABLE, Folders
from client.overlays.dialog_overlay import DialogOverlay
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.form_screen import FormScreen
from client.screens.title import TitleScreen
from client.settings import Settings
from client.text.catalogue import text
from client.text.names import seat_name
from client.widgets.controls import Button
from client.widgets.form import Form
from client.widgets.segmented_control import SegmentedControl
from client.window import Window
from client.worker.worker import Worker
from engine.battle import Game, Side, load_scenario
from engine.battle.activation import options_if_activated
from engine.battle.phase import Phase
from engine.battle.state import BattleState
from engine.hexgrid import cells_of
from engine.players.greedy import GreedyBot
from scripts.screen_list import BattleStage, Defaults, Size

PLAYERS: Final = ("person", "soldier")
EARLIER: Final = (
    ("crossroads", 9, 3, False),
    ("first_landing", 4, 1, True),
    ("random:17", 5, 2, False),
    ("hedge_war", 3, 2, False),
)
"""The battles of the user folder: scenario, seed, the round they are left in, whether they end."""
FRAME: Final = 1 / 60
MOST_UNITS: Final = 40
_MODIFIERS: Final = {"ctrl": pygame.KMOD_LCTRL, "shift": pygame.KMOD_LSHIFT}


def play(stage: BattleStage) -> Game:
    """Return the battle of a stage; RuntimeError if it never comes to what is asked for."""
    game = Game.start(load_scenario(stage.scenario), stage.seed, PLAYERS)
    bot = GreedyBot()
    while game.result is None:
        if not stage.over and _is_reached(game.state, stage):
            return game
        game.apply(bot.choose(game.state, game.legal_actions()))
    if not stage.over:
        raise RuntimeError(f"{stage} never happens")
    return game


def _is_reached(state: BattleState, stage: BattleStage) -> bool:
    if state.to_act is not Side.ONE or state.round < stage.round:
        return False
    if stage.phase is not None and state.phase is not stage.phase:
        return False
    if stage.pending is not None:
        pending = state.pending
        return pending is not None and type(pending).__name__ == f"{stage.pending.title()}Pending"
    if state.active is not None or state.pending is not None:
        return False
    return not stage.targets or any(
        _can_attack(state, unit.id) for unit in state.living(state.to_act)
    )


def _can_attack(state: BattleState, unit: int) -> bool:
    if state.activated >> unit & 1:
        return False
    options = options_if_activated(state, unit)
    attacks = options.shoot or options.fight
    return bool(options.charge if state.phase is Phase.CHARGE else attacks)


class WatchedWorker(Worker):
    """A worker process that says whether it has anything to do."""

    @property
    def is_idle(self) -> bool:
        """Whether it has started, and has done everything that it was asked for."""
        return self.is_ready and not (self._queue or self._slice or self._urgent)


class Stage:
    """A window in which a picture is prepared."""

    def __init__(self, home: Path, size: Size, defaults: Defaults) -> None:
        """Open the window on the title, with the battles of `EARLIER` in its user folder."""
        os.environ[HOME_VARIABLE] = str(home)
        self._folders: Final = Folders(home)
        self._folders.require_writable()
        self._defaults: Final = defaults
        for number, (scenario, seed, turn, over) in enumerate(EARLIER):
            game = play(BattleStage(scenario, seed, turn, over=over))
            folder = self._folders.saves if number else self._folders.autosaves
            game.save(folder / f"{scenario.replace(':', '_')}.jsonl")
        self._worker: Final = WatchedWorker()
        pygame.init()
        window = Window((size.width, size.height), fullscreen=False)
        pygame.event.clear()
        self.app: Final = App(window, self._folders, Settings(scale=size.scale), self._worker)
        self.app.begin(TitleScreen(self.app))
        self.wait(defaults.seconds)

    def show(self, stage: BattleStage) -> None:
        """Save the battle of a stage, and resume it if it is to be shown."""
        path = self._folders.saves / "shown.jsonl"
        play(stage).save(path)
        if not stage.shown:
            return
        self.app.battles.resume(path)
        self._until(lambda: isinstance(self.app.screen, BattleScreen))
        self.wait(self._defaults.seconds)

    def do(self, step: str) -> None:
        """Carry out a step, and let the window answer."""
        verb, _, what = step.partition(" ")
        match verb:
            case "press":
                self._press(text(what))
            case "seat":
                self._press(seat_name(what))
            case "choose":
                self._choose(what)
            case "key":
                self._key(what)
            case "open":
                module, name = what.split(":")
                screen: Callable[[App], FormScreen] = vars(importlib.import_module(module))[name]
                self.app.go(Push(screen(self.app)))
            case "targets":
                self._find_targets()
            case "wait":
                self.wait(float(what))
            case _:
                raise ValueError(f"unknown step {step!r}")
        self.wait(self._defaults.seconds)

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass, and until everything is painted and computed."""
        end, frames = time.monotonic() + seconds, 0
        while time.monotonic() < end or frames < self._defaults.frames or self._is_busy():
            self.app.frame(FRAME)
            frames += 1
            time.sleep(FRAME / 4)

    def _is_busy(self) -> bool:
        """Whether the worker computes, or a battle is still being shown."""
        screen = self.app.screen
        moves = isinstance(screen, BattleScreen) and not screen.still
        return moves or not self._worker.is_idle

    def take(self, path: Path) -> None:
        """Take the picture."""
        pygame.image.save(self.app.window.surface, path)

    def close(self) -> None:
        """Close the window."""
        self.app.close()
        pygame.display.quit()

    # A person's hands

    def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self.wait(FRAME)

    def _form(self) -> Form:
        """Return the form in front."""
        top = self.app.stack.top
        form = None
        if isinstance(top, DialogOverlay):
            form = None if top.dialog is None else top.dialog.form
        elif isinstance(top, FormScreen):
            form = top.form
        if form is None:
            raise RuntimeError("no form is shown")
        return form

    def _press(self, label: str) -> None:
        """Click a button by its words."""
        found = [
            one for one in self._form().controls if isinstance(one, Button) and one.name == label
        ]
        if len(found) != 1:
            raise RuntimeError(f"{len(found)} buttons say {label!r}")
        self._click(found[0].rect.center)

    def _choose(self, code: str) -> None:
        """Click the value with a code, in whatever row of values has it."""
        found = [
            rect
            for control in self._form().controls
            if isinstance(control, SegmentedControl)
            for rect, segment in zip(control.rects, control.segments, strict=True)
            if segment.code == code
        ]
        if len(found) != 1:
            raise RuntimeError(f"{len(found)} values are {code!r}")
        self._click(found[0].center)

    def _click(self, pixel: tuple[int, int]) -> None:
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            values = {"pos": pixel, "button": pygame.BUTTON_LEFT, "touch": False}
            pygame.event.post(pygame.event.Event(kind, values))
        self.app.frame(FRAME)

    def _key(self, name: str) -> None:
        """Press a key by its name."""
        *held, key = name.split("+")
        mod = sum(_MODIFIERS[one] for one in held)
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            values = {"key": pygame.key.key_code(key), "mod": mod, "unicode": "", "scancode": 0}
            pygame.event.post(pygame.event.Event(kind, values))
        self.app.frame(FRAME)

    def _find_targets(self) -> None:
        """Step through the units until one that can attack is active."""
        screen = self.app.screen
        if not isinstance(screen, BattleScreen):
            raise TypeError("no battle is shown")
        for _ in range(MOST_UNITS):
            if screen.presenter.offer.odds:
                return
            self._key("tab")
            self.wait(FRAME)
        waiting = cells_of(screen.presenter.decision.waiting)
        raise RuntimeError(f"none of the units {waiting} can attack")
