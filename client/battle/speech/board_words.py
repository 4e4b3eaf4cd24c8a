"""The board in words: its hexes, its units and objectives, and how the battle stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.text.catalogue import name, text
from client.text.format import comma_list
from client.text.glossary import WEAPON_STATS
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.model.seats import Seats
    from client.battle.view.cards import UnitCard, WeaponRow
    from client.text.battle_log import LogLine
    from client.text.names import BattleNames
    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import Offset


_RECENT: Final = 30
"""Number of lines of the log that are said on request: no panel of it has room for more."""


def place_words(at: Offset) -> str:
    """Return a hex in words: a pair of numbers sounds like one with a decimal comma."""
    return text("speech.place-words", column=at[0], row=at[1])


def terrain_name(state: BattleState, at: Offset) -> str:
    """Return the name of the terrain in a hex."""
    field, cell = state.field, state.field.grid.cell(at)
    kinds = (("WALL", field.walls), ("COVER", field.cover), ("ROUGH", field.rough))
    found = next((kind for kind, cells in kinds if cells >> cell & 1), "OPEN")
    return name("terrain", found)


def unit_words(state: BattleState, unit: Unit, names: BattleNames) -> str:
    """Return a unit with its side, its hex and its hit points, and what it did this turn."""
    key = "speech.unit-marked" if unit.marks.names else "speech.unit"
    return text(
        key,
        unit=names.unit(unit.id),
        side=names.side(unit.side),
        hex=place_words(state.offset(unit)),
        hp=unit.hp,
        most=unit.profile.hp_max,
        marks=comma_list(name("mark", mark) for mark in unit.marks.names),
    )


def objective_words(state: BattleState, number: int, names: BattleNames) -> str:
    """Return an objective by its index: its hexes, and the side that holds it."""
    objective = state.setup.scenario.objectives[number]
    owner = state.owners[number]
    return text(
        "speech.anchor-free" if owner is None else "speech.anchor",
        anchor=name("objective", objective.code),
        hexes=comma_list(place_words(at) for at in objective.hexes),
        side="" if owner is None else names.side(owner),
    )


def hex_words(state: BattleState, at: Offset, names: BattleNames) -> list[str]:
    """Return what is in a hex, in sentences: terrain, objective, unit."""
    cell = state.field.grid.cell(at)
    words = [text("speech.hex", column=at[0], row=at[1], terrain=terrain_name(state, at))]
    words += [
        objective_words(state, number, names)
        for number, cells in enumerate(state.setup.objectives)
        if cells >> cell & 1
    ]
    if cell in state.at:
        words.append(unit_words(state, state.units[state.at[cell]], names))
    return words


def standing_words(state: BattleState, names: BattleNames) -> list[str]:
    """Return the round, the turn and the phase, and the points of both sides."""
    one, two = (names.side(side) for side in Side)
    return [
        text(
            "speech.turn",
            round=max(1, state.round),
            rounds=state.setup.rules.rounds,
            side=names.side(state.side),
            phase=name("phase", state.phase.value),
        ),
        text("speech.points", one=one, two=two, first=state.points[0], second=state.points[1]),
    ]


def recent_words(lines: Sequence[LogLine]) -> list[str]:
    """Return the latest lines of the log, for a person who asks for everything."""
    return [line.headline for line in lines[-_RECENT:]] or [text("battle.log.empty")]


def player_words(seats: Seats, names: BattleNames) -> list[str]:
    """Return who plays each side."""
    return [
        text("speech.player", side=names.side(side), player=seats.display_name(side))
        for side in Side
    ]


def survey_words(state: BattleState, names: BattleNames) -> list[str]:
    """Return everything on the board: how the battle stands, its objectives, its units."""
    objectives = range(len(state.setup.objectives))
    units = [unit for side in (state.to_act, state.to_act.other) for unit in state.living(side)]
    return [
        *standing_words(state, names),
        *(objective_words(state, number, names) for number in objectives),
        *(unit_words(state, unit, names) for unit in units),
    ]


def card_words(card: UnitCard) -> list[str]:
    """Return a unit with its statline, and a line for each of its weapons."""
    stats = [
        text("speech.stat", label=name("stat", code), value=value) for code, value in card.stats
    ]
    points = text("battle.card.hp", hp=card.hp, most=card.hp_max)
    marks = [name("mark", mark) for mark in card.marks]
    told = comma_list([card.subtitles[0], points, *stats, *marks])
    lines = [text("speech.card", unit=card.title, stats=told)]
    for key, rows in (("battle.card.ranged", card.ranged), ("battle.card.melee", card.melee)):
        if rows:
            lines += [text(key), *(weapon_words(row) for row in rows)]
    return lines


def weapon_words(row: WeaponRow) -> str:
    """Return a weapon with its numbers and rules, after the key that selects it if it has one."""
    heads = [name("stat", one) for one in WEAPON_STATS]
    numbers = [
        text("speech.stat", label=label, value=value)
        for label, value in zip(heads, row.cells, strict=True)
    ]
    stats = comma_list([*numbers, row.rules] if row.rules else numbers)
    if not row.number:
        return text("speech.weapon", weapon=row.title, stats=stats)
    return text("speech.weapon-numbered", number=row.number, weapon=row.title, stats=stats)
