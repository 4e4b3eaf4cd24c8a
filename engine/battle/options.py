"""The options of a decision: one field per action, as sets; all legality is derived from them.

>>> from engine.hexgrid import Grid
>>> grid = Grid(4, 3)
>>> options = Options(move=grid.cell_set([(0, 1), (2, 2)]), wait=True)
>>> options.describe(grid)
'move 0,1 2,2; wait'
>>> options
Options(move=[2, 12], wait=True)
>>> [action.to_text() for action in actions_of(options, grid)]
['MOVE 0,1', 'MOVE 2,2', 'WAIT']
>>> allows(options, Move((2, 2)), grid), allows(options, Move((3, 0)), grid)
(True, False)
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Final, overload

import msgspec

from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.state import UnitSet
from engine.hexgrid import CellSet, Grid, Offset, cells_of


class Options(msgspec.Struct, frozen=True):
    """The options of the side to act; what is not allowed is an empty set or False.

    *shoot* and *fight* are pairs of a weapon's code and the units it may attack.
    """

    activate: UnitSet = 0
    end_phase: bool = False
    move: CellSet = 0
    shoot: tuple[tuple[str, UnitSet], ...] = ()
    give_up: bool = False
    advance: bool = False
    advance_to: CellSet = 0
    stay: bool = False
    charge: UnitSet = 0
    charge_to: CellSet = 0
    fight: tuple[tuple[str, UnitSet], ...] = ()
    wait: bool = False

    def describe(self, grid: Grid) -> str:
        """Return what is allowed on one line, with hexes as offsets on *grid*."""
        return "; ".join(
            f"{field}{_describe(field, value, grid)}"
            for field in self.__struct_fields__
            if (value := getattr(self, field))
        )

    def __repr__(self) -> str:
        """Return what is allowed, sets as their members; `describe` shows the hexes as offsets."""
        parts = (
            f"{field}={_describe(field, value, None).lstrip() or True}"
            for field in self.__struct_fields__
            if (value := getattr(self, field))
        )
        return f"Options({', '.join(parts)})"


def _describe(field: str, value: object, grid: Grid | None) -> str:
    """Return the value of an option in words; hexes are cells if there is no *grid*."""
    if isinstance(value, tuple):
        return " " + ", ".join(f"{code}: {cells_of(units)}" for code, units in value)
    if isinstance(value, bool):
        return ""
    assert isinstance(value, int), "the other fields are sets"
    if grid is None or field not in _HEXES:
        return f" {cells_of(value)}"
    return " " + " ".join(f"{column},{row}" for column, row in grid.offsets_of(value))


_HEXES: Final = ("move", "advance_to", "charge_to")
"""The options that are sets of cells; those of the other sets are units."""
_MODES: Final = tuple(Mode)
"""The modes as a tuple: `value in Mode` would also accept the texts of modes."""

NOTHING = Options()
"""The options once a battle is over."""


def actions_of(options: Options, grid: Grid) -> list[Action]:
    """Return every action of *options* in the fixed order of the fields, sets from the lowest up.

    The targets of a weapon come by unit id, each as a volley, then as a single attack.
    """
    actions: list[Action] = [Activate(unit) for unit in cells_of(options.activate)]
    if options.end_phase:
        actions.append(EndPhase())
    if options.move:
        actions.extend([Move(to) for to in grid.offsets_of(options.move)])
    for weapon, targets in options.shoot:
        actions.extend(Shoot(weapon, unit, mode) for unit in cells_of(targets) for mode in Mode)
    if options.give_up:
        actions.append(GiveUp())
    if options.advance:
        actions.append(Advance())
    if options.advance_to:
        actions.extend([AdvanceTo(to) for to in grid.offsets_of(options.advance_to)])
    if options.stay:
        actions.append(Stay())
    if options.charge:
        actions.extend([Charge(unit) for unit in cells_of(options.charge)])
    if options.charge_to:
        actions.extend([ChargeTo(to) for to in grid.offsets_of(options.charge_to)])
    for weapon, targets in options.fight:
        actions.extend(Fight(weapon, unit, mode) for unit in cells_of(targets) for mode in Mode)
    if options.wait:
        actions.append(Wait())
    return actions


class LazyActions(Sequence[Action]):
    """A sequence of every action of options, as from `actions_of`, made when first read."""

    def __init__(self, options: Options, grid: Grid) -> None:
        """Store the options until the list is needed."""
        self._options: Final = options
        self._grid: Final = grid

    @functools.cached_property
    def _listed(self) -> list[Action]:
        return actions_of(self._options, self._grid)

    def __len__(self) -> int:
        return len(self._listed)

    def __iter__(self) -> Iterator[Action]:
        return iter(self._listed)

    @overload
    def __getitem__(self, at: int) -> Action: ...

    @overload
    def __getitem__(self, at: slice) -> list[Action]: ...

    def __getitem__(self, at: int | slice) -> Action | list[Action]:
        return self._listed[at]


def allows(options: Options, action: Action, grid: Grid) -> bool:
    """Whether *action* is one of *options*."""
    match action:
        case Activate(unit):
            return _has_unit(options.activate, unit)
        case EndPhase():
            return options.end_phase
        case Move(to):
            return _has_hex(options.move, to, grid)
        case Shoot(weapon, target, mode):
            return mode in _MODES and _has_pair(options.shoot, weapon, target)
        case GiveUp():
            return options.give_up
        case Advance():
            return options.advance
        case AdvanceTo(to):
            return _has_hex(options.advance_to, to, grid)
        case Stay():
            return options.stay
        case Charge(target):
            return _has_unit(options.charge, target)
        case ChargeTo(to):
            return _has_hex(options.charge_to, to, grid)
        case Fight(weapon, target, mode):
            return mode in _MODES and _has_pair(options.fight, weapon, target)
        case Wait():
            return options.wait


def _has_unit(units: UnitSet, unit: int) -> bool:
    return unit >= 0 and bool(units >> unit & 1)


def _has_hex(cells: CellSet, to: Offset, grid: Grid) -> bool:
    return grid.holds(to) and bool(cells >> grid.cell(to) & 1)


def _has_pair(pairs: tuple[tuple[str, UnitSet], ...], weapon: str, target: int) -> bool:
    return any(code == weapon and _has_unit(targets, target) for code, targets in pairs)
