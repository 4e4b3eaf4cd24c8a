"""The mixer of pygame; where it can't be opened, there is no sound and no error."""

from __future__ import annotations

import io
import logging
import threading
from typing import TYPE_CHECKING, Final

import pygame

from client.sound.alsa import silence_alsa_messages
from client.sound.sound_list import Group, load_sound_list, read_sound

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger(__name__)

_SIGNED_16: Final = -16
_MONO: Final = 1
_WITHOUT_END: Final = -1


class PygameMixer:
    """The mixer of pygame, opened by a thread of its own.

    The device of a sleeping sound server, or one that is in use, may keep its caller waiting; the
    window does not wait for it.
    """

    def __init__(self) -> None:
        self._numbers = load_sound_list().mixer
        self._sounds: Mapping[str, pygame.mixer.Sound] | None = None
        self._looped: str | None = None
        self._opening = threading.Thread(target=self._open, name="mixer", daemon=True)

    def open(self) -> None:
        """Begin to open it."""
        self._opening.start()

    def wait(self) -> None:
        """Wait until it is open, or can't be opened."""
        self._opening.join()

    @property
    def is_open(self) -> bool:
        """Whether it can play by now."""
        return self._sounds is not None

    def _open(self) -> None:
        silence_alsa_messages()
        numbers = self._numbers
        try:
            pygame.mixer.quit()  # whoever opened it before may have asked for another rate
            pygame.mixer.init(numbers.rate, _SIGNED_16, _MONO, numbers.buffer, allowedchanges=0)
            self._sounds = self._load()
        # The second: pygame found no mixer in its own libraries.
        except (pygame.error, NotImplementedError) as error:
            log.info("there is no sound: %s", error)

    def _load(self) -> dict[str, pygame.mixer.Sound]:
        """Read all sounds; each ambience has a channel that no other sound gets."""
        listed = load_sound_list()
        loops = listed.names_in(Group.AMBIENCE)
        pygame.mixer.set_num_channels(len(loops) + self._numbers.together)
        pygame.mixer.set_reserved(len(loops))
        return {
            name: pygame.mixer.Sound(file=io.BytesIO(read_sound(name))) for name in listed.names
        }

    def play(self, name: str, volume: float) -> None:
        """Play a sound once, unless too many are being played."""
        if self._sounds is None:
            return
        sound = self._sounds[name]
        if sound.get_num_channels() < self._numbers.of_one_kind:
            sound.set_volume(volume)
            sound.play()  # on a free channel; if there is none, it is left out

    def loop(self, name: str, volume: float) -> None:
        """Play an ambience without end, in place of another one; one that is playing gets the
        volume.
        """
        if self._sounds is None:
            return
        self._sounds[name].set_volume(volume)
        if name != self._looped:
            self.end_loop()
            self._channel(name).play(self._sounds[name], _WITHOUT_END, fade_ms=self._numbers.fade)
            self._looped = name

    def end_loop(self) -> None:
        """Let the ambience fade away."""
        if self._looped is not None:
            self._channel(self._looped).fadeout(self._numbers.fade)
            self._looped = None

    @staticmethod
    def _channel(name: str) -> pygame.mixer.Channel:
        """Return the channel of an ambience."""
        return pygame.mixer.Channel(load_sound_list().names_in(Group.AMBIENCE).index(name))

    def close(self) -> None:
        """End all sounds. A device that is still awaited is left to the thread."""
        if self._sounds is not None:
            self._sounds = None
            pygame.mixer.quit()
