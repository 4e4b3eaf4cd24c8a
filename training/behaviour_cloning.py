"""Behaviour cloning: the policy learns to choose what a teacher chose."""

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
    """Trainer that fits a policy's logits to the teacher's rows and its values to the returns.

    Validation metrics: `accuracy`, the fraction of decisions whose best row is the teacher's, and
    `value_loss`, the squared error of the value.
    """

    def __init__(
        self, policy: RowPolicy, dataset: Dataset[Demonstrations], settings: Imitation, seed: int
    ) -> None:
        """Start at epoch 0; *seed* determines the order of the demonstrations."""
        super().__init__(policy, dataset, settings, seed)
        self._vf_coef: Final = settings.vf_coef

    def _metrics(self, examples: Demonstrations) -> dict[str, torch.Tensor]:
        rows = torch.as_tensor(examples.rows)
        observations = torch.as_tensor(examples.observations.astype(np.float32))
        logits, latent = self._policy.mlp_extractor(observations)
        values = self._policy.value_net(latent).squeeze(-1)
        value_loss = (values - torch.as_tensor(examples.returns)) ** 2
        policy_loss = functional.cross_entropy(logits, rows, reduction="none")
        return {
            "loss": policy_loss + self._vf_coef * value_loss,
            "value_loss": value_loss,
            "accuracy": (logits.argmax(1) == rows).float(),
        }
