"""What a policy is prepared by: imitation, and rounds of improvement that all go by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")

import torch
from stable_baselines3.common.logger import configure
from torch.nn.utils import parameters_to_vector

from engine.players.model import codec_of
from tests.training.story import TINY
from training import preparation
from training.improvement import Improver
from training.league import League
from training.learning import make_environments, make_learner
from training.network import RowNetwork, RowPolicy
from training.preparation import Preparation
from training.store import Store


def test_every_round_goes_by_what_imitation_taught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = []

    class Noting(Improver):
        def __init__(self, policy: RowPolicy, taught: RowNetwork, *rest: Any) -> None:
            noted.append(parameters_to_vector(taught.parameters()))
            super().__init__(policy, taught, *rest)

    monkeypatch.setattr(preparation, "Improver", Noting)
    learner = make_learner(TINY, make_environments(TINY, League(TINY, codec_of("rows"))))
    learner.set_logger(configure(str(tmp_path / "board"), []))
    prepared = Preparation(TINY, Store(tmp_path, TINY), 1, lambda *_: None)
    prepared.imitate(learner)
    network = learner.policy.mlp_extractor
    imitated = parameters_to_vector(network.parameters()).clone()
    prepared.improve(learner)
    assert len(noted) == len(TINY.improvement.rounds) == 2
    assert all(torch.equal(one, imitated) for one in noted)
    assert not torch.equal(parameters_to_vector(network.parameters()), imitated)
