"""A window for pictures: with a user folder of battles and scores, led by clicks and keys."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
import pygame

from client.app import App
from client.battle.input.unit_selection import aimed_at
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
from engine.hexgrid import cells_of
from scripts.screen_folder import fill_folder, play
from scripts.screen_list import BattleStage, ScreenEntry, ScreenList, Size

FRAME: Final = 1 / 60
MOST_UNITS: Final = 40
_MODIFIERS: Final = {"ctrl": pygame.KMOD_LCTRL, "shift": pygame.KMOD_LSHIFT}


class WatchedWorker(Worker):
    """A worker process that says whether it has anything to do."""

    @property
    def is_idle(self) -> bool:
        """Whether it has started, and has done everything that it was asked for."""
        return self.is_ready and not (self._queue or self._slice or self._urgent)


class Stage:
    """A window in which a picture is prepared."""

    def __init__(self, home: Path, size: Size, screens: ScreenList, entry: ScreenEntry) -> None:
        """Open the window of a picture on the title, with the user folder that all have."""
        os.environ[HOME_VARIABLE] = str(home)
        self._folders: Final = Folders(home)
        self._folders.require_writable()
        self._defaults: Final = screens.defaults
        fill_folder(self._folders, screens.folder)
        chosen = {**screens.settings, "scale": size.scale, **entry.settings}
        self._worker: Final = WatchedWorker()
        pygame.init()
        window = Window((size.width, size.height), fullscreen=False)
        pygame.event.clear()
        settings = msgspec.convert(chosen, Settings)
        self.app: Final = App(window, self._folders, settings, self._worker)
        self.app.begin(TitleScreen(self.app))
        self.wait(self._defaults.seconds)

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
                self._find_target(int(what))
            case "point":
                column, row = what.split()
                self._point(int(column), int(row))
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

    def _battle(self) -> BattleScreen:
        screen = self.app.screen
        if not isinstance(screen, BattleScreen):
            raise TypeError("no battle is shown")
        return screen

    def _point(self, column: int, row: int) -> None:
        """Rest the mouse on a hex."""
        screen = self._battle()
        x, y = screen.control.camera.centre((column, row))
        values = {"pos": (round(x), round(y)), "rel": (0, 0), "buttons": (0, 0, 0)}
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, values))
        self.app.frame(FRAME)

    def _settle(self) -> None:
        """Let what a key does be shown to its end, whatever the worker still computes."""
        self.app.frame(FRAME)
        while not self._battle().still:
            self.app.frame(FRAME)

    def _find_target(self, least: int) -> None:
        """Step through the units and their targets to one that is destroyed with a probability of
        at least so many per cent, after its charge has got there.
        """
        presenter = self._battle().presenter
        for _ in range(MOST_UNITS):
            for _ in presenter.offer.odds:
                self._key("t")
                self._settle()
                target = aimed_at(presenter.decision, presenter.chosen)
                if target is not None:
                    odds = presenter.offer.odds[target]
                    if 100 * odds.destroyed * odds.reached >= least:
                        return
            self._key("tab")
            self._settle()
        waiting = cells_of(presenter.decision.waiting)
        raise RuntimeError(f"none of the units {waiting} destroys anything with {least} per cent")
