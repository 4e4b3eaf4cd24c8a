"""Rollout values: options are played out with the same dice and valued by the policy then."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import pytest

pytest.importorskip("torch")

from engine.battle import Side
from engine.battle.actions import Action
from engine.battle.phase import Phase
from engine.battle.state import BattleState
from engine.encoding.reward_config import packaged_reward_config
from engine.env.reward import RewardTracker
from engine.players.levels import SELF
from engine.players.model import codec_of
from engine.players.playout import Decide, play_out
from engine.players.policy import Network, Policy
from training import rollout_values
from training.export import export_onnx
from training.league import League
from training.ppo import make_learner, make_vec_env
from training.recipe import ImprovementRound, PhaseFractions, Recipe
from training.recipe_file import read_recipe
from training.recipe_validation import OPPONENT
from training.rollout_values import NO_ROW, RolloutTask, estimate_rollout_values

TINY = read_recipe(Path(__file__).parent / "tiny.toml")
CODEC = codec_of(TINY.encoding)


EVERY = PhaseFractions(move=0.2, shoot=0.2, charge=0.2, fight=0.2)


def recipe_with(**changed: object) -> Recipe:
    improvement = msgspec.structs.replace(TINY.policy_improvement, **changed)
    return msgspec.structs.replace(TINY, policy_improvement=improvement)


class Played(NamedTuple):
    state: BattleState
    side: Side
    action: Action
    seed: int
    after: BattleState


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("policy") / "policy.onnx"
    learner = make_learner(TINY, make_vec_env(TINY, League(TINY, CODEC)))
    file.write_bytes(export_onnx(learner.policy))
    return file


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Played]:
    """Record every rollout."""
    noted: list[Played] = []

    def note(
        state: BattleState, side: Side, action: Action, seed: int, *deciders: Decide
    ) -> BattleState:
        after = play_out(state, side, action, seed, *deciders)
        noted.append(Played(state, side, action, seed, after))
        return after

    monkeypatch.setattr(rollout_values, "play_out", note)
    return noted


def value_of(one: Played, policy: Path) -> float:
    """Return the value in points: of rewards to come, and of the potential there is."""
    numbers, result = packaged_reward_config(TINY.reward), one.after.result
    potential = numbers.shaping * RewardTracker(numbers, one.after, one.side).potential
    if result is not None:
        won = (result.winner is one.side) - (result.winner is one.side.other)
        return 100 * (won + potential)
    critic = Policy("", CODEC, Network(policy.read_bytes(), CODEC), 1, None, 0)
    return 100 * (critic.value(one.after, one.side) + potential)


@pytest.mark.parametrize("number", [0, 1])
def test_options_of_a_decision_meet_the_same_dice_and_are_judged_by_who_decides(
    number: int, policy: Path, played: list[Played]
) -> None:
    found = estimate_rollout_values(RolloutTask(recipe_with(n_samples=2), 0, number, policy))
    assert len(found.rows) > 3
    seat = list(Side)[number]
    for rows, means in zip(found.rows, found.values, strict=True):
        decision = CODEC.encode(played[0].state)
        seeds = [one.seed for one in played[:2]]
        assert seeds[0] != seeds[1]
        for row, mean in zip(rows[rows != NO_ROW], means, strict=False):
            samples = [played.pop(0), played.pop(0)]
            assert [one.seed for one in samples] == seeds
            assert {one.action for one in samples} == {decision.decode(int(row))}
            assert {one.side for one in samples} == {one.state.to_act for one in samples} == {seat}
            values = [value_of(one, policy) for one in samples]
            assert mean == pytest.approx(sum(values) / 2, abs=1e-3)
    assert not played


def test_the_best_are_played_out_and_some_of_those_that_come_next(policy: Path) -> None:
    recipe = recipe_with(recorded_fraction=EVERY, top_options=2, sampled_options=2, sampled_from=6)
    found = estimate_rollout_values(RolloutTask(recipe, 0, 0, policy))
    network, drawn = Network(policy.read_bytes(), CODEC), set()
    for observation, rows in zip(found.observations, found.rows, strict=True):
        scores = network.score(observation.astype(np.float32))
        order = np.argsort(-scores, kind="stable")[: int((scores > -1e8).sum())].tolist()
        tested = rows[rows != NO_ROW].tolist()
        assert len(tested) == len(set(tested)) == min(4, len(order))
        places = [order.index(row) for row in tested]
        # Observations are kept at half precision: what comes next to each other may change places.
        assert max(places[:2]) <= 2
        assert max(places) <= 6
        drawn |= set(places[2:])
    assert len(drawn) >= 4


def test_each_phase_is_recorded_with_its_fraction(policy: Path, played: list[Played]) -> None:
    fractions = PhaseFractions(move=0.0, shoot=0.3, charge=1.0, fight=0.0)
    estimate_rollout_values(RolloutTask(recipe_with(recorded_fraction=fractions), 0, 0, policy))
    assert {one.state.phase for one in played} == {Phase.SHOOT, Phase.CHARGE}


def test_missing_options_are_padded(policy: Path) -> None:
    found = estimate_rollout_values(
        RolloutTask(
            recipe_with(recorded_fraction=EVERY, top_options=2, sampled_options=3), 0, 0, policy
        )
    )
    empty = found.rows == NO_ROW
    assert empty.any()
    assert not empty[:, :2].any()
    assert not found.values[empty].any()


def test_rollout_values_depend_on_round_and_number_alone(policy: Path) -> None:
    once, again = (estimate_rollout_values(RolloutTask(TINY, 0, 1, policy)) for _ in range(2))
    assert all(np.array_equal(*both) for both in zip(once, again, strict=True))
    for other in (RolloutTask(TINY, 0, 2, policy), RolloutTask(TINY, 1, 1, policy)):
        assert not np.array_equal(once.values, estimate_rollout_values(other).values)


def values_by(policy: Path, player: str, opponent: str) -> list[float]:
    """Return the values of options against rush when these two play the rollouts."""
    rounds = [ImprovementRound(games=1, rollout_player=player, rollout_opponent=opponent)]
    recipe = recipe_with(rounds=rounds, opponents=["bot:rush"])
    found: list[float] = estimate_rollout_values(RolloutTask(recipe, 0, 0, policy)).values.tolist()
    return found


def test_the_named_players_play_the_rollouts_of_their_sides(policy: Path) -> None:
    both = values_by(policy, "bot:greedy", "bot:greedy")
    assert values_by(policy, SELF, "bot:greedy") != both
    against_rush = values_by(policy, "bot:greedy", "bot:rush")
    assert against_rush != both
    assert values_by(policy, "bot:greedy", OPPONENT) == against_rush
