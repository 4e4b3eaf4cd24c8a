"""The base of the pages of settings; every change is applied at once and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from client.text.catalogue import name, text
from client.widgets import layout
from client.widgets.segmented_control import Segment
from client.widgets.value_rows import ValueRow, ValueRows, rows_height

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pygame

    from client.draw.ui.style import Style
    from client.host import Host
    from client.widgets.form import Form

WIDE: Final = 820
"""Width of a page if the window allows it, in points."""


class SettingsPage:
    """Base class of the pages of the settings screen."""

    code = ""
    """The code of the page, which the catalogue names in the context `settings`."""

    def __init__(self, app: Host, lay_out: Callable[[], None]) -> None:
        """Create the page for a window; *lay_out* builds it anew."""
        self.app = app
        self.lay_out = lay_out

    @property
    def style(self) -> Style:
        """Return the current style."""
        return self.app.style

    def build(self, form: Form, room: pygame.Rect) -> None:
        """Add the controls of the page to a new form, inside a rectangle."""
        raise NotImplementedError

    def change(self, **changes: object) -> None:
        """Apply and save changes of settings."""
        self.app.change(msgspec.structs.replace(self.app.settings, **changes))


class RowsPage(SettingsPage):
    """Base class of pages with one row a setting, which scroll if there is too little room."""

    def __init__(self, app: Host, lay_out: Callable[[], None]) -> None:
        """Create the page; it is scrolled to its first row."""
        super().__init__(app, lay_out)
        self._shown: ValueRows | None = None

    def rows(self) -> list[ValueRow]:
        """Return the settings, from the top."""
        raise NotImplementedError

    def build(self, form: Form, room: pygame.Rect) -> None:
        """Add the rows of settings that leave a choice; they stay scrolled as they were."""
        rows = [row for row in self.rows() if len(row.segments) > 1]
        style = self.style
        pad = style.px(style.layout.space.padding)
        tall = rows_height(style, room.w - 2 * pad, rows) + 2 * pad
        panel = layout.within(room, (room.w, tall), (0.5, 0))
        form.panel(panel)
        first = 0 if self._shown is None else self._shown.first
        self._shown = ValueRows(form, layout.inset(panel, pad), rows, first)

    # Rows

    def choice(
        self, label: str, segments: Sequence[Segment], chosen: str, on_choose: Callable[[str], None]
    ) -> ValueRow:
        """Return the row of a setting, by the key of its name."""
        return ValueRow(text(label), tuple(segments), chosen, on_choose)

    def truth(self, setting: str) -> ValueRow:
        """Return the row of a boolean setting, which has a text for each of its values.

        The keys of its texts are `settings.the-setting`, and this with `.yes` and `.no`.
        """
        label = f"settings.{setting.replace('_', '-')}"
        segments = [Segment(code, text(f"{label}.{code}")) for code in ("yes", "no")]
        value = msgspec.structs.asdict(self.app.settings)[setting]

        def change(code: str) -> None:
            self.change(**{setting: code == "yes"})

        return self.choice(label, segments, "yes" if value else "no", change)


def named_segments(context: str, codes: Sequence[str]) -> list[Segment]:
    """Return values by the names that the catalogue has for their codes."""
    return [Segment(code, name(context, code)) for code in codes]
