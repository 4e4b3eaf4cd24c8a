"""Episodes: from a seed everything follows, and what was played before makes no difference."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, cast

import pytest

pytest.importorskip("gymnasium")

import numpy as np

from engine.battle.actions import Charge, GiveUp
from engine.battle.side import Side
from engine.errors import DataError, EncodingError, EnvironmentUseError, MatchError, PlayerError
from engine.players.greedy import GreedyBot
from tests.engine.boards import scenario, unit
from tests.engine.encoding.samples import crowded
from tests.engine.env.envs import NAMES, Moment, episode, make, make_on, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState

GROUNDS = "random:1..40"


def played(name: str, seed: int, episodes: int) -> Iterator[Moment]:
    """Play some episodes in one environment, the first from a seed, step by step."""
    env, chooser = make(name, scenarios=GROUNDS, repeats=2), np.random.default_rng(seed)
    for number in range(episodes):
        yield from episode(env, chooser, seed if number == 0 else None)


@pytest.mark.parametrize("name", NAMES)
def test_two_environments_with_the_same_seed_agree_in_lockstep(name: str) -> None:
    ended = 0
    for one, other in zip(played(name, 5, 3), played(name, 5, 3), strict=True):
        assert same(one, other)
        ended += one.over
    assert ended == 3


@pytest.mark.parametrize("name", NAMES)
def test_another_seed_is_another_battle(name: str) -> None:
    assert not same(next(played(name, 5, 1)), next(played(name, 6, 1)))


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_begins_anew_whatever_was_played_before(name: str) -> None:
    env = make(name, scenarios=GROUNDS, repeats=3)
    for seed in (3, 4, 3):
        list(itertools.islice(episode(env, np.random.default_rng(1), seed), 9))
    used = [list(episode(env, np.random.default_rng(9), 7)) for _ in range(2)]
    fresh = played_from(name, 9, 7)
    for again in used:
        assert len(again) == len(fresh) > 2
        assert all(same(a, b) for a, b in zip(again, fresh, strict=True))


def played_from(name: str, choices: int, seed: int) -> list[Moment]:
    env = make(name, scenarios=GROUNDS, repeats=3)
    return list(episode(env, np.random.default_rng(choices), seed))


@pytest.mark.parametrize("name", NAMES)
def test_the_next_episode_is_as_in_a_fresh_environment_in_the_same_place(name: str) -> None:
    """What is left over of the last battle, the generator apart, counts for nothing."""
    env = make(name, scenarios="crossroads", seat="ONE")
    list(itertools.islice(episode(env, np.random.default_rng(1), 3), 20))
    fresh = make(name, scenarios="crossroads", seat="ONE")
    fresh.reset(seed=3)
    fresh.np_random.bit_generator.state = env.np_random.bit_generator.state
    one = list(episode(env, np.random.default_rng(2)))
    other = list(episode(fresh, np.random.default_rng(2)))
    assert len(one) == len(other) > 2
    assert all(same(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_seats_alternate_and_can_be_chosen(name: str) -> None:
    env = make(name, scenarios=GROUNDS)
    seats = [env.reset(seed=2)[1]["seat"]] + [env.reset()[1]["seat"] for _ in range(5)]
    assert seats in (["ONE", "TWO"] * 3, ["TWO", "ONE"] * 3)
    for seat in Side.__members__:
        env = make(name, scenarios=GROUNDS, seat=seat)
        assert {env.reset(seed=seed)[1]["seat"] for seed in range(4)} == {seat}
        assert env.episode.state.to_act is Side[seat]


def test_a_scenario_stays_for_some_battles() -> None:
    env = make(NAMES[0], scenarios=GROUNDS, repeats=3)
    names = []
    for number in range(12):
        env.reset(seed=1 if number == 0 else None)
        names.append(env.episode.state.setup.scenario.name)
    groups = [len(list(group)) for _, group in itertools.groupby(names)]
    assert set(groups) <= {3, 6}
    assert len(groups) > 1


@pytest.mark.parametrize("name", NAMES)
def test_the_opponent_may_be_a_player_of_ones_own(name: str) -> None:
    asked = []

    def opponent(side: Side, seed: int) -> GreedyBot:
        asked.append((side, seed))
        return GreedyBot()

    named = make(name, scenarios="first_landing", opponent="bot:greedy", seat="TWO")
    own = make(name, scenarios="first_landing", opponent=opponent, seat="TWO")
    one = list(episode(named, np.random.default_rng(1), 1))
    other = list(episode(own, np.random.default_rng(1), 1))
    assert all(same(a, b) for a, b in zip(one, other, strict=True))
    assert [side for side, _ in asked] == [Side.ONE]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seat", ["ONE", "TWO"])
def test_the_result_is_that_of_the_learner(name: str, seat: str) -> None:
    results = set()
    for seed, opponent in enumerate(("bot:random", "bot:random", "bot:tactician") * 5):
        env = make(name, scenarios="first_landing", seat=seat, opponent=opponent)
        *_, last = episode(env, np.random.default_rng(seed), seed)
        result = env.episode.state.result
        assert result is not None
        winner = None if result.winner is None else result.winner.name
        expected = 0 if winner is None else 1 if winner == seat else -1
        assert last.info == {"result": expected, "seat": seat}
        assert not last.seen.any()
        results.add(expected)
    assert len(results) > 1


# ---------------------------------------------------------------- what makes no sense


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("settings", "error", "told"),
    [
        ({"scenarios": "atlantis"}, MatchError, "atlantis"),
        ({"opponent": "bot:nobody"}, MatchError, "nobody"),
        ({"seat": "THREE"}, EnvironmentUseError, "THREE"),
        ({"repeats": 0}, EnvironmentUseError, "not 0"),
        ({"encoding": "none"}, DataError, "none"),
        ({"reward": "none"}, DataError, "none"),
    ],
)
def test_settings_that_make_no_sense_are_refused_at_once(
    name: str, settings: dict[str, object], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        make(name, **{"scenarios": "first_landing", **settings})


@pytest.mark.parametrize("name", NAMES)
def test_uses_that_make_no_sense_are_refused_at_once(name: str) -> None:
    env = make(name, scenarios="first_landing")
    with pytest.raises(LookupError, match="call reset first"):
        env.step(0)
    with pytest.raises(EnvironmentUseError, match="no options"):
        env.reset(options={"side": "ONE"})
    env.reset(seed=1)
    for number in (-1, env.action_space.n):
        with pytest.raises(EnvironmentUseError, match=f"action {number} is none of the"):
            env.step(number)
    *_, last = episode(env, np.random.default_rng(1), 1)
    assert last.over
    with pytest.raises(LookupError, match="call reset first"):
        env.step(0)


def test_a_battle_beyond_the_limits_is_refused() -> None:
    """The classic encoding has none: who is too far away is not seen."""
    beyond = crowded(21, 9)
    with pytest.raises(EncodingError, match="21 units"):
        make_on(beyond, NAMES[0]).reset(seed=1)
    assert make_on(beyond, NAMES[1]).reset(seed=1)


@pytest.mark.parametrize("name", NAMES)
def test_a_learner_who_never_decides_is_no_learner(name: str) -> None:
    """Nobody can move, shoot or strike: the battle ends by itself, and again and again."""
    walled_in = scenario("A#b", units={"A": unit(MOVE=0), "b": unit(MOVE=0)})
    with pytest.raises(EnvironmentUseError, match="in a row left the learner no decision"):
        make_on(walled_in, name).reset(seed=1)


class Wrong:
    """Plays by the rules up to the second round, then answers with something else."""

    name = "wrong"

    def __init__(self, answer: Callable[[], object]) -> None:
        self.answer = answer

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        return actions[-1] if state.round < 2 else cast("Action", self.answer())


def fail() -> object:
    msg = "no idea"
    raise ValueError(msg)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (fail, r"raised ValueError\('no idea'\) at .*test_episodes"),
        (lambda: None, "chose None, which is not an action"),
        (GiveUp, r"chose GIVE_UP: .*\[R"),
        (lambda: Charge(0), r"chose CHARGE .*\[R"),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_an_opponent_that_breaks_the_rules_is_named(
    name: str, answer: Callable[[], object], said: str
) -> None:
    env = make(name, scenarios="lock_keepers", opponent=lambda _, __: Wrong(answer), seat="ONE")
    with pytest.raises(PlayerError, match=f"player wrong as TWO in scenario .*, seed .* {said}"):
        list(episode(env, np.random.default_rng(1), 1))
