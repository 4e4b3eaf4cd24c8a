"""A battle at this screen: the game, its players, the decisions of bots, and the record."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from client.battle.model.seats import Seats
from client.tuning import load_tuning
from engine.battle.activation import charge_needs, is_untouched
from engine.battle.game import Conceded, Game, Played, TakenBack
from engine.battle.save import parse_save
from engine.battle.side import Side
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.worker.decisions import DecisionAnswer, Substitution
    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.save import Save
    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState


class DecisionSource(Protocol):
    """The source of bots' decisions; none of its methods waits."""

    def ask(self, ply: int, player: str, side: Side, state: BattleState) -> None:
        """Request a decision; an earlier request is cancelled."""
        ...

    def poll(self) -> DecisionAnswer | None:
        """Return the answer if there is one."""
        ...

    def forget(self) -> None:
        """Cancel the request, if there is one."""
        ...

    def hurry(self, *, hurried: bool) -> None:
        """Have this request and the next ones answered at once, or take time again."""
        ...


class Recorder(Protocol):
    """The recorder of the lines of a battle's save."""

    def append(self, lines: Sequence[str]) -> None:
        """Append lines."""
        ...


class Batch(NamedTuple):
    """What one action caused; the opening has no *action* and no acting side, a concession no
    *action*.

    A *substitution* is set if the stand-in chose the action instead of the player; *needed* are the
    movement points that a charge needs.
    """

    by: Side | None
    action: Action | None
    events: tuple[Event, ...]
    substitution: Substitution | None = None
    needed: int | None = None


class Deed(NamedTuple):
    """An action that was taken in a state *before* it, at a *ply*."""

    ply: int
    before: BattleState
    action: Action


class Session:
    """One battle at this screen.

    *history* holds what happened, the opening first, without what was taken back; it is
    empty at the start of a session that begins in the middle of a battle. *deeds* are the last few
    actions of each side. *is_hurried* is whether bots answer at once.
    """

    def __init__(
        self, game: Game, decisions: DecisionSource, recorder: Recorder | None = None
    ) -> None:
        """Play a game from its start; *recorder* gets every line of its save."""
        self.game: Final = game
        self.seats: Final = Seats.from_header(game.header)
        self.history: Final = [Batch(None, None, game.opening)]
        self._decisions = decisions
        self._recorder = recorder
        self._kept = 0
        self._asked: int | None = None
        self._fresh: deque[Batch] = deque()
        self._undone: list[tuple[Action, ...]] = []
        most = load_tuning().advice.explained
        self.deeds: Final = {side: deque[Deed](maxlen=most) for side in Side}
        self.is_hurried = False

    @classmethod
    def start(
        cls,
        scenario: Scenario,
        seed: int,
        players: tuple[str, str],
        decisions: DecisionSource,
        recorder: Recorder | None = None,
    ) -> Session:
        """Start a battle; the events before the first decision are available from `take_batch`."""
        session = cls(Game.start(scenario, seed, players), decisions, recorder)
        session._fresh.extend(session.history)
        session._keep()
        return session

    @classmethod
    def resume(cls, save: Save, decisions: DecisionSource) -> Session:
        """Resume a save; SaveError if it does not re-simulate.

        Before the first action, the events that led to it are available from `take_batch`, as at
        the
        start. Later actions are recorded once `record_with` has been called.
        """
        session = cls(Game.from_header(save.header), decisions)
        game = session.game
        before = game.state
        for step in game.replay(save):
            match step:
                case Played(side, action, events, _):
                    needed = charge_needs(before, action)
                    session.history.append(Batch(side, action, tuple(events), needed=needed))
                    session.deeds[side].append(Deed(session.records - 1, before, action))
                case TakenBack():
                    session._drop_last()
                case Conceded(side, events, _):
                    session.history.append(Batch(side, None, tuple(events)))
            before = step.after
        if not session.records:
            session._fresh.extend(session.history)
        return session

    # Reading

    @property
    def state(self) -> BattleState:
        """Return the state now."""
        return self.game.state

    @property
    def records(self) -> int:
        """Return the number of actions and take-backs so far, which identifies the pending
        decision.
        """
        return self.game.records

    @property
    def awaits_person(self) -> bool:
        """Whether a person at this screen decides now."""
        return self.game.result is None and self.seats.is_person(self.state.to_act)

    @property
    def awaits_computer(self) -> bool:
        """Whether a bot decides now."""
        return self.game.result is None and not self.seats.is_person(self.state.to_act)

    @property
    def can_undo(self) -> bool:
        """Whether a person at this screen may take back the latest action (R10.4)."""
        side = self.game.undo_side
        return side is not None and self.seats.is_person(side)

    @property
    def can_put_back(self) -> bool:
        """Whether the activation is untouched, so that taking it back puts the unit back."""
        return self.awaits_person and self.can_undo and is_untouched(self.state)

    @property
    def undone_next(self) -> Side | None:
        """Return the side of the person whose action Undo takes back; None if there is none
        (R10.4).

        An untouched activation does not count as an action: it is taken back with the one before
        it.
        """
        if not self.can_undo:
            return None
        game = self.game
        if self.can_put_back:
            game = game.copy()
            game.undo()
        side = game.undo_side
        return side if side is not None and self.seats.is_person(side) else None

    @property
    def redone_next(self) -> Side | None:
        """Return the side whose action Redo brings back; None if there is none.

        What was taken back stays until anybody acts. None of it rolled dice (R10.4).
        """
        return self.state.to_act if self._undone else None

    # Acting

    def submit(self, ply: int, action: Action, substitution: Substitution | None = None) -> bool:
        """Apply an action chosen at *ply*; return False for a stale one, which is dropped.

        Raises IllegalAction, and changes nothing, if it is not legal. Nothing that was taken back
        can be redone any more.
        """
        if ply != self.records:
            return False
        self._apply(action, substitution)
        self._undone.clear()
        return True

    def _apply(self, action: Action, substitution: Substitution | None = None) -> None:
        before, ply = self.state, self.records
        events = tuple(self.game.apply(action))
        needed = charge_needs(before, action)
        batch = Batch(before.to_act, action, events, substitution, needed)
        self.history.append(batch)
        self.deeds[before.to_act].append(Deed(ply, before, action))
        self._fresh.append(batch)
        self._keep()

    def undo(self) -> None:
        """Take back a person's latest action, and an untouched activation that came after it.

        IllegalAction if R10.4 forbids it.
        """
        taken = [self._take_back()] if self.can_put_back else []
        taken.append(self._take_back())
        self._undone.append(tuple(reversed(taken)))

    def put_back(self) -> None:
        """Take back the untouched activation, which is no action of its own.

        If there is something to redo, that begins with it.
        """
        action = self._take_back()
        if self._undone:
            self._undone[-1] = (action, *self._undone[-1])

    def redo(self) -> None:
        """Take the action again that was taken back last."""
        for action in self._undone.pop():
            self._apply(action)

    def _take_back(self) -> Action:
        """Take back a person's latest action and return it; IllegalAction if R10.4 forbids it."""
        self.game.undo()
        action = self._drop_last()
        self._fresh.clear()
        self._forget()
        self._keep()
        return action

    def _drop_last(self) -> Action:
        """Remove the latest action from what is remembered, and return it."""
        batch = self.history.pop()
        side = require_present(batch.by, "the side that acted")
        if self.deeds[side]:
            self.deeds[side].pop()
        assert batch.action is not None, "somebody acted"
        return batch.action

    def hurry(self, *, hurried: bool) -> None:
        """Have bots that search answer at once, or let them take their time again."""
        if hurried is not self.is_hurried:
            self.is_hurried = hurried
            self._decisions.hurry(hurried=hurried)

    @property
    def conceding_side(self) -> Side | None:
        """Return the side whose person may concede: the one who plays, of two the one to act.

        None if there is none, or if the battle is over or its save has an older form.
        """
        people = [side for side in Side if self.seats.is_person(side)]
        if not people or not self.game.can_be_conceded:
            return None
        return self.state.to_act if self.seats.shared else people[0]

    def concede(self, side: Side) -> None:
        """End the battle: *side* concedes it; IllegalAction if that is not possible."""
        events = tuple(self.game.concede(side))
        batch = Batch(side, None, events)
        self._forget()
        self.history.append(batch)
        self._fresh.append(batch)
        self._keep()

    def request_decision(self) -> None:
        """Request the decision of the bot whose turn it is, once per ply."""
        if self.awaits_computer and self._asked != self.records:
            side = self.state.to_act
            self._decisions.ask(self.records, self.seats.player(side), side, self.state)
            self._asked = self.records

    def poll(self) -> bool:
        """Apply the bot's answer if it has arrived; return whether it has. Never waits."""
        answer = self._decisions.poll() if self._asked is not None else None
        if answer is None:
            return False
        self._asked = None
        return self.awaits_computer and self.submit(*answer)

    def take_batch(self) -> Batch | None:
        """Return the oldest batch that has not been taken yet, if there is one."""
        return self._fresh.popleft() if self._fresh else None

    def record_with(self, recorder: Recorder) -> None:
        """Pass the following lines of the save to *recorder*."""
        self._recorder = recorder
        self._kept = len(self.game.lines)

    def save(self, path: Path) -> None:
        """Save the battle to a file."""
        self.game.save(path)

    @property
    def recorded(self) -> Save:
        """Return the save of the battle so far."""
        content = "".join(f"{line}\n" for line in self.game.lines).encode()
        return parse_save(Path(self.game.header.scenario.name), content)

    def leave(self) -> None:
        """Cancel the request to the bot; everything that happened is recorded."""
        self._forget()

    def _forget(self) -> None:
        if self._asked is not None:
            self._decisions.forget()
            self._asked = None

    def _keep(self) -> None:
        lines = self.game.lines
        if self._recorder is not None and len(lines) > self._kept:
            self._recorder.append(lines[self._kept :])
        self._kept = len(lines)
