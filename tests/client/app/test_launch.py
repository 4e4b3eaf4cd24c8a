"""Whatever stops the window, before, while and after it is open, is told in a sentence."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pygame
import pytest

import client.app
import client.crash
import client.start
from client import streams
from client.app import App
from client.folders import FolderError, Folders, user_folders
from client.launch import run
from client.logs import LogFile
from client.settings import read_settings
from client.signals import Request, noting, raising
from client.stack import ScreenStack
from client.text.catalogue import text
from engine import resources
from engine.errors import DataError, Problem
from engine.sentences import Sentence

ROOT = Path(__file__).parents[3]
POSIX = pytest.mark.skipif(os.name == "nt", reason="asks the system in its own way")


def start(
    changes: dict[str, str | None], *words: str, closed: int | None = None, cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Start the program with *words*; a variable that is None is not there."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for name, value in changes.items():
        environment.pop(name, None)
        if value is not None:
            environment[name] = value
    command = [sys.executable, "-m", "hexfront", *words]
    if closed is not None:
        command = ["sh", "-c", f'exec "$0" "$@" {closed}>&-', *command]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=environment,
        cwd=cwd,
        timeout=120,
        check=False,
    )


NO_DISPLAY = {"DISPLAY": None, "WAYLAND_DISPLAY": None}


@POSIX
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SDL_VIDEODRIVER": "x11", **NO_DISPLAY}, "no window can be opened: x11"),
        ({"SDL_VIDEODRIVER": None, **NO_DISPLAY}, "there is no display"),
        ({"SDL_VIDEODRIVER": "nonsense", **NO_DISPLAY}, "no window can be opened"),
        ({"HEXFRONT_HOME": "~nobody-of-this-name/x"}, "HEXFRONT_HOME"),
        ({"HEXFRONT_HOME": "/dev/null/x"}, "Not a directory"),
        ({"HEXFRONT_HOME": "/proc/x"}, "HEXFRONT_HOME"),
        ({"HEXFRONT_HOME": "x" * 300}, "File name too long"),
    ],
)
def test_what_keeps_the_window_from_opening_is_one_sentence(
    changes: dict[str, str | None], sentence: str, tmp_path: Path
) -> None:
    done = start(changes, cwd=tmp_path)
    (line,) = [one for one in done.stderr.splitlines() if "XDG_RUNTIME_DIR" not in one]
    assert line.startswith("Hexfront can't start: ")
    assert sentence in line
    assert (done.returncode, done.stdout) == (1, "")
    assert not list(tmp_path.iterdir()), "nothing is made where nobody asked for it"


@POSIX
@pytest.mark.parametrize("word", ["nosuchcommand", "nowhere/nothing.toml"])
def test_a_word_that_names_nothing_is_said_before_a_display_is_looked_for(
    word: str, tmp_path: Path
) -> None:
    done = start({"SDL_VIDEODRIVER": None, **NO_DISPLAY}, word, cwd=tmp_path)
    expected = f"there is no command, scenario or file {word!r}; commands: `hexfront --help`"
    assert done.stderr == f"Hexfront can't start: {expected}\n"
    assert (done.returncode, done.stdout) == (1, "")


@POSIX
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_failure_is_an_exit_code_where_a_standard_stream_is_closed(closed: int) -> None:
    done = start({"SDL_VIDEODRIVER": "x11", **NO_DISPLAY}, closed=closed)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@POSIX
def test_a_home_that_nobody_knows_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def nobody(_number: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in ("HEXFRONT_HOME", "HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(FolderError, match="not known where the home folder is") as told:
        user_folders()
    assert told.value.strerror == str(told.value)


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    (line,) = capsys.readouterr().err.splitlines()
    return line


def reports(folder: Path) -> list[Path]:
    return list((folder / "logs").glob("crash_*"))


def test_packaged_data_that_is_missing_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(resources, "resource", lambda path: tmp_path / path)
    from client.tuning import load_tuning

    load_tuning.cache_clear()
    assert run(None) == 1
    assert re.search(r"Hexfront can't start: .*: No such file", one_line(capsys))


def test_packaged_data_that_is_broken_is_a_line_and_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], user_folder: Path
) -> None:
    def broken(_path: Path) -> None:
        raise DataError(
            [
                Problem("a.toml", "x", "y", Sentence("data.missing"), "R1"),
                Problem("b", "", "", Sentence("data.no-folder"), "R2"),
            ]
        )

    monkeypatch.setattr(client.start, "read_settings", broken)
    assert run(None) == 1
    (report,) = reports(user_folder)
    line = one_line(capsys)
    assert line.startswith("Hexfront stopped because of a fault: a.toml: x.y: missing [R1]")
    assert line.endswith(str(report))


def break_frame(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def frame(_app: App, _seconds: float) -> None:
        raise error

    monkeypatch.setattr(App, "frame", frame)


def close_boxes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Close every box of a crash at once, and note what it said."""
    said: list[str] = []

    class Closed(client.crash.Dialog):
        def draw(self, surface: pygame.Surface) -> None:
            super().draw(surface)
            said.extend([self.title, " ".join(self.lines)])
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    monkeypatch.setattr(client.crash, "Dialog", Closed)
    return said


@POSIX
def test_the_box_of_a_crash_comes_also_when_no_report_can_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folders: Folders
) -> None:
    said = close_boxes(monkeypatch)

    def frame(_app: App, _seconds: float) -> None:
        aside = folders.root.with_name("aside")
        folders.root.rename(aside)
        folders.root.write_text("in the way")
        raise ZeroDivisionError("a fault planted by a test")

    monkeypatch.setattr(App, "frame", frame)
    assert run(None) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert "ZeroDivisionError: a fault planted by a test in test_launch.py, line" in first
    assert "no report could be written: " in first
    assert second.startswith("Not everything could be kept: ")
    assert said[0] == text("app.crash")
    assert text("app.crash.unreported")[:40] in said[1]
    assert "a fault planted by a test" in said[1]
    assert folders.root.read_text() == "in the way"


@pytest.mark.parametrize("broken", ["write_report", "show_report", "both"])
def test_a_crash_of_the_crash_handler_is_no_further_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    def fail(*_: object, **__: object) -> Path:
        raise RecursionError("in the handler")

    close_boxes(monkeypatch)
    break_frame(monkeypatch, ZeroDivisionError("planted"))
    for name in ("write_report", "show_report"):
        if broken in {name, "both"}:
            monkeypatch.setattr(client.crash, name, fail)
    assert run(None) == 1
    assert "ZeroDivisionError: planted" in one_line(capsys)
    assert not pygame.display.get_init()


def test_what_is_lost_while_closing_keeps_nothing_else_from_being_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folders: Folders
) -> None:
    seen: list[App] = []

    def frame(app: App, _seconds: float) -> None:
        seen.append(app)
        app.running = False

    def fail() -> None:
        raise OSError(28, "No space left on device", "some file")

    monkeypatch.setattr(App, "frame", frame)
    monkeypatch.setattr(ScreenStack, "close", lambda _app: fail())
    assert run(None) == 1
    assert one_line(capsys) == "Not everything could be kept: some file: No space left on device"
    assert read_settings(folders.settings).settings.window is not None
    assert seen[0].worker._executor is None


def test_a_second_interruption_while_frames_are_shown_is_no_crash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], user_folder: Path
) -> None:
    def frame(_app: App, _seconds: float) -> None:
        for _ in range(2):
            signal_self("SIGINT")

    monkeypatch.setattr(App, "frame", frame)
    assert run(None) == 130
    assert not capsys.readouterr().err
    assert not reports(user_folder)


# ---------------------------------------------------------------- logs


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_log_that_cannot_be_written_is_dropped_without_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_file = LogFile(Path("/dev/full"))
    logging.getLogger().addHandler(log_file)
    logging.getLogger("test").error("a line")
    log_file.end()
    logging.getLogger("test").error("another line")
    assert not capsys.readouterr().err
    assert log_file not in logging.getLogger().handlers


def test_without_a_folder_for_logs_the_window_opens_all_the_same(
    monkeypatch: pytest.MonkeyPatch, folders: Folders, caplog: pytest.LogCaptureFixture
) -> None:
    def frame(app: App, _seconds: float) -> None:
        app.running = False

    monkeypatch.setattr(App, "frame", frame)
    start_in = client.start.start_log
    monkeypatch.setattr(client.start, "start_log", lambda _: start_in(folders.root / "none"))
    assert run(None) == 0
    assert "there will be no log: " in caplog.text


# ---------------------------------------------------------------- signals


def signal_self(name: str) -> None:
    import signal

    signal.raise_signal(signal.Signals[name])


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@POSIX
def test_a_signal_is_noted_or_raised_once_and_handlers_are_put_back(name: str) -> None:
    import signal

    number = signal.Signals[name]
    before = signal.getsignal(number)
    request = Request()
    with noting(request):
        signal_self(name)
    assert request.exit_code == 128 + number
    request = Request()
    with raising(request), pytest.raises(KeyboardInterrupt):
        signal_self(name)
    assert request.exit_code == 128 + number
    assert signal.getsignal(number) is before


@POSIX
def test_who_was_told_to_outlive_its_terminal_does() -> None:
    import signal

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        request = Request()
        with noting(request), raising(request):
            signal_self("SIGHUP")
        assert request.number is None
    finally:
        signal.signal(signal.SIGHUP, before)


WINDOW = """
import sys
from client import launch
from client.app import App
shown = App.frame
def frame(app, seconds):
    shown(app, seconds)
    if app.worker.is_ready:
        sys.stdout.write(f"{app.worker._ready.result()}\\n")
        sys.stdout.flush()
App.frame = frame
if __name__ == "__main__":
    sys.exit(launch.run(None))
"""


@POSIX
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_window_by_its_usual_way_out(
    name: str, tmp_path: Path, user_folder: Path
) -> None:
    import signal

    from tests.client.worker.test_decisions import is_alive, wait

    script = tmp_path / "window.py"
    script.write_text(WINDOW)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SDL_VIDEODRIVER": "dummy"}
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        # A test that is run in the background has Ctrl+C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as window:
        assert window.stdout is not None
        worker = int(window.stdout.readline())
        window.send_signal(signal.Signals[name])
        _, said = window.communicate(timeout=60)
    assert window.returncode == 128 + signal.Signals[name]
    assert not said
    assert "window = " in (user_folder / "settings.toml").read_text()
    assert not list(user_folder.rglob("*.new"))
    wait(lambda: not is_alive(worker))


# ---------------------------------------------------------------- streams


def test_a_sentence_is_one_line_without_control_characters() -> None:
    assert streams.on_one_line("a\nb\x1b[2J \udcff") == "a b\\x1b[2J \\udcff"


@pytest.mark.parametrize("gone", ["none", "closed", "full"])
def test_a_sentence_that_nobody_can_hear_is_no_failure(
    gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = None
    if gone != "none":
        path = Path("/dev/full") if gone == "full" and Path("/dev/full").exists() else os.devnull
        stream = open(path, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it is to be broken
        if gone == "closed":
            stream.close()
    monkeypatch.setattr(sys, "stderr", stream)
    streams.say("x")
    monkeypatch.setattr(sys, "stdout", stream)
    streams.release_streams()
    monkeypatch.undo()
    if stream is not None:
        if gone == "full":
            assert os.path.samestat(os.fstat(stream.fileno()), os.stat(os.devnull))  # noqa: PTH116
        stream.close()
    assert stream is None or stream.closed, "closing tries once more to write"
