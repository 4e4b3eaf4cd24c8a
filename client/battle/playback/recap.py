"""What happened in a side's turn, folded from the events: ways, attacks, losses."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from client.battle.playback.scene import Scene
from engine.battle.events import (
    AttackMade,
    HazardRolled,
    MoveKind,
    ObjectiveTaken,
    PointsScored,
    TurnBegan,
    UnitDestroyed,
    UnitMoved,
)

if TYPE_CHECKING:
    from client.battle.model.session import Batch, Session
    from engine.battle.actions import UnitId
    from engine.battle.events import Event
    from engine.battle.side import Side
    from engine.hexgrid import Offset


@dataclasses.dataclass(frozen=True, slots=True)
class RecapMove:
    """A unit changed hex along a path, its start first."""

    unit: UnitId
    kind: MoveKind
    path: tuple[Offset, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class RecapAttack:
    """The attacks of a unit from one hex on a target in another: how many, and what they took."""

    unit: UnitId
    target: UnitId
    start: Offset
    end: Offset
    melee: bool
    attacks: int
    lost: int


@dataclasses.dataclass(frozen=True, slots=True)
class RecapLoss:
    """What a unit lost, and the hex that it was in when it lost it last."""

    unit: UnitId
    at: Offset
    lost: int
    destroyed: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Recap:
    """What happened in the turn of a *side*, whoever did it; *taken* are objectives by their new
    owners, *points* those that the side scored. *turn* counts the turns of both sides.
    """

    side: Side
    round: int
    turn: int
    points: int = 0
    moves: tuple[RecapMove, ...] = ()
    attacks: tuple[RecapAttack, ...] = ()
    losses: tuple[RecapLoss, ...] = ()
    taken: tuple[tuple[str, Side], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.moves or self.attacks or self.losses or self.taken or self.points)

    def with_event(self, event: Event, before: Scene) -> Recap:
        """Return the recap with an event that happened in a scene."""
        match event:
            case UnitMoved(unit, kind, path):
                return dataclasses.replace(self, moves=(*self.moves, RecapMove(unit, kind, path)))
            case AttackMade():
                hurt = self._with_loss(event.target, event.lost, before)
                return dataclasses.replace(hurt, attacks=self._with_attack(event, before))
            case HazardRolled():
                return self._with_loss(event.unit, event.lost, before)
            case UnitDestroyed(unit):
                return self._with_loss(unit, 0, before, destroyed=True)
            case PointsScored():
                return dataclasses.replace(self, points=self.points + event.points)
            case ObjectiveTaken(side, code):
                return dataclasses.replace(self, taken=(*self.taken, (code, side)))
            case _:
                return self

    def _with_attack(self, event: AttackMade, before: Scene) -> tuple[RecapAttack, ...]:
        """Return the attacks with one more, which joins others of the same kind."""
        start, end = before.units[event.unit].at, before.units[event.target].at
        new = RecapAttack(event.unit, event.target, start, end, event.melee, 1, event.lost)
        for place, one in enumerate(self.attacks):
            joined = dataclasses.replace(new, attacks=one.attacks + 1, lost=one.lost + new.lost)
            if dataclasses.replace(one, attacks=joined.attacks, lost=joined.lost) == joined:
                return (*self.attacks[:place], joined, *self.attacks[place + 1 :])
        return (*self.attacks, new)

    def _with_loss(
        self, unit: UnitId, lost: int, before: Scene, *, destroyed: bool = False
    ) -> Recap:
        if not lost and not destroyed:
            return self
        known = [one for one in self.losses if one.unit == unit]
        others = tuple(one for one in self.losses if one.unit != unit)
        total = lost + sum(one.lost for one in known)
        loss = RecapLoss(unit, before.units[unit].at, total, destroyed)
        return dataclasses.replace(self, losses=(*others, loss))


class RecapReader:
    """A reader of a session's events; it keeps the latest turn of each side.

    *scene* is folded from the events, as the one on the screen is; *turns* counts the turns that
    have begun.
    """

    def __init__(self, session: Session) -> None:
        """Read everything that has happened so far."""
        self._session: Final = session
        history = session.history
        begins = bool(history) and history[0].action is None
        state = session.state
        self._start: Final = Scene.from_setup(state.setup) if begins else Scene.from_state(state)
        self._forget()
        self.read()

    def _forget(self) -> None:
        self.scene = self._start
        self.turns = 0
        self._read: list[Batch] = []
        self._recaps: dict[Side, Recap] = {}
        self._turn: Recap | None = None

    def read(self) -> None:
        """Read what happened since the last call; after a take-back, everything anew."""
        history = self._session.history
        known = len(self._read)
        if known > len(history) or (known and history[known - 1] is not self._read[-1]):
            self._forget()
            known = 0
        for batch in history[known:]:
            self._read.append(batch)
            for event in batch.events:
                self._take(event)

    def _take(self, event: Event) -> None:
        if isinstance(event, TurnBegan):
            self.turns += 1
            self._turn = Recap(event.side, event.round, self.turns)
        if self._turn is not None:
            self._turn = self._turn.with_event(event, self.scene)
            self._recaps[self._turn.side] = self._turn
        self.scene = self.scene.apply(event)

    def recap_of(self, side: Side) -> Recap | None:
        """Return the latest turn of a side, as far as it has gone; None if it has had none."""
        return self._recaps[side] if side in self._recaps else None
