"""The units and objectives of a battle, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from client.terminal.numbered_names import NumberedNames
from client.text.battle_log import hex_name
from client.text.catalogue import name, text
from client.text.format import comma_list
from engine.battle import BattleState, Side
from engine.battle.state import Unit


def unit_rows(state: BattleState, names: NumberedNames) -> Iterator[str]:
    """Yield the living units of both sides, and the owners of the objectives."""
    for side in Side:
        yield text("terminal.army", side=names.side(side), value=state.value_left(side))
        for unit in state.living(side):
            yield _unit_row(state, unit, names)
    for objective, owner in zip(state.setup.scenario.objectives, state.owners, strict=True):
        holder = text("terminal.nobody") if owner is None else names.side(owner)
        named = name("objective", objective.code)
        yield text("terminal.objective", objective=named, holder=holder)


def _unit_row(state: BattleState, unit: Unit, names: NumberedNames) -> str:
    place = state.offset(unit)
    marks = [name("mark", mark) for mark in unit.marks.names]
    row = text(
        "terminal.unit_row",
        unit=names.unit(unit.id),
        hp=unit.hp,
        hp_max=unit.profile.hp_max,
        hex=hex_name(place),
        terrain=name("terrain", state.field.terrain_at(place).name),
        marks=comma_list(marks),
    )
    return row.rstrip()
