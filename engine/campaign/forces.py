"""The forces of a fight in space: one ordered list each, at so much harm so much attack (C9.2)."""

from __future__ import annotations

import enum
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from engine.campaign.shares import PERCENT, share
from engine.campaign.vocabulary import Condition, FleetId, HouseId, Mission, Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.campaign.numbers import ShipNumbers
    from engine.campaign.numbers.ship_numbers import CombatNumbers
    from engine.campaign.records import Fleet, FleetSighting


class Kind(enum.IntEnum):
    """The kinds of combatants, in the order in which harm falls on them (C9.2)."""

    ARMED_SHIP = 0
    BATTERY = 1
    STARBASE = 2
    UNARMED_SHIP = 3


class Combatant(msgspec.Struct, frozen=True):
    """A ship, a battery or a starbase in a fight, with its effective numbers (C9.2).

    *attack* is what it has while sound. *fleet* is None for ground defences.
    """

    id: str
    kind: Kind
    attack: int
    hull: int
    condition: Condition = Condition.SOUND
    fleet: FleetId | None = None
    price: int = 0

    @property
    def is_ship(self) -> bool:
        """Whether it is a ship."""
        return self.kind in {Kind.ARMED_SHIP, Kind.UNARMED_SHIP}


class GroundDefences(msgspec.Struct, frozen=True):
    """The ground defences of a world; a blinded starbase is given as a crippled one (C9.9)."""

    batteries: int = 0
    starbase: Condition | None = None

    @property
    def stand(self) -> bool:
        """Whether there are any."""
        return self.batteries > 0 or self.starbase is not None


class Side(msgspec.Struct, frozen=True):
    """Whose force it is: a house, or None for a free world, and its levels of research.

    *lot* is its lot for the last tie of C9.5; forecasts leave it empty.
    """

    house: HouseId | None
    weapons: int = 0
    defence: int = 0
    is_owner: bool = False
    lot: str = ""


@dataclass(frozen=True)
class _Stairs:
    """What happens to a force as harm adds up: at each threshold one combatant falls a step."""

    thresholds: tuple[int, ...]
    fallen: tuple[tuple[int, bool], ...]
    """Of each step the index of the combatant, and whether it is lost by it."""
    attacks: tuple[int, ...]
    """Attack after each number of steps."""


@dataclass(frozen=True)
class Aftermath:
    """What a fight did to a force: who is lost, and who was crippled by it and is still there."""

    lost: tuple[Combatant, ...]
    crippled: tuple[Combatant, ...]


@dataclass(frozen=True)
class Force:
    """One side of a fight: its combatants in the order in which harm falls on them (C9.2).

    *posture* is that of the fleet with the most attack, None for ground defences alone (C9.4).
    """

    side: Side
    combatants: tuple[Combatant, ...]
    posture: Posture | None
    is_guarding: bool = False

    @cached_property
    def never_leaves(self) -> bool:
        """Whether it stays whatever its posture: no fleets, or a starbase that is sound (C9.4)."""
        return self.posture is None or self.has_sound_starbase(0)

    @cached_property
    def endurance(self) -> int:
        """Return the harm at which all of it is lost."""
        thresholds = self._stairs.thresholds
        return thresholds[-1] if thresholds else 0

    def attack(self, harm: int) -> int:
        """Return the attack that is left at so much harm."""
        attacks = self._attacks
        return attacks[harm] if harm < len(attacks) else attacks[-1]

    def has_sound_starbase(self, harm: int) -> bool:
        """Whether it has a starbase that is sound at so much harm."""
        return harm < self._starbase_limit

    def aftermath(self, harm: int) -> Aftermath:
        """Return who is lost and who was crippled at so much harm."""
        stairs = self._stairs
        steps = stairs.fallen[: bisect_right(stairs.thresholds, harm)]
        lost = {index for index, is_lost in steps if is_lost}
        crippled = {index for index, is_lost in steps if not is_lost} - lost
        return Aftermath(
            tuple(self.combatants[index] for index in sorted(lost)),
            tuple(self.combatants[index] for index in sorted(crippled)),
        )

    @cached_property
    def _attacks(self) -> tuple[int, ...]:
        """The attack at each harm from 0 to its endurance."""
        stairs = self._stairs
        attacks, reached = [], 0
        for threshold, attack in zip(stairs.thresholds, stairs.attacks, strict=False):
            attacks += [attack] * (threshold - reached)
            reached = threshold
        return (*attacks, stairs.attacks[-1])

    @cached_property
    def _starbase_limit(self) -> int:
        """The harm at which its sound starbase is crippled; 0 without one."""
        for index, combatant in enumerate(self.combatants):
            if combatant.kind is Kind.STARBASE and combatant.condition is Condition.SOUND:
                stairs = self._stairs
                return stairs.thresholds[stairs.fallen.index((index, False))]
        return 0

    @cached_property
    def _stairs(self) -> _Stairs:
        numbered = list(enumerate(self.combatants))
        first = [(i, one) for i, one in numbered if one.condition is Condition.SOUND]
        second = [(i, one) for i, one in numbered if one.kind is not Kind.BATTERY]
        fallen = [(i, one.kind is Kind.BATTERY) for i, one in first]
        fallen += [(i, True) for i, _ in second]
        harm, thresholds = 0, []
        left = {i: _attack_in(one, one.condition) for i, one in numbered}
        attacks = [sum(left.values())]
        for index, is_lost in fallen:
            one = self.combatants[index]
            harm += one.hull
            thresholds.append(harm)
            after = 0 if is_lost else _attack_in(one, Condition.CRIPPLED)
            attacks.append(attacks[-1] - left[index] + after)
            left[index] = after
        return _Stairs(tuple(thresholds), tuple(fallen), tuple(attacks))


# Effective numbers


def effective_attack(attack: int, weapons: int, combat: CombatNumbers) -> int:
    """Return the attack of a sound ship or ground defence at a level of weapons (C6.3, C9.2)."""
    return share(attack, PERCENT + combat.weapons_bonus * weapons)


def effective_hull(hull: int, defence: int, combat: CombatNumbers) -> int:
    """Return the hull of a ground defence at a level of defence; ships' do not grow (C9.2)."""
    return share(hull, PERCENT + combat.defence_bonus * defence)


def _attack_in(combatant: Combatant, condition: Condition) -> int:
    """Return the attack of a combatant in a condition: half of it, rounded down, when crippled."""
    return combatant.attack // 2 if condition is Condition.CRIPPLED else combatant.attack


# Making forces


def make_force(
    side: Side, fleets: Sequence[Fleet], defences: GroundDefences | None, numbers: ShipNumbers
) -> Force:
    """Return the force of fleets, and of ground defences if they take part (C9.2).

    Choice (C9.4): which fleet has the most attack is settled as the fight begins, by the effective
    numbers.
    """
    strength = {fleet.id: _ships(side, fleet, numbers) for fleet in fleets}
    combatants = [ship for ships in strength.values() for ship in ships]
    if defences is not None:
        combatants += _ground(side, defences, numbers)
    combatants.sort(key=lambda one: (one.kind, one.hull, one.id))
    posture = None
    if fleets:
        leader = max(fleets, key=lambda fleet: (_total_attack(strength[fleet.id]), fleet.id))
        posture = leader.posture
    guarding = any(
        fleet.mission is Mission.GUARD and fleet.target == fleet.world for fleet in fleets
    )
    return Force(side, tuple(combatants), posture, guarding)


def seen_force(
    side: Side,
    sightings: Sequence[FleetSighting],
    defences: GroundDefences | None,
    numbers: ShipNumbers,
) -> Force:
    """Return a force as others see it, of whose ships only attack and hull are known (C5.2).

    Choice (C9.10): each fleet counts as ships of equal attack with the smallest hull that any armed
    ship has, and as balanced.
    """
    combatants = []
    unit = min(hull.hull for hull in numbers.hulls.values() if hull.attack)
    for place, seen in enumerate(sightings):
        kind = Kind.ARMED_SHIP if seen.attack else Kind.UNARMED_SHIP
        for index, (attack, hull) in enumerate(_portions(seen.attack, seen.hull, unit)):
            effective = effective_attack(attack, side.weapons, numbers.combat)
            combatants.append(Combatant(f"{place}.{index}", kind, effective, hull))
    if defences is not None:
        combatants += _ground(side, defences, numbers)
    combatants.sort(key=lambda one: (one.kind, one.hull, one.id))
    return Force(side, tuple(combatants), Posture.BALANCED if sightings else None)


def _portions(attack: int, hull: int, unit: int) -> list[tuple[int, int]]:
    """Return attack and hull in equal portions of at least a *unit* of hull each."""
    count = max(1, hull // unit)
    cuts = [(attack * i // count, hull * i // count) for i in range(count + 1)]
    return [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(cuts)]


def _ships(side: Side, fleet: Fleet, numbers: ShipNumbers) -> list[Combatant]:
    combatants = []
    for ship in fleet.ships:
        hull = numbers.hulls[ship.hull]
        kind = Kind.ARMED_SHIP if hull.attack else Kind.UNARMED_SHIP
        attack = effective_attack(hull.attack, side.weapons, numbers.combat)
        combatants.append(
            Combatant(ship.id, kind, attack, hull.hull, ship.condition, fleet.id, hull.price)
        )
    return combatants


def _ground(side: Side, defences: GroundDefences, numbers: ShipNumbers) -> list[Combatant]:
    combat = numbers.combat
    attack = effective_attack(numbers.battery.attack, side.weapons, combat)
    hull = effective_hull(numbers.battery.hull, side.defence, combat)
    combatants = [
        Combatant(f"battery{index}", Kind.BATTERY, attack, hull)
        for index in range(defences.batteries)
    ]
    if defences.starbase is not None:
        attack = effective_attack(numbers.starbase.attack, side.weapons, combat)
        hull = effective_hull(numbers.starbase.hull, side.defence, combat)
        combatants.append(Combatant("starbase", Kind.STARBASE, attack, hull, defences.starbase))
    return combatants


def _total_attack(combatants: list[Combatant]) -> int:
    return sum(_attack_in(one, one.condition) for one in combatants)
