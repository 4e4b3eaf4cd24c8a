"""The network of the trained opponent: options are scored one by one, in the light of the whole."""

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

    from engine.encoding.layout import Block, Layout

_OUT_OF_THE_WAY: Final = -1e9
"""The score of a row without an option; masks rule it out anyway."""
_GAIN: Final = 2**0.5
"""What orthogonal matrices are multiplied by to begin with, as the base class does it."""


class RowNetwork(nn.Module):
    """Score rows and judge the battle.

    Both are done by networks of their own: what is learned about options leaves untouched what is
    foreseen, and the other way about. What there is besides the rows is added into the first layer
    of the network that scores every row; rows have no part in what is foreseen.
    """

    def __init__(self, layout: Layout, width: int) -> None:
        """Take the layout of observations and the width of the layers."""
        super().__init__()
        small = width // 2
        rows = layout.blocks["rows"]
        self._rows: Final = rows
        self.around_rows = _Summary(layout, width)
        self.row = nn.Linear(len(rows.columns), width)
        self.around = nn.Linear(2 * width, width)
        self.score = nn.Sequential(
            nn.ReLU(), nn.Linear(width, small), nn.ReLU(), nn.Linear(small, 1)
        )
        self.judge = nn.Sequential(
            _Summary(layout, width),
            nn.Linear(width, width),
            nn.ReLU(),
            nn.Linear(width, small),
            nn.ReLU(),
        )
        self.latent_dim_pi = rows.rows
        self.latent_dim_vf = small

    def forward(self, observations: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Give a score a row, and what the value is read from."""
        return self.forward_actor(observations), self.forward_critic(observations)

    def forward_actor(self, observations: torch.Tensor) -> torch.Tensor:
        """Give a score a row. Two rows of three hold no option, and are not even looked at."""
        rows = _part(observations, self._rows)
        there = rows[..., AT["present"]] > 0
        decision = there.nonzero()[:, 0]
        row = self.row(rows[there])
        best = torch.zeros(len(rows), row.shape[1], device=row.device)
        best = best.scatter_reduce(0, decision[:, None].expand_as(row), torch.relu(row), "amax")
        scores = self.score(row + self._around(observations, best)[decision]).squeeze(-1)
        everywhere = torch.full(there.shape, _OUT_OF_THE_WAY, device=row.device)
        return everywhere.masked_scatter(there, scores)

    def score_all(self, observations: torch.Tensor) -> torch.Tensor:
        """Give the same as `forward_actor` by steps that ONNX has as well."""
        rows = _part(observations, self._rows)
        there = rows[..., AT["present"], None]
        row = self.row(rows)
        best = (torch.relu(row) * there).amax(1)
        scores = self.score(row + self._around(observations, best)[:, None])
        return scores.masked_fill(there <= 0, _OUT_OF_THE_WAY).squeeze(-1)

    def _around(self, observations: torch.Tensor, best: torch.Tensor) -> torch.Tensor:
        """Give what is added to each row: what there is besides it, the best of all rows too."""
        added: torch.Tensor = self.around(torch.cat([self.around_rows(observations), best], dim=1))
        return added

    def forward_critic(self, observations: torch.Tensor) -> torch.Tensor:
        """Give what the value is read from."""
        judged: torch.Tensor = self.judge(observations)
        return judged

    @property
    def scorers(self) -> list[nn.Module]:
        """Give the networks that scores come from: all but those of what is foreseen."""
        return [self.around_rows, self.row, self.around, self.score]


class _Summary(nn.Module):
    """Sum up all of an observation but its rows: (n, size) to (n, width).

    Units and objectives are read each by the same small network and gathered by sum and maximum, so
    that neither their order nor their number matters (Zaheer et al. 2017, deep sets).
    """

    def __init__(self, layout: Layout, width: int) -> None:
        super().__init__()
        blocks = layout.blocks
        self._blocks: Final = blocks
        small = width // 2
        self.units = _reader(len(blocks["units"].columns), width, small)
        self.objectives = _reader(len(blocks["objectives"].columns), small, small // 2)
        gathered = 2 * 2 * small + 2 * (small // 2)
        self.whole = nn.Sequential(
            nn.Linear(blocks["whole"].size + blocks["active"].size + gathered, width), nn.ReLU()
        )

    def forward(self, observations: torch.Tensor) -> torch.Tensor:
        units = _part(observations, self._blocks["units"])
        read = self.units(units) * units[..., UNIT.index["in_play"], None]
        sides = read.unflatten(1, (2, -1))
        objectives = _part(observations, self._blocks["objectives"])
        goals = self.objectives(objectives) * objectives[..., OBJECTIVE.index["present"], None]
        gathered = [
            _part(observations, self._blocks["whole"]).flatten(1),
            _part(observations, self._blocks["active"]).flatten(1),
            sides.sum(2).flatten(1),
            sides.amax(2).flatten(1),
            goals.sum(1),
            goals.amax(1),
        ]
        summed: torch.Tensor = self.whole(torch.cat(gathered, dim=1))
        return summed


def _reader(numbers: int, width: int, out: int) -> nn.Module:
    return nn.Sequential(nn.Linear(numbers, width), nn.ReLU(), nn.Linear(width, out), nn.ReLU())


def _part(observations: torch.Tensor, block: Block) -> torch.Tensor:
    part = observations[:, block.start : block.start + block.size]
    return part.unflatten(1, (block.rows, len(block.columns)))


class RowPolicy(MaskableActorCriticPolicy):
    """Play by a `RowNetwork`: its scores are the logits, one a row."""

    def __init__(self, *args: Any, layout: Layout, width: int, **settings: Any) -> None:  # noqa: ANN401 - of the base
        """Take what the base takes, the layout of observations and the width of the layers."""
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

    def forget_scores(self, seed: int) -> None:
        """Begin scores anew, as those of a new policy; what is foreseen stays."""
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            for scorer in self.mlp_extractor.scorers:
                scorer.apply(partial(self.init_weights, gain=_GAIN))
