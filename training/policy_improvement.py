"""Policy improvement: the network learns to choose what came out well when played out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from training.rollout_values import NONE, RolloutValues
from training.supervised import SupervisedTrainer

if TYPE_CHECKING:
    from training.dataset import Dataset
    from training.network import RowNetwork, RowPolicy
    from training.recipe import PolicyImprovement


class PolicyImprover(SupervisedTrainer[RolloutValues]):
    """Let a policy score options by what they were worth when they were played out.

    What is fitted by least squares, over all trials so far, are differences of options: of their
    worth in units of `points`, and of the scores that the policy was *taught*, divided by `doubt`:
    the larger it is, the less is believed before anything was tried. The scores begin anew, from
    nothing, as those of the last round have learned from most of these trials already and would
    count them twice. What is foreseen, by which trials are judged, is not touched.

    Of what is held back, `gain` is what the best row came to beyond the row that is best as taught,
    in points, and `changed` the share of decisions in which it is another.
    """

    def __init__(
        self,
        policy: RowPolicy,
        taught: RowNetwork,
        library: Dataset[RolloutValues],
        settings: PolicyImprovement,
        seed: int,
    ) -> None:
        """Take the policy, what it was taught, the trials, how to learn from them, and a seed."""
        super().__init__(policy, library, settings, seed)
        self._settings: Final = settings
        self._taught: Final = taught
        policy.forget_scores(seed)

    def _judge(self, entries: RolloutValues) -> dict[str, torch.Tensor]:
        settings = self._settings
        observations = torch.as_tensor(entries.observations.astype(np.float32))
        rows, tried = torch.as_tensor(entries.rows), torch.as_tensor(entries.rows != NONE)
        places = rows.clamp(min=0)
        worth = _centre(torch.as_tensor(entries.worth), tried)
        now = self._policy.mlp_extractor.forward_actor(observations).gather(1, places)
        with torch.no_grad():
            then = self._taught.forward_actor(observations).gather(1, places)
        wanted = _centre(then / settings.prior_temperature + worth / settings.temperature, tried)
        best, best_then = _best(now, tried), _best(then, tried)
        gained = worth.gather(1, best) - worth.gather(1, best_then)
        return {
            "loss": ((_centre(now, tried) - wanted) ** 2).sum(1),
            "gain": gained.squeeze(1),
            "changed": (best != best_then).squeeze(1).float(),
        }


def _centre(numbers: torch.Tensor, tried: torch.Tensor) -> torch.Tensor:
    """Take the mean of what was tried from each of it; all else is 0."""
    kept = torch.where(tried, numbers, 0.0)
    mean = kept.sum(1, keepdim=True) / tried.sum(1, keepdim=True)
    return torch.where(tried, kept - mean, 0.0)


def _best(scores: torch.Tensor, tried: torch.Tensor) -> torch.Tensor:
    return torch.where(tried, scores, -torch.inf).argmax(1, keepdim=True)
