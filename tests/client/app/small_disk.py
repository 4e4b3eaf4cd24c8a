"""A battle in the real window with its user folder on a small disk of its own: started by a test,
in a namespace where it may mount, with an empty folder. Where nothing may be mounted, the system's
limit of a file's size stands in for the full disk.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pygame

from client.app import App
from client.battle.model.autosave import newest_first, remove_leftovers
from client.battle.model.session import Session
from client.folders import Folders
from client.screen import BackTo
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.settings import Settings, read_settings
from client.text.catalogue import text
from client.window import Window
from client.worker.worker import Worker
from engine.battle import Game, load_scenario
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand

KIB = 1024
FAILED = [text("app.autosave.failed")]


class Disk(Protocol):
    """A disk that can be filled and emptied."""

    def fill(self, left: int, growing: Path) -> None:
        """Leave so many bytes at most; *growing* is the file that is written to."""

    def free(self) -> None:
        """Make room again."""


class SmallDisk:
    """A mounted file system of 400 KiB."""

    def __init__(self, folder: Path) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(folder)], check=True)
        self._filler = folder / "filler"

    def fill(self, left: int, growing: Path) -> None:
        del growing
        with self._filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(KIB))
            except OSError:
                pass
            file.truncate(max(0, file.tell() - left))

    def free(self) -> None:
        self._filler.unlink()


class LimitedFiles:
    """Files that can't grow: what the system does to a process that may write no more."""

    def __init__(self, folder: Path) -> None:
        del folder
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def fill(self, left: int, growing: Path) -> None:
        size = growing.stat().st_size + left
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)


DISKS: dict[str, Callable[[Path], Disk]] = {"mounted": SmallDisk, "limited": LimitedFiles}


class Evening:
    """A window on the small disk."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self.disk = disk
        self.folders = Folders(folder / "home")
        self.folders.require_writable()
        remove_leftovers(self.folders)
        pygame.init()
        settings = Settings(scale=100, window=(960, 600))
        app = App(Window((960, 600), fullscreen=False), self.folders, settings, Worker())
        app.begin(TitleScreen(app))
        self.hand = Hand(app)
        self.hand.frame()

    @property
    def session(self) -> Session:
        session = self.hand.screen.session
        assert isinstance(session, Session)
        return session

    def start(self) -> None:
        self.hand.app.battles.start(load_scenario("lock_keepers"), 3, ("person", "person"))
        self.hand.frame()
        self.hand.until(lambda: isinstance(self.hand.screen, BattleScreen))

    def play(self, most: int) -> list[str]:
        """Play, and collect the messages that come up meanwhile."""
        told = []
        for _ in range(most):
            session = self.session
            if session.game.result is None:
                action = GreedyBot().choose(session.state, session.game.legal_actions())
                session.submit(session.records, action)
            told += self.look()
        return told

    def look(self) -> list[str]:
        self.hand.app.battles._looked = 0.0
        self.hand.frame(2)
        told = []
        while self.hand.app.message is not None:
            told.append(self.hand.app.message.title)
            self.hand.press(text("app.close"))
        return told

    def leave(self) -> None:
        self.hand.app.go(BackTo())
        self.hand.frame()

    def go_on(self) -> None:
        self.hand.press(text("title.continue"))
        self.hand.until(lambda: isinstance(self.hand.screen, BattleScreen))

    @property
    def file(self) -> Path:
        (path,) = newest_first(self.folders.autosaves)
        return path

    def assert_whole(self) -> None:
        assert self.file.read_text().splitlines() == list(self.session.game.lines)

    def assert_nothing_half_made(self) -> None:
        assert list(self.folders.root.rglob("*.new")) == []
        for folder in (self.folders.saves, self.folders.autosaves, self.folders.finished):
            for file in newest_first(folder):
                Game.load(file)


def play_on_a_full_disk(disk: Disk, folder: Path) -> None:
    """Everything that is written in an evening, on a disk without room and with it again."""
    evening = Evening(disk, folder)
    evening.start()
    assert evening.play(5) == []
    evening.hand.key(pygame.K_F11)  # so that there is a file of settings
    evening.look()
    _play_more_than_there_is_room_for(disk, evening)
    _leave_and_go_on(disk, evening)
    _end_on_a_full_disk(disk, evening)
    evening.hand.app.close()


def _play_more_than_there_is_room_for(disk: Disk, evening: Evening) -> None:
    """Fill the disk and play on: one message, and what was written stays."""
    disk.fill(0, evening.file)
    settings = evening.folders.settings.read_bytes()
    held = evening.file.read_bytes()
    assert evening.play(90) == FAILED
    assert evening.file.read_bytes().startswith(held)
    assert Game.load(evening.file).records < evening.session.records
    # A named save is whole or not there, and settings are whole.
    hand = evening.hand
    hand.key(pygame.K_F5)
    assert hand.screen.presenter.said.bad, hand.screen.presenter.said
    assert newest_first(evening.folders.saves) == []
    hand.key(pygame.K_F11)
    evening.look()
    now = read_settings(evening.folders.settings)
    assert now.problem is None
    assert isinstance(disk, LimitedFiles) or evening.folders.settings.read_bytes() == settings
    evening.assert_nothing_half_made()


def _leave_and_go_on(disk: Disk, evening: Evening) -> None:
    """Leave the battle and continue it: nothing is lost."""
    ply = evening.session.records
    evening.leave()
    evening.go_on()
    assert evening.session.records == ply
    disk.free()
    told = evening.look()
    assert told in ([], FAILED), told
    evening.assert_whole()
    evening.hand.key(pygame.K_F5)
    assert not evening.hand.screen.presenter.said.bad


def _end_on_a_full_disk(disk: Disk, evening: Evening) -> None:
    """Fill the disk again and play to the end: all of it is kept once there is room."""
    disk.fill(0, evening.file)
    while evening.session.game.result is None:
        evening.play(10)
    lines = list(evening.session.game.lines)
    evening.leave()
    evening.assert_nothing_half_made()
    disk.free()
    evening.look()
    evening.leave()
    evening.hand.until(lambda: newest_first(evening.folders.autosaves) == [])
    (over,) = newest_first(evening.folders.finished)
    assert over.read_text().splitlines() == lines


def play_where_all_became_read_only(disk: Disk, folder: Path) -> None:
    """Play while the disk becomes read-only, and writable again."""
    assert isinstance(disk, SmallDisk), "it takes a mount"
    evening = Evening(disk, folder)
    hand = evening.hand
    evening.start()
    evening.play(5)
    home = str(evening.folders.root)
    subprocess.run(["mount", "--bind", home, home], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", home], check=True)
    evening.play(3)
    hand.key(pygame.K_F5)
    assert hand.screen.presenter.said.bad
    ply, file = evening.session.records, evening.file
    evening.leave()
    evening.look()
    evening.go_on()
    assert evening.session.records == ply
    assert evening.play(4) == [text("app.autosave.failed")]
    evening.assert_nothing_half_made()
    subprocess.run(["mount", "-o", "remount,bind,rw", home], check=True)
    evening.look()
    assert evening.file == file
    evening.assert_whole()
    hand.app.close()


def play_where_the_disk_went_away(disk: Disk, folder: Path) -> None:
    """Another file system is mounted over the user folder, empty, and taken away again."""
    assert isinstance(disk, SmallDisk), "it takes a mount"
    evening = Evening(disk, folder)
    evening.start()
    evening.play(5)
    file, root = evening.file, str(evening.folders.root)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", root], check=True)
    assert evening.play(3) == [text("app.autosave.moved")]
    evening.assert_whole()
    subprocess.run(["umount", root], check=False)
    subprocess.run(["umount", "-l", root], check=False)
    evening.play(3)
    newest = newest_first(evening.folders.autosaves)[0]
    assert Game.load(newest).records == evening.session.records
    assert file.exists()
    evening.hand.app.close()


STORIES: dict[str, Callable[[Disk, Path], None]] = {
    "full": play_on_a_full_disk,
    "read-only": play_where_all_became_read_only,
    "away": play_where_the_disk_went_away,
}

if __name__ == "__main__":
    os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
    began = time.monotonic()
    place = Path(sys.argv[3])
    STORIES[sys.argv[1]](DISKS[sys.argv[2]](place), place)
    print(f"{sys.argv[1]}: done in {time.monotonic() - began:.1f} s")
