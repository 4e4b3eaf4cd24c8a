"""Tables of the expected damage of all attacks of one unit on another, for every circumstance."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.battle.attack import Circumstances
from engine.battle.forecast import damage_forecasts_of
from engine.hexgrid import NEIGHBOURS
from engine.object_cache import remember

if TYPE_CHECKING:
    from engine.battle.actions import UnitId
    from engine.battle.state import Setup
    from engine.data.catalog import Profile, Weapon

BLAST_BONUSES: Final = NEIGHBOURS // 2 + 1
"""The number of values that BLAST may add: 0 to half of the hexes around a unit."""
_FLOAT: Final = "f"
"""The array type code of the numbers of a `Map`."""


class RangedOptions(NamedTuple):
    """All ranged attacks that one unit may make at another.

    Each of *shots* is a range in hexes, and whether the unit must have kept *still*. *weapons* is
    the number of shots of each weapon; where several apply in a cell, the best counts. *damage* is
    the bytes of a float32 array of shape `(shots, 2 * BLAST_BONUSES)`, in hit points: column
    `2 * n + cover`, where BLAST adds n attacks. Without *blast* only the first two columns matter.
    """

    shots: tuple[tuple[int, bool], ...]
    weapons: tuple[int, ...]
    damage: bytes
    blast: bool


NO_RANGED_OPTIONS: Final = RangedOptions((), (), b"", blast=False)


class DamageTables:
    """The expected damage between the units of a setup, computed once per weapon and target."""

    def __init__(self, setup: Setup) -> None:
        """Start with empty tables."""
        self._profiles: Final = setup.profiles
        self._forecasts: Final = damage_forecasts_of(setup)
        self._ranged: Final[dict[tuple[str, str, int], RangedOptions]] = {}

    def ranged_options(self, foe: UnitId, unit: UnitId, hp: int) -> RangedOptions:
        """Return the ranged attacks of *foe* at a unit with *hp* hit points."""
        profile, target = self._profiles[foe], self._profiles[unit]
        key = (profile.code, target.code, hp)
        if key not in self._ranged:
            self._ranged[key] = self._gather(profile, target, hp)
        return self._ranged[key]

    def _gather(self, profile: Profile, target: Profile, hp: int) -> RangedOptions:
        shots: list[tuple[int, bool]] = []
        weapons: list[int] = []
        damage = array(_FLOAT)
        for weapon in profile.ranged:
            before = len(shots)
            for still in (False, True) if weapon.heavy else (False,):
                for close in (False, True) if weapon.rapid_fire or weapon.melta else (False,):
                    shots.append((weapon.range // 2 if close else weapon.range, still))
                    damage.extend(self._columns(weapon, target, hp, close=close, still=still))
            weapons.append(len(shots) - before)
        blast = any(weapon.blast for weapon in profile.ranged)
        return RangedOptions(tuple(shots), tuple(weapons), damage.tobytes(), blast)

    def _columns(
        self, weapon: Weapon, target: Profile, hp: int, *, close: bool, still: bool
    ) -> list[float]:
        added = weapon.rapid_fire if close else 0
        columns = [
            self._forecasts.of_volley(weapon, target, here, added + blast_bonus, hp).damage
            for blast_bonus in range(BLAST_BONUSES if weapon.blast else 1)
            for here in (Circumstances(cover, close, still) for cover in (False, True))
        ]
        return columns if weapon.blast else columns * BLAST_BONUSES

    def melee_damage(self, foe: UnitId, unit: UnitId, hp: int) -> float:
        """Return the expected damage, in hit points, of a fight of *foe* against a unit with
        *hp*.
        """
        return self._forecasts.of_fight(self._profiles[foe], self._profiles[unit], hp).damage


@remember(1)
def damage_tables_of(setup: Setup) -> DamageTables:
    """Return the tables of a setup, remembered while its battles are played."""
    return DamageTables(setup)
