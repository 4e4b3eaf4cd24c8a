"""The page of the keys: every command of a battle or a replay with its keys, to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.input.keys import PRESSES, KeyCommand
from client.battle.input.replay_keys import REPLAY_COMMANDS
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.key_bindings import KeyBindings, KeyTable
from client.overlays.key_capture import NO_KEY, KeyCaptureOverlay
from client.screen import Push, Reply
from client.screens.settings_pages.page import SettingsPage
from client.settings import KEY_SETTINGS
from client.text.catalogue import text
from client.text.format import comma_list
from client.text.key_names import name_of_key
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListBox, ListRow
from client.widgets.segmented_control import Segment, SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.host import Host
    from client.widgets.form import Form

_TABLES: Final = 420
"""Width of the choice of a table, in points."""

_CODES: Final = {KeyTable.BATTLE: tuple(PRESSES), KeyTable.REPLAY: tuple(REPLAY_COMMANDS)}
"""The commands of each table, in the order in which they are listed."""


def words_for(table: KeyTable, code: str) -> str:
    """Return what a command of a table is called."""
    if table is KeyTable.REPLAY:
        return text(REPLAY_COMMANDS[code].value)
    pressed = PRESSES[code]
    if pressed.command is KeyCommand.WEAPON:
        return text("controls.weapon", number=pressed.number)
    return text(pressed.command.value)


class KeysPage(SettingsPage):
    """The list of commands; a key that another command has is swapped, or not taken."""

    code = "keys"

    def __init__(self, app: Host, lay_out: Callable[[], None]) -> None:
        """Create the page for a window; *lay_out* builds it anew."""
        super().__init__(app, lay_out)
        self._table = KeyTable.BATTLE
        self._chosen = _CODES[self._table][0]
        self._reset_button: Button | None = None

    @property
    def bindings(self) -> KeyBindings:
        """Return the bindings of the table that is shown, as in the settings."""
        return KeyBindings(getattr(self.app.settings, KEY_SETTINGS[self._table]), self._table)

    def build(self, form: Form, room: pygame.Rect) -> None:
        """Add the list of commands, and below it the buttons that change keys."""
        style, space = self.style, self.style.layout.space
        lengths: list[Length] = [style.px(space.target), Share(), style.px(space.button)]
        tables, above, bar = layout.split_rows(room, lengths, style.px(space.gap))
        segments = [Segment(one.value, text(f"controls.{one.value}")) for one in KeyTable]
        tables.w = min(tables.w, style.px(_TABLES))
        SegmentedControl(
            form, tables, segments, self._table.value, self._show, text("controls.table")
        )
        form.panel(above)
        inner = layout.inset(above, style.px(space.padding_tight))
        ListBox(form, inner, self._rows(), self._chosen, self._choose, self._capture)
        faces = [
            ButtonFace(text("controls.change"), "", text("key.enter")),
            ButtonFace(text("controls.reset"), "undo", text("key.delete")),
            ButtonFace(text("controls.reset-all"), "undo"),
        ]
        actions = [self._capture, self._reset, self._ask_to_reset_all]
        kinds = [ButtonKind.PRIMARY, ButtonKind.NORMAL, ButtonKind.NORMAL]
        widths = [panels.button_width(style, face) for face in faces]
        gap = style.px(space.gap)
        places = layout.split_columns(bar, [*widths, Share()], gap)
        buttons = [
            Button(form, place, face, action, kind)
            for place, face, action, kind in zip(places, faces, actions, kinds, strict=False)
        ]
        buttons[1].shortcut = pygame.K_DELETE
        buttons[1].enable(self._chosen in self.bindings.changes)
        buttons[2].enable(bool(self.bindings.changes))
        self._reset_button = buttons[1]

    def _rows(self) -> list[ListRow]:
        bindings = self.bindings
        return [
            ListRow(code, words_for(self._table, code), note=self._names(bindings.keys_of(code)))
            for code in _CODES[self._table]
        ]

    @staticmethod
    def _names(keys: tuple[str, ...]) -> str:
        names = list(dict.fromkeys(name_of_key(key) for key in keys))
        return comma_list(names) if names else text("controls.none")

    def _show(self, table: str) -> None:
        """Show the keys of another table."""
        self._table = KeyTable(table)
        self._chosen = _CODES[self._table][0]
        self.lay_out()

    def _choose(self, code: str) -> None:
        self._chosen = code
        if self._reset_button is not None:
            self._reset_button.enable(code in self.bindings.changes)

    # Changing

    def _capture(self) -> None:
        """Ask for the key of the chosen command."""
        command = self._chosen

        def take(key: str | None) -> None:
            if key is not None and key != NO_KEY:
                self._bind(command, key)

        self.app.go(Push(KeyCaptureOverlay(self.app, words_for(self._table, command)), take))

    def _bind(self, command: str, key: str) -> None:
        """Give a key to a command; if another one has it, ask whether they swap."""
        bindings = self.bindings
        owner = bindings.command_of(key)
        after = bindings.bound(command, key)
        if owner is None or owner == command:
            self._apply(after)
            return
        values = {
            "cap": name_of_key(key),
            "owner": words_for(self._table, owner),
            "command": words_for(self._table, command),
            "keys": self._names(after.keys_of(owner)),
        }
        left = "controls.conflict.text" if after.keys_of(owner) else "controls.conflict.none"
        swap = Reply(text("controls.swap"), lambda: self._apply(after), ButtonKind.PRIMARY)
        keep = Reply(text("app.cancel"), lambda: None)
        self.app.ask(text("controls.conflict", **values), [text(left, **values)], [swap, keep])

    def _reset(self) -> None:
        self._apply(self.bindings.reset(self._chosen))

    def _ask_to_reset_all(self) -> None:
        """Ask before all changes are lost."""
        reset = Reply(text("controls.reset-all"), self._reset_all, ButtonKind.CANCEL)
        keep = Reply(text("app.cancel"), lambda: None)
        lines = [text("controls.reset-all.text")]
        self.app.ask(text("controls.reset-all.ask"), lines, [reset, keep])

    def _reset_all(self) -> None:
        self._apply(KeyBindings({}, self._table))

    def _apply(self, bindings: KeyBindings) -> None:
        self.change(**{KEY_SETTINGS[bindings.table]: bindings.changes})
