"""A warm start: the network learns to take the rows that a strong player took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch.nn import functional

from training.demonstrations import Demonstrations
from training.supervised import SupervisedTrainer

if TYPE_CHECKING:
    from training.dataset import Dataset
    from training.network import RowPolicy
    from training.recipe import Imitation


class BehaviourCloning(SupervisedTrainer[Demonstrations]):
    """Fit a policy's scores to the rows taken, and its values to the returns.

    Of what is held back, `agreement` is the share of decisions whose best row is the one taken, and
    `missed` the square of what values are off by.
    """

    def __init__(
        self, policy: RowPolicy, library: Dataset[Demonstrations], settings: Imitation, seed: int
    ) -> None:
        """Take the policy, the lessons, how to learn from them, and a seed for their order."""
        super().__init__(policy, library, settings, seed)
        self._value: Final = settings.vf_coef

    def _judge(self, entries: Demonstrations) -> dict[str, torch.Tensor]:
        rows = torch.as_tensor(entries.rows)
        observations = torch.as_tensor(entries.observations.astype(np.float32))
        scores, latent = self._policy.mlp_extractor(observations)
        values = self._policy.value_net(latent).squeeze(-1)
        missed = (values - torch.as_tensor(entries.returns)) ** 2
        losses = functional.cross_entropy(scores, rows, reduction="none")
        return {
            "loss": losses + self._value * missed,
            "missed": missed,
            "agreement": (scores.argmax(1) == rows).float(),
        }
