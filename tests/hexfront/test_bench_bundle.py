"""What the bench of the bundle stands on: pixels of real windows, memory of whole families."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hexfront.bench import bundle, display
from hexfront.bench.display import COLOURS, Display, NoXvfbError, a_display
from hexfront.bench.first_frame import own_environment
from hexfront.bench.process_memory import family, memory_of

WINDOW = """
import pygame, sys, time
screen = pygame.display.set_mode((1200, 300))
for x in range(1200 if sys.argv[1] == "picture" else 0):
    screen.fill((x % 256, x // 256, 90), (x, 0, 1, 300))
pygame.display.flip()
print("drawn", flush=True)
time.sleep(60)
"""

needs_display = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
on_linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


@pytest.fixture
def shown() -> Iterator[Display]:
    with a_display() as lent:
        yield lent


@contextmanager
def a_window(shown: Display, home: Path, content: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, content],
        env=own_environment(shown, str(home)),
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        while program.stdout.readline() != "drawn\n":
            assert program.poll() is None
        try:
            yield program
        finally:
            program.kill()  # SDL keeps SIGTERM for a loop that this window has not


@needs_display
@pytest.mark.window
def test_a_picture_is_seen_and_goes_with_its_window(shown: Display, tmp_path: Path) -> None:
    assert shown.colours() == 1, "an empty display"
    with a_window(shown, tmp_path, "picture") as program:
        shown.wait_for_picture(program, 30)
        assert shown.colours() >= COLOURS
    shown.wait_until_empty(30)
    assert shown.colours() == 1


@needs_display
@pytest.mark.window
def test_an_empty_window_is_no_first_frame(shown: Display, tmp_path: Path) -> None:
    with (
        a_window(shown, tmp_path, "nothing") as program,
        pytest.raises(RuntimeError, match="no window was drawn"),
    ):
        shown.wait_for_picture(program, 0.5)


@needs_display
@pytest.mark.window
def test_a_program_that_ends_has_no_first_frame(shown: Display) -> None:
    program = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"], text=True)
    with pytest.raises(RuntimeError, match="ended with 3"):
        shown.wait_for_picture(program, 30)


def test_without_xvfb_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display.shutil, "which", lambda _: None)
    with pytest.raises(NoXvfbError, match="Xvfb is not installed"), a_display():
        pass


@on_linux
def test_memory_is_that_of_a_program_and_all_it_started() -> None:
    child = "import time; kept = bytearray(40 * 1024 * 1024); print(1, flush=True); time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    program = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        program.stdout.readline()
        held = memory_of(program.pid)
        assert held.processes == len(family(program.pid)) == 2
        assert 40 < held.pss <= held.rss
    finally:
        for pid in reversed(family(program.pid)):
            subprocess.run(["kill", str(pid)], check=True)
        program.wait()
        assert program.stdout is not None
        program.stdout.close()


def test_size_is_what_a_disk_gives_up(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(range(256)) * 4096 * 3)
    (tmp_path / "link").symlink_to("large")
    size = bundle._disk_use(tmp_path)
    assert 3 * bundle.MEGABYTE <= size < 3.5 * bundle.MEGABYTE
    assert bundle._largest(tmp_path) == [{"file": "large", "megabytes": 3.0}]
