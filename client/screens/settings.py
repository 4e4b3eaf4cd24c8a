"""The settings of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.draw.ui.panels import ButtonFace
from client.draw.ui.theme import theme_names
from client.screen import Push
from client.screens.controls import ControlsScreen
from client.screens.gameplay_settings import GameplaySettingsScreen
from client.screens.settings_page import (
    SettingRow,
    SettingsPage,
    SettingToggle,
    named_segments,
)
from client.screens.sound_settings import SoundSettingsScreen
from client.settings import HandOver, Pace
from client.text import catalogue
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.segmented_control import Segment
from client.window import offered_scales

if TYPE_CHECKING:
    from client.widgets.form import Form


class SettingsScreen(SettingsPage):
    """The settings screen."""

    title = "settings.title"

    def build(self, form: Form) -> None:
        """Add the settings, and the ways to those of play, sound and keys."""
        super().build(form)
        self.build_beside_title(
            form,
            (ButtonFace(text("gameplay-settings.title"), "hint"), self._show_gameplay),
            (ButtonFace(text("sound-settings.open"), "sound"), self._show_sound),
            (ButtonFace(text("controls.title")), self._show_controls),
        )

    def _show_gameplay(self) -> None:
        self.app.go(Push(GameplaySettingsScreen(self.app)))

    def _show_sound(self) -> None:
        self.app.go(Push(SoundSettingsScreen(self.app)))

    def rows(self) -> list[SettingRow]:
        """Return the settings that have a few values each."""
        settings, change = self.app.settings, self.change
        offered = offered_scales(self.app.size)
        scales = [
            Segment(str(step), text("settings.percent", n=step), enabled=step in offered)
            for step in load_tuning().scale.steps
        ]
        themes = named_segments("theme", theme_names())
        paces = named_segments("pace", [pace.value for pace in Pace])
        overs = named_segments("hand-over", [one.value for one in HandOver])
        languages = named_segments("language", catalogue.languages())

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

    def toggle(self) -> SettingToggle:
        """Return whether the window fills the screen."""
        return SettingToggle(
            "settings.fullscreen", self.app.settings.fullscreen, self._show_fullscreen
        )

    def _truth(self, setting: str, *, value: bool) -> SettingRow:
        """Return the row of a boolean setting, with its own word for each value."""
        label = f"settings.{setting.replace('_', '-')}"
        segments = [Segment(code, text(f"{label}.{code}")) for code in ("yes", "no")]

        def change(code: str) -> None:
            self.change(**{setting: code == "yes"})

        return SettingRow(label, segments, "yes" if value else "no", change)

    def _show_controls(self) -> None:
        self.app.go(Push(ControlsScreen(self.app)))

    def _show_fullscreen(self, fullscreen: bool) -> None:  # noqa: FBT001 - a toggle's value
        self.change(fullscreen=fullscreen)
