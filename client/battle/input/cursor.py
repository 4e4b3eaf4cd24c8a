"""The cursor: the hex that a person points at by keys, as pure functions of a decision."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand
from client.battle.input.unit_selection import (
    Selection,
    destinations,
    targets_in_reach,
    unit_at,
)
from engine.battle.state import AdvancePending, ChargePending
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from engine.hexgrid import Grid, Offset

_UP: Final = -1
_LEVEL: Final = 0
_DOWN: Final = 1
_DIRECTIONS: Final = {
    KeyCommand.CURSOR_LEFT: (-1, _LEVEL),
    KeyCommand.CURSOR_RIGHT: (1, _LEVEL),
    KeyCommand.CURSOR_UP: (0, _UP),
    KeyCommand.CURSOR_DOWN: (0, _DOWN),
    KeyCommand.CURSOR_UP_LEFT: (-1, _UP),
    KeyCommand.CURSOR_UP_RIGHT: (1, _UP),
    KeyCommand.CURSOR_DOWN_LEFT: (-1, _DOWN),
    KeyCommand.CURSOR_DOWN_RIGHT: (1, _DOWN),
}
"""The column by which a command moves the cursor, and whether it goes up, down, or either."""

DIRECTIONS: Final = frozenset(_DIRECTIONS)
"""The commands that move the cursor to an adjacent hex."""


def step(grid: Grid, at: Offset, command: KeyCommand) -> Offset:
    """Return the hex that a direction leads to, or *at* where the board ends.

    Each is adjacent to *at*. To the left and right, the cursor keeps its row: half a hex up and
    half a hex down in turn.
    """
    across, way = _DIRECTIONS[command]
    column, row = at
    if not across:
        row += way
    elif way is not _LEVEL:
        lower = column % 2  # an odd column is half a hex lower (R1.1)
        row += lower + (way - 1) // 2
    to = column + across, row
    return to if grid.holds(to) else at


def point_at(now: PendingDecision, chosen: Selection, at: Offset) -> Selection:
    """Return the selection with the cursor in a hex; a unit there that can be attacked is the
    target.
    """
    unit = unit_at(now.state, at)
    aimed = unit is not None and targets_in_reach(now, chosen) >> unit & 1
    return dataclasses.replace(chosen, hovered=at, keyed=True, target=unit if aimed else None)


def place_for(now: PendingDecision, chosen: Selection) -> Offset:
    """Return where the cursor starts in a decision.

    That is the best destination if the active unit must go somewhere, or else the unit itself;
    without an active unit the cursor stays where it is, if it is shown.
    """
    state = now.state
    if isinstance(state.pending, AdvancePending | ChargePending) and destinations(now):
        return ranked_destinations(now)[0]
    if state.active is not None:
        return state.offset(state.units[state.active])
    if chosen.hovered is not None:
        return chosen.hovered
    living = {
        unit.id: unit for unit in (*state.living(state.side), *state.living(state.side.other))
    }
    for number in (chosen.looked_at, chosen.last, *cells_of(now.waiting), *living):
        if number in living:
            return state.offset(living[number])
    return 0, 0


def next_stop(now: PendingDecision, chosen: Selection, step: int) -> Offset | None:
    """Return the next hex of those that an action can be aimed at, or the previous if *step* is
    negative; None if there is none.

    They are the targets of the weapon in hand or of a charge, or else the destinations. Without an
    active unit they are the hexes of all units, in the order of the roster.
    """
    stops = _stops(now, chosen)
    if not stops:
        return None
    here = chosen.hovered if chosen.keyed else None
    if here not in stops and chosen.target is not None:
        here = now.state.offset(now.state.units[chosen.target])
    if here in stops:
        return stops[(stops.index(here) + step) % len(stops)]
    return stops[0 if step > 0 else -1]


def _stops(now: PendingDecision, chosen: Selection) -> list[Offset]:
    state = now.state
    if state.active is None:
        sides = state.to_act, state.to_act.other
        return [state.offset(unit) for side in sides for unit in state.living(side)]
    units = cells_of(targets_in_reach(now, chosen))
    if units:
        return [now.state.offset(now.state.units[unit]) for unit in units]
    return ranked_destinations(now)


def ranked_destinations(now: PendingDecision) -> list[Offset]:
    """Return the hexes where the active unit can go: objectives first, then cover, then the
    nearest.
    """
    state = now.state
    cells = destinations(now)
    if not cells or state.active is None:
        return []
    start, objectives = state.units[state.active].cell, 0
    for held in state.setup.objectives:
        objectives |= held
    grid, cover = state.field.grid, state.field.cover

    def rank(cell: int) -> tuple[bool, bool, int, int]:
        on_objective, covered = objectives >> cell & 1, cover >> cell & 1
        return not on_objective, not covered, grid.distance(start, cell), cell

    return [grid.offsets[cell] for cell in sorted(cells_of(cells), key=rank)]
