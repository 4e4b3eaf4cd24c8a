"""The picture of the battle in one frame, as plain frozen values that `BoardView` draws."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.draw.board.effects import Effect
    from client.draw.geometry import Hex, Spot
    from client.draw.ui.theme import Team


class Mark(enum.Enum):
    """Whether a unit may still act in this phase."""

    NONE = enum.auto()
    READY = enum.auto()
    """May act: a gold pointer above it."""
    DONE = enum.auto()
    """Has acted: greyed, with a check mark."""


class Aim(enum.Enum):
    """Whether a unit is a legal target, and whether it is the one aimed at."""

    NONE = enum.auto()
    LEGAL = enum.auto()
    CHOSEN = enum.auto()


class Glow(enum.Enum):
    """The kinds of highlighted hexes."""

    MOVE = enum.auto()
    SHOOT = enum.auto()
    COVERED = enum.auto()
    """In range and sight, but a target there has cover; shares its outline with SHOOT."""
    ADVANCE = enum.auto()
    ADVANCE_MOST = enum.auto()
    """The range of the highest advance roll: an outline alone."""
    ADVANCE_LEAST = enum.auto()
    """The range of the lowest advance roll."""
    CHARGE = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True)
class Badge:
    """A roll at the bottom right of a unit: green if *reached*, else red and crossed."""

    label: str
    reached: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class OddsLabel:
    """Odds above a target: an *icon* that says what the *figure* is the chance of, and a *note*."""

    icon: str
    figure: str
    note: str


@dataclasses.dataclass(frozen=True, slots=True)
class UnitPicture:
    """A unit at *spot* (`geometry.centre(hex)`, or a point on its path).

    *code* names the image; without an image the token shows the code's letters. *hp* may be
    fractional while the bar drops. With *expected* above 0 the bar blinks between *hp* and
    *hp* minus that. *size* and *opacity* (0 to 1) fade a dying unit out, *flash* (0 to 1) whitens
    it.
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
    """An objective: its letter, its hexes and the side that owns it."""

    code: str
    hexes: tuple[Hex, ...]
    owner: Team | None


@dataclasses.dataclass(frozen=True, slots=True)
class GlowPicture:
    """A set of highlighted hexes."""

    kind: Glow
    hexes: frozenset[Hex]


@dataclasses.dataclass(frozen=True, slots=True)
class ThreatPicture:
    """A hex coloured by how much the enemy threatens it: *level* 0 to 4, *label* a figure in it,
    *count* the number of enemies that reach it.
    """

    at: Hex
    level: int
    label: str = ""
    count: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class SourcePicture:
    """An enemy that reaches a hex: it moves from *at* to *halt* and attacks *target* from there.

    *label* is the expected damage.
    """

    at: Hex
    halt: Hex
    target: Hex
    label: str
    team: Team


@dataclasses.dataclass(frozen=True, slots=True)
class ReachPicture:
    """Where a unit gets in its next turn: the hexes it may move to, and those it may attack."""

    moves: frozenset[Hex]
    attacks: frozenset[Hex]
    team: Team


@dataclasses.dataclass(frozen=True, slots=True)
class WayPicture:
    """The way that a unit has gone, its start first; *opacity* (0 to 1) lets it fade."""

    hexes: tuple[Hex, ...]
    team: Team
    opacity: float = 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class ShotPicture:
    """An attack from one hex on a unit in another; *harmless* if it took no hit point."""

    start: Hex
    end: Hex
    team: Team
    harmless: bool
    opacity: float = 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class LossPicture:
    """What the unit of a team lost in a hex, as a figure; *destroyed* if it was its end."""

    at: Hex
    label: str
    destroyed: bool
    team: Team


@dataclasses.dataclass(frozen=True, slots=True)
class HintPicture:
    """An option that is advised: an arrow along *way*; in the hex *at* a *number* and a *label*.

    A way of one hex has no arrow; the label may be empty. *taken* is whether the option is what was
    done; *stops* is whether the unit goes to the last hex, not against somebody there.
    """

    number: int
    label: str
    way: tuple[Hex, ...]
    at: Hex
    taken: bool = False
    stops: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class PathPicture:
    """The path to the hex under the mouse, both ends included, and its cost in words."""

    hexes: tuple[Hex, ...]
    label: str
    kind: Glow = Glow.MOVE


@dataclasses.dataclass(frozen=True, slots=True)
class BoardPicture:
    """Everything the board shows in one frame.

    *marked* hexes are outlined: the line of the log under the mouse refers to them. *cursor* is the
    hex that is pointed at by keys. *ways*, *shots* and *losses* are what has happened, and *told*
    are lines about it in a corner of the view, the first one a heading.

    *terrain* is one string per row, one of `.#%~` per hex. Fields that rarely change come first: a
    merged layer of terrain, objectives, glows and threat is cached, and redrawn when one differs.
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
    cursor: Hex | None = None
    sources: tuple[SourcePicture, ...] = ()
    reach: ReachPicture | None = None
    ways: tuple[WayPicture, ...] = ()
    shots: tuple[ShotPicture, ...] = ()
    losses: tuple[LossPicture, ...] = ()
    told: tuple[str, ...] = ()
    hints: tuple[HintPicture, ...] = ()

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return len(self.terrain[0])

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return len(self.terrain)
