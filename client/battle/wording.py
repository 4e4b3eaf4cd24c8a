"""The battle in plain words: every event as a line of the log, with its dice to unfold.
Pure: the terminal tells a battle with it as the window does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, assert_never

import msgspec

from client.battle import dice_wording
from client.texts import name, plural, text
from engine.battle import Event, Side
from engine.battle.actions import UnitId
from engine.battle.events import (
    AdvanceRolled,
    AttackMade,
    AttacksCounted,
    AttacksGivenUp,
    BattleEnded,
    ChargeRolled,
    HazardRolled,
    MoveKind,
    ObjectiveTaken,
    PhaseBegan,
    PhaseEnded,
    PointsScored,
    Result,
    RoundBegan,
    TurnBegan,
    UnitActivated,
    UnitDestroyed,
    UnitMoved,
    UnitStayed,
    UnitWaited,
)
from engine.hexgrid import Offset


class Names(Protocol):
    """Say what units and sides are called; a reader may know units by other marks elsewhere."""

    def unit(self, unit: UnitId) -> str:
        """Name a unit."""
        ...

    def side(self, side: Side) -> str:
        """Name a side."""
        ...

    def side_of(self, unit: UnitId) -> Side:
        """Tell whose unit it is."""
        ...


class Line(msgspec.Struct, frozen=True):
    """Hold one line of the log: *headline*, and the rolls behind it, a row of *dice* each.

    *side* is whose doing it is, None for nobody's; *units* are those it is about, the one that
    acts first; a *heading* begins a round, a turn or a phase.
    """

    headline: str
    side: Side | None
    dice: tuple[str, ...] = ()
    units: tuple[UnitId, ...] = ()
    heading: bool = False


def tell(events: Sequence[Event], names: Names) -> list[Line]:
    """Tell the *events* of one action, or of the opening: a volley and its kill are one line."""
    lines: list[Line] = []
    for group in _groups(events):
        match group:
            case [AttacksCounted() | AttackMade(), *_]:
                lines.append(_tell_volley(group, names))
            case _:
                lines += [line for event in group if (line := describe(event, names)) is not None]
    return lines


def describe(event: Event, names: Names) -> Line | None:
    """Tell one event by itself; None for one that a reader does not need."""
    match event:
        case RoundBegan() | TurnBegan() | PhaseBegan():
            return _describe_heading(event, names)
        case UnitActivated():
            return None
        case PointsScored() | ObjectiveTaken() | BattleEnded():
            return _describe_standing(event, names)
        case UnitWaited(unit):
            return _line_of(names, "log.waits", unit)
        case PhaseEnded(phase, units):
            headline = plural("log.phase_ended", len(units), phase=name("phase", phase.value))
            return Line(headline, names.side_of(units[0]), units=units)
        case UnitMoved():
            return _describe_move(event, names)
        case AdvanceRolled(unit, faces, total):
            rows = (dice_wording.sum_row(faces, total),)
            return _line_of(names, "log.advance_rolled", unit, dice=rows, total=total)
        case UnitStayed(unit):
            return _line_of(names, "log.stays", unit)
        case ChargeRolled(unit, target, faces, total, reached):
            key = "log.charge_reached" if reached else "log.charge_failed"
            rows = (dice_wording.sum_row(faces, total),)
            return _line_of(names, key, unit, target, dice=rows, total=total)
        case AttacksCounted() | AttackMade():
            return _tell_volley([event], names)
        case AttacksGivenUp(unit, weapon, attacks):
            return _line_of(names, "log.given_up", unit, weapon=_weapon(weapon), n=attacks)
        case HazardRolled():
            return _describe_hazard(event, names)
        case UnitDestroyed(unit):
            return _line_of(names, "log.destroyed", unit)
        case _:
            assert_never(event)


def hex_name(place: Offset) -> str:
    """Name a hex by its column and row."""
    return text("log.hex", column=place[0], row=place[1])


def result_line(result: Result, names: Names) -> Line:
    """Tell how a battle ended: who won, and why."""
    reason = name("result", result.reason.value)
    points = text("log.points_left", one=result.victory_points[0], two=result.victory_points[1])
    value = text("log.value_left", one=result.value_left[0], two=result.value_left[1])
    if result.winner is None:
        return Line(text("log.draw", reason=reason), None, dice=(points, value), heading=True)
    headline = text("log.winner", side=names.side(result.winner), reason=reason)
    return Line(headline, result.winner, dice=(points, value), heading=True)


def _weapon(code: str) -> str:
    return name("weapon", code)


def _line_of(
    names: Names,
    key: str,
    unit: UnitId,
    target: UnitId | None = None,
    dice: tuple[str, ...] = (),
    **values: object,
) -> Line:
    """Make the line of *key* about a unit, and about a *target* where there is one."""
    if target is not None:
        values["target"] = names.unit(target)
    headline = text(key, unit=names.unit(unit), **values)
    units = (unit,) if target is None else (unit, target)
    return Line(headline, names.side_of(unit), dice, units)


def _describe_heading(event: RoundBegan | TurnBegan | PhaseBegan, names: Names) -> Line:
    match event:
        case RoundBegan(number):
            return Line(text("log.round", round=number), None, heading=True)
        case TurnBegan(side):
            return Line(text("log.turn", side=names.side(side)), side, heading=True)
        case PhaseBegan(side, phase):
            return Line(name("phase", phase.value), side, heading=True)
        case _:
            assert_never(event)


def _describe_standing(event: PointsScored | ObjectiveTaken | BattleEnded, names: Names) -> Line:
    match event:
        case PointsScored(side, objectives, points, total):
            held = ", ".join(name("objective", code) for code in objectives)
            headline = plural(
                "log.points", points, side=names.side(side), objectives=held, total=total
            )
            return Line(headline, side)
        case ObjectiveTaken(side, objective, before):
            key = "log.objective" if before is None else "log.objective_from"
            from_whom = "" if before is None else names.side(before)
            named = name("objective", objective)
            headline = text(key, side=names.side(side), objective=named, before=from_whom)
            return Line(headline, side)
        case BattleEnded(result):
            return result_line(result, names)
        case _:
            assert_never(event)


def _describe_move(event: UnitMoved, names: Names) -> Line:
    match event.kind:
        case MoveKind.MOVE:
            key = "log.flees" if event.fled else "log.moves"
        case MoveKind.ADVANCE:
            key = "log.advances"
        case MoveKind.CHARGE:
            key = "log.charges"
        case _:
            assert_never(event.kind)
    start, end = hex_name(event.path[0]), hex_name(event.path[-1])
    return _line_of(names, key, event.unit, start=start, end=end, cost=event.cost)


def _describe_hazard(event: HazardRolled, names: Names) -> Line:
    key = "log.hazard" if event.lost else "log.no_hazard"
    rows = (dice_wording.sum_row((event.face,), event.face),)
    lost = dice_wording.lost_text(event.lost, event.hp_left)
    return _line_of(names, key, event.unit, dice=rows, weapon=_weapon(event.weapon), lost=lost)


def _groups(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Part events into those that make one line together: a volley is a run of its attacks."""
    group: list[Event] = []
    for event in events:
        match event, group:
            case AttackMade(), [AttacksCounted() | AttackMade(), *_]:
                group.append(event)
            case UnitDestroyed(unit), [*_, AttackMade(target=target)] if unit == target:
                group.append(event)
            case _:
                if group:
                    yield group
                group = [event]
    if group:
        yield group


def _tell_volley(group: Sequence[Event], names: Names) -> Line:
    """Tell attacks of one weapon at one target, with how they were counted where that is in it."""
    first = group[0]
    assert isinstance(first, AttacksCounted | AttackMade), "this is what a volley begins with"
    made = [event for event in group if isinstance(event, AttackMade)]
    rows = [row for event in group for row in dice_wording.attack_rows(event)]
    if not made:
        assert isinstance(first, AttacksCounted), "there is no attack"
        attacks = plural("log.attacks", first.attacks + first.rapid_fire + first.blast)
        key, outcome = "log.counts", ""
    else:
        attacks = plural("log.attacks", len(made))
        key = "log.strikes" if made[0].melee else "log.fires"
        outcome = dice_wording.lost_text(sum(one.lost for one in made), made[-1].hp_left)
        if isinstance(group[-1], UnitDestroyed):
            outcome = text("log.target_destroyed")
    return _line_of(
        names,
        key,
        first.unit,
        first.target,
        dice=tuple(rows),
        weapon=_weapon(first.weapon),
        attacks=attacks,
        outcome=outcome,
    )
