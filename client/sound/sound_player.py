"""What is heard at which volume; silent until it is connected to a mixer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from client.sound.sound_list import Group, load_sound_list

if TYPE_CHECKING:
    from collections.abc import Mapping

CLICK: Final = "click"
CONFIRM: Final = "confirm"
REFUSE: Final = "refuse"
IN_MENUS: Final = "lantern_room"
"""The ambience of the menus."""
IN_BATTLE: Final = "open_field"
"""The ambience of a battle."""
_PER_CENT: Final = 100


class Mixer(Protocol):
    """What plays sounds; volumes are from 0 to 1."""

    @property
    def is_open(self) -> bool:
        """Whether it can play by now."""
        ...

    def play(self, name: str, volume: float) -> None:
        """Play a sound once, unless too many are being played."""
        ...

    def loop(self, name: str, volume: float) -> None:
        """Play an ambience without end, in place of another one; one that is playing gets the
        volume.
        """
        ...

    def end_loop(self) -> None:
        """Let the ambience fade away."""
        ...

    def close(self) -> None:
        """End all sounds."""
        ...


class SoundPlayer:
    """The player of sounds by name, at the volumes of their groups.

    Without a mixer, and while that is not open, everything is silent. *ambience* is the sound that
    is to be heard all the time.
    """

    def __init__(self) -> None:
        self._mixer: Mixer | None = None
        self._volumes: Mapping[Group, float] = dict.fromkeys(Group, 0.0)
        self._looped: tuple[str, float] | None = None
        self.ambience: str | None = None

    def connect(self, mixer: Mixer) -> None:
        """Play by a mixer from now on."""
        self._mixer = mixer

    def set_volumes(self, percents: Mapping[Group, int], *, muted: bool) -> None:
        """Set the volume of each group, in per cent of the loudest; *muted* silences them all."""
        # The ear hears ratios: the square makes equal steps sound about equal.
        self._volumes = {
            group: 0.0 if muted else (percent / _PER_CENT) ** 2
            for group, percent in percents.items()
        }
        self.update()

    def play(self, name: str) -> None:
        """Play a sound once; LookupError if there is no such sound."""
        volume = self._volumes[load_sound_list().group_of(name)]
        if self._mixer is not None and self._mixer.is_open and volume:
            self._mixer.play(name, volume)

    def click(self) -> None:
        """Answer a press on a control."""
        self.play(CLICK)

    def update(self) -> None:
        """Let the ambience begin, change, end or get another volume."""
        if self._mixer is None or not self._mixer.is_open:
            return
        volume = self._volumes[Group.AMBIENCE]
        wanted = None if self.ambience is None or not volume else (self.ambience, volume)
        if wanted == self._looped:
            return
        self._looped = wanted
        if wanted is None:
            self._mixer.end_loop()
        else:
            self._mixer.loop(*wanted)

    def close(self) -> None:
        """End all sounds; nothing is heard from now on."""
        if self._mixer is not None:
            self._mixer.close()
        self._mixer = None
