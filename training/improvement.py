"""Improvement: the network learns to choose what came out well when options were played out."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch

from training.fitting import Fitter
from training.trials import NONE, Trials

if TYPE_CHECKING:
    from training.library import Library
    from training.network import RowPolicy
    from training.recipe import Improvement


class Improver(Fitter[Trials]):
    """Move a policy's scores towards the worth of options, from the scores it began with.

    These are divided by `doubt` first: the larger it is, the less they count. To what is left
    comes an option's worth, in units of `points`; differences of options are fitted by least
    squares, as worth is far more noise than news and must not be believed one by one. Where nothing
    was tried, `restraint` keeps the policy what it was (Kullback-Leibler divergence). What it
    foresees, by which trials are judged, is not touched.

    Of what is held back, `gain` is what the best row came to beyond the row that was best before,
    in points, and `changed` the share of decisions in which it is another.
    """

    def __init__(
        self, policy: RowPolicy, library: Library[Trials], settings: Improvement, seed: int
    ) -> None:
        """Take the policy, the trials, how to learn from them, and a seed for their order."""
        super().__init__(policy, library, settings, seed)
        self._settings: Final = settings
        policy.mlp_extractor.soften(settings.doubt)
        self._before = copy.deepcopy(policy.mlp_extractor).requires_grad_(requires_grad=False)

    def state(self) -> dict[str, Any]:
        """Give all that is needed to go on after the epochs that are done."""
        return {**super().state(), "before": self._before.state_dict()}

    def go_on(self, state: dict[str, Any]) -> None:
        """Go on from a `state`."""
        super().go_on(state)
        self._before.load_state_dict(state["before"])

    def _judge(self, entries: Trials) -> dict[str, torch.Tensor]:
        settings = self._settings
        observations = torch.as_tensor(entries.observations.astype(np.float32))
        scores = self._policy.mlp_extractor.forward_actor(observations)
        before = self._before.forward_actor(observations)
        rows, tried = torch.as_tensor(entries.rows), torch.as_tensor(entries.rows != NONE)
        places = rows.clamp(min=0)
        worth = _centre(torch.as_tensor(entries.worth), tried)
        now, then = scores.gather(1, places), before.gather(1, places)
        wanted = _centre(then + worth / settings.points, tried)
        missed = ((_centre(now, tried) - wanted) ** 2).sum(1)
        best, best_before = _best(now, tried), _best(then, tried)
        gained = worth.gather(1, best) - worth.gather(1, best_before)
        return {
            "loss": missed + settings.restraint * _divergence(before, scores),
            "gain": gained.squeeze(1),
            "changed": (best != best_before).squeeze(1).float(),
        }


def _centre(numbers: torch.Tensor, tried: torch.Tensor) -> torch.Tensor:
    """Take the mean of what was tried from each of it; all else is 0."""
    kept = torch.where(tried, numbers, 0.0)
    mean = kept.sum(1, keepdim=True) / tried.sum(1, keepdim=True)
    return torch.where(tried, kept - mean, 0.0)


def _best(scores: torch.Tensor, tried: torch.Tensor) -> torch.Tensor:
    return torch.where(tried, scores, -torch.inf).argmax(1, keepdim=True)


def _divergence(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    first, second = torch.log_softmax(one, 1), torch.log_softmax(other, 1)
    return (first.exp() * (first - second)).sum(1)
