"""The same window in this process, without a display: it tells what the real one must show.

It takes the same clicks and keys, and answers for bots what the real window's file says they did.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import msgspec
import pygame

from client.app import App
from client.battle.model.session import Session
from client.draw.ui.style import Style
from client.folders import Folders
from client.keyboard import Keyboard
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.settings import Settings, read_settings
from client.window import Window, fitting_scale, guessed_scale
from client.worker.decisions import DecisionAnswer
from client.worker.worker import Worker
from engine.battle.actions import from_text
from engine.battle.game import Game
from engine.battle.save import read_save
from engine.battle.side import Side
from engine.battle.state import BattleState
from engine.journal import Record
from tests.client.app.hand import Hand
from tests.client.battle.desk import Desk

FRAME: Final = 0.05
"""Seconds that pass in a frame of the shadow; nobody waits for them."""


def read_rows(path: Path) -> list[str]:
    """Read the whole lines of a battle's file, which may be written to meanwhile."""
    return path.read_bytes().decode().split("\n")[:-1]


class Recorded:
    """A worker that answers for bots with what the file of the real battle says they did."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ply: int | None = None
        self.session: Session | None = None

    def ask(self, ply: int, _player: str, _side: Side, _state: BattleState) -> None:
        self._ply = ply

    def poll(self) -> DecisionAnswer | None:
        assert self.session is not None, "the battle has begun"
        rows, number = read_rows(self._file), len(self.session.game.lines)
        if self._ply is None or number >= len(rows):
            return None
        ply, self._ply = self._ply, None
        return DecisionAnswer(ply, from_text(msgspec.json.decode(rows[number], type=Record).action))

    def forget(self) -> None:
        self._ply = None

    def hurry(self, *, hurried: bool) -> None:
        pass


def settings_of(user_folder: Path, size: tuple[int, int], screen: tuple[int, int]) -> Settings:
    """Read the settings of the real window; the scale is the one it takes by itself, or was told.

    *size* is the window's, in pixels.
    """
    settings = read_settings(user_folder / "settings.toml").settings
    wanted = guessed_scale(screen[1]) if settings.scale is None else settings.scale
    return msgspec.structs.replace(settings, scale=fitting_scale(wanted, size), window=None)


class Menus:
    """The screens around the battle, over a copy of the real user folder that is put at *copy*."""

    def __init__(self, user_folder: Path, copy: Path, settings: Settings) -> None:
        self._user_folder = user_folder
        self._copy = copy
        self._settings = settings
        self._worker: Final = Worker()

    def open(self, size: tuple[int, int]) -> Hand:
        """Show the title as it stands for the user folder now, in a window of *size* pixels."""
        shutil.rmtree(self._copy, ignore_errors=True)
        shutil.copytree(self._user_folder, self._copy)
        return self._open(size, self._copy)

    def open_in_use(self, size: tuple[int, int]) -> Hand:
        """Show the title over the user folder itself, whose locks are not in a copy."""
        return self._open(size, self._user_folder)

    def _open(self, size: tuple[int, int], folder: Path) -> Hand:
        pygame.init()
        window = Window(size, fullscreen=False)
        app = App(window, Folders(folder), self._settings, self._worker)
        app.begin(TitleScreen(app))
        pygame.event.clear()
        return Hand(app)

    def close(self) -> None:
        self._worker.close()


class Battle:
    """The battle in a file, at the point where the file ends now, in a window of *size* pixels."""

    def __init__(self, file: Path, size: tuple[int, int], settings: Settings) -> None:
        self.file: Final = file
        thinking = Recorded(file)
        save = read_save(file)
        begun = len(save.lines) > 0
        header = save.header
        self.session: Final = (
            Session.resume(save, thinking)
            if begun
            else Session.start(header.scenario, header.seed, header.players, thinking)
        )
        thinking.session = self.session
        assert settings.scale is not None, "the real window has one"
        desk: Any = Desk(size, settings.scale / 100, settings)
        desk.style = Style(settings.theme, settings.scale / 100)
        desk.battles.offers_rematch = True
        self._desk = desk
        self._keyboard = Keyboard()
        self.screen: Final = BattleScreen(desk, self.session)
        self.stack: Final = desk.stack
        self.stack.change(Push(self.screen))
        desk.settle()
        pygame.event.clear()

    @property
    def surface(self) -> pygame.Surface:
        surface = self._desk.surface
        assert isinstance(surface, pygame.Surface)
        return surface

    def frame(self, seconds: float = FRAME) -> None:
        """Answer what was posted, let time pass, draw once."""
        for event in pygame.event.get():
            self.stack.handle(self._keyboard.read(event))
            self._desk.settle()
        self.stack.update(seconds)
        self._desk.settle()
        self.stack.draw(self.surface, self._desk.style)

    def resize(self, size: tuple[int, int]) -> None:
        """Be a window of another size."""
        self._desk.size = size
        self._desk.surface = pygame.display.set_mode(size)
        pygame.event.clear()
        self._desk.settle(anew=True)

    def require_recorded(self) -> None:
        """Check that everything that happened here is in the file, word by word, dice included."""
        rows, lines = read_rows(self.file), list(self.session.game.lines)
        assert rows == lines, f"{self.file}: {len(rows)} lines of {len(lines)}"

    def game_of_file(self) -> Game:
        return Game.load(self.file)
