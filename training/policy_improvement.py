"""Policy improvement: the policy learns to choose the options with the best rollout values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from training.rollout_values import NO_ROW, RolloutValues
from training.supervised import SupervisedTrainer

if TYPE_CHECKING:
    from training.dataset import Dataset
    from training.network import RowNetwork, RowPolicy
    from training.recipe import PolicyImprovement


class PolicyImprover(SupervisedTrainer[RolloutValues]):
    """Trainer that fits a policy's logits to rollout values, with the imitating network as prior.

    Least-squares fit of centred logits over the options of each decision:
    `target = centre(prior_logits / prior_temperature + values / temperature)`. A larger prior
    temperature trusts the prior less. The actor starts from new weights: those of the last round
    were fitted to most of these values already and would count them twice. The critic, which
    evaluates rollouts, stays as it is.

    Validation metrics: `gain`, the value of the policy's best option less that of the prior's, in
    points, and `changed`, the fraction of decisions in which they differ.
    """

    def __init__(
        self,
        policy: RowPolicy,
        prior: RowNetwork,
        dataset: Dataset[RolloutValues],
        settings: PolicyImprovement,
        seed: int,
    ) -> None:
        """Reset the actor and start at epoch 0; *seed* determines its weights and the order."""
        super().__init__(policy, dataset, settings, seed)
        self._settings: Final = settings
        self._prior: Final = prior
        policy.reset_actor(seed)

    def _metrics(self, examples: RolloutValues) -> dict[str, torch.Tensor]:
        settings = self._settings
        observations = torch.as_tensor(examples.observations.astype(np.float32))
        rows, valid = torch.as_tensor(examples.rows), torch.as_tensor(examples.rows != NO_ROW)
        index = rows.clamp(min=0)
        values = _centre(torch.as_tensor(examples.values), valid)
        logits = self._policy.mlp_extractor.forward_actor(observations).gather(1, index)
        with torch.no_grad():
            prior = self._prior.forward_actor(observations).gather(1, index)
        target = _centre(prior / settings.prior_temperature + values / settings.temperature, valid)
        best, prior_best = _argmax(logits, valid), _argmax(prior, valid)
        gain = values.gather(1, best) - values.gather(1, prior_best)
        return {
            "loss": ((_centre(logits, valid) - target) ** 2).sum(1),
            "gain": gain.squeeze(1),
            "changed": (best != prior_best).squeeze(1).float(),
        }


def _centre(numbers: torch.Tensor, valid: torch.Tensor) -> torch.Tensor:
    """Subtract the mean over the valid columns of each row: (n, columns) -> (n, columns).

    Columns that are not valid, (n, columns) of bool, become 0.
    """
    kept = torch.where(valid, numbers, 0.0)
    mean = kept.sum(1, keepdim=True) / valid.sum(1, keepdim=True)
    return torch.where(valid, kept - mean, 0.0)


def _argmax(numbers: torch.Tensor, valid: torch.Tensor) -> torch.Tensor:
    """Return the valid column with the largest number: (n, columns) -> (n, 1)."""
    return torch.where(valid, numbers, -torch.inf).argmax(1, keepdim=True)
