"""The battle as a side sees it, whatever the decision: the whole, the objectives, every unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engine.battle.outcome import control
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.battle.state import AdvancePending, AttackPending, ChargePending
from engine.encoding.layout import LARGE, Columns, Feature
from engine.evaluation.projection import holders, normalised_lead, projected_lead
from engine.evaluation.values import scorings_left, turns_left

if TYPE_CHECKING:
    from engine.battle.state import BattleState
    from engine.encoding.layout import Numbers
    from engine.encoding.spec import Spec
    from engine.encoding.unit_features import ArmyFeatures

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

WHOLE: Final = Columns(
    [
        *(Feature(f"is_{kind}", 0, 1, f"the decision is of kind {kind}") for kind in DECISIONS),
        Feature("round", 0, 1, "the round, as a share of all"),
        Feature("own_turns_left", 0, 1, "own turns still to begin, as a share of all rounds"),
        Feature("enemy_turns_left", 0, 1, "enemy turns still to begin, as a share of all rounds"),
        Feature("own_scorings", 0, 1, "own scorings to come, as a share of all"),
        Feature("enemy_scorings", 0, 1, "enemy scorings to come, likewise"),
        Feature("own_turn", 0, 1, "whether it is the own turn"),
        Feature("goes_first", 0, 1, "whether the side goes first in a round"),
        Feature("objectives_count", 0, 1, "whether objectives score in this battle"),
        Feature("own_points", 0, LARGE, "own victory points"),
        Feature("enemy_points", 0, LARGE, "the enemy's victory points"),
        Feature("lead", -1, 1, "own victory points less the enemy's, squashed"),
        Feature(
            "projected_lead_near", -1, 1, "the lead at the end if control stays as it is, by NEAR"
        ),
        Feature("projected_lead_far", -1, 1, "the same, by FAR"),
        Feature("occupied_lead_near", -1, 1, "the same if only what is garrisoned counts, by NEAR"),
        Feature("occupied_lead_far", -1, 1, "the same, by FAR"),
        Feature("own_value", 0, 1, "share of the own army's VALUE that is left"),
        Feature("enemy_value", 0, 1, "share of the enemy army's VALUE that is left"),
        Feature("value_balance", -1, 1, "own hit points' VALUE less the enemy's, of both"),
        Feature("own_units", 0, 1, "own units in play, as a share of the most there may be"),
        Feature("enemy_units", 0, 1, "enemy units in play, likewise"),
        Feature("units_waiting", 0, 1, "units of the side not activated in this phase, likewise"),
        Feature("own_objectives", 0, 1, "objectives the side controls, as a share of all"),
        Feature("enemy_objectives", 0, 1, "objectives the enemy controls, as a share of all"),
        Feature("columns", 0, 1, "columns of the board, of the most there may be"),
        Feature("rows", 0, 1, "rows of the board, of the most there may be"),
    ]
)
OBJECTIVE: Final = Columns(
    [
        Feature("present", 0, 1, "whether there is such an objective"),
        Feature("own", 0, 1, "the side controls it"),
        Feature("enemy", 0, 1, "the enemy controls it"),
        Feature("own_control", 0, LARGE, "OC of own units on it"),
        Feature("enemy_control", 0, LARGE, "OC of enemy units on it"),
        Feature("x", -1, 1, "where its middle is, from the own end of the board"),
        Feature("y", -1, 1, "where its middle is, across the board"),
        Feature("own_turns", 0, 1, "turns until an own unit could stand on it"),
        Feature("enemy_turns", 0, 1, "turns until an enemy could stand on it"),
        Feature("turns", 0, 1, "turns until the active unit could stand on it"),
    ]
)
UNIT: Final = Columns(
    [
        Feature("in_play", 0, 1, "whether there is such a unit, alive"),
        Feature("hit_points", 0, LARGE, "its hit points"),
        Feature("hp_fraction", 0, 1, "the share of its hit points that it has left"),
        Feature("value_share", 0, 1, "its VALUE, as a share of its army's"),
        Feature("control", 0, LARGE, "its OC"),
        Feature("move", 0, LARGE, "its MOVE"),
        Feature("reach", 0, LARGE, "the reach of its longest gun"),
        Feature("ranged", 0, 1, "the share of an average enemy that its guns take"),
        Feature("melee", 0, 1, "the share of an average enemy that its fight takes"),
        Feature("ranged_taken", 0, 1, "the share of it that an average enemy's guns take"),
        Feature("melee_taken", 0, 1, "the share of it that an average enemy's fight takes"),
        Feature("x", -1, 1, "where it is, from the own end of the board"),
        Feature("y", -1, 1, "where it is, across the board"),
        Feature("in_cover", 0, 1, "whether it stands in cover"),
        Feature("engaged", 0, 1, "whether an enemy is adjacent"),
        Feature("on_objective", 0, 1, "whether it stands on an objective"),
        Feature("activated", 0, 1, "whether it was activated in this phase"),
        Feature("active", 0, 1, "whether it is the active unit"),
        Feature("moved", 0, 1, "mark of R3.4"),
        Feature("fled", 0, 1, "mark of R3.4"),
        Feature("advanced", 0, 1, "mark of R3.4"),
        Feature("shot", 0, 1, "mark of R3.4"),
        Feature("charged", 0, 1, "mark of R3.4"),
        Feature("fought", 0, 1, "mark of R3.4"),
    ]
)


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


def fill_whole(
    row: Numbers, state: BattleState, side: Side, features: ArmyFeatures, spec: Spec
) -> None:
    """Write the `WHOLE` of a state into *row*, `(features,)`, which is all zeros."""
    setup, own, enemy = state.setup, side.index, side.other.index
    rules = setup.rules
    row[decision_of(state)] = 1
    lead = state.points[own] - state.points[enemy]
    ours = (features.own, features.enemy)
    living = ours if side is Side.ONE else ours[::-1]
    left = [sum([entry.unit.profile.value for entry in army]) for army in living]
    hit_points = [sum([entry.health for entry in army]) for army in living]
    most = max(1, len(setup.objectives))
    held = [state.owners.count(who) / most for who in Side]
    waiting = [entry for entry in features.own if not state.activated >> entry.unit.id & 1]
    row[len(DECISIONS) :] = (
        state.round / rules.rounds,
        turns_left(state, side) / rules.rounds,
        turns_left(state, side.other) / rules.rounds,
        scorings_left(state, side) / (rules.rounds + 1),
        scorings_left(state, side.other) / (rules.rounds + 1),
        state.side is side,
        setup.scenario.first is side,
        setup.scenario.score_objectives,
        min(spec.largest, state.points[own] / spec.victory_points),
        min(spec.largest, state.points[enemy] / spec.victory_points),
        np.tanh(lead / spec.lead),
        *_leads_at_end(state, side, spec),
        _ratio(left[own], features.view.strengths.armies[own]),
        _ratio(left[enemy], features.view.strengths.armies[enemy]),
        _ratio(hit_points[own] - hit_points[enemy], sum(hit_points)),
        len(living[own]) / spec.units,
        len(living[enemy]) / spec.units,
        len(waiting) / spec.units,
        held[own],
        held[enemy],
        setup.field.grid.columns / rules.largest_columns,
        setup.field.grid.rows / rules.largest_rows,
    )


def _leads_at_end(state: BattleState, side: Side, spec: Spec) -> list[float]:
    return [
        normalised_lead(state, projected_lead(state, side, owners), scale)
        for owners in (state.owners, holders(state))
        for scale in (spec.near, spec.far)
    ]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def fill_objectives(
    rows: Numbers, state: BattleState, side: Side, features: ArmyFeatures, spec: Spec
) -> None:
    """Write one `OBJECTIVE` per row, `(n, features)`, in the scenario's order; *rows* are all
    zeros.
    """
    count = len(state.setup.objectives)
    if not count:
        return
    own, enemy = (
        [entry.turns for entry in army if entry.unit.profile.oc]
        for army in (features.own, features.enemy)
    )
    active = [] if state.active is None else [features.all[state.active].turns]
    middles = features.view.middles.tolist()
    ways = [_least(turns, count) for turns in (own, enemy, active)]
    rows[:count] = [
        (
            1,
            owner is side,
            owner is side.other,
            min(spec.largest, control(state, side, cells) / spec.control),
            min(spec.largest, control(state, side.other, cells) / spec.control),
            *middle,
            *turns,
        )
        for cells, owner, middle, turns in zip(
            state.setup.objectives, state.owners, middles, zip(*ways, strict=True), strict=True
        )
    ]


def _least(turns: list[list[float]], count: int) -> list[float]:
    """Return the fewest turns to each objective, at most 1."""
    return [min(1, *each) for each in zip(*turns, strict=True)] if turns else [1.0] * count


def fill_units(
    rows: Numbers, state: BattleState, side: Side, features: ArmyFeatures, spec: Spec
) -> None:
    """Write one `UNIT` per row, `(n, features)`: the side's own by id, from *spec.units* the
    enemy's.
    """
    activated, acting = state.activated, state.active
    nobody = bytes(rows[0].nbytes)
    for who, first in ((side, 0), (side.other, spec.units)):
        threatened = state.threatened(who)
        ids = features.own_ids if who is side else features.enemy_ids
        written = [
            entry.row(
                threatened >> entry.unit.cell & 1,
                activated >> entry.unit.id & 1,
                acting == entry.unit.id,
            )
            if entry.unit.hp
            else nobody
            for entry in [features.all[unit] for unit in ids]
        ]
        filled = np.frombuffer(b"".join(written), np.float32)
        rows[first : first + len(written)] = filled.reshape(len(written), -1)
