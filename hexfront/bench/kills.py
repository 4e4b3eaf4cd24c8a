"""`hexfront bench kills`: the window is killed at random moments, and nothing may be lost."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer

from engine.append_file import AppendFile, FileInUse
from engine.errors import EngineError, describe
from engine.validation import UNREADABLE
from hexfront.bench import timing
from hexfront.bench.killed import register as register_window

if TYPE_CHECKING:
    from hexfront.bench.killer import Kill, Killer

FAILED: Final = 1
RESUME_BYTES: Final = 2_000_000
"""Maximum size of the file of kills."""
_BEGINNING: Final = b'{"number":'
"""The beginning of a line of that file, even of an incomplete one."""


def register(app: typer.Typer) -> None:
    """Add the command to `bench`, and the hidden one of the window that it kills."""
    app.command("kills")(bench_kills)
    register_window(app)


def bench_kills(
    kills: Annotated[int, typer.Option(min=1, help="How often the window is killed.")] = 300,
    seed: Annotated[int, typer.Option(min=0, help="Of moments, battles and people.")] = 1,
    resume: Annotated[
        Path | None, typer.Option(help="Write a line a kill to this file, and go on with it.")
    ] = None,
    display: Annotated[
        bool, typer.Option("--display", help="Use the real display instead of none.")
    ] = False,
) -> None:
    """Kill the window at random moments: every action that was answered must be there after."""
    from hexfront.bench.killer import SLOW_SYNC, Killer

    try:
        with tempfile.TemporaryDirectory(prefix="hexfront-") as home:
            done = _kill_on(Killer(Path(home), seed, display=display), kills, resume)
    except (EngineError, OSError) as error:
        typer.echo(describe(error) if isinstance(error, OSError) else str(error), err=True)
        raise typer.Exit(FAILED) from error
    timing.report({**summarise(done), "slow_sync_seconds": SLOW_SYNC})
    if any(kill.lost or kill.faults for kill in done):
        raise typer.Exit(FAILED)


def summarise(kills: list[Kill]) -> dict[str, object]:
    """Return the figures of all kills."""
    return {
        "kills": len(kills),
        "with_slow_sync": sum(kill.slow for kill in kills),
        "while": dict(Counter(kill.doing for kill in kills).most_common()),
        "answered": sum(kill.answered for kill in kills),
        "lost": sum(kill.lost for kill in kills),
        "faults": [f"{kill.number}: {fault}" for kill in kills for fault in kill.faults],
    }


def _kill_on(killer: Killer, kills: int, resume: Path | None) -> list[Kill]:
    """Kill the window that many times, less the kills listed in a file."""
    if resume is None:
        return [killer.kill(number) for number in range(kills)]
    try:
        file = AppendFile.open_or_create(resume, b"", RESUME_BYTES)
    except FileInUse as error:
        raise EngineError(f"{resume}: another run is writing this file") from error
    try:
        done = _read(file, killer.seed)
        for number in range(len(done), kills):
            done.append(killer.kill(number))
            file.append(msgspec.json.encode(done[-1]) + b"\n")
    finally:
        file.close()
    return done[:kills]


def _read(file: AppendFile, seed: int) -> list[Kill]:
    """Read the kills so far; an incomplete last line is removed."""
    from hexfront.bench.killer import Kill

    lines, torn = file.read_lines()
    try:
        kills = [msgspec.json.decode(line, type=Kill) for line in lines]
    except UNREADABLE as error:
        raise EngineError(f"{file.path}: this is no file of kills: {error}") from error
    if not (torn.startswith(_BEGINNING) or _BEGINNING.startswith(torn)):
        raise EngineError(f"{file.path}: this is no file of kills")
    if [(kill.number, kill.seed) for kill in kills] != [(n, seed) for n in range(len(kills))]:
        raise EngineError(f"{file.path}: these are the kills of another seed")
    file.cut_torn_line()
    return kills
