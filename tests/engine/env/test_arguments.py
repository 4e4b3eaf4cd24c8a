"""What an environment is made and used with is checked at once, and refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("gymnasium")

import gymnasium
import numpy as np

from engine.battle.side import Side
from engine.env.battle_env import BattleEnv
from engine.env.classic import ClassicEnv
from engine.errors import EnvironmentUseError
from engine.players import Player
from engine.players.greedy import GreedyBot
from tests.engine.env.envs import NAMES, make

CLASSES = (BattleEnv, ClassicEnv)


def player_of(_side: Side, _seed: int) -> Player:
    return GreedyBot()


@pytest.mark.parametrize("name", NAMES)
def test_gymnasiums_own_keyword_for_rendering_is_taken(name: str) -> None:
    env = gymnasium.make(name, scenarios="first_landing", render_mode=None)
    assert env.render_mode is None
    assert env.metadata["render_modes"] == []
    assert env.reset(seed=1)[1]["seat"] in Side.__members__


@pytest.mark.parametrize("made", CLASSES)
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"scenarios": None}, "scenarios is a text, not None"),
        ({"scenarios": ["crossroads"]}, "scenarios is a text, not"),
        ({"opponent": 3}, "opponent is a name or makes a player"),
        ({"opponent": GreedyBot()}, "opponent is a name or makes a player"),
        ({"opponent": lambda _side: GreedyBot()}, "opponent is called with a side and a seed"),
        ({"seat": Side.ONE}, "seat is a text, not"),
        ({"seat": "THREE"}, "seat 'THREE' does not exist"),
        ({"repeats": 0}, "1 battle or more, not 0"),
        ({"repeats": 1.5}, "repeats is a whole number, not 1.5"),
        ({"repeats": "4"}, "repeats is a whole number, not '4'"),
        ({"repeats": True}, "repeats is a whole number, not True"),
        ({"encoding": 1}, "encoding is a text, not 1"),
        ({"reward": None}, "reward is a text, not None"),
        ({"render_mode": "human"}, "nothing is rendered"),
    ],
)
def test_an_argument_of_a_wrong_kind_is_refused_before_anything_is_made(
    made: type[Any], wrong: dict[str, object], sentence: str
) -> None:
    with pytest.raises(EnvironmentUseError, match=sentence):
        made(**wrong)


def test_an_opponent_may_be_a_callable_and_what_it_makes_must_be_a_player() -> None:
    env = make(NAMES[0], scenarios="first_landing", opponent=player_of)
    env.reset(seed=1)
    assert isinstance(env.episode.opponent, GreedyBot)
    nobody = make(NAMES[0], scenarios="first_landing", opponent=lambda _side, _seed: "greedy")
    with pytest.raises(EnvironmentUseError, match="made 'greedy', which is no player"):
        nobody.reset(seed=1)


@pytest.mark.parametrize("action", [1.0, "1", None, np.array([1]), True, np.float32(1)])
def test_an_action_is_a_whole_number(action: Any) -> None:
    env = make(NAMES[1], scenarios="first_landing")
    env.reset(seed=1)
    ply = env.decision
    with pytest.raises(EnvironmentUseError, match="action is a whole number"):
        env.step(action)
    assert env.decision is ply


@pytest.mark.parametrize("action", [1, np.int64(1), np.uint8(1), np.array(1)])
def test_whole_numbers_of_every_kind_are_actions(action: Any) -> None:
    env = make(NAMES[1], scenarios="first_landing")
    env.reset(seed=1)
    seen, *_ = env.step(action)
    assert env.observation_space.contains(seen)
