"""The effects of animations; each has a progress from 0 to 1."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from client.draw.geometry import Hex, Spot
    from client.draw.ui.theme import Team


@dataclasses.dataclass(frozen=True, slots=True)
class Tracer:
    """A shot in flight."""

    start: Spot
    end: Spot
    progress: float


@dataclasses.dataclass(frozen=True, slots=True)
class Impact:
    """A hit: a flash and sparks at the spot."""

    spot: Spot
    progress: float


@dataclasses.dataclass(frozen=True, slots=True)
class Puff:
    """A miss: dust beside the target."""

    spot: Spot
    progress: float


@dataclasses.dataclass(frozen=True, slots=True)
class ShieldRing:
    """A successful save: a ring around the unit."""

    spot: Spot
    progress: float


@dataclasses.dataclass(frozen=True, slots=True)
class FloatingText:
    """A rising figure or word: lost hit points (*bad*) or something good; if *calm*, it stays."""

    spot: Spot
    text: str
    progress: float
    bad: bool = True
    calm: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Debris:
    """Pieces of a destroyed unit; the unit itself shrinks by its own `size` and `opacity`."""

    spot: Spot
    team: Team
    progress: float


@dataclasses.dataclass(frozen=True, slots=True)
class Capture:
    """An objective changes hands: an outline sweeps around its hexes; if *calm*, it fades in and
    out.
    """

    hexes: tuple[Hex, ...]
    owner: Team | None
    progress: float
    calm: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class RollingDie:
    """A die tumbling over *faces* (the last is the result), then popping, beside the spot."""

    spot: Spot
    faces: tuple[str, ...]
    reached: bool
    progress: float


@dataclasses.dataclass(frozen=True, slots=True)
class Slash:
    """A blow of a melee: crossed strokes between two spots."""

    start: Spot
    end: Spot
    progress: float


@dataclasses.dataclass(frozen=True, slots=True)
class AttackLine:
    """An attack without motion: a line between two spots that fades in and out."""

    start: Spot
    end: Spot
    progress: float


@dataclasses.dataclass(frozen=True, slots=True)
class OutcomeRing:
    """The outcome of an attack without motion: a ring at the target that fades out.

    It is *bad* for a hit, otherwise that of a save.
    """

    spot: Spot
    progress: float
    bad: bool


Effect: TypeAlias = (
    Tracer
    | Impact
    | Puff
    | ShieldRing
    | FloatingText
    | Debris
    | Capture
    | RollingDie
    | Slash
    | AttackLine
    | OutcomeRing
)
