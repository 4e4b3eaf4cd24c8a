"""The numbers of the classic schema, `assets/data/encodings/classic.toml`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec
from msgspec import Meta

from engine import limits
from engine.data.datafiles import packaged_data
from engine.encoding.spec import FOLDER, Scale, Size, read_schema
from engine.evaluation.weights import EvaluationWeights

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

CLASSIC: Final = "classic"
"""The name of the encoding, and of its schema."""

MOVE_DIRECTIONS: Final = ("north", "south", "east", "west")
"""The directions of the first actions, in their order."""


class ClassicSpec(msgspec.Struct, frozen=True, rename="upper"):
    """The sizes of a classic encoding, and the scale of each kind of feature.

    A feature is 1 where its quantity equals its scale. *weights* are those of the evaluation that
    ranks options. *radius* is how far the active unit sees, in hexes. Large features are cut off at
    *largest*.
    """

    weights: EvaluationWeights = msgspec.field(name="weights")
    radius: Size
    # Between a power of two of sectors no border meets the middle of a hex.
    sectors: Literal[4, 8, 16]
    nearest: Annotated[int, Meta(ge=1, le=2 * limits.UNITS)]
    targets: Annotated[int, Meta(ge=1, le=limits.UNITS)]
    points: Scale
    largest: Scale
    move: Scale
    control: Scale
    lead: Scale

    @property
    def shoot(self) -> int:
        """Return the number of the action that shoots the first target; those for the others
        follow.
        """
        return len(MOVE_DIRECTIONS)

    @property
    def charge(self) -> int:
        """Return the number of the action that charges."""
        return self.shoot + self.targets

    @property
    def fight(self) -> int:
        """Return the number of the action that fights."""
        return self.charge + 1

    @property
    def wait(self) -> int:
        """Return the number of the action that waits, the last."""
        return self.fight + 1

    @property
    def actions(self) -> int:
        """Return the number of actions."""
        return self.wait + 1


def read_classic(file: Traversable) -> ClassicSpec:
    """Return the numbers in the data file of a classic encoding; DataError names all its
    problems.
    """
    return read_schema(file, CLASSIC, ClassicSpec)


@functools.cache
def packaged_classic(name: str) -> ClassicSpec:
    """Return the numbers of a packaged classic encoding."""
    return read_classic(packaged_data().joinpath(FOLDER, f"{name}.toml"))
