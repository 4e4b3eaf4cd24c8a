"""One attack after another of A at b, for the tests of R8."""

from __future__ import annotations

from collections.abc import Sequence

from tests.engine.boards import Battle, Weapon, battle, unit


def shoot(weapon: Weapon, dice: Sequence[int], board: str = "A..b", **target: object) -> Battle:
    """Return a battle after A has fired at b, of the statline *target*, with these rolls."""
    stats = {"HP_MAX": 9} | target
    drawn = battle(board, phase="SHOOT", A=unit(weapon), b=unit(**stats))
    return drawn.act("A", f"SHOOT {weapon[0]} b", dice=dice)


def strike(weapon: Weapon, dice: Sequence[int], **target: object) -> Battle:
    """Return a battle after A has fought b, likewise."""
    stats = {"HP_MAX": 9} | target
    drawn = battle("Ab", phase="FIGHT", A=unit(weapon), b=unit(**stats))
    return drawn.act("A", f"FIGHT {weapon[0]} b", dice=dice)
