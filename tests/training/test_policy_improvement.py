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
from training.dataset import Dataset, ExampleTask, concatenate, write_part
from training.demonstrations import record_demonstrations
from training.league import League
from training.network import RowNetwork, RowPolicy
from training.policy_improvement import PolicyImprover
from training.ppo import make_learner, make_vec_env
from training.recipe import PolicyImprovement
from training.recipe_file import read_recipe
from training.rollout_values import NO_ROW, RolloutValues

TINY = read_recipe(Path(__file__).parent / "tiny.toml")
LAYOUT = codec_of(TINY.encoding).layout
SEED = 5
EPOCHS = 12
Values = Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]]


@pytest.fixture(scope="module")
def observations() -> npt.NDArray[np.float16]:
    imitation = msgspec.structs.replace(TINY.imitation, recorded_fraction=1.0)
    recipe = msgspec.structs.replace(TINY, imitation=imitation)
    demonstrations = concatenate(
        [record_demonstrations(ExampleTask(recipe, number)) for number in range(8)]
    )
    present = rows_of(demonstrations.observations)[:, :4, AT["present"]].all(1)
    return demonstrations.observations[present]


def rows_of(observations: npt.NDArray[np.float16]) -> npt.NDArray[np.float32]:
    block = LAYOUT.blocks["rows"]
    part = observations[:, block.start : block.start + block.size].astype(np.float32)
    return part.reshape(len(part), block.rows, -1)


def rollouts_of(observations: npt.NDArray[np.float16], values: Values) -> RolloutValues:
    """Return values of the first three rows of each decision, computed from their features."""
    rows = np.tile([0, 1, 2, NO_ROW], (len(observations), 1))
    tested = values(rows_of(observations)[:, :3]).astype(np.float32)
    # Values where there is no row must not matter.
    nothing = np.full((len(tested), 1), 1000, np.float32)
    return RolloutValues(observations, rows, np.concatenate([tested, nothing], 1))


def make_policy() -> RowPolicy:
    policy = make_learner(TINY, make_vec_env(TINY, League(TINY, codec_of("rows")))).policy
    assert isinstance(policy, RowPolicy)
    return policy


def scores_of(policy: RowPolicy, observations: npt.NDArray[np.float16]) -> npt.NDArray[np.float32]:
    with torch.no_grad():
        scores: torch.Tensor = policy.mlp_extractor(
            torch.as_tensor(observations.astype(np.float32))
        )[0]
    return scores.numpy()


def prior_of(policy: RowPolicy) -> RowNetwork:
    return copy.deepcopy(policy.mlp_extractor)


def improver_of(
    policy: RowPolicy,
    rollouts: RolloutValues,
    folder: Path,
    prior: RowNetwork | None = None,
    **settings: object,
) -> PolicyImprover:
    write_part(folder / "part", rollouts)
    if prior is None:
        prior = prior_of(policy)
    changed: PolicyImprovement = msgspec.structs.replace(
        TINY.policy_improvement,
        **{"n_epochs": EPOCHS, "learning_rate": 5e-3, "prior_temperature": 1.0} | settings,
    )
    return PolicyImprover(policy, prior, Dataset(RolloutValues, [folder / "part"]), changed, SEED)


def sharpen(network: RowNetwork, factor: float) -> None:
    """Spread the scores of a new policy, which are all but equal."""
    with torch.no_grad():
        for numbers in network.score_head[-1].parameters():
            numbers.mul_(factor)


def train(improver: PolicyImprover, epochs: int = EPOCHS) -> dict[str, float]:
    figures = {}
    while improver.epoch < epochs:
        figures = improver.train_epoch()
    return figures


def test_values_are_learned_through_noise_and_pay_on_the_validation_set(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    noise = np.random.default_rng(1)

    def values(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return 60 * rows[..., AT["score_gap"]] + noise.normal(0, 6, rows.shape[:2])

    policy = make_policy()
    rollouts = rollouts_of(observations, values)
    figures = train(
        improver_of(policy, rollouts, tmp_path, validation_fraction=0.3, n_epochs=25), 25
    )
    # The first row is the best; a policy that knows nothing takes any.
    behind = 60 * rows_of(observations)[:, :3, AT["score_gap"]]
    assert figures["gain"] > 0.5 * (behind[:, 0] - behind.mean(1)).mean() > 1
    assert figures["changed"] > 0.1


def test_where_all_values_are_equal_the_policy_scores_as_its_prior(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    policy = make_policy()
    sharpen(policy.mlp_extractor, 50)
    prior = scores_of(policy, observations)[:, :3]
    rollouts = rollouts_of(observations, lambda rows: np.full(rows.shape[:2], 7))
    for temperature in (1.0, 4.0):
        improver = improver_of(
            make_policy(),
            rollouts,
            tmp_path / str(temperature),
            prior_of(policy),
            prior_temperature=temperature,
            n_epochs=25,
        )
        figures = train(improver, 25)
        apart = np.diff(prior / temperature, axis=1)
        assert figures["loss"] < 0.2 * (apart**2).sum(1).mean()


def test_the_critic_stays_as_it_was(observations: npt.NDArray[np.float16], tmp_path: Path) -> None:
    policy = make_policy()
    everything = torch.as_tensor(observations.astype(np.float32))
    before = policy.predict_values(everything)
    rollouts = rollouts_of(observations, lambda rows: 30 * rows[..., AT["cover"]])
    train(improver_of(policy, rollouts, tmp_path))
    assert torch.equal(policy.predict_values(everything), before)


def test_the_actor_starts_anew_whatever_the_last_round_made_of_it(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    rollouts = rollouts_of(observations, lambda rows: 30 * rows[..., AT["cover"]])
    prior = prior_of(make_policy())
    learned = []
    for factor in (1, 50):
        policy = make_policy()
        sharpen(policy.mlp_extractor, factor)
        train(improver_of(policy, rollouts, tmp_path / str(factor), prior, n_epochs=2), 2)
        learned.append(scores_of(policy, observations))
    assert np.array_equal(*learned)


def test_a_round_that_was_stopped_resumes_as_if_it_had_not_been(
    observations: npt.NDArray[np.float16], tmp_path: Path
) -> None:
    rollouts = rollouts_of(observations, lambda rows: 30 * rows[..., AT["cover"]])
    straight = make_policy()
    prior = prior_of(straight)
    train(improver_of(straight, rollouts, tmp_path / "straight", prior, n_epochs=4), 4)
    stopped = make_policy()
    first = improver_of(stopped, rollouts, tmp_path / "stopped", prior, n_epochs=4)
    first.train_epoch()
    first.train_epoch()
    state = first.state()
    another = make_policy()
    with torch.no_grad():
        for numbers in another.parameters():
            numbers.add_(1)
    again = improver_of(another, rollouts, tmp_path / "again", prior, n_epochs=4)
    again.load_state(state)
    train(again, 4)
    assert np.array_equal(scores_of(another, observations), scores_of(straight, observations))
