"""What a policy is prepared by: imitation, and rounds of improvement that all go by it."""

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
from training.errors import TrainingError
from training.league import League
from training.network import RowNetwork, RowPolicy
from training.policy_improvement import PolicyImprover
from training.ppo import make_environments, make_learner
from training.pretraining import Pretraining
from training.store import Store


def test_every_round_goes_by_what_imitation_taught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = []

    class Noting(PolicyImprover):
        def __init__(self, policy: RowPolicy, taught: RowNetwork, *rest: Any) -> None:
            noted.append(parameters_to_vector(taught.parameters()))
            super().__init__(policy, taught, *rest)

    monkeypatch.setattr(preparation, "PolicyImprover", Noting)
    learner = make_learner(TINY, make_environments(TINY, League(TINY, codec_of("rows"))))
    learner.set_logger(configure(str(tmp_path / "board"), []))
    prepared = Pretraining(TINY, Store(tmp_path / "run", TINY), 1, lambda *_: None)
    prepared.imitate(learner)
    network = learner.policy.mlp_extractor
    imitated = parameters_to_vector(network.parameters()).clone()
    prepared.improve(learner)
    assert len(noted) == len(TINY.policy_improvement.rounds) == 2
    assert all(torch.equal(one, imitated) for one in noted)
    assert not torch.equal(parameters_to_vector(network.parameters()), imitated)


def test_what_was_made_before_a_process_died_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying:
        """Dies in the second part, unless it was revived."""

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

    monkeypatch.setattr(preparation, "open_pool", lambda _: Dying())
    monkeypatch.setattr(preparation, "AT_ONCE", 6)
    prepared = Pretraining(TINY, Store(tmp_path, TINY), 1, lambda *_: None)
    with pytest.raises(TrainingError, match=r"exercises: a process that made exercises died"):
        prepared.make_exercises()
    above = tmp_path / "exercises"
    assert [part.name for part in above.iterdir()] == ["000000"]
    made = (above / "000000" / "right.npy").read_bytes()
    Dying.revived = True
    exercises = prepared.make_exercises()
    assert Dying.parts == 4
    assert len(exercises) == TINY.puzzles.variations * len(THEMES)
    assert [part.name for part in above.iterdir()] == ["whole"]
    whole = np.load(above / "whole" / "right.npy")
    assert whole[:6].tobytes() == np.load(BytesIO(made)).tobytes()
