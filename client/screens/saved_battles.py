"""The saved battles that a list shows: their files, who has them open, and their summaries."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

from client.battle.model.saved_files import list_saved_files, successor
from client.text.catalogue import text
from client.text.problems import file_problem
from client.worker.protocol import TaskKind
from client.worker.summary import summarise
from engine.append_file import is_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from client.battle.model.saved_files import SavedFile
    from client.host import Host
    from client.worker.summary import Summary
    from client.worker.worker import Task

log = logging.getLogger(__name__)

IN_USE: Final = "load.in-use"
"""The key of the text about a battle that another window is playing."""


class SavedBattlesViewer(Protocol):
    """Whoever shows saved battles, and is told what changes."""

    def list_anew(self) -> None:
        """Show other files than before."""

    def show_file(self, path: Path) -> None:
        """Show what is known of a file now."""


class SavedBattles:
    """The battle files in some folders; the worker reads and replays each of them.

    *chosen* is the file that a player has chosen; it follows its battle to another folder.
    """

    def __init__(self, app: Host, folders: Sequence[str], viewer: SavedBattlesViewer) -> None:
        """Find the files in *folders*, in the order of these names, and have them read."""
        self._app: Final = app
        self._folders: Final = folders
        self._viewer: Final = viewer
        self.files = self._find()
        self.summaries: dict[Path, Summary] = {}
        self.tasks: dict[Path, Task[Summary]] = {}
        self.unread: set[Path] = set()
        self.holders: dict[Path, str] = {}
        self.ask_holders()
        self._starts = 0
        self._read(self.files)
        self.chosen = next(iter(self.files), None)

    def _list(self) -> dict[Path, SavedFile]:
        found = list_saved_files(self._app.folders)
        return {
            path: file
            for folder in self._folders
            for path, file in found.items()
            if path.parent.name == folder
        }

    def _find(self) -> dict[Path, SavedFile]:
        """Return all battle files by path; report why a folder can't be listed."""
        try:
            return self._list()
        except OSError as error:
            self._app.tell(text("load.unlisted"), [file_problem(error)])
            return {}

    def _read(self, paths: Iterable[Path]) -> None:
        """Request the worker to read files."""
        worker = self._app.worker
        for path in paths:
            if path in self.tasks:
                self.tasks[path].drop()
            self.tasks[path] = worker.send(TaskKind.SUMMARISE, summarise, path)
            self.unread.discard(path)
        self._starts = worker.starts

    def holder(self, path: Path) -> str:
        """Return the key of the text that says who has a file open; "" if nobody has."""
        if self._app.battles.is_unwritten(path):
            return "load.unwritten"
        return IN_USE if is_in_use(path) else ""

    def ask_holders(self) -> None:
        """Find out who has files open."""
        self.holders = {path: self.holder(path) for path in self.files}

    @property
    def chosen_summary(self) -> Summary | None:
        """Return the summary of the chosen file, if it has been read and is not in use."""
        chosen = self.chosen
        if chosen is None or chosen not in self.summaries or self.chosen_holder:
            return None
        return self.summaries[chosen]

    @property
    def chosen_holder(self) -> str:
        """Return the key of the text that says who has the chosen file open; "" if nobody has."""
        return "" if self.chosen is None else self.holders[self.chosen]

    def is_still_chosen(self) -> bool:
        """Look again; return whether the chosen file is still there."""
        chosen = self.chosen
        self.look_again()
        return chosen is not None and self.chosen == chosen

    # Time

    def update(self) -> None:
        """Take the summaries that the worker has finished."""
        for path, task in list(self.tasks.items()):
            summary = task.take()
            if summary is not None:
                self._take(path, summary)
            elif task.is_lost:
                self.unread.add(path)
                del self.tasks[path]
                self._tell_of(path)

    def _take(self, path: Path, summary: Summary) -> None:
        """Store the worker's summary of a file, unless the file has been removed meanwhile."""
        del self.tasks[path]
        if summary.problem and not path.exists():
            self.look_again()
        elif summary.problem:
            log.warning("%s", summary.problem)
        if path in self.files:
            self.summaries[path] = summary
            self._tell_of(path)

    def _tell_of(self, path: Path) -> None:
        if path in self.files:
            self._viewer.show_file(path)

    def look_again(self) -> None:
        """Check which files exist and are in use; those that have changed are read again."""
        if self._starts != self._app.worker.starts:
            self._read(list(self.unread))
        try:
            found = self._list()
        except OSError:
            found = self.files  # the old list stays; opening a file reports the error
        before, self.files = self.files, found
        if list(found) != list(before):
            self._follow(before)
        else:
            self._look_at_holders()
        self._read([path for path in found if self._is_stale(path, before)])

    def _follow(self, before: dict[Path, SavedFile]) -> None:
        """Forget files that are gone; the choice follows its file."""
        for path in before.keys() - self.files.keys():
            if path in self.tasks:
                self.tasks.pop(path).drop()
            self.summaries.pop(path, None)
            self.unread.discard(path)
        if self.chosen is None:
            self.chosen = next(iter(self.files), None)
        elif self.chosen not in self.files:
            self.chosen = successor(self.chosen, before, self.files)
        self.ask_holders()
        self._viewer.list_anew()

    def _is_stale(self, path: Path, before: dict[Path, SavedFile]) -> bool:
        """Whether a file must be read again; one that is being written must, once it is
        released.
        """
        if path not in before:
            return True
        if self.holders[path]:
            return False
        unseen = path in self.summaries and self.summaries[path].written is None
        return unseen or self.files[path].version != before[path].version

    def _look_at_holders(self) -> None:
        """Check whether files in use have been released; those are read again."""
        for path in self.files:
            if not self.holders[path] and path != self.chosen:
                continue
            before, self.holders[path] = self.holders[path], self.holder(path)
            if self.holders[path] == before:
                continue
            if not self.holders[path]:
                self._read([path])
            self._tell_of(path)

    def close(self) -> None:
        """Drop the pending requests to the worker."""
        for task in self.tasks.values():
            task.drop()
        self.tasks.clear()
