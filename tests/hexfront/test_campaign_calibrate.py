"""`hexfront campaign calibrate`: battles, their log, the tables, the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.campaign.calibration.log import CalibrationLog
from engine.campaign.calibration.trial_battles import Fought, fight, fingerprint
from engine.campaign.data import load_numbers
from engine.campaign.data.loading import read_campaign
from engine.data.datafiles import packaged_data
from engine.random_source import RandomSource

Command = Callable[..., Result]
ROOT = Path(__file__).parents[2]
NUMBERS = load_numbers()
MARKS = """# Balance

<!-- calibration: begin, by a command -->
old
<!-- calibration: end -->

End.
"""


def write_log(path: Path, battles: int) -> None:
    """Write a log of battles that nobody fought."""
    source = RandomSource(1)
    log = CalibrationLog(path)
    with log.open():
        for number in range(battles):
            points = source.integer(100, 900), source.integer(100, 900)
            won = points[0] + source.integer(-200, 200) > points[1]
            lost = (300, 900) if won else (900, 300)
            first, assault = source.chance(0.5), source.chance(0.3)
            log.add(Fought(number, points, (4, 4), lost, won, first, assault, "heath"))


def test_battles_are_fought_and_the_fit_is_reported(hexfront: Command, tmp_path: Path) -> None:
    log = tmp_path / "battles.jsonl"
    words = "campaign", "calibrate", "--workers", "1", "--resume", str(log), "--json"
    done = hexfront(*words, "--battles", "2")
    assert done.exit_code == 0, done.output
    done = hexfront(*words, "--battles", "4")
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert facts["battles"] == 4
    assert facts["fitted_to"] == fingerprint()
    assert [len(facts[name]) for name in ("chance", "winner_loses", "loser_loses")] == [21] * 3
    assert CalibrationLog(log).first(4) == [fight(number) for number in range(4)]


def test_tables_and_page_are_written(hexfront: Command, tmp_path: Path) -> None:
    log, table, page = (tmp_path / name for name in ("log.jsonl", "resolver.toml", "page.md"))
    battles = NUMBERS.invasion.calibration.battles
    write_log(log, battles)
    page.write_text(MARKS)
    done = hexfront(
        "campaign", "calibrate", "--resume", str(log), "--table", str(table), "--page", str(page)
    )
    assert done.exit_code == 0, done.output
    draft = read_campaign(packaged_data(), {"resolver": table})
    assert draft.problems == []
    raw = draft.raw["resolver"]
    assert (raw["BATTLES"], raw["FITTED_TO"]) == (battles, fingerprint())
    text = page.read_text()
    assert text.startswith("# Balance\n\n<!-- calibration: begin, by a command -->")
    assert text.endswith("<!-- calibration: end -->\n\nEnd.\n")
    assert "old" not in text
    assert "| Predicted | Battles | Mean prediction | Won | 95 % interval |" in text
    assert f"| 0 | {raw['CHANCE'][10]} |" in text
    assert f"{battles:,} landings" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--battles", "5", "--table", "{}/a.toml"], "at least 3000 battles, not 5"),
        (["--battles", "5", "--page", "{}/no.md"], "there is no page"),
        (["--battles", "5", "--resume", "{}"], "{}"),
    ],
)
def test_a_calibration_that_cannot_be_kept_is_refused_before_the_first_battle(
    hexfront: Command, tmp_path: Path, words: list[str], says: str
) -> None:
    done = hexfront("campaign", "calibrate", *(word.format(tmp_path) for word in words))
    assert done.exit_code == 1
    assert says.format(tmp_path) in done.stderr.replace("\n", "")
    assert not list(tmp_path.iterdir())


def test_a_table_that_cannot_be_written_is_said(hexfront: Command, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    write_log(log, NUMBERS.invasion.calibration.battles)
    done = hexfront("campaign", "calibrate", "--resume", str(log), "--table", str(tmp_path))
    assert done.exit_code == 1
    assert "the tables cannot be written" in done.stderr.replace("\n", " ")


def test_the_page_has_the_tables_of_the_data() -> None:
    page = (ROOT / "docs" / "campaign-balance.md").read_text(encoding="utf-8")
    resolver = NUMBERS.resolver
    rows = zip(
        range(-1000, 1001, 100),
        resolver.chance,
        resolver.winner_loses,
        resolver.loser_loses,
        strict=True,
    )
    for row in rows:
        assert f"| {' | '.join(map(str, row))} |" in page
    assert f"{resolver.battles:,} landings" in page


def test_tables_of_more_than_ten_thousand_battles_can_be_read(
    hexfront: Command, tmp_path: Path
) -> None:
    log, table = tmp_path / "log.jsonl", tmp_path / "resolver.toml"
    write_log(log, 10_500)
    words = "campaign", "calibrate", "--battles", "10500", "--resume", str(log)
    done = hexfront(*words, "--table", str(table))
    assert done.exit_code == 0, done.output
    draft = read_campaign(packaged_data(), {"resolver": table})
    assert draft.problems == []


def test_the_tables_of_the_game_are_judged_by_the_landings_they_were_not_fitted_to(
    hexfront: Command, tmp_path: Path
) -> None:
    log, fitted = tmp_path / "log.jsonl", NUMBERS.resolver.battles
    write_log(log, fitted + 50)
    words = "campaign", "calibrate", "--judge", "--resume", str(log), "--json"
    done = hexfront(*words, "--battles", str(fitted + 50))
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert tuple(facts["chance"]) == NUMBERS.resolver.chance
    held = fitted * NUMBERS.invasion.calibration.held_out // 100
    assert facts["held_out"] == held + 50
    assert sum(tenth["battles"] for tenth in facts["tenths"]) == held + 50


def test_tables_are_judged_only_with_landings_left_and_nothing_to_write(
    hexfront: Command, tmp_path: Path
) -> None:
    few = hexfront("campaign", "calibrate", "--judge", "--battles", "100")
    assert few.exit_code == 1, few.output
    assert str(NUMBERS.resolver.battles) in few.stderr
    table = tmp_path / "resolver.toml"
    writing = hexfront("campaign", "calibrate", "--judge", "--table", str(table))
    assert writing.exit_code == 1, writing.output
    assert "--table" in writing.stderr
    assert not table.exists()
