"""States and units to ask the maps about: samples of random play on any kind of battle."""

from __future__ import annotations

import functools
import random
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine.battle.phase import Phase
from engine.battle.scenario_files import load_scenario
from engine.hexgrid import cells_of
from tests.engine.generated import MIDDLING, SMALL, seeded
from tests.engine.walk import walk

if TYPE_CHECKING:
    from engine.battle.forecast import DamageSummary
    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import Cell

STATES = 5
TOLERANCE = 1e-4
"""Maps are of single precision."""


@functools.cache
def battles() -> dict[str, Scenario]:
    """Gather small and middling battles of any weapons, and some that come with the game."""
    some = {name: load_scenario(name) for name in ("crossroads", "full_muster", "random:17")}
    for seed in range(8):
        some[f"small_{seed}"] = seeded(400 + seed, SMALL)
    for seed in range(3):
        some[f"middling_{seed}"] = seeded(500 + seed, MIDDLING)
    return some


BATTLES = (
    *("crossroads", "full_muster", "random:17"),
    *(f"small_{seed}" for seed in range(8)),
    *(f"middling_{seed}" for seed in range(3)),
)


class Sample(NamedTuple):
    state: BattleState
    unit: Unit
    chooser: random.Random

    def cells(self, most: int) -> list[Cell]:
        """Choose free cells of the ground, and the unit's own."""
        state = self.state
        free = state.field.ground & ~(state.occupied[0] | state.occupied[1])
        cells = cells_of(free)
        return [self.unit.cell, *self.chooser.sample(cells, min(most, len(cells)))]

    def put(self, cell: Cell) -> tuple[BattleState, Unit]:
        """Return the state with the unit in a cell, marked as having moved if that is another."""
        if cell == self.unit.cell:
            return self.state, self.unit
        after = self.state.fork()
        moved = msgspec.structs.replace(
            self.unit, cell=cell, marks=msgspec.structs.replace(self.unit.marks, moved=True)
        )
        after.put(moved)
        return after, moved


def samples(name: str, seed: int, *, moving: bool = False) -> list[Sample]:
    """Draw units of the side to act from the states of random play; *moving*: in MOVE only."""
    chooser = random.Random(f"{name} {seed}")
    states = [
        step.before
        for step in walk(battles()[name], seed)
        if step.before.active is None and (not moving or step.before.phase is Phase.MOVE)
    ]
    chosen = chooser.sample(states, min(STATES, len(states)))
    return [
        Sample(state, chooser.choice(state.living(state.to_act)), chooser)
        for state in chosen
        if state.living(state.to_act)
    ]


def value_taken(target: Unit, summary: DamageSummary) -> float:
    """Weigh a summary as a player might: VALUE by hit points, and more for a kill."""
    return (target.profile.value + 1) * (summary.damage / target.profile.hp_max + summary.destroyed)
