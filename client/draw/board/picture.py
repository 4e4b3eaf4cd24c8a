"""What a frame of the battle shows, as plain frozen values that `BoardView` draws."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.draw.board.effects import Effect
    from client.draw.geometry import Hex, Spot
    from client.draw.ui.theme import Team


class Mark(enum.Enum):
    """Say what a unit may still do in this phase."""

    NONE = enum.auto()
    READY = enum.auto()
    """May act: a gold pointer above it."""
    DONE = enum.auto()
    """Has acted: greyed, with a check mark."""


class Aim(enum.Enum):
    """Say whether a unit is a legal target, and whether it is the one under the mouse."""

    NONE = enum.auto()
    LEGAL = enum.auto()
    CHOSEN = enum.auto()


class Glow(enum.Enum):
    """Name the kinds of highlighted hexes."""

    MOVE = enum.auto()
    SHOOT = enum.auto()
    COVERED = enum.auto()
    """In range and sight, but a target there has cover; shares its outline with SHOOT."""
    ADVANCE = enum.auto()
    ADVANCE_MOST = enum.auto()
    """What the highest roll of an advance would reach: an outline alone."""
    ADVANCE_LEAST = enum.auto()
    """What the lowest roll would."""
    CHARGE = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True)
class Badge:
    """Show a roll at the bottom right of a unit: green when *reached*, else red and crossed."""

    label: str
    reached: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class OddsLabel:
    """Show odds above a target: an *icon* for what the *figure* is the chance of, and a *note*."""

    icon: str
    figure: str
    note: str


@dataclasses.dataclass(frozen=True, slots=True)
class UnitPicture:
    """Show one unit at *spot* (`geometry.centre(hex)`, or a point on its way).

    *code* names the picture; without one the token shows the code's letters. *hp* may lie
    between two values while the bar drops. With *expected* above 0 the bar blinks between now and
    now minus that. *size* and *opacity* (0 to 1) let it die, *flash* (0 to 1) whitens it.
    """

    unit: int
    code: str
    team: Team
    spot: Spot
    hp: float
    hp_max: int
    expected: float = 0.0
    mark: Mark = Mark.NONE
    selected: bool = False
    aim: Aim = Aim.NONE
    label: OddsLabel | None = None
    badge: Badge | None = None
    size: float = 1.0
    opacity: float = 1.0
    flash: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class ObjectivePicture:
    """Show an objective: its letter, its hexes and the side that owns it."""

    code: str
    hexes: tuple[Hex, ...]
    owner: Team | None


@dataclasses.dataclass(frozen=True, slots=True)
class GlowPicture:
    """Highlight a set of hexes."""

    kind: Glow
    hexes: frozenset[Hex]


@dataclasses.dataclass(frozen=True, slots=True)
class ThreatPicture:
    """Colour one hex by how much the enemy threatens it: *level* 0 to 4, *label* a figure in it."""

    at: Hex
    level: int
    label: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PathPicture:
    """Show the way to the hex under the mouse, start and end included, and its cost in words."""

    hexes: tuple[Hex, ...]
    label: str
    kind: Glow = Glow.MOVE


@dataclasses.dataclass(frozen=True, slots=True)
class BoardPicture:
    """Everything the board shows in one frame.

    *marked* hexes are outlined: what the mouse points at beside the board is about them.

    *terrain* is one text a row, one of `.#%~` a hex. What changes rarely comes first: the drawing
    keeps a merged layer of terrain, objectives, glows and threat, and repaints it when one differs.
    """

    terrain: tuple[str, ...]
    objectives: tuple[ObjectivePicture, ...] = ()
    glows: tuple[GlowPicture, ...] = ()
    threat: tuple[ThreatPicture, ...] = ()
    units: tuple[UnitPicture, ...] = ()
    path: PathPicture | None = None
    aim_line: tuple[Spot, Spot] | None = None
    hovered: Hex | None = None
    marked: frozenset[Hex] = frozenset()
    effects: tuple[Effect, ...] = ()

    @property
    def columns(self) -> int:
        """Count the columns."""
        return len(self.terrain[0])

    @property
    def rows(self) -> int:
        """Count the rows."""
        return len(self.terrain)
