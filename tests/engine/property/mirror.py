"""The board's one symmetry (R1.6), applied to whatever a battle is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.battle.actions import Action, AdvanceTo, ChargeTo, Move
from engine.battle.scenario import Objective, Placement

if TYPE_CHECKING:
    from engine.battle.scenario import Scenario
    from engine.hexgrid import Offset


def mirrored_hex(scenario: Scenario, offset: Offset) -> Offset:
    """Mirror left-right where the number of columns is odd, turn by half where it is even."""
    columns, rows = len(scenario.terrain[0]), len(scenario.terrain)
    column, row = offset
    return columns - 1 - column, row if columns % 2 else rows - 1 - row


def mirrored(scenario: Scenario) -> Scenario:
    """Mirror a scenario and exchange its sides; units and objectives keep their places in lists."""
    turned = [line[::-1] for line in scenario.terrain]
    rows = turned if len(scenario.terrain[0]) % 2 else turned[::-1]
    return replace(
        scenario,
        terrain=tuple(rows),
        first=scenario.first.other,
        objectives=tuple(
            Objective(one.code, tuple(mirrored_hex(scenario, place) for place in one.hexes))
            for one in scenario.objectives
        ),
        units=tuple(
            Placement(placed.side.other, placed.unit, mirrored_hex(scenario, placed.hex))
            for placed in scenario.units
        ),
    )


def mirrored_action(scenario: Scenario, action: Action) -> Action:
    match action:
        case Move(to) | AdvanceTo(to) | ChargeTo(to):
            return type(action)(mirrored_hex(scenario, to))
        case _:
            return action
