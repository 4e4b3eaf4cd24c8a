"""What the attacks of one unit take from another, wherever both stand: tables of damage."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.battle.attack import Circumstances
from engine.battle.forecast import tolls_of
from engine.hexgrid import NEIGHBOURS
from engine.memory import remember

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.state import Setup
    from engine.data.catalog import Profile, Weapon

CROWDS: Final = NEIGHBOURS // 2 + 1
"""BLAST adds from nothing to half of the hexes around a unit."""
_FLOAT: Final = "f"
"""The numbers of a table are those of a `Map`."""


class Salvo(NamedTuple):
    """Hold all shots that one unit may have at another.

    A *shot* is a range, and whether the unit stands *still* for it; *weapons* counts the shots of
    each weapon: a cell may be in several, of which the best counts. *damage* has a row a shot, as
    bytes: a column for twice what BLAST adds, plus one with cover; without *blast* only the first
    two matter.
    """

    shots: tuple[tuple[int, bool], ...]
    weapons: tuple[int, ...]
    damage: bytes
    blast: bool


NO_SALVO: Final = Salvo((), (), b"", blast=False)


class Attacks:
    """Gather the attacks of sides on units of a setup; what each weapon does is worked out once."""

    def __init__(self, setup: Setup) -> None:
        """Start with nothing worked out."""
        self._profiles: Final = setup.profiles
        self._tolls: Final = tolls_of(setup)
        self._salvos: Final[dict[tuple[str, str, int], Salvo]] = {}

    def salvo(self, foe: UnitId, unit: UnitId, hp: int) -> Salvo:
        """Give the shots of *foe* at a unit with *hp* hit points."""
        profile, target = self._profiles[foe], self._profiles[unit]
        key = (profile.code, target.code, hp)
        if key not in self._salvos:
            self._salvos[key] = self._gather(profile, target, hp)
        return self._salvos[key]

    def _gather(self, profile: Profile, target: Profile, hp: int) -> Salvo:
        shots: list[tuple[int, bool]] = []
        weapons: list[int] = []
        damage = array(_FLOAT)
        for weapon in profile.ranged:
            before = len(shots)
            for still in (False, True) if weapon.heavy else (False,):
                for close in (False, True) if weapon.rapid_fire or weapon.melta else (False,):
                    shots.append((weapon.reach // 2 if close else weapon.reach, still))
                    damage.extend(self._columns(weapon, target, hp, close=close, still=still))
            weapons.append(len(shots) - before)
        blast = any(weapon.blast for weapon in profile.ranged)
        return Salvo(tuple(shots), tuple(weapons), damage.tobytes(), blast)

    def _columns(
        self, weapon: Weapon, target: Profile, hp: int, *, close: bool, still: bool
    ) -> list[float]:
        added = weapon.rapid_fire if close else 0
        columns = [
            self._tolls.of_volley(weapon, target, here, added + crowd, hp).damage
            for crowd in range(CROWDS if weapon.blast else 1)
            for here in (Circumstances(cover, close, still) for cover in (False, True))
        ]
        return columns if weapon.blast else columns * CROWDS

    def strike(self, foe: UnitId, unit: UnitId, hp: int) -> float:
        """Give what a fight of *foe* takes from a unit with *hp* hit points."""
        return self._tolls.of_fight(self._profiles[foe], self._profiles[unit], hp).damage


@remember(1)
def attacks_of(setup: Setup) -> Attacks:
    """Give the attacks of a setup, remembered while its battles are played."""
    return Attacks(setup)
