"""Commands whose files can't grow: a sentence, exit code 1, and nothing half made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from client.terminal.keeping import KeptGame
from engine.battle import Game
from engine.players.arena.match import make_match
from engine.players.arena.match_log import MatchLog
from engine.players.scenario_list import read_scenario_list
from tests.full_disk import fill_up_after

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")

BOTS = ("--one", "bot:random", "--two", "bot:random")
MATCH = ("--a", "bot:random", "--b", "bot:random", "--scenarios", "lock_keepers", "--games", "8")


def limited_to(size: int) -> Callable[[], None]:
    """Return a function that limits files to so many bytes: writes are cut short, then refused."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def run(size: int, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hexfront", *map(str, words)],
        preexec_fn=limited_to(size),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 1_000, 3_500, 5_000])
def test_a_battle_whose_file_can_not_grow(tmp_path: Path, size: int) -> None:
    file = tmp_path / "battle.jsonl"
    done = run(size, "play", "lock_keepers", *BOTS, "--seed", 3, "--save", file)
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) in ([], [file])
    if file.exists():
        assert Game.load(file).result is None


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 300, 900])
def test_a_match_whose_file_can_not_grow(tmp_path: Path, size: int) -> None:
    file = tmp_path / "match.jsonl"
    done = run(size, "arena", *MATCH, "--workers", 1, "--resume", file)
    assert done.returncode == 1
    assert f"{file}: can't be used as a file: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) in ([], [file])
    match = make_match("bot:random", "bot:random", read_scenario_list("lock_keepers"), 8, 0)
    assert len(MatchLog(match, file).records) < 8


@pytest.mark.parametrize("room", range(0, 4_000, 61))
def test_a_battle_that_is_saved_on_a_disk_that_is_full_at_any_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    from engine.battle import load_scenario

    path = tmp_path / "battle.jsonl"
    game = Game.start(load_scenario("lock_keepers"), 3)
    kept = KeptGame.begin(game, path)
    with monkeypatch.context() as full:
        fill_up_after(room, full)
        for _ in range(100):
            if game.result is None:
                game.apply(game.legal_actions()[-1])
                kept.keep()
        assert (kept.problem is not None) is (path.read_text() != "".join(lines_of(game)))
        assert Game.load(path).records <= game.records
    kept.keep()
    assert kept.problem is None
    kept.close()
    assert path.read_text() == "".join(lines_of(game))
    assert list(tmp_path.iterdir()) == [path]


def lines_of(game: Game) -> list[str]:
    return [f"{line}\n" for line in game.lines]
