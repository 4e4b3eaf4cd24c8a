"""The consequences of stopping in a hex, listed beside the board while a path is being picked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from client.text.catalogue import name, plural, text
from client.text.names import rule_name
from engine.battle.activation import shots_after_move
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending

if TYPE_CHECKING:
    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import Cell, Offset


class Fact(NamedTuple):
    """One consequence, good or bad for the unit."""

    good: bool
    words: str


def facts_of_move(state: BattleState, unit: Unit, at: Offset) -> list[Fact]:
    """Return the consequences of ending a move, advance or charge of *unit* at *at*."""
    cell = state.field.grid.cell(at)
    facts = [*_ground(state, cell)]
    if state.phase is Phase.CHARGE:
        return facts
    advancing = isinstance(state.pending, AdvancePending)
    if advancing or not state.is_engaged(unit):
        facts += _shots(state, unit, cell, advancing=advancing)
    else:
        facts.append(Fact(good=False, words=text("battle.fact.flees")))
    braced = any(weapon.heavy for weapon in unit.profile.ranged)
    if braced and not advancing:
        words = text("battle.fact.unbraced", rule=rule_name("HEAVY"))
        facts.append(Fact(good=False, words=words))
    if advancing:
        facts.append(Fact(good=False, words=text("battle.fact.no-charge")))
    return facts


def _ground(state: BattleState, cell: Cell) -> list[Fact]:
    facts = []
    if state.field.cover >> cell & 1:
        facts.append(Fact(good=True, words=text("battle.fact.cover")))
    for objective, cells in zip(
        state.setup.scenario.objectives, state.setup.objectives, strict=True
    ):
        if cells >> cell & 1:
            words = text("battle.fact.objective", name=name("objective", objective.code))
            facts.append(Fact(good=True, words=words))
    return facts


def _shots(state: BattleState, unit: Unit, cell: Cell, *, advancing: bool) -> list[Fact]:
    """Return the number of legal targets that each weapon would have from *cell*."""
    shots = shots_after_move(state, unit, cell, advancing=advancing)
    if advancing and not shots:
        return [Fact(good=False, words=text("battle.fact.no-shot"))]
    facts = []
    for weapon, targets in shots:
        title, enemies = name("weapon", weapon.code), targets.bit_count()
        words = plural("battle.fact.targets", enemies, weapon=title)
        if not enemies:
            words = text("battle.fact.no-targets", weapon=title)
        facts.append(Fact(good=enemies > 0, words=words))
    return facts
