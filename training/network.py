"""The policy network: it scores each option by its row and by a summary of the whole battle."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import torch
from sb3_contrib.common.maskable.policies import MaskableActorCriticPolicy
from torch import nn

from engine.encoding.action_features import AT
from engine.encoding.objective_features import OBJECTIVE
from engine.encoding.unit_features import UNIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.encoding.observation_layout import Block, ObservationLayout

_NO_OPTION: Final = -1e9
"""The logit of a row without an option; masks rule such rows out anyway."""
_GAIN: Final = 2**0.5
"""The gain of orthogonal initialisation, as in the base class."""


class RowNetwork(nn.Module):
    """Actor and critic, with separate weights: training one leaves the other as it is.

    The actor scores every row with the same layers; a summary of everything else is added to their
    first layer. The critic reads the summary only, not the rows.
    """

    def __init__(self, layout: ObservationLayout, width: int) -> None:
        """Create the network for a layout of observations and a width of the layers."""
        super().__init__()
        half = width // 2
        rows = layout.blocks["rows"]
        self._rows: Final = rows
        self.summary = _Summary(layout, width)
        self.row_layer = nn.Linear(len(rows.columns), width)
        self.context_layer = nn.Linear(2 * width, width)
        self.score_head = nn.Sequential(
            nn.ReLU(), nn.Linear(width, half), nn.ReLU(), nn.Linear(half, 1)
        )
        self.critic = nn.Sequential(
            _Summary(layout, width),
            nn.Linear(width, width),
            nn.ReLU(),
            nn.Linear(width, half),
            nn.ReLU(),
        )
        self.latent_dim_pi = rows.rows
        self.latent_dim_vf = half

    def forward(self, observations: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return logits and the critic's latent: (n, features) -> (n, rows), (n, width // 2)."""
        return self.forward_actor(observations), self.forward_critic(observations)

    def forward_actor(self, observations: torch.Tensor) -> torch.Tensor:
        """Return logits: (n, features) -> (n, rows).

        Two thirds of all rows hold no option; they are skipped, which `score_all` cannot do.
        """
        rows = _block(observations, self._rows)
        present = rows[..., AT["present"]] > 0
        decision = present.nonzero()[:, 0]
        hidden = self.row_layer(rows[present])
        best = torch.zeros(len(rows), hidden.shape[1], device=hidden.device)
        index = decision[:, None].expand_as(hidden)
        best = best.scatter_reduce(0, index, torch.relu(hidden), "amax")
        scores = self.score_head(hidden + self._context(observations, best)[decision]).squeeze(-1)
        logits = torch.full(present.shape, _NO_OPTION, device=hidden.device)
        return logits.masked_scatter(present, scores)

    def score_all(self, observations: torch.Tensor) -> torch.Tensor:
        """Return the logits of `forward_actor` in ONNX's operators: (n, features) -> (n, rows)."""
        rows = _block(observations, self._rows)
        present = rows[..., AT["present"], None]
        hidden = self.row_layer(rows)
        best = (torch.relu(hidden) * present).amax(1)
        scores = self.score_head(hidden + self._context(observations, best)[:, None])
        return scores.masked_fill(present <= 0, _NO_OPTION).squeeze(-1)

    def _context(self, observations: torch.Tensor, best: torch.Tensor) -> torch.Tensor:
        """Return what is added to each row's hidden layer: (n, features), (n, width) -> (n, width).

        *best* is the maximum over the hidden layers of all rows.
        """
        context: torch.Tensor = self.context_layer(
            torch.cat([self.summary(observations), best], dim=1)
        )
        return context

    def forward_critic(self, observations: torch.Tensor) -> torch.Tensor:
        """Return the critic's latent, the input of values: (n, features) -> (n, width // 2)."""
        latent: torch.Tensor = self.critic(observations)
        return latent

    @property
    def actor_modules(self) -> list[nn.Module]:
        """Return the modules of the actor: all but the critic."""
        return [self.summary, self.row_layer, self.context_layer, self.score_head]


class _Summary(nn.Module):
    """Summary of an observation without its rows: (n, features) -> (n, width).

    The same small network reads every unit, another every objective; sums and maxima over them make
    the summary independent of their order and number (Zaheer et al. 2017, deep sets).
    """

    def __init__(self, layout: ObservationLayout, width: int) -> None:
        super().__init__()
        blocks = layout.blocks
        self._blocks: Final = blocks
        half = width // 2
        self.units = _encoder(len(blocks["units"].columns), width, half)
        self.objectives = _encoder(len(blocks["objectives"].columns), half, half // 2)
        pooled = 2 * 2 * half + 2 * (half // 2)
        self.whole = nn.Sequential(
            nn.Linear(blocks["whole"].size + blocks["active"].size + pooled, width), nn.ReLU()
        )

    def forward(self, observations: torch.Tensor) -> torch.Tensor:
        units = _block(observations, self._blocks["units"])
        hidden = self.units(units) * units[..., UNIT.index["in_play"], None]
        sides = hidden.unflatten(1, (2, -1))
        objectives = _block(observations, self._blocks["objectives"])
        goals = self.objectives(objectives) * objectives[..., OBJECTIVE.index["present"], None]
        parts = [
            _block(observations, self._blocks["whole"]).flatten(1),
            _block(observations, self._blocks["active"]).flatten(1),
            sides.sum(2).flatten(1),
            sides.amax(2).flatten(1),
            goals.sum(1),
            goals.amax(1),
        ]
        summary: torch.Tensor = self.whole(torch.cat(parts, dim=1))
        return summary


def _encoder(features: int, width: int, out: int) -> nn.Module:
    """Return a network of two layers: (…, features) -> (…, out)."""
    return nn.Sequential(nn.Linear(features, width), nn.ReLU(), nn.Linear(width, out), nn.ReLU())


def _block(observations: torch.Tensor, block: Block) -> torch.Tensor:
    """Return a block of each observation: (n, features) -> (n, block rows, block columns)."""
    part = observations[:, block.start : block.start + block.size]
    return part.unflatten(1, (block.rows, len(block.columns)))


class RowPolicy(MaskableActorCriticPolicy):
    """A policy whose logits are the scores of a `RowNetwork`, one per row."""

    def __init__(self, *args: Any, layout: ObservationLayout, width: int, **settings: Any) -> None:  # noqa: ANN401 - of the base
        """Create the policy from the base's arguments, a layout of observations and a width of
        layers.
        """
        self._layout = layout
        self._width = width
        super().__init__(*args, **settings)

    def _build_mlp_extractor(self) -> None:
        self.mlp_extractor = RowNetwork(self._layout, self._width)

    def _build(self, lr_schedule: Callable[[float], float]) -> None:
        super()._build(lr_schedule)
        self.action_net = nn.Identity()
        self.optimizer = self.optimizer_class(
            self.parameters(), lr=lr_schedule(1), **self.optimizer_kwargs
        )

    def reset_actor(self, seed: int) -> None:
        """Reinitialise the actor with random weights; the critic is unchanged."""
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            for module in self.mlp_extractor.actor_modules:
                module.apply(partial(self.init_weights, gain=_GAIN))
