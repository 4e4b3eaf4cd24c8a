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
from engine.encoding import destination_features
from engine.encoding.action_features import AT, KINDS, ROW
from engine.encoding.side_view import NO_OBJECTIVE, distances
from engine.evaluation import action_scores, terms
from engine.evaluation.values import Valuation
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.options import Options
    from engine.battle.state import BattleState, Unit
    from engine.encoding.layout import Numbers
    from engine.encoding.spec import Spec
    from engine.encoding.unit_features import ArmyFeatures
    from engine.evaluation.terms import CellValues
    from engine.hexgrid import Cell

_KIND: Final = {kind: AT[f"is_{kind}"] for kind in KINDS}
_SHOWN: Final = ("objectives", "shots", "charges", "approach")
"""The features whose best destination is always offered, whatever its score."""


class ActionGroup(NamedTuple):
    """Options of one kind: rows `(n, features)`, scores `(n,)`, and the cell and action of each.

    *moves* is whether the options lead to their cells; otherwise the unit is in them.
    """

    rows: Numbers
    scores: npt.NDArray[np.float64]
    cells: Sequence[Cell]
    actions: list[Action]
    moves: bool = False


class EncodedActions(NamedTuple):
    """The options that are offered, best first: rows `(n, features)`, and their actions."""

    rows: Numbers
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
        self._ahead: CellValues | None = None

    def offer(self, options: Options) -> EncodedActions:
        """Return the rows of *options*, the best first; if there are too many, the worst are left
        out.
        """
        lots = [lot for lot in self._lots(options) if len(lot.cells)]
        scores = np.concatenate([lot.scores for lot in lots])
        cells = [cell for lot in lots for cell in lot.cells]
        actions = [action for lot in lots for action in lot.actions]
        rows = np.concatenate([lot.rows for lot in lots])
        rows[:, AT["present"]] = 1
        behind = (scores - scores.max()) / self._spec.points
        rows[:, AT["score_gap"]] = np.maximum(behind, -self._spec.largest)
        self._write_places(rows, cells, sum(len(lot.cells) for lot in lots if not lot.moves))
        order = np.lexsort((self._view.order[cells], -scores))
        order = self._pick(order, rows, cells)
        return EncodedActions(rows[order], [actions[place] for place in order.tolist()])

    def _write_places(self, rows: Numbers, cells: list[Cell], aims: int) -> None:
        """Write the features of *cells* into rows `(n, features)`; the first *aims* lead to no
        cell.
        """
        state, spec = self._state, self._spec
        moves: destination_features.Moves
        if state.active is None:
            moves = [state.units[state.at[cell]].profile.move for cell in cells]
        else:
            moves = state.units[state.active].profile.move
        destination_features.write_ground(rows, state, self._features, cells, moves, spec)
        destination_features.write_foes_beside(rows, state, self._valuation, cells, spec)
        if self._ahead is not None and state.active is not None:
            unit = state.units[state.active]
            destination_features.write_cell_values(
                rows[aims:], unit, cells[aims:], self._ahead, spec
            )

    def _pick(
        self, order: npt.NDArray[np.intp], rows: Numbers, cells: list[Cell]
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

    def _lots(self, options: Options) -> list[ActionGroup]:
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
    def _lot(
        kind: str,
        cells: Sequence[Cell],
        scores: npt.ArrayLike,
        actions: list[Action],
    ) -> ActionGroup:
        """Return a group of options with the features that every kind has."""
        rows = np.zeros((len(cells), len(ROW)), np.float32)
        rows[:, _KIND[kind]] = 1
        return ActionGroup(rows, np.asarray(scores, np.float64), cells, actions)

    def _cut(self, worth: float) -> float:
        return max(-self._spec.largest, min(self._spec.largest, worth))

    # Whom to activate

    def _activations(self, options: Options) -> ActionGroup:
        state, spec, strengths = self._state, self._spec, self._view.strengths
        units = [state.units[at] for at in cells_of(options.activate)]
        scores = [terms.activation_priority(self._valuation, unit) for unit in units]
        lot = self._lot(
            "activate", [unit.cell for unit in units], scores, [Activate(u.id) for u in units]
        )
        start = AT["unit_value_share"]
        for row, unit in zip(lot.rows, units, strict=True):
            row[start : start + 6] = (
                strengths.value_share[unit.id],
                unit.hp / unit.profile.hp_max,
                self._cut(unit.profile.oc / spec.control),
                strengths.ranged[unit.id],
                strengths.melee[unit.id],
                self._cut(unit.profile.move / spec.move),
            )
        return lot

    # Where to go

    def _places(self, kind: str, cells: list[Cell], scores: npt.ArrayLike) -> ActionGroup:
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
        return self._lot(kind, cells, scores, actions)._replace(moves=True)

    def _moves(self, unit: Unit, options: Options) -> list[ActionGroup]:
        self._ahead, going, staying = action_scores.score_moves(self._valuation, unit)
        cells = cells_of(options.move)
        moves = self._places("move", cells, going[cells])
        wait = self._places("wait", [unit.cell], [staying + action_scores.FIRST])
        if self._state.is_engaged(unit):
            exposure = terms.exposure(self._valuation, unit, unit.cell)
            wait.rows[:, AT["exposure"]] = self._cut(exposure / self._spec.points)
        return [moves, wait]

    # Shots and advances

    def _shooting(self, unit: Unit, options: Options) -> list[ActionGroup]:
        if not (options.advance or options.stay):
            shots = self._attacks(unit, options.shoot, 0.0, Shoot)
            return [shots, self._wait(unit, 0.0)] if options.wait else [shots]
        self._ahead, going, staying = action_scores.score_advance(self._valuation, unit)
        if options.stay:
            # With a low roll there may be nowhere to go.
            cells = cells_of(options.advance_to)
            ways = [self._places("advance_to", cells, going[cells])] if cells else []
            return [*ways, self._places("stay", [unit.cell], [staying])]
        lots = [self._attacks(unit, options.shoot, staying, Shoot)] if options.shoot else []
        chances = terms.advance_value(self._state, unit, going)
        go = self._places("advance", [unit.cell], [chances])
        return [*lots, go, self._places("wait", [unit.cell], [staying])]

    def _wait(self, unit: Unit, score: float) -> ActionGroup:
        return self._lot("wait", [unit.cell], [score + action_scores.FIRST], [Wait()])

    def _attacks(
        self,
        unit: Unit,
        pairs: tuple[tuple[str, int], ...],
        stay: float,
        make: type[Shoot | Fight],
    ) -> ActionGroup:
        """Return the group of volleys; single attacks, and giving up the rest, are not offered."""
        points = self._spec.points
        attacks = action_scores.score_attacks(self._valuation, unit, pairs)
        lot = self._lot(
            "shoot" if make is Shoot else "fight",
            [unit.cell] * len(attacks),
            [stay + score.worth + score.others for score in attacks.values()],
            [make(*aim, Mode.VOLLEY) for aim in attacks],
        )
        for row, ((code, at), score) in zip(lot.rows, attacks.items(), strict=True):
            row[AT["attack"]] = self._cut(score.worth / points)
            row[AT["other_weapons"]] = self._cut(score.others / points)
            self._write_attack(row, unit, code, self._state.units[at])
        return lot

    def _write_attack(self, row: Numbers, unit: Unit, code: str, target: Unit) -> None:
        weapon = terms.weapon_of(unit, code)
        summary = forecast.summarise_attack(self._state, unit, weapon, target)
        row[AT["damage"]] = summary.damage / target.hp
        row[AT["kill"]] = summary.destroyed
        self._write_target(row, unit, target)

    def _write_target(self, row: Numbers, unit: Unit, target: Unit) -> None:
        state, spec, strengths = self._state, self._spec, self._view.strengths
        answer = forecast.damage_forecasts_of(state.setup).of_fight(
            target.profile, unit.profile, unit.hp
        )
        held = self._view.objective[target.cell] != NO_OBJECTIVE
        start = AT["return_damage"]
        row[start : start + 7] = (
            answer.damage / unit.hp,
            strengths.value_share[target.id],
            target.hp / target.profile.hp_max,
            self._cut(target.profile.oc / spec.control) if held else 0,
            strengths.ranged[target.id],
            strengths.melee[target.id],
            self._cut(state.distance(unit, target) / spec.hexes),
        )

    # Charges

    def _charging(self, unit: Unit, options: Options) -> list[ActionGroup]:
        if options.charge_to:
            cells = cells_of(options.charge_to)
            ends = action_scores.score_charge_ends(self._valuation, unit, cells)
            offsets = self._state.field.grid.offsets
            actions: list[Action] = [ChargeTo(offsets[cell]) for cell in cells]
            lots = [self._lot("charge_to", cells, ends.totals, actions)]
            self._write_ends(lots[0], ends)
        else:
            lots = [self._charges(unit, options), self._wait(unit, 0.0)]
        threat = threats.threat(self._state, unit)
        for lot in lots:
            destination_features.write_fears(lot.rows, unit, lot.cells, threat, self._spec)
        return lots

    def _write_ends(self, lot: ActionGroup, ends: action_scores.ChargeEndScores) -> None:
        points, largest = self._spec.points, self._spec.largest
        lot.rows[:, AT["objectives"]] = np.clip(ends.objectives / points, -largest, largest)
        lot.rows[:, AT["exposure"]] = np.minimum(ends.exposure / points, largest)

    def _charges(self, unit: Unit, options: Options) -> ActionGroup:
        foes = [self._state.units[at] for at in cells_of(options.charge)]
        forecasts = forecast.damage_forecasts_of(self._state.setup)
        risk, chances, gains = charges = action_scores.score_charges(self._valuation, unit, foes)
        # A charge by a unit without melee weapons ranks last.
        totals = charges.totals if unit.profile.melee else [-np.inf] * len(foes)
        ends = [self._likely_end(unit, foe) for foe in foes]
        lot = self._lot("charge", ends, totals, [Charge(foe.id) for foe in foes])
        self._write_ends(lot, action_scores.score_charge_ends(self._valuation, unit, ends))
        for row, foe, chance, gain in zip(lot.rows, foes, chances, gains, strict=True):
            blow = forecasts.of_fight(unit.profile, foe.profile, foe.hp)
            row[AT["attack"]] = self._cut(gain / self._spec.points)
            row[AT["damage"]] = blow.damage / foe.hp
            row[AT["kill"]] = blow.destroyed
            row[AT["chance"]] = chance
            row[AT["loss"]] = self._cut(risk / self._spec.points)
            self._write_target(row, unit, foe)
        return lot

    def _likely_end(self, unit: Unit, foe: Unit) -> Cell:
        """Return the best of the free cells adjacent to a target; of several the nearest."""
        state = self._state
        free = state.field.ground & ~(state.occupied[0] | state.occupied[1])
        cells = cells_of(state.field.grid.near[foe.cell] & free)
        totals = action_scores.score_charge_ends(self._valuation, unit, cells).totals
        far = distances(self._view, unit.cell)[cells]
        best = np.lexsort((self._view.order[cells], far, -totals))[0]
        return cells[int(best)]
