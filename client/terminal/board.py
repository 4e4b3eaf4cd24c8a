"""The board in characters: each row takes a line for its even columns and one for its odd ones."""

from __future__ import annotations

from typing import Final, NamedTuple

from rich.text import Text

from client.terminal.numbered_names import NumberedNames
from client.terminal.printer import STYLES
from engine.battle import BattleState, Side
from engine.battle.battlefield import Terrain
from engine.battle.options import Options
from engine.battle.state import Unit
from engine.hexgrid import Offset

COLUMN: Final = 3
"""Characters per column; a hex has twice as many on its line."""
MARGIN: Final = 4
MARKS: Final = {Terrain.OPEN: "·", Terrain.WALL: "###", Terrain.COVER: "%", Terrain.ROUGH: "~"}
OWNERS: Final = {Side.ONE: "1", Side.TWO: "2", None: "-"}
ACTIVE, MAY_ACT, TARGET = ">", "*", "!"


class Sign(NamedTuple):
    """The content of a hex: up to five characters, and their style."""

    characters: str
    style: str


def draw_board(state: BattleState, options: Options, names: NumberedNames) -> Text:
    """Draw the board with the current options: units that may act, targets, destinations."""
    grid = state.field.grid
    drawing = Text()
    for number in (0, 1):
        drawing.append(_header(grid.columns, number) + "\n", "dim")
    for row in range(grid.rows):
        for half in (0, 1):
            label = f"{row:>{MARGIN - 1}}" if not half else ""
            drawing.append(f"{label:<{MARGIN}}" + " " * COLUMN * half, "dim")
            for column in range(half, grid.columns, 2):
                sign = _sign(state, options, names, (column, row))
                drawing.append(f"{sign.characters:<{2 * COLUMN}}", sign.style)
            drawing.append("\n")
    drawing.rstrip()
    return drawing


def objective_signs(state: BattleState) -> dict[Offset, tuple[str, Side | None]]:
    """Return the letter and owner as text, and the owner, for each hex of an objective."""
    signs = {}
    objectives = state.setup.scenario.objectives
    for objective, owner in zip(objectives, state.owners, strict=True):
        for place in objective.hexes:
            signs[place] = (objective.code[0] + OWNERS[owner], owner)
    return signs


def _header(columns: int, half: int) -> str:
    numbers = (f" {column:<{2 * COLUMN - 1}}" for column in range(half, columns, 2))
    return " " * (MARGIN + COLUMN * half) + "".join(numbers).rstrip()


def _sign(state: BattleState, options: Options, names: NumberedNames, place: Offset) -> Sign:
    cell = state.field.grid.cell(place)
    if cell in state.at:
        unit = state.units[state.at[cell]]
        return _unit_sign(_mark(state, options, unit), unit, names)
    ground = (options.move | options.advance_to | options.charge_to) >> cell & 1
    terrain = state.field.terrain_at(place)
    mark, style = MARKS[terrain], "dim"
    signs = objective_signs(state)
    if place in signs:
        letter, owner = signs[place]
        mark = letter if terrain is Terrain.OPEN else letter + mark[0]
        style = f"bold {STYLES[owner]}".strip()
    if ground:
        return Sign(f"({mark})", "green")
    return Sign(f" {mark}", style)


def _mark(state: BattleState, options: Options, unit: Unit) -> str:
    """Return the mark of a unit for its part in the decision."""
    targets = options.charge
    for _, units in (*options.shoot, *options.fight):
        targets |= units
    if unit.id == state.active:
        return ACTIVE
    if options.activate >> unit.id & 1:
        return MAY_ACT
    return TARGET if targets >> unit.id & 1 else " "


def _unit_sign(mark: str, unit: Unit, names: NumberedNames) -> Sign:
    style = f"bold {STYLES[unit.side]}" + (" reverse" if mark == ACTIVE else "")
    return Sign(mark + names.label(unit.id), style)
