"""A policy's advice: its favourites, their shares, and what they expose the unit to."""

from __future__ import annotations

import math

import pytest

from engine.analysis.advice import Advice, advise
from engine.battle import load_scenario, rules, turn
from engine.battle.actions import Activate, Move, Wait
from engine.battle.state import BattleState, Setup
from engine.battle.threat_map import threat_map
from engine.dice import ScriptedDice
from engine.encoding.forced import highest_priority
from engine.encoding.side_view import side_view_of
from engine.errors import EncodingError
from engine.players.level_player import packaged_policy
from engine.players.levels import packaged_model
from tests.engine.battle_report.recorded import finish
from tests.engine.encoding.samples import crowded
from tests.engine.walk import walk


def states(seed: int = 3) -> list[BattleState]:
    """List states of random play in which the policy has a choice."""
    policy = packaged_policy()
    found = [step.before for step in walk(load_scenario("first_landing"), seed)]
    return [one for one in found if len(policy.weigh(one)[0]) > 1]


def advice_on(state: BattleState, most: int = 3) -> Advice:
    return finish(advise(packaged_policy(), state, most))


def test_the_favourites_are_those_with_the_highest_scores() -> None:
    for state in states()[::25]:
        offered, scores = packaged_policy().weigh(state)
        found = advice_on(state)
        best = sorted(range(len(offered)), key=lambda place: (-scores[place], place))[:3]
        assert [one.action for one in found.favourites] == [offered[place] for place in best]
        assert [one.rank for one in found.favourites] == list(range(1, len(best) + 1))
        assert found.count == len(offered)


def test_shares_are_how_often_the_policy_would_choose_an_option() -> None:
    for state in states()[::25]:
        offered, scores = packaged_policy().weigh(state)
        whole = sum(math.exp(score) for score in scores)
        for one in advice_on(state, len(offered)).favourites:
            share = math.exp(scores[offered.index(one.action)]) / whole
            assert one.share == pytest.approx(share, rel=1e-4)
        shares = [one.share for one in advice_on(state, len(offered)).favourites]
        assert sum(shares) == pytest.approx(1, rel=1e-4)


def test_exposure_is_that_of_the_threat_map_where_the_action_leaves_the_unit() -> None:
    seen = set()
    for state in states()[::10]:
        assert state.active is not None
        unit = state.units[state.active]
        threats = threat_map(state, unit.side, unit)
        for one in advice_on(state).favourites:
            if not isinstance(one.action, Move | Wait):
                continue
            seen.add(type(one.action))
            moves = isinstance(one.action, Move)
            cell = state.field.grid.cell(one.action.to) if moves else unit.cell
            assert one.exposure is not None
            assert list(one.exposure.sources) == threats.sources(cell)
            assert one.exposure.damage == float(threats.damage[cell])
    assert seen == {Move, Wait}


def test_what_was_taken_has_its_share_and_its_place_though_it_is_no_favourite() -> None:
    for state in states()[::25]:
        offered, _ = packaged_policy().weigh(state)
        whole = advice_on(state, len(offered)).favourites
        for taken in offered:
            found = finish(advise(packaged_policy(), state, 3, taken))
            assert found.taken is not None
            assert found.taken == next(one for one in whole if one.action == taken)
            assert found.favourites == whole[:3]
    unheard = finish(advise(packaged_policy(), state, 3, Move((99, 99))))
    assert unheard.taken is None


def test_with_nobody_active_the_most_urgent_units_come_first_with_what_they_would_do() -> None:
    codec, policy = packaged_model().codec, packaged_policy()
    free = [
        step.before
        for step in walk(load_scenario("first_landing"), 3)
        if step.before.active is None and rules.options(step.before).activate.bit_count() > 2
    ]
    for state in free[::10]:
        found = advice_on(state)
        options, view = rules.options(state), side_view_of(state.setup, state.to_act)
        urgent = highest_priority(state, options, view, codec.spec.weights)
        assert found.favourites[0].action == urgent
        assert len({one.action for one in found.favourites}) == len(found.favourites)
        for one in found.favourites:
            assert isinstance(one.action, Activate)
            after, _ = rules.carry_out(state, one.action, ScriptedDice([]))
            offered, scores = policy.weigh(after)
            assert one.then is not None
            assert one.then.action == offered[int(scores.argmax())]
            assert one.share == one.then.share


def test_a_forced_action_is_no_choice() -> None:
    state = states()[0]
    assert advice_on(state).has_choice
    forced = next(
        step.before
        for step in walk(load_scenario("first_landing"), 3)
        if step.before.active is not None and len(packaged_policy().weigh(step.before)[0]) == 1
    )
    found = advice_on(forced)
    assert not found.has_choice
    assert [one.share for one in found.favourites] == [1.0]


def test_advice_changes_no_state() -> None:
    for state in states()[::25]:
        before = state.checksum()
        advice_on(state)
        assert state.checksum() == before


def test_a_battle_beyond_the_encoding_is_refused() -> None:
    spec = packaged_model().codec.spec
    state, _ = turn.start(Setup(crowded(spec.units, spec.objectives + 1)))
    with pytest.raises(EncodingError):
        advice_on(state)
