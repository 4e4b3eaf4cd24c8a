"""Opens the window on a scenario and tells, as JSON, what it shows: run in a checkout by a test."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import pygame

import engine
from client.app import App
from client.draw.board import tokens
from client.draw.ui import artwork
from client.draw.ui.style import Style
from client.draw.ui.theme import Team
from client.draw.ui.writer import Writer
from client.folders import user_folders
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.settings import Settings
from client.text.names import BattleNames
from client.window import Window
from client.worker.worker import Worker
from engine.battle.scenario import Scenario
from engine.battle.state import Setup

SIZE = (1280, 800)
FRAME = 1 / 60
PATIENCE = 120.0


def is_drawn(style: Style, code: str) -> bool:
    """Whether a token shows more than the letters that one without a picture has."""
    letters = "_".join(word[:1] for word in code.split("_")) if "_" in code else code[:2]
    faces = [tokens.face(style, Team.ONE, one, 64) for one in (code, letters)]
    one, plain = (pygame.image.tobytes(face, "RGBA") for face in faces)
    return one != plain


def note_what_is_written() -> set[str]:
    """Return a set that every text written from now on is added to."""
    written: set[str] = set()
    line = Writer.line

    def note(self: Writer, text: str, *rest: Any, **more: Any) -> pygame.Surface:
        written.add(text)
        return line(self, text, *rest, **more)

    Writer.line = note  # type: ignore[method-assign]
    return written


def open_battle(app: App, scenario: Scenario) -> Setup:
    """Start a battle of two people, wait until it is drawn, and return its setup."""
    app.battles.start(scenario, 3, ("person", "person"))
    end = time.monotonic() + PATIENCE
    while not isinstance(app.screen, BattleScreen):
        assert time.monotonic() < end, "the battle never opened"
        app.frame(FRAME)
    for _ in range(20):
        app.frame(FRAME)
    return app.screen.session.state.setup


def show(target: str) -> dict[str, Any]:
    written = note_what_is_written()
    folders = user_folders()
    folders.require_writable()
    app = App(Window(SIZE, fullscreen=False), folders, Settings(scale=100), Worker())
    try:
        app.begin(NewBattleScreen(app, target))
        app.frame(FRAME)
        app.frame(FRAME)
        screen: Any = app.screen
        scenario = screen.chosen.scenario
        listed = [one.name for one in screen.choice.every]
        menu = sorted(written)
        setup = open_battle(app, scenario)
        names = BattleNames(setup)
        codes = sorted({placed.unit for placed in scenario.units})
        return {
            "engine": engine.__file__,
            "listed": listed,
            "menu": menu,
            "units": [names.unit(number) for number in range(len(scenario.units))],
            "sides": [names.side(side) for side in setup.sides],
            "drawn": {code: is_drawn(app.style, code) for code in codes},
            "emblems": sorted(artwork.names("emblems")),
            "colours": len({tuple(app.window.surface.get_at((x, 400))) for x in range(0, 900, 4)}),
        }
    finally:
        app.close()


if __name__ == "__main__":
    print(json.dumps(show(sys.argv[1])))
