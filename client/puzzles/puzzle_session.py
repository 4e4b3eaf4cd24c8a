"""A puzzle as a session: its actions are answers, and the one that decides is not carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from client.battle.model.session import Session
from engine.battle import rules
from engine.battle.game import Game
from engine.battle.save import new_header
from engine.battle.side import Side
from engine.players import scripted_bots
from engine.players.puzzles import Verdict, as_option, weigh_options

if TYPE_CHECKING:
    from client.worker.decisions import DecisionAnswer, Substitution
    from engine.battle.actions import Action
    from engine.battle.state import BattleState
    from engine.players.puzzles import OptionOdds, Puzzle


class PuzzleOutcome(NamedTuple):
    """How a puzzle was answered: the *action* that decided, and the odds of all *options*.

    There is no such action if one that decides nothing left no question. *state* is the one that
    the options are of.
    """

    solved: bool
    action: Action | None
    state: BattleState
    options: tuple[OptionOdds, ...]

    @property
    def given(self) -> OptionOdds | None:
        """Return the option that was chosen."""
        chosen = None if self.action is None else as_option(self.action)
        found = [option for option in self.options if option.action == chosen]
        return found[0] if found else None


class _Nobody:
    """The source of decisions of the other side, which never comes to decide."""

    def ask(self, ply: int, player: str, side: Side, state: BattleState) -> None:
        """Do nothing."""

    def poll(self) -> DecisionAnswer | None:
        """Return nothing."""
        return None

    def forget(self) -> None:
        """Do nothing."""

    def hurry(self, *, hurried: bool) -> None:
        """Do nothing."""


class PuzzleSession(Session):
    """A session that begins in the middle of a battle, and ends with the answer.

    *outcome* is None until the puzzle is answered. Nothing is taken back or saved.
    """

    def __init__(self, puzzle: Puzzle, options: tuple[OptionOdds, ...]) -> None:
        """Ask a puzzle, the odds of whose *options* are known."""
        players = [scripted_bots.PERSON, scripted_bots.PERSON]
        players[puzzle.state.to_act.other.index] = _OTHER_SIDE
        header = new_header(puzzle.seed, (players[0], players[1]), puzzle.state.setup.scenario)
        game = Game(header, puzzle.state.setup)
        game.state = puzzle.state
        super().__init__(game, _Nobody())
        self.history.clear()  # the opening is that of another battle
        self.puzzle: Final = puzzle
        self.outcome: PuzzleOutcome | None = None
        self._options = options

    @property
    def awaits_person(self) -> bool:
        """Whether the puzzle is still to be answered."""
        return self.outcome is None and super().awaits_person

    @property
    def awaits_computer(self) -> bool:
        """Whether the other side decides now: it never does."""
        return False

    @property
    def can_undo(self) -> bool:
        """Whether the latest action may be taken back: an answer is final."""
        return False

    def submit(self, ply: int, action: Action, substitution: Substitution | None = None) -> bool:
        """Take an action as an answer; only one that decides nothing is carried out.

        Raises IllegalAction, and changes nothing, if it is not legal.
        """
        if ply != self.records or self.outcome is not None:
            return False
        before, verdict = self.state, self.puzzle.judge(action)
        if verdict is not Verdict.NEUTRAL:
            rules.check(before, action)
            self._end(before, action, solved=verdict is Verdict.RIGHT)
            return True
        if not super().submit(ply, action, substitution):
            return False
        if self.puzzle.is_settled(self.state):
            self._end(before, None, solved=True)
        return True

    def _end(self, state: BattleState, action: Action | None, *, solved: bool) -> None:
        first = state is self.puzzle.state
        options = self._options if first else weigh_options(self.puzzle, state)
        self.outcome = PuzzleOutcome(solved, action, state, options)


_OTHER_SIDE: Final = scripted_bots.BOT + "greedy"
"""A player that the other side may have; it never comes to play."""
