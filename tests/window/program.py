"""The program as a user starts it: a home of its own, nothing else in the environment."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import psutil

from tests.window.display import Display
from tests.window.x11 import Place

ROOT: Final = Path(__file__).parents[2]
CHECKOUT: Final = (sys.executable, "-m", "hexfront")
"""Starts the program from the checkout."""
PATIENCE: Final = 60.0
"""Seconds until something that should come about is given up."""
_PAUSE: Final = 0.01


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Look again and again until something is so; AssertionError says *what* never was."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"in {seconds:.0f} seconds it never came about: {what}"
        time.sleep(_PAUSE)


class Computer:
    """A user's computer: a home with nothing in it, and a display.

    *command* starts the program; what is not the checkout's gets no Python from the environment.
    """

    def __init__(self, folder: Path, display: Display, command: Sequence[str] = CHECKOUT) -> None:
        self.display: Final = display
        self.home: Final = folder / "home of José"
        self._temporary: Final = folder / "temporary"
        self._elsewhere: Final = folder / "elsewhere"
        self._no_programs: Final = folder / "no programs"
        self._output: Final = folder / "output.txt"
        for made in (self.home, self._temporary, self._elsewhere, self._no_programs):
            made.mkdir(parents=True)
        self._command: Final = tuple(command)
        self.user_folder: Final = self.home / ".local" / "share" / "hexfront"

    @property
    def environment(self) -> dict[str, str]:
        """Name everything the program finds in its environment."""
        bare = {
            "DISPLAY": self.display.name,
            "HOME": str(self.home),
            "PATH": str(self._no_programs),
            "TMPDIR": str(self._temporary),
        }
        return bare | ({"PYTHONPATH": str(ROOT)} if self._command == CHECKOUT else {})

    def start(self, *arguments: str) -> Program:
        """Start the program once more."""
        others = {place.window for place in self.display.client.windows()}
        with self._output.open("ab") as output:
            process = subprocess.Popen(
                [*self._command, *arguments],
                cwd=self._elsewhere,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        return Program(self, process, others)

    @property
    def output(self) -> str:
        """Read what the program has written to stdout and stderr, all runs together."""
        return self._output.read_text(encoding="utf-8")

    def battles(self) -> list[Path]:
        """List the files of battles under way, the one written last first."""
        files = (self.user_folder / "autosaves").glob("*.jsonl")
        return sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)

    def finished(self) -> list[Path]:
        """List the files of battles that are over."""
        return sorted((self.user_folder / "autosaves" / "finished").glob("*.jsonl"))

    def processes(self) -> list[psutil.Process]:
        """List all processes that descend from a start of the program, orphans too."""
        return [one for one in psutil.process_iter() if self._is_ours(one)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            environment = process.environ()
        except psutil.Error:
            return False
        return "HOME" in environment and environment["HOME"] == str(self.home)

    def strays(self) -> list[str]:
        """List the files that were left outside the user folder."""
        places = (self.home, self._temporary, self._elsewhere)
        files = [file for place in places for file in place.rglob("*") if not file.is_dir()]
        return sorted(str(file) for file in files if not file.is_relative_to(self.user_folder))


class Program:
    """A running program; *others* are windows that were there before it was started."""

    def __init__(
        self, computer: Computer, process: subprocess.Popen[bytes], others: set[int]
    ) -> None:
        self.computer: Final = computer
        self.process: Final = process
        self._others = others
        self._window: int | None = None

    def wait_for_window(self) -> Place:
        """Wait until its window is on the screen; say where it is now."""
        found: list[Place] = []

        def has_opened() -> bool:
            code = self.process.poll()
            assert code is None, f"ended with {code}: {self.computer.output}"
            shown = self.computer.display.client.windows()
            found.extend(place for place in shown if self._is_ours(place))
            return bool(found)

        try:
            wait_until(has_opened, "a window")
        except AssertionError as error:
            error.add_note(self.computer.output)
            raise
        self._window = found[-1].window
        return found[-1]

    def _is_ours(self, place: Place) -> bool:
        if self._window is not None:
            return place.window == self._window
        return place.width > 1 and place.window not in self._others

    def kill(self) -> None:
        """End it at once: it gets no chance to do anything more."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def wait(self) -> int:
        """Wait until it ends; give its exit code."""
        return self.process.wait(PATIENCE)

    def require_alone(self) -> None:
        """Check that nothing of the program runs on once it has ended."""
        wait_until(lambda: not self.computer.processes(), "every process has ended")

    def end(self) -> None:
        """End it whatever it does, with all that descends from it."""
        for process in self.computer.processes():
            process.kill()
        self.process.wait(PATIENCE)
