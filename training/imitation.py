"""A warm start: the network learns to take the rows that a strong player took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import torch
from torch.nn import functional

if TYPE_CHECKING:
    import numpy.typing as npt

    from training.lessons import Library
    from training.network import RowPolicy
    from training.recipe import Imitation


class Figures(NamedTuple):
    """Hold what an epoch has come to, on lessons that are not learned from.

    *agreement* is the share of decisions whose best row is the one that was taken.
    """

    loss: float
    agreement: float


class Imitator:
    """Fit a policy's scores to the rows taken, and its values to the returns, epoch by epoch."""

    def __init__(self, policy: RowPolicy, library: Library, settings: Imitation, seed: int) -> None:
        """Begin; the *seed* decides which lessons are held back, and the order of the others."""
        self._policy: Final = policy
        self._library: Final = library
        self._settings: Final = settings
        self._seed: Final = seed
        order = np.random.default_rng(seed).permutation(len(library))
        held = max(1, int(len(order) * settings.held))
        self._held: Final = order[:held]
        self._learned: Final = order[held:]
        self._optimizer = torch.optim.Adam(policy.parameters(), lr=settings.rate)
        steps = settings.epochs * max(1, -(-len(self._learned) // settings.batch))
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, settings.rate, total_steps=steps
        )
        self.epoch = 0

    def state(self) -> dict[str, Any]:
        """Give all that is needed to go on after the epochs that are done."""
        return {
            "epoch": self.epoch,
            "policy": self._policy.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
        }

    def go_on(self, state: dict[str, Any]) -> None:
        """Go on from a `state`."""
        self.epoch = state["epoch"]
        self._policy.load_state_dict(state["policy"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])

    def learn_epoch(self) -> Figures:
        """Learn from every lesson once."""
        order = np.random.default_rng([self._seed, self.epoch]).permutation(self._learned)
        for start in range(0, len(order), self._settings.batch):
            losses, _ = self._judge(order[start : start + self._settings.batch])
            self._optimizer.zero_grad()
            losses.mean().backward()
            torch.nn.utils.clip_grad_norm_(
                self._policy.parameters(), self._settings.largest_gradient
            )
            self._optimizer.step()
            self._schedule.step()
        self.epoch += 1
        return self._measure()

    def _measure(self) -> Figures:
        batch = self._settings.batch
        with torch.no_grad():
            parts = [
                self._judge(self._held[start : start + batch])
                for start in range(0, len(self._held), batch)
            ]
        losses = torch.cat([losses for losses, _ in parts])
        agreed = torch.cat([agreed for _, agreed in parts])
        return Figures(float(losses.mean()), float(agreed.float().mean()))

    def _judge(self, places: npt.NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
        """Give the loss of each lesson, and whether the best row is the one that was taken."""
        lessons = self._library.take(places)
        rows = torch.as_tensor(lessons.rows)
        scores, latent = self._policy.mlp_extractor(
            torch.as_tensor(lessons.observations.astype(np.float32))
        )
        values = self._policy.value_net(latent).squeeze(-1)
        missed = (values - torch.as_tensor(lessons.returns)) ** 2
        losses = functional.cross_entropy(scores, rows, reduction="none")
        return losses + self._settings.value * missed, scores.argmax(1) == rows
