"""The list of sounds: their groups, and the numbers of the mixer."""

from __future__ import annotations

import enum
import functools
from typing import Final

import msgspec

from engine import resources
from engine.validation import decode_toml

FOLDER: Final = "sounds"
FILE: Final = "sounds.toml"
KIND: Final = "sounds"
SUFFIX: Final = ".wav"


class Group(enum.Enum):
    """A group of sounds that share a volume."""

    INTERFACE = "interface"
    """Answers to what a person presses."""
    BATTLE = "battle"
    """What happens in a battle."""
    AMBIENCE = "ambience"
    """What never ends."""


class Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names of the sounds of each group."""

    interface: tuple[str, ...]
    battle: tuple[str, ...]
    ambience: tuple[str, ...]


class MixerNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of the mixer.

    *rate* is in samples per second, *buffer* in samples, *fade* in milliseconds; *together* and
    *of_one_kind* limit the sounds that are heard at a time.
    """

    rate: int
    buffer: int
    together: int
    of_one_kind: int
    fade: int


class SoundList(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag=KIND
):
    """The content of the file."""

    groups: Groups
    mixer: MixerNumbers

    @property
    def names(self) -> list[str]:
        """Return the names of all sounds."""
        return [name for group in Group for name in self.names_in(group)]

    def names_in(self, group: Group) -> tuple[str, ...]:
        """Return the names of the sounds of a group."""
        return {
            Group.INTERFACE: self.groups.interface,
            Group.BATTLE: self.groups.battle,
            Group.AMBIENCE: self.groups.ambience,
        }[group]

    def group_of(self, name: str) -> Group:
        """Return the group of a sound; LookupError if there is no such sound."""
        for group in Group:
            if name in self.names_in(group):
                return group
        raise LookupError(name)


@functools.cache
def load_sound_list() -> SoundList:
    """Load the packaged list."""
    place = f"{FOLDER}/{FILE}"
    return decode_toml(resources.read_text(place), place, SoundList, KIND)


def read_sound(name: str) -> bytes:
    """Return the content of the file of a sound."""
    return resources.read_bytes(f"{FOLDER}/{name}{SUFFIX}")
