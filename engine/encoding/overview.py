"""The battle as a side sees it, whatever the decision: the whole, the objectives, every unit."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.battle.state import AdvancePending, AttackPending, ChargePending
from engine.encoding.observation_layout import LARGE, Columns, Feature
from engine.evaluation.projection import holders, normalised_lead, projected_lead
from engine.evaluation.values import scorings_left, turns_left

if TYPE_CHECKING:
    from engine.battle.state import BattleState
    from engine.encoding.observation_layout import Fill, FloatArray
    from engine.encoding.spec import Spec
    from engine.encoding.unit_features import ArmyFeatures, UnitFeatures

DECISIONS: Final = (
    "activate_move",
    "activate_shoot",
    "activate_charge",
    "activate_fight",
    "move",
    "shoot",
    "advance_to",
    "rest_of_attacks",
    "charge",
    "charge_to",
    "fight",
    "rest_of_blows",
)
"""The kinds of decision that the rules ask for."""


def decision_of(state: BattleState) -> int:
    """Return the index in `DECISIONS` of the decision of a state."""
    phase = state.phase
    if state.active is None:
        return DECISIONS.index(f"activate_{phase.name.lower()}")
    match state.pending:
        case AdvancePending():
            return DECISIONS.index("advance_to")
        case ChargePending():
            return DECISIONS.index("charge_to")
        case AttackPending():
            kind = "rest_of_attacks" if phase is Phase.SHOOT else "rest_of_blows"
            return DECISIONS.index(kind)
        case None:
            return DECISIONS.index(phase.name.lower())


class Overview:
    """A battle as one side sees it, with what several features need."""

    def __init__(self, state: BattleState, side: Side, features: ArmyFeatures, spec: Spec) -> None:
        """Compute what several features need."""
        self.state: Final = state
        self.side: Final = side
        self.spec: Final = spec
        self.setup: Final = state.setup
        self.rules: Final = state.setup.rules
        self.own_units: Final = features.own
        self.enemy_units: Final = features.enemy
        armies = features.view.strengths.armies
        self.own_army: Final = armies[side.index]
        self.enemy_army: Final = armies[side.other.index]
        self.own_points: Final = state.points[side.index]
        self.enemy_points: Final = state.points[side.other.index]
        self.projected: Final = projected_lead(state, side, state.owners)
        self.occupied: Final = projected_lead(state, side, holders(state))

    def points(self, points: int) -> float:
        """Return victory points by their scale."""
        return min(self.spec.largest, points / self.spec.victory_points)

    def turns(self, side: Side) -> float:
        """Return the turns a side has left, as a share of all rounds."""
        return turns_left(self.state, side) / self.rules.rounds

    def scorings(self, side: Side) -> float:
        """Return the scorings a side has left, as a share of all."""
        return scorings_left(self.state, side) / (self.rules.rounds + 1)

    def lead(self, lead: float, scale: float) -> float:
        """Return a lead at the end between -1 and 1."""
        return normalised_lead(self.state, lead, scale)

    def value_balance(self) -> float:
        """Return the lead in remaining value, as a share of both sides'."""
        own, enemy = (
            sum([entry.health for entry in army]) for army in (self.own_units, self.enemy_units)
        )
        return _ratio(own - enemy, own + enemy)

    def units_waiting(self) -> float:
        """Return the units not activated in this phase, as a share of the most."""
        activated = self.state.activated
        waiting = [entry for entry in self.own_units if not activated >> entry.unit.id & 1]
        return len(waiting) / self.spec.units

    def objectives(self, side: Side) -> float:
        """Return the share of the objectives that a side controls."""
        return self.state.owners.count(side) / max(1, len(self.setup.objectives))


def _value(army: list[UnitFeatures]) -> int:
    return sum([entry.unit.profile.value for entry in army])


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _is(decision: int) -> Fill[int]:
    return lambda number: number == decision


_DECISION: Final[Columns[int]] = Columns(
    [
        Feature(f"is_{kind}", 0, 1, f"the decision is of kind {kind}", _is(number))
        for number, kind in enumerate(DECISIONS)
    ]
)


@functools.cache
def _decision_row(decision: int) -> list[bool]:
    return _DECISION.values(decision)


_WHOLE: Final[Columns[Overview]] = Columns(
    [
        Feature(
            "round",
            0,
            1,
            "the round, as a share of all",
            lambda o: o.state.round / o.rules.rounds,
        ),
        Feature(
            "own_turns_left",
            0,
            1,
            "own turns still to begin, as a share of all rounds",
            lambda o: o.turns(o.side),
        ),
        Feature(
            "enemy_turns_left",
            0,
            1,
            "enemy turns still to begin, as a share of all rounds",
            lambda o: o.turns(o.side.other),
        ),
        Feature(
            "own_scorings",
            0,
            1,
            "own scorings to come, as a share of all",
            lambda o: o.scorings(o.side),
        ),
        Feature(
            "enemy_scorings",
            0,
            1,
            "enemy scorings to come, as a share of all",
            lambda o: o.scorings(o.side.other),
        ),
        Feature("own_turn", 0, 1, "whether it is the own turn", lambda o: o.state.side is o.side),
        Feature(
            "goes_first",
            0,
            1,
            "whether the side goes first in a round",
            lambda o: o.setup.scenario.first is o.side,
        ),
        Feature(
            "objectives_count",
            0,
            1,
            "whether objectives score in this battle",
            lambda o: o.setup.scenario.score_objectives,
        ),
        Feature("own_points", 0, LARGE, "own victory points", lambda o: o.points(o.own_points)),
        Feature(
            "enemy_points",
            0,
            LARGE,
            "the enemy's victory points",
            lambda o: o.points(o.enemy_points),
        ),
        Feature(
            "lead",
            -1,
            1,
            "own victory points less the enemy's: tanh(x / LEAD)",
            lambda o: np.tanh((o.own_points - o.enemy_points) / o.spec.lead),
        ),
        Feature(
            "projected_lead_near",
            -1,
            1,
            "the lead at the end if control stays as it is, by NEAR",
            lambda o: o.lead(o.projected, o.spec.near),
        ),
        Feature(
            "projected_lead_far",
            -1,
            1,
            "the lead at the end if control stays as it is, by FAR",
            lambda o: o.lead(o.projected, o.spec.far),
        ),
        Feature(
            "occupied_lead_near",
            -1,
            1,
            "the lead at the end if only objectives with units on them count, by NEAR",
            lambda o: o.lead(o.occupied, o.spec.near),
        ),
        Feature(
            "occupied_lead_far",
            -1,
            1,
            "the lead at the end if only objectives with units on them count, by FAR",
            lambda o: o.lead(o.occupied, o.spec.far),
        ),
        Feature(
            "own_value",
            0,
            1,
            "share of the own army's VALUE that is left",
            lambda o: _ratio(_value(o.own_units), o.own_army),
        ),
        Feature(
            "enemy_value",
            0,
            1,
            "share of the enemy army's VALUE that is left",
            lambda o: _ratio(_value(o.enemy_units), o.enemy_army),
        ),
        Feature(
            "value_balance",
            -1,
            1,
            "own hit points' VALUE less the enemy's, of both",
            Overview.value_balance,
        ),
        Feature(
            "own_units",
            0,
            1,
            "own units in play, as a share of the most there may be",
            lambda o: len(o.own_units) / o.spec.units,
        ),
        Feature(
            "enemy_units",
            0,
            1,
            "enemy units in play, as a share of the most there may be",
            lambda o: len(o.enemy_units) / o.spec.units,
        ),
        Feature(
            "units_waiting",
            0,
            1,
            "units of the side not activated in this phase, as a share of the most there may be",
            Overview.units_waiting,
        ),
        Feature(
            "own_objectives",
            0,
            1,
            "objectives the side controls, as a share of all",
            lambda o: o.objectives(o.side),
        ),
        Feature(
            "enemy_objectives",
            0,
            1,
            "objectives the enemy controls, as a share of all",
            lambda o: o.objectives(o.side.other),
        ),
        Feature(
            "columns",
            0,
            1,
            "columns of the board, of the most there may be",
            lambda o: o.setup.field.grid.columns / o.rules.largest_columns,
        ),
        Feature(
            "rows",
            0,
            1,
            "rows of the board, of the most there may be",
            lambda o: o.setup.field.grid.rows / o.rules.largest_rows,
        ),
    ]
)


WHOLE: Final[Columns[Any]] = Columns([*_DECISION.features, *_WHOLE.features])


def fill_whole(
    row: FloatArray, state: BattleState, side: Side, features: ArmyFeatures, spec: Spec
) -> None:
    """Write the `WHOLE` of a state into *row*, `(features,)`."""
    overview = Overview(state, side, features, spec)
    row[:] = _decision_row(decision_of(state)) + _WHOLE.values(overview)


def fill_units(
    rows: FloatArray, state: BattleState, side: Side, features: ArmyFeatures, spec: Spec
) -> None:
    """Write one `UNIT` per row, `(n, features)`: the side's own by id, from *spec.units* the
    enemy's.
    """
    activated, acting = state.activated, state.active
    empty = bytes(rows[0].nbytes)
    for who, first in ((side, 0), (side.other, spec.units)):
        zone_of_control = state.zone_of_control(who)
        ids = features.own_ids if who is side else features.enemy_ids
        written = [
            entry.row(
                zone_of_control >> entry.unit.cell & 1,
                activated >> entry.unit.id & 1,
                acting == entry.unit.id,
            )
            if entry.unit.hp
            else empty
            for entry in [features.all[unit] for unit in ids]
        ]
        filled = np.frombuffer(b"".join(written), np.float32)
        rows[first : first + len(written)] = filled.reshape(len(written), -1)
