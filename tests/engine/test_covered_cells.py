"""The cells the board shows as covered are those where a target has cover (R8.4)."""

from __future__ import annotations

import msgspec
import pytest

from engine.battle import Game, load_scenario
from engine.battle.attack import circumstances
from engine.battle.targets import covered_cells, shooting_cells
from engine.hexgrid import cells_of


@pytest.mark.parametrize("name", ["crossroads", "salt_tax", "lock_keepers", "first_landing"])
def test_covered_cells_are_those_where_a_target_has_cover(name: str) -> None:
    state = Game.start(load_scenario(name), seed=1).state
    poor = next(unit for unit in state.units if unit.profile.armor_save > 3)
    for unit in state.units:
        for weapon in unit.profile.ranged:
            cells = shooting_cells(state, unit, weapon) & state.field.ground
            covered = covered_cells(state, unit, weapon)
            for cell in cells_of(cells & ~(1 << unit.cell)):
                target = msgspec.structs.replace(poor, side=unit.side.other, cell=cell)
                expected = circumstances(state, unit, target, weapon).cover
                assert bool(covered >> cell & 1) == expected, (unit.id, weapon.code, cell)
