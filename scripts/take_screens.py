"""Takes the pictures of docs/screens from the game itself: the screens of take_screens.toml, and
the boards of other pages.

    python -m scripts.take_screens [FOLDER] [NAME ...]

Names are those of take_screens.toml, `gallery`, `policy` and `decisions`; without any, all are
taken. Nothing is shown unless `SDL_VIDEODRIVER` names a driver.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "screens"
BOARDS: Final = ("gallery", "policy", "decisions")
"""The names of pictures of boards, each of a module of its own: `scripts/NAME_pictures.py`."""


def main() -> None:
    """Take the pictures that the arguments name."""
    for variable in ("SDL_VIDEODRIVER", "SDL_AUDIODRIVER"):
        os.environ.setdefault(variable, "dummy")
    from scripts.screen_list import read_screens  # noqa: PLC0415 - after the drivers are named

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    known = [*read_screens().entries, *BOARDS]
    names = sys.argv[2:] or known
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"unknown pictures {unknown}; known are {known}")
    for name in names:
        if name in BOARDS:
            importlib.import_module(f"scripts.{name}_pictures").take_pictures(folder)
        else:
            take(name, folder)


def take(name: str, folder: Path) -> None:
    """Take a picture of the list in each of its sizes."""
    from scripts.screen_list import read_screens  # noqa: PLC0415 - as in `main`
    from scripts.screen_stage import Stage  # noqa: PLC0415 - as in `main`

    screens = read_screens()
    entry = screens.entries[name]
    for file, size in screens.files(name).items():
        with tempfile.TemporaryDirectory(prefix="hexfront-screens-") as home:
            stage = Stage(Path(home), size, screens, entry)
            try:
                if entry.battle is not None:
                    stage.show(entry.battle)
                for step in entry.steps:
                    stage.do(step)
                stage.take(folder / file)
            finally:
                stage.close()
        print(folder / file)


if __name__ == "__main__":
    main()
