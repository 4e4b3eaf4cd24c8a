"""Masks: never empty, nothing offered that is not legal, on every battle there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("gymnasium")

import numpy as np

from engine.battle import rules
from engine.battle.phase import Phase
from engine.battle.scenario_files import load_scenario
from tests.engine.env.envs import NAMES, episode, make, make_on
from tests.engine.walk import PACKAGED, mostly_slow

if TYPE_CHECKING:
    from engine.env.base_env import BaseBattleEnv

GENERATED = tuple(f"random:{seed}" for seed in (3, 17, 40, 99, 1234))


@pytest.mark.parametrize("ground", mostly_slow([*PACKAGED, *GENERATED]))
@pytest.mark.parametrize("name", NAMES)
def test_every_action_offered_is_legal_in_whole_battles_from_both_seats(
    name: str, ground: str
) -> None:
    env, chooser = make(name, scenarios=ground, opponent="bot:random"), np.random.default_rng(1)
    seats = []
    for seed in (1, None):
        moments = 0
        for moment in episode(env, chooser, seed):
            assert env.observation_space.contains(moment.seen)
            assert moment.mask.any()
            if not moment.over:
                assert (moment.mask == env.action_masks()).all(), "it is worked out once a step"
                require_legal(env)
                moments += 1
        assert moments > 5
        seats.append(moment.info["seat"])
    assert set(seats) == {"ONE", "TWO"}


def require_legal(env: BaseBattleEnv[Any]) -> None:
    state, decision = env.episode.state, env.decision
    assert state.to_act is env.episode.seat
    offered = [decision.decode(int(number)) for number in np.flatnonzero(decision.mask)]
    assert len(offered) > 1, "what has one answer takes no step"
    assert set(offered) <= set(rules.legal_actions(state))
    for action in offered:
        assert decision.decode(decision.encode(action)) == action


def test_the_largest_board_is_among_the_packaged_ones() -> None:
    sizes = {
        (len(load_scenario(name).terrain[0]), len(load_scenario(name).terrain)) for name in PACKAGED
    }
    assert (44, 60) in sizes


@pytest.mark.slow
def test_every_action_of_the_classic_encoding_is_offered_and_waiting_never_in_fight() -> None:
    env, chooser = (
        make(NAMES[1], scenarios="packaged,random:1..20", repeats=1),
        np.random.default_rng(2),
    )
    offered = np.zeros(12, int)
    for number in range(25):
        for moment in episode(env, chooser, 1 if number == 0 else None):
            if not moment.over:
                offered += moment.mask
                assert not (moment.mask[10] and moment.mask[11])
                assert env.episode.state.phase is not Phase.FIGHT, "there it has but one answer"
    assert (offered > 0).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_mask_after_the_end_is_not_empty(name: str) -> None:
    env = make(name, scenarios="first_landing")
    assert env.action_masks().tolist() == [True] + [False] * (env.action_space.n - 1)
    *_, last = episode(env, np.random.default_rng(1), 1)
    assert last.over
    assert last.mask.tolist() == [True] + [False] * (env.action_space.n - 1)


@pytest.mark.parametrize("name", NAMES)
def test_arrays_that_are_handed_out_are_the_callers_own(name: str) -> None:
    env, other = (make(name, scenarios="first_landing") for _ in range(2))
    env.reset(seed=1)
    before = other.reset(seed=1)[0]
    seen, *_ = env.step(0)
    after, *_ = other.step(0)
    for array in (seen, env.action_masks(), before):
        array[...] = 0
    assert (env.action_masks() == other.action_masks()).all()
    assert (env.decision.observation == after).all()
    assert env.action_masks().any()


# ---------------------------------------------------------------- what is not offered


def test_an_empty_row_stands_for_the_one_left_when_counting_around() -> None:
    for row in (0, 1, 11, 39):
        one, other = (make(NAMES[0], scenarios="crossroads") for _ in range(2))
        one.reset(seed=1)
        other.reset(seed=1)
        while (options := int(one.action_masks().sum())) > 10:
            one.step(0)
            other.step(0)
        assert options > 1
        seen, reward, *_ = one.step(row)
        expected, as_much, *_ = other.step(row % options)
        assert (seen == expected).all()
        assert reward == as_much


def test_a_classic_action_that_is_not_offered_stands_for_the_next_one_up() -> None:
    for number in range(12):
        one, other = (make(NAMES[1], scenarios="crossroads") for _ in range(2))
        one.reset(seed=1)
        other.reset(seed=1)
        offered = np.flatnonzero(one.action_masks()).tolist()
        assert 1 < len(offered) < 12
        around = [*offered, offered[0] + 12]
        meant = next(one for one in around if one >= number) % 12
        seen, reward, *_ = one.step(number)
        expected, as_much, *_ = other.step(meant)
        assert (seen == expected).all()
        assert reward == as_much


@pytest.mark.parametrize("name", NAMES)
def test_learners_without_masks_get_to_the_end(name: str) -> None:
    env = make_on(load_scenario("first_landing"), name)
    env.action_space.seed(1)
    env.reset(seed=1)
    over = False
    while not over:
        _, _, over, _, _ = env.step(env.action_space.sample())
    assert env.episode.is_over
