"""Plays an evening in a real window of any build: `python -m tests.window.play PROGRAM`.

Starts an X server that nobody sees, and PROGRAM on a computer with an empty home and no Python;
begins a battle, kills the program, continues, plays to the end, leaves. All by mouse and keys.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path


def main() -> None:
    """Play with the program that the command line names; a failed check ends in a traceback."""
    # This process must draw nowhere: it only works out what the real window has to show.
    os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
    from client.settings import Pace, Settings
    from tests.window.display import Display
    from tests.window.evening import Evening, play_whole_evening
    from tests.window.program import Computer

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="the program's file")
    parser.add_argument("--before-kill", type=int, default=9, help="actions before the kill")
    arguments = parser.parse_args()
    program = arguments.program.resolve(strict=True)
    before = sorted(program.parent.rglob("*"))
    folder = Path(tempfile.mkdtemp(prefix="hexfront-window-"))
    display = Display((1280, 800))
    evening = Evening(
        Computer(folder / "computer", display, [str(program)]),
        folder,
        Settings(pace=Pace.INSTANT),
    )
    try:
        for line in play_whole_evening(evening, arguments.before_kill):
            print(line)
    finally:
        evening.close()
        display.close()
    shutil.rmtree(folder)  # kept, with pictures of what was wrong, when a check failed
    assert sorted(program.parent.rglob("*")) == before, "the program's own folder is as it was"


if __name__ == "__main__":
    main()
