"""The file of a match: gone on with after any end, and never mistaken for another's."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from engine import limits
from engine.analysis.statistics.collector import COLLECTOR
from engine.append_file import AppendFile
from engine.errors import MatchError
from engine.players.arena.match import Match, make_match
from engine.players.arena.match_game import GameResult
from engine.players.arena.match_log import MatchLog
from engine.players.arena.running import run
from engine.players.scenario_list import read_scenario_list
from tests.engine.arena.conftest import played
from tests.full_disk import fill_up_after


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "match.jsonl"


def test_a_match_that_was_stopped_goes_on_as_if_it_had_not_been(small: Match, path: Path) -> None:
    assert len(list(islice(run(MatchLog(small, path), None, 1), 3))) == 3
    assert path.read_bytes().count(b"\n") == 1 + 3
    match_log = MatchLog(small, path)
    assert match_log.missing == [3, 4, 5, 6, 7]
    assert len(list(run(match_log, None, 1))) == 5
    assert played(small, path) == played(small)
    assert path.read_bytes().count(b"\n") == 1 + small.games


@pytest.mark.parametrize("torn", [1, 20, 60])
def test_a_torn_last_line_is_dropped_and_its_game_played_again(
    small: Match, path: Path, torn: int
) -> None:
    whole = played(small, path)
    path.write_bytes(path.read_bytes()[:-torn])
    assert len(MatchLog(small, path).missing) == 1
    assert played(small, path) == whole
    assert path.read_bytes().count(b"\n") == 1 + small.games
    assert MatchLog(small, path).missing == []


@pytest.mark.parametrize("left", [0, 10])
def test_a_torn_first_line_begins_anew(small: Match, path: Path, left: int) -> None:
    MatchLog(small, path)
    path.write_bytes(path.read_bytes()[:left])
    assert len(MatchLog(small, path).missing) == small.games


@pytest.mark.parametrize(
    "changed",
    [
        {"a": "bot:greedy"},
        {"seed": 4},
        {"repeats": 5},
        {"data": "another"},
        {"rules_version": 0},
        {"both_seats": False},
        {"with_statistics": True},
    ],
)
def test_the_file_of_another_match_is_refused_and_left_alone(
    small: Match, path: Path, changed: dict[str, object]
) -> None:
    MatchLog(small, path)
    before = path.read_bytes()
    with pytest.raises(MatchError, match=f"another match: its {next(iter(changed))} differs"):
        MatchLog(
            replace(small, **changed), path, COLLECTOR if "with_statistics" in changed else None
        )
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["my diary", "my diary\nof the war\n", "{}\n", "[1]\n"])
def test_a_file_that_is_no_match_log_is_refused_and_left_alone(
    small: Match, path: Path, text: str
) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MatchError, match="not a match log"):
        MatchLog(small, path)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_of_an_older_version_is_refused_and_left_alone(small: Match, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"ledger":1,"match":{"a":"bot:random","venues":[]}}\n')
    with pytest.raises(MatchError, match="begun by an older version"):
        MatchLog(small, path)
    assert path.stat().st_size == 52


def test_a_damaged_line_is_named(small: Match, path: Path) -> None:
    played(small, path)
    lines = path.read_bytes().split(b"\n")
    for broken in (b"[1]", lines[1], lines[1].replace(b"[0", b"[99", 1)):
        path.write_bytes(b"\n".join([*lines[:3], broken, *lines[4:]]))
        with pytest.raises(MatchError, match="line 4"):
            MatchLog(small, path)


@pytest.mark.parametrize(
    "times", ["[10000000000,[1],1]", "[-1,[1],1]", "[0,[-1],1]", "[0,[1],-1]", "[0,[1e300],1]"]
)
def test_times_that_nobody_can_have_taken_are_refused(small: Match, path: Path, times: str) -> None:
    played(small, path)
    lines = path.read_bytes().split(b"\n")
    record = msgspec.json.decode(lines[3])
    record[5][1] = msgspec.Raw(times.encode())
    path.write_bytes(b"\n".join([*lines[:3], msgspec.json.encode(record), *lines[4:]]))
    with pytest.raises(MatchError, match="line 4"):
        MatchLog(small, path)


def test_a_player_whose_file_was_changed_is_another_match(
    player_file: Callable[..., str], path: Path
) -> None:
    sources = read_scenario_list("first_landing")
    spec = player_file()
    MatchLog(make_match(spec, "bot:random", sources, 2, 0), path)
    with Path(spec.split(":")[1]).open("a", encoding="utf-8") as file:
        file.write("# cleverer\n")
    with pytest.raises(MatchError, match="its data differs"):
        MatchLog(make_match(spec, "bot:random", sources, 2, 0), path)


def test_a_game_takes_at_most_200_bytes_or_so(small: Match, path: Path) -> None:
    played(small, path)
    lines = path.read_bytes().splitlines()[1:]
    assert sum(map(len, lines)) / len(lines) < 220


def test_what_can_not_be_a_file_is_refused(small: Match, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (tmp_path, tmp_path / "file" / "match.jsonl"):
        with pytest.raises(MatchError, match=f"{place}: can't be used as a file"):
            MatchLog(small, place)


def test_a_second_run_on_one_file_is_refused(small: Match, path: Path) -> None:
    first = MatchLog(small, path)
    late = MatchLog(small, path)
    games = run(first, None, 1)
    next(games)
    before = path.read_bytes()
    with pytest.raises(MatchError, match="another run is writing this file"):
        MatchLog(small, path)
    with pytest.raises(MatchError, match="another run is writing this file"):
        next(run(late, None, 1))
    assert path.read_bytes() == before
    list(games)
    with pytest.raises(MatchError, match="another run has written to it meanwhile"):
        next(run(late, None, 1))
    assert played(small, path) == played(small)


def test_a_full_disk_ends_a_match_with_a_sentence_and_keeps_what_was_played(
    small: Match, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_log = MatchLog(small, path)
    with monkeypatch.context() as full:
        fill_up_after(700, full)
        with pytest.raises(MatchError, match="No space left on device"):
            list(run(match_log, None, 1))
    assert 0 < len(MatchLog(small, path).records) < small.games
    assert played(small, path) == played(small)


def test_a_disk_that_is_full_at_any_byte_costs_one_game_at_most(
    small: Match, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(small, path)
    whole, games = path.read_bytes(), MatchLog(small, path).played
    for room in range(0, len(whole), 23):
        path.unlink(missing_ok=True)
        with monkeypatch.context() as full:
            fill_up_after(room, full)
            with pytest.raises(MatchError, match="No space left on device"):
                write(small, path, games)
        held = path.read_bytes() if path.exists() else b""
        assert whole.startswith(held)
        match_log = MatchLog(small, path)
        assert len(match_log.records) == max(0, held.count(b"\n") - 1)
        write(small, path, games[len(match_log.records) :])
        assert path.read_bytes() == whole


def write(match: Match, path: Path, games: list[GameResult]) -> None:
    match_log = MatchLog(match, path)
    with match_log.open():
        for game in games:
            match_log.add(game)


def test_the_disk_has_a_ledger_before_its_match_and_all_games_after_it(
    small: Match, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, int]] = []

    def watch(descriptor: int) -> None:
        found = os.fstat(descriptor)
        synced.append((stat.S_ISDIR(found.st_mode), path.read_bytes().count(b"\n")))

    monkeypatch.setattr(os, "fsync", watch)
    match_log = MatchLog(small, path)
    assert synced == [(False, 1), (True, 1)], "the file, and the folder that has its name"
    assert len(list(run(match_log, None, 1))) == small.games
    assert synced[-1] == (False, 1 + small.games)


def test_a_match_is_not_kept_from_its_ledger_by_one_who_waits_for_the_disk(
    small: Match, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        os, "fsync", lambda _: AppendFile.open(path, limits.MATCH_LOG_BYTES).close()
    )
    assert MatchLog(small, path).missing
