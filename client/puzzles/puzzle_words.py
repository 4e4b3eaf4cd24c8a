"""What the screen of a puzzle says: that of a battle, after the question or the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.speech.board_words import place_words
from client.puzzles import answer_view
from client.speech.spoken import CONTENT
from client.text.catalogue import text
from client.text.format import comma_list
from engine.players.puzzles import Verdict

if TYPE_CHECKING:
    from client.puzzles.puzzle_drawing import ShownPuzzle
    from client.speech.spoken import ScreenWords, Speech

_VERDICTS: Final = {
    Verdict.RIGHT: "speech.option-right",
    Verdict.WRONG: "speech.option-wrong",
    Verdict.NEUTRAL: "speech.option",
}


class PuzzleWords:
    """The words of a puzzle on the screen."""

    def __init__(self, screen: ShownPuzzle, battle: ScreenWords) -> None:
        """Create them for a screen and the words of its battle."""
        self._screen: Final = screen
        self._battle: Final = battle

    def speech(self) -> Speech:
        """Return what the battle says, after the question or the answer."""
        said = self._battle.speech()
        return said._replace(topics={CONTENT: tuple(self._panel()), **said.topics})

    def overview(self) -> list[str]:
        """Return the question or the answer, and everything on the board."""
        return [*self._panel(), *self._battle.overview()]

    def _panel(self) -> list[str]:
        """Return the panel of the question: its theme and place in the run, its words, after the
        answer the verdict and the odds of all options.
        """
        asked, run = self._screen.asked, self._screen.run
        theme, outcome = asked.puzzle.theme, asked.outcome
        place = len(run.answers) + (outcome is None)
        lines = [
            text("puzzle.heading", n=place, count=len(run.questions)),
            text(f"puzzle.theme.{theme}"),
        ]
        if run.answers:
            lines.append(text("speech.answered", n=sum(run.answers), count=len(run.answers)))
        if outcome is None:
            return [*lines, text(f"puzzle.question.{theme}")]
        names = self._screen.presenter.names
        lines = [
            *lines,
            text("puzzle.right" if outcome.solved else "puzzle.wrong"),
            *answer_view.why_words(asked.puzzle, outcome, names),
        ]
        for row in answer_view.rows_of(asked.puzzle, outcome, names, self._screen.pointed):
            at = [] if row.at is None else [place_words(row.at)]
            option = comma_list([row.title, *at])
            lines.append(text(_VERDICTS[row.verdict], option=option, figures=row.figures))
        return lines
