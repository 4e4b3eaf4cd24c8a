"""Who fights over a world, and what a fight does there (C9.1, C9.4, C9.5, C9.9, C3.8, C4.3)."""

from __future__ import annotations

from msgspec.structs import replace

from engine.campaign import randomness
from engine.campaign.conflict import resolve_conflicts, resolve_invasions
from engine.campaign.events import (
    FleetFled,
    PrestigeChanged,
    SpaceFight,
    UnitsLost,
    WreckageSalvaged,
)
from engine.campaign.records import BattleResult
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Entry, Mission, Posture, Stance
from tests.engine.campaign.build_conflict import (
    TURN,
    blind,
    campaign,
    change_world,
    events,
    fleet,
    set_stance,
    unit,
    units,
)

MANY = "8 battleship"


def play(state: CampaignState, results: dict[str, BattleResult] | None = None) -> CampaignState:
    """Play the whole conflict phase."""
    return resolve_invasions(resolve_conflicts(state), results or {})


def pairs(state: CampaignState) -> list[tuple[str | None, str | None]]:
    return [event.houses for event in events(resolve_conflicts(state).state, SpaceFight)]


def prestige(state: CampaignState, house: str, code: str) -> list[int]:
    return [
        event.amount
        for event in events(state, PrestigeChanged)
        if (event.house, event.code) == (house, code)
    ]


# C9.1


def test_c9_1_houses_at_war_with_fleets_at_one_world_fight_if_one_has_guns() -> None:
    state = campaign()
    fleet(state, "ada", "w02", "corvette")
    fleet(state, "bea", "w02", "transport")
    assert pairs(state) == [("ada", "bea")]
    for stance in (Stance.NEUTRAL, Stance.PACT):
        set_stance(state, "ada", "bea", stance)
        assert pairs(state) == []


def test_c9_1_without_guns_nobody_fights() -> None:
    state = campaign()
    fleet(state, "ada", "w02", "scout, transport")
    fleet(state, "bea", "w02", "transport")
    assert pairs(state) == []


def test_c9_1_fleets_at_different_worlds_do_not_meet() -> None:
    state = campaign()
    fleet(state, "ada", "w02", "corvette")
    fleet(state, "bea", "w03", "corvette")
    assert pairs(state) == []


def test_c5_4_scouts_that_spy_fight_nobody() -> None:
    state = campaign()
    fleet(state, "ada", "w02", "corvette")
    fleet(state, "bea", "w02", "scout", mission=Mission.SPY)
    assert pairs(state) == []
    fleet(state, "bea", "w02", "scout, transport", mission=Mission.SPY)
    assert pairs(state) == [("ada", "bea")]


def test_c9_1_a_line_fights_those_who_came_to_invade_bombard_or_blockade_and_no_others() -> None:
    for mission in Mission:
        state = campaign()
        change_world(state, "w03", batteries=1)
        fleet(state, "ada", "w03", "cruiser", mission=mission)
        comes = mission in {Mission.INVADE, Mission.BOMBARD, Mission.BLOCKADE}
        assert pairs(state) == ([("ada", "bea")] if comes else []), mission


def test_c9_1_a_line_does_not_fight_a_fleet_whose_target_is_elsewhere() -> None:
    state = campaign()
    change_world(state, "w03", batteries=1)
    fleet(state, "ada", "w03", "cruiser", mission=Mission.BLOCKADE, target="w05")
    assert pairs(state) == []


def test_c9_1_a_line_does_not_fight_a_house_that_is_not_at_war() -> None:
    state = campaign(stance=Stance.NEUTRAL)
    change_world(state, "w03", batteries=1)
    fleet(state, "ada", "w03", "cruiser", mission=Mission.INVADE)
    assert pairs(state) == []


def test_c9_1_the_line_of_a_free_world_fights_in_the_same_way() -> None:
    state = campaign(stance=Stance.NEUTRAL)
    change_world(state, "w04", batteries=1)
    fleet(state, "ada", "w04", "cruiser", mission=Mission.INVADE)
    fleet(state, "bea", "w04", "cruiser")
    assert pairs(state) == [("ada", None)]
    change_world(state, "w04", batteries=0)
    assert pairs(state) == []


def test_c9_1_a_line_helps_its_fleets_only_against_those_who_came_for_the_world() -> None:
    for mission, batteries in ((Mission.BLOCKADE, 3), (Mission.ASSAULT, 0)):
        state = campaign()
        change_world(state, "w03", batteries=3)
        fleet(state, "ada", "w03", MANY, mission=mission)
        fleet(state, "bea", "w03", "scout")
        (fight,) = events(resolve_conflicts(state).state, SpaceFight)
        assert fight.batteries == batteries
        assert fight.volleys[0].attack == (8 * 16, 3 * batteries)


def test_c9_1_pairs_fight_in_the_order_of_the_lot_the_smallest_first() -> None:
    for seed in range(8):
        state = campaign("ada", "bea", "cyd", seed=seed)
        for house in ("ada", "bea", "cyd"):
            fleet(state, house, "w02", "battleship")
        all_pairs = [("ada", "bea"), ("ada", "cyd"), ("bea", "cyd")]
        lots = {
            pair: randomness.lot(state.setup.seed, TURN, "sky", "w02", *pair) for pair in all_pairs
        }
        fought = pairs(state)
        assert fought[0] == min(all_pairs, key=lots.__getitem__)
        assert [lots[pair] for pair in fought] == sorted(lots[pair] for pair in fought)


def test_c9_1_fleets_that_lost_the_sky_fight_no_other() -> None:
    for seed in range(8):
        state = campaign("ada", "bea", "cyd", seed=seed)
        fleet(state, "ada", "w02", MANY)
        fleet(state, "ada", "w02", MANY)
        fleet(state, "bea", "w02", "4 transport")
        fleet(state, "cyd", "w02", "4 corvette", posture=Posture.EVADE)
        fought = pairs(state)
        losers = {pair for pair in fought if "ada" in pair}
        assert losers == {("ada", "bea"), ("ada", "cyd")}
        if fought[0] != ("bea", "cyd"):
            assert ("bea", "cyd") not in fought


# C9.4, C9.5


def test_c9_4_the_line_stands_as_it_is_when_its_fleets_leave() -> None:
    state = campaign()
    change_world(state, "w03", batteries=2)
    fleet(state, "ada", "w03", "4 corvette", mission=Mission.BLOCKADE)
    kept = fleet(state, "bea", "w03", "corvette", posture=Posture.EVADE)
    after = resolve_conflicts(state)
    (fight,) = events(after.state, SpaceFight)
    assert (fight.left, fight.keeper) == ((False, True), 0)
    assert after.state.worlds["w03"].batteries == 2
    assert after.flights == (kept.id,)


def test_c9_5_of_two_that_have_guns_left_the_owner_keeps_the_sky() -> None:
    fled = 0
    for seed in range(10):
        state = campaign(seed=seed)
        change_world(state, "w03", batteries=3, starbase=Condition.SOUND)
        attacker = fleet(state, "ada", "w03", "2 battleship", mission=Mission.BLOCKADE)
        after = play(state)
        (fight,) = events(after, SpaceFight)
        both_stand = bool(after.worlds["w03"].starbase) and attacker.id in after.fleets
        if both_stand:
            assert (fight.left, fight.keeper) == ((False, False), 1)
            assert after.fleets[attacker.id].world == "w00"
            fled += 1
    assert fled


def test_c9_5_fleets_flee_to_a_neighbour_without_enemy_guns_first() -> None:
    state = campaign("ada", "bea", "cyd")
    change_world(state, "w03", house="ada")
    fleet(state, "ada", "w02", "corvette")
    fleet(state, "ada", "w01", "corvette")
    fleet(state, "cyd", "w00", "corvette")
    fleet(state, "cyd", "w03", "scout")
    runner = fleet(state, "bea", "w02", "transport", posture=Posture.EVADE, came_from="w01")
    assert play(state).fleets[runner.id].world == "w03"
    set_stance(state, "bea", "cyd", Stance.NEUTRAL)
    assert play(state).fleets[runner.id].world == "w00"
    fleet(state, "ada", "w00", "corvette")
    fleet(state, "ada", "w03", "corvette")
    assert play(state).fleets[runner.id].world == "w01"


def test_c9_5_then_to_an_own_world_then_where_they_came_from_then_by_name() -> None:
    state = campaign()
    fleet(state, "ada", "w02", "corvette")
    runner = fleet(state, "bea", "w02", "transport", posture=Posture.EVADE, came_from="w01")
    assert play(state).fleets[runner.id].world == "w03"  # its home
    change_world(state, "w03", house="ada")
    assert play(state).fleets[runner.id].world == "w01"
    state.put_fleet(replace(state.fleets[runner.id], came_from=None))
    assert play(state).fleets[runner.id].world == "w00"


def test_c9_5_who_flees_lies_there_and_who_has_no_way_out_stays() -> None:
    state = campaign()
    fleet(state, "ada", "w01", "corvette")
    runner = fleet(state, "bea", "w01", "transport", posture=Posture.EVADE, mission=Mission.INVADE)
    after = play(state)
    fled = after.fleets[runner.id]
    assert (fled.mission, fled.target, fled.came_from) == (Mission.MOVE, fled.world, "w01")
    state.map = replace(state.map, lanes={**state.map.lanes, "w01": {}})
    after = play(state)
    stayed = after.fleets[runner.id]
    assert (stayed.world, stayed.mission, stayed.target) == ("w01", Mission.MOVE, "w01")
    assert [event.to for event in events(after, FleetFled)] == ["w01"]


def test_c4_4_crippled_ships_do_not_flee_over_shoals() -> None:
    state = campaign()
    lanes = {**state.map.lanes, "w01": {"w08": state.map.lanes["w01"]["w08"]}}
    state.map = replace(state.map, lanes=lanes)
    fleet(state, "ada", "w01", "corvette")
    sound = fleet(state, "bea", "w01", "transport", posture=Posture.EVADE)
    assert play(state).fleets[sound.id].world == "w08"
    (ship,) = sound.ships
    crippled = replace(ship, condition=Condition.CRIPPLED)
    state.put_fleet(replace(sound, ships=(crippled,)))
    assert play(state).fleets[sound.id].world == "w01"


def test_c9_5_all_flee_at_once() -> None:
    state = campaign("ada", "bea", "cyd")
    fleet(state, "ada", "w01", "2 corvette")
    fleet(state, "ada", "w03", "2 corvette")
    one = fleet(state, "bea", "w01", "corvette", posture=Posture.EVADE, came_from="w02")
    other = fleet(state, "cyd", "w03", "corvette", posture=Posture.EVADE, came_from="w02")
    after = play(state)
    assert (after.fleets[one.id].world, after.fleets[other.id].world) == ("w02", "w02")


# What a fight does


def test_c9_2_ships_are_crippled_and_lost_and_harm_does_not_stay() -> None:
    state = campaign()
    fleet(state, "ada", "w02", "battleship")
    loser = fleet(state, "bea", "w02", "4 corvette")
    after = play(state)
    (fight,) = events(after, SpaceFight)
    lost, crippled = fight.lost[1], fight.crippled[1]
    assert lost or crippled
    ships = {ship.id: ship for ship in after.fleets[loser.id].ships}
    assert ships.keys() == {ship.id for ship in loser.ships} - {ship.id for ship in lost}
    assert {name for name, ship in ships.items() if ship.is_crippled} == {s.id for s in crippled}


def test_c4_3_who_loses_room_drowns_fewest_veteran_first_last_id_first() -> None:
    state = campaign()
    fleet(state, "bea", "w02", MANY)
    fleet(state, "bea", "w02", MANY)
    aboard = (
        unit(state, "ada", "linesman"),
        unit(state, "ada", "linesman"),
        unit(state, "ada", "linesman", veterancy=1),
    )
    gone = fleet(state, "ada", "w02", "transport", aboard)
    after = play(state)
    assert gone.id not in after.fleets
    (lost,) = events(after, UnitsLost)
    assert [one.id for one in lost.units] == [aboard[1].id, aboard[0].id, aboard[2].id]
    assert lost.code == "drowned"


def test_c4_3_who_has_room_left_stays_aboard() -> None:
    for seed in range(200):
        state = campaign(seed=seed)
        fleet(state, "bea", "w02", "2 corvette")
        aboard = units(state, "ada", "marshal", "marshal", "linesman", "linesman", "marshal")
        mine = fleet(state, "ada", "w02", "2 transport", aboard)
        after = play(state)
        if mine.id in after.fleets and len(after.fleets[mine.id].ships) == 1:
            kept = after.fleets[mine.id].units
            value = sum(after.numbers.units[one.code].value for one in kept)
            assert value <= 200
            first_lost = events(after, UnitsLost)[0].units[0]
            assert first_lost.id == max(one.id for one in aboard)
            return
    raise AssertionError("no fight left a transport")


def test_c3_8_who_keeps_the_sky_with_a_fleet_is_paid_a_fifth_of_all_ships_lost() -> None:
    state = campaign()
    fleet(state, "ada", "w02", MANY)
    fleet(state, "bea", "w02", "3 corvette")
    after = play(state)
    (fight,) = events(after, SpaceFight)
    assert len(fight.lost[1]) == 3
    assert [event.amount for event in events(after, WreckageSalvaged)] == [3 * 25 * 20 // 100]
    row = after.ledger[-1]
    assert (row.kind, row.house, row.place, row.amount) == (Entry.WRECKAGE, "ada", "w02", 15)
    assert after.houses["ada"].treasury == 115


def test_c3_8_a_line_alone_salvages_nothing() -> None:
    state = campaign()
    change_world(state, "w03", batteries=3, starbase=Condition.SOUND)
    fleet(state, "ada", "w03", "2 corvette", mission=Mission.BLOCKADE)
    after = play(state)
    (fight,) = events(after, SpaceFight)
    assert fight.keeper == 1
    assert fight.lost[0]
    assert events(after, WreckageSalvaged) == []


def test_c12_1_keeping_the_sky_pays_where_the_enemy_lost_a_ship() -> None:
    state = campaign()
    fleet(state, "ada", "w02", MANY)
    fleet(state, "bea", "w02", "corvette")
    assert prestige(play(state), "ada", "space_fight") == [2]
    state = campaign()
    fleet(state, "ada", "w02", "corvette")
    fleet(state, "bea", "w02", "transport", posture=Posture.EVADE)
    after = play(state)
    assert events(after, SpaceFight)
    assert prestige(after, "ada", "space_fight") == []


def test_c9_9_a_starbase_is_crippled_then_lost_and_its_loss_pays() -> None:
    state = campaign()
    change_world(state, "w03", starbase=Condition.SOUND)
    fleet(state, "ada", "w03", MANY, mission=Mission.BLOCKADE)
    after = play(state)
    assert after.worlds["w03"].starbase is None
    assert prestige(after, "ada", "starbase") == [3]
    crippled = set()
    for seed in range(20):
        state = campaign(seed=seed)
        change_world(state, "w03", starbase=Condition.SOUND)
        fleet(state, "ada", "w03", "3 cruiser", mission=Mission.BLOCKADE)
        after = play(state)
        crippled.add(after.worlds["w03"].starbase)
        if after.worlds["w03"].starbase is Condition.CRIPPLED:
            assert events(after, SpaceFight)[0].starbase is Condition.CRIPPLED
            assert prestige(after, "ada", "starbase") == []
    assert Condition.CRIPPLED in crippled


def test_c9_9_a_blinded_starbase_counts_as_crippled_and_is_sound_afterwards() -> None:
    state = campaign()
    change_world(state, "w03", starbase=Condition.SOUND)
    blind(state, "w03")
    fleet(state, "ada", "w03", "3 corvette", mission=Mission.BLOCKADE)
    after = play(state)
    (fight,) = events(after, SpaceFight)
    assert fight.volleys[0].modifiers == (0, 0)
    assert fight.volleys[0].attack == (9, 5)
    assert after.worlds["w03"].starbase is Condition.SOUND


def test_c9_9_a_blinded_starbase_can_be_lost() -> None:
    state = campaign()
    change_world(state, "w03", starbase=Condition.SOUND)
    blind(state, "w03")
    fleet(state, "ada", "w03", MANY, mission=Mission.BLOCKADE)
    after = play(state)
    assert after.worlds["w03"].starbase is None
    assert prestige(after, "ada", "starbase") == [3]


def test_c9_2_batteries_are_lost_at_their_first_step() -> None:
    state = campaign()
    change_world(state, "w03", batteries=2)
    fleet(state, "ada", "w03", MANY, mission=Mission.BLOCKADE)
    after = play(state)
    assert after.worlds["w03"].batteries == 0
    assert events(after, SpaceFight)[0].batteries == 2
