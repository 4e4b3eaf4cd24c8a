"""The rank of each attack in its exact forecast is uniform: the odds shown are the odds rolled."""

from __future__ import annotations

import functools
import math
import random
from collections.abc import Sequence

import pytest

from engine.analysis.battle_report.figures import Luck
from engine.analysis.battle_report.luck import combine_ranks, measure_luck, randomised_rank
from engine.battle import load_scenario
from engine.battle.actions import Action, Fight, Shoot
from engine.battle.battle import Battle
from engine.battle.options import Options, actions_of
from engine.battle.state import BattleState, Setup
from engine.dice import D6_FACES

SCENARIOS = ("first_landing", "lock_keepers", "lapsed_toll", "wet_feet", "rent_day")
SEED = 22
NEVER = 1e-4
"""The chance at which fair dice are held to be loaded; the seed is fixed, so it never happens."""


class Loaded:
    """Dice that show a one too often."""

    def __init__(self, seed: int, extra: float) -> None:
        self._random = random.Random(seed)
        self._extra = extra

    def d6(self) -> int:
        if self._random.random() < self._extra:
            return 1
        return self._random.randint(1, D6_FACES)


@functools.cache
def setup_of(scenario: str) -> Setup:
    return Setup(load_scenario(scenario))


def simulated(number: int, extra: float) -> Luck:
    """Play a battle in which everybody attacks when possible, in any mode, and measure its luck."""
    source = random.Random(number)

    def decide(state: BattleState, options: Options) -> Action:
        actions = actions_of(options, state.field.grid)
        attacks = [one for one in actions if isinstance(one, Shoot | Fight)]
        return source.choice(attacks or actions)

    battle = Battle.from_setup(setup_of(SCENARIOS[number % len(SCENARIOS)]), Loaded(number, extra))
    return measure_luck(list(battle.run(decide)), SEED + number)


def ranks_of(battles: Sequence[Luck]) -> list[float]:
    return [attack.rank for luck in battles for attack in luck.attacks]


def widest_gap(ranks: Sequence[float]) -> float:
    """Return how far the share of ranks up to any value is from that value at most."""
    count = len(ranks)
    return max(
        max((place + 1) / count - rank, rank - place / count)
        for place, rank in enumerate(sorted(ranks))
    )


def chance_if_uniform(ranks: Sequence[float]) -> float:
    """Return the chance of ranks at least so uneven, by Kolmogorov and Smirnov."""
    scaled = widest_gap(ranks) * math.sqrt(len(ranks))
    total = sum((-1) ** (k - 1) * math.exp(-2 * (k * scaled) ** 2) for k in range(1, 100))
    return min(1.0, 2 * total)


def test_the_rank_is_less_plus_a_share_of_equal() -> None:
    left = (0.1, 0.2, 0.7)
    assert randomised_rank(left, 0, 0.5) == pytest.approx(0.35)
    assert randomised_rank(left, 1, 0.5) == pytest.approx(0.8)
    assert randomised_rank(left, 2, 1.0) == pytest.approx(1.0)
    assert randomised_rank(left, 0, 0.0) > 0
    assert randomised_rank(left, 2, 1.0) < 1


def test_combined_ranks_are_more_extreme_than_each() -> None:
    assert combine_ranks([]) is None
    assert combine_ranks([0.3]) == pytest.approx(0.3)
    assert combine_ranks([0.8, 0.2]) == pytest.approx(0.5)
    assert (combine_ranks([0.9] * 4) or 0) > 0.99


def test_ranks_of_fair_dice_are_uniform_and_of_loaded_ones_are_not() -> None:
    fair, loaded = ([simulated(n, extra) for n in range(40)] for extra in (0.0, 0.4))
    assert chance_if_uniform(ranks_of(fair)) > NEVER
    assert chance_if_uniform(ranks_of(loaded)) < NEVER


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ranks_are_uniform_over_a_thousand_battles() -> None:
    battles = [simulated(number, 0.0) for number in range(1000)]
    ranks = ranks_of(battles)
    assert len(ranks) > 10_000
    assert chance_if_uniform(ranks) > NEVER
    mean = sum(ranks) / len(ranks)
    assert abs(mean - 0.5) < 4 / math.sqrt(12 * len(ranks))
    assert widest_gap(ranks) < 0.01
    # What is combined is only nearly uniform: luck that ends a battle early leaves fewer attacks
    # to combine, so that their number depends on it. docs/replays.md has these figures.
    overall = [luck.overall for luck in battles if luck.overall is not None]
    assert chance_if_uniform(overall) > NEVER
    assert 0.47 < sum(overall) / len(overall) < 0.5
    assert 0.02 < widest_gap(overall) < 0.06
    for tail in ([one < 0.05 for one in overall], [one > 0.95 for one in overall]):
        assert 0.03 < sum(tail) / len(tail) < 0.08
