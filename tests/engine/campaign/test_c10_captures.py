"""What becomes of a world and of both sides when it is taken or held (C10.2, C10.3, C10.7)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.conflict import resolve_conflicts, resolve_invasions
from engine.campaign.events import LandingUnfought, UnitsLost, WorkCancelled, WorldCaptured
from engine.campaign.records import World
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Entry, Mission
from tests.engine.campaign.build_conflict import (
    TURN,
    campaign,
    change_world,
    events,
    fleet,
    order_work,
    units,
)
from tests.engine.campaign.build_invasions import (
    ASSAULT,
    ATTACKER,
    DEFENDER,
    INVADE,
    changes_of,
    decide,
    landing,
    play,
)

# C10.2, C10.3, C10.7


RICH = {
    "population": 21,
    "industry": 31,
    "yard": 2,
    "shield": 2,
    "starbase": Condition.CRIPPLED,
    "militia": 2,
}


def test_c10_2_a_world_that_is_invaded_suffers() -> None:
    state = landing(**RICH)
    (ships,) = state.fleets_of("ada")
    state.put_fleet(replace(ships, ships=(*ships.ships, *_battleships())))
    world = play(state, ATTACKER).worlds["w03"]
    assert (world.population, world.industry, world.yard) == (19, 24, 1)
    assert (world.shield, world.starbase, world.batteries) == (0, None, 0)


def _battleships() -> tuple[object, ...]:
    state = campaign()
    return fleet(state, "ada", "w00", "9 battleship").ships


def test_c10_2_one_inhabitant_and_no_less_than_no_yard_are_left() -> None:
    world = play(landing(population=1, yard=0), ATTACKER).worlds["w03"]
    assert (world.population, world.yard) == (1, 0)


def test_c10_3_an_assault_takes_everything_as_it_stands_but_cripples_the_starbase() -> None:
    for starbase in (Condition.CRIPPLED, Condition.SOUND):
        state = landing(ASSAULT, codes=("theodolite",) * 5, **RICH | {"starbase": starbase})
        world = play(state, ATTACKER).worlds["w03"]
        assert (world.population, world.industry, world.yard) == (21, 31, 2)
        assert (world.shield, world.starbase) == (2, Condition.CRIPPLED)


@pytest.mark.parametrize("mission", [INVADE, ASSAULT])
def test_c10_7_those_who_landed_are_the_new_garrison(mission: Mission) -> None:
    state = landing(mission, militia=4)
    (ships,) = state.fleets_of("ada")
    after = play(state, ATTACKER)
    world = after.worlds["w03"]
    assert [one.id for one in world.garrison] == [one.id for one in ships.units]
    assert (world.house, world.faction, world.militia) == ("ada", "ordinate", 0)
    assert world.unrest == TURN + 5
    left = after.fleets[ships.id]
    assert (left.units, left.mission, left.target) == ((), Mission.MOVE, "w03")


def test_c10_7_who_did_not_land_stays_with_the_fleet() -> None:
    state = landing(ASSAULT, codes=("linesman",) * 8)
    (ships,) = state.fleets_of("ada")
    after = play(state, ATTACKER)
    assert len(after.worlds["w03"].garrison) == 6
    assert len(after.fleets[ships.id].units) == 2


def test_c10_7_a_house_that_comes_home_finds_no_unrest() -> None:
    state = campaign()
    change_world(state, "w01", house="bea", garrison=units(state, "bea", "kite"))
    fleet(
        state, "ada", "w01", "corvette, transport", units(state, "ada", "marshal"), mission=INVADE
    )
    world = decide(resolve_conflicts(state), ATTACKER, world="w01").worlds["w01"]
    assert (world.house, world.unrest) == ("ada", 0)


def test_c11_2_a_free_world_never_comes_back_once_taken() -> None:
    state = landing(world="w04", garrison=("loom",))
    after = decide(resolve_conflicts(state), ATTACKER, world="w04")
    world = after.worlds["w04"]
    assert (world.house, world.tier, world.is_free) == ("ada", 0, False)
    (event,) = events(after, WorldCaptured)
    assert (event.loser, event.tier, event.fought, event.escaped) == (None, 2, True, ())
    assert [event.code for event in events(after, UnitsLost)] == ["lost_ground"]


def test_c10_7_the_beaten_garrison_gets_away_to_the_neighbour_with_the_fewest() -> None:
    state = landing(garrison=("kite", "captain", "skiff"))
    for world, count in (("w02", 2), ("w04", 0)):
        change_world(state, world, house="bea", tier=0, faction="windfall")
        change_world(state, world, garrison=units(state, "bea", *["picker"] * count))
    kite, captain, skiff = state.worlds["w03"].garrison
    after = play(state, ATTACKER, {kite.id: 0, captain.id: 2})
    assert [(one.id, one.hp) for one in after.worlds["w04"].garrison] == [
        (captain.id, 2),
        (skiff.id, 8),
    ]
    (event,) = events(after, WorldCaptured)
    assert event.refuge == "w04"
    assert {one.id for one in event.escaped} == {captain.id, skiff.id}


def test_c10_7_not_to_a_blockaded_world_and_the_first_name_on_ties() -> None:
    for blockaded, refuge in ((0, "w02"), (1, "w04")):
        state = landing()
        for world in ("w02", "w04"):
            change_world(state, world, house="bea", tier=0, faction="windfall")
        fleet(
            state, "ada", "w02", "corvette", mission=Mission.BLOCKADE if blockaded else Mission.MOVE
        )
        after = play(state, ATTACKER)
        assert events(after, WorldCaptured)[0].refuge == refuge


def test_c10_7_without_a_refuge_the_garrison_is_lost() -> None:
    after = play(landing(), ATTACKER)
    (lost,) = events(after, UnitsLost)
    assert (lost.house, lost.code, len(lost.units)) == ("bea", "lost_ground", 2)


def test_c10_7_those_never_fielded_get_away_too() -> None:
    state = landing(garrison=("picker",) * 16)
    change_world(state, "w02", house="bea", faction="windfall")
    halfway = resolve_conflicts(state)
    fielded = {one.id: 0 for one in halfway.specs["w03"].defenders}
    after = decide(halfway, ATTACKER, fielded)
    assert len(after.worlds["w02"].garrison) == 2


def test_c3_6_work_at_a_captured_world_is_cancelled_and_half_paid_back() -> None:
    state = landing(orders=(order_work(33), order_work(40)))
    after = play(state, ATTACKER)
    assert after.worlds["w03"].orders == ()
    assert [event.refund for event in events(after, WorkCancelled)] == [16, 20]
    assert after.houses["bea"].treasury == 136
    assert [row.kind for row in after.ledger[-2:]] == [Entry.REFUND, Entry.REFUND]
    assert play(state, DEFENDER).worlds["w03"].orders == state.worlds["w03"].orders


def test_c9_7_a_captured_world_is_not_blockaded() -> None:
    state = landing(blockaded=4)
    fleet(state, "ada", "w03", "corvette", mission=Mission.BLOCKADE)
    assert play(state, ATTACKER).worlds["w03"].blockaded == 0
    assert play(state, DEFENDER).worlds["w03"].blockaded == 5


def test_c10_2_who_fails_an_invasion_re_embarks_with_what_is_left() -> None:
    state = landing()
    (ships,) = state.fleets_of("ada")
    first, second, third = ships.units
    after = play(state, DEFENDER, {first.id: 0, second.id: 1})
    left = after.fleets[ships.id]
    assert [(one.id, one.hp) for one in left.units] == [(second.id, 1), (third.id, third.hp)]
    assert left.mission is Mission.MOVE


def test_c10_3_who_fails_an_assault_does_not_come_back() -> None:
    state = landing(ASSAULT, codes=("linesman",) * 8)
    (ships,) = state.fleets_of("ada")
    after = play(state, DEFENDER)
    assert len(after.fleets[ships.id].units) == 2
    (lost,) = events(after, UnitsLost)
    assert (lost.code, len(lost.units)) == ("left_behind", 6)


# C10.3, C10.7: landings nobody fights


def test_c10_7_a_world_with_nobody_to_field_falls_without_a_battle() -> None:
    state = landing(garrison=(), militia=5, unrest=TURN, world="w02")
    (ships,) = state.fleets_of("ada")
    halfway = resolve_conflicts(state)
    assert halfway.specs == {}
    after = resolve_invasions(halfway, {})
    world = after.worlds["w02"]
    assert (world.house, world.cooldown, world.unrest) == ("ada", 0, TURN + 5)
    assert world.garrison == ships.units
    assert (world.population, world.militia) == (38, 0)
    (event,) = events(after, WorldCaptured)
    assert not event.fought
    assert changes_of(after)["ada"] == {"house_world": 3}
    assert after.fleets[ships.id].mission is Mission.MOVE


def test_c10_7_a_pit_is_somebody_to_field() -> None:
    state = landing(ASSAULT, garrison=(), batteries=1, codes=("theodolite",) * 2)
    assert [one.id for one in resolve_conflicts(state).specs["w03"].defenders] == ["pit0"]


def shot_down(**changes: object) -> CampaignState:
    """Return a state after an assault of a single weak unit was shot down whole."""
    for seed in range(100):
        state = landing(ASSAULT, seed=seed, codes=("linesman",), batteries=3, **changes)
        change_world(state, "w03", starbase=Condition.SOUND)
        halfway = resolve_conflicts(state)
        if not halfway.landings["w03"].bid.landed:
            assert halfway.specs == {}
            return resolve_invasions(halfway, {})
    raise AssertionError("no flak shot it down")


@pytest.mark.parametrize("garrison", [("kite",), ()])
def test_c10_3_with_all_of_them_shot_down_the_landing_has_failed(garrison: tuple[str, ...]) -> None:
    after = shot_down(garrison=garrison)
    world = after.worlds["w03"]
    assert (world.house, world.cooldown) == ("bea", TURN + 4)
    assert len(world.garrison) == len(garrison)
    assert all(one.veterancy == 0 for one in world.garrison)
    assert changes_of(after) == {"ada": {"failed": -1}, "bea": {"repelled": 4}}
    assert [event.world for event in events(after, LandingUnfought)] == ["w03"]
    assert [one.mission for one in after.fleets_of("ada")] == [Mission.MOVE]


# C12.1, C12.2


def test_c12_1_what_a_capture_gives_and_costs() -> None:
    after = play(landing(), ATTACKER)
    assert changes_of(after) == {
        "ada": {"house_world": 11, "home_bonus": 8},
        "bea": {"home_lost": -8},
    }
    after = decide(resolve_conflicts(landing(world="w02")), ATTACKER, world="w02")
    assert changes_of(after) == {"ada": {"house_world": 11}, "bea": {"world_lost": -4}}
    after = decide(
        resolve_conflicts(landing(world="w04", garrison=("loom",))), ATTACKER, world="w04"
    )
    assert changes_of(after) == {"ada": {"free_world": 5}}


def test_c12_1_a_landing_beaten_off() -> None:
    assert changes_of(play(landing(), DEFENDER)) == {"ada": {"failed": -1}, "bea": {"repelled": 4}}
    state = landing(world="w04", garrison=("loom",))
    after = decide(resolve_conflicts(state), DEFENDER, world="w04")
    assert changes_of(after) == {"ada": {"failed": -1}}


def test_c9_5_fleets_flee_when_the_landings_are_decided() -> None:
    state = landing()
    runner = fleet(state, "bea", "w05", "transport", came_from="w03")
    fleet(state, "ada", "w05", "corvette")
    halfway = resolve_conflicts(state)
    assert halfway.state.fleets[runner.id].world == "w05"
    assert decide(halfway, DEFENDER).fleets[runner.id].world == "w00"
    assert isinstance(halfway.state.worlds["w05"], World)
