"""Policy improvement learns what many rollouts say together, and else keeps to imitation."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("torch")

import torch

from engine.encoding.action_features import AT
from engine.players.model import codec_of
from training.dataset import Dataset, join, write_part
from training.demonstrations import record_demonstrations
from training.league import League
from training.network import RowNetwork, RowPolicy
from training.policy_improvement import PolicyImprover
from training.ppo import make_environments, make_learner
from training.recipe import Assignment, PolicyImprovement, read_recipe
from training.rollout_values import NONE, RolloutValues

TINY = read_recipe(Path(__file__).parent / "tiny.toml")
LAYOUT = codec_of(TINY.encoding).layout
SEED = 5
EPOCHS = 12
Worth = Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]]


@pytest.fixture(scope="module")
def observations() -> npt.NDArray[np.float16]:
    imitation = msgspec.structs.replace(TINY.imitation, recorded_fraction=1.0)
    recipe = msgspec.structs.replace(TINY, imitation=imitation)
    lessons = join([record_demonstrations(Assignment(recipe, number)) for number in range(8)])
    there = rows_of(lessons.observations)[:, :4, AT["present"]].all(1)
    return lessons.observations[there]


def rows_of(observations: npt.NDArray[np.float16]) -> npt.NDArray[np.float32]:
    block = LAYOUT.blocks["rows"]
    part = observations[:, block.start : block.start + block.size].astype(np.float32)
    return part.reshape(len(part), block.rows, -1)


def trials_of(observations: npt.NDArray[np.float16], worth: Worth) -> RolloutValues:
    """Try the first three rows of each decision; the worth is told by their features."""
    rows = np.tile([0, 1, 2, NONE], (len(observations), 1))
    tried = worth(rows_of(observations)[:, :3]).astype(np.float32)
    # What stands where nothing was tried must not matter.
    nothing = np.full((len(tried), 1), 1000, np.float32)
    return RolloutValues(observations, rows, np.concatenate([tried, nothing], 1))


def make_policy() -> RowPolicy:
    policy = make_learner(TINY, make_environments(TINY, League(TINY, codec_of("rows")))).policy
    assert isinstance(policy, RowPolicy)
    return policy


def scores_of(policy: RowPolicy, observations: npt.NDArray[np.float16]) -> npt.NDArray[np.float32]:
    with torch.no_grad():
        scores: torch.Tensor = policy.mlp_extractor(
            torch.as_tensor(observations.astype(np.float32))
        )[0]
    return scores.numpy()


def taught_of(policy: RowPolicy) -> RowNetwork:
    return copy.deepcopy(policy.mlp_extractor)


def improver_of(
    policy: RowPolicy,
    trials: RolloutValues,
    folder: Path,
    taught: RowNetwork | None = None,
    **settings: object,
) -> PolicyImprover:
    write_part(folder / "part", trials)
    if taught is None:
        taught = taught_of(policy)
    changed: PolicyImprovement = msgspec.structs.replace(
        TINY.policy_improvement,
        **{"n_epochs": EPOCHS, "learning_rate": 5e-3, "prior_temperature": 1.0} | settings,
    )
    return PolicyImprover(policy, taught, Dataset(RolloutValues, [folder / "part"]), changed, SEED)


def sharpen(network: RowNetwork, factor: float) -> None:
    """Scores of a new policy are all but equal: set them apart."""
    with torch.no_grad():
        for numbers in network.score[-1].parameters():
            numbers.mul_(factor)


def learn(improver: PolicyImprover, epochs: int = EPOCHS) -> dict[str, float]:
    figures = {}
    while improver.epoch < epochs:
        figures = improver.learn_epoch()
    return figures


def test_what_trials_say_through_noise_is_learned_and_pays_where_it_was_not_learned(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    noise = np.random.default_rng(1)

    def worth(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return 60 * rows[..., AT["score_gap"]] + noise.normal(0, 6, rows.shape[:2])

    policy = make_policy()
    trials = trials_of(observations, worth)
    figures = learn(improver_of(policy, trials, tmp_path, validation_fraction=0.3, n_epochs=25), 25)
    # The first row is the best; a policy that knows nothing takes any.
    behind = 60 * rows_of(observations)[:, :3, AT["score_gap"]]
    assert figures["gain"] > 0.5 * (behind[:, 0] - behind.mean(1)).mean() > 1
    assert figures["changed"] > 0.1


def test_where_all_came_to_the_same_the_policy_scores_as_it_was_taught(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    policy = make_policy()
    sharpen(policy.mlp_extractor, 50)
    taught = scores_of(policy, observations)[:, :3]
    trials = trials_of(observations, lambda rows: np.full(rows.shape[:2], 7))
    for doubt in (1.0, 4.0):
        improver = improver_of(
            make_policy(),
            trials,
            tmp_path / str(doubt),
            taught_of(policy),
            prior_temperature=doubt,
            n_epochs=25,
        )
        figures = learn(improver, 25)
        apart = np.diff(taught / doubt, axis=1)
        assert figures["loss"] < 0.2 * (apart**2).sum(1).mean()


def test_what_the_policy_foresees_stays_as_it_was(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    policy = make_policy()
    everything = torch.as_tensor(observations.astype(np.float32))
    before = policy.predict_values(everything)
    trials = trials_of(observations, lambda rows: 30 * rows[..., AT["cover"]])
    learn(improver_of(policy, trials, tmp_path))
    assert torch.equal(policy.predict_values(everything), before)


def test_scores_begin_anew_whatever_the_last_round_made_of_them(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    trials = trials_of(observations, lambda rows: 30 * rows[..., AT["cover"]])
    taught = taught_of(make_policy())
    learned = []
    for factor in (1, 50):
        policy = make_policy()
        sharpen(policy.mlp_extractor, factor)
        learn(improver_of(policy, trials, tmp_path / str(factor), taught, n_epochs=2), 2)
        learned.append(scores_of(policy, observations))
    assert np.array_equal(*learned)


def test_a_round_that_was_stopped_goes_on_as_if_it_had_not_been(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    trials = trials_of(observations, lambda rows: 30 * rows[..., AT["cover"]])
    straight = make_policy()
    taught = taught_of(straight)
    learn(improver_of(straight, trials, tmp_path / "straight", taught, n_epochs=4), 4)
    stopped = make_policy()
    first = improver_of(stopped, trials, tmp_path / "stopped", taught, n_epochs=4)
    first.learn_epoch()
    first.learn_epoch()
    state = first.state()
    another = make_policy()
    with torch.no_grad():
        for numbers in another.parameters():
            numbers.add_(1)
    again = improver_of(another, trials, tmp_path / "again", taught, n_epochs=4)
    again.go_on(state)
    learn(again, 4)
    assert np.array_equal(scores_of(another, observations), scores_of(straight, observations))
