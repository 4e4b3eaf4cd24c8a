"""Takes pictures of every phase while a pilot plays a whole battle by mouse and keys.

`python -m tests.client.take_screenshots FOLDER`, with `SDL_VIDEODRIVER=dummy` where no window is
wanted. Each moment is taken once at 100 and once at 150 %; the battle is played to its end screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pygame

from client.app import App
from client.folders import user_folders
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.window import Window
from client.worker.worker import Worker
from engine.battle import load_scenario, rules
from engine.battle.actions import Action, AdvanceTo, Charge, ChargeTo, Fight, Mode, Move, Shoot
from engine.battle.phase import Phase
from tests.client.app.hand import Hand
from tests.client.pilot import Pilot, greedy

SIZE: Final = (1280, 800)
SCALES: Final = (100, 150)
BATTLE: Final = "crossroads"
SEED: Final = 9
MOMENTS: Final = ("move", "shoot", "box", "advance", "charge", "failed", "reached", "fight", "end")
_QUIET_FRAMES: Final = 40


class Photographer:
    """Sit beside the pilot and take each moment once."""

    def __init__(self, app: App, pilot: Pilot, folder: Path) -> None:
        self._app = app
        self._pilot = pilot
        self._folder = folder
        self._scale = app.scale
        self.taken: list[str] = []

    def take(self, moment: str) -> None:
        if moment in self.taken:
            return
        for _ in range(_QUIET_FRAMES):
            self._app.frame(0.0)
        name = self._folder / f"{moment}_{self._scale}.jpg"
        pygame.image.save(pygame.display.get_surface(), name)
        self.taken.append(moment)
        print(name)

    def before(self, action: Action) -> None:
        """Take what the screen shows to somebody about to choose *action*."""
        state = self._pilot.session.state
        if self._pilot.question is not None:
            self.take("box")
        match action:
            case Move(to) if state.round > 1:
                self._at(to, "move")
            case AdvanceTo(to):
                self._at(to, "advance")
            case ChargeTo(to):
                self._at(to, "reached")
            case Shoot(_, target, Mode.VOLLEY) if state.round > 1:
                self._at(state.offset(state.units[target]), "shoot")
            case Charge(target):
                self._at(state.offset(state.units[target]), "charge")
            case Fight(_, target, Mode.VOLLEY):
                self._at(state.offset(state.units[target]), "fight")
            case _:
                pass

    def after(self, action: Action) -> None:
        """Take the red badge of a charge that failed."""
        state = self._pilot.session.state
        failed = isinstance(action, Charge) and state.pending is None
        if failed and state.phase is Phase.CHARGE:
            self.take("failed")

    def _at(self, to: tuple[int, int], moment: str) -> None:
        if moment not in self.taken:
            self._pilot.point_at_hex(to)
            self.take(moment)


def play(scale: int, folder: Path) -> None:
    """Play one battle in a window of its own, from the title to the end screen."""
    folders = user_folders()
    folders.require_writable()
    app = App(Window(SIZE, fullscreen=False), folders, Settings(scale=scale), Worker())
    app.begin(TitleScreen(app))
    hand = Hand(app)
    hand.frame()
    camera = Photographer(app, None, folder)  # type: ignore[arg-type] - menus have no pilot yet
    camera.take("title")
    app.change(Settings(scale=scale, pace=Pace.INSTANT, ask_before_end=False))
    app.battles.start(load_scenario(BATTLE), SEED, ("person", "bot:greedy"))
    _until(app, lambda: isinstance(app.screen, BattleScreen))
    screen = app.screen
    assert isinstance(screen, BattleScreen), "the battle is there"
    pilot = Pilot(screen, app.stack, lambda seconds: _frame(app, seconds))
    camera = Photographer(app, pilot, folder)
    while True:
        pilot.settle()
        if screen.presenter.over:
            break
        action = greedy(pilot.session)
        assert action in rules.legal_actions(pilot.session.state), "the pilot knows the rules"
        camera.before(action)
        pilot.do(action)
        camera.after(action)
    camera.take("end")
    print(pilot.session.game.result, "missing:", set(MOMENTS) - set(camera.taken) or "nothing")
    app.close()


def _frame(app: App, seconds: float) -> None:
    app.frame(seconds)
    time.sleep(0.001)  # the bot's process shares the machine


def _until(app: App, condition: Callable[[], bool]) -> None:
    while not condition():
        _frame(app, 0.01)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["HEXFRONT_HOME"] = home
        for scale in SCALES:
            play(scale, folder)
    print(f"driver {pygame.display.get_driver()}" if pygame.display.get_init() else "window closed")


if __name__ == "__main__":
    main()
