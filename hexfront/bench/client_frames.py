"""The frames of a window in which everything is switched on: bots play and are animated, a person
decides with the threat map shown, and the view zooms, while the worker computes.
"""

from __future__ import annotations

import signal
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from client.signals import Request
from hexfront.bench import timing

if TYPE_CHECKING:
    from concurrent.futures import Future

    from client.app import App
    from client.folders import Folders
    from client.screens.battle_screen import BattleScreen
    from client.settings import Pace

FRAME: Final = 1 / 60
PATIENCE: Final = 600.0
PAUSE: Final = 0.002
"""Time between two frames that nobody watches, in seconds."""
MILLISECONDS: Final = 1000
SEED: Final = 7
BOTS: Final = ("bot:rollout", "bot:rollout")
PERSON: Final = ("person", "bot:rollout")
STEP: Final = 9
"""Pixels that the mouse moves in a frame."""
ZOOMED: Final = 6
"""Steps of the wheel in one direction before it turns back."""


@contextmanager
def a_window(folders: Folders, size: tuple[int, int], pace: Pace) -> Iterator[App]:
    """Open the window on its title, with sound, for a block."""
    app = show_title(folders, size, pace)
    try:
        yield app
    finally:
        app.close()


def show_title(folders: Folders, size: tuple[int, int], pace: Pace) -> App:
    """Open the window on its title; the caller must close it."""
    from client.app import App
    from client.screens.title import TitleScreen
    from client.settings import Settings
    from client.sound.pygame_mixer import PygameMixer
    from client.window import Window
    from client.worker.worker import Worker

    window = Window(size, fullscreen=False)
    app = App(window, folders, Settings(scale=100, window=size, pace=pace), Worker())
    mixer = PygameMixer()
    app.sounds.connect(mixer)
    mixer.open()
    app.begin(TitleScreen(app))
    app.frame(FRAME)
    return app


def show_battle(
    app: App, scenario: str, players: tuple[str, str], seed: int = SEED
) -> BattleScreen:
    """Start a battle and return its screen."""
    from client.screens.battle_screen import BattleScreen
    from engine.battle import load_scenario

    app.battles.start(load_scenario(scenario), seed, players)
    app.frame(FRAME)
    pass_time(app, lambda: isinstance(app.screen, BattleScreen))
    assert isinstance(app.screen, BattleScreen), "it was waited for"
    return app.screen


def pass_time(app: App, until: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Show frames until a condition holds; TimeoutError if it never does."""
    end = time.monotonic() + patience
    while not until():
        app.frame(FRAME)
        time.sleep(PAUSE)  # else the thread that prepares a battle hardly gets the interpreter
        if time.monotonic() > end:
            raise TimeoutError("the battle does not come to rest")


class Frames(NamedTuple):
    """The seconds that frames took, by the clock and of the processor, without the waits.

    By the processor's time a busy machine can be told from slow code.
    """

    clock: list[float]
    processor: list[float]

    def spread(self) -> dict[str, float]:
        """Return the spread by the clock, and the 95th percentile of the processor's time."""
        of_processor = spread_of(self.processor)
        return {**spread_of(self.clock), "processor_p95": of_processor["p95"]}


def measure_frames(app: App, seconds: float, act: Callable[[], None]) -> Frames:
    """Show the window in real time; return what each frame took.

    *act* is called before each frame, and not measured.
    """
    frames = Frames([], [])
    last = time.perf_counter()
    end = last + seconds
    while last < end:
        act()
        began, used = time.perf_counter(), time.thread_time()
        app.frame(began - last)
        frames.processor.append(time.thread_time() - used)
        frames.clock.append(time.perf_counter() - began)
        last = began
        time.sleep(max(0.0, FRAME - frames.clock[-1]))
    return frames


def frames_of_bots(app: App, scenario: str, seconds: float) -> Frames:
    """Return the frames of a battle of bots that think, with everything animated."""
    screen = show_battle(app, scenario, BOTS)
    screen.threats.is_shown = True
    return measure_frames(app, seconds, lambda: None)


class PersonAtBoard:
    """A person who decides, with threat map and moves shown, while the worker is busy."""

    def __init__(self, app: App, scenario: str) -> None:
        """Start the battle, and wait for the map."""
        self.app: Final = app
        self.screen: Final = show_battle(app, scenario, PERSON)
        pass_time(app, lambda: self.screen.still)
        self._press("tab")
        self._press("d")
        pass_time(app, lambda: self.screen.threats.map is not None)
        self._work: Future[int] | None = None
        self._turns = 0
        self._heading = STEP, STEP // 2
        self._pixel = self.screen.layout.board.center

    def _press(self, name: str) -> None:
        import pygame

        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            values = {"key": pygame.key.key_code(name), "mod": 0, "unicode": "", "scancode": 0}
            pygame.event.post(pygame.event.Event(kind, values))
        self.app.frame(FRAME)

    def point(self) -> None:
        """Move the mouse over the board, from edge to edge, and keep the worker busy."""
        import pygame

        board, (across, down) = self.screen.layout.board, self._heading
        if not board.left <= self._pixel[0] + across < board.right:
            across = -across
        if not board.top <= self._pixel[1] + down < board.bottom:
            down = -down
        self._heading = across, down
        self._pixel = self._pixel[0] + across, self._pixel[1] + down
        motion = {"pos": self._pixel, "rel": self._heading, "buttons": (0, 0, 0), "touch": False}
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
        self._keep_busy()

    def zoom(self) -> None:
        """Turn the wheel: some steps inwards, then as many outwards."""
        import pygame

        inwards = self._turns // ZOOMED % 2 == 0
        self._turns += 1
        wheel = {"x": 0, "y": 1 if inwards else -1, "flipped": False, "touch": False}
        pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, wheel))
        self._keep_busy()

    def _keep_busy(self) -> None:
        if self._work is None or self._work.done():
            self._work = self.app.worker.submit(timing.run_loop)


def processor_share(app: App, seconds: float) -> float:
    """Run the window's own loop for so many seconds; return the share of a core that it takes."""
    request = Request()
    threading.Timer(seconds, request.note, [signal.SIGTERM]).start()
    began, used = time.perf_counter(), time.process_time()
    app.run(request)
    return (time.process_time() - used) / (time.perf_counter() - began)


def spread_of(seconds: list[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the maximum, in milliseconds."""
    twentieths = statistics.quantiles(seconds, n=20, method="inclusive")
    figures = {"p50": twentieths[9], "p95": twentieths[18], "max": max(seconds)}
    spread = {key: round(value * MILLISECONDS, 2) for key, value in figures.items()}
    return {**spread, "count": len(seconds)}
