"""A battle in progress: its state and its dice, driven by whatever plays it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from engine.battle import rules, turn
from engine.battle.actions import Action
from engine.battle.options import Options
from engine.battle.state import BattleState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.events import Event, Result
    from engine.battle.state import Setup
    from engine.dice import Dice

Decide: TypeAlias = Callable[[BattleState, Options], Action | None]
"""Return one of the options of a state, or None to leave the decision open, which ends a run."""


class Step(NamedTuple):
    """An action that was carried out: the states before and after it, and the events between
    them.
    """

    before: BattleState
    action: Action
    events: list[Event]
    after: BattleState


class Battle:
    """The state and the dice of one battle; no record is kept, and nothing is taken back."""

    def __init__(self, state: BattleState, dice: Dice, opening: tuple[Event, ...] = ()) -> None:
        """Continue from *state* with *dice*; *opening* is the events that led to it.

        `ply` is the number of actions carried out since.
        """
        self.state = state
        self.ply = 0
        self.dice = dice
        self.opening: Final = opening

    @classmethod
    def from_setup(cls, setup: Setup, dice: Dice) -> Battle:
        """Start a battle: its state awaits the first decision."""
        state, opening = turn.start(setup)
        return cls(state, dice, tuple(opening))

    @property
    def result(self) -> Result | None:
        """Return the result of the battle; None while it goes on."""
        return self.state.result

    def options(self) -> Options:
        """Return what the side to act may do, as sets."""
        return rules.options(self.state)

    def legal_actions(self) -> list[Action]:
        """Return the legal actions, in a fixed order; empty only once the battle is over."""
        return rules.legal_actions(self.state)

    def apply(self, action: Action) -> list[Event]:
        """Apply an action and return its events.

        IllegalAction, with nothing changed, for an action that is not legal.
        """
        rules.check(self.state, action)
        return self.carry_out(action).events

    def carry_out(self, action: Action) -> Step:
        """Carry out an action taken from the options and return the step; nothing is checked
        again.
        """
        before = self.state
        self.state, events = rules.carry_out(before, action, self.dice)
        self.ply += 1
        return Step(before, action, events, self.state)

    def run(self, decide: Decide) -> Iterator[Step]:
        """Carry out what *decide* returns, step by step, to the end or until it returns None."""
        while self.state.result is None:
            action = decide(self.state, rules.options(self.state))
            if action is None:
                return
            yield self.carry_out(action)
