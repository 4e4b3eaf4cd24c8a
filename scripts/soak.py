"""Plays many battles in one window, or many games of a match, and checks that memory, open files
and threads of every process stay constant. Prints JSON; exits with 1 if something grew.

    python scripts/soak.py window --battles 500
    python scripts/soak.py arena --games 2000 --workers 2

Memory is constant if its mean over the last tenth of the battles is within 5 % or 10 MB of its mean
over the second tenth: in the first one, what is needed once is loaded.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

TENTHS = 10
SHARE = 0.05
MEGABYTES = 10.0
FRAME = 1 / 60
PATIENCE = 600.0
"""Seconds after which a battle that does not end stops the run."""
PAUSE = 0.01
"""Pause between frames, in seconds, in which the worker has the processor to itself."""
WINDOW = (1280, 800)


@dataclass(frozen=True)
class Sample:
    """The resources of a process after a number of battles."""

    process: str
    battles: int
    megabytes: float
    files: int
    threads: int


@dataclass(frozen=True)
class Course:
    """The trend of a process: mean memory, and maximum files and threads, of two tenths."""

    process: str
    battles: int
    megabytes_second_tenth: float
    megabytes_last_tenth: float
    files_second_tenth: int
    files_last_tenth: int
    threads_second_tenth: int
    threads_last_tenth: int
    flat: bool
    nothing_left_over: bool


def sample(process: psutil.Process, name: str, battles: int) -> Sample:
    """Return the resources of a process."""
    with process.oneshot():
        megabytes = process.memory_info().rss / 1e6
        return Sample(name, battles, megabytes, process.num_fds(), process.num_threads())


def judge(samples: Sequence[Sample]) -> Course:
    """Compare the last tenth of the samples of one process with the second."""
    size = max(1, len(samples) // TENTHS)
    second, last = samples[size : 2 * size] or samples[:1], samples[-size:]
    before, after = (sum(one.megabytes for one in tenth) / len(tenth) for tenth in (second, last))
    files, threads = (
        [max(getattr(one, field) for one in tenth) for tenth in (second, last)]
        for field in ("files", "threads")
    )
    return Course(
        process=samples[0].process,
        battles=samples[-1].battles,
        megabytes_second_tenth=round(before, 1),
        megabytes_last_tenth=round(after, 1),
        files_second_tenth=files[0],
        files_last_tenth=files[1],
        threads_second_tenth=threads[0],
        threads_last_tenth=threads[1],
        flat=abs(after - before) <= max(SHARE * before, MEGABYTES),
        nothing_left_over=files[1] <= files[0] and threads[1] <= threads[0],
    )


def courses(samples: Sequence[Sample]) -> list[Course]:
    """Return the trend of every sampled process."""
    names = dict.fromkeys(one.process for one in samples)
    return [judge([one for one in samples if one.process == name]) for name in names]


# In one window


def soak_window(battles: int, scenarios: Sequence[str], players: Sequence[str]) -> Iterator[Sample]:
    """Play battle after battle of levels in one window, and sample its processes after each."""
    os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"  # only JSON is printed
    os.environ["SDL_NO_SIGNAL_HANDLERS"] = "1"  # a signal ends the run, as nobody handles events
    from client.app import App
    from client.folders import user_folders
    from client.screens.title import TitleScreen
    from client.settings import Pace, Settings
    from client.window import Window
    from client.worker.worker import Worker
    from engine.battle import load_scenario

    with a_home():
        folders = user_folders()
        folders.require_writable()
        settings = Settings(scale=100, window=WINDOW, pace=Pace.INSTANT)
        app = App(Window(WINDOW, fullscreen=False), folders, settings, Worker())
        app.begin(TitleScreen(app))
        try:
            pairs = itertools.cycle(itertools.permutations(players, 2))
            sources = itertools.cycle(scenarios)
            for number in range(battles):
                scenario = load_scenario(next(sources).replace("NUMBER", str(number)))
                app.battles.start(scenario, number, next(pairs))
                play_out(app)
                yield from samples_of("window", number + 1)
        finally:
            app.close()


def play_out(app: object) -> None:
    """Show frames until the battle on the screen is over, and its result is shown."""
    from client.app import App
    from client.screens.battle_screen import BattleScreen

    assert isinstance(app, App), "the window"
    end = time.monotonic() + PATIENCE
    app.frame(FRAME)
    while not (isinstance(app.screen, BattleScreen) and app.screen.presenter.over):
        app.frame(FRAME)
        if app.message is not None:
            raise RuntimeError(f"the window tells: {app.message.title}: {app.message.lines}")
        if time.monotonic() > end:
            raise TimeoutError("the battle does not end")
        time.sleep(PAUSE)


@contextmanager
def a_home() -> Iterator[None]:
    """Provide a run with a temporary user folder."""
    with tempfile.TemporaryDirectory(prefix="hexfront-soak-") as folder:
        os.environ["HEXFRONT_HOME"] = folder
        yield


def samples_of(first: str, battles: int) -> Iterator[Sample]:
    """Sample this process, named *first*, and its child processes that play."""
    own = psutil.Process()
    yield sample(own, first, battles)
    workers = [
        one
        for one in own.children(recursive=True)
        if not any("resource_tracker" in word for word in one.cmdline())
    ]
    for number, worker in enumerate(sorted(workers, key=lambda one: one.create_time())):
        yield sample(worker, f"worker {number + 1}", battles)


# In a match


def soak_arena(games: int, workers: int, a: str, b: str) -> Iterator[Sample]:
    """Play a match on battles that are all different, and sample its processes after each game."""
    from engine.players.arena.match import make_match
    from engine.players.arena.match_log import MatchLog
    from engine.players.arena.running import open_pool, run
    from engine.players.scenario_list import read_scenario_list

    sources = read_scenario_list(f"random:1..{games // 2}")
    with tempfile.TemporaryDirectory(prefix="hexfront-soak-") as folder:
        match = make_match(a, b, sources, games, 1)
        match_log = MatchLog(match, Path(folder, "games.jsonl"))
        with open_pool(workers) as pool:
            for number, _ in enumerate(run(match_log, pool, workers), 1):
                yield from samples_of("arena", number)


def tell(samples: Iterator[Sample], every: int) -> list[Sample]:
    """Return all samples, reporting the progress on stderr from time to time."""
    gathered = []
    for one in samples:
        gathered.append(one)
        if not one.battles % every:
            print(f"{one.battles}: {one.process} {one.megabytes:.1f} MB", file=sys.stderr)
    return gathered


def main() -> int:
    """Execute the command line; return 1 if something grew."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = parser.add_subparsers(dest="kind", required=True)
    window = kinds.add_parser("window", help="battles of levels in one window")
    window.add_argument("--battles", type=int, default=500)
    window.add_argument("--scenarios", default="first_landing,lock_keepers,random:NUMBER")
    window.add_argument("--players", default="recruit,soldier,veteran")
    arena = kinds.add_parser("arena", help="games of a match")
    arena.add_argument("--games", type=int, default=2000)
    arena.add_argument("--workers", type=int, default=2)
    arena.add_argument("--a", default="recruit")
    arena.add_argument("--b", default="bot:tactician")
    for one in (window, arena):
        one.add_argument("--every", type=int, default=25, help="battles between lines on stderr")
    asked = parser.parse_args()
    began = time.monotonic()
    if asked.kind == "window":
        scenarios, players = asked.scenarios.split(","), asked.players.split(",")
        samples = soak_window(asked.battles, scenarios, players)
    else:
        samples = soak_arena(asked.games, asked.workers, asked.a, asked.b)
    found = courses(tell(samples, asked.every))
    seconds = round(time.monotonic() - began)
    facts = {"soak": asked.kind, "seconds": seconds, "processes": [asdict(one) for one in found]}
    print(json.dumps(facts, indent=2))
    return 0 if all(one.flat and one.nothing_left_over for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
