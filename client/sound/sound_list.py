"""The list of sounds: their groups, and the numbers of the mixer."""

from __future__ import annotations

import enum
import functools
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from engine import limits, resources
from engine.data.catalog import Code
from engine.sentences import Sentence
from engine.validation import Count, Findings, decode_toml

FOLDER: Final = "sounds"
FILE: Final = "sounds.toml"
KIND: Final = "sounds"
SUFFIX: Final = ".wav"

Positive = Annotated[int, Meta(ge=1, le=limits.COUNT)]


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

    interface: tuple[Code, ...]
    battle: tuple[Code, ...]
    ambience: tuple[Code, ...]


class MixerNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of the mixer.

    *rate* is in samples per second, *buffer* in samples, *fade* in milliseconds; *together* and
    *of_one_kind* limit the sounds that are heard at a time.
    """

    rate: Positive
    buffer: Positive
    together: Positive
    of_one_kind: Positive
    fade: Count


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
    return read_sound_list(resources.read_text(f"{FOLDER}/{FILE}"))


def read_sound_list(content: str) -> SoundList:
    """Parse the text of a list of sounds; DataError if it is invalid, or names a sound twice."""
    found = decode_toml(content, f"{FOLDER}/{FILE}", SoundList, KIND)
    findings, seen = Findings(f"{FOLDER}/{FILE}"), set[str]()
    for group in Group:
        for name in found.names_in(group):
            if name in seen:
                findings.add("groups", group.value, Sentence("data.twice", name=name), KIND)
            seen.add(name)
    findings.raise_if_any()
    return found


def read_sound(name: str) -> bytes:
    """Return the content of the file of a sound."""
    return resources.read_bytes(f"{FOLDER}/{name}{SUFFIX}")
