"""Messages about the files of battles: what is wrong with one, and where it is now."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from client.battle.model.outage import Outage
from client.text.catalogue import text
from client.text.problems import file_problem

if TYPE_CHECKING:
    from pathlib import Path

    from client.host import Host
    from client.overlays.message import MessageOverlay
    from engine.record_file import RecordFile


class FileNotices:
    """The messages about the files of battles that were shown, so that each is shown once."""

    def __init__(self, app: Host) -> None:
        """Create the messages for a window; there are none yet."""
        self._app: Final = app
        self._outages: dict[RecordFile, Outage] = {}
        self._moves: dict[RecordFile, tuple[Path, MessageOverlay]] = {}

    def tell_of(self, kept: RecordFile, *, in_play: bool) -> None:
        """Show what is wrong with the file of a battle, and where the battle is recorded now."""
        outage = self._outages.setdefault(kept, Outage())
        is_wrong = kept.problem is not None
        if outage.is_news(is_wrong=is_wrong, now=time.monotonic()) and kept.problem is not None:
            key = "app.autosave.failed" if in_play else "app.autosave.left"
            self._app.tell(text(key), [text(f"{key}.text"), file_problem(kept.problem)])
        if kept.moved_to is not None:
            moved_to, kept.moved_to = kept.moved_to, None
            self._tell_of_move(kept, moved_to)

    def _tell_of_move(self, kept: RecordFile, path: Path) -> None:
        """Show where a battle is recorded now, replacing an earlier message that is still
        unread.
        """
        before = self._moves[kept] if kept in self._moves else None
        if before is not None and before[0] == path:
            return
        lines = [text("app.autosave.moved.text"), str(path)]
        unread = None if before is None else before[1]
        message = self._app.tell(text("app.autosave.moved"), lines, instead_of=unread)
        self._moves[kept] = path, message

    def forget(self, kept: RecordFile) -> None:
        """Forget the messages about a battle's file."""
        self._outages.pop(kept, None)
        self._moves.pop(kept, None)
