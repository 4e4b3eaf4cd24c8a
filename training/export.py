"""Export of a policy to ONNX, the form in which it plays without torch."""

from __future__ import annotations

import copy
import io
import warnings
from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    from training.network import RowPolicy


class _ExportedPolicy(nn.Module):
    """Logits and value in one forward pass: (n, features) -> (n, rows), (n,)."""

    def __init__(self, policy: RowPolicy) -> None:
        super().__init__()
        self.network = copy.deepcopy(policy.mlp_extractor)
        self.value = copy.deepcopy(policy.value_net)

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        latent = self.network.forward_critic(observation)
        return self.network.score_all(observation), self.value(latent).squeeze(-1)


def export_onnx(policy: RowPolicy) -> bytes:
    """Return an ONNX file: `observation` (n, features) -> `logits` (n, rows), `value` (n,)."""
    module = _ExportedPolicy(policy).eval()
    size = policy.observation_space.shape
    assert size is not None, "observations are one array"
    file = io.BytesIO()
    with warnings.catch_warnings():
        # The exporter without onnxscript is the older one, and warns about that.
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
