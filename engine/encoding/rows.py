"""Options as rows: every legal action that is offered, what is said of it, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.battle import forecast, rules
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
from engine.encoding import appraisal, places, scores
from engine.encoding.chart import NO_OBJECTIVE, chart_of
from engine.encoding.row import AT, ROW
from engine.encoding.stakes import Stakes
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.battle.actions import Action
    from engine.battle.options import Options
    from engine.battle.state import BattleState, Unit
    from engine.encoding.appraisal import Prospects
    from engine.encoding.layout import Numbers
    from engine.encoding.spec import Spec
    from engine.encoding.temper import Temper
    from engine.hexgrid import Cell

_SHOWN: Final = ("objectives", "shots", "charges", "approach")
"""Of each of these the best place is offered, however it scores."""


class Lot(NamedTuple):
    """Hold options of a kind: their rows, scores, the cells they lead to, and the actions."""

    rows: Numbers
    scores: npt.NDArray[np.float64]
    cells: Sequence[Cell]
    action: Callable[[int], Action]


class Offer(NamedTuple):
    """Hold the options that are offered, best first: their rows, and the actions they stand for."""

    rows: Numbers
    actions: list[Action]


class RowWriter:
    """Lay out the options of one decision as rows."""

    def __init__(self, state: BattleState, spec: Spec, temper: Temper) -> None:
        """Take the decision, the sizes and scales, and the weights of the appraisal."""
        self._state = state
        self._spec = spec
        self._stakes = Stakes(state, state.to_act, temper)
        self._chart = chart_of(state.setup, state.to_act)

    def offer(self) -> Offer:
        """Lay out the options, the best first; those that are too many are left out."""
        options = rules.options(self._state)
        lots = [lot for lot in self._lots(options) if len(lot.cells)]
        scores = np.concatenate([lot.scores for lot in lots])
        cells = [cell for lot in lots for cell in lot.cells]
        rows = np.concatenate([lot.rows for lot in lots])
        rows[:, AT["there"]] = 1
        behind = (scores - scores.max()) / self._spec.points
        rows[:, AT["behind"]] = np.maximum(behind, -self._spec.largest)
        order = np.lexsort((self._chart.order[cells], -scores))
        order = self._pick(order, rows, cells)
        places_of = [(lot, number) for lot in lots for number in range(len(lot.cells))]
        actions = [places_of[place][0].action(places_of[place][1]) for place in order.tolist()]
        return Offer(rows[order], actions)

    def _pick(
        self, order: npt.NDArray[np.intp], rows: Numbers, cells: list[Cell]
    ) -> npt.NDArray[np.intp]:
        """Keep the best options, and the best of every idea: an objective, fire, a refuge, wait."""
        most = self._spec.rows
        if len(order) <= most:
            return order
        ranked = rows[order]
        ideas = {int(ranked[:, AT[name]].argmax()) for name in _SHOWN}
        ideas.add(int(ranked[:, AT["loss"]].argmin()))
        ideas |= set(np.flatnonzero(ranked[:, AT["is_wait"]] + ranked[:, AT["is_stay"]]).tolist())
        numbers = self._chart.objective[cells][order]
        for number in set(numbers.tolist()) - {NO_OBJECTIVE}:
            ideas.add(int((numbers == number).argmax()))
        others = [place for place in range(len(order)) if place not in ideas]
        kept = sorted([*ideas, *others[: most - len(ideas)]])[:most]
        return order[kept]

    def _lots(self, options: Options) -> list[Lot]:
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

    def _lot(
        self,
        kind: str,
        unit: Unit,
        cells: Sequence[Cell],
        scores: npt.ArrayLike,
        action: Callable[[int], Action],
    ) -> Lot:
        """Begin a lot with what is said of every kind of option."""
        rows = np.zeros((len(cells), len(ROW)), np.float32)
        rows[:, AT[f"is_{kind}"]] = 1
        if len(cells):
            places.write_ground(rows, self._state, unit.side, cells, unit.profile.move, self._spec)
        return Lot(rows, np.asarray(scores, np.float64), cells, action)

    def _cut(self, worth: float) -> float:
        return max(-self._spec.largest, min(self._spec.largest, worth))

    # Whom to activate

    def _activations(self, options: Options) -> Lot:
        state, spec, strengths = self._state, self._spec, self._chart.strengths
        units = [state.units[at] for at in cells_of(options.activate)]
        scores = [appraisal.urgency(self._stakes, unit) for unit in units]
        cells = [unit.cell for unit in units]
        rows = np.zeros((len(units), len(ROW)), np.float32)
        rows[:, AT["is_activate"]] = 1
        moves = [unit.profile.move for unit in units]
        places.write_ground(rows, state, state.to_act, cells, moves, spec)
        start = AT["unit_worth"]
        for row, unit in zip(rows, units, strict=True):
            row[start : start + 6] = (
                strengths.worth[unit.id],
                unit.hp / unit.profile.hp_max,
                self._cut(unit.profile.oc / spec.control),
                strengths.fire[unit.id],
                strengths.blow[unit.id],
                self._cut(unit.profile.move / spec.move),
            )
        return Lot(rows, np.asarray(scores), cells, lambda place: Activate(units[place].id))

    # Where to go

    def _places(
        self, kind: str, unit: Unit, cells: list[Cell], scores: npt.ArrayLike, ahead: Prospects
    ) -> Lot:
        """Lay out places to move to, or to stay in."""
        make: dict[str, type[Move | AdvanceTo]] = {"move": Move, "advance_to": AdvanceTo}
        offsets = self._state.field.grid.offsets
        if kind in make:
            lot = self._lot(kind, unit, cells, scores, lambda at: make[kind](offsets[cells[at]]))
        else:
            lot = self._lot(
                kind, unit, cells, scores, lambda _: Wait() if kind == "wait" else Stay()
            )
        places.write_prospects(lot.rows, unit, cells, ahead, self._spec)
        return lot

    def _moves(self, unit: Unit, options: Options) -> list[Lot]:
        ahead, going, staying = scores.of_moves(self._stakes, unit)
        cells = cells_of(options.move)
        moves = self._places("move", unit, cells, going[cells], ahead)
        wait = self._places("wait", unit, [unit.cell], [staying + scores.FIRST], ahead)
        if self._state.is_engaged(unit):
            exposure = appraisal.exposure(self._stakes, unit, unit.cell)
            wait.rows[:, AT["exposure"]] = self._cut(exposure / self._spec.points)
        return [moves, wait]

    # Shots and advances

    def _shooting(self, unit: Unit, options: Options) -> list[Lot]:
        if not (options.advance or options.stay):
            shots = self._attacks(unit, options.shoot, 0.0, Shoot)
            return [shots, self._wait(unit, 0.0)] if options.wait else [shots]
        ahead, going, staying = scores.of_advance(self._stakes, unit)
        if options.stay:
            # With a low roll there may be nowhere to go.
            cells = cells_of(options.advance_to)
            ways = [self._places("advance_to", unit, cells, going[cells], ahead)] if cells else []
            return [*ways, self._places("stay", unit, [unit.cell], [staying], ahead)]
        lots = [self._attacks(unit, options.shoot, staying, Shoot)] if options.shoot else []
        chances = appraisal.advance_worth(self._state, unit, going)
        go = self._lot("advance", unit, [unit.cell], [chances], lambda _: Advance())
        places.write_prospects(go.rows, unit, [unit.cell], ahead, self._spec)
        return [*lots, go, self._places("wait", unit, [unit.cell], [staying], ahead)]

    def _wait(self, unit: Unit, score: float) -> Lot:
        return self._lot("wait", unit, [unit.cell], [score + scores.FIRST], lambda _: Wait())

    def _attacks(
        self,
        unit: Unit,
        pairs: tuple[tuple[str, int], ...],
        stay: float,
        make: type[Shoot | Fight],
    ) -> Lot:
        """Lay out volleys: single attacks, and giving up the rest, are not offered."""
        points = self._spec.points
        attacks = scores.of_attacks(self._stakes, unit, pairs)
        aims = list(attacks)
        lot = self._lot(
            "shoot" if make is Shoot else "fight",
            unit,
            [unit.cell] * len(aims),
            [stay + score.worth + score.others for score in attacks.values()],
            lambda at: make(*aims[at], Mode.VOLLEY),
        )
        for row, ((code, at), score) in zip(lot.rows, attacks.items(), strict=True):
            row[AT["attack"]] = self._cut(score.worth / points)
            row[AT["others"]] = self._cut(score.others / points)
            self._write_attack(row, unit, code, self._state.units[at])
        return lot

    def _write_attack(self, row: Numbers, unit: Unit, code: str, target: Unit) -> None:
        weapon = appraisal.weapon_of(unit, code)
        toll = forecast.toll_of_attack(self._state, unit, weapon, target)
        row[AT["damage"]] = toll.damage / target.hp
        row[AT["kill"]] = toll.destroyed
        self._write_target(row, unit, target)

    def _write_target(self, row: Numbers, unit: Unit, target: Unit) -> None:
        state, spec, strengths = self._state, self._spec, self._chart.strengths
        answer = forecast.tolls_of(state.setup).of_fight(target.profile, unit.profile, unit.hp)
        held = self._chart.objective[target.cell] != NO_OBJECTIVE
        start = AT["answer"]
        row[start : start + 7] = (
            answer.damage / unit.hp,
            strengths.worth[target.id],
            target.hp / target.profile.hp_max,
            self._cut(target.profile.oc / spec.control) if held else 0,
            strengths.fire[target.id],
            strengths.blow[target.id],
            self._cut(state.distance(unit, target) / spec.hexes),
        )

    # Charges

    def _charging(self, unit: Unit, options: Options) -> list[Lot]:
        if options.charge_to:
            cells = cells_of(options.charge_to)
            ends = scores.of_charge_ends(self._stakes, unit, cells)
            offsets = self._state.field.grid.offsets
            lot = self._lot(
                "charge_to", unit, cells, ends.totals, lambda at: ChargeTo(offsets[cells[at]])
            )
            points, largest = self._spec.points, self._spec.largest
            lot.rows[:, AT["objectives"]] = np.clip(ends.objectives / points, -largest, largest)
            lot.rows[:, AT["exposure"]] = np.minimum(ends.exposure / points, largest)
            return [lot]
        return [self._charges(unit, options), self._wait(unit, 0.0)]

    def _charges(self, unit: Unit, options: Options) -> Lot:
        foes = [self._state.units[at] for at in cells_of(options.charge)]
        tolls = forecast.tolls_of(self._state.setup)
        risk, chances, gains = charges = scores.of_charges(self._stakes, unit, foes)
        # To run at somebody and not be able to strike is behind everything else.
        totals = charges.totals if unit.profile.melee else [-np.inf] * len(foes)
        lot = self._lot(
            "charge", unit, [unit.cell] * len(foes), totals, lambda at: Charge(foes[at].id)
        )
        for row, foe, chance, gain in zip(lot.rows, foes, chances, gains, strict=True):
            blow = tolls.of_fight(unit.profile, foe.profile, foe.hp)
            row[AT["attack"]] = self._cut(gain / self._spec.points)
            row[AT["damage"]] = blow.damage / foe.hp
            row[AT["kill"]] = blow.destroyed
            row[AT["chance"]] = chance
            row[AT["loss"]] = self._cut(risk / self._spec.points)
            self._write_target(row, unit, foe)
        return lot
