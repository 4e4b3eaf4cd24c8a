"""install.sh and uninstall.sh, for one user, in homes with difficult names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

LINUX = Path(__file__).parents[2] / "packaging" / "linux"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the installer is for Linux")


class Player:
    """A person with a home, and an unpacked archive whose game is a copy of `sleep`."""

    def __init__(self, folder: Path, home: str) -> None:
        self.home = folder / home
        self.home.mkdir()
        self.archive = folder / "unpacked archive"
        self.variables = {"HOME": str(self.home), "PATH": os.environ["PATH"]}
        game = self.archive / "hexfront"
        (game / "_internal").mkdir(parents=True)
        (game / "_internal" / "version").write_text("1", encoding="ascii")
        sleep = shutil.which("sleep")
        assert sleep is not None
        for name in ("hexfront", "hexfront-console"):
            shutil.copy(sleep, game / name)
        for name in ("install.sh", "uninstall.sh"):
            shutil.copy(LINUX / name, self.archive)
        applications = self.archive / "share" / "applications"
        applications.mkdir(parents=True)
        shutil.copy(LINUX / "hexfront.desktop", applications)
        icons = self.archive / "share" / "icons" / "hicolor" / "16x16" / "apps"
        icons.mkdir(parents=True)
        (icons / "hexfront.png").write_bytes(b"picture")

    @property
    def data(self) -> Path:
        return self.home / ".local" / "share"

    @property
    def program(self) -> Path:
        return self.data / "hexfront-program"

    @property
    def saves(self) -> Path:
        return self.data / "hexfront"

    def run(self, script: Path, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", script, *words],
            env=self.variables,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def install(self) -> subprocess.CompletedProcess[str]:
        return self.run(self.archive / "install.sh")

    def uninstall(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run(self.program / "uninstall.sh", *words)

    def tree(self) -> list[str]:
        return sorted(str(path.relative_to(self.home)) for path in self.home.rglob("*"))


@pytest.fixture(params=["plain", "Zoë Player", 'odd $HOME "quoted" 100% `x` \\n'])
def player(tmp_path: Path, request: pytest.FixtureRequest) -> Player:
    return Player(tmp_path, request.param)


@pytest.fixture
def one(tmp_path: Path) -> Player:
    return Player(tmp_path, "Zoë Player")


@pytest.fixture
def running(one: Player) -> Iterator[subprocess.Popen[bytes]]:
    assert one.install().returncode == 0
    game = subprocess.Popen([one.home / ".local" / "bin" / "hexfront", "60"])
    time.sleep(0.1)
    yield game
    game.kill()
    game.wait()


def command_of(entry: str) -> str:
    """Read an Exec line as the Desktop Entry Specification says: a string, then one argument."""
    line = next(line for line in entry.splitlines() if line.startswith("Exec="))
    text = line.removeprefix("Exec=").replace("\\\\", "\\")
    assert text[0] == text[-1] == '"'
    assert "%" not in text.replace("%%", ""), "a single one begins a field code"
    return re.sub(r"\\(.)", r"\1", text[1:-1]).replace("%%", "%")


def test_the_game_is_in_the_menu_and_on_the_path(player: Player) -> None:
    done = player.install()
    assert done.returncode == 0, done.stderr
    entry = (player.data / "applications" / "hexfront.desktop").read_text(encoding="utf-8")
    assert command_of(entry) == str(player.program / "hexfront")
    assert (player.data / "icons" / "hicolor" / "16x16" / "apps" / "hexfront.png").is_file()
    for name in ("hexfront", "hexfront-console"):
        subprocess.run([player.home / ".local" / "bin" / name, "0"], check=True)


def test_uninstalling_leaves_everything_as_it_was(player: Player) -> None:
    (player.home / ".local" / "bin").mkdir(parents=True)
    (player.home / ".local" / "bin" / "other").touch()
    before = player.tree()
    player.install()
    player.install()
    done = player.uninstall()
    assert done.returncode == 0, done.stderr
    assert player.tree() == before


def test_installing_again_is_an_upgrade(one: Player) -> None:
    one.install()
    first = one.tree()
    (one.archive / "hexfront" / "_internal" / "version").write_text("2", encoding="ascii")
    assert one.install().returncode == 0
    now = (one.program / "hexfront").resolve().parent / "_internal" / "version"
    assert now.read_text(encoding="ascii") == "2"
    assert len(one.tree()) == len(first), "one version is kept"


def test_saves_stay_unless_their_removal_is_asked_for(one: Player) -> None:
    one.install()
    one.saves.mkdir()
    (one.saves / "battle.jsonl").touch()
    done = one.uninstall()
    assert str(one.saves) in done.stdout
    assert (one.saves / "battle.jsonl").exists()
    done = one.run(one.archive / "uninstall.sh", "--remove-saves")
    assert done.returncode == 0, done.stderr
    assert f"removed: {one.saves}" in done.stdout
    assert not one.saves.exists()


def test_saves_in_a_folder_of_ones_own_are_left_to_the_player(one: Player) -> None:
    one.install()
    one.variables["HEXFRONT_HOME"] = str(one.home)
    done = one.uninstall("--remove-saves")
    assert done.returncode == 1
    assert "HEXFRONT_HOME" in done.stderr
    assert one.program.exists(), "nothing was removed"


def test_a_running_game_keeps_its_files_through_an_upgrade(
    one: Player, running: subprocess.Popen[bytes]
) -> None:
    mine = (one.program / "hexfront").resolve().parent
    done = one.install()
    assert done.returncode == 0
    assert str(mine) in done.stdout
    assert (mine / "_internal" / "version").exists()
    assert (one.program / "hexfront").resolve().parent != mine
    assert running.poll() is None
    running.kill()
    running.wait()
    one.install()
    assert not mine.exists()


@pytest.mark.usefixtures("running")
def test_a_running_game_is_not_uninstalled(one: Player) -> None:
    before = one.tree()
    done = one.uninstall()
    assert done.returncode == 1
    assert "is running" in done.stderr
    assert one.tree() == before


def test_what_is_not_ours_is_neither_replaced_nor_removed(one: Player) -> None:
    command = one.home / ".local" / "bin" / "hexfront"
    command.parent.mkdir(parents=True)
    command.write_text("mine", encoding="ascii")
    done = one.install()
    assert done.returncode == 0
    assert str(command) in done.stderr
    (one.data / "icons" / "mine").touch()
    one.uninstall()
    assert command.read_text(encoding="ascii") == "mine"
    assert (one.data / "icons" / "mine").exists()


def test_a_data_folder_of_ones_own_is_used(one: Player) -> None:
    one.variables["XDG_DATA_HOME"] = str(one.home / "my data")
    assert one.install().returncode == 0
    assert (one.home / "my data" / "hexfront-program" / "hexfront").exists()
    assert not one.data.exists()
    one.variables["XDG_DATA_HOME"] = "relative"
    done = one.install()
    assert done.returncode == 1
    assert "XDG_DATA_HOME" in done.stderr


def test_half_an_archive_is_refused(one: Player) -> None:
    shutil.rmtree(one.archive / "hexfront")
    done = one.install()
    assert done.returncode == 1
    assert "unpack the whole archive" in done.stderr
    assert one.tree() == []


def test_what_is_not_installed_can_not_be_removed(one: Player) -> None:
    done = one.run(one.archive / "uninstall.sh")
    assert done.returncode == 1
    assert "nothing is installed" in done.stderr
    assert one.run(one.archive / "uninstall.sh", "--everything").returncode == 1
