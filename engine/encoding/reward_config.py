"""The numbers of a reward, `assets/data/rewards/NAME.toml` (docs/environment.md)."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from engine.data.datafiles import packaged_data, read_table
from engine.validation import Findings, decode_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

KIND: Final = "reward"
FOLDER: Final = "rewards"
MAIN: Final = "main"

RewardValue = Annotated[float, Meta(ge=-100, le=100)]
Share = Annotated[float, Meta(ge=0, le=1)]


class RewardConfig(msgspec.Struct, frozen=True, rename="upper"):
    """The rewards at the end of a battle, and the weights of the potential before it."""

    win: RewardValue
    draw: RewardValue
    loss: RewardValue
    shaping: Share
    lead: Share
    lead_points: Annotated[float, Meta(gt=0, le=1000)]
    coming: Share
    units: Share
    margin: Share
    discount: Share


def read_reward_config(file: Traversable) -> RewardConfig:
    """Return the numbers in the data file of a reward; DataError names all its problems."""
    findings = Findings(str(file))
    numbers = decode_table(read_table(file, (KIND,)), RewardConfig, "", findings, lambda _: KIND)
    findings.raise_if_any()
    assert numbers is not None, "without a finding there are numbers"
    return numbers


@functools.cache
def packaged_reward_config(name: str) -> RewardConfig:
    """Return the numbers of a packaged reward."""
    return read_reward_config(packaged_data().joinpath(FOLDER, f"{name}.toml"))
