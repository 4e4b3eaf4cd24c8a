"""The settings of play: how long opponents think, and whether costly actions are offered back."""

from __future__ import annotations

from client.screens.settings_page import SettingRow, SettingsPage, SettingToggle
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.segmented_control import Segment


class GameplaySettingsScreen(SettingsPage):
    """The screen of the settings of play."""

    title = "gameplay-settings.title"

    def rows(self) -> list[SettingRow]:
        """Return how long opponents that search think."""
        segments = [
            Segment(str(one), text("settings.percent", n=one))
            for one in load_tuning().thinking.percents
        ]
        now = str(self.app.settings.think_time)
        return [SettingRow("gameplay-settings.think-time", segments, now, self._think)]

    def toggle(self) -> SettingToggle:
        """Return whether costly actions are offered back."""
        return SettingToggle("gameplay-settings.teaching", self.app.settings.teaching, self._teach)

    def _think(self, code: str) -> None:
        self.change(think_time=int(code))

    def _teach(self, teaching: bool) -> None:  # noqa: FBT001 - a toggle's value
        self.change(teaching=teaching)
