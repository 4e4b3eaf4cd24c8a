"""`hexfront bench client`: the first frame, frames with everything switched on, responses to
clicks, a window at rest, memory.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from hexfront.bench import timing
from hexfront.bench.client_frames import (
    FRAME,
    MILLISECONDS,
    PATIENCE,
    SEED,
    PersonAtBoard,
    a_window,
    frames_of_bots,
    measure_frames,
    pass_time,
    processor_share,
    show_battle,
    spread_of,
)
from hexfront.bench.replay_frames import record_battle, show_replay

if TYPE_CHECKING:
    from client.app import App
    from client.screens.battle_screen import BattleScreen

SCENARIO: Final = "crossroads"
BOARDS: Final = {"25x21": SCENARIO, "44x60": "grand_tide"}
"""A battle for each size of board that is measured, in columns and rows."""
WINDOW: Final = (1280, 800)
LARGE: Final = (1920, 1080)
SECONDS: Final = 5.0
BATTLE_PATIENCE: Final = 600.0
BUDGETS: Final = {
    "frame_p95": 16.0,
    "frame_max": 100.0,
    "zooming_p95": 33.0,
    "large_window_p95": 33.0,
    "highlight_after_click": 50.0,
    "first_frame": 1000.0,
    "share_at_rest": 0.03,
}
"""In milliseconds; the last one in cores."""
_STATUS: Final = "/proc/self/status"


def register(app: typer.Typer) -> None:
    """Add the command to `bench`."""
    app.command("client")(bench_client)


def bench_client(
    seconds: Annotated[
        float, typer.Option(min=0.1, help="Seconds of each situation in a run.")
    ] = SECONDS,
    display: Annotated[
        bool, typer.Option("--display", help="Use the real display instead of none.")
    ] = False,
) -> None:
    """Measure the window on two boards at two sizes, with everything switched on."""
    if not display:
        os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    firsts, why = _first_frames()
    runs: list[dict[str, Any]] = []
    loops: list[float] = []
    for _ in range(timing.RUNS):
        loops.append(timing.time_of(timing.run_loop))
        runs.append(_run(seconds))
    timing.report(
        {
            "scenarios": BOARDS,
            "first_frame_milliseconds": firsts,
            "first_frame_missing": why,
            "best": _best([run["milliseconds"] for run in runs]),
            "runs": runs,
            "budgets": BUDGETS,
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


def _best(runs: list[dict[str, dict[str, float]]]) -> dict[str, float]:
    """Return the smallest 95th percentile of each situation."""
    return {situation: min(run[situation]["p95"] for run in runs) for situation in runs[0]}


def play_whole_battle(app: App, seed: int, players: tuple[str, str]) -> None:
    """Play a battle of *players* to its end in the window, and return to the title."""
    from client.screen import BackTo

    screen = show_battle(app, SCENARIO, players, seed)
    pass_time(app, lambda: screen.session.game.result is not None, BATTLE_PATIENCE)
    app.go(BackTo())
    app.frame(FRAME)


def _run(seconds: float) -> dict[str, Any]:
    """Measure every situation once: milliseconds of frames, shares of a core, memory."""
    milliseconds: dict[str, dict[str, float]] = {}
    for size in (WINDOW, LARGE):
        for board, scenario in BOARDS.items():
            name = f"{board} {size[0]}x{size[1]}"
            milliseconds |= _measure_board(name, scenario, size, seconds)
    milliseconds["replay"] = _measure_replay(seconds)
    clicks, shares, memory = _measure_rest(seconds)
    milliseconds["highlight after a click"] = spread_of(clicks)
    return {
        "milliseconds": milliseconds,
        "share_of_a_core_at_rest": shares,
        "memory_megabytes": memory,
    }


def _measure_board(
    name: str, scenario: str, size: tuple[int, int], seconds: float
) -> dict[str, dict[str, float]]:
    """Return the frames of bots at play, of a person who looks around, and of one who zooms."""
    from client.settings import Pace
    from hexfront.selftest_window import a_user_folder

    with a_user_folder() as folders, a_window(folders, size, Pace.NORMAL) as app:
        bots = frames_of_bots(app, scenario, seconds)
        person = PersonAtBoard(app, scenario)
        looking = measure_frames(app, seconds, person.point)
        zooming = measure_frames(app, seconds, person.zoom)
    return {
        f"{name} bots play": bots.spread(),
        f"{name} a person looks": looking.spread(),
        f"{name} a person zooms": zooming.spread(),
    }


def _measure_replay(seconds: float) -> dict[str, float]:
    """Return the frames of a replay that plays, with a long log."""
    from client.settings import Pace
    from hexfront.selftest_window import a_user_folder

    with a_user_folder() as folders, a_window(folders, WINDOW, Pace.NORMAL) as app:
        show_replay(app, record_battle(SCENARIO, SEED), pass_time)
        return measure_frames(app, seconds, lambda: None).spread()


def _measure_rest(
    seconds: float,
) -> tuple[list[float], dict[str, float], dict[str, float | None]]:
    """Return the responses to clicks, what a window at rest takes of a core, and the memory."""
    from client.settings import Pace
    from hexfront.selftest_window import a_user_folder

    with a_user_folder() as folders, a_window(folders, WINDOW, Pace.NORMAL) as app:
        shares = {"title": _share(app, seconds)}
        screen = show_battle(app, SCENARIO, ("person", "bot:greedy"))
        pass_time(app, lambda: screen.still)
        screen.threats.is_shown = True
        pass_time(app, lambda: screen.threats.map is not None)
        shares["battle with the threat map"] = _share(app, seconds)
        screen.threats.is_shown = False
        clicks = _clicks(app, screen)
        return clicks, shares, _memory(app)


def _share(app: App, seconds: float) -> float:
    """Return the share of a core that a window takes once nothing has moved for a while."""
    pass_time(app, lambda: not app.stack.animating)
    processor_share(app, 2.0)  # it comes to rest
    return round(processor_share(app, seconds), 4)


def _clicks(app: App, screen: BattleScreen) -> list[float]:
    """Click every unit that may be activated; return the seconds until its highlights are drawn."""
    import pygame

    session, taken = screen.session, []
    state = session.state
    for unit in [unit for unit in state.units if unit.side is state.to_act]:
        # The click before may have set the view in motion: wait until it rests.
        pass_time(app, lambda: screen.still)
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
