"""Exported campaigns: what is written follows from the plan alone, however often it is stopped."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.analysis.campaigns.exporting import (
    LOG,
    export,
    export_game,
    file_of,
    open_export,
    packaged_codec,
    read_export,
    summarise,
)
from engine.analysis.campaigns.playing import play_game
from engine.analysis.campaigns.simulation_plan import SimulationPlan, make_plan
from engine.campaign.encoding.packet_choices import choices_of
from engine.errors import EncodingError, MatchError

PLAN = make_plan(3, {"houses": 2, "turns": 3, "seed": 70})


def exported(plan: SimulationPlan, folder: Path, workers: int = 1) -> None:
    log = open_export(plan, folder)
    if workers == 1:
        list(export(log, folder, None, 1))
        return
    with ThreadPoolExecutor(workers) as executor:
        list(export(log, folder, executor, workers))


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "decisions"
    exported(PLAN, path)
    return path


def test_a_folder_has_a_file_a_game_and_a_log(folder: Path) -> None:
    assert sorted(content(folder)) == [*(file_of(folder, game).name for game in range(3)), LOG]


def test_an_exported_game_is_the_one_that_is_played_without_export(folder: Path) -> None:
    for number, found in enumerate(read_export(folder)):
        report = play_game(PLAN, number)
        assert report.record is not None
        record = report.record
        game = found.game
        assert (game.game, game.seed, game.turns) == (number, record.seed, record.turns)
        assert (game.checksum, game.winner, game.ending) == (
            record.checksum,
            record.winner,
            record.ending,
        )
        assert [house.id for house in game.houses if house.won] == [record.winner]
        for house in game.houses:
            assert house.prestige == record.house(house.id).prestige[-1]
        assert sum(house.prestige_share for house in game.houses) == pytest.approx(1)


def test_what_was_chosen_is_what_the_personas_ordered(folder: Path) -> None:
    codec = packaged_codec()
    found = list(read_export(folder))[1]
    rows, chosen = [], []
    report = play_game(
        PLAN,
        1,
        lambda seen, orders: chosen.extend(choices_of(codec, seen, orders).choices),
    )
    assert report.failure is None
    assert len(chosen) == len(found)
    for number, (decision, row) in enumerate(chosen):
        offered = found.rows_of(number)
        rows.append(offered[found.arrays.chosen[number]])
        assert (rows[-1] == decision.rows[row].astype(np.float16)).all()
        assert found.arrays.turn[number] <= 3
    ends = int(np.sum(found.arrays.chosen == 0))
    assert ends == 2 * 3, "one end a packet, two houses, three turns"


def test_the_files_are_the_same_on_any_number_of_workers(folder: Path, tmp_path: Path) -> None:
    exported(PLAN, tmp_path, workers=2)
    assert content(tmp_path) == content(folder)


def test_an_export_that_was_stopped_goes_on_to_the_same_files(folder: Path, tmp_path: Path) -> None:
    exported(PLAN, tmp_path)
    log = tmp_path / LOG
    lines = log.read_bytes().splitlines(keepends=True)
    # Stopped after the first game, while the line of the second was written.
    log.write_bytes(b"".join(lines[:2]) + lines[2][:30])
    file_of(tmp_path, 2).unlink()
    assert open_export(PLAN, tmp_path).missing == [1, 2]
    exported(PLAN, tmp_path)
    assert content(tmp_path) == content(folder)


def test_a_finished_export_plays_nothing_again(folder: Path) -> None:
    log = open_export(PLAN, folder)
    assert log.missing == []
    assert list(export(log, folder, None, 1)) == []


def test_another_plan_and_a_lost_or_exchanged_file_are_refused(tmp_path: Path) -> None:
    plan = replace(PLAN, games=2, turns=1)
    exported(plan, tmp_path)
    with pytest.raises(MatchError, match="its turns differs"):
        open_export(replace(plan, turns=2), tmp_path)
    first, second = file_of(tmp_path, 0), file_of(tmp_path, 1)
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    with pytest.raises(MatchError, match="another game than in the log"):
        open_export(plan, tmp_path)
    first.unlink()
    with pytest.raises(MatchError, match=rf"{first.name}: cannot be read"):
        open_export(plan, tmp_path)
    first.write_bytes(kept)
    assert open_export(plan, tmp_path).missing == []


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    report = export_game(tmp_path / "file", replace(PLAN, turns=1), 0)
    assert report.failure is not None
    assert "cannot be written" in report.failure


def test_an_empty_folder_has_no_export(tmp_path: Path) -> None:
    with pytest.raises(EncodingError, match="no exported campaigns"):
        list(read_export(tmp_path))


def test_the_summary_adds_all_games_up(folder: Path) -> None:
    summary = summarise(open_export(PLAN, folder), folder)
    games = list(read_export(folder))
    assert summary.games == len(games) == 3
    assert summary.decisions == sum(map(len, games))
    assert summary.split == sum(one.game.split for one in games) > 0
    assert f"{summary.decisions} decisions" in summary.to_text()


@pytest.mark.slow
def test_a_game_of_four_houses_and_35_turns_fits_into_200_kilobytes(tmp_path: Path) -> None:
    plan = make_plan(1, {"houses": 4, "seed": 11})
    assert export_game(tmp_path, plan, 0).failure is None
    assert file_of(tmp_path, 0).stat().st_size <= 200_000
