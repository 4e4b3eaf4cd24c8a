"""A run's folder from a stranger is safe to resume: nothing in it is code, and damaged files are
refused with a sentence.
"""

from __future__ import annotations

import json
import os
import pickle
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from safetensors.torch import save
from torch.optim.swa_utils import AveragedModel

from engine.errors import ModelError
from engine.files import temporary_name
from engine.players.model import CARD_FILE, codec_of
from tests.training.story import TINY
from training.dataset import Dataset
from training.demonstrations import Demonstrations
from training.errors import TrainingError
from training.league import League
from training.network_weights import (
    adam_state,
    load_adam_state,
    read_weights,
    require_finite,
    write_weights,
)
from training.ppo import make_learner, make_vec_env
from training.run import Run
from training.run_folder import CHECKPOINTS, PAST_POLICIES, PROGRESS_FILE, RunFolder
from training.run_identity import RUN_FILE
from training.supervised import trainer_state_template

EXECUTED = "executed"
OLD_RECIPE = Path(__file__).parent / "tiny_with_old_keys.toml"


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.file),))


def learner() -> Any:
    return make_learner(TINY, make_vec_env(TINY, League(TINY, codec_of("rows"))))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a run with an untrained learner."""
    folder = tmp_path_factory.mktemp("saved")
    one = learner()
    RunFolder(folder, TINY).save_learner(one, AveragedModel(one.policy))
    return folder


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    """Copy the run."""
    for file in saved.rglob("*"):
        if file.is_file():
            place = tmp_path / "run" / file.relative_to(saved)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
    return tmp_path / "run"


def weights_in(folder: Path) -> Path:
    (file,) = (folder / CHECKPOINTS).iterdir()
    return file


def test_what_was_saved_is_what_resumes(folder: Path) -> None:
    one = learner()
    loss = sum(parameter.square().sum() for parameter in one.policy.parameters())
    loss.backward()
    one.policy.optimizer.step()
    average = AveragedModel(one.policy)
    average.update_parameters(one.policy)
    one.num_timesteps = 77
    RunFolder(folder, TINY).save_learner(one, average)
    other = learner()
    again = RunFolder(folder, TINY).load_learner(other)
    assert other.num_timesteps == 77
    assert int(again.n_averaged) == 1
    for name, tensor in one.policy.state_dict().items():
        assert torch.equal(tensor, other.policy.state_dict()[name])
    before, after = adam_state(one.policy.optimizer), adam_state(other.policy.optimizer)
    assert before.keys() == after.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert any(tensor.any() for tensor in after.values())


def test_an_optimizer_that_resumes_takes_the_same_steps() -> None:
    def steps(network: torch.nn.Module, optimizer: torch.optim.Optimizer, count: int) -> None:
        for number in range(count):
            optimizer.zero_grad()
            network(torch.full((1, 3), float(number))).square().sum().backward()
            optimizer.step()

    torch.manual_seed(1)
    whole = torch.nn.Linear(3, 2)
    parts = torch.nn.Linear(3, 2)
    parts.load_state_dict(whole.state_dict())
    first = torch.optim.Adam(whole.parameters(), lr=0.1)
    steps(whole, first, 3)
    steps(whole, first, 3)
    second = torch.optim.Adam(parts.parameters(), lr=0.1)
    steps(parts, second, 3)
    third = torch.optim.Adam(parts.parameters(), lr=0.1)
    load_adam_state(third, adam_state(second))
    steps(parts, third, 3)
    assert all(
        torch.equal(one, other)
        for one, other in zip(whole.parameters(), parts.parameters(), strict=True)
    )


# What is refused


def pickled(folder: Path) -> None:
    weights_in(folder).write_bytes(pickle.dumps(Trap(folder / EXECUTED)))


def torn(folder: Path) -> None:
    file = weights_in(folder)
    file.write_bytes(file.read_bytes()[:-100])


def of_another_shape(folder: Path) -> None:
    file = weights_in(folder)
    one = learner()
    template = trainer_state_template(one.policy)
    file.write_bytes(save({name: torch.zeros(3) for name in template}))


def not_finite(folder: Path) -> None:
    one = learner()
    with torch.no_grad():
        next(iter(one.policy.parameters())).fill_(float("nan"))
    RunFolder(folder, TINY).save_learner(one, AveragedModel(one.policy))


def a_pipe(folder: Path) -> None:
    file = weights_in(folder)
    file.unlink()
    os.mkfifo(file)


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pickle": (pickled, "is not a safetensors file"),
    "half a file": (torn, "is not a safetensors file"),
    "another network": (of_another_shape, "weights of another network"),
    "no numbers": (not_finite, "not finite"),
    "a pipe": (a_pipe, "cannot be read"),
    "nothing": (lambda folder: weights_in(folder).unlink(), "cannot be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_damaged_checkpoint_is_refused(name: str, folder: Path) -> None:
    spoil, says = REFUSED[name]
    spoil(folder)
    with pytest.raises(TrainingError, match=says):
        RunFolder(folder, TINY).load_learner(learner())
    assert not (folder / EXECUTED).exists()


def a_learner_elsewhere(progress: dict[str, Any]) -> None:
    progress["checkpoint"] = "../../elsewhere.safetensors"


def a_pickled_learner(progress: dict[str, Any]) -> None:
    progress["checkpoint"] = "000000000.zip"


def past_policies_elsewhere(progress: dict[str, Any]) -> None:
    progress["past_policies"] = ["/dev/zero"]


def steps_below_zero(progress: dict[str, Any]) -> None:
    progress["steps"] = -1


@pytest.mark.parametrize(
    "spoil", [a_learner_elsewhere, a_pickled_learner, past_policies_elsewhere, steps_below_zero]
)
def test_progress_that_leads_elsewhere_is_refused(
    spoil: Callable[[dict[str, Any]], None], folder: Path
) -> None:
    file = folder / PROGRESS_FILE
    progress = json.loads(file.read_bytes())
    spoil(progress)
    file.write_text(json.dumps(progress), encoding="utf-8")
    with pytest.raises(TrainingError, match="is not the progress of a run") as refused:
        RunFolder(folder, TINY)
    assert "regex" not in str(refused.value)


@pytest.mark.parametrize("name", [RUN_FILE, PROGRESS_FILE])
def test_files_without_end_or_bottom_are_refused(name: str, folder: Path) -> None:
    (folder / name).write_bytes(b"[" * 100_000)
    with pytest.raises(TrainingError, match=name):
        RunFolder(folder, TINY)
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(TrainingError, match="it is not a plain file"):
        RunFolder(folder, TINY)


@pytest.mark.parametrize("name", ["imitation.pt", "learners/000000320.zip"])
def test_a_run_of_an_older_version_is_refused_unread(name: str, folder: Path) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(pickle.dumps(Trap(folder / EXECUTED)))
    with pytest.raises(TrainingError, match="earlier version"):
        RunFolder(folder, TINY)
    assert not (folder / EXECUTED).exists()


@pytest.mark.parametrize("finished", [False, True])
def test_a_run_with_a_recipe_of_renamed_keys_is_refused_and_left_alone(
    *, finished: bool, tmp_path: Path
) -> None:
    recipe = tomllib.loads(OLD_RECIPE.read_text(encoding="utf-8"))
    identity = {"recipe": recipe, "rules_version": 1, "fingerprint": "0a", "data": "1b"}
    (tmp_path / RUN_FILE).write_text(json.dumps(identity), encoding="utf-8")
    progress = {"seconds": 9.0, "steps": 0, "learner": None, "selves": [], "results": []}
    (tmp_path / PROGRESS_FILE).write_text(json.dumps(progress), encoding="utf-8")
    if finished:
        (tmp_path / CARD_FILE).write_text("{}", encoding="utf-8")
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(TrainingError, match="a run of an earlier version") as refused:
        RunFolder(tmp_path, TINY)
    assert str(tmp_path) in str(refused.value)
    assert "use another folder" in str(refused.value)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("text", ["{}", "[1]", '{"recipe": []}', '{"recipe": {"learnt": 1}}', "{"])
def test_what_is_no_identity_of_a_run_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / RUN_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=r"run\.json is not the identity of a run"):
        RunFolder(tmp_path, TINY)


def test_an_identity_may_be_laid_out_in_another_way(folder: Path) -> None:
    file = folder / RUN_FILE
    file.write_text(json.dumps(json.loads(file.read_bytes()), indent=2), encoding="utf-8")
    assert RunFolder(folder, TINY).progress.steps == 0


def test_a_past_policy_that_is_no_network_is_refused(folder: Path) -> None:
    store = RunFolder(folder, TINY)
    store.add_past_policy(b"no network", 1, 1)
    store.save_progress()
    (policy,) = RunFolder(folder, TINY).past_policies()
    with pytest.raises(ModelError, match="not a policy that can be run"):
        League(TINY, codec_of("rows")).add_past_policy(policy)
    (folder / PAST_POLICIES / "000000001.onnx").unlink()
    with pytest.raises(TrainingError, match="cannot be read"):
        RunFolder(folder, TINY).past_policies()


def test_demonstrations_are_arrays_and_nothing_else(tmp_path: Path) -> None:
    np.save(tmp_path / "observations.npy", np.zeros((2, 3), np.float16))
    np.save(tmp_path / "returns.npy", np.zeros(2, np.float32))
    rows = tmp_path / "rows.npy"
    np.save(rows, np.array([Trap(tmp_path / EXECUTED)], object), allow_pickle=True)
    with pytest.raises(TrainingError, match="is not an array file"):
        Dataset(Demonstrations, [tmp_path])
    assert not (tmp_path / EXECUTED).exists()
    np.save(rows, np.zeros(3, np.int64))
    with pytest.raises(TrainingError, match="not of equal length"):
        Dataset(Demonstrations, [tmp_path])
    rows.unlink()
    os.mkfifo(rows)
    with pytest.raises(TrainingError, match="is not a plain file"):
        Dataset(Demonstrations, [tmp_path])


def test_a_count_of_epochs_that_can_not_be_is_refused(folder: Path) -> None:
    one = learner()
    state = trainer_state_template(one.policy)
    state["epoch"] = torch.tensor(-(2**60))
    write_weights(folder / "imitation.safetensors", state)
    (folder / PROGRESS_FILE).unlink()
    with pytest.raises(TrainingError, match="is not between 1 and 2"):
        Run(TINY, folder, 1, lambda *_: None).finish()


# FloatArray that are not finite


def test_weights_that_are_not_finite_end_the_run() -> None:
    one = learner()
    require_finite(one.policy, "now")
    with torch.no_grad():
        next(iter(one.policy.parameters()))[0] = float("inf")
    with pytest.raises(TrainingError, match=r"after 7 steps: the network's .* is not finite"):
        require_finite(one.policy, "after 7 steps")


def test_training_ends_at_the_first_number_that_is_not_finite(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rewards that are not finite spoil the network in the first update."""
    monkeypatch.setattr("engine.env.reward.RewardTracker.collect", lambda *_: float("nan"))
    saved = json.loads((folder / PROGRESS_FILE).read_bytes())
    saved["results"] = [{"steps": 0, "against": {}}]
    (folder / PROGRESS_FILE).write_text(json.dumps(saved), encoding="utf-8")
    run = Run(TINY, folder, 1, lambda *_: None)
    with pytest.raises(TrainingError, match="not finite"):
        run.finish()


def test_reading_weights_names_what_is_wrong(tmp_path: Path) -> None:
    write_weights(tmp_path / "w", {"a": torch.zeros(2)})
    assert torch.equal(read_weights(tmp_path / "w", {"a": torch.ones(2)})["a"], torch.zeros(2))
    with pytest.raises(TrainingError, match="another network: a differs"):
        read_weights(tmp_path / "w", {"a": torch.zeros(3)})


@pytest.mark.parametrize("name", ["policy.onnx", "card.json", "notes.txt", "checkpoints/1.weights"])
def test_a_new_run_starts_in_no_folder_that_holds_something(tmp_path: Path, name: str) -> None:
    file = tmp_path / "mine" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"years of work")
    with pytest.raises(TrainingError, match="holds no run and is not empty; use another folder"):
        RunFolder(tmp_path / "mine", TINY)
    assert file.read_bytes() == b"years of work"
    assert [one for one in (tmp_path / "mine").rglob("*") if one.is_file()] == [file]


def test_a_new_run_that_was_killed_at_its_first_file_starts_again(tmp_path: Path) -> None:
    temporary_name(tmp_path / RUN_FILE).write_bytes(b"{")
    RunFolder(tmp_path, TINY)
    assert (tmp_path / RUN_FILE).exists()
