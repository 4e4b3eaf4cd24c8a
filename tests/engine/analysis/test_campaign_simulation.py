"""Simulated campaigns: what a record says, and that it depends on the plan alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from engine.analysis.campaigns.balance_bars import load_bars
from engine.analysis.campaigns.game_record import GameRecord
from engine.analysis.campaigns.known_keys import known_keys
from engine.analysis.campaigns.kpis import Kpi, measure, reasons, speed, totals
from engine.analysis.campaigns.level_matches import match_levels
from engine.analysis.campaigns.markdown import KINDS, write_levels, write_tables
from engine.analysis.campaigns.playing import play_game
from engine.analysis.campaigns.running import run
from engine.analysis.campaigns.simulation_log import SimulationLog
from engine.analysis.campaigns.simulation_plan import (
    SimulationPlan,
    make_level_plan,
    make_plan,
)
from engine.campaign.data import load_numbers
from engine.errors import MatchError

PLAN = replace(make_plan(3, {"houses": 2, "turns": 4, "seed": 70}), why=True, check=True)


def timeless(record: GameRecord) -> GameRecord:
    return replace(record, milliseconds=())


def played(plan: SimulationPlan, path: Path | None = None, workers: int = 1) -> list[GameRecord]:
    log = SimulationLog(plan, path)
    if workers == 1:
        return list(run(log, None, 1))
    with ThreadPoolExecutor(workers) as executor:
        return list(run(log, executor, workers))


@pytest.fixture(scope="module")
def games() -> list[GameRecord]:
    return played(PLAN)


def test_a_record_says_who_played_and_what_became_of_them(games: list[GameRecord]) -> None:
    for number, game in enumerate(games):
        assert (game.game, game.seed, game.turns) == (number, 70 + number, 4)
        assert game.ending == "reckoning"
        assert game.winner in {house.id for house in game.houses}
        assert len(game.milliseconds) == len(game.leaders) == 4
        for house in game.houses:
            assert len(house.prestige) == len(house.worlds) == 4
            assert house.level == "veteran"
            assert house.orders > 0
        assert sum(house.orders for house in game.houses) == sum(game.counts["verbs"].values())


def test_every_landing_has_points_chance_and_result(games: list[GameRecord]) -> None:
    landings = [landing for game in games for landing in game.landings]
    assert landings
    for landing in landings:
        assert landing.attack > 0
        assert landing.defence > 0
        assert 0 <= landing.chance <= 1000
        assert landing.winner in {"attacker", "defender"}
        assert landing.conclusion == "resolved"
    for game in games:
        attacked = [landing for landing in game.landings if landing.winner == "attacker"]
        assert sum(capture.fought for capture in game.captures) == len(attacked)


def test_a_record_survives_its_line_of_json(games: list[GameRecord]) -> None:
    for game in games:
        assert msgspec.json.decode(msgspec.json.encode(game), type=GameRecord) == game


def test_games_are_the_same_on_any_number_of_workers(games: list[GameRecord]) -> None:
    other = played(PLAN, workers=3)
    assert [timeless(game) for game in other] == [timeless(game) for game in games]


def test_a_game_does_not_depend_on_those_before_it(games: list[GameRecord]) -> None:
    report = play_game(PLAN, 2)
    assert report.failure is None
    assert report.record is not None
    assert timeless(report.record) == timeless(games[2])


def test_a_simulation_goes_on_from_its_file(games: list[GameRecord], tmp_path: Path) -> None:
    path = tmp_path / "games.jsonl"
    played(PLAN, path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]) + lines[2][:40])
    log = SimulationLog(PLAN, path)
    assert log.missing == [1, 2]
    rest = list(run(log, None, 1))
    assert [timeless(game) for game in rest] == [timeless(game) for game in games[1:]]
    assert SimulationLog(PLAN, path).missing == []


def test_a_file_of_another_simulation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "games.jsonl"
    SimulationLog(PLAN, path)
    with pytest.raises(MatchError, match="its turns differs"):
        SimulationLog(replace(PLAN, turns=5), path)
    path.write_text("no log\n", encoding="utf-8")
    with pytest.raises(MatchError, match="not the log of a simulation"):
        SimulationLog(PLAN, path)


def test_a_second_run_on_one_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "games.jsonl"
    first, late = SimulationLog(PLAN, path), SimulationLog(PLAN, path)
    games = run(first, None, 1)
    next(games)
    with pytest.raises(MatchError, match="another run is writing this file"):
        next(run(late, None, 1))
    games.close()
    with pytest.raises(MatchError, match="another run has written to it meanwhile"):
        next(run(late, None, 1))


def test_levels_are_dealt_to_the_houses_in_turn() -> None:
    plan = replace(PLAN, levels=("recruit", "veteran"))
    report = [play_game(replace(plan, turns=1), game).record for game in (0, 1)]
    levels = [[house.level for house in game.houses] for game in report if game is not None]
    assert levels == [["recruit", "veteran"], ["veteran", "recruit"]]


def test_each_level_meets_the_one_below_twice_on_each_seed_with_sides_changed() -> None:
    plan = make_level_plan(4, 90)
    assert plan.games == 12
    setups = [plan.setup_of(game, load_numbers()) for game in range(plan.games)]
    dealt = [[house.player.partition(":")[2] for house in setup.houses] for setup in setups]
    for pair, (below, level) in enumerate(pairwise(load_numbers().personas.levels)):
        own = slice(4 * pair, 4 * pair + 4)
        assert [setup.seed for setup in setups[own]] == [90, 90, 91, 91]
        assert dealt[own] == [[below, level], [level, below]] * 2
    for one, other in zip(setups[::2], setups[1::2], strict=True):
        for house, again in zip(one.houses, other.houses, strict=True):
            persona, persona_again = (each.player.partition(":")[0] for each in (house, again))
            assert (house.id, house.faction, house.home) == (again.id, again.faction, again.home)
            assert persona == persona_again


def test_an_odd_number_of_games_between_levels_is_refused() -> None:
    with pytest.raises(MatchError, match="played twice"):
        make_level_plan(3, 90)


def test_a_level_is_held_to_the_share_of_games_that_it_wins(games: list[GameRecord]) -> None:
    def game(number: int, level: str, below: str, winner: str | None) -> GameRecord:
        houses = zip(games[0].houses, (level, below), strict=True)
        records = tuple(replace(house, level=dealt) for house, dealt in houses)
        winners = {house.level: house.id for house in records}
        return replace(games[0], game=number, houses=records, winner=winner and winners[winner])

    played = [game(one, "soldier", "recruit", "soldier") for one in range(6)]
    played += [game(one, "soldier", "recruit", "recruit") for one in range(6, 9)]
    played += [game(9, "soldier", "recruit", None)]
    played += [game(10, "veteran", "soldier", "soldier"), game(11, "veteran", "soldier", "veteran")]
    first, second = match_levels(
        ("recruit", "soldier", "veteran", "commander"), played, load_bars()
    )
    assert (first.level, first.below, first.wins, first.games) == ("soldier", "recruit", 6, 10)
    assert first.holds
    assert first.low == pytest.approx(0.3127, abs=1e-4)  # Wilson's interval, by hand
    assert first.high == pytest.approx(0.8318, abs=1e-4)
    assert (second.wins, second.games, second.holds) == (1, 2, False)
    page = write_levels(played, ("recruit", "soldier", "veteran"), load_bars())
    assert "| soldier against recruit | ≥ 60 % | 60.0 % | 31.3 % to 83.2 % | yes |" in page
    assert "| veteran against soldier | ≥ 60 % | 50.0 % |" in page


@pytest.mark.parametrize(
    ("asked", "levels"), [({"turns": 999}, None), ({}, ("emperor",)), ({"houses": 5}, None)]
)
def test_what_cannot_be_played_is_refused(
    asked: dict[str, int | None], levels: tuple[str, ...] | None
) -> None:
    with pytest.raises(MatchError):
        make_plan(1, asked, levels)


# Figures


def kpi(games: list[GameRecord], name: str) -> Kpi:
    return next(one for one in measure(games, load_bars()) if one.name == name)


def test_a_share_is_held_to_its_bar(games: list[GameRecord]) -> None:
    every = kpi(games, "verb `build` used")
    assert (every.value, every.holds) == ("100.0 %", True)
    never = kpi(games, "eliminated occurs")
    assert (never.value, never.holds) == ("0.0 %", False)
    assert kpi(games, "orders refused").holds


def test_wins_are_counted_of_the_games_that_each_is_in(games: list[GameRecord]) -> None:
    found = [one for one in measure(games, load_bars()) if one.name.startswith("wins of home")]
    assert len(found) == 2
    shares = [float(one.value.removesuffix(" %")) for one in found]
    assert sum(shares) == pytest.approx(100, abs=0.2)


def test_reasons_and_totals_add_all_games_up(games: list[GameRecord]) -> None:
    assert reasons(games, 2)[0][1] >= reasons(games, 2)[1][1] > 0
    ends = {key: (number, occurring) for key, number, occurring in totals(games, "ends")}
    assert ends.pop("reckoning") == (3, 3)
    assert set(ends) == {"last_house", "keeper", "acclaim"}
    assert set(ends.values()) == {(0, 0)}
    builds = next(number for key, number, _ in totals(games, "verbs") if key == "build")
    assert builds == sum(game.counts["verbs"]["build"] for game in games)
    median, slowest = speed(games, 2)
    assert 0 < median <= slowest


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_counted_is_known_before(games: list[GameRecord], kind: str) -> None:
    counted = {key for key, number, _ in totals(games, kind) if number}
    assert counted or kind in {"messages", "effects"}  # too rare for games of four turns
    assert {key for key in counted if not key.startswith("failed ")} <= known_keys(kind)


def test_every_thing_event_and_deed_is_known() -> None:
    assert {"build siege_ship", "build yard", "muster loom", "repair starbase", "repair ship"} <= (
        known_keys("things")
    )
    assert {"HouseEliminated", "LandingUnfought", "OrderRefused"} <= known_keys("events")
    bars = load_bars()
    assert {*bars.seen, *bars.occurring} <= known_keys("deeds")
    with pytest.raises(KeyError):
        known_keys("wonders")


def test_what_is_never_used_is_marked(games: list[GameRecord]) -> None:
    page = write_tables(games, load_bars())
    assert "| `HouseEliminated` | 0 | **never** |" in page
    assert "| `IncomeCollected` | 24 | 100.0 % |" in page
    assert "| 0 | 0.0 % |" not in page


def test_the_page_has_a_table_of_each_kind(games: list[GameRecord]) -> None:
    page = write_tables(games, load_bars())
    assert "3 games, seeds 70-72, 2 houses" in page
    for kind in KINDS:
        assert f"| {kind.replace('_', ' ')} | number | share of games |" in page
    assert "**no**" in page
