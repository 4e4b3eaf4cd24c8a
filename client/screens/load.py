"""Lists saved battles, those a player saved and those that saved themselves, to go on with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from client.battle.model.saved_files import list_saved_files, successor
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Reply
from client.screens.form_screen import FormScreen
from client.screens.summary_text import date_of, players_of, round_and_score
from client.text.catalogue import text
from client.text.names import scenario_name
from client.tuning import load_tuning
from client.widgets.controls import Button, ListBox, ListRow
from client.worker.protocol import TaskKind
from client.worker.summary import summarise
from engine.appending import is_in_use
from engine.errors import describe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from client.battle.model.saved_files import SavedFile
    from client.host import Host
    from client.widgets.form import Form
    from client.worker.summary import Summary
    from client.worker.worker import Task

_ICONS = {"saves": "save", "autosaves": "film", "finished": "crown"}


class LoadScreen(FormScreen):
    """Choose a saved battle."""

    title = "load.title"

    def __init__(self, app: Host) -> None:
        """Take the window; what the files hold is read in the worker process."""
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
        self._list: ListBox | None = None
        self._open_button: Button | None = None
        self._reason: list[str] = []

    def _find(self) -> dict[Path, SavedFile]:
        """List all files of battles; what keeps a folder from being listed is told."""
        try:
            return list_saved_files(self.app.folders)
        except OSError as error:
            self.app.tell(text("load.unlisted"), [describe(error)])
            return {}

    def _read(self, paths: Iterable[Path]) -> None:
        """Have the worker read what is in files."""
        worker = self.app.worker
        for path in paths:
            if path in self._tasks:
                self._tasks[path].drop()
            self._tasks[path] = worker.send(TaskKind.SUMMARISE, summarise, path)
            self._unread.discard(path)
        self._starts = worker.starts

    def _holder(self, path: Path) -> str:
        """Return the key of what is said of who has a file open; "" when nobody has."""
        if self.app.battles.is_unwritten(path):
            return "load.unwritten"
        return "load.in-use" if is_in_use(path) else ""

    # Building

    def build(self, form: Form) -> None:
        """Put the list over a bar with what can be done."""
        self._holders = {path: self._holder(path) for path in self._files}
        style, space = self.style, self.style.layout.space
        body = self.body
        height = style.px(space.button)
        foot = height + style.px(space.edge) + self._reason_height()
        rect = pygame.Rect(body.x, body.y, body.w, body.h - foot)
        form.panel(rect)
        self._list = self._open_button = None
        self._show_chosen()
        if not self._files:
            at = rect.x + style.px(space.padding), rect.y + style.px(space.padding)
            form.label(text("load.none"), at, style.layout.text.strong)
            return
        inner = rect.inflate(-2 * style.px(10), -2 * style.px(10))
        rows = [self._row(path) for path in self._files]
        self._list = ListBox(form, inner, rows, str(self._chosen), self._choose, self._open)
        y = body.bottom - height
        face = ButtonFace(text("load.open"), "play", text("key.enter"))
        wide = max(style.px(180), panels.button_width(style, face))
        place = pygame.Rect(body.right - wide, y, wide, height)
        self._open_button = Button(form, place, face, self._open, ButtonKind.PRIMARY)
        face = ButtonFace(text("load.delete"), "cross", text("key.delete"))
        wide = panels.button_width(style, face)
        place = pygame.Rect(place.x - style.px(8) - wide, y, wide, height)
        Button(form, place, face, self._ask_delete, ButtonKind.NORMAL).shortcut = pygame.K_DELETE
        self._show_chosen()

    def _row(self, path: Path) -> ListRow:
        kind = text(f"load.{path.parent.name}") if path.parent.name in _ICONS else ""
        icon = _ICONS[path.parent.name] if path.parent.name in _ICONS else "save"
        holder = self._holders[path]
        if path not in self._summaries:
            reading = "load.unread" if path in self._unread else "load.reading"
            return ListRow(str(path), path.stem, text(holder or reading), icon)
        summary = self._summaries[path]
        if summary.problem and holder:
            return ListRow(str(path), path.stem, text(holder), icon, date_of(summary))
        if summary.problem:
            return ListRow(str(path), path.stem, text("load.broken"), "bug", date_of(summary))
        title = scenario_name(summary.scenario)
        facts = text(
            "load.facts",
            kind=text(holder) if holder else kind,
            standing=round_and_score(summary),
            players=players_of(summary),
        )
        return ListRow(str(path), title, facts, icon, date_of(summary))

    # Choosing

    def _choose(self, code: str) -> None:
        self._chosen = Path(code)
        self._show_chosen()

    def _problem(self) -> str:
        """Return why the chosen file can't be opened; one that somebody has open may be by now."""
        chosen = self._chosen
        if chosen is None or chosen not in self._summaries or self._holders[chosen]:
            return ""
        return self._summaries[chosen].problem

    def _show_chosen(self) -> None:
        """Say why the chosen file can't be opened, if it can't."""
        style, body = self.style, self.body
        size = style.layout.text.table
        lines = style.writer.wrap(self._problem(), size, body.w) if self._problem() else []
        self._reason = lines[:2]
        if len(lines) > 2:
            self._reason[1] = style.writer.shorten(" ".join(lines[1:3]), size, body.w)
        if self._open_button is not None and self._open_button.enabled == bool(lines):
            self._open_button.enable(not lines)

    def _open(self) -> None:
        if self._is_still_chosen() and self._chosen is not None and not self._problem():
            self.leave()
            self.app.battles.resume(self._chosen)

    def _is_still_chosen(self) -> bool:
        """Look again; return whether the chosen file is where it was."""
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
        replies = [
            Reply(text("load.delete"), lambda: self._delete(chosen), ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        self.app.ask(text("load.delete.ask"), [str(chosen)], replies)

    def _refuses_to_delete(self, path: Path) -> bool:
        """Tell who has a file open, if somebody has; return whether that is so."""
        holder = self._holder(path)
        if holder:
            self.app.tell(text("load.delete.failed"), [text(f"{holder}.text")])
        return bool(holder)

    def _delete(self, path: Path) -> None:
        """Delete the file that was asked about, whatever is chosen by now."""
        if self._refuses_to_delete(path):
            return
        try:
            path.unlink()
        except FileNotFoundError:
            self.app.tell(text("load.delete.failed"), [text("load.gone"), str(path)])
        except OSError as error:
            self.app.tell(text("load.delete.failed"), [describe(error)])
        self._look_again()

    # Time

    def update(self, seconds: float) -> None:
        """Write what files hold once the worker has read them; look again what files there are."""
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
        """Take what the worker says of a file, unless that has gone while it was read."""
        del self._tasks[path]
        if summary.problem and not path.exists():
            self._look_again()
        if path in self._files:
            self._summaries[path] = summary
            self._write(path)

    def _look_again(self) -> None:
        """Look what files there are and who has them open; what has changed is read anew."""
        if self._starts != self.app.worker.starts:
            self._read(list(self._unread))
        try:
            found = list_saved_files(self.app.folders)
        except OSError:
            found = self._files  # what is shown was true before; whoever presses is told
        before, self._files = self._files, found
        if list(found) != list(before):
            self._list_anew(before)
        else:
            self._look_at_holders()
        self._read([path for path in found if self._is_stale(path, before)])

    def _list_anew(self, before: dict[Path, SavedFile]) -> None:
        """Show the files there are now, the list where it was; the choice goes with its file."""
        for path in before.keys() - self._files.keys():
            self._forget(path)
        if self._chosen is None:
            self._chosen = next(iter(self._files), None)
        elif self._chosen not in self._files:
            self._chosen = successor(self._chosen, before, self._files)
        first = 0 if self._list is None else self._list.first
        self.lay_out()
        if self._list is not None:
            self._list.scroll(first)

    def _forget(self, path: Path) -> None:
        """Forget what is known of a file that has gone."""
        if path in self._tasks:
            self._tasks.pop(path).drop()
        self._summaries.pop(path, None)
        self._unread.discard(path)

    def _is_stale(self, path: Path, before: dict[Path, SavedFile]) -> bool:
        """Whether a file must be read again; one that is being written is, once it is let go of."""
        if path not in before:
            return True
        if self._holders[path]:
            return False
        unseen = path in self._summaries and self._summaries[path].written is None
        return unseen or self._files[path].version != before[path].version

    def _look_at_holders(self) -> None:
        """Look who has files open that somebody had; those let go of are read anew."""
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
        """Write the row of a file anew."""
        if self._list is not None and path in self._files:
            self._list.rows[list(self._files).index(path)] = self._row(path)
        if path == self._chosen:
            self._show_chosen()

    def _reason_height(self) -> int:
        return 2 * self.style.writer.height(self.style.layout.text.table) + self.style.px(8)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the list, and below it what is wrong with the chosen file."""
        super().draw(surface)
        style, body = self.style, self.body
        height = style.px(style.layout.space.button)
        y = body.bottom - height - style.px(style.layout.space.edge) // 2 - self._reason_height()
        for line in self._reason:
            style.writer.write(
                surface, line, (body.x, y), style.layout.text.table, style.colours.bad
            )
            y += style.writer.height(style.layout.text.table)

    def close(self) -> None:
        """Let go of the form, and of what the worker has not read yet."""
        super().close()
        for task in self._tasks.values():
            task.drop()
        self._tasks.clear()
