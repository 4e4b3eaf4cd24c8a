"""Lists saved battles, those a player saved and those that saved themselves, to go on with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from client.battle.model.autosave import newest_first
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

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        self._chosen = self._files[0] if self._files else None
        self._list: ListBox | None = None
        self._open_button: Button | None = None
        self._reason: list[str] = []

    def _find(self) -> list[Path]:
        """List all files of battles; what keeps a folder from being listed is told."""
        folders = self.app.folders
        try:
            places = (folders.saves, folders.autosaves, folders.finished)
            return [path for folder in places for path in newest_first(folder)]
        except OSError as error:
            self.app.tell(text("load.unlisted"), [str(error)])
            return []

    def _read(self, paths: Iterable[Path]) -> None:
        """Have the worker read what is in files."""
        worker = self.app.worker
        for path in paths:
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
        if self._chosen is not None and not self._problem():
            self.app.battles.resume(self._chosen)

    def _ask_delete(self) -> None:
        if self._chosen is None:
            return
        replies = [
            Reply(text("load.delete"), self._delete, ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        self.app.tell(text("load.delete.ask"), [str(self._chosen)], replies)

    def _delete(self) -> None:
        if self._chosen is None:
            return
        place = self._files.index(self._chosen)
        if holder := self._holder(self._chosen):
            self.app.tell(text("load.delete.failed"), [text(f"{holder}.text")])
            return
        try:
            self._chosen.unlink(missing_ok=True)
        except OSError as error:
            self.app.tell(text("load.delete.failed"), [str(error)])
            return
        self._files.remove(self._chosen)
        self._chosen = self._files[min(place, len(self._files) - 1)] if self._files else None
        self.lay_out()

    # Time

    def update(self, seconds: float) -> None:
        """Write what a file holds once the worker has read it; look again who has it open."""
        super().update(seconds)
        self._passed += seconds
        if self._passed >= load_tuning().autosave.look_seconds:
            self._passed = 0.0
            self._look_again()
        for path, task in list(self._tasks.items()):
            summary = task.take()
            if summary is not None:
                self._summaries[path] = summary
            elif task.is_lost:
                self._unread.add(path)
            else:
                continue
            del self._tasks[path]
            self._write(path)

    def _look_again(self) -> None:
        """Look who has files open that somebody had; those let go of are read anew."""
        if self._starts != self.app.worker.starts:
            self._read(list(self._unread))
        watched = [path for path in self._files if self._holders[path] or path == self._chosen]
        for path in watched:
            before, self._holders[path] = self._holders[path], self._holder(path)
            if self._holders[path] == before:
                continue
            if not self._holders[path]:
                self._read([path])
            self._write(path)

    def _write(self, path: Path) -> None:
        """Write the row of a file anew."""
        if self._list is not None and path in self._files:
            self._list.rows[self._files.index(path)] = self._row(path)
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
