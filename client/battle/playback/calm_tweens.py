"""The animation of each event without motion: things fade, and nothing slides or flashes."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from client.battle.playback import tweens
from client.battle.playback.frames import AnimationContext, AnimationFrame
from client.draw import geometry
from client.draw.board.effects import (
    AttackLine,
    Capture,
    Debris,
    Effect,
    FloatingText,
    Impact,
    OutcomeRing,
    Puff,
    RollingDie,
    ShieldRing,
    Slash,
    Tracer,
)
from engine.battle.events import AttackMade, Event, HazardRolled, UnitDestroyed, UnitMoved

if TYPE_CHECKING:
    from client.battle.playback.scene import Scene


def frame(
    event: Event, before: Scene, spent: float, length: float, context: AnimationContext
) -> AnimationFrame:
    """Return the frame of an event after *spent* of *length* milliseconds."""
    progress = min(1.0, spent / length)
    if isinstance(event, UnitMoved):
        return _moving(event, progress)
    if isinstance(event, UnitDestroyed):
        return AnimationFrame(faint={event.unit: progress})
    usual = tweens.frame(event, before, spent, length, context)
    effects = tuple(still for one in usual.effects if (still := _still(one)) is not None)
    notice = usual.notice
    if notice is not None:
        notice = dataclasses.replace(notice, calm=True)
    return AnimationFrame(hp=_hp(event, usual), effects=effects, notice=notice)


def _moving(event: UnitMoved, progress: float) -> AnimationFrame:
    """Return the frame of a movement: the unit fades out at its start and in at its end."""
    leaves = progress < 0.5
    spot = geometry.centre(event.path[0 if leaves else -1])
    faint = 2 * progress if leaves else 2 - 2 * progress
    return AnimationFrame(spots={event.unit: spot}, faint={event.unit: faint})


def _hp(event: Event, usual: AnimationFrame) -> dict[int, float]:
    """Return hit points that change at once where they usually drop."""
    if not isinstance(event, AttackMade | HazardRolled):
        return {}
    return {unit: float(event.hp_left) for unit in usual.hp}


def _still(effect: Effect) -> Effect | None:
    """Return an effect without motion in place of another; None if a text says it all."""
    match effect:
        case Tracer(start, end, progress) | Slash(start, end, progress):
            return AttackLine(start, end, progress)
        case Impact(spot, progress):
            return OutcomeRing(spot, progress, bad=True)
        case ShieldRing(spot, progress):
            return OutcomeRing(spot, progress, bad=False)
        case Puff() | Debris():
            return None
        case FloatingText() | Capture():
            return dataclasses.replace(effect, calm=True)
        case RollingDie():
            return dataclasses.replace(effect, progress=1.0)
        case AttackLine() | OutcomeRing():
            return effect
