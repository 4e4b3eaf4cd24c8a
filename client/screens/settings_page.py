"""The base of the settings screens: rows of values, and a toggle below them; every change is
applied at once and saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from client.screens.form_screen import FormScreen
from client.text.catalogue import name, text
from client.widgets import layout
from client.widgets.controls import Toggle
from client.widgets.layout import Share
from client.widgets.segmented_control import Segment, SegmentedControl, lines_needed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.widgets.form import Form

_WIDE: Final = 820
_ROW: Final = 60
"""Height of a setting if there is room, in points."""
_LEAST: Final = 4
"""Minimum distance between two settings, in points."""
_GAP: Final = 4
_BESIDE: Final = 16
"""Distance between the longest name and the values, in points."""


class SettingRow(NamedTuple):
    """A setting: the key of its name, its values, the current one, and the function to change
    it.
    """

    label: str
    segments: list[Segment]
    chosen: str
    on_choose: Callable[[str], None]


class SettingToggle(NamedTuple):
    """A setting that is on or off: the key of its name, which has its words under `.words`."""

    label: str
    value: bool
    on_change: Callable[[bool], None]


def named_segments(context: str, codes: Sequence[str]) -> list[Segment]:
    """Return values by the names that the catalogue has for their codes."""
    return [Segment(code, name(context, code)) for code in codes]


class SettingsPage(FormScreen):
    """Base class of screens with settings."""

    def rows(self) -> list[SettingRow]:
        """Return the settings that have a few values each."""
        raise NotImplementedError

    def toggle(self) -> SettingToggle:
        """Return the setting at the bottom."""
        raise NotImplementedError

    def build(self, form: Form) -> None:
        """Add one row per setting, its name at the left, its values at the right."""
        style, body, space = self.style, self.body, self.style.layout.space
        rows, toggle = self.rows(), self.toggle()
        pad, gap, target = style.px(space.padding), style.px(_GAP), style.px(space.target)
        wide = min(body.w, style.px(_WIDE))
        names = [text(row.label) for row in rows] + [text(toggle.label)]
        size = style.layout.text.strong
        label = max(style.writer.width(one, size) for one in names) + style.px(_BESIDE)
        values = wide - 2 * pad - label
        lines = [lines_needed(style, values, row.segments) for row in rows] + [1]
        heights = [count * (target + gap) - gap for count in lines]
        least = style.px(_LEAST)
        spare = (body.h - 2 * pad - sum(heights)) // len(heights)
        between = min(max(spare, least), style.px(_ROW) - target)
        tall = sum(heights) + between * len(heights) + 2 * pad - between
        panel = layout.within(body, (wide, tall), (0.5, 0))
        form.panel(panel)
        places = layout.stack(layout.inset(panel, pad), heights, between)
        cells = [layout.split_columns(place, [label, Share()]) for place in places]
        for words, (left, _) in zip(names, cells, strict=True):
            form.label(words, left.midleft, size, align=(0, 0.5), room=left.w)
        for row, words, (_, right) in zip(rows, names, cells[:-1], strict=False):
            SegmentedControl(form, right, row.segments, row.chosen, row.on_choose, words)
        words = text(f"{toggle.label}.words")
        Toggle(form, cells[-1][1], words, toggle.value, toggle.on_change)

    def change(self, **changes: object) -> None:
        """Apply and save changes of settings."""
        self.app.change(msgspec.structs.replace(self.app.settings, **changes))
