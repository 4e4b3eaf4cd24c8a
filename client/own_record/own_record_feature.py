"""One's own record as a feature of the window: it notes ends of battles, and writes them."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from client.own_record.own_record_file import (
    Entry,
    Outcome,
    keep_entries,
    opponent_of,
    read_record,
    standing_against,
)
from client.standing import Standing
from client.text.catalogue import text
from client.text.problems import file_problem, problem_text
from client.tuning import load_tuning
from engine.errors import DataError
from engine.players.levels import level_names
from engine.players.scripted_bots import PERSON, bot_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.host import Host
    from engine.battle.side import Side

log: Final = logging.getLogger(__name__)


class OwnRecord:
    """The results of one person against each level and bot.

    A battle counts once, with the result that it had first: a battle that is begun anew with the
    same dice, or finished again from a save, is the same battle. One that was left, and a branch
    of another one, do not count.
    """

    def __init__(self, app: Host) -> None:
        """Create the feature for a window."""
        self._app = app
        self._known: dict[str, Entry] | None = None
        self._pending: list[Entry] = []
        self._problem: OSError | None = None
        self._tried = 0.0

    def standing(self, opponent: str) -> Standing:
        """Return the record against an opponent, with what is not written yet."""
        pending = {one.battle: one for one in reversed(self._pending)}
        return standing_against({**pending, **self._entries()}, opponent)

    def note(
        self, battle: str, players: tuple[str, str], winner: Side | None, *, branched: bool
    ) -> None:
        """Note that a battle, by the digest of its start, has ended."""
        opponent = opponent_of(players)
        if branched or opponent not in {*level_names(), *bot_names()} or opponent is None:
            return
        if winner is None:
            outcome = Outcome.DRAWN
        else:
            won = players[winner.index] == PERSON
            outcome = Outcome.WON if won else Outcome.LOST
        noted = {*self._entries(), *(one.battle for one in self._pending)}
        if battle not in noted:
            self._pending.append(Entry(battle, opponent, outcome))
            self._write()

    def _entries(self) -> dict[str, Entry]:
        """Return what is in the file, which is read once; a broken one is moved aside later."""
        if self._known is None:
            self._known = {}
            try:
                self._known = read_record(self._app.folders.own_record)
            except (DataError, OSError) as error:
                log.warning("the own record can't be read: %s", error)
        return self._known

    def _write(self) -> None:
        """Write what is not written yet; a new problem is reported once."""
        self._tried = time.monotonic()
        try:
            kept = keep_entries(self._app.folders, self._pending)
        except OSError as error:
            if self._problem is None:
                told = [text("own-record.unkept.text"), file_problem(error)]
                self._app.tell(text("own-record.unkept"), told)
            self._problem = error
            return
        self._known, self._problem = dict(kept.entries), None
        self._pending.clear()
        if kept.problem is not None:
            problem = problem_text(kept.problem)
            lines = [text("own-record.broken.text"), problem, str(kept.aside)]
            self._app.tell(text("own-record.broken"), lines)

    # A feature

    def update(self) -> None:
        """Write what could not be written, periodically."""
        if self._pending and time.monotonic() - self._tried > load_tuning().autosave.retry_seconds:
            self._write()

    @property
    def in_play(self) -> bool:
        """Whether a battle is being played: never here."""
        return False

    @property
    def is_kept(self) -> bool:
        """Whether a battle is being played and written: never here."""
        return False

    @property
    def record(self) -> Sequence[str]:
        """Return nothing: no battle is played here."""
        return ()

    def leave(self) -> None:
        """Do nothing: there is no battle to leave."""

    def list_losses(self) -> list[str]:
        """Try to write what is not written yet; return why that is not possible."""
        if self._pending:
            self._write()
        return [] if self._problem is None else [file_problem(self._problem)]

    def close(self) -> None:
        """Write what is not written yet; OSError if that fails."""
        if self._pending:
            keep_entries(self._app.folders, self._pending)
            self._pending.clear()
