"""The timeline of a recorded battle: every step that was not taken back, with its states."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, NamedTuple

from engine.battle.battle import Step
from engine.battle.game import Conceded, Game, Played, TakenBack

if TYPE_CHECKING:
    from engine.battle.events import Event
    from engine.battle.save import Header, Save
    from engine.battle.state import BattleState, Setup


class Moment(NamedTuple):
    """A step of a timeline; *records* is the number of records of the save up to its end."""

    step: Step
    records: int


class Timeline(NamedTuple):
    """A recorded battle from its *opening* on; *start* is the state that awaits the first action.

    *records* is the number of records of the whole save, take-backs at its end included. A battle
    that was conceded ends with a *concession* instead of a step.
    """

    header: Header
    opening: tuple[Event, ...]
    start: BattleState
    moments: tuple[Moment, ...]
    records: int
    concession: Conceded | None = None

    @property
    def setup(self) -> Setup:
        """Return the setup of the battle."""
        return self.start.setup

    @property
    def end(self) -> BattleState:
        """Return the state after the last step, or after the concession."""
        if self.concession is not None:
            return self.concession.after
        return self.moments[-1].step.after if self.moments else self.start


def read_timeline(save: Save, game: Game) -> Generator[None, None, Timeline]:
    """Replay a save in a *game* at its start, and return the timeline; yield after each record.

    SaveError names the line that does not re-simulate.
    """
    start = before = game.state
    moments: list[Moment] = []
    concession = None
    for played in game.replay(save):
        match played:
            case Played(_, action, events, after):
                moments.append(Moment(Step(before, action, events, after), game.records))
            case TakenBack():
                moments.pop()
            case Conceded():
                concession = played
        before = played.after
        yield
    return Timeline(save.header, game.opening, start, tuple(moments), game.records, concession)
