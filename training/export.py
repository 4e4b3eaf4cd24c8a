"""A trained network as a file that needs no torch to play by."""

from __future__ import annotations

import copy
import io
import warnings
from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    from training.network import RowPolicy


class _Exported(nn.Module):
    """Give scores and the value at once."""

    def __init__(self, policy: RowPolicy) -> None:
        super().__init__()
        self.network = copy.deepcopy(policy.mlp_extractor)
        self.value = copy.deepcopy(policy.value_net)

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        judged = self.network.forward_critic(observation)
        return self.network.score_all(observation), self.value(judged).squeeze(-1)


def export_onnx(policy: RowPolicy) -> bytes:
    """Write a policy as ONNX: `observation` (n, size) to `logits` (n, rows) and `value` (n)."""
    module = _Exported(policy).eval()
    size = policy.observation_space.shape
    assert size is not None, "observations are one array"
    file = io.BytesIO()
    with warnings.catch_warnings():
        # The exporter that does without onnxscript is the older one, and says so.
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            module,
            (torch.zeros(2, *size),),
            file,
            input_names=["observation"],
            output_names=["logits", "value"],
            dynamic_axes={name: {0: "n"} for name in ("observation", "logits", "value")},
            dynamo=False,
        )
    return file.getvalue()
