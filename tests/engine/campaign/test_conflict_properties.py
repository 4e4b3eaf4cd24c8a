"""What holds in all conflict phases, on random states: conservation and independence of order."""

from __future__ import annotations

import copy
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.campaign import events as e
from engine.campaign.conflict import Halfway, resolve_conflicts, resolve_invasions
from engine.campaign.fleets import capacity_of, is_hidden, load_of
from engine.campaign.presence import has_enemy_attack
from engine.campaign.records import BattleResult, Unit
from engine.campaign.resolver import landing_source, resolve
from engine.campaign.setup import CampaignSetup
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Mission
from engine.random_source import RandomSource
from tests.engine.campaign.build_conflict import SEED, events, numbers, random_campaign

STATES = 150
SEEDS = st.integers(0, 1_000_000)
some_states = settings(max_examples=50)


def results(halfway: Halfway) -> dict[str, BattleResult]:
    seed = halfway.state.setup.seed
    return {
        world: resolve(spec, numbers(), landing_source(seed, spec))
        for world, spec in halfway.specs.items()
    }


def play(state: CampaignState) -> CampaignState:
    halfway = resolve_conflicts(state)
    return resolve_invasions(halfway, results(halfway))


def all_units(state: CampaignState) -> list[Unit]:
    garrisons = [unit for world in state.worlds.values() for unit in world.garrison]
    return garrisons + [unit for fleet in state.fleets.values() for unit in fleet.units]


def all_ships(state: CampaignState) -> list[str]:
    return [ship.id for fleet in state.fleets.values() for ship in fleet.ships]


def content(state: CampaignState) -> tuple[object, ...]:
    """Return all that a phase writes, without regard to the order of dictionaries."""
    parts = (state.houses, state.worlds, state.fleets, state.treaties, state.lost_prestige)
    return (*(sorted(part.items()) for part in parts), state.ledger, state.events)


def random_state(seed: int) -> CampaignState:
    return random_campaign(RandomSource(seed), seed=SEED + seed)


@pytest.mark.slow
def test_random_conflicts_show_every_kind_of_event() -> None:
    seen: Counter[str] = Counter()
    for seed in range(STATES):
        seen.update(type(event).__name__ for event in play(random_state(seed)).events)
    kinds = (
        e.SpaceFight,
        e.UnitsLost,
        e.ShipsLost,
        e.WreckageSalvaged,
        e.Blockaded,
        e.Bombarded,
        e.Colonised,
        e.ColonyWaits,
        e.BidFailed,
        e.FlakFired,
        e.LandingDecided,
        e.LandingUnfought,
        e.UnitsRecovered,
        e.WorldCaptured,
        e.WorkCancelled,
        e.FleetFled,
        e.PrestigeChanged,
    )
    assert [kind.__name__ for kind in kinds if not seen[kind.__name__]] == []


@some_states
@given(SEEDS)
def test_c14_6_no_unit_is_made_or_doubled_and_none_vanishes_unreported(seed: int) -> None:
    before = random_state(seed)
    after = play(before)
    were = {unit.id: unit for unit in all_units(before)}
    are = Counter(unit.id for unit in all_units(after))
    assert set(are.values()) <= {1}
    assert are.keys() <= were.keys()
    gone = were.keys() - are.keys()
    reported = {unit.id for event in events(after, e.UnitsLost) for unit in event.units}
    reported |= {unit.id for event in events(after, e.FlakFired) for unit in event.destroyed}
    for event in events(after, e.LandingDecided):
        reported |= {name for name, hp in event.result.hp.items() if not hp}
    assert gone <= reported
    for unit in all_units(after):
        assert unit.code == were[unit.id].code


@some_states
@given(SEEDS)
def test_c14_6_no_unit_is_healed_by_a_battle(seed: int) -> None:
    before = random_state(seed)
    were = {unit.id: unit for unit in all_units(before)}
    for unit in all_units(play(before)):
        assert 0 < unit.hp <= were[unit.id].hp
        assert were[unit.id].veterancy <= unit.veterancy <= 3


@some_states
@given(SEEDS)
def test_c14_6_ships_fleets_and_worlds_stay_valid(seed: int) -> None:
    before = random_state(seed)
    after = play(before)
    ships = all_ships(after)
    assert len(ships) == len(set(ships))
    assert set(ships) <= set(all_ships(before))
    assert after.fleets.keys() <= before.fleets.keys()
    for fleet in after.fleets.values():
        assert fleet.ships
        assert load_of(fleet.units, numbers()) <= capacity_of(fleet.ships, numbers().ships)
        assert list(fleet.units) == sorted(fleet.units, key=lambda unit: unit.id)
    for world in after.worlds.values():
        record = before.worlds[world.id]
        assert 0 <= world.militia <= max(1, record.militia)
        assert 0 <= world.batteries <= record.batteries
        assert world.industry >= 0
        if after.site(world.id).anchors:
            assert after.lit(world.id) >= 1
        if world.house is not None:
            assert list(world.garrison) == sorted(world.garrison, key=lambda unit: unit.id)
            assert all(unit.id.startswith(f"{world.house}.") for unit in world.garrison)
    for house in after.houses.values():
        assert house.prestige >= 0
        rows = [row.amount for row in after.ledger if row.house == house.id]
        assert house.treasury == sum(rows) >= 0


@some_states
@given(SEEDS)
def test_c14_2_the_order_of_landings_changes_nothing(seed: int) -> None:
    halfway = resolve_conflicts(random_state(seed))
    decided = results(halfway)
    expected = content(resolve_invasions(halfway, decided))
    for order in (sorted(decided, reverse=True), list(RandomSource(seed).shuffled(decided))):
        turned = {world: decided[world] for world in order}
        landings = {world: halfway.landings[world] for world in reversed(halfway.landings)}
        again = Halfway(halfway.state, landings, tuple(reversed(halfway.flights)))
        assert content(resolve_invasions(again, turned)) == expected


@some_states
@given(SEEDS)
def test_c14_3_listing_houses_fleets_and_worlds_in_another_order_changes_nothing(seed: int) -> None:
    state = random_state(seed)
    expected = content(play(state))
    turned = state.fork()
    source = RandomSource(seed)
    setup = state.setup
    turned.setup = CampaignSetup(setup.seed, setup.turns, tuple(source.shuffled(setup.houses)))
    for name in ("houses", "worlds", "fleets", "treaties"):
        items = list(getattr(state, name).items())
        setattr(turned, name, dict(source.shuffled(items)))
    turned.effects = tuple(source.shuffled(state.effects))
    assert content(play(turned)) == expected


@some_states
@given(SEEDS)
def test_a_phase_leaves_the_state_that_it_was_given_unchanged(seed: int) -> None:
    state = random_state(seed)
    before = copy.deepcopy(content(state))
    halfway = resolve_conflicts(state)
    assert content(state) == before
    middle = copy.deepcopy(content(halfway.state))
    resolve_invasions(halfway, results(halfway))
    assert content(halfway.state) == middle


@some_states
@given(SEEDS)
def test_c14_2_what_happens_at_one_world_before_the_landings_depends_on_no_other(seed: int) -> None:
    state = random_state(seed)
    halfway = resolve_conflicts(state)
    for world in sorted(halfway.landings):
        alone = state.fork()
        for fleet in state.fleets.values():
            if fleet.world != world:
                alone.remove_fleet(fleet.id)
        landing = resolve_conflicts(alone).landings[world]
        assert landing == halfway.landings[world]


@some_states
@given(SEEDS)
def test_c9_5_who_does_not_flee_has_no_enemy_with_guns_left(seed: int) -> None:
    halfway = resolve_conflicts(random_state(seed))
    state, flights = halfway.state, halfway.flights
    for fleet in state.fleets.values():
        if fleet.id not in flights and not is_hidden(fleet, numbers().ships):
            assert not has_enemy_attack(state, fleet.house, fleet.world, flights)


@some_states
@given(SEEDS)
def test_c4_7_missions_that_are_over_are_moves_where_the_fleet_is(seed: int) -> None:
    before = random_state(seed)
    halfway = resolve_conflicts(before)
    after = resolve_invasions(halfway, results(halfway))
    landed = {name for landing in halfway.landings.values() for name in landing.bid.fleets}
    for name in (landed | set(halfway.flights)) & after.fleets.keys():
        fleet = after.fleets[name]
        assert (fleet.mission, fleet.target) == (Mission.MOVE, fleet.world)
