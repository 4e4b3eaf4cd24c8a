"""Puzzles of CHARGE: charging if it kills, and not if it is fatal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle import forecast, rules
from engine.battle.actions import Action, Charge, Wait
from engine.battle.phase import Phase
from engine.players.puzzles import answer_values
from engine.players.puzzles.draw import require
from engine.players.puzzles.puzzle import Puzzle
from engine.players.puzzles.sketch import RULE_NUMBERS

if TYPE_CHECKING:
    from engine.battle.state import BattleState
    from engine.players.puzzles.sketch import Piece, Sketch

VICTIM_OFF: Final = (2, 4)
BUTCHER_OFF: Final = (2, 6)
APART: Final = 3
"""Hexes between enemies, so that no charge on one ends next to another."""
DECOY_PERCENT: Final = 60
PINNED_PERCENT: Final = 50


def charges_to_kill(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    """Draw a puzzle: even seeds offer a charge that kills, odd ones only fatal charges."""
    return _killing(sketch, theme, seed) if seed % 2 == 0 else _deadly(sketch, theme, seed)


def _killing(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    margins = sketch.numbers.margins
    charger = sketch.enlist("charger", ("sabre",), sketch.free, mine=True)
    victim = sketch.enlist(
        "victim", ("rifle", "knife"), sketch.ring(charger.cell, *VICTIM_OFF), mine=False
    )
    enemies = [victim]
    if sketch.plan.happens(DECOY_PERCENT):
        enemies.append(_butcher(sketch, charger, victim))
    state = _ready(sketch, charger, *enemies)
    worths = _worths(sketch, state)
    target = sketch.unit_id(state, victim)
    require(Charge(target) in worths)
    unit, prey = state.units[_active(state)], state.units[target]
    kills = answer_values.fight(unit, prey)[0]
    require(forecast.charge_chance(state, unit, prey) * kills >= margins.sure)
    right = _best(sketch, state, worths)
    require(Charge(target) in right and Wait() not in right)
    why = f"charge unit {target}: the charge reaches it and destroys it, or nearly so"
    return Puzzle(theme, seed, state, right, frozenset(), why)


def _deadly(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    margins = sketch.numbers.margins
    charger = sketch.enlist("charger", ("sabre",), sketch.free, mine=True)
    butcher = _butcher(sketch, charger)
    pinned = sketch.plan.happens(PINNED_PERCENT)
    if pinned:
        # Held in place by a friend it charges no unit: there is no danger in waiting.
        friend_at = sketch.field.grid.near[butcher.cell] & ~sketch.near(charger, distance=1)
    else:
        # After this turn the battle is over, and VALUE decides.
        sketch.round, sketch.first, sketch.scored = RULE_NUMBERS.rounds, sketch.me.other, False
        friend_at = sketch.free & ~sketch.near(charger, butcher, distance=APART)
    friend = sketch.enlist("anvil", ("knife",), friend_at, mine=True)
    state = _ready(sketch, charger, butcher, friend)
    if not pinned:
        lead = state.value_left(sketch.me) - state.value_left(sketch.me.other)
        require(0 < lead < charger.entry.value)
    worths = _worths(sketch, state)
    target = sketch.unit_id(state, butcher)
    require(Charge(target) in worths)
    unit, foe = state.units[_active(state)], state.units[target]
    require(forecast.charge_chance(state, unit, foe) >= margins.half)
    require(answer_values.fight(unit, foe)[0] <= margins.unlikely)
    require(answer_values.fight(foe, unit)[0] >= margins.sure)
    right = _best(sketch, state, worths)
    require(Wait() in right and Charge(target) not in right)
    why = f"don't charge unit {target}: it lives through it, and destroys the charger"
    return Puzzle(theme, seed, state, right, frozenset(), why)


def _butcher(sketch: Sketch, charger: Piece, *apart: Piece) -> Piece:
    at = sketch.ring(charger.cell, *BUTCHER_OFF) & ~sketch.near(*apart, distance=APART)
    return sketch.enlist("butcher", ("cleaver",), at, mine=False)


def _ready(sketch: Sketch, charger: Piece, *others: Piece) -> BattleState:
    sketch.add_bystanders(charger, *others)
    sketch.add_goal(sketch.free & ~sketch.near(charger, distance=2), True)
    return sketch.build(Phase.CHARGE, charger)


def _active(state: BattleState) -> int:
    assert state.active is not None, "a puzzle's unit is active"
    return state.active


def _worths(sketch: Sketch, state: BattleState) -> dict[Action, float]:
    """Return the worth of each answer; that of waiting is 0."""
    unit = state.units[_active(state)]
    worths: dict[Action, float] = {}
    for action in rules.legal_actions(state):
        match action:
            case Charge(target):
                worths[action] = answer_values.charge_worth(
                    state, unit, state.units[target], sketch.numbers.margins.wound_credit
                )
            case _:
                worths[action] = 0.0
    return worths


def _best(sketch: Sketch, state: BattleState, worths: dict[Action, float]) -> frozenset[Action]:
    """Return the best answers; Unfit unless all others are clearly worse."""
    margins = sketch.numbers.margins
    unit = state.units[_active(state)]
    best = max(worths.values())
    right = {action for action, one in worths.items() if best - one <= margins.as_good * best}
    scale = margins.clearly * unit.profile.value
    require(all(best - one >= scale for action, one in worths.items() if action not in right))
    return frozenset(right)
