"""The calibration of the resolver: draws, fits, logs, and the packaged tables (C10.10)."""

from __future__ import annotations

import math
from collections import Counter
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.campaign.calibration.draws import draw_spec
from engine.campaign.calibration.fitting import STEPS, Loss, fit, fit_chance, fit_losses, losses
from engine.campaign.calibration.log import CalibrationLog
from engine.campaign.calibration.report import judge, split
from engine.campaign.calibration.tables_file import write_tables
from engine.campaign.calibration.trial_battles import Fought, fight, fingerprint
from engine.campaign.calibration.trial_runs import run
from engine.campaign.data import load_numbers
from engine.campaign.data.loading import read_campaign
from engine.campaign.resolver import total_points
from engine.campaign.vocabulary import Mission
from engine.data.datafiles import packaged_data
from engine.errors import MatchError
from engine.random_source import RandomSource

NUMBERS = load_numbers()
BONUSES = NUMBERS.invasion.resolver
FEW = 6


def fought(number: int, points: tuple[int, int], *, won: bool, **changes: object) -> Fought:
    plain = Fought(number, points, (3, 3), (400, 800), won, True, False, "heath")
    return replace(plain, **changes)


def made_up(battles: int, offset: float, slope: float) -> list[Fought]:
    """Return battles whose chance is a known curve of x."""
    source = RandomSource(3)
    found = []
    for number in range(battles):
        points = source.integer(100, 900), source.integer(100, 900)
        first = source.chance(0.5)
        x = 1000 * (points[0] - points[1]) // sum(points)
        x += BONUSES.first_bonus if first else -BONUSES.first_bonus
        chance = 1 / (1 + math.exp(-offset - slope * x / 1000))
        won = source.chance(chance)
        lost = (source.integer(0, 400), source.integer(600, 1000))
        found.append(fought(number, points, won=won, first=first, lost=lost if won else lost[::-1]))
    return found


# Draws


def test_c10_10_a_landing_is_drawn_from_its_number_alone() -> None:
    assert draw_spec(NUMBERS, 5) == draw_spec(NUMBERS, 5)
    assert len({draw_spec(NUMBERS, number).board for number in range(50)}) == 50


def test_c10_10_the_landings_drawn_are_of_all_kinds_and_keep_the_caps() -> None:
    specs = [draw_spec(NUMBERS, number) for number in range(400)]
    seen: Counter[object] = Counter()
    for spec in specs:
        cap = 10 if spec.columns == 21 else 14
        assert 1 <= len(spec.defenders) <= cap
        assert 1 <= len(spec.attackers) <= (6 if spec.mission is Mission.ASSAULT else cap)
        assert 1 <= spec.lit <= spec.anchors
        units = (*spec.attackers, *spec.defenders)
        assert all(1 <= unit.hp <= NUMBERS.units[unit.code].hp_max for unit in units)
        pits = sum(unit.code == "gun_pit" for unit in units)
        assert not pits or spec.mission is Mission.ASSAULT
        worn = any(unit.hp < NUMBERS.units[unit.code].hp_max for unit in units)
        watch = any(unit.id.startswith("watch") for unit in units)
        dark = spec.lit < spec.anchors
        seen.update([spec.ground, spec.mission, spec.attacker_first, spec.columns, spec.anchors])
        seen.update({"pits": pits, "worn": worn, "watch": watch, "dark": dark})
        seen.update(unit.code for unit in units)
    assert set(NUMBERS.units) <= seen.keys()
    assert {one.ground for one in NUMBERS.worlds.classes.values()} <= seen.keys()
    assert (
        min(seen[one] for one in ("pits", "worn", "watch", "dark", Mission.INVADE, Mission.ASSAULT))
        > 40
    )
    points = [total_points(spec.attackers, NUMBERS) for spec in specs]
    assert min(points) < 150
    assert max(points) > 700


# Fits


@pytest.mark.parametrize(("offset", "slope"), [(0.0, 10.0), (-0.4, 8.0), (0.5, 14.0)])
def test_c10_10_the_chance_fits_the_curve_that_battles_follow(offset: float, slope: float) -> None:
    table = fit_chance(made_up(4000, offset, slope), BONUSES)
    wanted = [1000 / (1 + math.exp(-offset - slope * x / 1000)) for x in STEPS]
    assert max(abs(a - b) for a, b in zip(table, wanted, strict=True)) < 35
    assert list(table) == sorted(table)


def test_c10_10_battles_that_the_points_decide_have_a_steep_curve_and_no_end() -> None:
    battles = [fought(n, (200 + n, 200), won=True) for n in range(1, 9)]
    battles += [fought(n, (200 - n, 200), won=False) for n in range(1, 9)]
    table = fit_chance(battles, replace(BONUSES, first_bonus=0))
    assert (table[0], table[-1]) == (0, 1000)


def test_c10_10_losses_are_those_of_either_side_at_its_own_x() -> None:
    battles = [
        fought(0, (300, 100), won=True, lost=(100, 900)),
        fought(1, (300, 100), won=False, lost=(1000, 200)),
    ]
    assert losses(battles, winners=True) == [Loss(500, 100), Loss(-500, 200)]
    assert losses(battles, winners=False) == [Loss(-500, 900), Loss(500, 1000)]


def test_c10_10_mean_losses_are_those_around_each_entry_and_never_rise() -> None:
    source = RandomSource(5)
    found = []
    for _ in range(6000):
        x = source.integer(-600, 600)
        found.append(Loss(x, round(500 - x / 2) + source.integer(-200, 200)))
    table = fit_losses(found)
    assert all(before >= after for before, after in pairwise(table))
    near = [entry for x, entry in zip(STEPS, table, strict=True) if abs(x) <= 500]
    assert all(
        abs(entry - (500 - x / 2)) < 20
        for x, entry in zip(range(-500, 501, 100), near, strict=True)
    )
    # Beyond the battles the nearest entry holds.
    assert len(set(table[:3])) == 1


def test_c10_10_entries_in_the_wrong_order_are_pooled() -> None:
    found = [Loss(0, 300)] * 3 + [Loss(100, 600)]
    table = fit_losses(found)
    assert set(table) == {375}


# Reports


def test_c10_10_a_fifth_of_the_battles_measures_the_fit_and_is_not_in_it() -> None:
    battles = made_up(500, 0.0, 10.0)
    used, held = split(battles, NUMBERS)
    assert (len(used), len(held)) == (400, 100)
    assert not {one.number for one in used} & {one.number for one in held}


def test_c10_10_a_report_counts_predictions_and_what_was_won() -> None:
    battles = made_up(3000, 0.0, 10.0)
    used, held = split(battles, NUMBERS)
    found = judge(battles, held, fit(used, BONUSES), "f" * 64, NUMBERS)
    assert sum(one.battles for one in found.tenths) == len(held) == found.held_out
    for one in found.tenths:
        assert one.least <= one.predicted <= one.least + 10
        assert one.interval[0] <= one.won <= one.interval[1]
    by_first = {one.kind: one.battles for one in found.kinds}
    assert by_first["attacker first"] + by_first["defender first"] == len(held)
    assert all(abs(one.table - one.lost) < 3 for one in found.losses)


def test_c10_10_the_tables_that_are_written_are_read_again(tmp_path: Path) -> None:
    battles = made_up(400, 0.0, 10.0)
    tables = fit(battles, BONUSES)
    found = judge(battles, battles, tables, "0" * 64, NUMBERS)
    file = tmp_path / "resolver.toml"
    file.write_text(write_tables(found), encoding="utf-8")
    draft = read_campaign(packaged_data(), {"resolver": file})
    assert draft.problems == []
    assert draft.raw["resolver"]["CHANCE"] == list(tables.chance)
    assert draft.raw["resolver"]["BATTLES"] == sum(draft.raw["resolver"]["TENTH_BATTLES"]) == 400
    won = sum(one.won for one in battles)
    assert sum(draft.raw["resolver"]["TENTH_WON"]) == won > 0


# Battles, and their log


def test_c10_10_battles_do_not_depend_on_the_workers() -> None:
    alone = list(run(range(FEW), None, 1))
    pool: Executor
    with ThreadPoolExecutor(2) as pool:
        together = sorted(run(range(FEW), pool, 2), key=lambda one: one.number)
    assert together == alone == [fight(number) for number in range(FEW)]


def test_c10_10_a_run_goes_on_from_its_log(tmp_path: Path) -> None:
    path = tmp_path / "battles.jsonl"
    log = CalibrationLog(path)
    with log.open():
        for number in (0, 3):
            log.add(fought(number, (100, 100), won=True))
    with path.open("a") as file:
        file.write('{"number":4,"poi')
    log = CalibrationLog(path)
    assert log.missing(5) == [1, 2, 4]
    with log.open():
        log.add(fought(1, (100, 100), won=False))
        log.add(fought(2, (100, 100), won=False))
    assert [one.won for one in CalibrationLog(path).first(4)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}\n", "not the log of a calibration"),
        ('{"calibration_log":2,"fitted_to":"FIT"}\n', "format 2 is unknown"),
        ('{"calibration_log":1,"fitted_to":"other"}\n', "its fitted_to differs"),
        ('{"calibration_log":1,"fitted_to":"FIT"}\n{"number":1}\n', "line 2"),
    ],
)
def test_c10_10_any_other_file_is_no_log(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "battles.jsonl"
    path.write_text(content.replace("FIT", fingerprint()))
    with pytest.raises(MatchError, match=words):
        CalibrationLog(path)
    assert path.read_text() == content.replace("FIT", fingerprint())


# The packaged tables


def test_c10_10_the_tables_are_fitted_to_the_data_and_the_rules_of_now() -> None:
    """After a change of factions, bots, generator, grounds, works or rules run
    `hexfront campaign calibrate --table assets/data/campaign/resolver.toml` anew.
    """
    assert NUMBERS.resolver.fitted_to == fingerprint()
    assert NUMBERS.resolver.battles >= NUMBERS.invasion.calibration.battles
