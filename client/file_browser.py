"""The system's browser of files, in which the player is shown a folder."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_OPENER: Final = "open" if sys.platform == "darwin" else "xdg-open"
_LIBRARIES: Final = "LD_LIBRARY_PATH"


def show_folder(folder: Path) -> None:
    """Ask the system to show a folder; OSError if it has no program for that."""
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606 - a folder that this program has made
        return
    opener = shutil.which(_OPENER)
    if opener is None:
        raise OSError(errno.ENOENT, "the system has no program to show folders", _OPENER)
    null = subprocess.DEVNULL
    program = subprocess.Popen(  # noqa: S603 - the system's own program
        [opener, str(folder)],
        env=_own_environment(),
        stdin=null,
        stdout=null,
        stderr=null,
        start_new_session=True,
    )
    # It may end at once or stay as long as its window: its end has to be awaited somewhere.
    threading.Thread(target=program.wait, name="file browser", daemon=True).start()


def _own_environment() -> dict[str, str]:
    """Return the environment without the libraries that a bundle has for its own programs."""
    kept = {key: value for key, value in os.environ.items() if key != _LIBRARIES}
    original = f"{_LIBRARIES}_ORIG"  # where the bundle keeps what it has changed
    if original in kept:
        kept[_LIBRARIES] = kept[original]
    return kept
