"""The reward: the outcome, and on the way the change of a potential that cancels out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("gymnasium")

import numpy as np
from msgspec.structs import replace

from engine.battle import rules
from engine.battle.actions import EndPhase
from engine.battle.side import Side
from engine.data.datafiles import packaged_data
from engine.dice import ScriptedDice
from engine.encoding.reward_config import packaged_reward_config, read_reward_config
from engine.env.reward import RewardTracker
from engine.errors import DataError
from tests.engine.boards import battle, blade, gun, scenario, unit
from tests.engine.env.envs import NAMES, episode, make, make_on

if TYPE_CHECKING:
    from pathlib import Path

    from engine.battle.state import BattleState
    from engine.env.base_env import BaseBattleEnv

NUMBERS = packaged_reward_config("main")
GROUNDS = ("crossroads", "last_light", "lock_keepers", "grist", "random:17", "random:40")


def potential_of(state: BattleState, side: Side) -> float:
    """Work the potential out from a state alone."""
    return RewardTracker(NUMBERS, state, side).potential


def rewards_by(env: BaseBattleEnv[Any], seed: int) -> tuple[float, list[float]]:
    """Play a battle: give the potential it begins with, and every reward."""
    moments = episode(env, np.random.default_rng(seed), seed)
    next(moments)
    start = potential_of(env.episode.state, env.episode.seat)
    return start, [moment.reward for moment in moments]


def outcome_of(env: BaseBattleEnv[Any]) -> float:
    result = env.episode.state.result
    assert result is not None
    if result.winner is None:
        return NUMBERS.draw
    return NUMBERS.win if result.winner is env.episode.seat else NUMBERS.loss


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", NAMES)
def test_events_and_states_tell_the_same_potential(name: str, ground: str) -> None:
    env = make(name, scenarios=ground, opponent="bot:tactician")
    met = set()
    for moment in episode(env, np.random.default_rng(1), 1):
        reward = env._reward
        assert reward is not None
        expected = potential_of(env.episode.state, env.episode.seat)
        assert reward.potential == pytest.approx(expected, abs=1e-9)
        met.add((moment.over, round(expected, 6)))
    assert len(met) > 1


@pytest.mark.parametrize("name", NAMES)
def test_what_happened_before_the_first_decision_is_known(name: str) -> None:
    """A strikes in the turn of the enemy, before the learner is asked for anything."""
    ground = scenario(
        "......\n.Ab..C\n......",
        lower_first=True,
        units={
            "A": unit(blade(NB=9, ATK=2, STR=12), MOVE=0),
            "b": unit(HP_MAX=9, MOVE=0),
            "C": unit(),
        },
    )
    env = make_on(ground, name, seat="ONE", opponent="bot:random")
    env.reset(seed=1)
    assert env.episode.state.units[2].hp < 9
    assert env._reward is not None
    assert env._reward.potential == potential_of(env.episode.state, Side.ONE)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", NAMES)
def test_discounted_payments_come_to_outcome_and_margin_less_the_first_potential(
    name: str, ground: str
) -> None:
    env = make(name, scenarios=ground)
    start, rewards = rewards_by(env, 2)
    assert len(rewards) > 2
    assert any(rewards[:-1])
    total = sum(NUMBERS.discount**step * reward for step, reward in enumerate(rewards))
    margin = potential_of(env.episode.state, env.episode.seat)
    at_the_end = outcome_of(env) + NUMBERS.discount * margin
    expected = NUMBERS.discount ** (len(rewards) - 1) * at_the_end - start
    assert margin
    assert total == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", NAMES)
def test_without_shaping_only_the_end_pays(name: str, ground: str) -> None:
    env = make(name, scenarios=ground)
    env.shaping = 0.0
    _, rewards = rewards_by(env, 3)
    assert len(rewards) > 2
    assert not any(rewards[:-1])
    assert rewards[-1] == outcome_of(env)


def test_shaping_may_be_weakened_from_one_battle_to_the_next() -> None:
    env = make(NAMES[0], scenarios="crossroads")
    full = rewards_by(env, 1)[1]
    env.shaping = 0.5
    half = rewards_by(env, 1)[1]
    assert half[:-1] == pytest.approx([reward / 2 for reward in full[:-1]])


# ---------------------------------------------------------------- the potential


def test_the_margin_is_the_lead_and_what_is_left_of_the_armies() -> None:
    begun = battle("A...\n....\n...b", objectives={"hill": [(0, 0)]}, A=unit(HP_MAX=3))
    late = begun.until("MOVE", "lower", 5).state
    while late.result is None:
        late, _ = rules.apply(late, EndPhase(), ScriptedDice([]))
    lead = NUMBERS.lead * math.tanh(late.points[0] / NUMBERS.lead_points)
    assert late.points[0] > 0
    for side, sign in ((Side.ONE, 1), (Side.TWO, -1)):
        assert potential_of(late, side) == pytest.approx(sign * NUMBERS.margin * lead)


def test_both_sides_are_paid_the_opposite() -> None:
    for name in GROUNDS:
        env = make(NAMES[0], scenarios=name)
        for moment in episode(env, np.random.default_rng(1), 1):
            if not moment.over:
                state = env.episode.state
                one, two = (potential_of(state, side) for side in Side)
                assert one == pytest.approx(-two)
                assert -1 <= one <= 1


def test_hit_points_count_by_value() -> None:
    begun = battle("A....\n.....\nb...c", phase="SHOOT", A=unit(gun(DMG=2), VALUE=59),
                   b=unit(HP_MAX=4, VALUE=29), c=unit(VALUE=29))  # fmt: skip
    assert potential_of(begun.state, Side.ONE) == 0
    hit = begun.act("A", "SHOOT gun b", dice=[6, 6])
    assert hit.hp("b") == 2
    # 60 to 45: half of b's 30 are gone.
    assert potential_of(hit.state, Side.ONE) == pytest.approx(NUMBERS.units * 15 / 105)


def test_points_count_and_those_of_the_next_scoring_in_part() -> None:
    held = battle("A....\n.....\n....b", objectives={"A": [(0, 0)]})
    ahead = NUMBERS.coming * held.state.setup.rules.objective_points / NUMBERS.lead_points
    assert potential_of(held.state, Side.ONE) == pytest.approx(NUMBERS.lead * math.tanh(ahead))
    ignored = battle("A....\n.....\n....b", objectives={"A": [(0, 0)]}, score=False)
    assert potential_of(ignored.state, Side.ONE) == 0


# ---------------------------------------------------------------- the data file


def test_every_mistake_in_a_reward_is_told(tmp_path: Path) -> None:
    text = packaged_data().joinpath("rewards", "main.toml").read_text(encoding="utf-8")
    broken = text.replace("WIN = 1.0", "WON = 1.0").replace("DISCOUNT = 0.998", "DISCOUNT = 1.5")
    file = tmp_path / "mine.toml"
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_reward_config(file)
    assert {problem.field for problem in caught.value.problems} == {"WIN", "WON", "DISCOUNT"}


def test_the_numbers_of_a_reward_are_read_as_they_are_written(tmp_path: Path) -> None:
    text = packaged_data().joinpath("rewards", "main.toml").read_text(encoding="utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(text.replace("WIN = 1.0", "WIN = 3.0"), encoding="utf-8")
    assert read_reward_config(file) == replace(NUMBERS, win=3.0)
