"""What a player can choose about the window; every choice holds at once and is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import pygame

from client.draw.ui.theme import theme_names
from client.screens.form_screen import FormScreen
from client.settings import HandOver, Pace
from client.text import catalogue
from client.text.catalogue import name, text
from client.tuning import load_tuning
from client.widgets.controls import Toggle
from client.widgets.segmented_control import Segment, SegmentedControl
from client.window import offered_scales

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.widgets.form import Form

_WIDE: Final = 820
_ROW: Final = 60
_LABEL: Final = 220


class SettingRow(NamedTuple):
    """A setting: the key of its name, its values, the one in use, and who changes it."""

    label: str
    segments: list[Segment]
    chosen: str
    on_choose: Callable[[str], None]


def _named(context: str, codes: Sequence[str]) -> list[Segment]:
    return [Segment(code, name(context, code)) for code in codes]


class SettingsScreen(FormScreen):
    """Change the settings."""

    title = "settings.title"

    def build(self, form: Form) -> None:
        """Put one setting a row, its name left, its values right."""
        style, body = self.style, self.body
        rows = self._rows()
        count = len(rows) + 1
        step = min(style.px(_ROW), (body.h - style.px(32)) // count)
        wide = min(body.w, style.px(_WIDE))
        panel = pygame.Rect(0, body.y, wide, count * step + style.px(24))
        panel.centerx = body.centerx
        form.panel(panel)
        left = panel.x + style.px(style.layout.space.padding)
        start = left + min(style.px(_LABEL), wide // 3)
        target = style.px(style.layout.space.target)
        right = panel.right - style.px(style.layout.space.padding)
        y = panel.y + style.px(12)
        for label, segments, chosen, choose in rows:
            rect = pygame.Rect(start, y + (step - target) // 2, right - start, target)
            self._label(form, text(label), (left, rect.centery), start - left)
            SegmentedControl(form, rect, segments, chosen, choose)
            y += step
        rect = pygame.Rect(start, y + (step - target) // 2, right - start, target)
        self._label(form, text("settings.fullscreen"), (left, rect.centery), start - left)
        words = text("settings.fullscreen.words")
        Toggle(form, rect, words, self.app.settings.fullscreen, self._show_fullscreen)

    def _label(self, form: Form, words: str, midleft: tuple[int, int], room: int) -> None:
        writer, size = self.style.writer, self.style.layout.text.strong
        line = writer.shorten(words, size, room - self.style.px(8))
        form.label(line, (midleft[0], midleft[1] - writer.height(size) // 2), size)

    def _rows(self) -> list[SettingRow]:
        """List the settings of a few values each."""
        settings, change = self.app.settings, self._change
        offered = offered_scales(self.app.size)
        scales = [
            Segment(str(step), text("settings.percent", n=step), enabled=step in offered)
            for step in load_tuning().scale.steps
        ]
        themes = _named("theme", theme_names())
        paces = _named("pace", [pace.value for pace in Pace])
        overs = _named("hand-over", [one.value for one in HandOver])
        tongues = _named("language", catalogue.languages())

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
            SettingRow("settings.language", tongues, settings.language, choose_language),
        ]
        return [row for row in rows if len(row.segments) > 1]

    def _truth(self, setting: str, *, value: bool) -> SettingRow:
        """Return the row of a setting that is true or not, each with words of its own."""
        label = f"settings.{setting.replace('_', '-')}"
        segments = [Segment(code, text(f"{label}.{code}")) for code in ("yes", "no")]

        def change(code: str) -> None:
            self._change(**{setting: code == "yes"})

        return SettingRow(label, segments, "yes" if value else "no", change)

    def _show_fullscreen(self, fullscreen: bool) -> None:  # noqa: FBT001 - a toggle's value
        self._change(fullscreen=fullscreen)

    def _change(self, **changes: object) -> None:
        self.app.change(msgspec.structs.replace(self.app.settings, **changes))
