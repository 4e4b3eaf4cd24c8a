"""Fitting a policy to a library, epoch by epoch, judged by what is held back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final, Generic, Protocol

import numpy as np
import torch

from training.dataset import Entries
from training.errors import TrainingError
from training.weights import Tensors, moments, named, remember, require_finite, under

if TYPE_CHECKING:
    import numpy.typing as npt
    from torch.optim import Optimizer

    from training.dataset import Dataset
    from training.network import RowPolicy


EPOCH: Final = "epoch"
POLICY: Final = "policy"
OPTIMIZER: Final = "optimizer"
"""Parts of what is kept of a fitting, or of a learner."""


class FitSettings(Protocol):
    """Say how a policy is fitted: the keys of a recipe that every kind of fitting has."""

    @property
    def validation_fraction(self) -> float:
        """Give the share of entries that is not learned from."""

    @property
    def n_epochs(self) -> int:
        """Give how often each entry is learned from."""

    @property
    def batch_size(self) -> int:
        """Give the entries of a step."""

    @property
    def learning_rate(self) -> float:
        """Give the highest learning rate: it rises to it and falls again, once."""

    @property
    def max_grad_norm(self) -> float:
        """Give the length at which gradients are cut off."""


def policy_state(policy: RowPolicy, optimizer: Optimizer) -> dict[str, torch.Tensor]:
    """Return the weights of a policy, and what its optimizer remembers."""
    return {
        **named(POLICY, policy.state_dict()),
        **named(OPTIMIZER, moments(optimizer)),
    }


def fitting_state(policy: RowPolicy) -> dict[str, torch.Tensor]:
    """Return what the state of any fitting of a policy looks like."""
    return {EPOCH: torch.tensor(0), **policy_state(policy, policy.optimizer)}


class SupervisedTrainer(ABC, Generic[Entries]):
    """Fit a policy to entries. What is lost by each of them, a kind of fitting says.

    The last entries are held back: whole battles, but for one, as entries of the same battle say
    much the same of how it ends.
    """

    def __init__(
        self, policy: RowPolicy, library: Dataset[Entries], pace: FitSettings, seed: int
    ) -> None:
        """Begin; the *seed* decides in what order the entries are learned from."""
        self._policy: Final = policy
        self._library: Final = library
        self._pace: Final = pace
        self._seed: Final = seed
        learned = len(library) - max(1, int(len(library) * pace.validation_fraction))
        self._learned: Final = np.arange(learned)
        self._held: Final = np.arange(learned, len(library))
        self._optimizer = torch.optim.Adam(policy.parameters(), lr=pace.learning_rate)
        steps = pace.n_epochs * max(1, -(-learned // pace.batch_size))
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, pace.learning_rate, total_steps=steps
        )
        self.epoch = 0

    @abstractmethod
    def _judge(self, entries: Entries) -> dict[str, torch.Tensor]:
        """Give figures of each entry; `loss` is the one that learning makes smaller."""

    def state(self) -> dict[str, torch.Tensor]:
        """Return all that is needed to go on after the epochs that are done."""
        return {
            EPOCH: torch.tensor(self.epoch),
            **policy_state(self._policy, self._optimizer),
        }

    def go_on(self, state: Tensors) -> None:
        """Go on from a `state`."""
        self.epoch = int(state[EPOCH])
        self._policy.load_state_dict(under(POLICY, state))
        remember(self._optimizer, under(OPTIMIZER, state))
        # Rates follow from the steps alone: those of the last step are set by taking it again.
        steps = self.epoch * len(self._batches(self._learned))
        taken = {"last_epoch": steps - 1, "_step_count": steps + 1}
        self._schedule.load_state_dict({**self._schedule.state_dict(), **taken})
        self._schedule.step()

    def learn_epoch(self) -> dict[str, float]:
        """Learn from every entry once; give the figures of what is held back, on the average."""
        order = np.random.default_rng([self._seed, self.epoch]).permutation(self._learned)
        for places in self._batches(order):
            loss = self._judge(self._library.take(places))["loss"].mean()
            if not torch.isfinite(loss):
                raise TrainingError(f"in epoch {self.epoch + 1} the loss is no finite number")
            self._optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._policy.parameters(), self._pace.max_grad_norm)
            self._optimizer.step()
            self._schedule.step()
        self.epoch += 1
        require_finite(self._policy, f"after epoch {self.epoch}")
        return self._measure()

    def _measure(self) -> dict[str, float]:
        with torch.no_grad():
            parts = [
                self._judge(self._library.take(places)) for places in self._batches(self._held)
            ]
        return {name: float(torch.cat([part[name] for part in parts]).mean()) for name in parts[0]}

    def _batches(self, places: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
        batch = self._pace.batch_size
        return [places[start : start + batch] for start in range(0, len(places), batch)]
