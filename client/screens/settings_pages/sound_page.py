"""The settings of sound: a volume for each group of sounds, and silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.screens.settings_pages.page import RowsPage
from client.sound.sound_list import Group
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.segmented_control import Segment

if TYPE_CHECKING:
    from client.widgets.value_rows import ValueRow

_SAMPLES: Final = {Group.INTERFACE: "confirm", Group.BATTLE: "shot"}
"""The sound that shows how loud a group is; an ambience is heard by itself."""


class SoundPage(RowsPage):
    """The page of sound."""

    code = "sound"

    def rows(self) -> list[ValueRow]:
        """Return the volume of each group, and whether all is silent."""
        volumes = self.app.settings.volumes
        return [*(self._volume(group, now) for group, now in volumes.items()), self.truth("muted")]

    def _volume(self, group: Group, now: int) -> ValueRow:
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

        return self.choice(f"sound-settings.{group.value}", segments, str(now), choose)
