"""What somebody cares about who weighs the options of a battle: one weight an idea."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Weight = Annotated[float, Meta(ge=0, le=1000)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Temper(msgspec.Struct, frozen=True, rename="upper"):
    """Hold the weights of a bot; what each stands for is written beside it in the data file."""

    damage: Weight
    kill: Weight
    threat: Weight
    victory_point: Weight
    later: Share
    spare: Share
    doubt: Share
    clear: Weight
    guard: Weight
    contest: Share
    pull: Share
    company: Share
    charge: Weight
    retaliation: Weight
    tie_up: Weight
    hunt: Weight
