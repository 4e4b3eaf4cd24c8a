"""The odds of attacks on an enemy, from the forecast of the rules."""

from __future__ import annotations

from collections.abc import Iterator

from client.terminal.numbered_names import NumberedNames
from client.text.catalogue import name, plural, text
from client.text.format import comma_list, decimal, terminal_percent
from engine.battle import BattleState
from engine.battle.actions import UnitId
from engine.battle.forecast import (
    Forecast,
    charge_chance,
    forecast_attack,
    forecast_fight,
    mean_left,
)
from engine.battle.state import Unit
from engine.battle.turn import PHASES
from engine.data.catalog import NO_SAVE
from engine.hexgrid import cells_of
from engine.validation import require_present


def attack_odds(state: BattleState, unit: Unit, weapon: str, target: UnitId) -> str:
    """Return a summary of the expected outcome of a volley."""
    fired = require_present(unit.profile.weapon(weapon), f"weapon {weapon}")
    odds = forecast_attack(state, unit, fired, state.units[target])
    return _summary(odds.expected_damage, state.units[target].hp, odds.destroyed)


def _summary(damage: float, hp: int, destroyed: float) -> str:
    return text(
        "terminal.odds", damage=decimal(damage, 2), hp=hp, destroyed=terminal_percent(destroyed)
    )


def odds_rows(
    state: BattleState, attackers: int, target: UnitId, names: NumberedNames
) -> Iterator[str]:
    """Yield what each of *attackers* can do to *target* in this phase; nothing if none can
    attack.
    """
    for unit_id in cells_of(attackers):
        unit = state.units[unit_id]
        for row in _rows_of(state, unit, state.units[target]):
            yield text("terminal.odds_row", what=names.unit(unit_id), odds=row)


def _rows_of(state: BattleState, unit: Unit, target: Unit) -> Iterator[str]:
    options = PHASES[state.phase].options(state, unit)
    if options.charge >> target.id & 1:
        chance = charge_chance(state, unit, target)
        fight = forecast_fight(unit, target)
        odds = _summary(target.hp - mean_left(fight), target.hp, fight[0])
        yield text("terminal.charge_odds", chance=terminal_percent(chance), odds=odds)
    for code, targets in (*options.shoot, *options.fight):
        if targets >> target.id & 1:
            weapon = require_present(unit.profile.weapon(code), f"weapon {code}")
            odds_of = forecast_attack(state, unit, weapon, target)
            details = _details(odds_of, target)
            yield text("terminal.odds_row", what=name("weapon", code), odds=details)


def _details(odds: Forecast, target: Unit) -> str:
    """Return the whole forecast: what is needed, what is expected, and every outcome."""
    stats = odds.stats
    needed = [
        text("terminal.no_hit_roll") if stats.to_hit is None else _needed("hit", stats.to_hit),
        _needed("wound", stats.wound_needed),
        _needed("save", stats.save) if stats.save < NO_SAVE else text("dice.no_save"),
    ]
    if stats.cover:
        needed.append(text("dice.cover"))
    outcomes = comma_list(
        plural("terminal.outcome", left, chance=terminal_percent(chance))
        for left, chance in enumerate(odds.left)
        if chance
    )
    summary = _summary(odds.expected_damage, target.hp, odds.destroyed)
    return text("terminal.odds_details", odds=summary, needed=comma_list(needed), outcomes=outcomes)


def _needed(roll: str, face: int) -> str:
    return text(f"terminal.{roll}_needed", needed=face)
