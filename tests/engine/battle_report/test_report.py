"""The figures of a report are those of the battle."""

from __future__ import annotations

import pytest

from engine.analysis.battle_report.report import make_report
from engine.battle import load_scenario
from engine.battle.events import AttackMade, HazardRolled, UnitDestroyed
from engine.battle.side import Side
from engine.battle.state import BattleState
from tests.engine.battle_report.recorded import played, save_of, timeline_of

BATTLES = [("first_landing", 2), ("crossroads", 4), ("full_muster", 1)]


def hit_points(state: BattleState, side: Side) -> int:
    return sum(unit.hp for unit in state.units if unit.side is side)


@pytest.mark.parametrize(("scenario", "seed"), BATTLES)
def test_damage_kills_and_points_are_those_of_the_board(scenario: str, seed: int) -> None:
    game = played(scenario, seed)
    timeline = timeline_of(save_of(game))
    report = make_report(timeline, 1)
    state = game.state
    assert report.result == state.result
    assert len(report.points) == state.round
    assert report.points[-1] == tuple(state.points)
    for side in Side:
        start = hit_points(timeline.start, side)
        assert report.taken[side.index] == start - hit_points(state, side)
    own = sum(
        event.lost
        for moment in timeline.moments
        for event in moment.step.events
        if isinstance(event, HazardRolled)
    )
    assert sum(report.dealt) + own == sum(report.taken)
    for unit in report.units:
        assert unit.destroyed == (state.units[unit.unit].hp == 0)
        assert all(state.units[other].side is not unit.side for other in unit.kills)
    fallen = [
        event.unit
        for moment in timeline.moments
        for event in moment.step.events
        if isinstance(event, UnitDestroyed) and event.by != event.unit
    ]
    assert sorted(fallen) == sorted(one for unit in report.units for one in unit.kills)


def test_points_by_round_grow_with_what_was_scored() -> None:
    timeline = timeline_of(save_of(played("crossroads", 4)))
    report = make_report(timeline, 1)
    ends: dict[int, tuple[int, ...]] = {}
    for moment in timeline.moments:
        ends[moment.step.before.round] = tuple(moment.step.before.points)
    last = timeline.moments[-1].step.after
    ends[last.round] = tuple(last.points)
    assert report.points[-1] == ends[last.round]
    assert all(
        all(a <= b for a, b in zip(one, two, strict=True))
        for one, two in zip(report.points, report.points[1:], strict=False)
    )
    assert list(report.points) == [ends[number] for number in sorted(ends)]


def test_luck_counts_what_attacks_rolled_and_is_reproducible() -> None:
    timeline = timeline_of(save_of(played("crossroads", 4)))
    luck = make_report(timeline, 3).luck
    for side in Side:
        rolled = sum(
            event.lost
            for moment in timeline.moments
            for event in moment.step.events
            if isinstance(event, AttackMade) and moment.step.before.units[event.unit].side is side
        )
        assert luck.sides[side.index].rolled == rolled
    assert luck == make_report(timeline, 3).luck
    assert luck != make_report(timeline, 4).luck
    overall = [luck.overall_of(side) for side in Side]
    assert None not in overall
    assert sum(one for one in overall if one is not None) == pytest.approx(1)


def test_a_battle_that_has_not_begun_has_no_luck() -> None:
    from engine.battle import Game

    game = Game.start(load_scenario("crossroads"), 1)
    report = make_report(timeline_of(save_of(game)), 1)
    assert report.luck.overall is None
    assert report.result is None
    assert report.points == ((0, 0),)
