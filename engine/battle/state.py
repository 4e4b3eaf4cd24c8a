"""The state of a battle: frozen units under a root that is forked once per action."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec.structs import astuple

from engine import limits
from engine.battle.actions import UnitId
from engine.battle.battlefield import Battlefield, battlefield_of
from engine.battle.events import Result
from engine.battle.marks import NO_MARKS, Marks
from engine.battle.phase import Phase
from engine.battle.scenario import Scenario
from engine.battle.side import Side
from engine.data import catalog
from engine.data.catalog import Profile
from engine.hexgrid import Cell, CellSet, Offset
from engine.object_cache import Memory

if TYPE_CHECKING:
    from engine.dice import DiceValue

UnitSet: TypeAlias = int
"""A set of units: one bit per unit id."""


class Unit(msgspec.Struct, frozen=True):
    """A unit: its cell, its hit points, and its marks (R3.4)."""

    id: UnitId
    side: Side
    profile: Profile
    cell: Cell
    hp: int
    marks: Marks = NO_MARKS

    @property
    def is_marked(self) -> bool:
        """Whether the unit has any mark (R3.4)."""
        return self.marks != NO_MARKS

    def unmarked(self) -> Unit:
        """Return the unit without its marks."""
        return Unit(self.id, self.side, self.profile, self.cell, self.hp)

    def __repr__(self) -> str:
        """Return the unit on one line, without the numbers of its profile."""
        words = (
            self.side.value,
            self.profile.code,
            f"{self.hp}/{self.profile.hp_max} HP",
            *self.marks.names,
        )
        return f"<Unit {self.id}: {' '.join(words)}, cell {self.cell}>"


class AdvancePending(msgspec.Struct, frozen=True, tag="ADVANCE"):
    """The open question of where to advance to, within *roll* movement points."""

    roll: int


class ChargePending(msgspec.Struct, frozen=True, tag="CHARGE"):
    """The open question of where the charge on *target* ends, within *roll* movement points."""

    target: UnitId
    roll: int


class AttackPending(msgspec.Struct, frozen=True, tag="ATTACK"):
    """The open question of what to do with the remaining attacks of a weapon (R6.4).

    *attacks* may be made at any legal target, *added* ones (RAPID_FIRE, BLAST) at *first_target*
    only.
    """

    weapon: str
    first_target: UnitId
    attacks: int
    added: int


Pending: TypeAlias = AdvancePending | ChargePending | AttackPending


class Setup:
    """What never changes in a battle: board, profiles, objectives, numbers of the rules."""

    def __init__(self, scenario: Scenario) -> None:
        """Create the setup of a checked scenario."""
        self.scenario = scenario
        self.rules = scenario.rules
        self.field: Battlefield = battlefield_of(scenario.terrain, scenario.rules.rough_cost)
        weapons = {code: catalog.build_weapon(code, e) for code, e in scenario.weapons.items()}
        profiles = {
            code: catalog.build_profile(code, entry, weapons)
            for code, entry in scenario.profiles.items()
        }
        self.profiles = tuple(profiles[placed.unit] for placed in scenario.units)
        self.sides = tuple(placed.side for placed in scenario.units)
        self.objectives: tuple[CellSet, ...] = tuple(
            self.field.grid.cell_set(objective.hexes) for objective in scenario.objectives
        )
        self.advance_roll: DiceValue = scenario.rules.advance_roll
        self.charge_roll: DiceValue = scenario.rules.charge_roll
        self.memory: Memory = {}


class BattleState:
    """Everything that changes in a battle; only a new fork may be changed.

    *units* has every unit by id; destroyed ones have 0 hit points and are not in *at* (unit by
    cell) and *occupied* (cells by side), which follow from it. *activated* are the units activated
    in this phase; *active* is the one acting now, *used* the codes of the weapons it has used,
    *pending* the question its dice have raised. *to_act* is the side that decides next, until
    *result* is set. *owners* is by objective, *points* by side.
    """

    __slots__ = (
        "activated",
        "active",
        "at",
        "field",
        "occupied",
        "owners",
        "pending",
        "phase",
        "points",
        "result",
        "round",
        "setup",
        "side",
        "to_act",
        "units",
        "used",
    )

    def __init__(self, setup: Setup) -> None:
        """Place the units of a scenario; no round has begun."""
        self.setup = setup
        self.field: Battlefield = setup.field
        self.units: list[Unit] = []
        self.occupied: list[CellSet] = [0, 0]
        self.at: dict[Cell, UnitId] = {}
        for number, placed in enumerate(setup.scenario.units):
            profile = setup.profiles[number]
            cell = setup.field.grid.cell(placed.hex)
            hp = placed.starting_hp(profile.hp_max)
            self.units.append(Unit(number, placed.side, profile, cell, hp))
        self._index()
        self.round = 0
        self.side: Side = setup.scenario.first.other
        self.phase = Phase.FIGHT
        self.activated: UnitSet = 0
        self.active: UnitId | None = None
        self.used: tuple[str, ...] = ()
        self.pending: Pending | None = None
        self.to_act: Side = setup.scenario.first
        self.owners: list[Side | None] = [None] * len(setup.objectives)
        self.points = [0, 0]
        self.result: Result | None = None

    def _index(self) -> None:
        self.occupied = [0, 0]
        self.at = {}
        for unit in self.units:
            if unit.hp > 0:
                self.occupied[unit.side.index] |= 1 << unit.cell
                self.at[unit.cell] = unit.id

    def fork(self) -> BattleState:
        """Return a copy that can be changed without changing this state."""
        twin = BattleState.__new__(BattleState)
        twin.setup = self.setup
        twin.field = self.field
        twin.units = self.units.copy()
        twin.occupied = self.occupied.copy()
        twin.at = self.at.copy()
        twin.round = self.round
        twin.side = self.side
        twin.phase = self.phase
        twin.activated = self.activated
        twin.active = self.active
        twin.used = self.used
        twin.pending = self.pending
        twin.to_act = self.to_act
        twin.owners = self.owners.copy()
        twin.points = self.points.copy()
        twin.result = self.result
        return twin

    # Reading

    def living(self, side: Side) -> list[Unit]:
        """Return the units of a side that are on the board, by id."""
        return [unit for unit in self.units if unit.hp > 0 and unit.side is side]

    def units_in(self, cells: CellSet) -> UnitSet:
        """Return the units on *cells*."""
        found = 0
        standing = cells & (self.occupied[0] | self.occupied[1])
        while standing:
            lowest = standing & -standing
            found |= 1 << self.at[lowest.bit_length() - 1]
            standing ^= lowest
        return found

    def zone_of_control(self, side: Side) -> CellSet:
        """Return the cells adjacent to an enemy of *side*."""
        return self.field.grid.neighbours(self.occupied[side.other.index])

    def is_engaged(self, unit: Unit) -> bool:
        """Whether an enemy is adjacent to *unit* (R1.5)."""
        return bool(self.field.grid.near[unit.cell] & self.occupied[unit.side.other.index])

    def pending_of(self, unit: Unit) -> Pending | None:
        """Return the question that *unit* has to answer; None if it is not active."""
        return self.pending if self.active == unit.id else None

    def used_by(self, unit: Unit) -> tuple[str, ...]:
        """Return the codes of the weapons *unit* has used in this activation."""
        return self.used if self.active == unit.id else ()

    def distance(self, unit: Unit, other: Unit) -> int:
        """Return the distance between two units, in hexes."""
        return self.field.grid.distance(unit.cell, other.cell)

    def offset(self, unit: Unit) -> Offset:
        """Return the hex of a unit as an offset."""
        return self.field.grid.offsets[unit.cell]

    def value_left(self, side: Side) -> int:
        """Return the sum of the VALUE of a side's living units."""
        return sum(unit.profile.value for unit in self.living(side))

    def __repr__(self) -> str:
        """Return the state for a debugger: the decision that is due, and the units with hexes."""
        turn = f"round {self.round}, {self.side.value}'s {self.phase.value}"
        decision = f"{self.to_act.value} to act, active {self.active}, pending {self.pending}"
        lines = [f"{turn}, points {self.points[0]}:{self.points[1]}; {decision}"]
        for unit in self.units:
            column, row = self.offset(unit)
            lines.append(f"{unit!r} at {column},{row}")
        return "\n".join(lines)

    # Changing a fork

    def put(self, unit: Unit) -> None:
        """Replace a living unit by its new version: the only writer of units, cells and marks."""
        old = self.units[unit.id]
        if old.cell != unit.cell or unit.hp <= 0:
            self.occupied[old.side.index] ^= 1 << old.cell
            del self.at[old.cell]
            if unit.hp > 0:
                self.occupied[unit.side.index] |= 1 << unit.cell
                self.at[unit.cell] = unit.id
        self.units[unit.id] = unit

    def end_activation(self) -> None:
        """End the activation; the unit stays in *activated*."""
        self.active = None
        self.used = ()
        self.pending = None

    # Text forms

    def snapshot(self) -> Snapshot:
        """Return the state without anything that follows from it or never changes."""
        offsets = self.field.grid.offsets
        return Snapshot(
            round=self.round,
            side=self.side,
            phase=self.phase,
            to_act=self.to_act,
            activated=self.activated,
            active=self.active,
            used=self.used,
            pending=self.pending,
            owners=tuple(self.owners),
            points=(self.points[0], self.points[1]),
            result=self.result,
            units=tuple(
                UnitSnapshot(offsets[unit.cell], unit.hp, *astuple(unit.marks))
                for unit in self.units
            ),
        )

    def checksum(self) -> str:
        """Return the SHA-256 of the canonical text of the state, as hexadecimal digits."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def to_bytes(self) -> bytes:
        """Return the state as JSON, in a fixed order, without the setup."""
        return msgspec.json.encode(self.snapshot(), order="deterministic")

    @classmethod
    def from_bytes(cls, setup: Setup, data: bytes) -> BattleState:
        """Return the state written by `to_bytes`, for a battle of the same *setup*."""
        return cls.from_snapshot(setup, msgspec.json.decode(data, type=Snapshot))

    @classmethod
    def from_snapshot(cls, setup: Setup, snapshot: Snapshot) -> BattleState:
        """Return the state that a snapshot describes."""
        state = cls(setup)
        grid = setup.field.grid
        state.units = [
            Unit(
                id=number,
                side=setup.sides[number],
                profile=setup.profiles[number],
                cell=grid.cell(unit.hex),
                hp=unit.hp,
                marks=unit.marks,
            )
            for number, unit in enumerate(snapshot.units)
        ]
        state._index()
        state.round = snapshot.round
        state.side = snapshot.side
        state.phase = snapshot.phase
        state.to_act = snapshot.to_act
        state.activated = snapshot.activated
        state.active = snapshot.active
        state.used = snapshot.used
        state.pending = snapshot.pending
        state.owners = list(snapshot.owners)
        state.points = list(snapshot.points)
        state.result = snapshot.result
        return state


class UnitSnapshot(msgspec.Struct, frozen=True):
    """What changes about a unit, in plain values."""

    hex: Offset
    hp: int
    # In the text form, whose checksums are in saves, the marks are not a part of their own.
    moved: bool
    fled: bool
    advanced: bool
    shot: bool
    charged: bool
    fought: bool

    @property
    def marks(self) -> Marks:
        """Return the unit's marks."""
        _, _, *marks = astuple(self)
        return Marks(*marks)


class Snapshot(msgspec.Struct, frozen=True):
    """A state, in plain values."""

    round: int
    side: Side
    phase: Phase
    to_act: Side
    activated: UnitSet
    active: UnitId | None
    used: tuple[str, ...]
    pending: Pending | None
    owners: tuple[Side | None, ...]
    points: tuple[int, int]
    result: Result | None
    units: tuple[UnitSnapshot, ...]


@functools.lru_cache(maxsize=limits.SETUPS_KEPT)
def setup_of(scenario_json: bytes) -> Setup:
    """Return the setup of the scenario written in *scenario_json*, shared by all battles on it."""
    return Setup(msgspec.json.decode(scenario_json, type=Scenario))
