"""What the board offers for the active unit: highlighted hexes, targets with odds, paths."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from client.battle.input.unit_selection import (
    Selection,
    destinations,
    targets_in_reach,
    weapon_in_hand,
)
from client.draw.board.picture import Glow, GlowPicture, PathPicture
from client.text.catalogue import text
from client.text.format import amount, percent
from engine.battle import forecast, reachable, targets
from engine.battle.actions import Mode
from engine.battle.state import AdvancePending, ChargePending
from engine.hexgrid import cells_of
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Mapping

    from client.battle.input.decision import PendingDecision
    from engine.battle.actions import UnitId
    from engine.battle.attack import AttackStats
    from engine.battle.forecast import Chances
    from engine.battle.options import Options
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Weapon
    from engine.hexgrid import Cell, CellSet, Offset


SINGLE: Final = ((1, 1.0),)
"""The number of attacks of a single attack, and its chance."""


@dataclasses.dataclass(frozen=True, slots=True)
class Odds:
    """The expected outcome for a target of an attack, or of a charge and its fight.

    *left* is the probability of each number of hit points left; *attacks* that of each number of
    attacks. For a charge, *reached* is the probability of getting there, and there is no *weapon*:
    *left* is the outcome of the fight that follows.
    """

    target: UnitId
    left: Chances
    weapon: Weapon | None = None
    stats: AttackStats | None = None
    attacks: tuple[tuple[int, float], ...] = ()
    reached: float = 1.0

    @property
    def destroyed(self) -> float:
        """Return the probability that the target is destroyed, given that the attack is made."""
        return self.left[0]

    @property
    def unharmed(self) -> float:
        """Return the probability that the target loses nothing, given that the attack is made."""
        return self.left[-1]

    @property
    def damage(self) -> float:
        """Return the hit points that the target loses on average, given that the attack is made."""
        return len(self.left) - 1 - forecast.mean_left(self.left)

    @property
    def label(self) -> str:
        """Return the figure above the target: the probability of destroying it, or of reaching
        it.
        """
        return percent(self.destroyed if self.weapon is not None else self.reached)

    @property
    def icon(self) -> str:
        """Return the icon that says what the figure above the target means."""
        return "skull" if self.weapon is not None else "charge"

    @property
    def note(self) -> str:
        """Return the note after the figure above the target: the hit points lost on average."""
        return text("battle.odds.tag", damage=amount(self.damage))


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    """What is offered independently of the mouse."""

    glows: tuple[GlowPicture, ...] = ()
    odds: Mapping[UnitId, Odds] = dataclasses.field(default_factory=dict)


def offer_of(now: PendingDecision, chosen: Selection) -> Offer:
    """Return what the active unit is offered with the selected weapon."""
    state = now.state
    if state.active is None:
        return Offer()
    unit = state.units[state.active]
    code = weapon_in_hand(now, chosen)
    if code is None:
        odds = {t: charge_odds(state, unit, state.units[t]) for t in cells_of(now.options.charge)}
        return Offer(_ways(state, now.options), odds)
    weapon = require_present(unit.profile.weapon(code), f"weapon {code}")
    return Offer(
        _shots(state, unit, weapon),
        {
            target: attack_odds(state, unit, weapon, state.units[target], chosen.mode)
            for target in cells_of(targets_in_reach(now, chosen))
        },
    )


def ranking_of(now: PendingDecision, chosen: Selection) -> list[Odds]:
    """Return all targets of the active unit, each with the weapon that is worth most against it,
    sorted by that worth.
    """
    state = now.state
    if state.active is None:
        return []
    unit = state.units[state.active]
    found = [charge_odds(state, unit, state.units[t]) for t in cells_of(now.options.charge)]
    for code, reached in now.attacks:
        weapon = require_present(unit.profile.weapon(code), f"weapon {code}")
        found += [
            attack_odds(state, unit, weapon, state.units[target], chosen.mode)
            for target in cells_of(reached)
        ]
    found.sort(key=lambda odds: (-worth(state, odds), -odds.destroyed, odds.target))
    best: dict[UnitId, Odds] = {}
    for odds in found:
        best.setdefault(odds.target, odds)
    return list(best.values())


def worth(state: BattleState, odds: Odds) -> float:
    """Return the points that an attack or a charge is expected to destroy: the target's value by
    the share of its hit points that it loses.
    """
    profile = state.units[odds.target].profile
    return profile.value * odds.reached * odds.damage / profile.hp_max


def attack_odds(state: BattleState, unit: Unit, weapon: Weapon, target: Unit, mode: Mode) -> Odds:
    """Forecast a volley, or a single attack, of a weapon at a target."""
    whole = forecast.forecast_attack(state, unit, weapon, target)
    if mode is Mode.VOLLEY:
        return Odds(target.id, whole.left, weapon, whole.stats, whole.attacks)
    left = forecast.volley((whole.stats,), (SINGLE,), target.hp)
    return Odds(target.id, left, weapon, whole.stats, SINGLE)


def charge_odds(state: BattleState, unit: Unit, target: Unit) -> Odds:
    """Forecast a charge and the fight it leads to."""
    chance = forecast.charge_chance(state, unit, target)
    return Odds(target.id, forecast.forecast_fight(unit, target), reached=chance)


def _ways(state: BattleState, options: Options) -> tuple[GlowPicture, ...]:
    kinds = (
        (Glow.MOVE, options.move),
        (Glow.ADVANCE, options.advance_to),
        (Glow.CHARGE, options.charge_to),
    )
    return tuple(_glow(state, kind, cells) for kind, cells in kinds if cells)


def _shots(state: BattleState, unit: Unit, weapon: Weapon) -> tuple[GlowPicture, ...]:
    """Return the hexes in reach of a ranged weapon; only adjacent ones if the unit is engaged
    (R6.3).
    """
    if weapon.is_melee:
        return ()
    cells = targets.shooting_cells(state, unit, weapon) & state.field.ground & ~(1 << unit.cell)
    if state.is_engaged(unit):
        cells &= state.field.grid.near[unit.cell]
    covered = targets.covered_cells(state, unit, weapon) & cells
    return (
        _glow(state, Glow.SHOOT, cells & ~covered),
        _glow(state, Glow.COVERED, covered),
    )


def _glow(state: BattleState, kind: Glow, cells: CellSet) -> GlowPicture:
    return GlowPicture(kind, frozenset(state.field.grid.offsets_of(cells)))


def path_to(now: PendingDecision, at: Offset) -> PathPicture | None:
    """Return the path of the active unit to a legal destination and its cost; None if not legal."""
    state, grid = now.state, now.state.field.grid
    if state.active is None or not grid.holds(at):
        return None
    cell = grid.cell(at)
    return way_to(state, cell) if destinations(now) >> cell & 1 else None


def way_to(state: BattleState, cell: Cell) -> PathPicture:
    """Return the path of the active unit to a cell that it may end in, and its cost."""
    unit = state.units[require_present(state.active, "the active unit")]
    match state.pending:
        case AdvancePending(roll):
            points, kind = roll, Glow.ADVANCE
            path = reachable.move_path(state, unit, cell, points)
        case ChargePending(target, roll):
            points, kind = roll, Glow.CHARGE
            path = reachable.charge_path(state, unit, state.units[target], cell, points)
        case _:
            points, kind = unit.profile.move, Glow.MOVE
            path = reachable.move_path(state, unit, cell, points)
    label = text("battle.cost", cost=reachable.path_cost(state, path), points=points)
    return PathPicture(path, label, kind)
