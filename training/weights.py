"""Weights in files that hold numbers and nothing else, so that reading one runs no code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import safetensors
import torch
from safetensors.torch import load, save

from engine.files import read_bounded, write
from training.errors import TrainingError

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn
    from torch.optim import Optimizer

Tensors = Mapping[str, torch.Tensor]

SUFFIX: Final = ".safetensors"
_MOST_BYTES: Final = 1_000_000_000
_MOMENTS: Final = ("step", "exp_avg", "exp_avg_sq")
"""What Adam remembers of a parameter."""


def write_weights(path: Path, tensors: Tensors) -> None:
    """Write tensors by name, whole or not at all."""
    write(path, save({name: tensor.detach().contiguous() for name, tensor in tensors.items()}))


def read_weights(path: Path, like: Tensors) -> dict[str, torch.Tensor]:
    """Read tensors of the names, types and shapes of others; TrainingError for anything else."""
    try:
        found: dict[str, torch.Tensor] = load(read_bounded(path, _MOST_BYTES))
    except OSError as error:
        raise TrainingError(f"{path} can't be read: {error.strerror}") from error
    except safetensors.SafetensorError as error:
        raise TrainingError(f"{path} holds no weights: {error}") from error
    if found.keys() != like.keys():
        raise TrainingError(f"{path} holds the weights of another network")
    for name, tensor in like.items():
        if found[name].shape != tensor.shape or found[name].dtype != tensor.dtype:
            raise TrainingError(f"{path} holds the weights of another network: {name} differs")
        if not torch.isfinite(found[name]).all():
            raise TrainingError(f"{path} holds weights that are no finite numbers: {name}")
    return found


def named(prefix: str, tensors: Tensors) -> dict[str, torch.Tensor]:
    """Put a prefix before names, so that several networks fit into one file."""
    return {f"{prefix}.{name}": tensor for name, tensor in tensors.items()}


def under(prefix: str, tensors: Tensors) -> dict[str, torch.Tensor]:
    """Return what `named` has put under a prefix."""
    start = f"{prefix}."
    return {
        name.removeprefix(start): tensor
        for name, tensor in tensors.items()
        if name.startswith(start)
    }


def moments(optimizer: Optimizer) -> dict[str, torch.Tensor]:
    """Return what Adam remembers; zeros, as it begins, of what it has not touched yet."""
    found: dict[str, torch.Tensor] = {}
    for number, parameter in enumerate(_parameters(optimizer)):
        state = optimizer.state[parameter] if parameter in optimizer.state else {}
        for name in _MOMENTS:
            begun = torch.tensor(0.0) if name == _MOMENTS[0] else torch.zeros_like(parameter)
            found[f"{number}.{name}"] = state[name] if name in state else begun
    return found


def remember(optimizer: Optimizer, tensors: Tensors) -> None:
    """Let Adam go on with `moments`; rates and the like stay as they are."""
    state = {
        number: {name: tensors[f"{number}.{name}"] for name in _MOMENTS}
        for number, _ in enumerate(_parameters(optimizer))
    }
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})


def require_finite(module: nn.Module, what: str) -> None:
    """Raise TrainingError when a network has come to hold what is no number."""
    for name, tensor in module.state_dict().items():
        if not torch.isfinite(tensor).all():
            raise TrainingError(
                f"{what}: the network's {name} is no finite number any more."
                " A lower rate may help; what was saved before is still there"
            )


def _parameters(optimizer: Optimizer) -> list[torch.Tensor]:
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]
