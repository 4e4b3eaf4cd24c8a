"""The consequences of stopping in a hex, listed beside the board while a path is being picked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from client.text.catalogue import name, plural, text
from client.text.format import amount, percent
from client.text.names import rule_name
from client.tuning import load_tuning
from engine.battle.activation import after_move, shots_after_move
from engine.battle.forecast import charge_chance, summarise_attack
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.text.names import BattleNames
    from engine.battle.state import BattleState, Unit
    from engine.battle.threat_map import ThreatSource
    from engine.hexgrid import Cell, Offset


class Fact(NamedTuple):
    """One consequence, good or bad for the unit; *costs* is whether it loses something by it."""

    good: bool
    words: str
    costs: bool = False


def facts_of_threat(
    sources: Sequence[ThreatSource], damage: float, names: BattleNames, hp: int
) -> list[Fact]:
    """Return who can hit a unit with *hp* in a hex in the next enemy turn, and how much, in words.

    Where they could do more than the unit has hit points, that is said: *damage* is less.
    """
    if not sources:
        return [Fact(good=True, words=text("battle.threat.none"))]
    whole = plural("battle.threat.whole", len(sources), damage=damage_label(damage))
    facts = [Fact(good=False, words=whole)]
    if damage_label(sum(source.damage for source in sources)) != damage_label(damage):
        facts.append(Fact(good=False, words=plural("battle.threat.capped", hp)))
    listed = load_tuning().threats.listed
    for source in sources[:listed]:
        kind = "both" if source.ranged and source.melee else "shots" if source.ranged else "charge"
        words = text(
            f"battle.threat.{kind}",
            unit=names.unit(source.unit),
            damage=damage_label(source.damage),
            shots=damage_label(source.ranged),
            charge=damage_label(source.melee),
        )
        facts.append(Fact(good=False, words=words))
    if len(sources) > listed:
        facts.append(Fact(good=False, words=plural("battle.threat.more", len(sources) - listed)))
    return facts


def damage_label(damage: float) -> str:
    """Return expected damage with one decimal; 0.0 only if it is 0."""
    if 0 < damage < load_tuning().threats.least:
        return text("battle.threat.least", n=amount(load_tuning().threats.least))
    return amount(damage)


def facts_of_move(state: BattleState, unit: Unit, at: Offset, names: BattleNames) -> list[Fact]:
    """Return the consequences of ending a move, advance or charge of *unit* at *at*."""
    cell = state.field.grid.cell(at)
    facts = [*_ground(state, cell)]
    if state.phase is Phase.CHARGE:
        return facts
    advancing = isinstance(state.pending, AdvancePending)
    if advancing or not state.is_engaged(unit):
        facts += _shots(state, unit, cell, advancing=advancing)
        facts += [] if advancing else _charges(state, unit, cell, names)
    else:
        facts.append(Fact(good=False, words=text("battle.fact.flees"), costs=True))
    braced = any(weapon.heavy for weapon in unit.profile.ranged)
    if braced and not advancing:
        words = text("battle.fact.unbraced", rule=rule_name("HEAVY"))
        facts.append(Fact(good=False, words=words, costs=True))
    if advancing:
        facts.append(Fact(good=False, words=text("battle.fact.no-charge"), costs=True))
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
    """Return the legal targets that each weapon would have from *cell*, and the best of them."""
    shots = shots_after_move(state, unit, cell, advancing=advancing)
    if advancing and not shots:
        return [Fact(good=False, words=text("battle.fact.no-shot"))]
    later, moved = after_move(state, unit, cell, advancing=advancing)
    facts = []
    for weapon, targets in shots:
        title, enemies = name("weapon", weapon.code), targets.bit_count()
        words = text("battle.fact.no-targets", weapon=title)
        if enemies:
            best = max(
                summarise_attack(later, moved, weapon, state.units[target]).damage
                for target in cells_of(targets)
            )
            words = plural("battle.fact.targets", enemies, weapon=title, damage=damage_label(best))
        facts.append(Fact(good=enemies > 0, words=words))
    return facts


def _charges(state: BattleState, unit: Unit, cell: Cell, names: BattleNames) -> list[Fact]:
    """Return how many enemies *unit* could charge from *cell*, and the likeliest to be reached."""
    if not unit.profile.melee:
        return []
    later, moved = after_move(state, unit, cell, advancing=False)
    chances = {foe.id: charge_chance(later, moved, foe) for foe in later.living(unit.side.other)}
    reached = {foe: chance for foe, chance in chances.items() if chance > 0}
    if not reached:
        return [Fact(good=False, words=text("battle.fact.no-charges"))]
    best = max(reached, key=lambda foe: (reached[foe], -foe))
    words = plural(
        "battle.fact.charges", len(reached), unit=names.unit(best), chance=percent(reached[best])
    )
    return [Fact(good=True, words=words)]
