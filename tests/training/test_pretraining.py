"""Pretraining: imitation, and rounds of policy improvement that all have it as prior."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import pytest

pytest.importorskip("torch")

import numpy as np
import torch
from stable_baselines3.common.logger import configure
from torch.nn.utils import parameters_to_vector

from engine.players.model import codec_of
from engine.players.puzzles import THEMES
from tests.training.story import TINY
from training import pretraining
from training.errors import TrainingError
from training.league import League
from training.network import RowNetwork, RowPolicy
from training.policy_improvement import PolicyImprover
from training.ppo import make_learner, make_vec_env
from training.pretraining import Pretraining
from training.run_folder import RunFolder


def test_every_round_has_the_imitating_network_as_prior(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = []

    class Noting(PolicyImprover):
        def __init__(self, policy: RowPolicy, prior: RowNetwork, *rest: Any) -> None:
            noted.append(parameters_to_vector(prior.parameters()))
            super().__init__(policy, prior, *rest)

    monkeypatch.setattr(pretraining, "PolicyImprover", Noting)
    learner = make_learner(TINY, make_vec_env(TINY, League(TINY, codec_of("rows"))))
    learner.set_logger(configure(str(tmp_path / "tensorboard"), []))
    pretraining_run = Pretraining(TINY, RunFolder(tmp_path / "run", TINY), 1, lambda *_: None)
    pretraining_run.imitate(learner)
    network = learner.policy.mlp_extractor
    imitated = parameters_to_vector(network.parameters()).clone()
    pretraining_run.improve(learner)
    assert len(noted) == len(TINY.policy_improvement.rounds) == 2
    assert all(torch.equal(one, imitated) for one in noted)
    assert not torch.equal(parameters_to_vector(network.parameters()), imitated)


def test_what_was_made_before_a_process_died_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying:
        """Fails in the second part, unless it was revived."""

        parts = 0
        revived = False

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def map(self, make: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
            Dying.parts += 1
            if Dying.parts == 2 and not Dying.revived:
                raise BrokenProcessPool
            return map(make, tasks)

    monkeypatch.setattr(pretraining, "open_pool", lambda _: Dying())
    monkeypatch.setattr(pretraining, "PART_SIZE", 6)
    pretraining_run = Pretraining(TINY, RunFolder(tmp_path, TINY), 1, lambda *_: None)
    with pytest.raises(TrainingError, match=r"puzzles: a worker process died"):
        pretraining_run.make_puzzle_dataset()
    folder = tmp_path / "puzzles"
    assert [part.name for part in folder.iterdir()] == ["000000"]
    made = (folder / "000000" / "correct.npy").read_bytes()
    Dying.revived = True
    puzzles = pretraining_run.make_puzzle_dataset()
    assert Dying.parts == 4
    assert len(puzzles) == TINY.puzzles.variations_per_theme * len(THEMES)
    assert [part.name for part in folder.iterdir()] == ["merged"]
    merged = np.load(folder / "merged" / "correct.npy")
    assert merged[:6].tobytes() == np.load(BytesIO(made)).tobytes()
