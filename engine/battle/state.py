"""The state of a battle: frozen units under a root that is forked once an action."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from engine import limits
from engine.battle.actions import UnitId
from engine.battle.battlefield import Battlefield, battlefield_of
from engine.battle.events import Result
from engine.battle.phase import Phase
from engine.battle.scenario import Scenario
from engine.battle.side import Side
from engine.data import catalog
from engine.data.catalog import Profile
from engine.hexgrid import Cell, CellSet, Offset
from engine.memory import Memory

if TYPE_CHECKING:
    from engine.dice import DiceValue

UnitSet: TypeAlias = int
"""A set of units: one bit a unit id."""


class Unit(msgspec.Struct, frozen=True):
    """Hold a unit: where it stands, its hit points, and the marks of R3.4."""

    id: UnitId
    side: Side
    profile: Profile
    cell: Cell
    hp: int
    moved: bool = False
    fled: bool = False
    advanced: bool = False
    shot: bool = False
    charged: bool = False
    fought: bool = False

    @property
    def is_marked(self) -> bool:
        """Tell whether the unit carries any mark of R3.4."""
        return self.moved or self.fled or self.advanced or self.shot or self.charged or self.fought

    def unmarked(self) -> Unit:
        """Give the unit without its marks."""
        return Unit(self.id, self.side, self.profile, self.cell, self.hp)


class AdvancePending(msgspec.Struct, frozen=True, tag="ADVANCE"):
    """Ask where to advance to, within *roll* movement points."""

    roll: int


class ChargePending(msgspec.Struct, frozen=True, tag="CHARGE"):
    """Ask where the charge on *target* ends, within *roll* movement points."""

    target: UnitId
    roll: int


class AttackPending(msgspec.Struct, frozen=True, tag="ATTACK"):
    """Ask what becomes of the attacks a weapon has left (R6.4).

    *attacks* may go to any legal target, *added* (RAPID_FIRE, BLAST) to *first_target* only.
    """

    weapon: str
    first_target: UnitId
    attacks: int
    added: int


Pending: TypeAlias = AdvancePending | ChargePending | AttackPending


class Setup:
    """Hold what a battle never changes: board, profiles, objectives, numbers of the rules.

    *profiles* and *sides* are by unit id, *objectives* are cell sets in the scenario's order.
    *memory* keeps what others work out from it.
    """

    def __init__(self, scenario: Scenario) -> None:
        """Prepare a checked scenario."""
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
    """Hold everything about a battle that changes; nobody changes it but a fork being made.

    *units* has every unit by id, destroyed ones with 0 hit points and no place in *at* and
    *occupied* (by side), which follow from it. *activated* are the units activated in this phase;
    *active* is the one acting now, *used* the weapons it has brought to bear, *pending* the
    question its dice have raised. *to_act* is the side whose decision is awaited; once *result* is
    set nobody's is. *owners* and *points* are by objective and by side.
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
            self.units.append(Unit(number, placed.side, profile, cell, profile.hp_max))
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
        """Give a state that can be changed without touching this one."""
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
        """List the units of a side that are on the board, by id."""
        return [unit for unit in self.units if unit.hp > 0 and unit.side is side]

    def units_in(self, cells: CellSet) -> UnitSet:
        """Gather the units that stand on *cells*."""
        found = 0
        standing = cells & (self.occupied[0] | self.occupied[1])
        while standing:
            lowest = standing & -standing
            found |= 1 << self.at[lowest.bit_length() - 1]
            standing ^= lowest
        return found

    def threatened(self, side: Side) -> CellSet:
        """Gather the cells adjacent to an enemy of *side*."""
        return self.field.grid.neighbours(self.occupied[side.other.index])

    def is_engaged(self, unit: Unit) -> bool:
        """Tell whether an enemy is adjacent to *unit* (R1.5)."""
        return bool(self.field.grid.near[unit.cell] & self.occupied[unit.side.other.index])

    def distance(self, unit: Unit, other: Unit) -> int:
        """Count the hexes between two units."""
        return self.field.grid.distance(unit.cell, other.cell)

    def offset(self, unit: Unit) -> Offset:
        """Name the hex a unit stands in, as people write it."""
        return self.field.grid.offsets[unit.cell]

    def value_left(self, side: Side) -> int:
        """Add up the VALUE of a side's living units."""
        return sum(unit.profile.value for unit in self.living(side))

    # Changing a fork

    def put(self, unit: Unit) -> None:
        """Replace a living unit by its new self: the one writer of units, cells and marks."""
        old = self.units[unit.id]
        if old.cell != unit.cell or unit.hp <= 0:
            self.occupied[old.side.index] ^= 1 << old.cell
            del self.at[old.cell]
            if unit.hp > 0:
                self.occupied[unit.side.index] |= 1 << unit.cell
                self.at[unit.cell] = unit.id
        self.units[unit.id] = unit

    def end_activation(self) -> None:
        """Let nobody be active; the unit that was stays in *activated*."""
        self.active = None
        self.used = ()
        self.pending = None

    # Text forms

    def snapshot(self) -> Snapshot:
        """Write the state without anything that follows from it or never changes."""
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
                UnitSnapshot(
                    hex=offsets[unit.cell],
                    hp=unit.hp,
                    moved=unit.moved,
                    fled=unit.fled,
                    advanced=unit.advanced,
                    shot=unit.shot,
                    charged=unit.charged,
                    fought=unit.fought,
                )
                for unit in self.units
            ),
        )

    def checksum(self) -> str:
        """Give the SHA-256 of the canonical text of the state, as hexadecimal digits."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def to_bytes(self) -> bytes:
        """Write the state as JSON, always in the same order; the setup is not in it."""
        return msgspec.json.encode(self.snapshot(), order="deterministic")

    @classmethod
    def from_bytes(cls, setup: Setup, data: bytes) -> BattleState:
        """Read what `to_bytes` wrote, for a battle of the same *setup*."""
        return cls.of(setup, msgspec.json.decode(data, type=Snapshot))

    @classmethod
    def of(cls, setup: Setup, snapshot: Snapshot) -> BattleState:
        """Make the state that a snapshot describes."""
        state = cls(setup)
        grid = setup.field.grid
        state.units = [
            Unit(
                id=number,
                side=setup.sides[number],
                profile=setup.profiles[number],
                cell=grid.cell(unit.hex),
                hp=unit.hp,
                moved=unit.moved,
                fled=unit.fled,
                advanced=unit.advanced,
                shot=unit.shot,
                charged=unit.charged,
                fought=unit.fought,
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
    """Hold what changes about a unit."""

    hex: Offset
    hp: int
    moved: bool
    fled: bool
    advanced: bool
    shot: bool
    charged: bool
    fought: bool


class Snapshot(msgspec.Struct, frozen=True):
    """Hold what a state is, in plain values."""

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
    """Prepare the scenario written in *scenario_json*, once for all battles on it."""
    return Setup(msgspec.json.decode(scenario_json, type=Scenario))
