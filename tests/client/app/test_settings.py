"""The file of settings: what is kept in it, and what happens to one that can't be read."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pygame
import pytest

from client.folders import Folders
from client.settings import (
    HandOver,
    Pace,
    Settings,
    change_settings,
    complaint_lines,
    read_settings,
    write_settings,
)
from client.text.catalogue import text
from engine import limits, plaintext
from engine.files import NotPlainFile
from tests.client.app.hand import OpenApp

EVERYTHING = Settings(
    theme="high_contrast",
    scale=150,
    pace=Pace.INSTANT,
    hand_over=HandOver.OPAQUE,
    fullscreen=True,
    window=(1000, 700),
    volume_interface=0,
    volume_battle=100,
    volume_ambience=20,
    muted=True,
)


@pytest.mark.parametrize("settings", [Settings(), EVERYTHING])
def test_what_is_written_is_read(folders: Folders, settings: Settings) -> None:
    write_settings(folders.settings, settings)
    assert read_settings(folders.settings) == (settings, None, None, None)
    assert [file.name for file in folders.root.glob("settings*")] == ["settings.toml"]


def test_without_a_file_there_are_the_usual_settings_and_none_is_made(folders: Folders) -> None:
    assert read_settings(folders.settings) == (Settings(), None, None, None)
    assert not folders.settings.exists()


BROKEN = {
    "no TOML": "version = ",
    "bytes": b"\xff\xfe\x00",
    "unknown key": 'version = 1\ncolour = "red"',
    "unknown value": 'version = 1\npace = "snail"',
    "wrong type": 'version = 1\nfullscreen = "yes"',
    "unknown theme": 'version = 1\ntheme = "pink"',
    "unknown language": 'version = 1\nlanguage = "tlh"',
    "impossible scale": "version = 1\nscale = 90",
    "a volume that is not offered": "version = 1\nvolume_battle = 55",
    "a volume beyond all": "version = 1\nvolume_ambience = -20",
    "a volume that is no number": 'version = 1\nvolume_interface = "loud"',
    "muted by a number": "version = 1\nmuted = 1",
    "tiny window": "version = 1\nwindow = [10, 10]",
    "later version": "version = 2",
    "a window larger than any screen": "version = 1\nwindow = [1000000000, 1000000000]",
    "a window beyond all numbers": f"version = 1\nwindow = [{10**4000}, 500]",
    "tables without end": "a = {" * 20_000,
    "lists without end": "a = " + "[" * 50_000,
    "tables in long keys": ("a." * 60 + "a = {") * 40 + "}" * 40,
    "a key without end": "a." * 40_000 + "a = 1",
    "a text without end": f'version = 1\ntheme = "{"x" * 90_000}"',
    "a terminal's code": 'version = 1\ntheme = "\\u001b[2J"',
    "no end of it": "#" * 1_000_000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_kept_beside_a_fresh_one(folders: Folders, content: str | bytes) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    folders.settings.write_bytes(raw)
    settings, problem, kept, left = read_settings(folders.settings)
    assert left is None
    assert settings == Settings()
    assert problem
    assert len(problem) < 2 * limits.MESSAGE
    assert problem == plaintext.escape_lines(problem)
    assert kept == folders.root / "settings.toml.broken-1"
    assert kept.read_bytes() == raw
    assert read_settings(folders.settings) == (Settings(), None, None, None)


def test_settings_of_a_newer_version_are_named_as_such(folders: Folders) -> None:
    folders.settings.write_text("version = 99\nsky = true\n", encoding="utf-8")
    problem = read_settings(folders.settings).problem
    assert problem is not None
    assert "version: written by a newer version of Hexfront; this one reads 1" in problem
    assert "sky" not in problem


def test_what_is_no_plain_file_is_put_aside(folders: Folders) -> None:
    folders.settings.mkdir()
    (folders.settings / "inside").touch()
    settings, problem, kept, left = read_settings(folders.settings)
    assert left is None
    assert settings == Settings()
    assert problem == "settings.toml: can't be read: it is a folder, not a file"
    assert kept is not None
    assert (kept / "inside").exists()
    folders.settings.unlink()
    os.mkfifo(folders.settings)
    assert read_settings(folders.settings).problem == (
        "settings.toml: can't be read: it is not a plain file"
    )
    folders.settings.unlink()
    folders.settings.symlink_to("/dev/zero")
    assert "not a plain file" in str(read_settings(folders.settings).problem)


def test_a_broken_file_that_cannot_be_put_aside_is_left_and_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.settings.write_text("broken")

    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", str(path), None, str(target))

    monkeypatch.setattr(type(folders.settings), "rename", refuse)
    read = read_settings(folders.settings)
    assert (read.settings, read.kept) == (Settings(), None)
    assert str(read.problem).split("\n")[1] == f"Permission denied: {folders.root}"
    assert folders.settings.read_text() == "broken"
    lines = complaint_lines(read)
    assert lines[0] == text("app.settings.left.text")
    assert "None" not in " ".join(lines)


@pytest.mark.parametrize("code", [errno.EIO, errno.EMFILE, errno.EACCES])
def test_a_file_that_the_system_does_not_read_is_left_alone_and_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    write_settings(folders.settings, EVERYTHING)
    before = folders.settings.read_bytes()
    wanted = Settings(theme="high_contrast")
    with unreadable_settings(monkeypatch, code):
        read = read_settings(folders.settings)
        assert (read.settings, read.kept) == (Settings(), None)
        assert read.problem == f"settings.toml: can't be read: {os.strerror(code)}"
        assert complaint_lines(read) == [text("app.settings.left.text"), read.problem]
        with pytest.raises(OSError, match=r"settings\.toml"):
            change_settings(folders, read.settings, wanted)
    assert folders.settings.read_bytes() == before
    assert [file.name for file in folders.root.glob("settings*")] == ["settings.toml"]
    change_settings(folders, read.settings, wanted)
    whole = msgspec.structs.replace(EVERYTHING, theme="high_contrast")
    assert read_settings(folders.settings).settings == whole


@contextmanager
def unreadable_settings(monkeypatch: pytest.MonkeyPatch, code: int) -> Iterator[None]:
    """Make opening the settings fail for a block."""
    real = os.open

    def fail(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == "settings.toml":
            raise OSError(code, os.strerror(code), str(path))
        return real(path, flags, mode)

    with monkeypatch.context() as failing:
        failing.setattr(os, "open", fail)
        yield


def test_a_window_that_could_not_read_its_settings_writes_only_what_was_chosen_in_it(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    there = msgspec.structs.replace(EVERYTHING, fullscreen=False, scale=100)
    write_settings(folders.settings, there)
    folders.settings.rename(folders.root / "away")
    folders.settings.symlink_to(folders.root / "unplugged")
    hand.app.change(msgspec.structs.replace(hand.app.settings, ask_before_end=False))
    hand.frame()
    assert hand.app.message is not None
    assert hand.app.message.title == text("app.settings.unwritable")
    assert folders.settings.is_symlink()
    (folders.root / "away").rename(folders.root / "unplugged")
    hand.app.change(msgspec.structs.replace(hand.app.settings, hand_over=HandOver.OFF))
    kept = read_settings(folders.settings).settings
    assert kept == msgspec.structs.replace(there, ask_before_end=False, hand_over=HandOver.OFF)


def test_a_broken_file_that_cannot_be_put_aside_is_never_written_over(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.settings.write_text("broken")

    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", str(path), None, str(target))

    with monkeypatch.context() as refusing:
        refusing.setattr(type(folders.settings), "rename", refuse)
        with pytest.raises(PermissionError):
            change_settings(folders, Settings(), Settings(theme="high_contrast"))
        assert folders.settings.read_text() == "broken"
    read = change_settings(folders, Settings(), Settings(theme="high_contrast"))
    assert read.kept is not None
    assert read.kept.read_text() == "broken"
    assert read_settings(folders.settings).settings.theme == "high_contrast"


def test_a_byte_order_mark_does_not_keep_settings_from_being_read(folders: Folders) -> None:
    folders.settings.write_bytes(b'\xef\xbb\xbfversion = 1\ntheme = "high_contrast"')
    assert read_settings(folders.settings) == (Settings(theme="high_contrast"), None, None, None)


def test_a_second_broken_file_does_not_replace_the_first(folders: Folders) -> None:
    for content in ("first", "second"):
        folders.settings.write_text(content)
        read_settings(folders.settings)
    kept = sorted(folders.root.glob("settings.toml.broken-*"))
    assert [file.read_text() for file in kept] == ["first", "second"]


def test_what_can_not_be_kept_at_the_end_does_not_stop_the_end(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    folders.lock.mkdir()  # even a superuser can't write there
    pygame.display.set_mode((1000, 700), pygame.RESIZABLE)
    hand.frame()
    with pytest.raises(NotPlainFile, match="folder"):
        hand.app.close()
    assert not hand.app.stack.screens
    folders.lock.rmdir()


def test_a_file_that_cannot_be_written_is_told(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app()
    folders.lock.mkdir()  # even a superuser can't write there
    changed = msgspec.structs.replace(hand.app.settings, theme="high_contrast")
    hand.app.change(changed)
    hand.frame()
    assert hand.app.message is not None
    assert hand.app.message.title == text("app.settings.unwritable")
    assert hand.app.style.theme_name == "high_contrast"
    folders.lock.rmdir()


def test_what_another_window_changed_meanwhile_stays(folders: Folders) -> None:
    opened = Settings(scale=100)
    change_settings(folders, opened, msgspec.structs.replace(opened, theme="high_contrast"))
    change_settings(folders, opened, msgspec.structs.replace(opened, scale=150))
    read = read_settings(folders.settings)
    assert read.problem is None
    assert (read.settings.theme, read.settings.scale) == ("high_contrast", 150)


def test_what_could_not_be_written_is_written_with_the_next_change(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    folders.lock.mkdir()  # even a superuser can't write there
    hand.app.change(msgspec.structs.replace(hand.app.settings, theme="high_contrast"))
    folders.lock.rmdir()
    hand.app.change(msgspec.structs.replace(hand.app.settings, ask_before_end=False))
    read = read_settings(folders.settings).settings
    assert (read.theme, read.ask_before_end, read.scale) == ("high_contrast", False, 100)


@pytest.mark.parametrize("content", [None, "theme = 1"])
def test_a_file_that_is_gone_or_broken_takes_nothing_from_the_window(
    open_app: OpenApp, folders: Folders, content: str | None
) -> None:
    hand = open_app()
    hand.app.change(msgspec.structs.replace(hand.app.settings, theme="high_contrast"))
    if content is None:
        folders.settings.unlink()
    else:
        folders.settings.write_text(content)
    hand.app.change(msgspec.structs.replace(hand.app.settings, ask_before_end=False))
    hand.frame()
    read = read_settings(folders.settings).settings
    assert (read.theme, read.ask_before_end) == ("high_contrast", False)
    told = None if hand.app.message is None else hand.app.message.title
    assert told == (None if content is None else text("app.settings.broken"))
