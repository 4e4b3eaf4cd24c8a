"""The sounds of events, each at the moment of the animation that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from client.battle.playback import attack_tween
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
    from collections.abc import Callable, Collection

    from client.draw.ui.theme import Motion
    from engine.battle.events import Result
    from engine.battle.side import Side

_HAZARD: Final = 0.5
"""The share of a hazard's animation after which its outcome is shown."""


class Cue(NamedTuple):
    """A sound, and the share of the event's animation after which it begins."""

    at: float
    sound: str


def cues(event: Event, motion: Motion, people: Collection[Side]) -> tuple[Cue, ...]:
    """Return the sounds of an event; *people* are the sides that people play."""
    match event:
        case TurnBegan():
            return (Cue(0, "turn"),)
        case PointsScored():
            return (Cue(0, "points"),)
        case ObjectiveTaken():
            return (Cue(0, "anchor"),)
        case UnitMoved():
            return (Cue(0, "charge" if event.kind is MoveKind.CHARGE else "move"),)
        case AdvanceRolled() | ChargeRolled():
            return (Cue(0, "dice"),)
        case HazardRolled():
            rolled = Cue(0, "dice")
            return (rolled, Cue(_HAZARD, "hit")) if event.lost else (rolled,)
        case AttackMade():
            return _attack(event, motion)
        case UnitDestroyed():
            return (Cue(0, "destroyed"),)
        case BattleEnded(result):
            return (Cue(0, _ending(result, people)),)
        case (
            RoundBegan()
            | PhaseBegan()
            | PhaseEnded()
            | UnitActivated()
            | UnitWaited()
            | UnitStayed()
            | AttacksCounted()
            | AttacksGivenUp()
        ):
            return ()  # always beside something that is heard, or the answer to a press
        case _:
            assert_never(event)


def _attack(event: AttackMade, motion: Motion) -> tuple[Cue, ...]:
    """Return the sound of an attack, and that of its outcome when it arrives."""
    missed = "save" if attack_tween.is_saved(event) else "miss"
    outcome = "hit" if event.lost else missed
    made = Cue(0, "melee" if event.melee else "shot")
    return made, Cue(attack_tween.arrival(event, motion), outcome)


def _ending(result: Result, people: Collection[Side]) -> str:
    """Return how the end sounds to those who sit here; nobody loses where both sides do."""
    if result.winner is None:
        return "turn"
    return "lost" if people and result.winner not in people else "won"


class EventSounds:
    """A listener of the animator that plays the sounds of what is shown."""

    def __init__(
        self, motion: Motion, people: Collection[Side], play: Callable[[str], None]
    ) -> None:
        self._motion = motion
        self._people = people
        self._play = play

    def hear(self, event: Event, before: float, after: float) -> None:
        """Play what begins while the animation of an event goes on from one share to another."""
        for cue in cues(event, self._motion, self._people):
            if before <= cue.at < after:
                self._play(cue.sound)
