"""The exact odds of a fight in space: the chances of all harms, convolved over its rounds (C9.10).

All chances are whole weights until the end, so that nothing is rounded.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from engine.campaign import randomness
from engine.campaign.forces import Kind
from engine.campaign.shares import share
from engine.campaign.space_combat import (
    Forces,
    Leaving,
    Pair,
    attacks_of,
    is_over,
    keeper_by_attacks,
    keeper_of,
    leaving,
    modifier_of,
    parting_harm,
    volley_share,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.campaign.forces import Force
    from engine.campaign.numbers.ship_numbers import CombatNumbers

_ROUND_WEIGHT = randomness.D10 * randomness.D10
_REMEMBERED = 512
_STAYING: Leaving = (False, False)


class ForceOdds(msgspec.Struct, frozen=True):
    """What one force has to expect of a fight.

    *keeps* is its chance to keep the sky; *lost*, *crippled* and *batteries* are expected numbers,
    *price* that of the ships lost; the rest are chances.
    """

    keeps: Fraction
    lost: Fraction
    crippled: Fraction
    price: Fraction
    batteries: Fraction
    starbase_crippled: Fraction
    starbase_lost: Fraction
    leaves: Fraction


class SpaceOdds(msgspec.Struct, frozen=True):
    """The odds of a fight, of both forces."""

    forces: tuple[ForceOdds, ForceOdds]


class _Ends:
    """The weights of all ends of a fight."""

    def __init__(self) -> None:
        self.keeps: list[int | Fraction] = [0, 0]
        self.left = [0, 0]
        self.harm: tuple[dict[int, int], dict[int, int]] = (defaultdict(int), defaultdict(int))

    def add(self, forces: Forces, harm: Pair, left: Leaving, weight: int) -> None:
        """Add one end of the fight."""
        self.keep(keeper_of(forces, harm, left), weight)
        for i in (0, 1):
            self.left[i] += weight * left[i]
            self.harm[i][harm[i]] += weight

    def keep(self, keeper: int | None, weight: int) -> None:
        """Add that a force keeps the sky, each in half of the cases if the keeper is None."""
        if keeper is None:
            self.keeps = [kept + Fraction(weight, 2) for kept in self.keeps]
        else:
            self.keeps[keeper] += weight


@functools.lru_cache(maxsize=_REMEMBERED)
def odds(one: Force, other: Force, combat: CombatNumbers) -> SpaceOdds:
    """Return the odds of a fight of two forces (C9.10).

    Where both lots are unknown and the lot would decide, each keeps the sky in half of the cases.
    """
    ends = _play_out((one, other), combat)
    whole = _ROUND_WEIGHT**combat.rounds
    return SpaceOdds((_expect(one, 0, ends, whole), _expect(other, 1, ends, whole)))


@functools.lru_cache(maxsize=_REMEMBERED)
def keeping_chance(one: Force, other: Force, combat: CombatNumbers) -> Fraction:
    """Return the chance that *one* keeps the sky, the same as `odds` says."""
    forces = one, other
    ends = _Ends()
    going = _play_rounds(forces, ends, range(1, combat.rounds), combat)
    _add_last_round(forces, going, ends, combat)
    whole: int = _ROUND_WEIGHT**combat.rounds
    return Fraction(ends.keeps[0]) / whole


def _play_out(forces: Forces, combat: CombatNumbers) -> _Ends:
    """Return the weights of all ends of a fight."""
    ends = _Ends()
    for harm, weight in _play_rounds(forces, ends, range(combat.rounds), combat).items():
        ends.add(forces, harm, _STAYING, weight)
    return ends


def _play_rounds(
    forces: Forces, ends: _Ends, rounds: range, combat: CombatNumbers
) -> Mapping[Pair, int]:
    """Play rounds, by the numbers of those left after each; return the states that still go on."""
    going: Mapping[Pair, int] = {(0, 0): 1}
    for rounds_left in reversed(rounds):
        going = _play_round(forces, going, ends, rounds_left, combat)
    return going


def _add_last_round(
    forces: Forces, going: Mapping[Pair, int], ends: _Ends, combat: CombatNumbers
) -> None:
    """Add who keeps the sky after the last round, for which only the attack left counts.

    Most of the work of a fight would be its last round, in which each state has 16 successors. Of
    the attack left there are few values, and those of the two forces do not depend on each other.
    """
    weights: dict[Pair, int] = defaultdict(int)
    for harm, weight in going.items():
        attacks = attacks_of(forces, harm)
        left = leaving(forces, attacks, combat)
        if any(left):
            parted = parting_harm(harm, left, attacks, combat)
            ends.add(forces, parted, left, weight * _ROUND_WEIGHT)
            continue
        own = _attacks_after(forces, 0, harm, attacks, combat)
        for other, faces in _attacks_after(forces, 1, harm, attacks, combat).items():
            for attack, own_faces in own.items():
                weights[attack, other] += weight * own_faces * faces
    for attacks, weight in weights.items():
        ends.keep(keeper_by_attacks(forces, attacks, _STAYING), weight)


def _attacks_after(
    forces: Forces, index: int, harm: Pair, attacks: Pair, combat: CombatNumbers
) -> dict[int, int]:
    """Return the attack that a force can have after a volley, with the faces that leave it that."""
    force, enemy = forces[index], 1 - index
    modifier = modifier_of(forces[enemy], harm[enemy], combat)
    after: dict[int, int] = defaultdict(int)
    for strikes, faces in _strikes(attacks[enemy], modifier, combat):
        after[force.attack(harm[index] + strikes)] += faces
    return after


def _play_round(
    forces: Forces,
    going: Mapping[Pair, int],
    ends: _Ends,
    rounds_left: int,
    combat: CombatNumbers,
) -> dict[Pair, int]:
    """Play a round from all states of a fight that goes on; return those in which it still does."""
    after: dict[Pair, int] = defaultdict(int)
    for harm, weight in going.items():
        attacks = attacks_of(forces, harm)
        left = leaving(forces, attacks, combat)
        if any(left):
            parted = parting_harm(harm, left, attacks, combat)
            ends.add(forces, parted, left, weight * _ROUND_WEIGHT ** (rounds_left + 1))
            continue
        given = _strikes(attacks[0], modifier_of(forces[0], harm[0], combat), combat)
        taken = _strikes(attacks[1], modifier_of(forces[1], harm[1], combat), combat)
        for strikes, faces in given:
            hurt = min(harm[1] + strikes, forces[1].endurance)
            for struck, other_faces in taken:
                state = (min(harm[0] + struck, forces[0].endurance), hurt)
                after[state] += weight * faces * other_faces
    over = [harm for harm in after if rounds_left and is_over(forces, harm)]
    for harm in over:
        ends.add(forces, harm, _STAYING, after.pop(harm) * _ROUND_WEIGHT**rounds_left)
    return after


@functools.lru_cache(maxsize=_REMEMBERED)
def _strikes(attack: int, modifier: int, combat: CombatNumbers) -> tuple[Pair, ...]:
    """Return the strikes that a volley can have, each with the number of faces that give it."""
    faces: dict[int, int] = defaultdict(int)
    for roll in range(1, randomness.D10 + 1):
        faces[share(attack, volley_share(roll + modifier, combat))] += 1
    return tuple(faces.items())


def _expect(force: Force, index: int, ends: _Ends, whole: int) -> ForceOdds:
    totals = dict.fromkeys(
        ("lost", "crippled", "price", "batteries", "starbase_crippled", "starbase_lost"), 0
    )
    for harm, weight in ends.harm[index].items():
        aftermath = force.aftermath(harm)
        ships = [one for one in aftermath.lost if one.is_ship]
        totals["lost"] += weight * len(ships)
        totals["price"] += weight * sum(ship.price for ship in ships)
        totals["crippled"] += weight * sum(one.is_ship for one in aftermath.crippled)
        kinds = [one.kind for one in aftermath.lost]
        totals["batteries"] += weight * kinds.count(Kind.BATTERY)
        totals["starbase_lost"] += weight * kinds.count(Kind.STARBASE)
        hurt = [one.kind for one in aftermath.crippled]
        totals["starbase_crippled"] += weight * hurt.count(Kind.STARBASE)
    return ForceOdds(
        keeps=Fraction(ends.keeps[index]) / whole,
        leaves=Fraction(ends.left[index], whole),
        **{name: Fraction(total, whole) for name, total in totals.items()},
    )
