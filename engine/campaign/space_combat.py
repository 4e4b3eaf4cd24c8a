"""Fights in space (C9.3 to C9.5): volleys, breaking off, and who keeps the sky.

`fight` rolls one; `engine.campaign.space_odds` adds up all that could be rolled. Both go by the
functions here that say what a volley does, when a force leaves, and who keeps the sky.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from engine.campaign import randomness
from engine.campaign.events import Volley
from engine.campaign.forces import Force
from engine.campaign.shares import share
from engine.campaign.vocabulary import Posture

if TYPE_CHECKING:
    from engine.campaign.numbers.ship_numbers import CombatNumbers
    from engine.random_source import RandomSource

Forces: TypeAlias = tuple[Force, Force]
Pair: TypeAlias = tuple[int, int]
Leaving: TypeAlias = tuple[bool, bool]


class FightOutcome(msgspec.Struct, frozen=True):
    """What came of a fight: its volleys, who left, the harm of both sides, who keeps the sky."""

    volleys: tuple[Volley, ...]
    left: Leaving
    harm: Pair
    keeper: int


# The rules of a round


def attacks_of(forces: Forces, harm: Pair) -> Pair:
    """Return the attack that both forces have left."""
    return (forces[0].attack(harm[0]), forces[1].attack(harm[1]))


def modifier_of(force: Force, harm: int, combat: CombatNumbers) -> int:
    """Return what is added to the roll of a force's volley (C9.3)."""
    bonus = combat.starbase_bonus if force.has_sound_starbase(harm) else 0
    return bonus + (combat.guard_bonus if force.is_guarding else 0)


def volley_share(total: int, combat: CombatNumbers) -> int:
    """Return how much of the attack strikes at a roll with its modifiers, in per cent (C9.3)."""
    for highest, percent in zip(combat.volley_rolls, combat.volley_shares, strict=False):
        if total <= highest:
            return percent
    return combat.volley_shares[-1]


def leaving(forces: Forces, attacks: Pair, combat: CombatNumbers) -> Leaving:
    """Return which forces leave at the start of a round, by the attack left of both (C9.4)."""
    return (
        _leaves(forces[0], attacks[0], attacks[1], combat),
        _leaves(forces[1], attacks[1], attacks[0], combat),
    )


def _leaves(force: Force, own: int, enemy: int, combat: CombatNumbers) -> bool:
    """Whether a force leaves. Choice (C9.4): half of the enemy's attack is rounded down (C1.3)."""
    if force.never_leaves or force.posture is Posture.HOLD:
        return False
    if force.posture is Posture.EVADE:
        return own <= enemy
    return own < share(enemy, combat.balanced_share)


def parting_harm(harm: Pair, left: Leaving, attacks: Pair, combat: CombatNumbers) -> Pair:
    """Return the harm after one force left, or both, after which nobody fires (C9.4)."""
    if all(left):
        return harm
    fired = [share(attack, combat.parting_share) for attack in attacks]
    return (harm[0] + fired[1], harm[1]) if left[0] else (harm[0], harm[1] + fired[0])


def is_over(forces: Forces, harm: Pair) -> bool:
    """Whether a fight is over: a side is all lost, or neither has attack left (C9.3)."""
    if any(harm[i] >= forces[i].endurance for i in (0, 1)):
        return True
    return not any(attacks_of(forces, harm))


def keeper_of(forces: Forces, harm: Pair, left: Leaving) -> int | None:
    """Return the index of the force that keeps the sky (C9.5); None if the lots are unknown."""
    return keeper_by_attacks(forces, attacks_of(forces, harm), left)


def keeper_by_attacks(forces: Forces, attacks: Pair, left: Leaving) -> int | None:
    """Return the same as `keeper_of`, by the attack that both forces have left."""
    if left[0] != left[1]:
        return 1 if left[0] else 0
    if bool(attacks[0]) != bool(attacks[1]):
        return 0 if attacks[0] else 1
    for index, force in enumerate(forces):
        if force.side.is_owner:
            return index
    if attacks[0] != attacks[1]:
        return 0 if attacks[0] > attacks[1] else 1
    lots = (forces[0].side.lot, forces[1].side.lot)
    return None if lots[0] == lots[1] else int(lots[1] > lots[0])


# The fight


def fight(forces: Forces, combat: CombatNumbers, source: RandomSource) -> FightOutcome:
    """Roll a fight of two forces, whose lots are known, to its end (C9.3 to C9.5)."""
    harm: Pair = (0, 0)
    left: Leaving = (False, False)
    volleys: list[Volley] = []
    for _ in range(combat.rounds):
        attacks = attacks_of(forces, harm)
        left = leaving(forces, attacks, combat)
        if any(left):
            after = parting_harm(harm, left, attacks, combat)
            strikes = (after[1] - harm[1], after[0] - harm[0])
            volleys.append(Volley((0, 0), (0, 0), attacks, strikes))
            harm = after
            break
        volley = _roll_volley(forces, harm, combat, source)
        volleys.append(volley)
        harm = (harm[0] + volley.hits[1], harm[1] + volley.hits[0])
        if is_over(forces, harm):
            break
    keeper = keeper_of(forces, harm, left)
    assert keeper is not None, "both sides of a fight have the same lot"
    return FightOutcome(tuple(volleys), left, harm, keeper)


def _roll_volley(forces: Forces, harm: Pair, combat: CombatNumbers, source: RandomSource) -> Volley:
    attacks = attacks_of(forces, harm)
    rolls = (source.integer(1, randomness.D10), source.integer(1, randomness.D10))
    modifiers = (
        modifier_of(forces[0], harm[0], combat),
        modifier_of(forces[1], harm[1], combat),
    )
    strikes = tuple(
        share(attacks[i], volley_share(rolls[i] + modifiers[i], combat)) for i in (0, 1)
    )
    return Volley(rolls, modifiers, attacks, (strikes[0], strikes[1]))
