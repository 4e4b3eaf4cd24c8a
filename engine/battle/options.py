"""What may be done now: one field an action, as sets. All legality is derived from it."""

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
    """Hold what the side to act may do: empty sets and False are what it may not.

    *shoot* and *fight* pair the code of a weapon with the units it may be brought to bear on.
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


_MODES: Final = tuple(Mode)
"""Unlike `Mode` it does not hold the values that modes are written by."""

NOTHING = Options()
"""What may be done once a battle is over."""


def actions_of(options: Options, grid: Grid) -> list[Action]:
    """List every action of *options* in the fixed order of the fields, sets from the lowest on.

    A weapon's targets come by unit id, each as a volley, then as a single shot.
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


class Listing(Sequence[Action]):
    """List every action of options, as `actions_of` does, once somebody looks at them."""

    def __init__(self, options: Options, grid: Grid) -> None:
        """Take what is to be listed."""
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
    """Tell whether *action* is one of *options*."""
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
