"""`hexfront bench client`: the first frame, frames of a battle, responses to clicks, memory."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hexfront.bench import timing
from hexfront.bench.replay_frames import record_battle, show_replay

if TYPE_CHECKING:
    from client.app import App
    from client.folders import Folders
    from client.screens.battle_screen import BattleScreen
    from client.settings import Pace

SCENARIO: Final = "crossroads"
"""Ten against ten on 25 columns and 21 rows."""
SEED: Final = 7
WINDOW: Final = (1280, 800)
FRAME: Final = 1 / 60
SECONDS: Final = 10.0
PAUSE: Final = 0.002
"""Time between two frames that nobody watches, in seconds."""
PATIENCE: Final = 60.0
BATTLE_PATIENCE: Final = 600.0
MILLISECONDS: Final = 1000
_STATUS: Final = "/proc/self/status"


def register(app: typer.Typer) -> None:
    """Add the command to `bench`."""
    app.command("client")(bench_client)


def bench_client(
    seconds: Annotated[float, typer.Option(min=0.1, help="Seconds of battle a run.")] = SECONDS,
    display: Annotated[
        bool, typer.Option("--display", help="Use the real display instead of none.")
    ] = False,
) -> None:
    """Measure the window at 1280 x 800: bots think and everything is animated."""
    if not display:
        os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    firsts, why = _first_frames()
    runs: list[dict[str, dict[str, float]]] = []
    loops: list[float] = []
    memory: list[dict[str, float | None]] = []
    for _ in range(timing.RUNS):
        loops.append(timing.time_of(timing.run_loop))
        taken, held = _run(seconds)
        memory.append(held)
        runs.append({name: _spread(times) for name, times in taken.items()})
    timing.report(
        {
            "window": list(WINDOW),
            "scenario": SCENARIO,
            "first_frame_milliseconds": firsts,
            "first_frame_missing": why,
            "milliseconds_best": min(runs, key=lambda run: run["frames"]["p95"]),
            "milliseconds": runs,
            "memory_megabytes": memory,
            "loop_seconds": timing.rounded(loops),
        }
    )


def _first_frames() -> tuple[list[float] | None, str | None]:
    """Return the milliseconds to the first picture of three starts, or why there are none."""
    from hexfront.bench.display import NoXvfbError
    from hexfront.bench.first_frame import measure_first_frame, window_command

    try:
        firsts = measure_first_frame(window_command())
    except NoXvfbError as error:
        return None, str(error)
    return timing.rounded(firsts.seconds, MILLISECONDS), None


def show_title(folders: Folders, pace: Pace) -> App:
    """Open the window on its title; the caller must close it."""
    from client.app import App
    from client.screens.title import TitleScreen
    from client.settings import Settings
    from client.sound.pygame_mixer import PygameMixer
    from client.window import Window
    from client.worker.worker import Worker

    window = Window(WINDOW, fullscreen=False)
    app = App(window, folders, Settings(scale=100, window=WINDOW, pace=pace), Worker())
    mixer = PygameMixer()
    app.sounds.connect(mixer)
    mixer.open()
    app.begin(TitleScreen(app))
    app.frame(FRAME)
    return app


def play_whole_battle(app: App, seed: int, players: tuple[str, str]) -> None:
    """Play a battle of *players* to its end in the window, and return to the title."""
    from client.screen import BackTo

    screen = _show_battle(app, players, seed)
    _pass_time(app, lambda: screen.session.game.result is not None, BATTLE_PATIENCE)
    app.go(BackTo())
    app.frame(FRAME)


def _run(seconds: float) -> tuple[dict[str, list[float]], dict[str, float | None]]:
    """Run a battle of bots on the screen, click units, and play a replay.

    Return the times of frames and clicks, by what was shown, and the memory.
    """
    from client.screen import BackTo
    from client.settings import Pace
    from hexfront.selftest_window import a_user_folder

    with a_user_folder() as folders:
        app = show_title(folders, Pace.NORMAL)
        try:
            _show_battle(app, ("bot:greedy", "bot:greedy"))
            frames = _frames(app, seconds)
            screen = _show_battle(app, ("person", "bot:greedy"))
            _pass_time(app, lambda: screen.still)
            clicks = _clicks(app, screen)
            app.go(BackTo())
            app.frame(FRAME)
            show_replay(app, record_battle(SCENARIO, SEED), _pass_time)
            replay = _frames(app, seconds)
            taken = {"frames": frames, "highlight_after_click": clicks, "replay_frames": replay}
            return taken, _memory(app)
        finally:
            app.close()


def _show_battle(app: App, players: tuple[str, str], seed: int = SEED) -> BattleScreen:
    from client.screens.battle_screen import BattleScreen
    from engine.battle import load_scenario

    app.battles.start(load_scenario(SCENARIO), seed, players)
    app.frame(FRAME)
    _pass_time(app, lambda: isinstance(app.screen, BattleScreen))
    assert isinstance(app.screen, BattleScreen), "it was waited for"
    return app.screen


def _pass_time(app: App, until: Callable[[], bool], patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not until():
        app.frame(FRAME)
        time.sleep(PAUSE)  # else the thread that prepares a battle hardly gets the interpreter
        if time.monotonic() > end:
            raise TimeoutError("the battle does not come to rest")


def _frames(app: App, seconds: float) -> list[float]:
    """Show a battle in real time and return the working time of each frame, without the waits."""
    taken: list[float] = []
    last = time.perf_counter()
    end = last + seconds
    while last < end:
        began = time.perf_counter()
        app.frame(began - last)
        taken.append(time.perf_counter() - began)
        last = began
        time.sleep(max(0.0, FRAME - taken[-1]))
    return taken


def _clicks(app: App, screen: BattleScreen) -> list[float]:
    """Click every unit that may be activated; return the seconds until its highlights are drawn."""
    import pygame

    session, taken = screen.session, []
    state = session.state
    for unit in [unit for unit in state.units if unit.side is state.to_act]:
        # The click before may have set the view in motion: wait until it rests.
        _pass_time(app, lambda: screen.still)
        for _ in range(3):
            app.frame(FRAME)
        pixel = screen.control.camera.centre(state.offset(unit))
        at = round(pixel[0]), round(pixel[1])
        if not screen.is_clear(at):
            continue
        press = {"pos": at, "button": pygame.BUTTON_LEFT, "touch": False}
        began = time.perf_counter()
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            pygame.event.post(pygame.event.Event(kind, press))
        app.frame(FRAME)
        if session.state.active == unit.id:
            taken.append(time.perf_counter() - began)
    if not taken:
        raise RuntimeError("no unit could be clicked")
    return taken


def _spread(seconds: list[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the maximum, in milliseconds."""
    twentieths = statistics.quantiles(seconds, n=20, method="inclusive")
    figures = {"p50": twentieths[9], "p95": twentieths[18], "max": max(seconds)}
    spread = {key: round(value * MILLISECONDS, 2) for key, value in figures.items()}
    return {**spread, "count": len(seconds)}


def _memory(app: App) -> dict[str, float | None]:
    """Return the memory of window and worker, in megabytes; None if the system does not report
    it.
    """
    window, worker = resident(), app.worker.submit(resident).result(PATIENCE)
    both = None if window is None or worker is None else round(window + worker, 1)
    return {"window": window, "worker": worker, "both": both}


def resident() -> float | None:
    """Return the memory of this process, in megabytes, if the system reports it in a file."""
    if not os.path.exists(_STATUS):  # noqa: PTH110 - a plain question
        return None
    with open(_STATUS, encoding="ascii") as status:  # noqa: PTH123 - as above
        lines = dict(line.split(":", 1) for line in status if ":" in line)
    return round(int(lines["VmRSS"].split()[0]) / 1024, 1)
