"""A private display for the benches: Xvfb, which keeps its picture in a readable file."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

SIZE: Final = (1600, 1000)
COLOURS: Final = 64
"""Number of colours that counts as a picture: an empty window and the background have one or
two.
"""
STEP: Final = 8
"""Distance between sampled pixels, in both directions."""
PAUSE: Final = 0.004
_HEADER: Final = struct.Struct(">25I")


class NoXvfbError(OSError):
    """Raised if the pixels of a window can't be read here; the message says why."""


class Display(msgspec.Struct, frozen=True):
    """A running display: its name for DISPLAY, and the file that holds its picture (XWD)."""

    name: str
    picture: Path

    def environment(self) -> dict[str, str]:
        """Return the variables that make a program show its window here, without sound."""
        return {"DISPLAY": self.name, "SDL_VIDEODRIVER": "x11", "SDL_AUDIODRIVER": "dummy"}

    def colours(self) -> int:
        """Return the number of different colours among the sampled pixels."""
        raw = np.memmap(self.picture, dtype=np.uint8, mode="r")
        header = _HEADER.unpack(raw[: _HEADER.size].tobytes())
        header_size, width, height, line, entries = (header[index] for index in (0, 4, 5, 12, 19))
        begin = header_size + 12 * entries
        pixels = raw[begin : begin + line * height].view(np.uint32).reshape(height, line // 4)
        return len(np.unique(pixels[::STEP, :width:STEP]))

    def wait_for_picture(self, program: subprocess.Popen[str], patience: float) -> None:
        """Wait until a picture is visible; RuntimeError if *program* ends before that, or is
        late.
        """
        end = time.monotonic() + patience
        while self.colours() < COLOURS:
            if program.poll() is not None:
                raise RuntimeError(f"the program ended with {program.returncode} and no window")
            if time.monotonic() > end:
                raise RuntimeError(f"no window was drawn in {patience:.0f} seconds")
            time.sleep(PAUSE)

    def wait_until_empty(self, patience: float) -> None:
        """Wait until no picture is visible any more; RuntimeError if that takes too long."""
        end = time.monotonic() + patience
        while self.colours() >= COLOURS:
            if time.monotonic() > end:
                raise RuntimeError(f"the window did not go in {patience:.0f} seconds")
            time.sleep(PAUSE)


@contextmanager
def a_display() -> Iterator[Display]:
    """Yield a private display; NoXvfbError if Xvfb is missing or fails."""
    program = shutil.which("Xvfb")
    if program is None:
        raise NoXvfbError("Xvfb is not installed, so that no window's pixels can be looked at")
    with tempfile.TemporaryDirectory(prefix="hexfront-display-") as folder:
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        reading, writing = os.pipe()
        command = [program, "-displayfd", str(writing), "-screen", "0", screen]
        options = ["-fbdir", folder, "-nolisten", "tcp"]
        server = subprocess.Popen(  # noqa: S603 - a fixed program
            [*command, *options], pass_fds=[writing], stderr=subprocess.DEVNULL
        )
        os.close(writing)
        try:
            with os.fdopen(reading) as said:
                number = said.readline().strip()
            if not number:
                raise NoXvfbError("Xvfb did not start")
            yield Display(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()
