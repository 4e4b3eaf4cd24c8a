"""A stranger's folder of a run may be gone on with: nothing in it is code, and what is not as it
must be is refused with a sentence.
"""

from __future__ import annotations

import json
import os
import pickle
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
from engine.players.model import codec_of
from tests.training.story import TINY
from training.dataset import Dataset
from training.demonstrations import Demonstrations
from training.errors import TrainingError
from training.league import League
from training.ppo import make_environments, make_learner
from training.run import Run
from training.store import LEARNERS, PROGRESS_FILE, RUN_FILE, SELVES, Store
from training.supervised import fitting_state
from training.weights import moments, read_weights, remember, require_finite, write_weights

EXECUTED = "executed"


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.file),))


def learner() -> Any:
    return make_learner(TINY, make_environments(TINY, League(TINY, codec_of("rows"))))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep a run that has learned nothing yet."""
    folder = tmp_path_factory.mktemp("saved")
    one = learner()
    Store(folder, TINY).save_learner(one, AveragedModel(one.policy))
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
    (file,) = (folder / LEARNERS).iterdir()
    return file


def test_what_was_saved_is_what_goes_on(folder: Path) -> None:
    one = learner()
    loss = sum(parameter.square().sum() for parameter in one.policy.parameters())
    loss.backward()
    one.policy.optimizer.step()
    mean = AveragedModel(one.policy)
    mean.update_parameters(one.policy)
    one.num_timesteps = 77
    Store(folder, TINY).save_learner(one, mean)
    other = learner()
    again = Store(folder, TINY).load_learner(other)
    assert other.num_timesteps == 77
    assert int(again.n_averaged) == 1
    for name, tensor in one.policy.state_dict().items():
        assert torch.equal(tensor, other.policy.state_dict()[name])
    before, after = moments(one.policy.optimizer), moments(other.policy.optimizer)
    assert before.keys() == after.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert any(tensor.any() for tensor in after.values())


def test_an_optimizer_that_goes_on_takes_the_same_steps() -> None:
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
    remember(third, moments(second))
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
    like = fitting_state(one.policy)
    file.write_bytes(save({name: torch.zeros(3) for name in like}))


def not_finite(folder: Path) -> None:
    one = learner()
    with torch.no_grad():
        next(iter(one.policy.parameters())).fill_(float("nan"))
    Store(folder, TINY).save_learner(one, AveragedModel(one.policy))


def a_pipe(folder: Path) -> None:
    file = weights_in(folder)
    file.unlink()
    os.mkfifo(file)


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pickle": (pickled, "holds no weights"),
    "half a file": (torn, "holds no weights"),
    "another network": (of_another_shape, "weights of another network"),
    "no numbers": (not_finite, "no finite numbers"),
    "a pipe": (a_pipe, "can't be read"),
    "nothing": (lambda folder: weights_in(folder).unlink(), "can't be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_learner_that_is_none_is_refused(name: str, folder: Path) -> None:
    spoil, says = REFUSED[name]
    spoil(folder)
    with pytest.raises(TrainingError, match=says):
        Store(folder, TINY).load_learner(learner())
    assert not (folder / EXECUTED).exists()


def a_learner_elsewhere(progress: dict[str, Any]) -> None:
    progress["learner"] = "../../elsewhere.safetensors"


def a_pickled_learner(progress: dict[str, Any]) -> None:
    progress["learner"] = "000000000.zip"


def selves_elsewhere(progress: dict[str, Any]) -> None:
    progress["selves"] = ["/dev/zero"]


def steps_below_zero(progress: dict[str, Any]) -> None:
    progress["steps"] = -1


@pytest.mark.parametrize(
    "spoil", [a_learner_elsewhere, a_pickled_learner, selves_elsewhere, steps_below_zero]
)
def test_progress_that_leads_elsewhere_is_refused(
    spoil: Callable[[dict[str, Any]], None], folder: Path
) -> None:
    file = folder / PROGRESS_FILE
    progress = json.loads(file.read_bytes())
    spoil(progress)
    file.write_text(json.dumps(progress), encoding="utf-8")
    with pytest.raises(TrainingError, match="does not say where a run is") as refused:
        Store(folder, TINY)
    assert "regex" not in str(refused.value)


@pytest.mark.parametrize("name", [RUN_FILE, PROGRESS_FILE])
def test_files_without_end_or_bottom_are_refused(name: str, folder: Path) -> None:
    (folder / name).write_bytes(b"[" * 100_000)
    with pytest.raises(TrainingError, match=name):
        Store(folder, TINY)
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(TrainingError, match="it is not a plain file"):
        Store(folder, TINY)


@pytest.mark.parametrize("name", ["imitation.pt", "learners/000000320.zip"])
def test_a_run_of_an_older_version_is_refused_unread(name: str, folder: Path) -> None:
    (folder / name).write_bytes(pickle.dumps(Trap(folder / EXECUTED)))
    with pytest.raises(TrainingError, match="older version"):
        Store(folder, TINY)
    assert not (folder / EXECUTED).exists()


def test_a_past_self_that_is_no_network_is_refused(folder: Path) -> None:
    store = Store(folder, TINY)
    store.add_self(b"no network", 1, 1)
    store.note()
    (policy,) = Store(folder, TINY).selves()
    with pytest.raises(ModelError, match="no policy that can be run"):
        League(TINY, codec_of("rows")).add_self(policy)
    (folder / SELVES / "000000001.onnx").unlink()
    with pytest.raises(TrainingError, match="can't be read"):
        Store(folder, TINY).selves()


def test_lessons_are_arrays_and_nothing_else(tmp_path: Path) -> None:
    np.save(tmp_path / "observations.npy", np.zeros((2, 3), np.float16))
    np.save(tmp_path / "returns.npy", np.zeros(2, np.float32))
    rows = tmp_path / "rows.npy"
    np.save(rows, np.array([Trap(tmp_path / EXECUTED)], object), allow_pickle=True)
    with pytest.raises(TrainingError, match="holds no array"):
        Dataset(Demonstrations, [tmp_path])
    assert not (tmp_path / EXECUTED).exists()
    np.save(rows, np.zeros(3, np.int64))
    with pytest.raises(TrainingError, match="not of the same length"):
        Dataset(Demonstrations, [tmp_path])
    rows.unlink()
    os.mkfifo(rows)
    with pytest.raises(TrainingError, match="no plain file"):
        Dataset(Demonstrations, [tmp_path])


def test_a_count_of_epochs_that_can_not_be_is_refused(folder: Path) -> None:
    one = learner()
    state = fitting_state(one.policy)
    state["epoch"] = torch.tensor(-(2**60))
    write_weights(folder / "imitation.safetensors", state)
    (folder / PROGRESS_FILE).unlink()
    with pytest.raises(TrainingError, match="no possible number"):
        Run(TINY, folder, 1, lambda *_: None).finish()


# Numbers that are none


def test_a_network_that_holds_no_numbers_any_more_ends_the_run() -> None:
    one = learner()
    require_finite(one.policy, "now")
    with torch.no_grad():
        next(iter(one.policy.parameters()))[0] = float("inf")
    with pytest.raises(TrainingError, match=r"after 7 steps: the network's .* is no finite number"):
        require_finite(one.policy, "after 7 steps")


def test_learning_ends_at_the_first_number_that_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Payments that are no numbers spoil the network in the first update."""
    monkeypatch.setattr("engine.env.reward.RewardTracker.pay", lambda *_: float("nan"))
    saved = json.loads((folder / PROGRESS_FILE).read_bytes())
    saved["results"] = [{"steps": 0, "against": {}}]
    (folder / PROGRESS_FILE).write_text(json.dumps(saved), encoding="utf-8")
    run = Run(TINY, folder, 1, lambda *_: None)
    with pytest.raises(TrainingError, match="no finite number"):
        run.finish()


def test_reading_weights_names_what_is_wrong(tmp_path: Path) -> None:
    write_weights(tmp_path / "w", {"a": torch.zeros(2)})
    assert torch.equal(read_weights(tmp_path / "w", {"a": torch.ones(2)})["a"], torch.zeros(2))
    with pytest.raises(TrainingError, match="another network: a differs"):
        read_weights(tmp_path / "w", {"a": torch.zeros(3)})


@pytest.mark.parametrize("name", ["policy.onnx", "card.json", "notes.txt", "learners/1.weights"])
def test_a_new_run_begins_in_no_folder_that_holds_something(tmp_path: Path, name: str) -> None:
    file = tmp_path / "mine" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"years of work")
    with pytest.raises(TrainingError, match="holds no run and is not empty; name another folder"):
        Store(tmp_path / "mine", TINY)
    assert file.read_bytes() == b"years of work"
    assert [one for one in (tmp_path / "mine").rglob("*") if one.is_file()] == [file]


def test_a_new_run_that_was_killed_at_its_first_file_begins_again(tmp_path: Path) -> None:
    temporary_name(tmp_path / RUN_FILE).write_bytes(b"{")
    Store(tmp_path, TINY)
    assert (tmp_path / RUN_FILE).exists()
