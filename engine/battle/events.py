"""What happened: facts only, with every die in them; animation, log and statistics read them."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import msgspec

from engine.battle.actions import UnitId
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.hexgrid import Offset


class _Event(msgspec.Struct, frozen=True, tag=True):
    """Stand above all events."""


class MoveKind(Enum):
    """Name the reason for which a unit changed hex."""

    MOVE = "MOVE"
    ADVANCE = "ADVANCE"
    CHARGE = "CHARGE"


class Reason(Enum):
    """Name what decided a battle (R9.3)."""

    ELIMINATION = "elimination"
    VICTORY_POINTS = "victory_points"
    VALUE = "value"
    DRAW = "draw"


class Result(msgspec.Struct, frozen=True):
    """Hold how a battle ended; the pairs are ONE's and TWO's."""

    winner: Side | None
    reason: Reason
    victory_points: tuple[int, int]
    value_left: tuple[int, int]


class Roll(msgspec.Struct, frozen=True):
    """Hold one die of an attack: its *face*, and what was *needed* on it for success."""

    face: int
    needed: int
    success: bool
    critical: bool


class Hit(msgspec.Struct, frozen=True):
    """Hold what came of one hit of an attack.

    *wound* is None when LETHAL_HITS wounds without a roll; *reroll* is TWIN_LINKED's second try.
    *save* is None when there was none to roll. *damage_faces* are the D6 faces of dice damage;
    *damage* is what the wound deals, *lost* the hit points it took.
    """

    extra: bool
    wound: Roll | None
    reroll: Roll | None
    wounded: bool
    save: Roll | None
    damage_faces: tuple[int, ...]
    damage: int
    lost: int


class RoundBegan(_Event, frozen=True):
    """A round began."""

    round: int


class TurnBegan(_Event, frozen=True):
    """A side's turn began: its COMMAND cleared all marks."""

    side: Side
    round: int


class PhaseBegan(_Event, frozen=True):
    """A phase began in which somebody has something to decide."""

    side: Side
    phase: Phase


class PointsScored(_Event, frozen=True):
    """A side scored for the objectives it controls (R9.2)."""

    side: Side
    objectives: tuple[str, ...]
    points: int
    total: int


class ObjectiveTaken(_Event, frozen=True):
    """A side took control of an objective (R9.1)."""

    side: Side
    objective: str
    before: Side | None


class UnitActivated(_Event, frozen=True):
    """A unit was named to act next."""

    unit: UnitId


class UnitWaited(_Event, frozen=True):
    """A unit ended its activation."""

    unit: UnitId


class PhaseEnded(_Event, frozen=True):
    """A player ended a phase; *units* waited."""

    phase: Phase
    units: tuple[UnitId, ...]


class UnitMoved(_Event, frozen=True):
    """A unit changed hex along *path*, its start first, for *cost* movement points."""

    unit: UnitId
    kind: MoveKind
    path: tuple[Offset, ...]
    cost: int
    fled: bool


class AdvanceRolled(_Event, frozen=True):
    """A unit declared an advance and rolled its length."""

    unit: UnitId
    faces: tuple[int, ...]
    total: int


class UnitStayed(_Event, frozen=True):
    """A unit made nothing of its advance."""

    unit: UnitId


class AttacksCounted(_Event, frozen=True):
    """A weapon was brought to bear on its first target: its attacks were counted, once (R6.4)."""

    unit: UnitId
    weapon: str
    target: UnitId
    faces: tuple[int, ...]
    attacks: int
    rapid_fire: int
    blast: int


class AttackMade(_Event, frozen=True):
    """One attack was made; *hit* is None with TORRENT. *lost* adds up the hits' hit points."""

    unit: UnitId
    weapon: str
    target: UnitId
    melee: bool
    cover: bool
    hit: Roll | None
    hits: tuple[Hit, ...]
    lost: int
    hp_left: int


class AttacksGivenUp(_Event, frozen=True):
    """A player gave up the attacks that were left."""

    unit: UnitId
    weapon: str
    attacks: int


class HazardRolled(_Event, frozen=True):
    """A HAZARDOUS weapon was finished and its bearer rolled for it."""

    unit: UnitId
    weapon: str
    face: int
    lost: int
    hp_left: int


class UnitDestroyed(_Event, frozen=True):
    """A unit left the board; *by* is the unit that did it, itself with a HAZARDOUS weapon."""

    unit: UnitId
    by: UnitId
    hex: Offset


class ChargeRolled(_Event, frozen=True):
    """A unit named the target of its charge and rolled for it; *reached* tells if it suffices."""

    unit: UnitId
    target: UnitId
    faces: tuple[int, ...]
    total: int
    reached: bool


class BattleEnded(_Event, frozen=True):
    """The battle ended."""

    result: Result


Event: TypeAlias = (
    RoundBegan
    | TurnBegan
    | PhaseBegan
    | PointsScored
    | ObjectiveTaken
    | UnitActivated
    | UnitWaited
    | PhaseEnded
    | UnitMoved
    | AdvanceRolled
    | UnitStayed
    | AttacksCounted
    | AttackMade
    | AttacksGivenUp
    | HazardRolled
    | UnitDestroyed
    | ChargeRolled
    | BattleEnded
)
