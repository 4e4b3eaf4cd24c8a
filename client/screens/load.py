"""The list of saved battles, the player's saves and autosaves, to continue one."""

from __future__ import annotations

import functools
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pygame

from client.battle.model.saved_files import list_saved_files, successor
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Push, Reply
from client.screens.form_screen import FormScreen
from client.screens.load_rows import Entry, group_files, list_rows
from client.screens.replay import open_replay
from client.screens.report import ReportScreen
from client.screens.summary_text import date_of, round_and_score
from client.text.catalogue import plural, text
from client.text.names import scenario_name
from client.text.problems import file_problem
from client.text.save_problems import save_problem_lines
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button, Toggle
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListBox, ListRow
from client.worker.protocol import TaskKind
from client.worker.summary import summarise
from engine.append_file import is_in_use
from engine.battle.save import read_save

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from client.battle.model.saved_files import SavedFile
    from client.host import Host
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from client.worker.summary import Summary
    from client.worker.worker import Task
    from engine.battle.save import Save

log = logging.getLogger(__name__)

_REASON_LINES: Final = 2
_TOGGLE: Final = 260


def _open_face(*, over: bool) -> ButtonFace:
    """Return the face of the button that opens a battle; *over* is whether it has ended."""
    return ButtonFace(text("load.show" if over else "load.open"), "play", text("key.enter"))


class LoadScreen(FormScreen):
    """The selection of a saved battle."""

    title = "load.title"

    def __init__(self, app: Host) -> None:
        """Create the screen; the files are read in the worker process."""
        super().__init__(app)
        self._files = self._find()
        self._summaries: dict[Path, Summary] = {}
        self._tasks: dict[Path, Task[Summary]] = {}
        self._unread: set[Path] = set()
        self._holders: dict[Path, str] = {}
        self._starts = 0
        self._passed = 0.0
        self._read(self._files)
        self._chosen = next(iter(self._files), None)
        self._shows_every = False
        self._entries: list[Entry] = []
        self._list: ListBox | None = None
        self._open_button: Button | None = None
        self._replay_button: Button | None = None
        self._reason_rect = pygame.Rect(0, 0, 0, 0)
        self.reason: list[str] = []
        """Why the chosen file can't be opened, in lines."""

    def _find(self) -> dict[Path, SavedFile]:
        """Return all battle files by path; report why a folder can't be listed."""
        try:
            return list_saved_files(self.app.folders)
        except OSError as error:
            self.app.tell(text("load.unlisted"), [file_problem(error)])
            return {}

    def _read(self, paths: Iterable[Path]) -> None:
        """Request the worker to read files."""
        worker = self.app.worker
        for path in paths:
            if path in self._tasks:
                self._tasks[path].drop()
            self._tasks[path] = worker.send(TaskKind.SUMMARISE, summarise, path)
            self._unread.discard(path)
        self._starts = worker.starts

    def _holder(self, path: Path) -> str:
        """Return the key of the text that says who has a file open; "" if nobody has."""
        if self.app.battles.is_unwritten(path):
            return "load.unwritten"
        return "load.in-use" if is_in_use(path) else ""

    # Building

    def build(self, form: Form) -> None:
        """Add the list, and below it a bar with the actions."""
        self._holders = {path: self._holder(path) for path in self._files}
        self._entries = self._grouped()
        style, space, size = self.style, self.style.layout.space, self.style.layout.text
        reason = _REASON_LINES * style.writer.height(size.table)
        lengths: list[Length] = [Share(), reason, style.px(space.button)]
        above, self._reason_rect, bar = layout.split_rows(self.body, lengths, style.px(space.gap))
        form.panel(above)
        self._list = self._open_button = self._replay_button = None
        inner = layout.inset(above, style.px(10))
        if self._files:
            rows = self._rows()
            chosen = str(self._chosen)
            self._list = ListBox(form, inner, rows, chosen, self._choose, self._open)
            self._build_bar(form, bar)
        else:
            room, words = inner.w, text("load.none")
            form.label(words, inner.topleft, size.strong, room=room)
        self._show_chosen()
        form.paint(self._draw_reason)

    def _build_bar(self, form: Form, bar: pygame.Rect) -> None:
        """Add the filter of the list at the left of the bar, the actions on the battle at the
        right.
        """
        style, gap = self.style, self.style.px(8)
        delete = ButtonFace(text("load.delete"), "cross", text("key.delete"))
        faces = [_open_face(over=over) for over in (False, True)]
        opened = max(style.px(180), *(panels.button_width(style, face) for face in faces))
        shown = ButtonFace(text("load.replay"), "film", "R")
        widths = [panels.button_width(style, face) for face in (delete, shown)]
        lengths: list[Length] = [Share(), *widths, opened]
        left, middle, beside, right = layout.split_columns(bar, lengths, gap)
        left.w = min(left.w, style.px(_TOGGLE))
        words = text("load.every-file")
        Toggle(form, left, words, self._shows_every, self._show_every)
        Button(form, middle, delete, self._ask_delete).shortcut = pygame.K_DELETE
        self._replay_button = Button(form, beside, shown, self._show_replay)
        self._replay_button.shortcut = pygame.K_r
        self._open_button = Button(form, right, faces[0], self._open, ButtonKind.PRIMARY)

    def _grouped(self) -> list[Entry]:
        every = self._shows_every
        entries = group_files(self._files, self._summaries, self._holders, every=every)
        for entry in entries:
            if self._chosen in entry.older:
                self._chosen = entry.path
        return entries

    def _rows(self) -> list[ListRow]:
        return list_rows(self._entries, self._summaries, self._unread, self._holders)

    def _show_every(self, every: bool) -> None:  # noqa: FBT001 - a toggle's value
        """Show each file, or each battle."""
        self._shows_every = every
        self.lay_out()

    # Choosing

    def _choose(self, code: str) -> None:
        self._chosen = Path(code)
        self._show_chosen()

    def _problem(self) -> str:
        """Return why the chosen file can't be opened, checking again whether it is still in use."""
        chosen = self._chosen
        if chosen is None or chosen not in self._summaries or self._holders[chosen]:
            return ""
        problem = self._summaries[chosen].problem
        return "" if problem is None else "\n".join(save_problem_lines(problem, chosen))

    def _show_chosen(self) -> None:
        """Show the actions on the chosen file, or why it can't be opened."""
        size, problem = self.style.layout.text.table, self._problem()
        room = self._reason_rect.w
        self.reason = self.style.writer.wrap(problem, size, room) if problem else []
        if self._open_button is not None:
            self._open_button.face = _open_face(over=self._is_over())
            self._open_button.enable(not problem)
        if self._replay_button is not None:
            self._replay_button.enable(not problem)

    def _is_over(self) -> bool:
        """Whether the chosen battle is known to be over."""
        chosen = self._chosen
        if chosen is None or chosen not in self._summaries:
            return False
        return self._summaries[chosen].result is not None

    def _open(self) -> None:
        if self._is_still_chosen() and self._chosen is not None and not self._problem():
            self.leave()
            self.app.battles.resume(self._chosen)

    def _show_replay(self) -> None:
        if self._is_still_chosen() and self._chosen is not None and not self._problem():
            read = functools.partial(read_save, self._chosen)
            open_replay(self.app, read, self._show_report)

    def _show_report(self, save: Save) -> None:
        self.app.go(Push(ReportScreen(self.app, save)))

    def _is_still_chosen(self) -> bool:
        """Refresh the list; return whether the chosen file is still there."""
        chosen = self._chosen
        self._look_again()
        return self._chosen == chosen

    def _ask_delete(self) -> None:
        if not self._is_still_chosen() or self._chosen is None:
            return
        chosen = self._chosen
        if self.form is not None and self._list is not None:
            self.form.focus_on(self._list)
        if self._refuses_to_delete(chosen):
            return
        paths = [chosen, *self._older(chosen)]
        replies = [
            Reply(text("load.delete"), lambda: self._delete(paths), ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        lines = [self._named(chosen)]
        if len(paths) > 1:
            lines.append(plural("load.delete.older", len(paths) - 1))
        self.app.ask(text("load.delete.ask"), lines, replies)

    def _named(self, path: Path) -> str:
        """Return what a battle is called in a question: its row, or its file's name if unread."""
        summary = self._summaries[path] if path in self._summaries else None
        if summary is None or summary.problem:
            return path.name
        facts = (scenario_name(summary.scenario), round_and_score(summary), date_of(summary))
        return text("load.named", battle=" · ".join(part for part in facts if part), file=path.name)

    def _older(self, path: Path) -> tuple[Path, ...]:
        """Return the files that an entry of the list hides."""
        return next((entry.older for entry in self._entries if entry.path == path), ())

    def _refuses_to_delete(self, path: Path) -> bool:
        """Report who has a file open, if anybody has; return whether that is so."""
        holder = self._holder(path)
        if holder:
            self.app.tell(text("load.delete.failed"), [text(f"{holder}.text")])
        return bool(holder)

    def _delete(self, paths: Sequence[Path]) -> None:
        """Delete the files that the player was asked about, regardless of the current choice."""
        for path in paths:
            if self._refuses_to_delete(path) or not self._remove(path):
                break
        self._look_again()

    def _remove(self, path: Path) -> bool:
        """Delete a file, or report why it can't be deleted; return whether it is gone."""
        try:
            path.unlink()
        except FileNotFoundError:
            self.app.tell(text("load.delete.failed"), [text("load.gone"), str(path)])
        except OSError as error:
            self.app.tell(text("load.delete.failed"), [file_problem(error)])
        return not os.path.lexists(path)

    # Time

    def update(self, seconds: float) -> None:
        """Show the content of files once the worker has read them; refresh the list
        periodically.
        """
        super().update(seconds)
        self._passed += seconds
        if self._passed >= load_tuning().autosave.look_seconds:
            self._passed = 0.0
            self._look_again()
        for path, task in list(self._tasks.items()):
            summary = task.take()
            if summary is not None:
                self._take(path, summary)
            elif task.is_lost:
                self._unread.add(path)
                del self._tasks[path]
                self._write(path)

    def _take(self, path: Path, summary: Summary) -> None:
        """Store the worker's summary of a file, unless the file has been removed meanwhile."""
        del self._tasks[path]
        if summary.problem and not path.exists():
            self._look_again()
        elif summary.problem:
            log.warning("%s", summary.problem)
        if path in self._files:
            self._summaries[path] = summary
            self._write(path)

    def _look_again(self) -> None:
        """Check which files exist and are in use; those that have changed are read again."""
        if self._starts != self.app.worker.starts:
            self._read(list(self._unread))
        try:
            found = list_saved_files(self.app.folders)
        except OSError:
            found = self._files  # the old list stays; opening a file reports the error
        before, self._files = self._files, found
        if list(found) != list(before):
            self._list_anew(before)
        else:
            self._look_at_holders()
        self._read([path for path in found if self._is_stale(path, before)])

    def _list_anew(self, before: dict[Path, SavedFile]) -> None:
        """Rebuild the list at the same scroll position; the choice follows its file."""
        for path in before.keys() - self._files.keys():
            self._forget(path)
        if self._chosen is None:
            self._chosen = next(iter(self._files), None)
        elif self._chosen not in self._files:
            self._chosen = successor(self._chosen, before, self._files)
        self._lay_out_where_it_was()

    def _forget(self, path: Path) -> None:
        """Forget a file that has been removed."""
        if path in self._tasks:
            self._tasks.pop(path).drop()
        self._summaries.pop(path, None)
        self._unread.discard(path)

    def _is_stale(self, path: Path, before: dict[Path, SavedFile]) -> bool:
        """Whether a file must be read again; one that is being written must, once it is
        released.
        """
        if path not in before:
            return True
        if self._holders[path]:
            return False
        unseen = path in self._summaries and self._summaries[path].written is None
        return unseen or self._files[path].version != before[path].version

    def _look_at_holders(self) -> None:
        """Check whether files in use have been released; those are read again."""
        for path in self._files:
            if not self._holders[path] and path != self._chosen:
                continue
            before, self._holders[path] = self._holders[path], self._holder(path)
            if self._holders[path] == before:
                continue
            if not self._holders[path]:
                self._read([path])
            self._write(path)

    def _write(self, path: Path) -> None:
        """Update the rows after a file has been read; files of one battle are merged."""
        if self._list is not None and path in self._files:
            before, self._entries = self._entries, self._grouped()
            if [one.path for one in before] == [one.path for one in self._entries]:
                self._list.rows = self._rows()
            else:
                self._lay_out_where_it_was()
        if path == self._chosen:
            self._show_chosen()

    def _lay_out_where_it_was(self) -> None:
        """Rebuild the form with the list at the same scroll position."""
        first = 0 if self._list is None else self._list.first
        self.lay_out()
        if self._list is not None:
            self._list.scroll(first)

    def _draw_reason(self, canvas: Canvas) -> None:
        """Draw what is wrong with the chosen file below the list; a tooltip has the full text."""
        style, rect = self.style, self._reason_rect
        size, colour = style.layout.text.table, style.colours.bad
        shown = self.reason[:_REASON_LINES]
        if len(self.reason) > _REASON_LINES:
            shown[-1] = " ".join(self.reason[_REASON_LINES - 1 :])
            canvas.hint(rect, "\n".join(self.reason))
        places = layout.stack(rect, [style.writer.height(size)] * len(shown))
        for place, line in zip(places, shown, strict=True):
            canvas.text(line, place.topleft, size, colour, room=rect.w)

    def close(self) -> None:
        """Close the form and drop the pending requests to the worker."""
        super().close()
        for task in self._tasks.values():
            task.drop()
        self._tasks.clear()
