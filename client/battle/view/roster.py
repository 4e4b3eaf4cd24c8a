"""The roster: both armies unit by unit, as the board shows them at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from client.battle.playback.scene import Scene, SceneUnit
    from client.battle.view.board_picture import DecisionView
    from client.text.names import BattleNames
    from engine.battle.actions import UnitId
    from engine.battle.side import Side
    from engine.battle.state import Setup
    from engine.hexgrid import CellSet


class RosterRow(NamedTuple):
    """A unit in the roster: *marks* are the codes of what it did this turn.

    *engaged* is whether an enemy is adjacent to it (R1.5), *ready* whether it may act and *done*
    whether it has acted; a unit without hit points is destroyed.
    """

    unit: UnitId
    side: Side
    code: str
    title: str
    hp: int
    hp_max: int
    marks: tuple[str, ...]
    engaged: bool
    ready: bool
    done: bool


class RosterArmy(NamedTuple):
    """An army in the roster: how many units are left, and what they are worth; destroyed ones are
    its last rows.
    """

    side: Side
    title: str
    living: int
    value: int
    rows: tuple[RosterRow, ...]


def roster_of(
    setup: Setup, scene: Scene, decision: DecisionView, names: BattleNames, first: Side
) -> tuple[RosterArmy, RosterArmy]:
    """Return both armies, that of the side *first* at the top."""
    return (
        _army(setup, scene, decision, names, first),
        _army(setup, scene, decision, names, first.other),
    )


def _army(
    setup: Setup, scene: Scene, decision: DecisionView, names: BattleNames, side: Side
) -> RosterArmy:
    enemies = _cells_of(setup, scene, side.other)
    living = [unit for unit in scene.units if unit.side is side and unit.hp]
    lost = [unit for unit in scene.units if unit.side is side and not unit.hp]
    return RosterArmy(
        side,
        names.side(side),
        len(living),
        sum(setup.profiles[unit.id].value for unit in living),
        tuple(_row(setup, unit, decision, names, enemies) for unit in (*living, *lost)),
    )


def _row(
    setup: Setup, unit: SceneUnit, decision: DecisionView, names: BattleNames, enemies: CellSet
) -> RosterRow:
    grid = setup.field.grid
    lives = unit.hp > 0
    return RosterRow(
        unit.id,
        unit.side,
        unit.code,
        names.unit(unit.id),
        unit.hp,
        unit.hp_max,
        unit.marks.names if lives else (),
        lives and bool(grid.near[grid.cell(unit.at)] & enemies),
        bool(decision.ready >> unit.id & 1),
        bool(decision.done >> unit.id & 1),
    )


def _cells_of(setup: Setup, scene: Scene, side: Side) -> CellSet:
    """Return the cells where living units of a side are shown."""
    cells = 0
    for unit in scene.units:
        if unit.hp and unit.side is side:
            cells |= 1 << setup.field.grid.cell(unit.at)
    return cells
