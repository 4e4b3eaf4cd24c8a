"""What people type to begin a campaign and to land in its first turn, and playing such lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from click.testing import Result

Command = Callable[..., Result]
BEGIN = ("campaign", "play", "--seed", 5003, "--you", "askerry")
LANDING = ["land f6 w10", "end now"]


def typed(lines: Iterable[str]) -> str:
    return "\n".join([*lines, ""])


def play(hexfront: Command, save: Path, *lines: str) -> Result:
    done = hexfront(*BEGIN, "--save", save, typed=typed(lines))
    assert done.exit_code == 0, done.stderr
    return done
