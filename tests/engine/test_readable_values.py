"""What a debugger shows of a battle: units, options and sets in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle import Game, load_scenario, rules
from engine.battle.actions import Activate, Move
from engine.hexgrid import Grid

if TYPE_CHECKING:
    from engine.battle.state import BattleState


@pytest.fixture
def moved() -> BattleState:
    game = Game.start(load_scenario("crossroads"), seed=7)
    game.apply(Activate(0))
    game.apply(Move(next(iter(game.state.field.grid.offsets_of(game.options().move)))))
    return game.state


def test_a_unit_is_shown_by_side_code_hit_points_and_marks(moved: BattleState) -> None:
    unit = moved.units[0]
    code, most = unit.profile.code, unit.profile.hp_max
    assert repr(unit) == f"<Unit 0: ONE {code} {most}/{most} HP moved, cell {unit.cell}>"


def test_a_state_is_shown_by_its_decision_and_its_units_with_their_hexes(
    moved: BattleState,
) -> None:
    first, *units = repr(moved).split("\n")
    assert first == ("round 1, ONE's MOVE, points 0:0; ONE to act, active None, pending None")
    column, row = moved.offset(moved.units[0])
    assert units[0] == f"{moved.units[0]!r} at {column},{row}"
    assert len(units) == len(moved.units)


def test_options_are_shown_without_what_is_not_allowed(moved: BattleState) -> None:
    options = rules.options(moved)
    assert repr(options) == "Options(activate=[1, 2, 3, 4, 5, 6, 7, 8, 9], end_phase=True)"
    assert options.describe(moved.field.grid) == "activate [1, 2, 3, 4, 5, 6, 7, 8, 9]; end_phase"


def test_hexes_are_shown_as_offsets_on_a_grid() -> None:
    grid = Grid(3, 2)
    assert grid.draw(grid.cell_set([(0, 0), (2, 1)])) == "x . .\n. . x"
    assert repr(grid) == "Grid(3, 2)"
