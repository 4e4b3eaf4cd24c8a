"""The settings of the window; every change is applied at once and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from client.draw.ui.panels import ButtonFace
from client.draw.ui.theme import theme_names
from client.screen import Push
from client.screens.controls import ControlsScreen
from client.screens.form_screen import FormScreen
from client.settings import HandOver, Pace
from client.text import catalogue
from client.text.catalogue import name, text
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Toggle
from client.widgets.layout import Share
from client.widgets.segmented_control import Segment, SegmentedControl, lines_needed
from client.window import offered_scales

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


def _named(context: str, codes: Sequence[str]) -> list[Segment]:
    return [Segment(code, name(context, code)) for code in codes]


class SettingsScreen(FormScreen):
    """The settings screen."""

    title = "settings.title"

    def build(self, form: Form) -> None:
        """Add one row per setting, its name at the left, its values at the right."""
        style, body, space = self.style, self.body, self.style.layout.space
        rows = self._rows()
        pad, gap, target = style.px(space.padding), style.px(_GAP), style.px(space.target)
        wide = min(body.w, style.px(_WIDE))
        names = [text(row.label) for row in rows] + [text("settings.fullscreen")]
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
        toggle = text("settings.fullscreen.words")
        Toggle(form, cells[-1][1], toggle, self.app.settings.fullscreen, self._show_fullscreen)
        self.build_beside_title(form, ButtonFace(text("controls.title")), self._show_controls)

    def _rows(self) -> list[SettingRow]:
        """Return the settings that have a few values each."""
        settings, change = self.app.settings, self._change
        offered = offered_scales(self.app.size)
        scales = [
            Segment(str(step), text("settings.percent", n=step), enabled=step in offered)
            for step in load_tuning().scale.steps
        ]
        themes = _named("theme", theme_names())
        paces = _named("pace", [pace.value for pace in Pace])
        overs = _named("hand-over", [one.value for one in HandOver])
        languages = _named("language", catalogue.languages())

        def choose_language(code: str) -> None:
            change(language=code)

        rows = [
            SettingRow("settings.theme", themes, settings.theme, lambda code: change(theme=code)),
            SettingRow(
                "settings.scale", scales, str(self.app.scale), lambda code: change(scale=int(code))
            ),
            SettingRow(
                "settings.pace", paces, settings.pace.value, lambda code: change(pace=Pace(code))
            ),
            SettingRow(
                "settings.hand-over",
                overs,
                settings.hand_over.value,
                lambda code: change(hand_over=HandOver(code)),
            ),
            self._truth("ask_before_end", value=settings.ask_before_end),
            self._truth("ask_to_advance", value=settings.ask_to_advance),
            SettingRow("settings.language", languages, settings.language, choose_language),
        ]
        return [row for row in rows if len(row.segments) > 1]

    def _truth(self, setting: str, *, value: bool) -> SettingRow:
        """Return the row of a boolean setting, with its own word for each value."""
        label = f"settings.{setting.replace('_', '-')}"
        segments = [Segment(code, text(f"{label}.{code}")) for code in ("yes", "no")]

        def change(code: str) -> None:
            self._change(**{setting: code == "yes"})

        return SettingRow(label, segments, "yes" if value else "no", change)

    def _show_controls(self) -> None:
        self.app.go(Push(ControlsScreen(self.app)))

    def _show_fullscreen(self, fullscreen: bool) -> None:  # noqa: FBT001 - a toggle's value
        self._change(fullscreen=fullscreen)

    def _change(self, **changes: object) -> None:
        self.app.change(msgspec.structs.replace(self.app.settings, **changes))
