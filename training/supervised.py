"""Supervised training of a policy on a dataset, epoch by epoch, with a validation set."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final, Generic, Protocol

import numpy as np
import torch

from training.dataset import Examples
from training.errors import TrainingError
from training.network_weights import (
    Tensors,
    adam_state,
    add_prefix,
    load_adam_state,
    require_finite,
    strip_prefix,
)

if TYPE_CHECKING:
    from torch.optim import Optimizer

    from training.dataset import Dataset, Indices
    from training.network import RowPolicy


EPOCH: Final = "epoch"
POLICY: Final = "policy"
OPTIMIZER: Final = "optimizer"
"""Prefixes of the tensors in a trainer's file, or a learner's."""


class FitSettings(Protocol):
    """The recipe keys that every kind of supervised training has."""

    @property
    def validation_fraction(self) -> float:
        """Return the fraction of examples, above 0, kept for validation."""

    @property
    def n_epochs(self) -> int:
        """Return the number of passes over the training set."""

    @property
    def batch_size(self) -> int:
        """Return the number of examples per gradient step."""

    @property
    def learning_rate(self) -> float:
        """Return the peak learning rate of the one-cycle schedule."""

    @property
    def max_grad_norm(self) -> float:
        """Return the norm to which gradients are clipped."""


def policy_state(policy: RowPolicy, optimizer: Optimizer) -> dict[str, torch.Tensor]:
    """Return the weights of a policy and the state of its Adam optimizer, by prefixed name."""
    return {
        **add_prefix(POLICY, policy.state_dict()),
        **add_prefix(OPTIMIZER, adam_state(optimizer)),
    }


def trainer_state_template(policy: RowPolicy) -> dict[str, torch.Tensor]:
    """Return tensors of the names, types and shapes of any trainer's state for *policy*."""
    return {EPOCH: torch.tensor(0), **policy_state(policy, policy.optimizer)}


class SupervisedTrainer(ABC, Generic[Examples]):
    """Base class of trainers, which minimise a loss over the examples of a dataset.

    The last examples are the validation set. They are whole games, but for one, because examples
    of the same game have nearly the same outcome.
    """

    def __init__(
        self, policy: RowPolicy, dataset: Dataset[Examples], settings: FitSettings, seed: int
    ) -> None:
        """Start at epoch 0; *seed* determines the order of the examples."""
        self._policy: Final = policy
        self._dataset: Final = dataset
        self._fit_settings: Final = settings
        self._seed: Final = seed
        size = len(dataset) - max(1, int(len(dataset) * settings.validation_fraction))
        self._training: Final = np.arange(size)
        self._validation: Final = np.arange(size, len(dataset))
        self._optimizer = torch.optim.Adam(policy.parameters(), lr=settings.learning_rate)
        steps = settings.n_epochs * max(1, -(-size // settings.batch_size))
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, settings.learning_rate, total_steps=steps
        )
        self.epoch = 0

    @abstractmethod
    def _metrics(self, examples: Examples) -> dict[str, torch.Tensor]:
        """Return metrics of each example, (n,) each; `loss` is the one that is minimised."""

    def state(self) -> dict[str, torch.Tensor]:
        """Return everything that `load_state` needs to resume after the finished epochs."""
        return {
            EPOCH: torch.tensor(self.epoch),
            **policy_state(self._policy, self._optimizer),
        }

    def load_state(self, state: Tensors) -> None:
        """Resume from a `state`."""
        self.epoch = int(state[EPOCH])
        self._policy.load_state_dict(strip_prefix(POLICY, state))
        load_adam_state(self._optimizer, strip_prefix(OPTIMIZER, state))
        # The learning rate follows from the step count alone: repeat the last step to set it.
        steps = self.epoch * len(self._batches(self._training))
        counters = {"last_epoch": steps - 1, "_step_count": steps + 1}
        self._schedule.load_state_dict({**self._schedule.state_dict(), **counters})
        self._schedule.step()

    def train_epoch(self) -> dict[str, float]:
        """Train on every example once and return the mean metrics of the validation set.

        Raise TrainingError if the loss or a weight is not a finite number.
        """
        order = np.random.default_rng([self._seed, self.epoch]).permutation(self._training)
        for indices in self._batches(order):
            loss = self._metrics(self._dataset.take(indices))["loss"].mean()
            if not torch.isfinite(loss):
                raise TrainingError(f"the loss is not finite in epoch {self.epoch + 1}")
            self._optimizer.zero_grad()
            loss.backward()
            max_norm = self._fit_settings.max_grad_norm
            torch.nn.utils.clip_grad_norm_(self._policy.parameters(), max_norm)
            self._optimizer.step()
            self._schedule.step()
        self.epoch += 1
        require_finite(self._policy, f"after epoch {self.epoch}")
        return self._validate()

    def _validate(self) -> dict[str, float]:
        with torch.no_grad():
            batches = [
                self._metrics(self._dataset.take(indices))
                for indices in self._batches(self._validation)
            ]
        return {name: float(torch.cat([b[name] for b in batches]).mean()) for name in batches[0]}

    def _batches(self, indices: Indices) -> list[Indices]:
        """Split *indices*, (n,), into batches; the last one may be smaller."""
        size = self._fit_settings.batch_size
        return [indices[start : start + size] for start in range(0, len(indices), size)]
