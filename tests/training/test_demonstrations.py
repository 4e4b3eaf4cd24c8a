"""Demonstrations are the teacher's choices with the returns that an environment would give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest

pytest.importorskip("gymnasium")

from engine.battle import Side
from engine.battle.actions import Action
from engine.battle.state import BattleState
from engine.encoding.codec import Decision
from engine.encoding.reward_config import packaged_reward_config
from engine.env.reward import RewardTracker
from engine.players import Player
from engine.players.model import codec_of
from engine.players.registry import make_player
from training import demonstrations
from training.dataset import Dataset, ExampleTask, merge_parts, write_part
from training.demonstrations import Demonstrations, record_demonstrations
from training.errors import TrainingError
from training.recipe import Recipe
from training.recipe_file import read_recipe

TINY = read_recipe(Path(__file__).parent / "tiny.toml")


def recipe_with(**changed: object) -> Recipe:
    imitation = msgspec.structs.replace(TINY.imitation, **changed)
    return msgspec.structs.replace(TINY, imitation=imitation)


class Witness:
    """Records what the teacher is asked and chooses."""

    def __init__(self, teacher: Player) -> None:
        self.name = teacher.name
        self.teacher = teacher
        self.seen: list[tuple[BattleState, Action]] = []

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        action = self.teacher.choose(state, actions)
        self.seen.append((state, action))
        return action

    def decisions(self) -> list[tuple[BattleState, Decision, Action]]:
        """Return the decisions that are steps of an environment."""
        codec = codec_of(TINY.encoding)
        return [
            (state, codec.encode(state), action)
            for state, action in self.seen
            if codec.is_asked(state)
        ]


def is_taught(decision: Decision, action: Action) -> bool:
    return len(decision.actions) > 1 and action in decision.actions


@pytest.fixture
def witnesses(monkeypatch: pytest.MonkeyPatch) -> list[Witness]:
    made: list[Witness] = []

    def make(spec: str, side: Side, seed: int) -> Player:
        player = make_player(spec, side, seed)
        if spec != TINY.imitation.teacher:
            return player
        made.append(Witness(player))
        return made[-1]

    monkeypatch.setattr(demonstrations, "make_player", make)
    return made


@pytest.mark.parametrize("prob", [0.0, 1.0])
def test_rows_are_what_the_teacher_chose_even_when_another_action_was_played(
    prob: float, witnesses: list[Witness]
) -> None:
    found = record_demonstrations(
        ExampleTask(recipe_with(recorded_fraction=1.0, random_action_probs=[prob]), 0)
    )
    decisions = [one for one in witnesses[0].decisions() if is_taught(one[1], one[2])]
    assert len(found.rows) == len(decisions) > 20
    for row, observation, (_, decision, action) in zip(
        found.rows, found.observations, decisions, strict=True
    ):
        assert decision.decode(int(row)) == action
        assert np.array_equal(observation, decision.observation.astype(np.float16))


@pytest.mark.parametrize("number", [0, 1])
def test_returns_are_the_discounted_outcome_and_margin_less_the_potential(
    number: int, witnesses: list[Witness]
) -> None:
    # With the discount of the reward, shaping cancels out (docs/environment.md).
    found = record_demonstrations(
        ExampleTask(recipe_with(recorded_fraction=1.0, random_action_probs=[0.0]), number)
    )
    numbers, seat = packaged_reward_config(TINY.reward), list(Side)[number]
    decisions = witnesses[0].decisions()
    taught = [place for place, one in enumerate(decisions) if is_taught(one[1], one[2])]
    potentials = [RewardTracker(numbers, decisions[place][0], seat).potential for place in taught]
    left = len(decisions) - 1 - np.array(taught)
    outcomes = (found.returns + numbers.shaping * np.array(potentials)) / numbers.discount**left
    assert np.allclose(outcomes, outcomes[0], atol=1e-4)
    reward = max(numbers.loss, min(numbers.win, round(float(outcomes[0]))))
    assert 0 < abs(outcomes[0] - reward) <= numbers.margin * (numbers.lead + numbers.units)


def test_demonstrations_depend_on_the_number_alone() -> None:
    once, again = (record_demonstrations(ExampleTask(TINY, 1)) for _ in range(2))
    assert all(np.array_equal(*both) for both in zip(once, again, strict=True))
    other = record_demonstrations(ExampleTask(TINY, 2))
    assert not np.array_equal(once.rows, other.rows)


def test_half_of_the_decisions_are_recorded() -> None:
    kept = len(
        record_demonstrations(
            ExampleTask(recipe_with(recorded_fraction=0.5, random_action_probs=[0.0]), 0)
        ).rows
    )
    whole = len(
        record_demonstrations(
            ExampleTask(recipe_with(recorded_fraction=1.0, random_action_probs=[0.0]), 0)
        ).rows
    )
    assert whole / 3 < kept < whole * 2 / 3


def some(first: int, count: int) -> Demonstrations:
    numbers = np.arange(first, first + count)
    return Demonstrations(
        numbers[:, None].astype(np.float16), numbers.astype(np.int64), numbers.astype(np.float32)
    )


def test_examples_are_read_from_whichever_part_they_are_in(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for folder, part in zip(folders, (some(0, 4), some(4, 0), some(4, 3)), strict=True):
        write_part(folder, part)
    dataset = Dataset(Demonstrations, folders)
    assert len(dataset) == 7
    taken = dataset.take(np.array([6, 0, 4, 3]))
    for array in taken:
        assert array.ravel().tolist() == [0, 3, 4, 6]


def test_a_part_that_was_not_finished_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.new").mkdir()
    (tmp_path / "a.new" / "rows.npy").write_bytes(b"torn")
    write_part(tmp_path / "a", some(0, 2))
    assert len(Dataset(Demonstrations, [tmp_path / "a"])) == 2
    assert not (tmp_path / "a.new").exists()


def test_an_empty_dataset_is_refused(tmp_path: Path) -> None:
    write_part(tmp_path / "a", some(0, 0))
    with pytest.raises(TrainingError, match="the dataset is empty"):
        Dataset(Demonstrations, [tmp_path / "a"])


def test_parts_are_merged_in_their_order(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for folder, part in zip(folders, (some(0, 4), some(4, 0), some(4, 3)), strict=True):
        write_part(folder, part)
    merge_parts(folders, tmp_path / "merged")
    for one, other in zip(
        some(0, 7), Dataset(Demonstrations, [tmp_path / "merged"]).take(np.arange(7)), strict=True
    ):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


def test_empty_parts_merge_into_an_empty_dataset(tmp_path: Path) -> None:
    write_part(tmp_path / "a", some(0, 0))
    merge_parts([tmp_path / "a"], tmp_path / "merged")
    with pytest.raises(TrainingError, match="the dataset is empty"):
        Dataset(Demonstrations, [tmp_path / "merged"])
