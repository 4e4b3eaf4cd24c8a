"""The actions available now, as numbered choices: hexes in rows, attacks with their odds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import assert_never

from client.terminal.numbered_names import NumberedNames
from client.terminal.odds import attack_odds
from client.text.battle_log import hex_name
from client.text.catalogue import name, text
from client.text.format import terminal_percent
from engine.battle import Action, BattleState
from engine.battle.actions import (
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.forecast import charge_chance


def choice_rows(
    state: BattleState, actions: Sequence[Action], names: NumberedNames, width: int
) -> Iterator[str]:
    """Yield the rows of *actions*, numbered from 1; hexes fill rows of at most *width*
    characters.
    """
    numbered = enumerate(actions, start=1)
    for kind, group in groupby(numbered, key=lambda choice: type(choice[1])):
        if kind in (Move, AdvanceTo, ChargeTo):
            yield from _hex_rows(list(group), width)
        else:
            for number, action in group:
                yield f"{number:>4}  {describe_action(state, action, names)}"


def _hex_rows(choices: Sequence[tuple[int, Action]], width: int) -> Iterator[str]:
    word = choices[0][1].word
    yield f"      {text('terminal.destinations', word=word)}"
    parts = []
    for number, action in choices:
        assert isinstance(action, Move | AdvanceTo | ChargeTo), "only these name a hex"
        parts.append(f"{number:>4}  {hex_name(action.to):<6}")
    in_row = max(1, width // len(parts[0]))
    for start in range(0, len(parts), in_row):
        yield "".join(parts[start : start + in_row]).rstrip()


def describe_action(state: BattleState, action: Action, names: NumberedNames) -> str:
    """Return the description of an action, beginning with its text form."""
    return f"{action.to_text():<34} {_meaning(state, action, names)}".rstrip()


def _meaning(state: BattleState, action: Action, names: NumberedNames) -> str:
    match action:
        case Activate(unit_id):
            unit = state.units[unit_id]
            return text(
                "terminal.activate",
                unit=names.unit(unit_id),
                hp=unit.hp,
                hp_max=unit.profile.hp_max,
                hex=hex_name(state.offset(unit)),
            )
        case Shoot() | Fight():
            return _attack_meaning(state, action, names)
        case Charge(target):
            assert state.active is not None, "somebody charges"
            chance = charge_chance(state, state.units[state.active], state.units[target])
            return text(
                "terminal.charge", target=names.unit(target), chance=terminal_percent(chance)
            )
        case Move(to) | AdvanceTo(to) | ChargeTo(to):
            return hex_name(to)
        case EndPhase():
            return text("terminal.end_phase")
        case Wait():
            return text("terminal.wait")
        case Advance():
            return text("terminal.advance")
        case Stay():
            return text("terminal.stay")
        case GiveUp():
            return text("terminal.give_up")
        case _:
            assert_never(action)


def _attack_meaning(state: BattleState, action: Shoot | Fight, names: NumberedNames) -> str:
    if action.mode is Mode.SINGLE:
        return text("terminal.single")
    assert state.active is not None, "somebody attacks"
    odds = attack_odds(state, state.units[state.active], action.weapon, action.target)
    return text(
        "terminal.volley",
        weapon=name("weapon", action.weapon),
        target=names.unit(action.target),
        odds=odds,
    )
