"""Options as rows: every legal action that is offered, its features, and which are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.battle import forecast, threats
from engine.battle.actions import (
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    Fight,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.encoding.action_features import (
    ACTIVATION,
    AT,
    ATTACK,
    KIND,
    RANK,
    ROW,
    Activation,
    Attack,
    Ranking,
    kind_row,
)
from engine.encoding.destination_features import (
    DESTINATION,
    DESTINATION_VALUES,
    EXPECTED_DAMAGE,
    EXPOSURE,
    Destinations,
    DestinationValues,
    ExpectedDamage,
    Exposure,
)
from engine.encoding.side_view import distances
from engine.evaluation import action_scores, terms
from engine.evaluation.values import Valuation
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.forecast import DamageSummary
    from engine.battle.options import Options
    from engine.battle.state import BattleState, Unit
    from engine.battle.threats import Threat
    from engine.encoding.destination_features import Moves
    from engine.encoding.observation_layout import FloatArray
    from engine.encoding.spec import Spec
    from engine.encoding.unit_features import ArmyFeatures
    from engine.evaluation.action_scores import AttackScore, ChargeEndScores
    from engine.evaluation.terms import CellValues
    from engine.hexgrid import Cell

_KIND: Final = ROW.span(KIND)
_RANK: Final = ROW.span(RANK)
_VALUES: Final = ROW.span(DESTINATION_VALUES)
_DAMAGE: Final = ROW.span(EXPECTED_DAMAGE)
_EXPOSURE: Final = ROW.span(EXPOSURE)
_DESTINATION: Final = ROW.span(DESTINATION)
_ATTACK: Final = ROW.span(ATTACK)
_ACTIVATION: Final = ROW.span(ACTIVATION)
_SHOWN: Final = ("objectives", "shots", "charges", "approach")
"""The features whose best destination is always offered, whatever its score."""


class ActionGroup(NamedTuple):
    """Options of one kind: rows `(n, features)`, scores `(n,)`, and the cell and action of each.

    *moves* is whether the options lead to their cells; otherwise the unit is in them.
    """

    rows: FloatArray
    scores: npt.NDArray[np.float64]
    cells: Sequence[Cell]
    actions: list[Action]
    moves: bool = False


class EncodedActions(NamedTuple):
    """The options that are offered, best first: rows `(n, features)`, and their actions."""

    rows: FloatArray
    actions: list[Action]


class ActionEncoder:
    """The encoder of the options of one decision."""

    def __init__(self, state: BattleState, features: ArmyFeatures, spec: Spec) -> None:
        """Set the state, the features of its units, and the numbers of the encoding."""
        self._state = state
        self._features = features
        self._spec = spec
        self._valuation = Valuation(state, state.to_act, spec.weights)
        self._view = features.view
        # The values of the destinations of options, once they are worked out.
        self._cell_values: CellValues | None = None

    def encode(self, options: Options) -> EncodedActions:
        """Return the rows of *options*, the best first; if there are too many, the worst are left
        out.
        """
        groups = [group for group in self._groups(options) if len(group.cells)]
        scores = np.concatenate([group.scores for group in groups])
        cells = [cell for group in groups for cell in group.cells]
        actions = [action for group in groups for action in group.actions]
        rows = np.concatenate([group.rows for group in groups])
        RANK.write(rows[:, _RANK], Ranking(scores, self._spec))
        still = sum(len(group.cells) for group in groups if not group.moves)
        self._write_destinations(rows, cells, still)
        order = np.lexsort((self._view.order[cells], -scores))
        order = self._pick(order, rows, cells)
        return EncodedActions(rows[order], [actions[place] for place in order.tolist()])

    def _write_destinations(self, rows: FloatArray, cells: list[Cell], still: int) -> None:
        """Write the features of *cells* into rows `(n, features)`; *still* of them stay."""
        state, spec = self._state, self._spec
        moves: Moves
        if state.active is None:
            moves = [state.units[state.at[cell]].profile.move for cell in cells]
        else:
            moves = state.units[state.active].profile.move
        destinations = Destinations(state, self._features, cells, moves, spec)
        DESTINATION.write(rows[:, _DESTINATION], destinations)
        if self._cell_values is not None and state.active is not None:
            unit, values = state.units[state.active], self._cell_values
            rows, cells = rows[still:], cells[still:]
            DESTINATION_VALUES.write(
                rows[:, _VALUES], DestinationValues.from_cell_values(values, cells, spec)
            )
            self._write_expected_damage(rows, unit, cells, values.threat)

    def _write_expected_damage(
        self, rows: FloatArray, unit: Unit, cells: Sequence[Cell], threat: Threat
    ) -> None:
        damage = ExpectedDamage(unit, cells, threat, self._spec)
        EXPECTED_DAMAGE.write(rows[:, _DAMAGE], damage)

    def _pick(
        self, order: npt.NDArray[np.intp], rows: FloatArray, cells: list[Cell]
    ) -> npt.NDArray[np.intp]:
        """Return the best options, and the best by each criterion: an objective, fire, refuge,
        waiting.

        *order* and the result are indices into *rows*, shape `(n,)`.
        """
        most = self._spec.rows
        if len(order) <= most:
            return order
        ranked = rows[order]
        ideas = {int(ranked[:, AT[name]].argmax()) for name in _SHOWN}
        ideas.add(int(ranked[:, AT["loss"]].argmin()))
        ideas |= set(np.flatnonzero(ranked[:, AT["is_wait"]] + ranked[:, AT["is_stay"]]).tolist())
        for on in self._view.on_objectives[:, cells][:, order]:
            if on.any():
                ideas.add(int(on.argmax()))
        others = [place for place in range(len(order)) if place not in ideas]
        kept = sorted([*ideas, *others[: most - len(ideas)]])[:most]
        return order[kept]

    def _groups(self, options: Options) -> list[ActionGroup]:
        state = self._state
        if state.active is None:
            return [self._activations(options)]
        unit = state.units[state.active]
        if options.move:
            return self._moves(unit, options)
        if options.shoot or options.advance or options.stay:
            return self._shooting(unit, options)
        if options.charge or options.charge_to:
            return self._charging(unit, options)
        if options.fight:
            return [self._attacks(unit, options.fight, 0.0, Fight)]
        return [self._wait(unit, 0.0)]

    @staticmethod
    def _group(
        kind: str,
        cells: Sequence[Cell],
        scores: npt.ArrayLike,
        actions: list[Action],
    ) -> ActionGroup:
        """Return a group of options with the features that every kind has."""
        rows = np.zeros((len(cells), len(ROW)), np.float32)
        rows[:, _KIND] = kind_row(kind)
        return ActionGroup(rows, np.asarray(scores, np.float64), cells, actions)

    # Whom to activate

    def _activations(self, options: Options) -> ActionGroup:
        units = [self._state.units[at] for at in cells_of(options.activate)]
        scores = [terms.activation_priority(self._valuation, unit) for unit in units]
        actions: list[Action] = [Activate(unit.id) for unit in units]
        group = self._group("activate", [unit.cell for unit in units], scores, actions)
        for row, unit in zip(group.rows, units, strict=True):
            context = Activation(unit, self._view.strengths, self._spec)
            row[_ACTIVATION] = ACTIVATION.values(context)
        return group

    # Where to go

    def _destinations(self, kind: str, cells: list[Cell], scores: npt.ArrayLike) -> ActionGroup:
        """Return the group of cells to move to, or to stay in."""
        offsets = self._state.field.grid.offsets
        actions: list[Action]
        match kind:
            case "move":
                actions = [Move(offsets[cell]) for cell in cells]
            case "advance_to":
                actions = [AdvanceTo(offsets[cell]) for cell in cells]
            case "advance":
                actions = [Advance()]
            case "stay":
                actions = [Stay()]
            case _:
                actions = [Wait()]
        return self._group(kind, cells, scores, actions)._replace(moves=True)

    def _moves(self, unit: Unit, options: Options) -> list[ActionGroup]:
        self._cell_values, going, staying = action_scores.score_moves(self._valuation, unit)
        cells = cells_of(options.move)
        moves = self._destinations("move", cells, going[cells])
        wait = self._destinations("wait", [unit.cell], [staying + action_scores.FIRST])
        if self._state.is_engaged(unit):
            cost = terms.exposure(self._valuation, unit, unit.cell)
            EXPOSURE.write(wait.rows[:, _EXPOSURE], Exposure(cost, self._spec))
        return [moves, wait]

    # Shots and advances

    def _shooting(self, unit: Unit, options: Options) -> list[ActionGroup]:
        if not (options.advance or options.stay):
            shots = self._attacks(unit, options.shoot, 0.0, Shoot)
            return [shots, self._wait(unit, 0.0)] if options.wait else [shots]
        self._cell_values, going, staying = action_scores.score_advance(self._valuation, unit)
        if options.stay:
            # With a low roll there may be nowhere to go.
            cells = cells_of(options.advance_to)
            advances = [self._destinations("advance_to", cells, going[cells])] if cells else []
            return [*advances, self._destinations("stay", [unit.cell], [staying])]
        groups = [self._attacks(unit, options.shoot, staying, Shoot)] if options.shoot else []
        value = terms.advance_value(self._state, unit, going)
        advance = self._destinations("advance", [unit.cell], [value])
        return [*groups, advance, self._destinations("wait", [unit.cell], [staying])]

    def _wait(self, unit: Unit, score: float) -> ActionGroup:
        return self._group("wait", [unit.cell], [score + action_scores.FIRST], [Wait()])

    def _attacks(
        self,
        unit: Unit,
        pairs: tuple[tuple[str, int], ...],
        stay: float,
        make: type[Shoot | Fight],
    ) -> ActionGroup:
        """Return the group of volleys; single attacks, and giving up the rest, are not offered."""
        state = self._state
        attacks = action_scores.score_attacks(self._valuation, unit, pairs)
        group = self._group(
            "shoot" if make is Shoot else "fight",
            [unit.cell] * len(attacks),
            [stay + score.worth + score.others for score in attacks.values()],
            [make(*aim, Mode.VOLLEY) for aim in attacks],
        )
        for row, ((code, at), score) in zip(group.rows, attacks.items(), strict=True):
            target, weapon = state.units[at], terms.weapon_of(unit, code)
            summary = forecast.summarise_attack(state, unit, weapon, target)
            self._write_attack(row, unit, target, score, summary, 0.0)
        return group

    def _write_attack(
        self,
        row: FloatArray,
        unit: Unit,
        target: Unit,
        score: AttackScore,
        summary: DamageSummary,
        chance: float,
    ) -> None:
        attack = Attack(self._state, self._view, self._spec, unit, target, *score, summary, chance)
        row[_ATTACK] = ATTACK.values(attack)

    # Charges

    def _charging(self, unit: Unit, options: Options) -> list[ActionGroup]:
        if options.charge_to:
            cells = cells_of(options.charge_to)
            ends = action_scores.score_charge_ends(self._valuation, unit, cells)
            offsets = self._state.field.grid.offsets
            actions: list[Action] = [ChargeTo(offsets[cell]) for cell in cells]
            groups = [self._group("charge_to", cells, ends.totals, actions)]
            self._write_ends(groups[0], ends, 0.0)
        else:
            groups = [self._charges(unit, options), self._wait(unit, 0.0)]
        threat = threats.threat(self._state, unit)
        for group in groups:
            self._write_expected_damage(group.rows, unit, group.cells, threat)
        return groups

    def _write_ends(self, group: ActionGroup, ends: ChargeEndScores, risk: float) -> None:
        values = DestinationValues(ends.objectives, risk, 0.0, 0.0, 0.0, self._spec)
        DESTINATION_VALUES.write(group.rows[:, _VALUES], values)
        EXPOSURE.write(group.rows[:, _EXPOSURE], Exposure(ends.exposure, self._spec))

    def _charges(self, unit: Unit, options: Options) -> ActionGroup:
        foes = [self._state.units[at] for at in cells_of(options.charge)]
        forecasts = forecast.damage_forecasts_of(self._state.setup)
        risk, chances, gains = charges = action_scores.score_charges(self._valuation, unit, foes)
        # A charge by a unit without melee weapons ranks last.
        totals = charges.totals if unit.profile.melee else [-np.inf] * len(foes)
        ends = [self._likely_end(unit, foe) for foe in foes]
        group = self._group("charge", ends, totals, [Charge(foe.id) for foe in foes])
        self._write_ends(group, action_scores.score_charge_ends(self._valuation, unit, ends), risk)
        for row, foe, chance, gain in zip(group.rows, foes, chances, gains, strict=True):
            summary = forecasts.of_fight(unit.profile, foe.profile, foe.hp)
            score = action_scores.AttackScore(gain, 0.0)
            self._write_attack(row, unit, foe, score, summary, chance)
        return group

    def _likely_end(self, unit: Unit, foe: Unit) -> Cell:
        """Return the best of the free cells adjacent to a target; of several the nearest."""
        state = self._state
        free = state.field.ground & ~(state.occupied[0] | state.occupied[1])
        cells = cells_of(state.field.grid.near[foe.cell] & free)
        totals = action_scores.score_charge_ends(self._valuation, unit, cells).totals
        far = distances(self._view, unit.cell)[cells]
        best = np.lexsort((self._view.order[cells], far, -totals))[0]
        return cells[int(best)]
