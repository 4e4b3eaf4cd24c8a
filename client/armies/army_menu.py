"""The list of the player's own armies, with the cards of the chosen one, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import msgspec
import pygame

from client.battle.model.army_files import delete_army, list_armies, save_army
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Reply
from client.screens.army_rows import army_obstacles, army_row, show_army
from client.screens.form_screen import FormScreen
from client.screens.unit_cards import UnitCards
from client.text.catalogue import text
from client.text.problems import file_problem
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListBox
from engine import limits
from engine.plaintext import escape

if TYPE_CHECKING:
    from pathlib import Path

    from client.battle.model.army_files import ListedArmy
    from client.host import Host
    from client.widgets.form import Form
    from engine.battle.army import Army

_LIST: Final = 0.46
"""Width of the list, as a fraction of the body's."""


class ArmyBuilding(Protocol):
    """The armies of the window, as the list sees them."""

    def build(self, army: Army | None, path: Path | None) -> None:
        """Push the builder of an army, of a new one if it is None."""


class ArmyMenuScreen(FormScreen):
    """The list of the player's own armies."""

    title = "armies.title"

    def __init__(self, app: Host, building: ArmyBuilding) -> None:
        """Create the screen; the files are read whenever it comes into sight."""
        super().__init__(app)
        self._building = building
        self.armies: list[ListedArmy] = []
        """The armies that are listed."""
        self._chosen: Path | None = None
        self._list: ListBox | None = None
        self._cards: UnitCards | None = None
        self._actions: list[Button] = []
        self._told = False
        self._returns = False

    def choose(self, path: Path | None) -> None:
        """Let the army of a file be the chosen one, once the list is shown again."""
        self._returns = True
        if path is not None:
            self._chosen = path

    def lay_out(self) -> None:
        """Read the armies, then lay out; after the builder the focus is on the list."""
        super().lay_out()
        if self.form is not None and self._list is not None and self._returns:
            self.form.focus_on(self._list)
        self._returns = False

    @property
    def chosen(self) -> ListedArmy | None:
        """Return the chosen army; None if there is none."""
        return next((one for one in self.armies if one.path == self._chosen), None)

    def _read(self) -> None:
        try:
            self.armies = list_armies(self.app.folders)
        except OSError as error:
            self.armies = []
            if not self._told:
                self._told = True
                self.app.tell(text("armies.unlisted"), [file_problem(error)])
        if self.chosen is None:
            self._chosen = self.armies[0].path if self.armies else None

    # Building

    def build(self, form: Form) -> None:
        """Add the list at the left, the chosen army's cards at the right, the actions below."""
        self._read()
        style, space = self.style, self.style.layout.space
        lengths: list[Length] = [Share(), style.px(space.button)]
        main, bar = layout.split_rows(self.body, lengths, style.px(space.gap))
        left, right = layout.split_columns(main, [Share(_LIST), Share(1 - _LIST)], style.px(8))
        self._list = self._cards = None
        if self.armies:
            form.panel(left)
            inner = layout.inset(left, style.px(10))
            rows = [army_row(one, army_obstacles(one)) for one in self.armies]
            code = "" if self.chosen is None else self.chosen.code
            self._list = ListBox(form, inner, rows, code, self._choose, self._edit)
            self._cards = UnitCards(form, right)
        else:
            self._build_invitation(form, main)
        self._build_bar(form, bar)
        self._show_chosen()

    def _build_invitation(self, form: Form, rect: pygame.Rect) -> None:
        """Say what armies are for, as there is none yet."""
        style, size = self.style, self.style.layout.text.strong
        pad = style.px(style.layout.space.padding)
        lines = style.writer.wrap(text("armies.none"), size, rect.w - 2 * pad)
        line = style.writer.height(size)
        panel = layout.within(rect, (rect.w, len(lines) * line + 2 * pad), (0, 0))
        form.panel(panel)
        rows = layout.stack(layout.inset(panel, pad), [line] * len(lines))
        for row, words in zip(rows, lines, strict=True):
            form.label(words, row.topleft, size, room=row.w)

    def _build_bar(self, form: Form, bar: pygame.Rect) -> None:
        """Add the actions: those on the chosen army at the left, a new one at the right."""
        style = self.style
        new = ButtonFace(text("armies.new"), "plus", "N")
        faces = [
            (ButtonFace(text("armies.delete"), "cross", text("key.delete")), self._ask_delete),
            (ButtonFace(text("armies.copy"), "folder", "C"), self._copy),
            (ButtonFace(text("armies.edit"), "gear", text("key.enter")), self._edit),
            (new, self._new),
        ]
        widths: list[Length] = [panels.button_width(style, face) for face, _ in faces]
        places = layout.split_columns(bar, [Share(), *widths], style.px(8))[1:]
        keys = (pygame.K_DELETE, pygame.K_c, None, pygame.K_n)
        self._actions = []
        for place, (face, press), key in zip(places, faces, keys, strict=True):
            kind = ButtonKind.PRIMARY if face is new else ButtonKind.NORMAL
            button = Button(form, place, face, press, kind)
            button.shortcut = key
            self._actions.append(button)
        if not self.armies:
            form.focus_on(self._actions[-1])

    # Choosing

    def _choose(self, code: str) -> None:
        self._chosen = next(one.path for one in self.armies if one.code == code)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show the cards of the chosen army, or why it is none; and what may be done with it."""
        listed = self.chosen
        if self._cards is not None and listed is not None:
            show_army(self._cards, listed, army_obstacles(listed))
        is_army = listed is not None and listed.army is not None
        allowed = (listed is not None, is_army, is_army, True)
        for button, enabled in zip(self._actions, allowed, strict=True):
            button.enable(enabled)

    # Actions

    def _new(self) -> None:
        self._building.build(None, None)

    def _edit(self) -> None:
        listed = self.chosen
        if listed is not None and listed.army is not None:
            self._building.build(listed.army, listed.path)

    def _copy(self) -> None:
        listed = self.chosen
        if listed is None or listed.army is None:
            return
        named = text("armies.copy-name", name=listed.army.name)[: limits.NAME]
        copied = msgspec.structs.replace(listed.army, name=named)
        try:
            self._chosen = save_army(self.app.folders, copied, None)
        except OSError as error:
            self.app.tell(text("armies.failed"), [file_problem(error)])
        self.lay_out()

    def _ask_delete(self) -> None:
        listed, path = self.chosen, self._chosen
        if listed is None or path is None:
            return
        replies = [
            Reply(text("armies.delete"), lambda: self._delete(path), ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        lines = [escape(listed.title), escape(str(path))]
        self.app.ask(text("armies.delete.ask"), lines, replies)

    def _delete(self, path: Path) -> None:
        place = next((i for i, one in enumerate(self.armies) if one.path == path), 0)
        try:
            delete_army(self.app.folders, path)
        except OSError as error:
            self.app.tell(text("armies.delete.failed"), [file_problem(error)])
        following = [one.path for one in self.armies if one.path != path]
        self._chosen = following[min(place, len(following) - 1)] if following else None
        self.lay_out()
