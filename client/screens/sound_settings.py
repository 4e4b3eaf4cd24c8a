"""The settings of sound: a volume for each group of sounds, and silence."""

from __future__ import annotations

from typing import Final

from client.screens.settings_page import SettingRow, SettingsPage, SettingToggle
from client.sound.sound_list import Group
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.segmented_control import Segment

_SAMPLES: Final = {Group.INTERFACE: "confirm", Group.BATTLE: "shot"}
"""The sound that shows how loud a group is; an ambience is heard by itself."""


class SoundSettingsScreen(SettingsPage):
    """The screen of the settings of sound."""

    title = "sound-settings.title"

    def rows(self) -> list[SettingRow]:
        """Return the volume of each group."""
        return [self._volume(group, now) for group, now in self.app.settings.volumes.items()]

    def _volume(self, group: Group, now: int) -> SettingRow:
        segments = [
            Segment(
                str(one), text("settings.percent", n=one) if one else text("sound-settings.off")
            )
            for one in load_tuning().sound.volumes
        ]

        def choose(code: str) -> None:
            self.change(**{f"volume_{group.value}": int(code)})
            if group in _SAMPLES:
                self.app.sounds.play(_SAMPLES[group])

        return SettingRow(f"sound-settings.{group.value}", segments, str(now), choose)

    def toggle(self) -> SettingToggle:
        """Return whether all is silent."""
        return SettingToggle("sound-settings.muted", self.app.settings.muted, self._mute)

    def _mute(self, muted: bool) -> None:  # noqa: FBT001 - a toggle's value
        self.change(muted=muted)
