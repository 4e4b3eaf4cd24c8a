"""Whom a learner meets: bots by their weights, past policies with their probability."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("torch")

from engine.battle import Side
from engine.players.levels import SELF
from engine.players.model import codec_of
from engine.players.policy import Policy
from training.export import export_onnx
from training.league import League
from training.ppo import make_learner, make_vec_env
from training.recipe import Recipe
from training.recipe_file import read_recipe

TINY = read_recipe(Path(__file__).parent / "tiny.toml")
CODEC = codec_of(TINY.encoding)
DRAWS = 1000


@pytest.fixture(scope="module")
def policy() -> bytes:
    learner = make_learner(TINY, make_vec_env(TINY, League(TINY, CODEC)))
    return export_onnx(learner.policy)


def recipe_with(**changed: object) -> Recipe:
    return msgspec.structs.replace(
        TINY, self_play=msgspec.structs.replace(TINY.self_play, **changed)
    )


def names_of(league: League) -> list[str]:
    return [league.draw(Side.ONE, seed).name for seed in range(DRAWS)]


def test_scripted_opponents_come_by_their_weights() -> None:
    counted = Counter(names_of(League(TINY, CODEC)))
    assert sum(counted.values()) == DRAWS
    for spec, weight in TINY.pool.items():
        assert counted[spec.removeprefix("bot:")] / DRAWS == pytest.approx(weight, abs=0.05)


def test_past_policies_come_with_their_probability_once_there_is_one(policy: bytes) -> None:
    league = League(recipe_with(probability=0.3), CODEC)
    assert SELF not in names_of(league)
    league.add_past_policy(policy)
    assert names_of(league).count(SELF) / DRAWS == pytest.approx(0.3, abs=0.05)


def test_the_newest_policy_comes_with_its_probability_and_the_oldest_leaves(policy: bytes) -> None:
    league = League(recipe_with(probability=1.0, newest_probability=0.5, max_opponents=3), CODEC)
    for _ in range(5):
        league.add_past_policy(policy)
    met: Counter[int] = Counter()
    for seed in range(DRAWS):
        player = league.draw(Side.ONE, seed)
        assert isinstance(player, Policy)
        met[league._networks.index(player._network)] += 1
    # Half of them is the newest, and of the other half every third.
    shares = [met[place] / DRAWS for place in range(3)]
    assert shares == pytest.approx([1 / 6, 1 / 6, 2 / 3], abs=0.05)
    assert sum(met.values()) == DRAWS


def test_the_same_seed_meets_the_same_opponent(policy: bytes) -> None:
    leagues = [League(TINY, CODEC), League(TINY, CODEC)]
    for league in leagues:
        league.add_past_policy(policy)
    assert names_of(leagues[0]) == names_of(leagues[1])
    other = League(msgspec.structs.replace(TINY, seed=TINY.seed + 1), CODEC)
    other.add_past_policy(policy)
    assert names_of(other) != names_of(leagues[0])
