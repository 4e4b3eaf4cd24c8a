"""An episode: a battle between a learner and its opponent, which acts inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle.battle import Battle
from engine.dice import SeededDice
from engine.players.game_loop import name_battle, play

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Setup
    from engine.players import Player


class Episode:
    """One battle of a learner at *seat*; it stops at each decision of the learner."""

    def __init__(self, setup: Setup, seed: int, seat: Side, opponent: Player) -> None:
        """Start a battle; `events` are those before the learner's first decision.

        PlayerError, here and in `play`, if the opponent raises or chooses an illegal action.
        """
        self.seat: Final = seat
        self.opponent: Final = opponent
        self._where: Final = name_battle(setup.scenario.name, seed)
        self._battle: Final = Battle.from_setup(setup, SeededDice(seed))
        self.events: Final = [*self._battle.opening, *self._play_opponent()]

    @property
    def state(self) -> BattleState:
        """Return the current state."""
        return self._battle.state

    @property
    def is_over(self) -> bool:
        """Whether the battle has ended."""
        return self._battle.result is not None

    def play(self, action: Action) -> list[Event]:
        """Carry out a legal action of the learner, then the opponent's up to its next decision."""
        return [*self._battle.carry_out(action).events, *self._play_opponent()]

    def _play_opponent(self) -> list[Event]:
        steps = play(self._battle, {self.seat.other: self.opponent}, self._where)
        return [event for step in steps for event in step.events]
