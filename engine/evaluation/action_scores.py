"""Scores of actions: sums of the evaluation's terms, by which actions are ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from engine.battle import forecast
from engine.evaluation import terms
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import UnitId
    from engine.battle.fields import Map
    from engine.battle.state import Unit, UnitSet
    from engine.evaluation.terms import CellValues
    from engine.evaluation.values import Valuation
    from engine.hexgrid import Cell

FIRST: Final = 1e-6
"""Added to the score of waiting, so that it comes before actions of the same score."""

Aim: TypeAlias = "tuple[str, UnitId]"
"""The code of a weapon, and the unit it attacks."""


class DestinationScores(NamedTuple):
    """The scores of going to each cell and of staying; *ahead* are the terms they consist of."""

    ahead: CellValues
    going: Map
    staying: float


def score_moves(valuation: Valuation, unit: Unit) -> DestinationScores:
    """Return the scores of the cells a unit may move to, and of waiting where it is (R4)."""
    flees = valuation.state.is_engaged(unit)
    ahead = terms.cell_values(valuation, unit, shoots=not flees, charges=not flees)
    going = ahead.standing + ahead.shots + ahead.charges
    staying = float(going[unit.cell])
    if flees:
        staying += terms.melee_balance(valuation, unit)
    return DestinationScores(ahead, going, staying)


def score_advance(valuation: Valuation, unit: Unit) -> DestinationScores:
    """Return the scores of the cells a unit may advance to, and of doing neither (R5)."""
    may = not unit.marks.fled
    ahead = terms.cell_values(valuation, unit, shoots=may, charges=may, advanced=True)
    staying = float(ahead.standing[unit.cell]) + float(ahead.charges[unit.cell])
    going = ahead.standing + ahead.shots
    # A unit that stays after the roll is done (R5.2): only the charge is left.
    going[unit.cell] = staying
    return DestinationScores(ahead, going, staying)


class AttackScore(NamedTuple):
    """The value of a volley, and what other weapons that the unit may then fire can add."""

    worth: float
    others: float

    @property
    def total(self) -> float:
        """Return the sum."""
        return self.worth + self.others


def score_attacks(
    valuation: Valuation, unit: Unit, pairs: tuple[tuple[str, UnitSet], ...]
) -> dict[Aim, AttackScore]:
    """Return the scores of weapons' volleys at their targets, in the order of `Options` (R6.4,
    R7.5).

    In a fight *others* is 0: which weapon attacks next is not the unit's to choose.
    """
    weapons = {code: terms.weapon_of(unit, code) for code, _ in pairs}
    worth = {
        (code, at): terms.attack_value(valuation, unit, weapons[code], valuation.state.units[at])
        for code, foes in pairs
        for at in cells_of(foes)
    }
    return {
        (code, at): AttackScore(
            value, 0.0 if weapons[code].is_melee else terms.other_weapons_value(unit, code, worth)
        )
        for (code, at), value in worth.items()
    }


class ChargeScores(NamedTuple):
    """The chance to reach each target and the gain if it is reached; *risk* is that of staying."""

    risk: float
    chances: list[float]
    gains: list[float]

    @property
    def totals(self) -> list[float]:
        """Return chance times gain for each target."""
        return [chance * gain for chance, gain in zip(self.chances, self.gains, strict=True)]


def score_charges(valuation: Valuation, unit: Unit, foes: Sequence[Unit]) -> ChargeScores:
    """Return the scores of charges, relative to waiting, whose score is 0 (R7.2)."""
    goals = valuation.objective_values(unit)
    risk = terms.staying_risk(valuation, unit)
    return ChargeScores(
        risk,
        [forecast.charge_chance(valuation.state, unit, foe) for foe in foes],
        [terms.charge_value(valuation, unit, foe, goals, risk) for foe in foes],
    )


class ChargeEndScores(NamedTuple):
    """For each cell where a charge may end: its value for objectives, and the cost of being
    attacked.
    """

    objectives: Map
    exposure: npt.NDArray[np.float64]

    @property
    def totals(self) -> npt.NDArray[np.float64]:
        """Return the value less the cost, shape `(cells,)`."""
        return self.objectives.astype(np.float64) - self.exposure


def score_charge_ends(valuation: Valuation, unit: Unit, cells: Sequence[Cell]) -> ChargeEndScores:
    """Return the scores of the cells where a charge may end (R7.3)."""
    exposure = [terms.exposure(valuation, unit, cell) for cell in cells]
    return ChargeEndScores(
        valuation.objective_values(unit)[np.asarray(cells)], np.array(exposure, np.float64)
    )
