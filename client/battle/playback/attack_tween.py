"""The animation of one attack: a shot or a blow, then its result at the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.playback.frames import AnimationFrame, spot_of
from client.draw.board.effects import Effect, FloatingText, Impact, Puff, ShieldRing, Slash, Tracer
from client.text.catalogue import text

if TYPE_CHECKING:
    from client.battle.playback.scene import Scene
    from client.draw.geometry import Spot
    from client.draw.ui.theme import Motion
    from engine.battle.events import AttackMade


def duration(event: AttackMade, motion: Motion) -> int:
    """Return the duration of an attack, in milliseconds."""
    return _approach(event, motion) + _outcome(event, motion)


def _approach(event: AttackMade, motion: Motion) -> int:
    return motion.bump if event.melee else motion.tracer


def _outcome(event: AttackMade, motion: Motion) -> int:
    if event.lost:
        return motion.hit + motion.bar_drop
    return motion.save if is_saved(event) else motion.miss


def arrival(event: AttackMade, motion: Motion) -> float:
    """Return the share of the animation after which the attack has arrived at its target."""
    return _approach(event, motion) / duration(event, motion)


def is_saved(event: AttackMade) -> bool:
    """Whether a save kept a hit from wounding."""
    return any(hit.save is not None and hit.save.success for hit in event.hits)


def frame(event: AttackMade, before: Scene, progress: float, motion: Motion) -> AnimationFrame:
    """Return the frame of an attack at *progress*, from 0 to 1."""
    first = arrival(event, motion)
    start, end = spot_of(before, event.unit), spot_of(before, event.target)
    if progress < first:
        way = progress / first
        on_its_way: Effect = Slash(start, end, way) if event.melee else Tracer(start, end, way)
        return AnimationFrame(effects=(on_its_way,))
    return _arriving(event, before, end, (progress - first) / (1 - first))


def _arriving(event: AttackMade, before: Scene, spot: Spot, way: float) -> AnimationFrame:
    if event.lost:
        hp = before.units[event.target].hp - event.lost * (1 - (1 - way) ** 3)
        lost = FloatingText(spot, text("dice.lost", n=event.lost), way)
        effects: tuple[Effect, ...] = (Impact(spot, min(1.0, 2 * way)), lost)
        return AnimationFrame(
            hp={event.target: hp}, flash={event.target: max(0.0, 1 - 3 * way)}, effects=effects
        )
    if is_saved(event):
        return AnimationFrame(effects=(ShieldRing(spot, way),))
    key = "battle.float.miss" if not event.hits else "battle.float.no-wound"
    missed = FloatingText(spot, text(key), way, bad=False)
    return AnimationFrame(effects=(Puff(spot, way), missed))
