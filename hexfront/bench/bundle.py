"""`hexfront bench bundle`: the first frame, size and memory of the bundle that players download."""

from __future__ import annotations

import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer

from hexfront.bench import timing
from hexfront.ending import FAILED

if TYPE_CHECKING:
    from hexfront.bench.display import Display
    from hexfront.bench.process_memory import Memory

BATTLES: Final = "battles"
PLAYED: Final = "played"
ROUNDS: Final = 3
"""Battles after which memory is measured."""
PLAYERS: Final = ("veteran", "soldier")
LARGEST: Final = 12
MEGABYTE: Final = 1024 * 1024
MILLISECONDS: Final = 1000
BLOCK: Final = 512
BUDGETS: Final = {
    "first_frame_milliseconds": 1500,
    "size_megabytes": 160,
    "packed_megabytes": 60,
    "memory_megabytes": 350,
}


def register(app: typer.Typer) -> None:
    """Add the command to `bench`, and the hidden one that it starts inside the bundle."""
    app.command("bundle")(bench_bundle)
    app.command(BATTLES, hidden=True)(play_battles)


def bench_bundle(
    path: Annotated[
        Path, typer.Argument(exists=True, help="The archive, or the folder of a bundle.")
    ],
) -> None:
    """Measure a bundle: the first frame by the pixels of its window, its size and its memory."""
    from hexfront.bench.display import NoXvfbError
    from hexfront.bench.first_frame import WINDOWED, measure_first_frame

    try:
        with _unpacked(path) as bundle:
            program = str(bundle / WINDOWED)
            firsts = measure_first_frame([program])
            memory = [_memory_after_battles(program) for _ in range(timing.RUNS)]
            timing.report(
                {
                    "bundle": path.name,
                    "first_frame_milliseconds": timing.rounded(firsts.seconds, MILLISECONDS),
                    "first_frame_best": timing.rounded([min(firsts.seconds)], MILLISECONDS)[0],
                    "size_megabytes": _megabytes(_disk_use(bundle)),
                    "packed_megabytes": _megabytes(path.stat().st_size) if path.is_file() else None,
                    "largest": _largest(bundle),
                    "battles": ROUNDS,
                    "memory_megabytes": [msgspec.structs.asdict(held) for held in memory],
                    "memory_best": min(held.pss for held in memory),
                    "budgets": BUDGETS,
                    "loop_seconds": timing.rounded(firsts.loop_seconds),
                }
            )
    except NoXvfbError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error


def play_battles() -> None:
    """Play battles in the window, say so, and wait with it open until stdin is closed."""
    import sys

    from client.settings import Pace
    from hexfront.bench.client import WINDOW, play_whole_battle
    from hexfront.bench.client_frames import SEED, show_title
    from hexfront.selftest_window import a_user_folder

    with a_user_folder() as folders:
        app = show_title(folders, WINDOW, Pace.INSTANT)
        try:
            for number in range(ROUNDS):
                play_whole_battle(app, SEED + number, PLAYERS)
            typer.echo(PLAYED)
            sys.stdin.read()
        finally:
            app.close()


def _memory_after_battles(program: str) -> Memory:
    from hexfront.bench.display import a_display

    with tempfile.TemporaryDirectory(prefix="hexfront-bench-") as home, a_display() as display:
        return _ask_for_battles(program, display, home)


def _ask_for_battles(program: str, display: Display, home: str) -> Memory:
    from hexfront.bench.first_frame import own_environment
    from hexfront.bench.process_memory import memory_of

    with subprocess.Popen(  # noqa: S603 - the bundle's own program
        [program, "bench", BATTLES],
        env=own_environment(display, home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as playing:
        assert playing.stdout is not None, "it was asked for"
        if playing.stdout.readline().strip() != PLAYED:
            raise RuntimeError(f"{program} did not play its battles")
        return memory_of(playing.pid)


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """Yield the folder of the bundle in *path*, which is that folder or an archive of it."""
    from hexfront.bench.first_frame import WINDOWED

    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="hexfront-bench-") as folder:
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        yield next(Path(folder).glob(f"*/{WINDOWED}/{WINDOWED}")).parent


def _disk_use(folder: Path) -> int:
    """Return the disk space that a folder takes, in bytes, as `du` does."""
    found = [Path(root) / name for root, _, names in os.walk(folder) for name in ("", *names)]
    return sum(path.lstat().st_blocks * BLOCK for path in found)


def _largest(bundle: Path) -> list[dict[str, object]]:
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    files.sort(key=lambda path: path.stat().st_size, reverse=True)
    return [
        {"file": str(path.relative_to(bundle)), "megabytes": _megabytes(path.stat().st_size)}
        for path in files[:LARGEST]
    ]


def _megabytes(size: int) -> float:
    return round(size / MEGABYTE, 1)
