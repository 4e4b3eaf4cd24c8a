"""Fielding armies: always a battle by the rules, always the same one, and a fair one."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import Game
from engine.battle.army import Army
from engine.battle.deployment_areas import Battleground, Deployment
from engine.battle.fielding import field_armies, find_obstacles
from engine.battle.save import parse_save, save_content
from engine.battle.scenario import Scenario, decode_scenario
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup
from engine.battle.targets import melee_targets, ranged_targets
from engine.errors import DataError
from engine.validation import Findings
from tests.engine.armies.rosters import FIXED, MATERIALS, OPEN, armies, army_of, ground_of
from tests.engine.property.mirror import mirrored, mirrored_hex

SMALL = 10
GROUNDS = st.one_of(st.sampled_from(OPEN), st.integers(0, 30).map(lambda seed: f"random:{seed}"))
CHOICES = st.tuples(st.one_of(st.none(), armies(SMALL)), st.one_of(st.none(), armies(SMALL)))


def units_of(scenario: Scenario, side: Side) -> list[str]:
    return [placed.unit for placed in scenario.units if placed.side is side]


@given(GROUNDS, CHOICES)
def test_whatever_is_fielded_is_a_battle_by_the_rules(
    name: str, chosen: tuple[Army | None, Army | None]
) -> None:
    ground = ground_of(name)
    fielded = field_armies(ground, chosen, MATERIALS)
    assert ground.deployment is not None
    for side, army in zip(Side, chosen, strict=True):
        placed = [one.hex for one in fielded.units if one.side is side]
        assert len(set(placed)) == len(placed)
        assert set(placed) <= set(ground.deployment.area(side))
        if army is not None:
            assert sorted(units_of(fielded, side)) == sorted(army.codes(MATERIALS.catalog))
    findings = Findings("fielded")
    raw = msgspec.json.decode(msgspec.json.encode(fielded))
    assert decode_scenario(raw, findings) == fielded, findings.problems
    assert fielded.terrain == ground.scenario.terrain
    assert fielded.objectives == ground.scenario.objectives
    assert not any(
        melee_targets(state, unit)
        for state in [BattleState(Setup(fielded))]
        for unit in state.units
    )


@given(GROUNDS, CHOICES)
def test_the_same_armies_are_always_placed_in_the_same_way(
    name: str, chosen: tuple[Army | None, Army | None]
) -> None:
    ground = ground_of(name)
    assert field_armies(ground, chosen, MATERIALS) == field_armies(ground, chosen, MATERIALS)


@given(st.sampled_from(OPEN), st.tuples(armies(SMALL), armies(SMALL)))
def test_on_a_mirrored_board_with_sides_exchanged_the_places_are_mirrored(
    name: str, chosen: tuple[Army, Army]
) -> None:
    scenario, deployment = ground_of(name)
    assert deployment is not None
    one, two = (tuple(mirrored_hex(scenario, place) for place in area) for area in deployment.hexes)
    turned = Battleground(mirrored(scenario), Deployment((two, one)))
    there = field_armies(turned, chosen[::-1], MATERIALS)
    here = mirrored(field_armies(Battleground(scenario, deployment), chosen, MATERIALS))
    assert set(there.units) == set(here.units)


@given(st.integers(0, 30), armies(SMALL))
def test_a_generated_battle_answers_an_army_with_one_of_equal_points(seed: int, army: Army) -> None:
    ground = ground_of(f"random:{seed}")
    catalog = MATERIALS.catalog
    for side in Side:
        chosen = (army, None) if side is Side.ONE else (None, army)
        fielded = field_armies(ground, chosen, MATERIALS)
        met = units_of(fielded, side.other)
        faction = catalog.common_faction(units_of(ground.scenario, side.other))
        assert faction is not None
        assert catalog.common_faction(met) == faction
        points = sum(catalog.units[code].value for code in met)
        alike, most = MATERIALS.numbers.most_of_a_kind, MATERIALS.rules.most_units
        values = [catalog.units[code].value for code in catalog.factions[faction].units]
        largest = sum(sorted(values * alike)[-most:])
        assert points == largest or abs(points - army.points(catalog)) <= min(values)


@pytest.mark.parametrize("name", OPEN)
def test_nobody_deploys_in_the_enemys_range_and_sight_if_there_is_room_elsewhere(name: str) -> None:
    army = army_of(linesman=3, sapper=1, marshal=1)
    fielded = field_armies(ground_of(name), (army, army), MATERIALS)
    state = BattleState(Setup(fielded))
    for unit in state.units:
        assert not any(ranged_targets(state, unit, weapon) for weapon in unit.profile.ranged)


@pytest.mark.parametrize("name", FIXED)
def test_a_scenario_without_an_area_refuses_armies(name: str) -> None:
    ground = ground_of(name)
    assert field_armies(ground, (None, None), MATERIALS) == ground.scenario
    with pytest.raises(DataError, match="Night watch"):
        field_armies(ground, (army_of(linesman=1), None), MATERIALS)


def test_an_army_with_a_problem_is_not_fielded() -> None:
    ground = ground_of("crossroads")
    for army in (army_of(), army_of(limit=1, linesman=1), army_of(fleck=1), army_of(ghost=1)):
        with pytest.raises(DataError):
            field_armies(ground, (None, army), MATERIALS)


def test_an_army_larger_than_the_area_is_refused() -> None:
    scenario, deployment = ground_of("crossroads")
    assert deployment is not None
    room = Deployment((deployment.hexes[0][:2], deployment.hexes[1]))
    three, two = army_of(linesman=3), army_of(linesman=2)
    assert [one.code for one in find_obstacles(three, room, Side.ONE)] == ["army.no-room"]
    assert find_obstacles(three, room, Side.TWO) == find_obstacles(two, room, Side.ONE) == []
    with pytest.raises(DataError, match="2 hexes"):
        field_armies(Battleground(scenario, room), (three, None), MATERIALS)


@settings(max_examples=10)
@given(GROUNDS, CHOICES, st.integers(0, 999))
def test_a_save_of_a_fielded_battle_needs_no_army_and_plays_again(
    name: str, chosen: tuple[Army | None, Army | None], seed: int
) -> None:
    fielded = field_armies(ground_of(name), chosen, MATERIALS)
    game = Game.start(fielded, seed)
    for _ in itertools.takewhile(lambda _: game.result is None, range(30)):
        actions = game.legal_actions()
        game.apply(actions[len(game.lines) % len(actions)])
    save = parse_save(Path("one.jsonl"), "".join(f"{line}\n" for line in game.lines).encode())
    assert save.header.scenario == fielded
    assert save_content(save) == "".join(f"{line}\n" for line in game.lines).encode()
    again = Game.from_save(save)
    assert again.checksum() == game.checksum()
