"""A trained model's files: the policy, and the card that describes it."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import msgspec

from engine.files import write
from engine.players.model import CARD_FILE, POLICY_FILE, Card, codec_of
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.model_evaluation import EvaluationResult
    from training.recipe import Recipe

LIBRARIES: Final = (
    "hexfront",
    "gymnasium",
    "numpy",
    "onnx",
    "sb3-contrib",
    "stable-baselines3",
    "torch",
)
"""Packages whose versions a card names."""


def write_model(
    folder: Path,
    recipe: Recipe,
    policy: bytes,
    *,
    steps: int,
    seconds: float,
    evaluations: Sequence[EvaluationResult],
) -> Card:
    """Write a policy in ONNX form and its card, and return the card.

    The card is written last: without it a folder holds no model. The last evaluation is the card's
    result, the others are its history. *seconds* is the duration of the training.
    """
    results: dict[str, Any] = {}
    if evaluations:
        *before, last = map(msgspec.to_builtins, evaluations)
        results = {"last": last, "on_the_way": before}
    card = Card(
        name=recipe.name,
        encoding=recipe.encoding,
        fingerprint=codec_of(recipe.encoding).fingerprint,
        rules_version=RULES_VERSION,
        sha256=hashlib.sha256(policy).hexdigest(),
        steps=steps,
        seconds=round(seconds, 1),
        recipe=msgspec.to_builtins(recipe),
        versions={"python": platform.python_version(), **{n: version(n) for n in LIBRARIES}},
        results=results,
    )
    write(folder / POLICY_FILE, policy)
    text = msgspec.json.format(msgspec.json.encode(card, order="deterministic"), indent=2)
    write(folder / CARD_FILE, text + b"\n")
    return card
