"""The resolver of landings, and the chances of landings (C10.10)."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from engine.campaign.fleets import points_of
from engine.campaign.numbers import ResolverTables
from engine.campaign.records import BattleSpec, Fielded
from engine.campaign.resolver import (
    advantage,
    chance,
    chance_of_points,
    landing_source,
    mean_losses,
    resolve,
    such_battles,
)
from engine.campaign.vocabulary import Conclusion, Mission, Winner
from engine.random_source import RandomSource
from tests.engine.campaign.build_conflict import numbers

# fmt: off
TABLES = ResolverTables(
    battles=0,
    fitted_to="",
    tenth_battles=(0,) * 10,
    tenth_won=(0,) * 10,
    chance=(
        0, 0, 0, 1, 2, 6, 17, 46, 118, 271, 508, 741, 888, 956, 984, 994, 998, 999, *(1000,) * 3,
    ),
    winner_loses=(
        *(598,) * 9, 560, 498, 436, 374, 312, 250, 188, 126, 110, 110, 110, 110,
    ),
    loser_loses=(
        *(942,) * 6, 923, 874, 825, 777, 728, 680, 631, 582, 534, *(526,) * 6,
    ),
)
# fmt: on
"""Tables that stay as they are, whatever the packaged ones are fitted to."""
NUMBERS = replace(numbers(), resolver=TABLES)


def fielded(side: str, *codes: str) -> tuple[Fielded, ...]:
    full = NUMBERS.units
    return tuple(Fielded(f"{side}.m{n}", code, full[code].hp_max) for n, code in enumerate(codes))


def spec(
    attackers: tuple[Fielded, ...], defenders: tuple[Fielded, ...], **changes: object
) -> BattleSpec:
    plain = BattleSpec(
        version=1,
        turn=3,
        world="w03",
        mission=Mission.INVADE,
        attacker="ada",
        defender="bea",
        ground="heath",
        columns=25,
        rows=21,
        anchors=5,
        lit=5,
        board=1,
        deploy=2,
        dice=3,
        rounds=5,
        attacker_first=False,
        attackers=attackers,
        defenders=defenders,
    )
    return replace(plain, **changes)


THREE = spec(
    fielded("ada", *["theodolite"] * 2, *["sapper"], "linesman"),  # 360 points
    fielded("bea", *["marshal"] * 2, "picker", "picker"),  # 240 points
)


def test_c10_10_the_worked_example() -> None:
    assert chance(THREE, NUMBERS) == 871
    assert chance(replace(THREE, attacker_first=True), NUMBERS) == 895
    assert mean_losses(THREE, NUMBERS)[0].winning == 374


@pytest.mark.parametrize(
    ("attack", "defence", "first", "assault", "expected"),
    [
        (360, 240, False, False, 871),
        (360, 240, True, False, 895),
        (395, 296, False, False, 788),  # the worked turn of C14.7
        (100, 100, False, False, 508 - (508 - 271) * 11 // 100 - 1),
        (100, 100, True, False, 508 + (741 - 508) * 11 // 100),
        (100, 100, False, True, 508 - 3),
        (0, 100, True, True, 0),
        (100, 0, False, False, 1000),
        (0, 0, False, False, 1000),
        (1, 10_000, False, False, 0),
        (10_000, 1, True, True, 1000),
    ],
)
def test_c10_10_the_chance_of_points(
    attack: int,
    defence: int,
    first: bool,  # noqa: FBT001 - the case is a parameter
    assault: bool,  # noqa: FBT001 - as above
    expected: int,
) -> None:
    result = chance_of_points(attack, defence, NUMBERS, attacker_first=first, assault=assault)
    assert result == expected


def test_c10_10_x_is_rounded_down_below_0_too() -> None:
    assert [advantage(1, 2), advantage(2, 1), advantage(0, 0)] == [-334, 333, 0]


def test_c10_10_more_points_never_lower_the_chance() -> None:
    chances = [
        chance_of_points(points, 300, NUMBERS, attacker_first=False, assault=False)
        for points in range(0, 2000, 7)
    ]
    assert all(low <= high for low, high in itertools.pairwise(chances))
    assert (chances[0], chances[-1]) == (0, 999)


def test_c10_10_an_attacker_who_goes_first_in_an_assault_is_better_off() -> None:
    for points in range(50, 600, 25):
        chances = [
            chance_of_points(points, 300, NUMBERS, attacker_first=first, assault=assault)
            for first, assault in ((False, False), (False, True), (True, False), (True, True))
        ]
        assert chances == sorted(chances)


def test_c10_10_expected_losses_weigh_both_outcomes() -> None:
    attacker, defender = mean_losses(THREE, NUMBERS)
    assert attacker.expected == (attacker.winning * 871 + attacker.losing * 129) // 1000
    assert (defender.winning, defender.losing) == (598, 825)


def test_c10_10_the_same_source_gives_the_same_result() -> None:
    one = resolve(THREE, NUMBERS, landing_source(5, THREE))
    assert one == resolve(THREE, NUMBERS, landing_source(5, THREE))
    assert one.conclusion is Conclusion.RESOLVED
    results = {resolve(THREE, NUMBERS, landing_source(seed, THREE)).winner for seed in range(60)}
    assert results == set(Winner)


def _random_spec(source: RandomSource) -> BattleSpec:
    codes = sorted(NUMBERS.units)

    def side(name: str) -> tuple[Fielded, ...]:
        picked = [source.pick(codes) for _ in range(source.integer(1, 10))]
        return tuple(
            Fielded(f"{name}.m{n}", code, source.integer(1, NUMBERS.units[code].hp_max))
            for n, code in enumerate(picked)
        )

    return spec(side("ada"), side("bea"))


def test_c10_10_results_hold_for_all_landings() -> None:
    source = RandomSource(3)
    for seed in range(400):
        landing = _random_spec(source)
        result = resolve(landing, NUMBERS, RandomSource(seed))
        full = {one.id: one.hp for one in (*landing.attackers, *landing.defenders)}
        assert result.hp.keys() == full.keys()
        assert all(0 <= hp <= full[name] for name, hp in result.hp.items())
        won = result.winner is Winner.ATTACKER
        winners = landing.attackers if won else landing.defenders
        assert any(result.hp[one.id] for one in winners)


def test_c10_10_a_winner_keeps_a_last_one_with_one_hit_point() -> None:
    lonely = spec(fielded("ada", "theodolite"), fielded("bea", "theodolite"))
    kept = set()
    for seed in range(300):
        result = resolve(lonely, NUMBERS, RandomSource(seed))
        won = result.winner is Winner.ATTACKER
        kept.add(result.hp["ada.m0" if won else "bea.m0"])
    assert 0 not in kept
    assert {1, 10} <= kept


@pytest.mark.slow
def test_c10_10_rolled_chances_and_losses_are_those_of_the_tables() -> None:
    rolls, won, lost = 4000, 0, 0
    body = sum(points_of(one, NUMBERS) for one in THREE.attackers)
    for seed in range(rolls):
        result = resolve(THREE, NUMBERS, landing_source(seed, THREE))
        if result.winner is Winner.ATTACKER:
            won += 1
            lost += sum(
                NUMBERS.units[one.code].value
                * (one.hp - result.hp[one.id])
                // NUMBERS.units[one.code].hp_max
                for one in THREE.attackers
            )
    assert abs(won / rolls - 0.871) < 0.02
    assert abs(lost / won / body - 0.374) < 0.03


def test_c10_10_battles_are_counted_by_tenths_of_their_chance() -> None:
    counted = replace(TABLES, tenth_battles=tuple(range(10, 20)), tenth_won=tuple(range(10)))
    for chance_of, tenth in ((0, 0), (99, 0), (100, 1), (645, 6), (999, 9), (1000, 9)):
        assert such_battles(chance_of, counted) == (10 + tenth, tenth)
