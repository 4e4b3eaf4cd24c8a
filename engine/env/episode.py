"""A battle between a learner and a player that is built in: it stops where the learner decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle import rules, turn
from engine.dice import SeededDice
from engine.players.answers import ask_for_legal, place_in

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Setup
    from engine.players import Player


class Episode:
    """Own one battle: its state and its dice; the opponent acts inside."""

    def __init__(self, setup: Setup, seed: int, seat: Side, opponent: Player) -> None:
        """Begin a battle; `events` holds what has happened before the learner's first decision.

        PlayerError, here and in `play`, when the opponent raises or chooses what is not legal.
        """
        self.seat: Final = seat
        self.opponent: Final = opponent
        self._seed: Final = seed
        self._dice = SeededDice(seed)
        self.state: BattleState
        self.state, self.events = turn.start(setup)
        self._answer(self.events)

    @property
    def is_over(self) -> bool:
        """Tell whether the battle has ended."""
        return self.state.result is not None

    def play(self, action: Action) -> list[Event]:
        """Carry out a legal action of the learner, and the opponent's up to its next decision."""
        events = self._carry_out(action)
        self._answer(events)
        return events

    def _answer(self, events: list[Event]) -> None:
        while not self.is_over and self.state.to_act is not self.seat:
            options = rules.options(self.state)
            action = ask_for_legal(self.opponent, self.state, options, self._place)
            events += self._carry_out(action)

    def _place(self) -> str:
        """Name the opponent and the battle."""
        scenario = self.state.setup.scenario.name
        return place_in(self.opponent.name, self.seat.other, scenario, self._seed)

    def _carry_out(self, action: Action) -> list[Event]:
        self.state, events = rules.carry_out(self.state, action, self._dice)
        return events
