"""The log of a battle in words: it grows with the history, and is reworded where that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.text.battle_log import LogLine, log_lines, newest_first
from client.text.catalogue import language, name, text
from client.tuning import load_tuning
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.model.session import Batch, Session
    from client.text.names import BattleNames


class WordedLog:
    """The *lines* of a battle's log; *order* are the places of the lines, as panels list them."""

    def __init__(self, session: Session, names: BattleNames) -> None:
        """Start without lines: what a resumed battle has behind it is worded with the rest."""
        self._session: Final = session
        self._names: Final = names
        self.lines: Final[list[LogLine]] = []
        self.order: list[int] = []
        self._logged = 0
        self._resumed_at = len(session.history)
        self._taken_over = _sides_taken_over(session)
        self._language = language()

    def update(self) -> None:
        """Append what happened since the last call."""
        history = self._session.history
        if self.lines and self._logged == len(history):
            return
        if not self.lines:
            place = min(self._resumed_at, len(history))
            self.lines.extend(self._lines_of_beginning(place))
            self._logged = place
        self.lines.extend(self._worded(history[self._logged :]))
        self._logged = len(history)
        self.order = newest_first(self.lines)

    def rebuild(self) -> None:
        """Rebuild the whole log, after an action was taken back."""
        self.lines.clear()
        self.update()

    def reword(self) -> None:
        """Word the log in the current language, if it is another one than before."""
        if self._language == language():
            return
        self._language = language()
        if self.lines:
            place = min(self._resumed_at, self._logged)
            later = self._session.history[place : self._logged]
            self.lines[:] = [*self._lines_of_beginning(place), *self._worded(later)]

    def _lines_of_beginning(self, place: int) -> list[LogLine]:
        """Return the lines up to where the battle was resumed, and one for each side that a person
        takes over from an unknown player there.
        """
        newcomers = [
            LogLine(text("log.person", side=self._names.side(side)), side)
            for side in self._taken_over
        ]
        return [*self._worded(self._session.history[:place]), *newcomers]

    def _worded(self, batches: Sequence[Batch]) -> list[LogLine]:
        return [line for batch in batches for line in self._lines_of(batch)]

    def _lines_of(self, batch: Batch) -> list[LogLine]:
        lines = log_lines(batch.events, self._names, batch.needed)
        if batch.substitution is None or batch.by is None:
            return lines
        bot = name("player", load_tuning().worker.stand_in)
        words = text(f"log.{batch.substitution.value}", side=self._names.side(batch.by), bot=bot)
        return [LogLine(words, batch.by), *lines]


def _sides_taken_over(session: Session) -> list[Side]:
    """Return the sides of an unfinished battle that a person takes over from an unknown player."""
    if session.game.result is not None:
        return []
    return [side for side in Side if session.seats.is_stand_in(side)]
