"""Weights in safetensors files, which hold numbers and nothing else: reading one runs no code."""

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
"""Tensors of any shape by name, as in a `state_dict`."""

SUFFIX: Final = ".safetensors"
_MOST_BYTES: Final = 1_000_000_000
_ADAM_KEYS: Final = ("step", "exp_avg", "exp_avg_sq")
"""Adam's state of one parameter: a scalar, and two tensors of the parameter's shape."""


def write_weights(path: Path, tensors: Tensors) -> None:
    """Write tensors by name, atomically."""
    write(path, save({name: tensor.detach().contiguous() for name, tensor in tensors.items()}))


def read_weights(path: Path, template: Tensors) -> dict[str, torch.Tensor]:
    """Return the tensors in a file.

    Raise TrainingError unless they are finite and have the names, types and shapes of *template*.
    """
    try:
        found: dict[str, torch.Tensor] = load(read_bounded(path, _MOST_BYTES))
    except OSError as error:
        raise TrainingError(f"{path} cannot be read: {error.strerror}") from error
    except safetensors.SafetensorError as error:
        raise TrainingError(f"{path} is not a safetensors file: {error}") from error
    if found.keys() != template.keys():
        raise TrainingError(f"{path} has the weights of another network")
    for name, tensor in template.items():
        if found[name].shape != tensor.shape or found[name].dtype != tensor.dtype:
            raise TrainingError(f"{path} has the weights of another network: {name} differs")
        if not torch.isfinite(found[name]).all():
            raise TrainingError(f"{path} has weights that are not finite: {name}")
    return found


def add_prefix(prefix: str, tensors: Tensors) -> dict[str, torch.Tensor]:
    """Return the tensors under prefixed names, so that several modules fit into one file."""
    return {f"{prefix}.{name}": tensor for name, tensor in tensors.items()}


def strip_prefix(prefix: str, tensors: Tensors) -> dict[str, torch.Tensor]:
    """Return the tensors whose names have the prefix, by their names without it."""
    start = f"{prefix}."
    return {
        name.removeprefix(start): tensor
        for name, tensor in tensors.items()
        if name.startswith(start)
    }


def adam_state(optimizer: Optimizer) -> dict[str, torch.Tensor]:
    """Return the state of an Adam optimizer by number of parameter and key.

    A parameter without a step yet has zeros, which is what Adam starts from.
    """
    found: dict[str, torch.Tensor] = {}
    for number, parameter in enumerate(_parameters(optimizer)):
        state = optimizer.state[parameter] if parameter in optimizer.state else {}
        for key in _ADAM_KEYS:
            initial = torch.tensor(0.0) if key == _ADAM_KEYS[0] else torch.zeros_like(parameter)
            found[f"{number}.{key}"] = state[key] if key in state else initial
    return found


def load_adam_state(optimizer: Optimizer, tensors: Tensors) -> None:
    """Set the state of an Adam optimizer to an `adam_state`; learning rates stay as they are."""
    state = {
        number: {key: tensors[f"{number}.{key}"] for key in _ADAM_KEYS}
        for number, _ in enumerate(_parameters(optimizer))
    }
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})


def require_finite(module: nn.Module, when: str) -> None:
    """Raise TrainingError if a weight is not finite; *when* begins the message."""
    for name, tensor in module.state_dict().items():
        if not torch.isfinite(tensor).all():
            raise TrainingError(
                f"{when}: the network's {name} is not finite; a lower learning_rate may help."
                " The last checkpoint is intact"
            )


def _parameters(optimizer: Optimizer) -> list[torch.Tensor]:
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]
