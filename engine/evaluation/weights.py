"""Weights of the evaluation function, one per term."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Weight = Annotated[float, Meta(ge=0, le=1000)]
Share = Annotated[float, Meta(ge=0, le=1)]


class EvaluationWeights(msgspec.Struct, frozen=True, rename="upper"):
    """The weights of an evaluation function; `assets/data/bots.toml` says what each one
    multiplies.
    """

    damage: Weight
    kill: Weight
    threat: Weight
    victory_point: Weight
    discount: Share
    surplus: Share
    doubt: Share
    clear: Weight
    guard: Weight
    contest: Share
    pull: Share
    crowding: Share
    charge: Weight
    retaliation: Weight
    tie_up: Weight
    hunt: Weight
