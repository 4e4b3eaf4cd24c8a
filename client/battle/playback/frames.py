"""A moment of an animation as plain values: differences from the scene, and effects."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Self

from client.draw import geometry
from client.draw.ui.theme import Motion, Team
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from client.battle.playback.scene import Scene
    from client.draw.board.effects import Effect
    from client.draw.geometry import Spot
    from client.text.names import BattleNames
    from engine.battle.actions import UnitId
    from engine.battle.scenario import Scenario
    from engine.hexgrid import Offset


@dataclasses.dataclass(frozen=True, slots=True)
class AnimationContext:
    """What animations need besides events: durations, the name of a side, hexes of objectives."""

    motion: Motion
    side_name: Callable[[Side], str]
    objectives: Mapping[str, tuple[Offset, ...]]

    @classmethod
    def of(cls, motion: Motion, names: BattleNames, scenario: Scenario) -> Self:
        """Return what the animations of a battle of a scenario need."""
        hexes = {objective.code: objective.hexes for objective in scenario.objectives}
        return cls(motion, names.side, hexes)


@dataclasses.dataclass(frozen=True, slots=True)
class Notice:
    """An announcement over the board: its text, the side it is about, *progress* from 0 to 1.

    If *calm*, it only fades.
    """

    words: str
    side: Side | None
    progress: float
    calm: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class AnimationFrame:
    """The differences from the scene at one moment, by unit, and the effects over the board.

    Units that are *fading* shrink as well; *faint* ones do not.
    """

    spots: Mapping[UnitId, Spot] = dataclasses.field(default_factory=dict)
    hp: Mapping[UnitId, float] = dataclasses.field(default_factory=dict)
    fading: Mapping[UnitId, float] = dataclasses.field(default_factory=dict)
    flash: Mapping[UnitId, float] = dataclasses.field(default_factory=dict)
    faint: Mapping[UnitId, float] = dataclasses.field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    notice: Notice | None = None

    def joined(self, other: AnimationFrame) -> AnimationFrame:
        """Return both frames combined; the notice of *other* has priority."""
        return AnimationFrame(
            {**self.spots, **other.spots},
            {**self.hp, **other.hp},
            {**self.fading, **other.fading},
            {**self.flash, **other.flash},
            {**self.faint, **other.faint},
            self.effects + other.effects,
            other.notice or self.notice,
        )


def team_of(side: Side) -> Team:
    """Return the team that a side is drawn as."""
    return Team[side.name]


def spot_of(scene: Scene, unit: UnitId) -> Spot:
    """Return the centre of the hex that a unit is in."""
    return geometry.centre(scene.units[unit].at)
