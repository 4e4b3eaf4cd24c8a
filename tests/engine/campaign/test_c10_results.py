"""What a battle brings back: hit points, losses and veterancy (C10.6, C10.8, C10.9)."""

from __future__ import annotations

import pytest

from engine.campaign.conflict import resolve_conflicts, resolve_invasions
from engine.campaign.events import LandingDecided, UnitsLost, UnitsRecovered
from engine.campaign.records import BattleResult
from engine.campaign.vocabulary import Conclusion, Winner
from engine.errors import CampaignError
from tests.engine.campaign.build_conflict import (
    TURN,
    campaign,
    change_world,
    events,
    fleet,
    unit,
    units,
)
from tests.engine.campaign.build_invasions import (
    ASSAULT,
    ATTACKER,
    DEFENDER,
    INVADE,
    decide,
    landing,
    play,
)

# C10.6


@pytest.mark.parametrize(
    ("hp", "words"),
    [
        ({"bea.m77": 1}, "who was not fielded"),
        ({"watch0": 1}, "who was not fielded"),
        ({"ada.m5": 3}, "it had 2"),
        ({"ada.m5": -1}, "-1 hit points"),
    ],
)
def test_c10_6_foreign_units_and_too_many_hit_points_are_refused(
    hp: dict[str, int], words: str
) -> None:
    halfway = resolve_conflicts(landing(codes=("linesman",)))
    before = dict(halfway.state.worlds)
    (attacker,) = halfway.specs["w03"].attackers
    named = {attacker.id if name == "ada.m5" else name: value for name, value in hp.items()}
    with pytest.raises(CampaignError, match=words):
        decide(halfway, ATTACKER, named)
    assert halfway.state.worlds == before


def test_c10_6_units_that_are_missing_and_worlds_without_a_landing_are_refused() -> None:
    halfway = resolve_conflicts(landing())
    empty = BattleResult(ATTACKER, {}, Conclusion.FOUGHT)
    with pytest.raises(CampaignError, match="does not name"):
        resolve_invasions(halfway, {"w03": empty})
    with pytest.raises(CampaignError, match="has no result"):
        resolve_invasions(halfway, {})
    with pytest.raises(CampaignError, match="no landing at w05"):
        resolve_invasions(halfway, {"w03": empty, "w05": empty})


def test_c10_6_hit_points_of_survivors_are_carried_back() -> None:
    state = landing(garrison=("captain", "skiff"))
    halfway = resolve_conflicts(state)
    spec = halfway.specs["w03"]
    hp = {one.id: 1 for one in (*spec.attackers, *spec.defenders)}
    after = decide(halfway, DEFENDER, hp)
    assert [one.hp for one in after.worlds["w03"].garrison] == [1, 1]
    (ships,) = after.fleets_of("ada")
    assert [one.hp for one in ships.units] == [1, 1, 1]
    (event,) = events(after, LandingDecided)
    assert (event.spec, event.result.checksum) == (spec, "abc")


def test_c10_6_militia_struck_down_is_missing_and_pits_destroyed_are_batteries_lost() -> None:
    for winner in (ATTACKER, DEFENDER):
        state = landing(ASSAULT, militia=3, batteries=2, codes=("theodolite",) * 3)
        after = play(state, winner, {"watch1": 0, "watch2": 0, "pit0": 0})
        world = after.worlds["w03"]
        assert world.batteries == 1
        assert world.militia == (0 if winner is ATTACKER else 1)


# C10.8, C10.9


@pytest.mark.parametrize("winner", list(Winner))
def test_c10_8_after_a_landing_that_was_fought_nobody_lands_for_four_turns(winner: Winner) -> None:
    assert play(landing(), winner).worlds["w03"].cooldown == TURN + 4


def test_c10_9_who_comes_out_alive_has_one_more_veterancy_at_most_three() -> None:
    for winner in (ATTACKER, DEFENDER):
        state = landing()
        garrison = tuple(unit(state, "bea", "kite", veterancy=count) for count in (0, 2, 3))
        change_world(state, "w03", garrison=garrison)
        change_world(state, "w02", house="bea", faction="windfall")
        after = play(state, winner)
        place = "w02" if winner is ATTACKER else "w03"
        assert [one.veterancy for one in after.worlds[place].garrison] == [1, 3, 3]
        landed = (
            after.worlds["w03"].garrison if winner is ATTACKER else after.fleets_of("ada")[0].units
        )
        assert {one.veterancy for one in landed} == {1}


@pytest.mark.parametrize(("veterancy", "percent"), [(0, 33), (1, 66), (3, 66)])
def test_c10_9_who_is_struck_down_on_the_winning_side_may_be_found_alive(
    veterancy: int, percent: int
) -> None:
    found, struck = 0, 0
    for seed in range(60):
        state = campaign(seed=seed)
        team = tuple(unit(state, "ada", "linesman", veterancy=veterancy) for _ in range(9))
        team = tuple(sorted(team, key=lambda one: one.id))
        change_world(state, "w03", garrison=units(state, "bea", "kite"))
        fleet(state, "ada", "w03", "corvette, 2 transport", team, mission=INVADE)
        after = play(state, ATTACKER, {one.id: 0 for one in team[:8]})
        garrison = after.worlds["w03"].garrison
        recovered = [one for one in garrison if one.id != team[8].id]
        struck += 8
        found += len(recovered)
        assert {one.hp for one in recovered} <= {1}
        assert {one.veterancy for one in recovered} <= {min(3, veterancy + 1)}
        noted = [one for event in events(after, UnitsRecovered) for one in event.units]
        assert noted == recovered
    assert abs(found / struck - percent / 100) < 0.08


def test_c10_9_nobody_is_found_on_the_losing_side_and_no_militia() -> None:
    state = landing(garrison=("kite",) * 6, militia=3)
    halfway = resolve_conflicts(state)
    spec = halfway.specs["w03"]
    everybody = {one.id: 0 for one in spec.defenders}
    change = decide(halfway, ATTACKER, everybody)
    assert [event.units for event in events(change, UnitsLost)] == []
    assert events(change, UnitsRecovered) == []
    beaten = decide(halfway, DEFENDER, {one.id: 0 for one in spec.attackers} | {"watch0": 0})
    assert beaten.fleets_of("ada")[0].units == ()
    assert beaten.worlds["w03"].militia == 2
