"""What whole options come to: the scores that rank them, added up of the parts of `appraisal`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from engine.battle import forecast
from engine.encoding import appraisal
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import UnitId
    from engine.battle.fields import Map
    from engine.battle.state import Unit, UnitSet
    from engine.encoding.appraisal import Prospects
    from engine.encoding.stakes import Stakes
    from engine.hexgrid import Cell

FIRST: Final = 1e-6
"""Puts waiting before what comes to the same."""

Aim: TypeAlias = "tuple[str, UnitId]"
"""The code of a weapon, and whom it is brought to bear on."""


class PlaceScores(NamedTuple):
    """Hold what going to each cell comes to, and what staying does; *ahead* are the parts."""

    ahead: Prospects
    going: Map
    staying: float


def of_moves(stakes: Stakes, unit: Unit) -> PlaceScores:
    """Score the places a unit may move to, and waiting where it is (R4)."""
    flees = stakes.state.is_engaged(unit)
    ahead = appraisal.prospects(stakes, unit, shoots=not flees, charges=not flees)
    going = ahead.standing + ahead.shots + ahead.charges
    staying = float(going[unit.cell])
    if flees:
        staying += appraisal.melee_balance(stakes, unit)
    return PlaceScores(ahead, going, staying)


def of_advance(stakes: Stakes, unit: Unit) -> PlaceScores:
    """Score the places a unit may advance to, and neither advancing nor shooting (R5)."""
    may = not unit.fled
    ahead = appraisal.prospects(stakes, unit, shoots=may, charges=may, advanced=True)
    staying = float(ahead.standing[unit.cell]) + float(ahead.charges[unit.cell])
    going = ahead.standing + ahead.shots
    # Whoever stays after the roll is done (R5.2): only the charge is left.
    going[unit.cell] = staying
    return PlaceScores(ahead, going, staying)


class AttackScore(NamedTuple):
    """Hold what a volley is worth, and what other weapons may add that the unit then chooses."""

    worth: float
    others: float

    @property
    def total(self) -> float:
        """Add up the score."""
        return self.worth + self.others


def of_attacks(
    stakes: Stakes, unit: Unit, pairs: tuple[tuple[str, UnitSet], ...]
) -> dict[Aim, AttackScore]:
    """Score the volleys of weapons at their targets, in the order of `Options` (R6.4, R7.5).

    Which blows follow another is not for the unit to choose.
    """
    weapons = {code: appraisal.weapon_of(unit, code) for code, _ in pairs}
    worth = {
        (code, at): appraisal.attack_worth(stakes, unit, weapons[code], stakes.state.units[at])
        for code, foes in pairs
        for at in cells_of(foes)
    }
    return {
        (code, at): AttackScore(
            value, appraisal.worth_of_others(unit, code, worth) if weapons[code].reach else 0.0
        )
        for (code, at), value in worth.items()
    }


class ChargeScores(NamedTuple):
    """Hold, target by target, the chance to reach it and what is won if so; *risk* is staying's."""

    risk: float
    chances: list[float]
    gains: list[float]

    @property
    def totals(self) -> list[float]:
        """Multiply chance and gain."""
        return [chance * gain for chance, gain in zip(self.chances, self.gains, strict=True)]


def of_charges(stakes: Stakes, unit: Unit, foes: Sequence[Unit]) -> ChargeScores:
    """Score charges against waiting, which is 0 (R7.2)."""
    goals = stakes.objectives(unit)
    risk = appraisal.risk_here(stakes, unit)
    return ChargeScores(
        risk,
        [forecast.charge_chance(stakes.state, unit, foe) for foe in foes],
        [appraisal.charge_worth(stakes, unit, foe, goals, risk) for foe in foes],
    )


class EndScores(NamedTuple):
    """Hold, cell by cell, what the end of a charge is worth for objectives, and what it costs."""

    objectives: Map
    exposure: npt.NDArray[np.float64]

    @property
    def totals(self) -> npt.NDArray[np.float64]:
        """Take the cost from the worth."""
        return self.objectives.astype(np.float64) - self.exposure


def of_charge_ends(stakes: Stakes, unit: Unit, cells: Sequence[Cell]) -> EndScores:
    """Score the cells where a charge may end (R7.3)."""
    exposure = [appraisal.exposure(stakes, unit, cell) for cell in cells]
    return EndScores(stakes.objectives(unit)[np.asarray(cells)], np.array(exposure, np.float64))
