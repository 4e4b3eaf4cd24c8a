"""The events of a battle: facts only, with every die roll, for animation, log and statistics."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import msgspec

from engine.battle.actions import UnitId
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.hexgrid import Offset


class _Event(msgspec.Struct, frozen=True, tag=True):
    """Base class of all events."""


class MoveKind(Enum):
    """The reason why a unit changed hex."""

    MOVE = "MOVE"
    ADVANCE = "ADVANCE"
    CHARGE = "CHARGE"


class Reason(Enum):
    """The criterion that decided a battle (R9.3, R9.4)."""

    ELIMINATION = "elimination"
    VICTORY_POINTS = "victory_points"
    VALUE = "value"
    DRAW = "draw"
    CONCESSION = "concession"


class Result(msgspec.Struct, frozen=True):
    """The result of a battle; the pairs are ONE's and TWO's."""

    winner: Side | None
    reason: Reason
    victory_points: tuple[int, int]
    value_left: tuple[int, int]


class Roll(msgspec.Struct, frozen=True):
    """One die of an attack: its *face*, and the face *needed* for success."""

    face: int
    needed: int
    success: bool
    critical: bool


class Hit(msgspec.Struct, frozen=True):
    """One hit of an attack and its consequences.

    *wound* is None if LETHAL_HITS wounds without a roll; *reroll* is the second roll of
    TWIN_LINKED. *save* is None if there was none to roll. *damage_faces* are the D6 faces of dice
    damage; *damage* is the damage of the wound and *lost* the hit points it took.
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
    """A phase began in which a side has something to decide."""

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
    """A unit was activated."""

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
    """A unit stayed where it was after the roll of an advance."""

    unit: UnitId


class AttacksCounted(_Event, frozen=True):
    """A weapon was used on its first target: its attacks were counted, once (R6.4)."""

    unit: UnitId
    weapon: str
    target: UnitId
    faces: tuple[int, ...]
    attacks: int
    rapid_fire: int
    blast: int


class AttackMade(_Event, frozen=True):
    """One attack was made; *hit* is None with TORRENT. *lost* is the sum of the hits' lost hit
    points.
    """

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
    """A player gave up the remaining attacks."""

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
    """A unit left the board; *by* is the unit that destroyed it, which may be itself
    (HAZARDOUS).
    """

    unit: UnitId
    by: UnitId
    hex: Offset


class ChargeRolled(_Event, frozen=True):
    """A unit declared a charge at a target and rolled its length; *reached* is whether it
    suffices.
    """

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
