"""The base of the lists of saved battles: the list, a preview, and what may be done with files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

import pygame

from client.battle.model.save_names import free_path, is_taken, name_problem, path_of
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.folders import lock_user_folder
from client.overlays.name_entry import NameChoice, NameOverlay, NameQuestion
from client.screen import Push, Reply
from client.screens.battle_preview import BattlePreview
from client.screens.form_screen import FormScreen
from client.screens.load_rows import Entry, group_files, list_rows
from client.screens.report import ReportScreen
from client.screens.saved_battles import SavedBattles
from client.screens.summary_text import date_of, round_and_score
from client.text.catalogue import plural, text
from client.text.names import scenario_name
from client.text.problems import file_problem
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListBox, ListRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.host import Host
    from client.widgets.form import Form
    from client.worker.summary import Summary
    from client.worker.worker import Task
    from engine.battle.save import Save

_PREVIEW: Final = 460
"""Width of the preview if the window allows it, in points."""
_PART: Final = 0.38
"""Largest part of the window's width that the preview takes."""
_RENAMED: Final = frozenset({"saves", "finished"})
"""Folders whose files may be given a name: an unfinished battle may still be written to."""


class BattleListScreen(FormScreen):
    """Base class of screens with a list of saved battles."""

    folders: ClassVar[Sequence[str]] = ()
    """The names of the folders whose files are listed."""
    nothing: ClassVar[str] = ""
    """The key of the text that is shown if there are no files."""

    def __init__(self, app: Host) -> None:
        """Create the screen; the files are read in the worker process."""
        super().__init__(app)
        self.battles: Final = SavedBattles(app, self.folders, self)
        self._passed = 0.0
        self._shows_every = False
        self._has_chosen = False
        self._entries: list[Entry] = []
        self._list: ListBox | None = None
        self._preview: BattlePreview | None = None

    @property
    def reason(self) -> list[str]:
        """Return why the chosen file can't be opened, in lines."""
        return [] if self._preview is None else self._preview.reason

    @property
    def _tasks(self) -> dict[Path, Task[Summary]]:
        """Return the requests to the worker that are pending."""
        return self.battles.tasks

    @property
    def animating(self) -> bool:
        """Whether the picture is changing by itself at the moment."""
        return self._preview is not None and self._preview.unfinished

    # What differs

    def build_bar(self, form: Form, bar: pygame.Rect) -> None:
        """Add the actions on the chosen battle to the bar below the list."""
        raise NotImplementedError

    def open_chosen(self) -> None:
        """Do what Enter does with the chosen battle."""
        raise NotImplementedError

    def show_actions(self) -> None:
        """Enable the actions that are possible on the chosen battle."""
        raise NotImplementedError

    # Building

    def build(self, form: Form) -> None:
        """Add the list, the preview beside it, and below them a bar with the actions."""
        self.battles.ask_holders()
        self._entries = self._grouped()
        style, space = self.style, self.style.layout.space
        gap = style.px(space.gap)
        above, bar = layout.split_rows(self.body, [Share(), style.px(space.button)], gap)
        self._list = self._preview = None
        if self.battles.files:
            wide = min(style.px(_PREVIEW), round(above.w * _PART))
            left, right = layout.split_columns(above, [Share(), wide], gap)
            form.panel(left)
            inner = layout.inset(left, style.px(10))
            chosen = str(self.battles.chosen)
            self._list = ListBox(form, inner, self._rows(), chosen, self._choose, self.open_chosen)
            self._preview = BattlePreview(form, right)
            self.build_bar(form, bar)
        else:
            form.panel(above)
            inner, size = layout.inset(above, style.px(10)), style.layout.text.strong
            lines = style.writer.wrap(text(self.nothing), size, inner.w)
            heights = [style.writer.height(size)] * len(lines)
            for place, line in zip(layout.stack(inner, heights), lines, strict=True):
                form.label(line, place.topleft, size)
        self._show_chosen()

    def build_buttons(
        self, form: Form, bar: pygame.Rect, faces: Sequence[tuple[ButtonFace, Callable[[], None]]]
    ) -> tuple[pygame.Rect, list[Button]]:
        """Add buttons at the right end of the bar, the last as the usual one.

        Return the room left of them, and the buttons.
        """
        style = self.style
        widths: list[Length] = [panels.button_width(style, face) for face, _ in faces]
        gap = style.px(style.layout.space.gap)
        left, *places = layout.split_columns(bar, [Share(), *widths], gap)
        buttons = [
            Button(
                form,
                place,
                face,
                press,
                ButtonKind.PRIMARY if place is places[-1] else ButtonKind.NORMAL,
            )
            for place, (face, press) in zip(places, faces, strict=True)
        ]
        return left, buttons

    def _grouped(self) -> list[Entry]:
        battles = self.battles
        entries = group_files(
            battles.files, battles.summaries, battles.holders, every=self._shows_every
        )
        if entries and not self._has_chosen:
            battles.chosen = entries[0].path  # the first one moves down if it turns out broken
        for entry in entries:
            if battles.chosen in entry.older:
                battles.chosen = entry.path
        return entries

    def _rows(self) -> list[ListRow]:
        battles = self.battles
        return list_rows(self._entries, battles.summaries, battles.unread, battles.holders)

    # Choosing

    def _choose(self, code: str) -> None:
        self.battles.chosen, self._has_chosen = Path(code), True
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._preview is not None:
            battles = self.battles
            self._preview.show(battles.chosen, battles.chosen_summary, battles.chosen_holder)
            self.show_actions()

    @property
    def is_readable(self) -> bool:
        """Whether nothing is known that keeps the chosen file from being opened."""
        summary = self.battles.chosen_summary
        return summary is None or summary.problem is None

    def usable(self) -> Path | None:
        """Look again; return the chosen file if it is still there and can be opened."""
        if self.battles.is_still_chosen() and self.is_readable:
            return self.battles.chosen
        return None

    def show_report(self, save: Save) -> None:
        """Show the report of a battle."""
        self.app.go(Push(ReportScreen(self.app, save)))

    # Names

    @property
    def can_be_named(self) -> bool:
        """Whether the chosen file may be given a name."""
        chosen = self.battles.chosen
        return chosen is not None and chosen.parent.name in _RENAMED

    def ask_name(self) -> None:
        """Ask for a new name of the chosen file; a finished battle becomes a save by it."""
        if not self.battles.is_still_chosen() or not self.can_be_named:
            return
        self._has_chosen = True
        path = self.battles.chosen
        assert path is not None, "it may be named"
        if self._is_held(path, "load.rename.failed"):
            return

        def problem(name: str) -> str:
            key = name_problem(name)
            if not key and name != path.stem and is_taken(self.app.folders, name):
                key = "saving.name.taken"
            return text(key) if key else ""

        words = text("load.rename.title"), text("load.rename.text"), text("load.rename.confirm")
        overlay = NameOverlay(self.app, NameQuestion(*words, self._suggested(path), problem))

        def take(choice: NameChoice | None) -> None:
            if choice is NameChoice.CONFIRM:
                self._rename(path, overlay.name)

        self.app.go(Push(overlay, take))

    def _suggested(self, path: Path) -> str:
        """Return the name of a save, or the scenario's for a battle that has none yet."""
        summaries = self.battles.summaries
        if path.parent.name == "saves" or path not in summaries or summaries[path].problem:
            return path.stem
        return free_path(self.app.folders, scenario_name(summaries[path].scenario)).stem

    def _rename(self, path: Path, name: str) -> None:
        """Give a file a name, unless another one has it by now."""
        if self._is_held(path, "load.rename.failed"):
            return
        try:
            with lock_user_folder(self.app.folders):
                new = path_of(self.app.folders, name)
                if new != path and is_taken(self.app.folders, name):
                    self.app.tell(text("load.rename.failed"), [text("saving.name.taken")])
                    return
                path.rename(new)
        except OSError as error:
            self.app.tell(text("load.rename.failed"), [file_problem(error)])
        self.battles.look_again()

    # Deleting

    def ask_delete(self) -> None:
        """Ask whether to delete the chosen battle, with the older files that its row hides."""
        if not self.battles.is_still_chosen() or self.battles.chosen is None:
            return
        self._has_chosen = True
        chosen = self.battles.chosen
        if self.form is not None and self._list is not None:
            self.form.focus_on(self._list)
        if self._is_held(chosen, "load.delete.failed"):
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
        summaries = self.battles.summaries
        summary = summaries[path] if path in summaries else None
        if summary is None or summary.problem:
            return path.name
        facts = (scenario_name(summary.scenario), round_and_score(summary), date_of(summary))
        return text("load.named", battle=" · ".join(part for part in facts if part), file=path.name)

    def _older(self, path: Path) -> tuple[Path, ...]:
        """Return the files that an entry of the list hides."""
        return next((entry.older for entry in self._entries if entry.path == path), ())

    def _is_held(self, path: Path, title: str) -> bool:
        """Report who has a file open, if anybody has; return whether that is so."""
        holder = self.battles.holder(path)
        if holder:
            self.app.tell(text(title), [text(f"{holder}.text")])
        return bool(holder)

    def _delete(self, paths: Sequence[Path]) -> None:
        """Delete the files that the player was asked about, regardless of the current choice."""
        for path in paths:
            if self._is_held(path, "load.delete.failed") or not self._remove(path):
                break
        self.battles.look_again()

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
            self.battles.look_again()
        self.battles.update()

    def list_anew(self) -> None:
        """Rebuild the form with the list at the same scroll position."""
        first = 0 if self._list is None else self._list.first
        self.lay_out()
        if self._list is not None:
            self._list.scroll(first)

    def show_file(self, path: Path) -> None:
        """Update the rows after a file has been read; files of one battle are merged."""
        if self._list is not None:
            before, self._entries = self._entries, self._grouped()
            if [one.path for one in before] == [one.path for one in self._entries]:
                self._list.rows = self._rows()
            else:
                self.list_anew()
        if path == self.battles.chosen:
            self._show_chosen()

    def show_every(self, every: bool) -> None:  # noqa: FBT001 - a toggle's value
        """Show each file, or each battle."""
        self._shows_every = every
        self.lay_out()

    @property
    def shows_every(self) -> bool:
        """Whether each file is shown."""
        return self._shows_every

    def close(self) -> None:
        """Close the form and drop the pending requests to the worker."""
        super().close()
        self.battles.close()
