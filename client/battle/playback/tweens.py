"""The animation of each event: pure functions from event and time to a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from client.battle.playback import attack_tween
from client.battle.playback.frames import AnimationContext, AnimationFrame, Notice, spot_of, team_of
from client.draw import geometry
from client.draw.board.effects import Capture, Debris, FloatingText, RollingDie
from client.text.catalogue import name, plural, text
from engine.battle.events import (
    AdvanceRolled,
    AttackMade,
    AttacksCounted,
    AttacksGivenUp,
    BattleEnded,
    ChargeRolled,
    Event,
    HazardRolled,
    MoveKind,
    ObjectiveTaken,
    PhaseBegan,
    PhaseEnded,
    PointsScored,
    RoundBegan,
    TurnBegan,
    UnitActivated,
    UnitDestroyed,
    UnitMoved,
    UnitStayed,
    UnitWaited,
)

if TYPE_CHECKING:
    from client.battle.playback.scene import Scene
    from engine.battle.actions import UnitId

LONGEST: Final = 600
"""Maximum duration of an animation, in milliseconds."""
_ACTIVATION: Final = 120
_NOTICE: Final = 450
_TUMBLING: Final = (3, 6, 1, 5, 2, 4)
"""Faces that a die shows while it tumbles, before the result."""


def is_beside(event: Event) -> bool:
    """Whether an event is only announced, so that nothing has to wait for it."""
    return isinstance(
        event,
        RoundBegan
        | TurnBegan
        | PhaseBegan
        | PhaseEnded
        | UnitActivated
        | UnitWaited
        | UnitStayed
        | AttacksGivenUp,
    )


def duration(event: Event, context: AnimationContext) -> int:
    """Return the duration of an event, in milliseconds, from 1 to LONGEST."""
    motion = context.motion
    match event:
        case RoundBegan() | TurnBegan() | PhaseBegan() | BattleEnded():
            length = motion.banner
        case PhaseEnded() | UnitWaited() | UnitStayed() | AttacksGivenUp() | AttacksCounted():
            length = _NOTICE if not isinstance(event, AttacksCounted) else _NOTICE // 2
        case PointsScored():
            length = motion.damage
        case ObjectiveTaken():
            length = motion.outline_sweep
        case UnitActivated():
            length = _ACTIVATION
        case UnitMoved(_, kind, path):
            hexes = len(path) - 1
            if kind is MoveKind.CHARGE:
                length = motion.charge_hex * hexes + motion.bump
            else:
                length = motion.move_hex * hexes
        case AdvanceRolled() | ChargeRolled() | HazardRolled():
            length = motion.die_roll + motion.die_pop
        case AttackMade():
            length = attack_tween.duration(event, motion)
        case UnitDestroyed():
            length = max(motion.death, motion.capture)
        case _:
            assert_never(event)
    return min(max(length, 1), LONGEST)


def frame(
    event: Event, before: Scene, spent: float, length: float, context: AnimationContext
) -> AnimationFrame:
    """Return the frame of an event after *spent* of *length* milliseconds."""
    progress = min(1.0, spent / length)
    match event:
        case RoundBegan() | TurnBegan() | PhaseBegan() | BattleEnded():
            return AnimationFrame(notice=_notice(event, progress, context))
        case PointsScored():
            return _points(event, progress, context)
        case ObjectiveTaken(side, code):
            hexes = context.objectives[code]
            return AnimationFrame(effects=(Capture(hexes, team_of(side), progress),))
        case UnitActivated(unit):
            return AnimationFrame(flash={unit: 0.6 * (1 - progress)})
        case PhaseEnded(_, units):
            return _floats(units, "battle.float.wait", before, progress)
        case UnitWaited(unit):
            return _floats((unit,), "battle.float.wait", before, progress)
        case UnitStayed(unit):
            return _floats((unit,), "battle.float.stay", before, progress)
        case AttacksGivenUp(unit):
            return _floats((unit,), "battle.float.give-up", before, progress)
        case AttacksCounted():
            return _counted(event, before, progress)
        case UnitMoved():
            return _moving(event, spent, length)
        case AdvanceRolled(unit, _, total):
            return _rolling(unit, total, before, progress, reached=True)
        case ChargeRolled(unit, _, _, total, reached):
            return _rolling(unit, total, before, progress, reached=reached)
        case HazardRolled():
            return _hazard(event, before, progress)
        case AttackMade():
            return attack_tween.frame(event, before, progress, context.motion)
        case UnitDestroyed():
            return _dying(event, before, progress)
        case _:
            assert_never(event)


def _notice(
    event: RoundBegan | TurnBegan | PhaseBegan | BattleEnded,
    progress: float,
    context: AnimationContext,
) -> Notice:
    match event:
        case RoundBegan(number):
            return Notice(text("log.round", round=number), None, progress)
        case TurnBegan(side):
            words = text("battle.notice.turn", side=context.side_name(side))
            return Notice(words, side, progress)
        case PhaseBegan(side, phase):
            return Notice(name("phase", phase.value), side, progress)
        case BattleEnded():
            return Notice(text("battle.notice.over"), None, progress)
        case _:
            assert_never(event)


def _points(event: PointsScored, progress: float, context: AnimationContext) -> AnimationFrame:
    words = text("battle.float.points", n=event.points)
    spots = [geometry.centre(context.objectives[code][0]) for code in event.objectives]
    notice = Notice(
        plural("battle.notice.points", event.points, side=context.side_name(event.side)),
        event.side,
        progress,
    )
    floats = tuple(FloatingText(spot, words, progress, bad=False) for spot in spots[:1])
    return AnimationFrame(effects=floats, notice=notice)


def _floats(units: tuple[UnitId, ...], key: str, before: Scene, progress: float) -> AnimationFrame:
    words = text(key)
    return AnimationFrame(
        effects=tuple(
            FloatingText(spot_of(before, unit), words, progress, bad=False) for unit in units
        )
    )


def _counted(event: AttacksCounted, before: Scene, progress: float) -> AnimationFrame:
    attacks = event.attacks + event.rapid_fire + event.blast
    words = plural("battle.float.attacks", attacks)
    spot = spot_of(before, event.unit)
    return AnimationFrame(effects=(FloatingText(spot, words, progress, bad=False),))


def _moving(event: UnitMoved, spent: float, length: float) -> AnimationFrame:
    """Return the frame of a movement along a path: eased at both ends; a charge accelerates."""
    progress = min(1.0, spent / length)
    if event.kind is MoveKind.CHARGE:
        way = progress**2
    else:
        way = progress * progress * (3 - 2 * progress)
    steps = len(event.path) - 1
    place = min(int(way * steps), steps - 1)
    start, end = (geometry.centre(event.path[at]) for at in (place, place + 1))
    return AnimationFrame(spots={event.unit: geometry.between(start, end, way * steps - place)})


def _rolling(
    unit: UnitId, total: int, before: Scene, progress: float, *, reached: bool
) -> AnimationFrame:
    faces = tuple(str(face) for face in (*_TUMBLING, total))
    return AnimationFrame(effects=(RollingDie(spot_of(before, unit), faces, reached, progress),))


def _hazard(event: HazardRolled, before: Scene, progress: float) -> AnimationFrame:
    rolling = _rolling(event.unit, event.face, before, progress, reached=not event.lost)
    if not event.lost:
        return rolling
    late = max(0.0, 2 * progress - 1)
    hp = before.units[event.unit].hp
    lost = FloatingText(spot_of(before, event.unit), text("dice.lost", n=event.lost), late)
    dropping = AnimationFrame(
        hp={event.unit: hp - event.lost * late}, effects=(lost,) if late else ()
    )
    return rolling.joined(dropping)


def _dying(event: UnitDestroyed, before: Scene, progress: float) -> AnimationFrame:
    team = team_of(before.units[event.unit].side)
    debris = Debris(geometry.centre(event.hex), team, progress)
    return AnimationFrame(fading={event.unit: progress}, effects=(debris,))
