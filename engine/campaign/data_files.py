"""The data files that a campaign is played with, in full: saves carry them, so that a campaign goes
on as it began whatever becomes of the files (C14.4).
"""

from __future__ import annotations

import functools
import io
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from engine.campaign.data import load_numbers
from engine.data.datafiles import (
    FACTION,
    FOLDERS,
    GENERATOR_FILE,
    RULES_FILE,
    files_of_folder,
    packaged_data,
    read_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike
    from typing import IO

    from engine.campaign.numbers import CampaignNumbers

_SLASH: Final = "/"
FOLDER_NAMES: Final = ("campaign", "campaign/factions", FOLDERS[FACTION])
"""The folders of a data root whose files make a campaign."""
FILE_NAMES: Final = (RULES_FILE, GENERATOR_FILE)
"""The single files of a data root that make one."""


def read_data_files(root: Traversable) -> dict[str, str]:
    """Return the texts of all data files that make a campaign, by their place in a data root.

    DataError if one can't be read. What they say is not checked.
    """
    texts = {name: read_file(root.joinpath(name)) for name in FILE_NAMES}
    for folder in FOLDER_NAMES:
        for file in files_of_folder(root.joinpath(*folder.split(_SLASH))):
            texts[f"{folder}{_SLASH}{file.name}"] = read_file(file)
    return texts


@functools.cache
def packaged_texts() -> Mapping[str, str]:
    """Return the texts of the packaged data files that make a campaign, read once."""
    return MappingProxyType(read_data_files(packaged_data()))


def numbers_of(texts: Mapping[str, str]) -> CampaignNumbers:
    """Return the numbers that texts of data files say; DataError lists all problems of them."""
    if texts == packaged_texts():
        return load_numbers()
    return load_numbers(TextFolder(texts))


class TextFolder(Traversable):
    """A folder, or a file in it, whose files are texts in memory: a data root from a save."""

    def __init__(self, texts: Mapping[str, str], place: str = "") -> None:
        """Set the texts by place, and the place of this folder or file; empty for the root."""
        self._texts: Final = texts
        self._place: Final = place

    @property
    def name(self) -> str:
        """Return the last part of its place."""
        return self._place.rpartition(_SLASH)[2]

    def __str__(self) -> str:
        """Return its place, which messages name."""
        return self._place

    def joinpath(self, *descendants: str | PathLike[str]) -> TextFolder:
        """Return what is at a place in the folder, whether or not there is anything."""
        parts = [*([self._place] if self._place else []), *map(str, descendants)]
        return TextFolder(self._texts, _SLASH.join(parts))

    def iterdir(self) -> Iterator[TextFolder]:
        """Yield what is directly in the folder."""
        start = f"{self._place}{_SLASH}" if self._place else ""
        inside = {
            place.removeprefix(start).partition(_SLASH)[0]
            for place in self._texts
            if place.startswith(start)
        }
        return (self.joinpath(name) for name in sorted(inside))

    def is_dir(self) -> bool:
        """Whether there is anything in it."""
        return not self.is_file() and any(True for _ in self.iterdir())

    def is_file(self) -> bool:
        """Whether it is a text."""
        return self._place in self._texts

    def open(self, mode: str = "r", *_: object, **__: object) -> IO[str] | IO[bytes]:  # type: ignore[override] # the base class has overloads for modes
        """Return a stream of the text; FileNotFoundError if there is none."""
        if not self.is_file():
            raise FileNotFoundError(self._place)
        text = self._texts[self._place]
        return io.BytesIO(text.encode()) if "b" in mode else io.StringIO(text)

    def read_bytes(self) -> bytes:
        """Return the text in UTF-8; FileNotFoundError if there is none."""
        return self.read_text().encode()

    def read_text(self, *_: object, **__: object) -> str:
        """Return the text; FileNotFoundError if there is none."""
        if not self.is_file():
            raise FileNotFoundError(self._place)
        return self._texts[self._place]
