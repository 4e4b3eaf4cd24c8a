"""The log of a battle: every event as a line of text, with its dice to unfold."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, assert_never

import msgspec

from client.text import dice_log
from client.text.catalogue import name, plural, text
from client.text.format import comma_list
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


class UnitNames(Protocol):
    """Names of units and sides: window and terminal name units differently."""

    @property
    def shows_hexes(self) -> bool:
        """Whether the board beside the log shows the numbers of its hexes."""
        ...

    def unit(self, unit: UnitId) -> str:
        """Return the name of a unit."""
        ...

    def side(self, side: Side) -> str:
        """Return the name of a side."""
        ...

    def side_of(self, unit: UnitId) -> Side:
        """Return the side that a unit belongs to."""
        ...


class Heading(enum.IntEnum):
    """The levels of headings; a smaller number includes all greater ones."""

    RESULT = 1
    ROUND = 2
    TURN = 3
    PHASE = 4


class LogLine(msgspec.Struct, frozen=True):
    """One line of the log: a *headline*, and the rolls behind it, one row of *dice* each.

    *side* is the side that acts, None if neither does; *units* are the units concerned, the acting
    one first; *hexes* are the path of a move, and *objectives* the codes of those concerned.
    *heading* is set for a line that begins a round, a turn or a phase, or states the result;
    *apart* is whether it belongs to the turn and to none of its phases.
    """

    headline: str
    side: Side | None
    dice: tuple[str, ...] = ()
    units: tuple[UnitId, ...] = ()
    heading: Heading | None = None
    hexes: tuple[Offset, ...] = ()
    objectives: tuple[str, ...] = ()
    apart: bool = False


def newest_first(lines: Sequence[LogLine]) -> list[int]:
    """Return the order in which *lines* are shown newest first, as indices of them.

    Each heading stands above its group, and within a group the newest comes first; what belongs to
    a turn alone comes before its phases. A heading of nothing is left out, unless it is the newest
    line or the result.

    >>> [round_one, move, first, second] = (
    ...     LogLine("Round 1", None, heading=Heading.ROUND),
    ...     LogLine("Move", None, heading=Heading.PHASE),
    ...     LogLine("one moves", Side.ONE),
    ...     LogLine("another moves", Side.ONE),
    ... )
    >>> newest_first([round_one, move, first, second])
    [0, 1, 3, 2]
    """
    whole = _Group(None, 0, [])
    open_groups = [whole]
    for index, line in enumerate(lines):
        level = Heading.PHASE if line.apart else line.heading or len(Heading) + 1
        while open_groups[-1].level >= level:
            open_groups.pop()
        group = _Group(index, level, [])
        open_groups[-1].parts.append(group)
        if line.heading is not None:
            open_groups.append(group)
    return list(_order_of(whole, lines))


class _Group(NamedTuple):
    """A line, by its index, and the groups below it."""

    line: int | None
    level: int
    parts: list[_Group]


def _order_of(group: _Group, lines: Sequence[LogLine]) -> Iterator[int]:
    if group.line is not None:
        yield group.line
    parts = group.parts[::-1]
    for part in sorted(parts, key=lambda one: not _is_apart(one, lines)):
        if _tells(part, lines):
            yield from _order_of(part, lines)


def _is_apart(group: _Group, lines: Sequence[LogLine]) -> bool:
    return group.line is not None and lines[group.line].apart


def _tells(group: _Group, lines: Sequence[LogLine]) -> bool:
    """Whether there is more in a group than old headings."""
    assert group.line is not None, "only the whole has no line"
    if lines[group.line].heading in {None, Heading.RESULT} or group.line == len(lines) - 1:
        return True
    return any(_tells(part, lines) for part in group.parts)


def log_lines(
    events: Sequence[Event], names: UnitNames, needed: int | None = None
) -> list[LogLine]:
    """Return the lines of one action's *events*, or of the opening's; a volley and the destruction
    it causes are one line. *needed* are the movement points that a charge needs.
    """
    lines: list[LogLine] = []
    for group in _groups(events):
        match group:
            case [AttacksCounted() | AttackMade(), *_]:
                lines.append(_volley_line(group, names))
            case _:
                found = (log_line(event, names, needed) for event in group)
                lines += [line for line in found if line is not None]
    return lines


def log_line(event: Event, names: UnitNames, needed: int | None = None) -> LogLine | None:
    """Return the line of a single event, as `log_lines` does; None for one that is not shown."""
    match event:
        case RoundBegan() | TurnBegan() | PhaseBegan():
            return _heading_line(event, names)
        case UnitActivated():
            return None
        case PointsScored() | ObjectiveTaken() | BattleEnded():
            return _standing_line(event, names)
        case UnitWaited(unit):
            return _line_of(names, "log.waits", unit)
        case PhaseEnded(phase, units):
            headline = plural("log.phase_ended", len(units), phase=name("phase", phase.value))
            return LogLine(headline, names.side_of(units[0]), units=units)
        case UnitMoved():
            return _move_line(event, names)
        case AdvanceRolled(unit, faces, total):
            rows = (dice_log.sum_row(faces, total),)
            return _line_of(names, "log.advance_rolled", unit, dice=rows, total=total)
        case UnitStayed(unit):
            return _line_of(names, "log.stays", unit)
        case ChargeRolled(unit, target, faces, total, reached):
            failed = "log.charge_failed" if needed is None else "log.charge_short"
            key = "log.charge_reached" if reached else failed
            rows = (dice_log.sum_row(faces, total),)
            return _line_of(names, key, unit, target, dice=rows, total=total, needed=needed)
        case AttacksCounted() | AttackMade():
            return _volley_line([event], names)
        case AttacksGivenUp(unit, weapon, attacks):
            return _line_of(names, "log.given_up", unit, weapon=_weapon(weapon), n=attacks)
        case HazardRolled():
            return _hazard_line(event, names)
        case UnitDestroyed(unit):
            return _line_of(names, "log.destroyed", unit)
        case _:
            assert_never(event)


def hex_name(place: Offset) -> str:
    """Return the name of a hex: its column and row."""
    return text("log.hex", column=place[0], row=place[1])


def result_line(result: Result, names: UnitNames) -> LogLine:
    """Return the line for the end of a battle: the winner and the reason."""
    reason = name("result", result.reason.value)
    points = text("log.points_left", one=result.victory_points[0], two=result.victory_points[1])
    value = text("log.value_left", one=result.value_left[0], two=result.value_left[1])
    if result.winner is None:
        return LogLine(
            text("log.draw", reason=reason), None, dice=(points, value), heading=Heading.RESULT
        )
    headline = text("log.winner", side=names.side(result.winner), reason=reason)
    return LogLine(headline, result.winner, dice=(points, value), heading=Heading.RESULT)


def _weapon(code: str) -> str:
    return name("weapon", code)


def _line_of(
    names: UnitNames,
    key: str,
    unit: UnitId,
    target: UnitId | None = None,
    dice: tuple[str, ...] = (),
    **values: object,
) -> LogLine:
    """Return the line of *key* about a unit and, if given, its *target*."""
    if target is not None:
        values["target"] = names.unit(target)
    headline = text(key, unit=names.unit(unit), **values)
    units = (unit,) if target is None else (unit, target)
    return LogLine(headline, names.side_of(unit), dice, units)


def _heading_line(event: RoundBegan | TurnBegan | PhaseBegan, names: UnitNames) -> LogLine:
    match event:
        case RoundBegan(number):
            return LogLine(text("log.round", round=number), None, heading=Heading.ROUND)
        case TurnBegan(side):
            return LogLine(text("log.turn", side=names.side(side)), side, heading=Heading.TURN)
        case PhaseBegan(side, phase):
            return LogLine(name("phase", phase.value), side, heading=Heading.PHASE)
        case _:
            assert_never(event)


def _standing_line(event: PointsScored | ObjectiveTaken | BattleEnded, names: UnitNames) -> LogLine:
    match event:
        case PointsScored(side, objectives, points, total):
            held = comma_list(name("objective", code) for code in objectives)
            headline = plural(
                "log.points", points, side=names.side(side), objectives=held, total=total
            )
            return LogLine(headline, side, objectives=objectives, apart=True)
        case ObjectiveTaken(side, objective, before):
            key = "log.objective" if before is None else "log.objective_from"
            from_whom = "" if before is None else names.side(before)
            named = name("objective", objective)
            headline = text(key, side=names.side(side), objective=named, before=from_whom)
            return LogLine(headline, side, objectives=(objective,))
        case BattleEnded(result):
            return result_line(result, names)
        case _:
            assert_never(event)


def _move_line(event: UnitMoved, names: UnitNames) -> LogLine:
    match event.kind:
        case MoveKind.MOVE:
            key = "log.flees" if event.fled else "log.moves"
        case MoveKind.ADVANCE:
            key = "log.advances"
        case MoveKind.CHARGE:
            key = "log.charges"
        case _:
            assert_never(event.kind)
    unit, path = names.unit(event.unit), event.path
    if names.shows_hexes:
        start, end = hex_name(path[0]), hex_name(path[-1])
        headline = text(f"{key}-numbered", unit=unit, start=start, end=end)
    else:
        headline = plural(key, len(path) - 1, unit=unit)
    if event.cost != len(path) - 1:
        headline = plural("log.move_cost", event.cost, headline=headline)
    return LogLine(headline, names.side_of(event.unit), units=(event.unit,), hexes=path)


def _hazard_line(event: HazardRolled, names: UnitNames) -> LogLine:
    key = "log.hazard" if event.lost else "log.no_hazard"
    rows = (dice_log.sum_row((event.face,), event.face),)
    lost = dice_log.lost_text(event.lost, event.hp_left)
    return _line_of(names, key, event.unit, dice=rows, weapon=_weapon(event.weapon), lost=lost)


def _groups(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Group the events that share a line: a volley is a run of its attacks."""
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


def _volley_line(group: Sequence[Event], names: UnitNames) -> LogLine:
    """Return the line of one weapon's attacks on a target, and of their count if it is given."""
    first = group[0]
    assert isinstance(first, AttacksCounted | AttackMade), "this is what a volley begins with"
    made = [event for event in group if isinstance(event, AttackMade)]
    rows = [row for event in group for row in dice_log.attack_rows(event)]
    if not made:
        assert isinstance(first, AttacksCounted), "there is no attack"
        attacks = plural("log.attacks", first.attacks + first.rapid_fire + first.blast)
        key, outcome = "log.counts", ""
    else:
        attacks = plural("log.attacks", len(made))
        key = "log.strikes" if made[0].melee else "log.fires"
        outcome = dice_log.lost_text(sum(one.lost for one in made), made[-1].hp_left)
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
