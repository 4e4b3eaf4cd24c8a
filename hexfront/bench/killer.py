"""Starts the window, kills it at a random moment, and examines what is left."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from client.folders import HOME_VARIABLE, Folders
from hexfront.bench.kept_battles import KeptBattles, Key
from hexfront.bench.killed import COMMAND, SEEDS, Answered, Doing, Offered, Said, Told

SLOW_SYNC: Final = 0.3
"""Duration of a sync in every other kill, in seconds."""
STARTING: Final = "starting"
MOMENTS: Final = (
    (STARTING, 2.5),
    (STARTING, 0.5),
    ("title", 0.5),
    ("preparing", 1.5),
    ("preparing", 0.1),
    ("saving", 0.5),
    ("leaving", 0.5),
    ("changing settings", 0.4),
    ("opponent thinking", 0.3),
    ("animation", 1.0),
    ("over", 0.7),
    ("waiting for a person", 4.0),
    ("waiting for a person", 8.0),
)
"""The activities to wait for before a kill, and the maximum seconds from then on."""
PATIENCE: Final = 20.0
"""Maximum time to wait for an activity, and for a killed window's processes, in seconds."""
FAULTS_KEPT: Final = 5
"""Maximum number of faults recorded per kill, so that the file of kills stays small."""
FAULT_LENGTH: Final = 400
_SUBMODULE: Final = ["-m", "hexfront"]


class Kill(msgspec.Struct, frozen=True, kw_only=True):
    """A kill: the activity at that moment, the number of actions answered before it, the faults."""

    number: int
    seed: int
    slow: bool
    doing: str
    answered: int
    lost: int
    faults: list[str]


class Moment(NamedTuple):
    """A moment to kill: so many *seconds* after an activity first occurs."""

    doing: str
    seconds: float


class KilledWindow:
    """A window and its reports.

    *doing* is the current activity, *answered* counts actions, *last* holds the last one of each
    battle, *offered* what the title offered at each visit, *faults* sentences on what is wrong.
    """

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        """Start the window."""
        self.doing = STARTING
        self.answered = 0
        self.last: dict[Key, Answered] = {}
        self.offered: list[str] = []
        self.faults: list[str] = []
        self._done: set[str] = {STARTING}
        self._ended = False
        self._heard: Final = threading.Condition()
        self._errors: Final = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of `kill_at`
        self._process: Final = subprocess.Popen(  # noqa: S603 - it is this program
            command, stdout=subprocess.PIPE, stderr=self._errors, env=environment
        )
        self._listener: Final = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def kill_at(self, moment: Moment) -> None:
        """Kill the window's process at a moment, and wait until its child processes have ended
        too.
        """
        with self._heard:
            self._heard.wait_for(lambda: self._ended or moment.doing in self._done, PATIENCE)
            self._heard.wait_for(lambda: self._ended, moment.seconds)
            if self._ended:
                self.faults.append(f"the window ended by itself: {self._last_words()}")
        self._process.kill()
        self._process.wait()
        # They share its stdout, which is closed by the last of them.
        self._listener.join(PATIENCE)
        if self._listener.is_alive():
            self.faults.append(f"a process outlives the window by {PATIENCE:.0f} seconds")
        self._errors.close()

    def _last_words(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace")[-FAULT_LENGTH // 2 :]

    def _listen(self) -> None:
        assert self._process.stdout is not None, "it was asked for"
        decoder = msgspec.json.Decoder(Said)
        with self._process.stdout as lines:
            for line in lines:
                with self._heard:
                    self._take(decoder.decode(line))
                    self._heard.notify()
        with self._heard:
            self._ended = True
            self._heard.notify()

    def _take(self, said: Said) -> None:
        match said:
            case Doing(what):
                self.doing = what
                self._done.add(what)
            case Offered(what):
                self.offered.append(what)
            case Answered():
                self.answered += said.ply > 0
                self.last[said.scenario, said.seed] = said
            case Told(words):
                self.faults.append(f"told: {words}")


class Killer:
    """Kills one window after another, in one user folder of their own."""

    def __init__(self, home: Path, seed: int, *, display: bool) -> None:
        """Create the killer for a user folder; *seed* is that of moments, battles and people."""
        self.seed: Final = seed
        self._kept: Final = KeptBattles(Folders(home))
        self._environment = {**os.environ, HOME_VARIABLE: str(home), "SDL_AUDIODRIVER": "dummy"}
        if not display:
            self._environment["SDL_VIDEODRIVER"] = "dummy"

    def kill(self, number: int) -> Kill:
        """Start a window and kill it; return what was found."""
        rolls = random.Random(f"{self.seed} {number}")
        doing, most = rolls.choice(MOMENTS)
        slow = number % 2 == 1
        window = KilledWindow(_command(rolls.randrange(SEEDS), slow=slow), self._environment)
        window.kill_at(Moment(doing, rolls.uniform(0, most)))
        offers = self._offer_faults(window)
        found = self._kept.look_through(window.last, started=bool(window.offered))
        faults = [*window.faults, *offers, *found.faults]
        return Kill(
            number=number,
            seed=self.seed,
            slow=slow,
            doing=window.doing,
            answered=window.answered,
            lost=found.lost,
            faults=[fault[:FAULT_LENGTH] for fault in faults[:FAULTS_KEPT]],
        )

    def _offer_faults(self, window: KilledWindow) -> list[str]:
        """Compare what the title offered with what the previous kill had left."""
        faults = ["the title says that a battle is in use"] if "in use" in window.offered else []
        if window.offered and self._kept.unfinished and window.offered[0] != "continue":
            faults.append(f"the title offers {window.offered[0]} where a battle is unfinished")
        return faults


def _command(seed: int, *, slow: bool) -> list[str]:
    program = [sys.executable] if "frozen" in vars(sys) else [sys.executable, *_SUBMODULE]
    sync = SLOW_SYNC if slow else 0.0
    return [*program, "bench", COMMAND, "--seed", str(seed), "--sync-seconds", str(sync)]
